"""Whether a record's values may stand: required ones present, numbers within bounds, choices known."""

from collections.abc import Mapping

from csops_desktop.domain.fields import FieldType, Kind, stored
from csops_desktop.domain.records import Value
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError


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
