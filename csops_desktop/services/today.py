"""What a user can do with the list of the day: see it, finish a line, put a customer off."""

import datetime as dt
from dataclasses import dataclass

from csops_desktop.domain.changes import Area, Outcome, Sentence
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.today import HORIZON_DAYS, NEVER, QueueItem, Reason, ReasonKind, Snooze, queue
from csops_desktop.domain.today_health import ratings_due, reasons
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.store import records, today, today_health
from csops_desktop.store.engine import Database

_FINISHED = {ReasonKind.NEXT_ACTION: (Kind.NEXT_ACTIONS, "done_on"), ReasonKind.PROMISE: (Kind.PROMISES, "kept_on")}


@dataclass(frozen=True, slots=True)
class TodayService:
    """The use cases around the list of the day."""

    database: Database

    def queue(self, as_of: dt.date | None = None, *, mine: int | None = None) -> list[QueueItem]:
        """Return the list of a day in the order in which to work.

        Args:
            as_of: the day; today when none is named.
            mine: a member, of whose part alone it is; None for everybody's.
        """
        self.database.turn_day()
        day = as_of or self.database.clock.today()
        # With very many customers this takes a moment, and it is counted for the navigation after each change.
        moves = self.database.quietly(lambda connection: today_health.moves(connection, day))
        with self.database.reading() as connection:
            ends = today_health.ends(connection, day)
            stale = today_health.stale(connection, mine)
        also = today_health.listed(moves, ends)
        standings = self.database.quietly(lambda connection: today.standings(connection, day, also))
        with self.database.reading() as connection:
            dues = today.dues(connection, day + dt.timedelta(days=HORIZON_DAYS))
            snoozed = today.snoozed(connection)
        return queue(standings, dues, day, snoozed, mine, reasons(moves, ends, day)) + ratings_due(*stale, day)

    def spent(self, *, mine: int | None = None) -> int:
        """Return the minutes that what was done today stands for, of a member or of everybody."""
        with self.database.reading() as connection:
            return today.spent(connection, self.database.clock.today(), mine)

    def finish(self, item: QueueItem, reason: Reason) -> Outcome[bool]:
        """Mark the action as done or the promise as kept; False for a reason that only a contact can settle."""
        if reason.kind not in _FINISHED or reason.record_id is None:
            return Outcome(value=False, changed=Area.NONE)
        kind, field = _FINISHED[reason.kind]
        sentence = Sentence("finished", {"kind": kind.value, "name": item.name, "text": reason.text})
        with self.database.operation(sentence) as operation:
            records.update(operation.connection, kind, reason.record_id, {field: self.database.clock.today()})
        return Outcome(True, Area.NEXT_ACTIONS | Area.PROMISES | Area.CUSTOMERS, sentence, operation.set_id)

    def snooze(self, item: QueueItem, until: dt.date | None) -> Outcome[None]:
        """Keep a customer off the list until a day, or with None until it is clearly more urgent.

        Raises:
            NotFoundError: the customer is gone.
        """
        how = Snooze(NEVER, item.reason.urgency) if until is None else Snooze(until)
        sentence = Sentence("snoozed", {"name": item.name, "until": until.isoformat() if until else ""})
        with self.database.operation(sentence) as operation:
            if not records.exists(operation.connection, Kind.CUSTOMERS, item.customer_id):
                raise NotFoundError(Kind.CUSTOMERS.value, item.customer_id)
            today.snooze(operation.connection, item.customer_id, how)
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, Area.NEXT_ACTIONS, sentence, operation.set_id)
