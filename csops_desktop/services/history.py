"""Undo, redo, and what the change log tells: operations, field history, the bin."""

from dataclasses import dataclass

from csops_desktop.domain.changes import Area, DeletedCustomer, FieldChange, Operation, Outcome, Sentence, SetKind
from csops_desktop.domain.fields import Kind, field_of
from csops_desktop.foundation.errors import NotFoundError, NothingToUndoError, NotUndoableError, UndoRefusedError
from csops_desktop.store import log, refusals, reverting
from csops_desktop.store.engine import Database
from csops_desktop.store.kinds import TABLES


@dataclass(frozen=True, slots=True)
class HistoryService:
    """The use cases around what happened before.

    Attributes:
        reach: undo by key reaches operations after this change set; the rest is undone from the list.
    """

    database: Database
    reach: int = 0

    def undo(self) -> Outcome[Sentence]:
        """Undo the latest operation that stands.

        Raises:
            NothingToUndoError: there is none within reach.
            UndoRefusedError: a value it would put back was changed meanwhile.
        """
        with self.database.reading() as connection:
            set_id = log.next_undo(connection, after=self.reach)
        if set_id is None:
            raise NothingToUndoError
        return self.undo_set(set_id)

    def undo_set(self, set_id: int) -> Outcome[Sentence]:
        """Undo one operation from the list; also how the bin restores.

        Raises:
            NotFoundError, NotUndoableError, UndoRefusedError
        """
        with self.database.reading() as connection:
            found = log.operation(connection, set_id)
        if found is None:
            raise NotFoundError("operations", set_id)
        if found.undone or not found.undoable:
            raise NotUndoableError(set_id)
        return self._revert(found, SetKind.UNDO)

    def redo(self) -> Outcome[Sentence]:
        """Do again what was undone last.

        Raises:
            NothingToUndoError: nothing was undone, or something else was done since.
        """
        with self.database.reading() as connection:
            set_id = log.next_redo(connection, after=self.reach)
            found = None if set_id is None else log.operation(connection, set_id)
        if found is None:
            raise NothingToUndoError(redo=True)
        return self._revert(found, SetKind.REDO)

    def operations(self, limit: int = 200, *, imports_only: bool = False) -> list[Operation]:
        """Return the latest operations, newest first."""
        with self.database.reading() as connection:
            return log.operations(connection, limit=limit, imports_only=imports_only)

    def field(self, kind: Kind, record_id: int, field: str) -> list[FieldChange]:
        """Return what a field of a record has been, newest first.

        Args:
            kind: of the record.
            record_id: its id.
            field: name of a stored field other than the tags, or ``custom:<id>``.
        """
        with self.database.reading() as connection:
            if field.startswith("custom:"):
                return log.custom_changes(connection, record_id, int(field.removeprefix("custom:")))
            column = field_of(kind, field).name
            return log.field_changes(connection, TABLES[kind], record_id, column)

    def bin(self) -> list[DeletedCustomer]:
        """Return the customers deleted in the last 30 days that are still gone."""
        with self.database.reading() as connection:
            return log.deleted_customers(connection, self.database.clock.today())

    def _revert(self, found: Operation, kind: SetKind) -> Outcome[Sentence]:
        try:
            return self._reverted(found, kind)
        except UndoRefusedError as error:
            with self.database.reading() as connection:
                stands = refusals.obstacle(connection, found.id, error.conflicts[0])
            raise UndoRefusedError(error.set_id, error.conflicts, stands) from error

    def _reverted(self, found: Operation, kind: SetKind) -> Outcome[Sentence]:
        plain = Sentence(found.sentence.key.rpartition(":")[2], found.sentence.data)
        words = Sentence(f"{kind.value}:{plain.key}", plain.data)
        with self.database.operation(words, kind, reverts=found.id) as operation:
            connection = operation.connection
            reverting.revert(connection, found.id)
            if kind is SetKind.UNDO:
                log.mark_undone(connection, found.id, operation.set_id)
            else:
                # Redoing reverts the undo; the operation itself stands again and can be undone again.
                log.mark_undone(connection, found.id, operation.set_id)
                log.mark_undone(connection, log.reverted(connection, found.id), None)
        return Outcome(plain, Area.ALL, words)
