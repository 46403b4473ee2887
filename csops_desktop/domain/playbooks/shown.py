"""What is shown of playbooks and their runs."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from csops_desktop.domain.playbooks.definition import Playbook, Step, Words
from csops_desktop.domain.playbooks.planning import Bases, Why
from csops_desktop.domain.playbooks.runs import Closing, Course, RunStep
from csops_desktop.domain.versions import Version


@dataclass(frozen=True, slots=True)
class PlaybookLine:
    """A playbook with what is the latest of it.

    Attributes:
        running: how many open runs there are, of any version.
    """

    id: int
    archived_on: dt.date | None
    draft: Version[Playbook] | None
    current: Version[Playbook] | None
    running: int

    @property
    def latest(self) -> Playbook:
        """What one edits: the draft, else the current version."""
        found = self.draft or self.current
        assert found is not None  # noqa: S101 (a playbook begins with a draft)
        return found.definition


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a run with what was written down about it.

    Attributes:
        step: what the version says of it; None where the step was added to this run alone, or its version lost it.
        title: of a step that was added to this run alone.
        why: why it is due on its day; None where it was moved by hand, or has no day yet.
        by_hand: whether a person chose its date.
        owner_id: who does it; None: who runs the run.
        proof, proof_on, rating: what it left behind.
        reason: why it is not for this customer, or was skipped.
    """

    course: RunStep
    step: Step | None
    title: str = ""
    why: Why | None = None
    by_hand: bool = False
    owner_id: int | None = None
    owner: str = ""
    proof: str = ""
    proof_on: dt.date | None = None
    rating: int | None = None
    reason: str = ""
    note: str = ""
    closed_by: str = ""

    @property
    def id(self) -> int:
        """The id of the step."""
        return self.course.id

    def said(self, language: str) -> str:
        """Return its title in a language."""
        return self.step.title.said(language) if self.step is not None and not self.title else self.title


@dataclass(frozen=True, slots=True)
class RunHead:
    """A run without its steps.

    Attributes:
        version: number of the version it began with.
        reason: what triggered it; empty when a person began it.
        outcome: how it came out; None while it is open.
    """

    id: int
    customer_id: int
    customer: str
    playbook_id: int
    version_id: int
    version: int
    owner_id: int | None
    owner: str
    bases: Bases
    reason: str = ""
    product_id: int | None = None
    contract_id: int | None = None
    closed_on: dt.date | None = None
    outcome: Closing | None = None
    note: str = ""
    band: str | None = None
    mrr: int = 0

    @property
    def open(self) -> bool:
        """Whether it still runs."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class RunView:
    """A run with everything that its checklist shows.

    Attributes:
        reached: index of a milestone → the day it was reached.
        newer: number of a later version, if there is one.
    """

    head: RunHead
    playbook: Playbook
    course: Course
    steps: tuple[StepLine, ...]
    reached: Mapping[int, dt.date]
    newer: int | None = None
    today: dt.date = dt.date.min


@dataclass(frozen=True, slots=True)
class Planned:
    """A step as it would be when a playbook is started.

    Attributes:
        applies: whether it is for this customer.
    """

    step: Step
    milestone: int
    why: Why | None
    applies: bool


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step of an open run with its day, for my week and the calendar."""

    head: RunHead
    line: StepLine
    name: Words
