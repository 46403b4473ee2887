"""When steps are due, and why on that day: base, offset, and the shift off a closed day."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from csops_desktop.domain.business_days import BusinessCalendar, ClosedDay
from csops_desktop.domain.playbooks.definition import Base, Offset, Step


@dataclass(frozen=True, slots=True)
class Bases:
    """The days from which the steps of a run are counted; None where there is none."""

    start: dt.date
    phase: dt.date | None = None
    contract: dt.date | None = None
    renewal: dt.date | None = None
    notice: dt.date | None = None

    def day(self, base: Base) -> dt.date | None:
        """Return the day of a base; the step before is not among them."""
        return {
            Base.START: self.start,
            Base.PHASE: self.phase,
            Base.CONTRACT: self.contract,
            Base.RENEWAL: self.renewal,
            Base.NOTICE: self.notice,
            Base.PREVIOUS: None,
        }[base]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a step is due on a day.

    Attributes:
        from_day: the day of the base.
        landed: base and offset, before any shift.
        day: the due date.
        closed: holidays and closing days on weekdays that were passed over: while counting business days, or by the
            shift; Saturdays and Sundays are not listed.
        shifted_off: what closes the day on which it would have landed.
    """

    offset: Offset
    from_day: dt.date
    landed: dt.date
    day: dt.date
    closed: tuple[ClosedDay, ...] = ()
    shifted_off: ClosedDay | None = None


def why(offset: Offset, from_day: dt.date, calendar: BusinessCalendar) -> Why | None:
    """Return the due date of an offset with its reason; None when it lies outside the calendar."""
    try:
        landed = calendar.add(from_day, offset.days) if offset.business else from_day + dt.timedelta(offset.days)
        day = calendar.moved(landed, offset.on_closed)
    except OverflowError:
        return None
    first = from_day if offset.business else landed
    return Why(
        offset,
        from_day,
        landed,
        day,
        calendar.closed_between(first, day) if offset.business or day != landed else (),
        calendar.why_closed(landed) if day != landed else None,
    )


def plan(
    steps: Iterable[Step], bases: Bases, done: Mapping[str, dt.date], calendar: BusinessCalendar
) -> dict[str, Why | None]:
    """Return the due date of each step, by key.

    Args:
        steps: in order.
        bases: of the run.
        done: key of a step → the day on which it was done (or left out).
        calendar: which days are open.

    Returns:
        None where the base has no day yet: the step before is open, or the customer has no such day. The first step
        counts from the start where it names the step before.
    """
    planned: dict[str, Why | None] = {}
    before: dt.date | None = bases.start
    for step in steps:
        from_day = before if step.offset.base is Base.PREVIOUS else bases.day(step.offset.base)
        planned[step.key] = None if from_day is None else why(step.offset, from_day, calendar)
        before = done.get(step.key)
    return planned
