"""How a run stands: its steps, what it reached, and whether it is on track, late or stalled."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from csops_desktop.domain.business_days import BusinessCalendar

STALLED_AFTER = 10
"""Business days on one step after which a run counts as stalled, unless the store's setting says otherwise."""


class StepState(StrEnum):
    """How a step stands."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"  # not for this customer, with a reason
    SKIPPED = "skipped"  # it was for this customer, but is left out

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self in (StepState.TODO, StepState.DOING)


_OPEN = frozenset({StepState.TODO, StepState.DOING})


class Closing(StrEnum):
    """How a run came out."""

    SUCCESS = "success"
    PARTLY = "partly"
    FAILED = "failed"
    NOT_NEEDED = "not_needed"


class Pace(StrEnum):
    """How a run keeps to its plan, the worst last."""

    ON_TRACK = "on_track"
    LATE = "late"  # a required step is overdue
    STALLED = "stalled"  # it is on one step for too long


class RunStep(NamedTuple):
    """A step of a run; a tuple, because a board makes tens of thousands of them at a time.

    Attributes:
        milestone: index of the milestone it belongs to.
        due: None while the step that it is counted from is open.
        closed_on: the day on which it was done or left out.
    """

    id: int
    key: str
    milestone: int
    required: bool
    state: StepState
    due: dt.date | None = None
    closed_on: dt.date | None = None

    def overdue(self, today: dt.date) -> bool:
        """Tell whether its day is over."""
        return self.state.open and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Course:
    """How a run stands on a day.

    Attributes:
        current: the first open required step, else the first open one; None when nothing is open.
        waiting: business days that it has been on the current step.
        days_in: business days since the start; 0 on its first day.
        days_planned: business days from the start to the last due date.
        done: steps done, of ``total`` that are for this customer and were not skipped.
        required_done: the required ones among them, of ``required``.
    """

    pace: Pace
    current: RunStep | None
    waiting: int
    days_in: int
    days_planned: int
    done: int
    total: int
    required_done: int
    required: int

    @property
    def days_left(self) -> int:
        """Business days until the last due date; negative when it is over."""
        return self.days_planned - self.days_in


def course(
    started: dt.date,
    steps: Sequence[RunStep],
    today: dt.date,
    calendar: BusinessCalendar,
    stalled_after: int = STALLED_AFTER,
) -> Course:
    """Return how a run stands.

    Args:
        started: its first day.
        steps: in order.
        today: the day it is looked at.
        calendar: which days are open.
        stalled_after: business days on one step that are still fine.
    """
    # One walk over the steps: with thousands of runs each further one would be felt.
    done = total = required = required_done = 0
    late = False
    last = since = started
    first: RunStep | None = None
    current: RunStep | None = None
    for step in steps:
        state, due = step.state, step.due
        if step.closed_on is not None and step.closed_on > since:
            since = step.closed_on
        if state is StepState.DONE:
            done += 1
            required_done += step.required
        elif state in _OPEN:
            if step.required:
                late = late or (due is not None and due < today)
                current = current or step
            first = first or step
        else:
            continue
        total += 1
        required += step.required
        if due is not None and due > last:
            last = due
    current = current or first
    waiting = 0 if current is None else _waiting(since, current, today, calendar, stalled_after)
    pace = Pace.LATE if late else Pace.ON_TRACK
    if waiting > stalled_after:
        pace = Pace.STALLED
    days_in, days_planned = calendar.between(started, today), calendar.between(started, last)
    return Course(pace, current, waiting, days_in, days_planned, done, total, required_done, required)


def _waiting(since: dt.date, current: RunStep, today: dt.date, calendar: BusinessCalendar, stalled_after: int) -> int:
    """Return the business days since anything was done; a step that is due much later does not wait yet.

    So a run that rightly does nothing between 90 and 60 days before a renewal does not count as stalled: the count
    begins ``stalled_after`` business days before the due date at the earliest.
    """
    if current.due is not None and current.due > since:
        since = max(since, calendar.add(current.due, -stalled_after))
    return max(calendar.between(since, today), 0)


def reached(steps: Iterable[RunStep], milestone: int) -> dt.date | None:
    """Return the day on which a milestone was reached: when its last required step was closed.

    A milestone without required steps needs all of its steps. None while something is open, or nothing was done.
    """
    inside = [step for step in steps if step.milestone == milestone]
    needed = [step for step in inside if step.required] or inside
    if any(step.state.open for step in needed) or all(step.state is not StepState.DONE for step in needed):
        return None
    return max((step.closed_on for step in needed if step.closed_on is not None), default=None)
