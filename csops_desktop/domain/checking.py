"""Whether a record's values may stand: required ones present, numbers within bounds, choices known."""

import datetime as dt
from collections.abc import Mapping

from csops_desktop.domain.fields import FieldType, Kind, stored
from csops_desktop.domain.records import Value
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError

_ENDS = {Kind.CONTRACTS: ("starts_on", ("term_ends_on", "ended_on"))}
"""Kind → its first day, and the days that may not lie before that."""


def check(kind: Kind, values: Mapping[str, Value], *, whole: bool) -> None:
    """Refuse values that a record of this kind cannot hold.

    Args:
        kind: the kind of record.
        values: field name → value.
        whole: the values are a whole new record, so a missing required field is refused as well.

    Raises:
        InvalidValueError: names the first offending field.
        KeyError: a field that the kind does not have (a bug of the caller).
    """
    fields = {field.name: field for field in stored(kind)}
    for name, value in values.items():
        field = fields[name]
        empty = value is None or value == ""
        if empty and field.required:
            raise InvalidValueError(name, "", Reason.REQUIRED)
        if empty:
            continue
        if field.type is FieldType.CHOICE and value not in field.choices:
            raise InvalidValueError(name, str(value), Reason.NO_CHOICE)
        if isinstance(value, int) and field.low is not None and value < field.low:
            raise InvalidValueError(name, str(value), Reason.TOO_LOW)
        if isinstance(value, int) and field.high is not None and value > field.high:
            raise InvalidValueError(name, str(value), Reason.TOO_HIGH)
    if whole:
        missing = next((f for f in fields.values() if f.required and values.get(f.name) in (None, "")), None)
        if missing is not None:
            raise InvalidValueError(missing.name, "", Reason.REQUIRED)
    check_days(kind, values)


def check_days(kind: Kind, values: Mapping[str, Value]) -> None:
    """Refuse an end before the beginning; of a change, the values are those of the record afterwards.

    Raises:
        InvalidValueError: names the end.
    """
    first, ends = _ENDS.get(kind, ("", ()))
    start = values.get(first)
    for name in ends:
        end = values.get(name)
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            raise InvalidValueError(name, end.isoformat(), Reason.ENDS_FIRST)


def has_days(kind: Kind, values: Mapping[str, Value]) -> bool:
    """Tell whether any of the values is a day that ``check_days`` looks at."""
    first, ends = _ENDS.get(kind, ("", ()))
    return any(name in values for name in (first, *ends))
