"""All runs at a glance: how they keep to their plans, where they get stuck, how they came out, what a week asks for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median_low

from csops_desktop.domain.playbooks.definition import Words
from csops_desktop.domain.playbooks.runs import Closing, Course, Pace, RunStep, StepState
from csops_desktop.domain.playbooks.shown import DueStep, RunHead
from csops_desktop.foundation.text import normalise

RESULT_DAYS = 90
"""Days back in which closed runs count as results."""
WEEK_DAYS = 7
LATER_DAYS = 30
"""After a run was closed its customer's score is looked at again."""
_FEWEST = 1


class Mark(StrEnum):
    """How a step of a card is drawn."""

    DONE = "done"
    OVERDUE = "overdue"
    OPEN = "open"
    LEFT_OUT = "left_out"  # not for this customer, or skipped


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A run on the board or in the table.

    Attributes:
        name: of the playbook.
        today: the day it is looked at; of a closed run its last day.
        step: title of the current step; empty when nothing is open.
    """

    head: RunHead
    name: Words
    course: Course
    steps: Sequence[RunStep]
    today: dt.date
    step: Words = field(default_factory=Words)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """How its steps are drawn, in order; asked for by the cards in sight alone."""
        return tuple(_mark(step, self.today) for step in self.steps)

    @property
    def id(self) -> int:
        """The id of the run."""
        return self.head.id

    @property
    def pace(self) -> Pace:
        """How it keeps to its plan."""
        return self.course.pace

    @property
    def current(self) -> RunStep | None:
        """The current step."""
        return self.course.current

    @property
    def due(self) -> dt.date | None:
        """The day of the current step."""
        return None if self.course.current is None else self.course.current.due


@dataclass(frozen=True, slots=True)
class StickingPoint:
    """A step that open runs do not get past.

    Attributes:
        runs: that are late or stalled on it.
        median: business days that they have been on it.
    """

    playbook_id: int
    step_key: str
    title: Words
    playbook: Words
    runs: tuple[int, ...]
    median: int


@dataclass(frozen=True, slots=True)
class Results:
    """How the runs came out that were closed of late.

    Attributes:
        runs: how many with each outcome.
        changes: points by which the scores of their customers had changed 30 days after.
    """

    runs: tuple[tuple[Closing, int], ...] = ()
    changes: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """How many were closed."""
        return sum(n for _outcome, n in self.runs)

    @property
    def change(self) -> int | None:
        """The median of the changes, None without any."""
        return median_low(self.changes) if self.changes else None

    def of(self, outcome: Closing) -> int:
        """Return how many came out like this."""
        return dict(self.runs).get(outcome, 0)


@dataclass(frozen=True, slots=True)
class Board:
    """The open runs and what they say together.

    Attributes:
        lines: the most urgent first.
        published: how many playbooks can be started.
        any_run: whether there ever was a run, an open or a closed one.
    """

    lines: tuple[BoardLine, ...] = ()
    results: Results = Results()
    today: dt.date = dt.date.min
    stalled_after: int = 0
    published: int = 0
    any_run: bool = False
    any_customer: bool = True


@dataclass(frozen=True, slots=True)
class RunsPlace:
    """Exactly these runs in the table, as the argument of a place."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The steps of some days.

    Attributes:
        steps: overdue ones first, then by day.
    """

    steps: tuple[DueStep, ...] = ()
    today: dt.date = dt.date.min


def _mark(step: RunStep, today: dt.date) -> Mark:
    if step.state is StepState.DONE:
        return Mark.DONE
    if not step.state.open:
        return Mark.LEFT_OUT
    return Mark.OVERDUE if step.overdue(today) else Mark.OPEN


def in_order(lines: Iterable[BoardLine]) -> tuple[BoardLine, ...]:
    """Return runs with the most urgent first: the earliest day, the longest wait, the most money."""
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                line.due or dt.date.max,
                -line.course.waiting,
                -line.head.mrr,
                line.head.customer,
                line.id,
            ),
        )
    )


def sticking_points(lines: Iterable[BoardLine], today: dt.date) -> tuple[StickingPoint, ...]:
    """Return the steps on which runs are late or stalled, those with most runs first."""
    found: dict[tuple[int, str], list[BoardLine]] = defaultdict(list)
    for line in lines:
        step = line.current
        if step is not None and (line.pace is Pace.STALLED or (step.required and step.overdue(today))):
            found[(line.head.playbook_id, step.key)].append(line)
    points = [
        StickingPoint(
            playbook_id,
            key,
            stuck[0].step,
            stuck[0].name,
            tuple(line.id for line in stuck),
            median_low(line.course.waiting for line in stuck),
        )
        for (playbook_id, key), stuck in found.items()
        if len(stuck) > _FEWEST
    ]
    return tuple(sorted(points, key=lambda point: (-len(point.runs), -point.median, point.step_key)))


def held_up(lines: Sequence[BoardLine], owner_id: int | None) -> int:
    """Return how many runs are late or stalled; None: of everybody's."""
    return sum(line.pace is not Pace.ON_TRACK and owner_id in (None, line.head.owner_id) for line in lines)


def results(closed: Iterable[RunHead], changes: Sequence[int] = ()) -> Results:
    """Return how closed runs came out, in the order of the outcomes."""
    outcomes = [head.outcome for head in closed]
    return Results(tuple((each, outcomes.count(each)) for each in Closing if each in outcomes), tuple(changes))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which runs are shown; what is None or empty narrows nothing.

    Attributes:
        words: that stand in the customer's name, the playbook's or the step's, as ``foundation.text.normalise`` gives
            them.
        step: playbook and key of the step that they are on.
        ids: exactly these.
    """

    playbook_id: int | None = None
    owner_id: int | None = None
    words: tuple[str, ...] = ()
    step: tuple[int, str] | None = None
    ids: frozenset[int] | None = None

    def holds(self, line: BoardLine, language: str) -> bool:
        """Tell whether a run is shown."""
        head = line.head
        if self.ids is not None:
            return line.id in self.ids
        if self.playbook_id not in (None, head.playbook_id) or self.owner_id not in (None, head.owner_id):
            return False
        step = line.current
        if self.step is not None and (step is None or self.step != (head.playbook_id, step.key)):
            return False
        if not self.words:
            return True
        text = normalise(f"{head.customer} {line.name.said(language)} {line.step.said(language)}")
        return all(word in text for word in self.words)

    def chosen(self, lines: Iterable[BoardLine], language: str) -> tuple[BoardLine, ...]:
        """Return those of some runs that are shown, in their order."""
        return tuple(line for line in lines if self.holds(line, language))
