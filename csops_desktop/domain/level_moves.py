"""How customers move between the levels of a product: their way so far, how long they stay, who moved in a month."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csops_desktop.domain.maturity import LEVELS

SEEN_DAYS = 120
"""A first assessment up to so many days after the start tells when the levels below were reached."""
MONTHS = 24
"""So many months of movement are told at most."""

Movement = tuple[int | None, int | None]
"""Level before and level after; None where there was none."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch at one level.

    Attributes:
        since: the first assessment that found it.
        until: the assessment that found another level, or the day the product was given up; None while it lasts.
        risen: whether it ended with a higher level.
    """

    level: int
    since: dt.date
    until: dt.date | None = None
    risen: bool = False

    def days(self, today: dt.date) -> int:
        """Return how long it lasted, or has lasted by today."""
        return ((self.until or today) - self.since).days


@dataclass(frozen=True, slots=True)
class Track:
    """The way of a customer through the levels of a product.

    Attributes:
        since: the start of the first contract with the product.
        until: the day on which the last one ended; None while one runs.
        points: day and level of each assessment, the earliest first.
    """

    adoption_id: int
    customer_id: int
    customer: str
    since: dt.date | None = None
    until: dt.date | None = None
    points: tuple[tuple[dt.date, int], ...] = ()

    def stays(self, today: dt.date) -> tuple[Stay, ...]:
        """Return the stretches at one level, the earliest first; several assessments that agree are one."""
        found: list[Stay] = []
        for day, level in self.points:
            last = found[-1] if found else None
            if last is not None and last.level == level:
                continue
            if last is not None:
                found[-1] = Stay(last.level, last.since, day, level > last.level)
            found.append(Stay(level, day))
        if found and self.until is not None and self.until <= today:
            last = found[-1]
            found[-1] = Stay(last.level, last.since, max(self.until, last.since))
        return tuple(found)

    def level_on(self, day: dt.date) -> int | None:
        """Return the level at the end of a day; None before the first assessment and once the product is given up."""
        if self.until is not None and self.until <= day:
            return None
        return next((level for at, level in reversed(self.points) if at <= day), None)

    def wait_for(self, level: int, today: dt.date) -> tuple[int, bool] | None:
        """Return the days from the start to a level or above, and whether it came; None when nobody knows.

        Who is not there yet has waited until today, or until the product was given up. Of who was there already when
        it was assessed for the first time, long after the start, nobody saw when it got there.
        """
        start = self.since or (self.points[0][0] if self.points else None)
        if start is None or start > today:
            return None
        reached = next((at for at, found in self.points if found >= level and at <= today), None)
        if reached is not None and reached == self.points[0][0] and (reached - start).days > SEEN_DAYS:
            return None
        if reached is not None:
            return max(0, (reached - start).days), True
        return max(0, (min(today, self.until or today) - start).days), False


@dataclass(frozen=True, slots=True)
class TimeToLevel:
    """How long customers take to a level from the start, those who are not there yet counted as censored.

    Attributes:
        median: days until half are there; None while fewer than half are known to get there.
        n: customers in all.
        done: how many got there.
    """

    median: int | None
    n: int
    done: int


@dataclass(frozen=True, slots=True)
class Line:
    """After how many days at a level a customer counts as stuck, and how many moved on from it."""

    days: int
    n: int


@dataclass(frozen=True, slots=True)
class Stuck:
    """A customer that has been at a level for longer than nine of ten of those who moved on.

    Attributes:
        days: at the level so far.
        limit: after which it counts as stuck.
    """

    customer_id: int
    customer: str
    level: int
    days: int
    limit: int


@dataclass(frozen=True, slots=True)
class Month:
    """Who went from which level to which in a month.

    Attributes:
        first: its first day.
        moves: level before and after → customers; those who stayed are among them.
    """

    first: dt.date
    moves: Mapping[Movement, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class LevelReport:
    """How the customers of a product move.

    Attributes:
        names: level → its name.
        times: level → how long it takes to it.
        lines: level → after how many days there one is stuck; of a level that nobody left there is none.
        staying: level → customers that are there now, with the days so far.
        stuck: the longest first.
        months: the newest first; the current one counts until today.
        customers: id → name, of all that are named here.
    """

    product_id: int
    product: str
    today: dt.date
    names: Mapping[int, str]
    times: Mapping[int, TimeToLevel]
    lines: Mapping[int, Line]
    staying: Mapping[int, Mapping[int, int]]
    stuck: tuple[Stuck, ...]
    months: tuple[Month, ...]
    customers: Mapping[int, str]


def staying(tracks: Sequence[Track], today: dt.date) -> dict[int, dict[int, int]]:
    """Return level → customer → days there so far, of those who still have the product."""
    found: dict[int, dict[int, int]] = {level: {} for level in (0, *LEVELS)}
    for track in tracks:
        stays = track.stays(today)
        if stays and stays[-1].until is None:
            found.setdefault(stays[-1].level, {})[track.customer_id] = stays[-1].days(today)
    return found


def moved_on(tracks: Sequence[Track], today: dt.date) -> dict[int, list[int]]:
    """Return level → the days of the stays that ended with a higher level."""
    found: dict[int, list[int]] = {level: [] for level in (0, *LEVELS)}
    for track in tracks:
        for stay in track.stays(today):
            if stay.risen:
                found.setdefault(stay.level, []).append(stay.days(today))
    return found


def levels_on(tracks: Sequence[Track], day: dt.date) -> dict[int, int]:
    """Return customer → level at the end of a day."""
    found = ((track.customer_id, track.level_on(day)) for track in tracks)
    return {customer: level for customer, level in found if level is not None}


def months(tracks: Sequence[Track], today: dt.date) -> tuple[dt.date, ...]:
    """Return the first days of the months in which somebody was assessed or gone, the newest first."""
    days = [track.points[0][0] for track in tracks if track.points]
    if not days:
        return ()
    first = min(days).replace(day=1)
    found: list[dt.date] = []
    month = today.replace(day=1)
    while month >= first and len(found) < MONTHS:
        found.append(month)
        month = (month - dt.timedelta(days=1)).replace(day=1)
    return tuple(found)


def last_day(month: dt.date, today: dt.date) -> dt.date:
    """Return the last day of a month that begins on a day, not later than today."""
    following = (month + dt.timedelta(days=31)).replace(day=1)
    return min(today, following - dt.timedelta(days=1))
