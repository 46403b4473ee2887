"""What a user can do with the steps of a run: tick them, leave them out, move them, give them to somebody."""

import datetime as dt
from dataclasses import dataclass, replace

from csops_desktop.domain.changes import Outcome, Scalar, Sentence
from csops_desktop.domain.playbooks import moving
from csops_desktop.domain.playbooks.definition import Proof
from csops_desktop.domain.playbooks.moving import Move
from csops_desktop.domain.playbooks.runs import StepState
from csops_desktop.domain.playbooks.shown import RunView, StepLine
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.services import business_days, run_views
from csops_desktop.store import crew, runs
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

_BEST_RATING = 5


@dataclass(frozen=True, slots=True)
class Proven:
    """What a step leaves behind.

    Attributes:
        text: a note, or the path or address of a file.
        rating: 1 to 5.
    """

    text: str = ""
    day: dt.date | None = None
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class RunStepService:
    """The use cases around the steps of runs."""

    database: Database

    def tick(self, step_id: int, proven: Proven | None = None, *, state: StepState = StepState.DONE) -> Outcome[int]:
        """Mark a step as done, being done, or to do again; returns the id of its run.

        Args:
            step_id: the step.
            proven: what it leaves behind; None leaves what is there.
            state: DONE, DOING or TODO.

        Raises:
            NotFoundError: the step is gone, or its run is closed.
            InvalidValueError: it must leave something behind, and nothing is given (``proof``).
        """
        with self.database.operation(Sentence("step_ticked")) as operation:
            connection = operation.connection
            view, line = run_views.step(connection, step_id, self._today)
            if proven is not None:
                line = replace(line, proof=proven.text.strip(), proof_on=proven.day, rating=proven.rating)
            if state is StepState.DONE:
                _require_proof(line)
            values: dict[str, Scalar] = {"state": state.value, "reason": None, **self._closing(connection, state)}
            values |= {"proof": line.proof or None, "proof_on": run_views.iso(line.proof_on), "rating": line.rating}
            runs.change_step(connection, step_id, values)
            run_views.replan(connection, view.head.id, self._today)
            operation.sentence = _step_sentence(f"step_{state.value}", view, line)
        return run_views.outcome(view.head.id, operation.changes, operation.sentence, operation.set_id)

    def leave_out(self, step_id: int, state: StepState, reason: str) -> Outcome[int]:
        """Say that a step is not for this customer, or skip it; returns the id of its run.

        Raises:
            NotFoundError: the step is gone, or its run is closed.
            InvalidValueError: without a reason.
        """
        if not reason.strip():
            raise InvalidValueError("reason", reason, Reason.REQUIRED)
        with self.database.operation(Sentence("step_left_out")) as operation:
            connection = operation.connection
            view, line = run_views.step(connection, step_id, self._today)
            values: dict[str, Scalar] = {"state": state.value, "reason": reason.strip()}
            runs.change_step(connection, step_id, {**values, **self._closing(connection, state)})
            run_views.replan(connection, view.head.id, self._today)
            operation.sentence = _step_sentence(f"step_{state.value}", view, line)
        return run_views.outcome(view.head.id, operation.changes, operation.sentence, operation.set_id)

    def note(self, step_id: int, text: str) -> Outcome[int]:
        """Write a note on a step; returns the id of its run."""
        with self.database.operation(Sentence("step_noted")) as operation:
            view, line = run_views.step(operation.connection, step_id, self._today)
            runs.change_step(operation.connection, step_id, {"note": text.strip() or None})
            operation.sentence = _step_sentence("step_noted", view, line)
        return run_views.outcome(view.head.id, operation.changes, operation.sentence, operation.set_id)

    def followers(self, step_id: int, day: dt.date) -> tuple[Move, ...]:
        """Return what would follow when a step is moved to a day."""
        with self.database.reading() as connection:
            view, _line = run_views.step(connection, step_id, self._today)
            return self._followers(connection, view, step_id, day)

    def move(self, step_id: int, day: dt.date, *, following: bool = False) -> Outcome[int]:
        """Move a step to a day, the steps after it along when wanted; returns how many dates changed.

        Raises:
            NotFoundError: the step is gone, or its run is closed.
        """
        with self.database.operation(Sentence("step_moved")) as operation:
            connection = operation.connection
            view, line = run_views.step(connection, step_id, self._today)
            moves = self._followers(connection, view, step_id, day) if following else ()
            runs.change_step(connection, step_id, {"due_on": day.isoformat(), "moved": 1})
            for move in moves:
                runs.change_step(connection, move.step_id, {"due_on": run_views.iso(move.after), "moved": 1})
            data: dict[str, Scalar] = {"day": day.isoformat(), "n": 1 + len(moves)}
            said = _step_sentence("step_moved", view, line)
            operation.sentence = Sentence("step_moved", {**said.data, **data})
        return run_views.outcome(1 + len(moves), operation.changes, operation.sentence, operation.set_id)

    def release(self, step_id: int) -> Outcome[int]:
        """Let a step that was moved by hand follow the plan again; returns the id of its run."""
        with self.database.operation(Sentence("step_released")) as operation:
            view, line = run_views.step(operation.connection, step_id, self._today)
            runs.change_step(operation.connection, step_id, {"moved": None})
            run_views.replan(operation.connection, view.head.id, self._today)
            operation.sentence = _step_sentence("step_released", view, line)
        return run_views.outcome(view.head.id, operation.changes, operation.sentence, operation.set_id)

    def set_step_owner(self, step_id: int, member_id: int | None) -> Outcome[int]:
        """Give one step to somebody; returns the id of its run."""
        with self.database.operation(Sentence("step_owner")) as operation:
            view, line = run_views.step(operation.connection, step_id, self._today)
            runs.change_step(operation.connection, step_id, {"owner_id": member_id})
            operation.sentence = _step_sentence("step_owner", view, line)
        return run_views.outcome(view.head.id, operation.changes, operation.sentence, operation.set_id)

    def add_step(self, run_id: int, title: str, day: dt.date | None, *, milestone: int) -> Outcome[int]:
        """Add a step to this run alone and return its id.

        Raises:
            InvalidValueError: without a title.
        """
        if not title.strip():
            raise InvalidValueError("title", title, Reason.REQUIRED)
        with self.database.operation(Sentence("step_added")) as operation:
            connection = operation.connection
            view = run_views.open_view(connection, run_id, self._today)
            taken = {line.course.key for line in view.steps}
            key = next(key for at in range(1, len(taken) + 2) if (key := f"own-{at}") not in taken)
            values: dict[str, Scalar] = {"run_id": run_id, "key": key, "position": len(taken), "milestone": milestone}
            values |= {"title": title.strip(), "required": 0, "state": StepState.TODO.value}
            values |= {"due_on": run_views.iso(day), "moved": 1}
            made = runs.add_step(connection, values)
            operation.sentence = Sentence("step_added", {"name": view.head.customer, "title": title.strip()})
        return Outcome(made, run_views.AREAS, operation.sentence, operation.set_id)

    @property
    def _today(self) -> dt.date:
        return self.database.clock.today()

    def _closing(self, connection: Connection, state: StepState) -> dict[str, Scalar]:
        if state.open:
            return {"closed_on": None, "closed_by": None}
        return {"closed_on": self._today.isoformat(), "closed_by": crew.acting(connection, self.database.member_id)}

    def _followers(self, connection: Connection, view: RunView, step_id: int, day: dt.date) -> tuple[Move, ...]:
        bases = {line.course.key: line.step.offset.base for line in view.steps if line.step is not None}
        calendar = business_days.calendar(connection, self._today, "ja")
        return moving.followers([line.course for line in view.steps], step_id, day, calendar, bases)


def _require_proof(line: StepLine) -> None:
    wanted = Proof.NONE if line.step is None else line.step.proof
    given = {
        Proof.NONE: True,
        Proof.NOTE: bool(line.proof),
        Proof.FILE: bool(line.proof),
        Proof.DATE: line.proof_on is not None,
        Proof.RATING: line.rating is not None,
    }[wanted]
    if not given:
        raise InvalidValueError("proof", "", Reason.REQUIRED)
    if line.rating is not None and not 1 <= line.rating <= _BEST_RATING:
        raise InvalidValueError("rating", str(line.rating), Reason.TOO_HIGH if line.rating > 1 else Reason.TOO_LOW)


def _step_sentence(key: str, view: RunView, line: StepLine) -> Sentence:
    title = line.step.title if line.step is not None and not line.title else None
    data: dict[str, Scalar] = {"name": view.head.customer}
    if title is None:
        return Sentence(key, {**data, "ja": line.title, "en": line.title})
    return Sentence(key, {**data, "ja": title.ja, "en": title.en})
