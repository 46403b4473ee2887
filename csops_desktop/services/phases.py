"""What a user can do with the phases of a customer and a product: enter the next, put right what is written, roles."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence
from csops_desktop.domain.phases import ROLES, PhaseStay, check, current
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError, NotFoundError
from csops_desktop.store import maturity, phases
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

_AREAS = Area.MATURITY | Area.CUSTOMERS


@dataclass(frozen=True, slots=True)
class PhaseService:
    """The use cases around phases."""

    database: Database

    def stays(self, adoption_id: int) -> tuple[PhaseStay, ...]:
        """Return the stays of a customer and a product, the latest first."""
        with self.database.reading() as connection:
            return phases.stays(connection, adoption_id)

    def enter(self, adoption_id: int, phase: str, entered_on: dt.date) -> Outcome[int]:
        """Let a product of a customer enter a phase; the stay that lasted ends on that day. Returns the new stay.

        Raises:
            InvalidValueError: a day to come, or one before the stay that lasts began.
            NotFoundError: the customer does not have the product any more.
        """
        today = self.database.clock.today()

        def write(connection: Connection, stays: tuple[PhaseStay, ...]) -> int:
            lasting = current(stays)
            if lasting is not None and lasting.entered_on > entered_on:
                raise InvalidValueError("entered_on", entered_on.isoformat(), Reason.TOO_EARLY)
            if lasting is not None and lasting.phase == phase:
                return lasting.id
            others = stays
            if lasting is not None:
                ended = replace(lasting, left_on=entered_on)
                phases.put(connection, adoption_id, ended, today)
                others = tuple(ended if stay.id == lasting.id else stay for stay in stays)
            made = PhaseStay(0, phase, entered_on)
            check(made, others, today)
            return phases.put(connection, adoption_id, made, today)

        return self._write(adoption_id, "phase", {"phase": phase, "day": entered_on.isoformat()}, write)

    def save(self, adoption_id: int, stay: PhaseStay) -> Outcome[int]:
        """Write a stay of the past, or put one right; it is noted as of today when its days changed.

        Raises:
            InvalidValueError: it cannot have been so.
            NotFoundError: it is gone.
        """
        today = self.database.clock.today()

        def write(connection: Connection, stays: tuple[PhaseStay, ...]) -> int:
            before = next((each for each in stays if each.id == stay.id), None)
            if stay.id and before is None:
                raise NotFoundError("phase_stay", stay.id)
            check(stay, stays, today)
            moved = before is None or (before.entered_on, before.left_on) != (stay.entered_on, stay.left_on)
            noted = today if moved or before is None else before.noted_on
            return phases.put(connection, adoption_id, replace(stay, noted_on=noted), today)

        return self._write(adoption_id, "phase_saved", {"phase": stay.phase}, write)

    def remove(self, adoption_id: int, stay_id: int) -> Outcome[int]:
        """Delete a stay."""

        def write(connection: Connection, _stays: tuple[PhaseStay, ...]) -> int:
            phases.remove(connection, stay_id)
            return stay_id

        return self._write(adoption_id, "phase_removed", {}, write)

    def roles(self) -> Mapping[str, str]:
        """Return what is led (``domain.phases.ROLES``) → by which role."""
        with self.database.reading() as connection:
            return phases.roles(connection)

    def set_role(self, phase: str, role: str) -> Outcome[None]:
        """Say who leads in a phase; an empty role takes it back."""
        sentence = Sentence("phase_role", {"phase": phase, "role": role.strip()})
        with self.database.operation(sentence) as operation:
            phases.put_role(operation.connection, phase, role.strip(), ROLES.index(phase) + 1)
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, Area.MATURITY, sentence, operation.set_id)

    def _write(
        self,
        adoption_id: int,
        key: str,
        data: dict[str, Scalar],
        write: Callable[[Connection, tuple[PhaseStay, ...]], int],
    ) -> Outcome[int]:
        today = self.database.clock.today()
        with self.database.operation(Sentence(key)) as operation:
            connection = operation.connection
            whose = maturity.whose(connection, adoption_id)
            if whose is None:
                raise NotFoundError("adoption", adoption_id)
            made = write(connection, phases.stays(connection, adoption_id))
            phases.agree(connection, whose[0], today)
            phases.forget(connection)
            operation.sentence = Sentence(key, {"name": whose[1], "product": whose[3], **data})
        if not operation.changes:
            return Outcome(made, Area.NONE)
        return Outcome(made, _AREAS, operation.sentence, operation.set_id)
