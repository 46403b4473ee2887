"""Runs that began with an older version of their playbook: how the current one differs for each, and going on by it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from csops_desktop.domain.changes import Outcome, Scalar, Sentence
from csops_desktop.domain.playbooks import moving
from csops_desktop.domain.playbooks.conditions import holds
from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.domain.playbooks.moving import Change, Difference
from csops_desktop.domain.playbooks.runs import StepState
from csops_desktop.domain.playbooks.shown import Planned, RunHead, RunView
from csops_desktop.domain.versions import Version
from csops_desktop.services import run_views
from csops_desktop.store import runs, whom
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database
from csops_desktop.store.playbooks import VERSIONS


@dataclass(frozen=True, slots=True)
class Behind:
    """An open run of an older version.

    Attributes:
        differences: what the current version would change in it: of its open steps, and the steps that are new.
    """

    head: RunHead
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class RunVersionService:
    """The use cases around runs of older versions."""

    database: Database

    def behind(self, playbook_id: int) -> tuple[Behind, ...]:
        """Return the open runs of a playbook that began with an older version, by customer."""
        today = self.database.clock.today()
        with self.database.reading() as connection:
            published = [each for each in VERSIONS.all(connection, playbook_id) if each.number is not None]
            if not published:
                return ()
            version = published[0]
            heads = [
                head
                for head in runs.open_heads(connection)
                if head.playbook_id == playbook_id and head.version_id != version.id
            ]
            return tuple(
                Behind(head, differing(run_views.view(connection, head.id, today), version.definition))
                for head in sorted(heads, key=lambda head: (head.customer, head.id))
            )

    def renew_many(self, run_ids: Iterable[int]) -> Outcome[int]:
        """Let runs go on by the current version of their playbook, in one step; returns how many did.

        A run that is closed meanwhile, or has that version already, is left alone.
        """
        today = self.database.clock.today()
        with self.database.operation(Sentence("runs_renewed")) as operation:
            connection = operation.connection
            open_runs = {head.id: head for head in runs.open_heads(connection)}
            renewed, what = 0, Sentence("runs_renewed")
            for run_id in dict.fromkeys(run_ids):
                head = open_runs.get(run_id)
                version = run_views.current(connection, head.playbook_id) if head is not None else None
                if head is None or version is None or head.version_id == version.id:
                    continue
                go_on_by(connection, run_views.view(connection, run_id, today), version, today)
                renewed += 1
                data: dict[str, Scalar] = {"n": renewed, "number": version.number, **run_views.said(version.definition)}
                what = Sentence("runs_renewed", data)
            operation.sentence = what
        return run_views.outcome(renewed, operation.changes, operation.sentence, operation.set_id)


def differing(view: RunView, playbook: Playbook) -> tuple[Difference, ...]:
    """Return what another version would change in a run; a step that is done or left out stays as it is."""
    is_open = {line.course.key for line in view.steps if line.course.state.open}
    there = {line.course.key for line in view.steps}
    return tuple(
        each
        for each in moving.differences(view.playbook, playbook)
        if each.key in is_open or (each.change is Change.ADDED and each.key not in there)
    )


def go_on_by(connection: Connection, view: RunView, version: Version[Playbook], today: dt.date) -> int:
    """Give an open run the steps and dates of a version; returns how many differences there were.

    New steps come, open ones that the version no longer has go; what is done or was left out stays.
    """
    changed = moving.differences(view.playbook, version.definition)
    runs.change(connection, view.head.id, {"version_id": version.id})
    there = {line.course.key: line for line in view.steps}
    known = whom.whom(connection, [view.head.customer_id])[view.head.customer_id]
    for position, (milestone, step) in enumerate(version.definition.placed()):
        line = there.pop(step.key, None)
        placed: dict[str, Scalar] = {"position": position, "milestone": milestone, "required": int(step.required)}
        if line is not None:
            runs.change_step(connection, line.id, placed)
            continue
        planned = Planned(step, milestone, None, holds(step.condition, known))
        values = {"run_id": view.head.id, **step_values(planned, today), **placed}
        runs.add_step(connection, values)
    gone = [line.id for line in there.values() if line.course.state.open and not line.title]
    runs.remove_steps(connection, gone)
    run_views.replan(connection, view.head.id, today)
    return len(changed)


def step_values(planned: Planned, day: dt.date) -> dict[str, Scalar]:
    """Return what the store keeps of a step that is planned; one that is not for the customer is closed on a day."""
    state = StepState.TODO if planned.applies else StepState.NOT_APPLICABLE
    return {
        "key": planned.step.key,
        "milestone": planned.milestone,
        "required": int(planned.step.required),
        "state": state.value,
        "due_on": run_views.iso(planned.why.day) if planned.why is not None and planned.applies else None,
        "closed_on": None if planned.applies else day.isoformat(),
    }
