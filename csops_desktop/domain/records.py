"""A record as it crosses boundaries: its id and the values of its fields."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from csops_desktop.domain.fields import FieldType, Kind

Value = str | int | float | bool | dt.date | tuple[str, ...] | tuple[int, ...] | None


def names_in(value: Value) -> tuple[str, ...]:
    """Return the names that a value of a TAGS field holds."""
    return tuple(name for name in value if isinstance(name, str)) if isinstance(value, tuple) else ()


def ids_in(value: Value) -> tuple[int, ...]:
    """Return the ids that a value of a LINKS field holds, each once."""
    return tuple(dict.fromkeys(id_ for id_ in value if isinstance(id_, int))) if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Record:
    """One record.

    Attributes:
        values: field name → value; fields that are empty may be absent.
        names: for each REFERENCE field that is set, the name of the record it points to; for LINKS all names in one.
        linked: for each LINKS field that is set, the names of the records it points to, in the order of its ids.
        custom: id of a custom field → its value.
    """

    kind: Kind
    id: int
    values: Mapping[str, Value]
    names: Mapping[str, str] = field(default_factory=dict)
    custom: Mapping[int, Value] = field(default_factory=dict)
    linked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field that the user added to a kind.

    Attributes:
        type: TEXT, DATE, INTEGER, MONEY or FLAG.
    """

    id: int
    kind: Kind
    name: str
    type: FieldType
    position: int
