"""What the customer that stays says after a merge: where the customers disagree, and what is proposed."""

import datetime as dt
from collections.abc import Sequence

from csops_desktop.domain.duplicates import MergedValues
from csops_desktop.domain.fields import FieldType, Kind, field_of, stored
from csops_desktop.domain.records import Record, Value, names_in

CUSTOM = "custom:"
_EMPTY = (None, "", ())
_BOTH = ("note",)
_EARLIEST = ("customer_since",)
_EMPTY_WINS = ("archived_on", "churn_flag")
"""One of them is not put away, or not said to have left: so the customer is not."""


def value_of(record: Record, name: str) -> Value:
    """Return a field, or with ``custom:<id>`` a custom field, of a record; None when it is empty."""
    own = not name.startswith(CUSTOM)
    value = record.values.get(name) if own else record.custom.get(int(name.removeprefix(CUSTOM)))
    return None if value in _EMPTY else value


def disagreeing(records: Sequence[Record]) -> tuple[str, ...]:
    """Return the fields that do not hold the same in all customers, custom ones last."""
    own = [field.name for field in stored(Kind.CUSTOMERS)]
    custom = sorted({id_ for record in records for id_ in record.custom})
    names = [*own, *(f"{CUSTOM}{id_}" for id_ in custom)]
    return tuple(name for name in names if len({value_of(record, name) for record in records}) > 1)


def can_be_both(name: str) -> bool:
    """Tell whether the values of several customers can stand in a field together: tags and long texts."""
    if name.startswith(CUSTOM):
        return False
    return field_of(Kind.CUSTOMERS, name).type in (FieldType.TAGS, FieldType.LONG_TEXT)


def together(values: Sequence[Value]) -> Value:
    """Return tags or long texts together, each once."""
    filled = [value for value in values if value not in _EMPTY]
    if all(isinstance(value, tuple) for value in filled):
        return tuple(sorted({tag for value in filled for tag in names_in(value)}))
    return "\n\n".join(dict.fromkeys(str(value) for value in filled))


def proposed(records: Sequence[Record]) -> MergedValues:
    """Return what the customer that stays, the first, would say unless the user chooses otherwise.

    It keeps what it says and takes over what it does not say. Tags and notes come together, the earliest day counts for
    since when it is a customer, and it is put away only when all are.
    """
    fields: dict[str, Value] = {}
    custom: dict[int, Value] = {}
    for name in disagreeing(records):
        value = proposal(name, [value_of(record, name) for record in records])
        if value == value_of(records[0], name):
            continue
        if name.startswith(CUSTOM):
            custom[int(name.removeprefix(CUSTOM))] = value
        else:
            fields[name] = value
    return MergedValues(fields, custom)


def proposal(name: str, values: Sequence[Value]) -> Value:
    """Return what is proposed for one field, given what the customers say, the one that stays first."""
    filled = [value for value in values if value is not None]
    if name in _EMPTY_WINS and len(filled) < len(values):
        return None
    if name in _EARLIEST:
        return min((value for value in filled if isinstance(value, dt.date)), default=None)
    if name in _BOTH or (can_be_both(name) and isinstance(next(iter(filled), None), tuple)):
        return together(values)
    return next(iter(filled), None)
