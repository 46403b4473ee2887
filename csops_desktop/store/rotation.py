"""Which backups to keep: by the order in which they were taken, whatever the clock said."""

import datetime as dt
from collections.abc import Callable, Sequence

DAYS, WEEKS, MONTHS, NEWEST = 12, 10, 9, 5


def day_of(at: str) -> dt.date:
    """Return the local calendar day of a moment given as ISO 8601 text."""
    return dt.datetime.fromisoformat(at).astimezone().date()


def kept(moments: Sequence[str]) -> list[int]:
    """Return which backups to keep: the newest of each of 12 days, 10 weeks and 9 months, and the newest 5 always.

    Args:
        moments: when each was taken (ISO 8601), the newest taken first.

    Returns:
        Positions in ``moments``, ascending.
    """
    keep = set(range(min(NEWEST, len(moments))))
    days = [day_of(at) for at in moments]
    periods: tuple[tuple[int, Callable[[dt.date], object]], ...] = (
        (DAYS, lambda day: day),
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    )
    for most, period in periods:
        seen: set[object] = set()
        for at, day in enumerate(days):
            key = period(day)
            if key not in seen and len(seen) < most:
                seen.add(key)
                keep.add(at)
    return sorted(keep)
