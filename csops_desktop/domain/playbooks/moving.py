"""What else moves when a date, a version or the calendar of a run changes; shown before it is done."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.business_days import BusinessCalendar
from csops_desktop.domain.playbooks.definition import Base, Playbook, Step
from csops_desktop.domain.playbooks.planning import Why
from csops_desktop.domain.playbooks.runs import RunStep


@dataclass(frozen=True, slots=True)
class Move:
    """A due date that becomes another one."""

    step_id: int
    key: str
    before: dt.date | None
    after: dt.date | None


def followers(
    steps: Sequence[RunStep],
    moved: int,
    day: dt.date,
    calendar: BusinessCalendar,
    bases: Mapping[str, Base],
) -> tuple[Move, ...]:
    """Return what follows when a step is moved: the open steps after it, by as many business days.

    What is counted back from a renewal or a notice deadline stays: that day does not move because we are late.

    Args:
        steps: of the run, in order.
        moved: id of the step that is moved.
        day: where it goes.
        calendar: which days are open.
        bases: key of a step → what it is counted from.
    """
    at = next(index for index, step in enumerate(steps) if step.id == moved)
    due = steps[at].due
    if due is None or due == day:
        return ()
    by = calendar.between(due, day)
    found = []
    for step in steps[at + 1 :]:
        if not step.state.open or step.due is None or bases.get(step.key) in (Base.RENEWAL, Base.NOTICE):
            continue
        after = calendar.add(step.due, by)
        if after != step.due:
            found.append(Move(step.id, step.key, step.due, after))
    return tuple(found)


def replanned(
    steps: Iterable[RunStep], planned: Mapping[str, Why | None], by_hand: frozenset[int] = frozenset()
) -> tuple[Move, ...]:
    """Return the open steps whose due date is another one by a new plan, without those moved by hand.

    Args:
        steps: of the run.
        planned: what the plan says now, by key.
        by_hand: ids of the steps whose date a person chose.
    """
    found = []
    for step in steps:
        if not step.state.open or step.id in by_hand or step.key not in planned:
            continue
        why = planned[step.key]
        after = None if why is None else why.day
        if after != step.due:
            found.append(Move(step.id, step.key, step.due, after))
    return tuple(found)


class Change(StrEnum):
    """How a step differs between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    TIMING = "timing"
    WORDS = "words"
    RULES = "rules"  # role, required, proof, condition


@dataclass(frozen=True, slots=True)
class Difference:
    """A step that two versions have differently."""

    key: str
    change: Change
    before: Step | None
    after: Step | None


def differences(before: Playbook, after: Playbook) -> tuple[Difference, ...]:
    """Return how a version differs from an earlier one, in its order; what was removed comes last."""
    old = {step.key: step for step in before.steps}
    found = []
    for step in after.steps:
        was = old.pop(step.key, None)
        if was is None:
            found.append(Difference(step.key, Change.ADDED, None, step))
        else:
            found += [Difference(step.key, change, was, step) for change in _changes(was, step)]
    return (*found, *(Difference(key, Change.REMOVED, step, None) for key, step in old.items()))


def _changes(was: Step, step: Step) -> list[Change]:
    pairs = {
        Change.TIMING: (was.offset, step.offset),
        Change.WORDS: ((was.title, was.guidance, was.proof_hint), (step.title, step.guidance, step.proof_hint)),
        Change.RULES: (
            (was.role, was.required, was.proof, was.condition, was.minutes, was.shared),
            (step.role, step.required, step.proof, step.condition, step.minutes, step.shared),
        ),
    }
    return [change for change, (one, other) in pairs.items() if one != other]
