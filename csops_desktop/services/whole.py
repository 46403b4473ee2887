"""Everything out and everything back: a store as a folder of CSV files with a schema file, into an equal store."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from csops_desktop.domain.changes import Area, Outcome, Sentence, SetKind
from csops_desktop.domain.whole import Schema, TableShape, readers
from csops_desktop.foundation import garbage
from csops_desktop.foundation.errors import CancelledError, StoreNotEmptyError
from csops_desktop.foundation.progress import Cancelled, Progress, never, no_progress
from csops_desktop.store import custom, log, opening, phases, whole
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

_SLICE = 2000


class _Moved(Exception):  # noqa: N818 (tried again, no error)
    """Somebody wrote while a copy was made that was to be of one moment."""


@dataclass(frozen=True, slots=True)
class WholeService:
    """The use cases of taking everything out and in. Neither is an undo step."""

    database: Database

    @garbage.left_alone()
    def export_all(
        self, folder: Path, *, progress: Progress = no_progress, cancelled: Cancelled = never
    ) -> dict[str, int]:
        """Write everything but the log and what belongs to a machine; returns the number of rows of each table.

        Others get in meanwhile; when one of them writes, it begins once more and holds them up.

        Args:
            folder: not there yet, or empty; it appears when it is whole.
            progress: called with (rows written, rows in all).
            cancelled: asked between slices.

        Raises:
            FolderNotEmptyError, CannotWriteError, CancelledError: nothing is left of it.
        """
        try:
            return self._export(folder, progress, cancelled, alone=False)
        except _Moved:
            return self._export(folder, progress, cancelled, alone=True)

    def _export(self, folder: Path, progress: Progress, cancelled: Cancelled, *, alone: bool) -> dict[str, int]:
        from csops_desktop.exchange.whole_folder import WholeFolder  # noqa: PLC0415 (only this needs it)

        with self.database.reading() as connection, WholeFolder(folder) as target:
            seen = log.latest(connection)
            shapes = whole.shapes(connection)
            total, done = sum(shape.rows for shape in shapes), 0

            def slices(shape: TableShape) -> Iterator[Sequence[whole.Row]]:
                nonlocal done
                for found in whole.rows(connection, shape):
                    yield found
                    done += len(found)
                    progress(done, total)
                    if cancelled():
                        raise CancelledError
                    if not alone:
                        self.database.give_way()
                        if log.latest(connection) != seen:
                            raise _Moved

            written = [replace(shape, rows=target.write(shape, slices(shape))) for shape in shapes]
            target.finish(Schema(opening.REVISION, tuple(written)))
        return {shape.name: shape.rows for shape in written}

    @garbage.left_alone()
    def import_all(
        self, folder: Path, *, progress: Progress = no_progress, cancelled: Cancelled = never
    ) -> Outcome[dict[str, int]]:
        """Put everything of a folder into an empty store, ids and all; it cannot be undone.

        Args:
            folder: what ``export_all`` wrote, of this version of the program or an earlier one.
            progress: called with (rows read, rows in all).
            cancelled: asked between slices.

        Raises:
            StoreNotEmptyError: there is a record already.
            WholeFolderError: something is wrong with the folder.
            CancelledError: the user stopped. Nothing was written in any of these cases.
        """
        from csops_desktop.exchange.whole_folder import read_schema  # noqa: PLC0415 (only this needs it)

        schema = read_schema(folder)
        total, done = 2 * sum(shape.rows for shape in schema.tables), 0

        def step(n: int) -> None:
            nonlocal done
            done += n
            progress(done, total)
            if cancelled():
                raise CancelledError

        n = sum(shape.rows for shape in schema.tables)
        sentence = Sentence("read_back", {"n": n, "file": folder.name})
        with self.database.operation(sentence, SetKind.IMPORT) as operation:
            connection = operation.connection
            if not whole.is_empty(connection):
                raise StoreNotEmptyError(self.database.path)
            _require_known(folder, schema, whole.shapes(connection))
            with whole.unlogged(connection):
                whole.make_room(connection, [shape.name for shape in schema.tables])
                for shape in schema.tables:
                    _load(connection, folder, shape, step)
            phases.forget(connection)
            _require_whole(connection, folder)
            operation.refreshing = lambda at, of: progress(total // 2 + (total // 2) * at // max(of, 1), total)
        return Outcome({shape.name: shape.rows for shape in schema.tables}, Area.ALL, sentence)


def _load(connection: Connection, folder: Path, shape: TableShape, step: Callable[[int], None]) -> None:
    from csops_desktop.exchange.errors import FolderFault, WholeFolderError  # noqa: PLC0415 (as above)
    from csops_desktop.exchange.whole_folder import read_table  # noqa: PLC0415 (as above)

    waiting = read_table(folder, shape, readers(whole.kind_of(shape.name), shape.columns))
    while rows := list(islice(waiting, _SLICE)):
        complaint = whole.insert(connection, shape.name, list(shape.columns), rows)
        if complaint:
            raise WholeFolderError(folder / f"{shape.name}.csv", FolderFault.REFUSED, detail=complaint)
        step(len(rows))


def _require_known(folder: Path, schema: Schema, shapes: Sequence[TableShape]) -> None:
    """Refuse tables and columns that this version does not have; those it has besides stay empty."""
    from csops_desktop.exchange.errors import FolderFault, WholeFolderError  # noqa: PLC0415 (as above)

    known = {shape.name: shape.columns for shape in shapes}
    for shape in schema.tables:
        if shape.name not in known or any(known[shape.name].get(name) != kind for name, kind in shape.columns.items()):
            raise WholeFolderError(folder / "schema.json", FolderFault.NEWER)


def _require_whole(connection: Connection, folder: Path) -> None:
    """Refuse rows that point to nothing, and values of custom fields that are none of their type."""
    from csops_desktop.exchange.errors import FolderFault, WholeFolderError  # noqa: PLC0415 (as above)

    table = whole.orphan(connection)
    if table is not None:
        raise WholeFolderError(folder / f"{table}.csv", FolderFault.ORPHAN)
    bad = custom.unreadable(connection)
    if bad:
        raise WholeFolderError(folder / "custom_value.csv", FolderFault.REFUSED, detail=bad)
