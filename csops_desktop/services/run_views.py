"""A run as its services look at it: with its checklist, its dates and their reasons."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from csops_desktop.domain.business_days import BusinessCalendar
from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence
from csops_desktop.domain.playbooks import moving
from csops_desktop.domain.playbooks import runs as rules
from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.domain.playbooks.moving import Move
from csops_desktop.domain.playbooks.planning import plan
from csops_desktop.domain.playbooks.shown import RunHead, RunView, StepLine
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.domain.versions import Version
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.services import business_days
from csops_desktop.store import runs, settings
from csops_desktop.store.connection import Connection
from csops_desktop.store.playbooks import VERSIONS

AREAS = Area.PLAYBOOKS


def current(connection: Connection, playbook_id: int) -> Version[Playbook]:
    """Return the version that runs begin with.

    Raises:
        NotFoundError: the playbook was never published.
    """
    published = [version for version in VERSIONS.all(connection, playbook_id) if version.number is not None]
    if not published:
        raise NotFoundError("playbook", playbook_id)
    return published[0]


def stalled_after(connection: Connection) -> int:
    """Return after how many business days on one step a run counts as stalled."""
    return int(settings.get(connection, StoreSetting.STALLED_AFTER.value.name) or rules.STALLED_AFTER)


def view(connection: Connection, run_id: int, today: dt.date, language: str = "ja") -> RunView:
    """Return a run with its checklist, the names of holidays in a language.

    Raises:
        NotFoundError: the run is gone.
    """
    head = runs.head(connection, run_id)
    version = None if head is None else VERSIONS.get(connection, head.version_id)
    if head is None or version is None:
        raise NotFoundError("playbook_run", run_id)
    playbook = version.definition
    calendar = business_days.calendar(connection, today, language)
    lines = runs.steps(connection, run_id, playbook)
    planned = plan(playbook.steps, head.bases, _closed(lines), calendar)
    lines = tuple(replace(line, why=None if line.by_hand else planned.get(line.course.key)) for line in lines)
    steps = [line.course for line in lines]
    day = head.closed_on or today
    course = rules.course(head.bases.start, steps, day, calendar, stalled_after(connection))
    reached = {at: found for at in range(len(playbook.milestones)) if (found := rules.reached(steps, at))}
    latest = max((each.number or 0 for each in VERSIONS.all(connection, head.playbook_id)), default=0)
    return RunView(head, playbook, course, lines, reached, latest if latest > head.version else None, day)


def open_view(connection: Connection, run_id: int, today: dt.date) -> RunView:
    """Return a run that is open.

    Raises:
        NotFoundError: it is gone or closed.
    """
    found = view(connection, run_id, today)
    if not found.head.open:
        raise NotFoundError("playbook_run", run_id)
    return found


def step(connection: Connection, step_id: int, today: dt.date) -> tuple[RunView, StepLine]:
    """Return a step with its run.

    Raises:
        NotFoundError: the step is gone, or its run is closed.
    """
    run_id = runs.run_of(connection, step_id)
    if run_id is None:
        raise NotFoundError("run_step", step_id)
    found = open_view(connection, run_id, today)
    return found, next(line for line in found.steps if line.id == step_id)


def moves(connection: Connection, head: RunHead, calendar: BusinessCalendar) -> tuple[Move, ...]:
    """Return which dates of a run are others by the plan than they are now, those moved by hand left alone."""
    version = VERSIONS.get(connection, head.version_id)
    if version is None:
        return ()
    lines = runs.steps(connection, head.id, version.definition)
    planned = plan(version.definition.steps, head.bases, _closed(lines), calendar)
    by_hand = frozenset(line.id for line in lines if line.by_hand)
    return moving.replanned([line.course for line in lines], planned, by_hand)


def replan(connection: Connection, run_id: int, today: dt.date) -> int:
    """Bring the dates of a run to its plan; returns how many moved."""
    head = runs.head(connection, run_id)
    found = () if head is None else moves(connection, head, business_days.calendar(connection, today, "ja"))
    for move in found:
        runs.change_step(connection, move.step_id, {"due_on": iso(move.after)})
    return len(found)


def said(playbook: Playbook) -> Mapping[str, Scalar]:
    """Return the name in both languages: a sentence is worded in the one that is shown."""
    return {"ja": playbook.name.ja, "en": playbook.name.en}


def iso(day: dt.date | None) -> str | None:
    """Return a day as the store keeps it."""
    return None if day is None else day.isoformat()


def outcome(value: int, changes: int, sentence: Sentence, set_id: int) -> Outcome[int]:
    """Return the outcome of an operation on runs."""
    return Outcome(value, AREAS, sentence, set_id) if changes else Outcome(value, Area.NONE)


def _closed(lines: Sequence[StepLine]) -> dict[str, dt.date]:
    """Return the steps that are done or left out, each with its day."""
    return {
        line.course.key: line.course.closed_on
        for line in lines
        if not line.course.state.open and line.course.closed_on is not None
    }
