"""What a user can do with the runs of playbooks: start one, go on by a new version, close it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from csops_desktop.domain.business_days import BusinessCalendar
from csops_desktop.domain.changes import Outcome, Scalar, Sentence
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks import moving
from csops_desktop.domain.playbooks.conditions import holds
from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.domain.playbooks.moving import Difference, Move
from csops_desktop.domain.playbooks.planning import Bases, plan
from csops_desktop.domain.playbooks.runs import Closing
from csops_desktop.domain.playbooks.shown import Planned, RunHead, RunView
from csops_desktop.domain.versions import Version
from csops_desktop.foundation.errors import DuplicateError, NotFoundError
from csops_desktop.services import business_days, run_versions, run_views
from csops_desktop.store import records, runs, whom
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database


@dataclass(frozen=True, slots=True)
class Start:
    """What a run is to begin with.

    Attributes:
        product_id, contract_id: that it is about; None: any product, the contract whose term ends next.
        owner_id: who runs it; None: the owner of the customer.
        reason: what triggered it (``domain.playbooks.triggers.Asking.reason``); empty when a person begins it.
    """

    playbook_id: int
    customer_id: int
    day: dt.date
    product_id: int | None = None
    contract_id: int | None = None
    owner_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RunService:
    """The use cases around runs."""

    database: Database

    def preview(self, start: Start, definition: Playbook | None = None) -> tuple[Bases, tuple[Planned, ...]]:
        """Return what a playbook would be for a customer from a day on.

        Args:
            start: who, what and when.
            definition: a draft to look at; None: the current version of the playbook.

        Raises:
            NotFoundError: the playbook has no version, or the customer is gone.
        """
        with self.database.reading() as connection:
            if definition is None:
                definition = run_views.current(connection, start.playbook_id).definition
            bases, _contract, planned = self._planned(connection, start, definition)
            return bases, planned

    def start(self, start: Start) -> Outcome[int]:
        """Start a playbook and return the id of the run.

        Raises:
            NotFoundError: the playbook has no version, or the customer is gone.
            DuplicateError: a run of it is open for the same customer and reason.
        """
        with self.database.operation(Sentence("run_started")) as operation:
            connection = operation.connection
            version = run_views.current(connection, start.playbook_id)
            name = _customer(connection, start.customer_id)
            if runs.open_run(connection, start.playbook_id, start.customer_id, start.reason) is not None:
                raise DuplicateError("playbook_run", "customer", name)
            bases, contract, planned = self._planned(connection, start, version.definition)
            run_id = runs.add(connection, _run_values(connection, start, version, bases, contract))
            for position, each in enumerate(planned):
                runs.add_step(
                    connection, {"run_id": run_id, "position": position, **run_versions.step_values(each, start.day)}
                )
            operation.sentence = Sentence("run_started", {"name": name, **run_views.said(version.definition)})
        return Outcome(run_id, run_views.AREAS, operation.sentence, operation.set_id)

    def run(self, run_id: int, language: str = "ja") -> RunView:
        """Return a run with its checklist; the names of holidays in a language.

        Raises:
            NotFoundError: the run is gone.
        """
        with self.database.reading() as connection:
            return run_views.view(connection, run_id, self._today, language)

    def of_customer(self, customer_id: int, language: str = "ja") -> tuple[RunView, ...]:
        """Return the runs of a customer, the open ones first."""
        with self.database.reading() as connection:
            return tuple(
                run_views.view(connection, head.id, self._today, language)
                for head in runs.heads_of(connection, customer_id)
            )

    def set_owner(self, run_id: int, member_id: int | None, steps: Collection[int] = ()) -> Outcome[int]:
        """Give a run to somebody, and those of its open steps that are named; returns the id of the run.

        A step without an owner of its own is done by whoever runs the run.
        """
        with self.database.operation(Sentence("run_owner")) as operation:
            connection = operation.connection
            view = run_views.view(connection, run_id, self._today)
            runs.change(connection, run_id, {"owner_id": member_id})
            for line in view.steps:
                if line.id in steps and line.course.state.open:
                    runs.change_step(connection, line.id, {"owner_id": member_id})
            owner = records.name(connection, Kind.MEMBERS, member_id) if member_id is not None else ""
            data: dict[str, Scalar] = {"name": view.head.customer, "owner": owner, **run_views.said(view.playbook)}
            operation.sentence = Sentence("run_owner", data)
        return run_views.outcome(run_id, operation.changes, operation.sentence, operation.set_id)

    def newer(self, run_id: int) -> tuple[Difference, ...]:
        """Return how the current version of a run's playbook differs from the one it began with."""
        with self.database.reading() as connection:
            view = run_views.view(connection, run_id, self._today)
            return moving.differences(view.playbook, run_views.current(connection, view.head.playbook_id).definition)

    def renew(self, run_id: int) -> Outcome[int]:
        """Let a run go on by the current version; what is done or was left out stays. Returns how many steps changed.

        Raises:
            NotFoundError: the run is gone or closed.
        """
        with self.database.operation(Sentence("run_renewed")) as operation:
            connection = operation.connection
            view = run_views.open_view(connection, run_id, self._today)
            version = run_views.current(connection, view.head.playbook_id)
            changed = run_versions.go_on_by(connection, view, version, self._today)
            data: dict[str, Scalar] = {"name": view.head.customer, "number": version.number}
            operation.sentence = Sentence("run_renewed", {**data, **run_views.said(version.definition)})
        return run_views.outcome(changed, operation.changes, operation.sentence, operation.set_id)

    def close(self, run_id: int, outcome: Closing, note: str = "") -> Outcome[int]:
        """Close a run with how it came out; returns its id.

        Raises:
            NotFoundError: the run is gone or closed.
        """
        with self.database.operation(Sentence("run_closed")) as operation:
            connection = operation.connection
            view = run_views.open_view(connection, run_id, self._today)
            closed: dict[str, Scalar] = {"closed_on": self._today.isoformat(), "outcome": outcome.value}
            runs.change(connection, run_id, {**closed, "note": note.strip() or None})
            data: dict[str, Scalar] = {"name": view.head.customer, "outcome": outcome.value}
            operation.sentence = Sentence("run_closed", {**data, **run_views.said(view.playbook)})
        return Outcome(run_id, run_views.AREAS, operation.sentence, operation.set_id)

    def reopen(self, run_id: int) -> Outcome[int]:
        """Go on with a run that was closed; returns its id."""
        with self.database.operation(Sentence("run_reopened")) as operation:
            connection = operation.connection
            view = run_views.view(connection, run_id, self._today)
            runs.change(connection, run_id, {"closed_on": None, "outcome": None})
            operation.sentence = Sentence("run_reopened", {"name": view.head.customer, **run_views.said(view.playbook)})
        return run_views.outcome(run_id, operation.changes, operation.sentence, operation.set_id)

    def replanned(self, calendar: BusinessCalendar) -> tuple[tuple[RunHead, tuple[Move, ...]], ...]:
        """Return which dates of open runs would move by another calendar, those moved by hand left alone."""
        with self.database.reading() as connection:
            found = []
            for head in runs.open_heads(connection):
                moves = run_views.moves(connection, head, calendar)
                if moves:
                    found.append((head, moves))
            return tuple(found)

    def replan(self) -> Outcome[int]:
        """Bring all open runs to the calendar as it is now; returns how many dates moved."""
        with self.database.operation(Sentence("replanned")) as operation:
            connection = operation.connection
            moved = sum(run_views.replan(connection, head.id, self._today) for head in runs.open_heads(connection))
            operation.sentence = Sentence("replanned", {"n": moved})
        return run_views.outcome(moved, operation.changes, operation.sentence, operation.set_id)

    @property
    def _today(self) -> dt.date:
        return self.database.clock.today()

    def _planned(
        self, connection: Connection, start: Start, definition: Playbook
    ) -> tuple[Bases, int | None, tuple[Planned, ...]]:
        product = "" if start.product_id is None else records.name(connection, Kind.PRODUCTS, start.product_id)
        known = whom.whom(connection, [start.customer_id], product).get(start.customer_id)
        if known is None:
            raise NotFoundError(Kind.CUSTOMERS.value, start.customer_id)
        bases, contract = runs.bases_of(connection, start.customer_id, start.day, start.product_id, start.contract_id)
        applying = {step.key for step in definition.steps if holds(step.condition, known)}
        left_out = {step.key: start.day for step in definition.steps if step.key not in applying}
        planned = plan(definition.steps, bases, left_out, business_days.calendar(connection, self._today, "ja"))
        return (
            bases,
            contract,
            tuple(
                Planned(step, milestone, planned[step.key], step.key in applying)
                for milestone, step in definition.placed()
            ),
        )


def _customer(connection: Connection, customer_id: int) -> str:
    if not records.exists(connection, Kind.CUSTOMERS, customer_id):
        raise NotFoundError(Kind.CUSTOMERS.value, customer_id)
    return records.name(connection, Kind.CUSTOMERS, customer_id)


def _run_values(
    connection: Connection, start: Start, version: Version[Playbook], bases: Bases, contract: int | None
) -> dict[str, Scalar]:
    owner = start.owner_id
    if owner is None:
        owner = connection.run("SELECT owner_id FROM customer WHERE id = ?", (start.customer_id,)).scalar()
    return {
        "customer_id": start.customer_id,
        "version_id": version.id,
        "product_id": start.product_id,
        "contract_id": contract,
        "owner_id": owner,
        "reason": start.reason or None,
        "started_on": bases.start.isoformat(),
        "phase_on": run_views.iso(bases.phase),
        "contract_on": run_views.iso(bases.contract),
        "renewal_on": run_views.iso(bases.renewal),
        "notice_on": run_views.iso(bases.notice),
    }
