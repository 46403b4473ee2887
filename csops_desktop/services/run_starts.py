"""What a user can choose from before a playbook is started."""

from dataclasses import dataclass

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks.conditions import fits
from csops_desktop.domain.playbooks.starting import Choices, Startable, in_order
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.store import records, run_starts, whom
from csops_desktop.store.engine import Database
from csops_desktop.store.playbooks import VERSIONS


@dataclass(frozen=True, slots=True)
class RunStartService:
    """The use cases around choosing what to start."""

    database: Database

    def choices(self, customer_id: int | None = None) -> Choices:
        """Return the playbooks in use, those that are for the customer first, and what they can be about.

        Raises:
            NotFoundError: the customer is gone.
        """
        today = self.database.clock.today()
        with self.database.reading() as connection:
            current = [
                Startable(version.parent_id, version.number or 0, version.definition)
                for version in VERSIONS.current(connection)
            ]
            if customer_id is None:
                return Choices(None, tuple(current))
            known = whom.whom(connection, [customer_id]).get(customer_id)
            if known is None:
                raise NotFoundError(Kind.CUSTOMERS.value, customer_id)
            running = run_starts.running(connection, customer_id)
            found = [
                Startable(
                    each.playbook_id,
                    each.version,
                    each.playbook,
                    fits(each.playbook.scope, known),
                    each.playbook_id in running,
                )
                for each in current
            ]
            return Choices(
                (customer_id, records.name(connection, Kind.CUSTOMERS, customer_id)),
                in_order(found),
                run_starts.terms(connection, customer_id, today),
                run_starts.owner(connection, customer_id),
            )
