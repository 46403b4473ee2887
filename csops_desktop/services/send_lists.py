"""Send lists: the people of a list of customers who may be written to, for a mailing program."""

from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.domain.send_list import SendList, send_list
from csops_desktop.store import people
from csops_desktop.store.engine import Database


@dataclass(frozen=True, slots=True)
class SendListService:
    """The use cases of writing to many; the file itself is an export of the contacts chosen here."""

    database: Database

    def choose(self, customers: Sequence[int]) -> SendList:
        """Return who of these customers is written to, and how many are not and why."""
        with self.database.reading() as connection:
            found = list(people.of(connection, customers, self.database.clock.today()))
            return send_list(customers, found, people.refusing(connection))
