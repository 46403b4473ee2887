"""A folder of CSV files with a schema file beside them, and back: every value comes out as it went in.

An empty cell is no value. Text that begins with an apostrophe, that is empty, or that a spreadsheet would run as a
formula gets an apostrophe before it, which reading takes off again.
"""

import csv
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from csops_desktop.domain.whole import Schema, TableShape
from csops_desktop.exchange.errors import FolderFault, WholeFolderError
from csops_desktop.exchange.formulas import guard_formula
from csops_desktop.exchange.saving import cannot_write
from csops_desktop.foundation.errors import FolderNotEmptyError

SCHEMA = "schema.json"
_FORMAT = "csops-desktop-export"
_VERSION = 1
_LONGEST_CELL = 1 << 27
_LARGEST = 1 << 63

Cell = str | int | float | None
Reader = Callable[[str], Cell]
_READ: dict[str, Reader] = {"INTEGER": int, "REAL": float}


class WholeFolder:
    """A folder that is written whole or not at all; a context manager.

    Args:
        path: of the folder; it must not be there yet, or be empty.

    Raises:
        FolderNotEmptyError: something is in it.
        CannotWriteError: no room, or not allowed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            if path.exists() and (not path.is_dir() or any(path.iterdir())):
                raise FolderNotEmptyError(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._draft = Path(tempfile.mkdtemp(prefix=".csops-", suffix=".part", dir=path.parent))
        except OSError as error:
            raise cannot_write(path, error) from None

    def __enter__(self) -> Self:
        """Return this, to be filled."""
        return self

    def __exit__(self, _type: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Put the folder in its place, or clear it away."""
        try:
            if error is None:
                if self._path.exists():
                    self._path.rmdir()
                self._draft.rename(self._path)
        except OSError as failure:
            error = failure
        finally:
            shutil.rmtree(self._draft, ignore_errors=True)
        if isinstance(error, OSError):
            raise cannot_write(self._path, error) from None

    def write(self, shape: TableShape, slices: Iterable[Sequence[Sequence[Cell]]]) -> int:
        """Write one table; returns the number of rows."""
        n = 0
        with (self._draft / f"{shape.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(shape.columns)
            for rows in slices:
                writer.writerows(map(_written, row) for row in rows)
                n += len(rows)
        return n

    def finish(self, schema: Schema) -> None:
        """Write the schema file."""
        tables = [{"name": each.name, "columns": dict(each.columns), "rows": each.rows} for each in schema.tables]
        said = {"format": _FORMAT, "version": _VERSION, "revision": schema.revision, "tables": tables}
        text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
        (self._draft / SCHEMA).write_text(text, encoding="utf-8")


def read_schema(folder: Path) -> Schema:
    """Return what a folder holds.

    Raises:
        WholeFolderError: there is no schema file, or it is not ours, or of a later version.
    """
    path = folder / SCHEMA
    try:
        said: Any = json.loads(path.read_text(encoding="utf-8-sig"))
        if said["format"] != _FORMAT:
            raise WholeFolderError(path, FolderFault.NOT_OURS)
        if said["version"] > _VERSION:
            raise WholeFolderError(path, FolderFault.NEWER)
        tables = [
            TableShape(str(each["name"]), {str(k): str(v) for k, v in each["columns"].items()}, int(each["rows"]))
            for each in said["tables"]
        ]
        return Schema(str(said["revision"]), tuple(tables))
    except OSError:
        raise WholeFolderError(path, FolderFault.MISSING) from None
    except (ValueError, LookupError, TypeError, AttributeError):
        raise WholeFolderError(path, FolderFault.NOT_OURS) from None


def read_table(folder: Path, shape: TableShape, readers: Mapping[str, Reader]) -> Iterator[list[Cell]]:
    """Yield the rows of a table as values, in the order of the columns of its shape.

    Args:
        folder: that was written by ``WholeFolder``.
        shape: of the table.
        readers: column → how the text of a cell is read, for those where more is known than the type; a ValueError
            refuses it.

    Raises:
        WholeFolderError: the file is missing, has other columns or another number of rows, or a cell that its column
            cannot hold.
    """
    path = folder / f"{shape.name}.csv"
    names = list(shape.columns)
    each_reader = [readers.get(name) or _READ.get(kind) for name, kind in shape.columns.items()]
    csv.field_size_limit(_LONGEST_CELL)
    n = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            if next(lines, None) != names:
                raise WholeFolderError(path, FolderFault.COLUMNS)
            for line in lines:
                if not line:
                    continue
                n += 1
                if len(line) != len(names):
                    raise WholeFolderError(path, FolderFault.COLUMNS, lines.line_num)
                yield [_read(path, lines.line_num, *each) for each in zip(names, each_reader, line, strict=True)]
    except OSError:
        raise WholeFolderError(path, FolderFault.MISSING) from None
    except (csv.Error, UnicodeDecodeError):
        raise WholeFolderError(path, FolderFault.DAMAGED, n + 2) from None
    if n != shape.rows:
        raise WholeFolderError(path, FolderFault.ROWS)


def _written(value: Cell) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return repr(value)
    if not value or value[0] == "'" or guard_formula(value) != value:
        return f"'{value}"
    return value


def _read(path: Path, line: int, name: str, reader: Reader | None, text: str) -> Cell:
    if not text:
        return None
    if reader is None:
        return text.removeprefix("'")
    try:
        value = reader(text)
    except ValueError:
        raise WholeFolderError(path, FolderFault.CELL, line, name) from None
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        raise WholeFolderError(path, FolderFault.CELL, line, name)
    return value
