"""A record as it crosses boundaries: its id and the values of its fields."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from csops_desktop.domain.fields import FieldType, Kind

Value = str | int | bool | dt.date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Record:
    """One record.

    Attributes:
        values: field name → value; fields that are empty may be absent.
        names: for each REFERENCE field that is set, the name of the record it points to.
        custom: id of a custom field → its value.
    """

    kind: Kind
    id: int
    values: Mapping[str, Value]
    names: Mapping[str, str] = field(default_factory=dict)
    custom: Mapping[int, Value] = field(default_factory=dict)


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
