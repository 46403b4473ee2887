"""Send lists: the people of a list of customers who may be written to, for a mailing program."""

from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.domain.send_list import Person, SendList, send_list
from csops_desktop.store import people
from csops_desktop.store.engine import Database

_SLICE = 5000


@dataclass(frozen=True, slots=True)
class SendListService:
    """The use cases of writing to many; the file itself is an export of the contacts chosen here."""

    database: Database

    def choose(self, customers: Sequence[int]) -> SendList:
        """Return who of these customers is written to, and how many are not and why; may run in any thread."""
        today = self.database.clock.today()
        found: list[Person] = []
        for start in range(0, len(customers), _SLICE):
            with self.database.reading() as connection:  # others get in between the slices
                found += people.of(connection, customers[start : start + _SLICE], today)
        with self.database.reading() as connection:
            return send_list(customers, found, people.refusing(connection))
