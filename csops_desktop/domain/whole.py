"""Everything of a store as a folder of tables: what the schema file beside them says."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from csops_desktop.domain.fields import Field, FieldType, Kind, stored


@dataclass(frozen=True, slots=True)
class TableShape:
    """One table of the folder.

    Attributes:
        columns: name → what it holds: ``TEXT``, ``INTEGER`` or ``REAL``; in the order of the file.
        rows: how many there are.
    """

    name: str
    columns: Mapping[str, str]
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Schema:
    """What is in the folder.

    Attributes:
        revision: of the schema of the store that it was written from.
    """

    revision: str
    tables: tuple[TableShape, ...]


def readers(kind: Kind | None, columns: Collection[str]) -> dict[str, Callable[[str], str | int]]:
    """Return column → how a cell of it is read, for those that take only some values; a ValueError refuses a cell.

    A folder may have been through a spreadsheet, which writes days its own way; what the program could not show must
    not come in.

    Args:
        kind: of record that the table holds; None for another table.
        columns: those of the table.
    """
    found: dict[str, Callable[[str], str | int]] = {name: _day for name in columns if name.endswith("_on")}
    for field in stored(kind) if kind is not None else ():
        if field.name not in columns:
            continue
        if field.type is FieldType.DATE:
            found[field.name] = _day
        elif field.type is FieldType.CHOICE:
            found[field.name] = partial(_choice, field)
        elif field.low is not None or field.high is not None:
            found[field.name] = partial(_number, field)
    return found


def _day(text: str) -> str:
    if dt.date.fromisoformat(text).isoformat() != text:
        raise ValueError(text)
    return text


def _choice(field: Field, text: str) -> str:
    if text not in field.choices:
        raise ValueError(text)
    return text


def _number(field: Field, text: str) -> int:
    number = int(text)
    if (field.low is not None and number < field.low) or (field.high is not None and number > field.high):
        raise ValueError(text)
    return number
