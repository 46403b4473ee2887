"""What a user can take out: a list as CSV, XLSX or for the clipboard, exactly the rows and columns listed."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from csops_desktop.domain.fields import FIELDS, FieldType, Kind
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.settings import CURRENCY_DIGITS, StoreSetting
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.foundation.progress import Progress, never, no_progress
from csops_desktop.store import custom, records, settings
from csops_desktop.store.engine import Database

_SLICE = 500
_WORDLESS = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.INTEGER, FieldType.NUMBER, FieldType.MONEY, FieldType.DATE)
Cell = str | int | float | bool | dt.date | None
Words = Callable[[Kind, str, Value], Value]
Headings = Callable[[Kind, str], str]
Computed = tuple[FieldType, Mapping[int, Cell]]
"""What a column that is no field holds, and its cells by the id of the record."""


@dataclass(frozen=True, slots=True)
class ExportService:
    """The use cases of taking lists out."""

    database: Database

    def columns(self, kind: Kind) -> list[str]:
        """Return every column a kind can be exported with: its fields, then ``custom:<id>``."""
        with self.database.reading() as connection:
            own = [f.name for f in FIELDS[kind]]
            return own + [f"custom:{field.id}" for field in custom.fields(connection, kind)]

    def write_rows(
        self, path: Path, headings: Sequence[str], rows: Sequence[Sequence[Cell]], *, encoding: str = "utf-8-sig"
    ) -> None:
        """Write a list that is no kind of record as it is shown: XLSX when the name ends so, else CSV.

        Raises:
            CannotWriteError: the file could not be written; nothing is left of it.
        """
        from csops_desktop.exchange import writing, xlsx  # noqa: PLC0415 (only an export needs it)

        if path.suffix.lower() == ".xlsx":
            xlsx.write_xlsx(path, headings, rows)
        else:
            writing.write_csv(path, headings, rows, encoding=encoding)

    def write(
        self,
        kind: Kind,
        path: Path,
        *,
        heading: Headings,
        words: Words,
        ids: Sequence[int] | None = None,
        columns: Sequence[str] | None = None,
        computed: Mapping[str, Computed] | None = None,
        encoding: str = "utf-8-sig",
        progress: Progress = no_progress,
        cancelled: Callable[[], bool] = never,
    ) -> tuple[int, tuple[str, ...]]:
        """Write a list to a file: XLSX when the name ends so, else CSV.

        Args:
            kind: of the records.
            path: the file; it appears only when it is whole.
            heading: words a column.
            words: words a value (choices, flags), or returns it as it is.
            ids: exactly these records in this order; None for all.
            columns: exactly these columns in this order; None for all.
            computed: columns that are no fields, by name.
            encoding: of a CSV: ``utf-8-sig`` or ``cp932``.
            progress: called with (rows written, rows in all).
            cancelled: asked between slices.

        Returns:
            The number of rows, and the characters that the encoding lacks.

        Raises:
            CannotWriteError: the file could not be written; nothing is left of it.
            CancelledError: the user stopped; nothing is left of it.
        """
        from csops_desktop.exchange import writing, xlsx  # noqa: PLC0415 (only an export needs it)

        wanted = list(columns) if columns is not None else self.columns(kind)
        names = frozenset(wanted)
        with self.database.reading() as connection:
            listed = list(ids) if ids is not None else records.ids_of(connection, kind)
            custom_fields = {f"custom:{field.id}": field for field in custom.fields(connection, kind)}
            currency = settings.get(connection, StoreSetting.CURRENCY.value.name) or StoreSetting.CURRENCY.value.default
        headings = [custom_fields[name].name if name in custom_fields else heading(kind, name) for name in wanted]
        types = {field.name: field.type for field in FIELDS[kind]}
        types |= {name: field.type for name, field in custom_fields.items()}
        extra = dict(computed or {})
        types |= {name: type_ for name, (type_, _cells) in extra.items()}
        money = [at for at, name in enumerate(wanted) if types.get(name) is FieldType.MONEY]
        digits = CURRENCY_DIGITS.get(str(currency), 0)

        readers = [
            _of_id(extra[name][1]) if name in extra else _reader(kind, name, types.get(name), words) for name in wanted
        ]

        def rows() -> Iterator[list[Cell]]:
            for start in range(0, len(listed), _SLICE):
                if cancelled():
                    raise CancelledError
                with self.database.reading() as connection:
                    found = records.read(connection, kind, listed[start : start + _SLICE], names)
                for record in found:
                    cells = [cell(record) for cell in readers]
                    for at in money if digits else ():
                        amount = cells[at]
                        cells[at] = amount / 10**digits if isinstance(amount, int) else amount
                    yield cells
                progress(start + len(found), len(listed))

        if path.suffix.lower() == ".xlsx":
            form = f"#,##0.{'0' * digits}" if digits else "#,##0"
            xlsx.write_xlsx(path, headings, rows(), sheet=kind.value, money_columns=money, money_format=form)
            return len(listed), ()
        lacking = writing.write_csv(path, headings, rows(), encoding=encoding)
        return len(listed), tuple(lacking)


def _of_id(cells: Mapping[int, Cell]) -> Callable[[Record], Cell]:
    return lambda record: cells.get(record.id)


def _reader(kind: Kind, name: str, type_: FieldType | None, words: Words) -> Callable[[Record], Cell]:
    """Return what reads one column off a record; made once, because an export reads it a million times."""
    if name.startswith("custom:"):
        own = int(name.removeprefix("custom:"))
        return lambda record: _flat(record.custom.get(own))
    if type_ in _WORDLESS:
        return lambda record: _flat(record.values.get(name))

    def read(record: Record) -> Cell:
        shown = record.names.get(name)
        return shown if shown is not None else _flat(words(kind, name, record.values.get(name)))

    return read


def _flat(value: Value) -> Cell:
    return ", ".join(str(part) for part in value) if isinstance(value, tuple) else value
