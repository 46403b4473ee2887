"""What a user can find out about what happened: the timeline of a customer, and words in everything that was logged."""

import datetime as dt
from dataclasses import dataclass

from csops_desktop.domain import contact_flags
from csops_desktop.domain.contact_flags import Flag
from csops_desktop.domain.timeline import PAGE, Hit, Timeline, Wanted
from csops_desktop.store import timeline
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

_MARGIN = 10
"""So many entries are read beyond one that was asked for."""


@dataclass(frozen=True, slots=True)
class TimelineService:
    """The use cases around what happened."""

    database: Database

    def read(self, customer_id: int, wanted: Wanted | None = None, limit: int = PAGE) -> Timeline:
        """Return the newest entries of a customer's timeline.

        Args:
            customer_id: whose.
            wanted: what part of it; None for the whole.
            limit: at most so many entries; the total counts them all.
        """
        with self.database.reading() as connection:
            return timeline.read(connection, customer_id, wanted or Wanted(), limit, self.database.clock.today())

    def read_to(self, customer_id: int, activity_id: int) -> Timeline:
        """Return the timeline of a customer at least as far back as an activity; as usual when that is gone."""
        today = self.database.clock.today()
        with self.database.reading() as connection:
            place = timeline.place_of(connection, customer_id, activity_id, today)
            limit = PAGE if place is None else max(PAGE, place + _MARGIN)
            return timeline.read(connection, customer_id, Wanted(), limit, today)

    def search(self, text: str, limit: int = 8) -> list[Hit]:
        """Return the newest activities of all customers that hold every word of a text; two characters are enough."""
        with self.database.reading() as connection:
            return timeline.search(connection, text, limit)

    def flags(self, customer_id: int) -> tuple[Flag, ...]:
        """Return what is wrong with how we are connected to a customer."""
        with self.database.reading() as connection:
            return flags_of(connection, customer_id, self.database.clock.today())


def flags_of(connection: Connection, customer_id: int, today: dt.date) -> tuple[Flag, ...]:
    """Return what is wrong with how we are connected to a customer, on a connection that reads."""
    talks = timeline.talks(connection, customer_id, today - dt.timedelta(days=contact_flags.DIVIDED_DAYS))
    return contact_flags.flags(timeline.people(connection, customer_id), talks, today)
