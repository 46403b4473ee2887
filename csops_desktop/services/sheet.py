"""What a user can do on the page of one customer: see all of it at once, finish an action, bring it back."""

from dataclasses import dataclass

from csops_desktop.domain.changes import Area, Outcome, Sentence
from csops_desktop.domain.disagreements import disagreements
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.domain.sheet import FIRST, CustomerSheet
from csops_desktop.domain.timeline import PAGE, Wanted
from csops_desktop.services.readings import latest_months
from csops_desktop.services.records import area_of
from csops_desktop.services.timeline import flags_of
from csops_desktop.store import computed, contracts, maturity, readings, records, settings, timeline, today, touch
from csops_desktop.store.engine import Database

_WHOLE = frozenset(
    {Kind.CONTRACTS, Kind.CONTACTS, Kind.NEXT_ACTIONS, Kind.PROMISES, Kind.OPPORTUNITIES, Kind.REQUESTS, Kind.FILES}
)
_KINDS = (*sorted(_WHOLE), Kind.TICKETS, Kind.SURVEYS, Kind.CHURN_EVENTS, Kind.HANDOFFS)


@dataclass(frozen=True, slots=True)
class SheetService:
    """The use cases of the page of one customer."""

    database: Database

    def read(self, customer_id: int) -> CustomerSheet:
        """Return a customer with what belongs to it, or raise NotFoundError."""
        self.database.turn_day()
        day = self.database.clock.today()
        with self.database.reading() as connection:
            record = records.get(connection, Kind.CUSTOMERS, customer_id)
            ids = {kind: records.ids_of(connection, kind, customer_id=customer_id) for kind in _KINDS}
            related = {
                kind: tuple(records.read(connection, kind, found if kind in _WHOLE else found[:FIRST]))
                for kind, found in ids.items()
            }
            flag = record.values.get("churn_flag")
            until = today.snoozed_until(connection, customer_id)
            return CustomerSheet(
                record,
                day,
                str(settings.get(connection, StoreSetting.CURRENCY.value.name) or "JPY"),
                related,
                {kind: len(found) for kind, found in ids.items()},
                until if until is not None and until > day else None,
                timeline.read(connection, customer_id, Wanted(), PAGE, day),
                flags_of(connection, customer_id, day),
                timeline.talked(connection, customer_id, day),
                disagreements(
                    contracts.of_customer(connection, customer_id),
                    computed.churn_days(connection, customer_id),
                    flag=None if flag is None else bool(flag),
                    today=day,
                ),
                maturity.standings(connection, customer_id),
                readings.trends(connection, customer_id, latest_months(day)),
                touch=touch.past(connection, customer_id),
            )

    def finish(self, action_id: int) -> Outcome[None]:
        """Say that a next action is done, or raise NotFoundError."""
        with self.database.operation(Sentence("finished")) as operation:
            record = records.get(operation.connection, Kind.NEXT_ACTIONS, action_id)
            records.update(operation.connection, Kind.NEXT_ACTIONS, action_id, {"done_on": self.database.clock.today()})
            named = {"name": record.names.get("customer_id", ""), "text": str(record.values["title"])}
            operation.sentence = Sentence("finished", {"kind": Kind.NEXT_ACTIONS.value, **named})
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, area_of(Kind.NEXT_ACTIONS), operation.sentence, operation.set_id)

    def wake(self, customer_id: int) -> Outcome[None]:
        """Put a customer that was put off back on the list of the day."""
        with self.database.operation(Sentence("woken")) as operation:
            today.wake(operation.connection, customer_id)
            name = records.name(operation.connection, Kind.CUSTOMERS, customer_id)
            operation.sentence = Sentence("woken", {"name": name})
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, Area.NEXT_ACTIONS, operation.sentence, operation.set_id)
