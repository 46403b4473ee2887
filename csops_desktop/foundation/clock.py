"""What day and what moment it is; tests and the sample store set another one."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the moment (UTC) and the local calendar day."""

    now: Callable[[], dt.datetime] = _now

    def today(self) -> dt.date:
        """Return the local calendar day."""
        return self.now().astimezone().date()

    def stamp(self) -> str:
        """Return the moment as stored: ISO 8601 in UTC to the millisecond, sortable as text."""
        return self.now().astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def fixed(moment: dt.datetime) -> Clock:
    """Return a clock that stands still."""
    return Clock(lambda: moment)
