"""First step: the cells of a table become stored values, kind by kind, with every error kept for its row."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from csops_desktop.domain import number_text, values
from csops_desktop.domain.fields import Field, FieldType, Kind, field_of
from csops_desktop.domain.imports import CellError, Mapping, Table
from csops_desktop.domain.records import Value, names_in
from csops_desktop.domain.values import Cell
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.foundation.progress import Cancelled
from csops_desktop.store.records import to_store

Stored = str | int | float | None

_DATE = Field("date", FieldType.DATE)
_TEXT = Field("text", FieldType.TEXT)
_OWN_UNIT = re.compile("[千万億]")
_ONE_DAY = dt.timedelta(days=1)
_SAME_WHEN_STORED = frozenset(FieldType) - {FieldType.DATE, FieldType.FLAG, FieldType.TAGS, FieldType.LINKS}
_HALVES = ("first_name", "last_name")


@dataclass(slots=True)
class Part:
    """What a table holds of one kind, column by column; ``None`` is an empty cell.

    Attributes:
        columns: field → stored values.
        texts: REFERENCE or LINKS field → what the cells name, to be resolved.
        tags: names of tags per row, when a column holds them.
        custom: heading, or id of an existing custom field, → values.
        heading: field → heading of its column, for errors.
        column_of: field → index of its column, for rules.
        filled: (field, row index) of values that the file does not have and a new record needs.
    """

    kind: Kind
    columns: dict[str, list[Stored]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    tags: list[tuple[str, ...]] | None = None
    custom: dict[str | int, list[Value]] = field(default_factory=dict)
    heading: dict[str, str] = field(default_factory=dict)
    column_of: dict[str, int] = field(default_factory=dict)
    filled: set[tuple[str, int]] = field(default_factory=set)


@dataclass(slots=True)
class Parsed:
    """A whole table parsed.

    Attributes:
        n: number of data rows.
        parts: the imported kind first, then what else the rows hold.
        errors: row index → its errors.
        monthly: of readings, the rows whose value is that of a whole month.
        source: the table and the mapping as they are in the file, where the rows of this one were made from them.
    """

    table: Table
    mapping: Mapping
    n: int
    parts: dict[Kind, Part]
    errors: dict[int, list[CellError]]
    monthly: frozenset[int] = frozenset()
    source: tuple[Table, Mapping] | None = None

    @property
    def file(self) -> tuple[Table, Mapping]:
        """The table and the mapping as they are in the file."""
        return self.source or (self.table, self.mapping)

    def fail(self, at: int, heading: str, value: object, why: str, detail: str = "") -> None:
        """Note an error of a row."""
        error = CellError(self.table.rows[at], heading, str(value), why, detail)
        self.errors.setdefault(at, []).append(error)


def parse(table: Table, mapping: Mapping, *, digits: int, cancelled: Cancelled) -> Parsed:
    """Turn a table into stored values.

    Args:
        table: as read.
        mapping: complete: no open question.
        digits: digits after the point of the store's currency.
        cancelled: asked between columns.

    Raises:
        CancelledError: the user stopped.
    """
    n = len(table.rows)
    parsed = Parsed(table, mapping, n, {mapping.kind: Part(mapping.kind)}, {})
    halves: dict[str, list[str]] = {}
    for index, target in enumerate(mapping.targets):
        if cancelled():
            raise CancelledError
        if target is None:
            continue
        part = parsed.parts.setdefault(target.kind, Part(target.kind))
        if target.field in _HALVES:
            halves[target.field] = _texts(table.columns[index])
            part.heading.setdefault("name", table.headings[index])
        elif target.field == "custom" or target.field.startswith("custom:"):
            key = int(target.field.removeprefix("custom:")) if ":" in target.field else table.headings[index]
            part.custom[key] = [text or None for text in _texts(table.columns[index])]
        else:
            _parse_field(parsed, part, index, target.field, digits)
    if halves:
        parsed.parts[Kind.CONTACTS].columns["name"] = list(_joined(halves, n))
    return parsed


def _parse_field(parsed: Parsed, part: Part, index: int, wanted: str, digits: int) -> None:
    mapping, cells, heading = parsed.mapping, parsed.table.columns[index], parsed.table.headings[index]
    name, declared = _declared(part.kind, wanted, mapping)
    part.heading[name] = heading
    part.column_of[name] = index
    if declared.type in (FieldType.REFERENCE, FieldType.LINKS):
        part.texts[name] = _texts(cells)
        return
    found, errors = values.parse_column(
        declared,
        _unscaled(cells, mapping.scale(index)),
        date_order=mapping.date_orders.get(index),
        currency_digits=digits + _zeros(mapping.scale(index)),
        serials_1904=parsed.table.serials_1904,
    )
    for at, reason in errors:
        parsed.fail(at, heading, cells[at], reason.value)
    if declared.type is FieldType.TAGS:
        part.tags = [names_in(value) for value in found]
    elif wanted == "renewal_on":
        part.columns[name] = [_day_before(value) for value in found]
    else:
        part.columns[name] = _as_stored(declared, found)


def _zeros(scale: int) -> int:
    return len(str(scale)) - 1


def _unscaled(cells: list[Cell], scale: int) -> list[Cell]:
    """A cell that says its own unit (120千円) is not counted in that of its column."""
    if scale == 1:
        return cells
    own = ((cell, _OWN_UNIT.search(cell) if isinstance(cell, str) else None) for cell in cells)
    return [_in_units(str(cell), scale) if unit else cell for cell, unit in own]


def _in_units(cell: str, scale: int) -> Cell:
    try:
        amount = Decimal(number_text.money(cell)) / scale
    except number_text.NoNumberError:
        return cell
    return format(amount, "f")


def _as_stored(declared: Field, found: list[Value]) -> list[Stored]:
    if declared.type in _SAME_WHEN_STORED:
        return cast("list[Stored]", found)
    return [to_store(value) for value in found]


def _declared(kind: Kind, name: str, mapping: Mapping) -> tuple[str, Field]:
    """Return the stored field that a target fills, and the field that parses it."""
    if kind is Kind.CONTRACTS and name == "renewal_on":
        return "term_ends_on", _DATE
    if kind is Kind.CONTRACTS and name == "end":
        return ("ended_on" if mapping.end_date == "ended" else "term_ends_on"), _DATE
    return name, field_of(kind, name)


def _day_before(value: Value) -> Stored:
    return (value - _ONE_DAY).isoformat() if isinstance(value, dt.date) else None


def _texts(cells: list[str | int | float | dt.date]) -> list[str]:
    found, _errors = values.parse_column(_TEXT, cells)
    return [str(value) if value is not None else "" for value in found]


def _joined(halves: dict[str, list[str]], n: int) -> Iterator[Stored]:
    empty = [""] * n
    first, last = halves.get("first_name", empty), halves.get("last_name", empty)
    for given, family in zip(first, last, strict=True):
        # Latin names are written given name first, Japanese ones family name first.
        pair = (given, family) if (given + family).isascii() else (family, given)
        yield " ".join(name for name in pair if name) or None
