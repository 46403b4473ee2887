"""What the data of a column says: whether it can be what its heading says, and in which order its dates are."""

import datetime as dt
from collections.abc import Sequence

from csops_desktop.domain.date_text import UNDECIDABLE
from csops_desktop.domain.fields import Field, FieldType, Kind, field_of
from csops_desktop.domain.imports import Table, Target
from csops_desktop.domain.readings import FEATURE, PER_COLUMN, PER_MONTH
from csops_desktop.domain.values import Cell, Reason, decide_date_order, parse_column

_SAMPLE = 1000
_READABLE = 0.5
_READABLE_FLAGS = 0.8
_UNREADABLE = {Reason.NO_DATE, Reason.NO_NUMBER, Reason.NO_CHOICE, Reason.NO_FLAG, Reason.KANJI_NUMBER}
_DATE = Field("date", FieldType.DATE)
_EXTRA: dict[str, Field] = {
    "renewal_on": Field("renewal_on", FieldType.DATE),
    "end": Field("end", FieldType.DATE),
    "first_name": Field("first_name"),
    "last_name": Field("last_name"),
}
_OF_READINGS: dict[str, Field] = {
    PER_COLUMN: Field(PER_COLUMN, FieldType.NUMBER),
    PER_MONTH: Field(PER_MONTH, FieldType.NUMBER),
    FEATURE: Field(FEATURE),
}


def target_field(target: Target) -> Field:
    """Return the field a column goes to; also for the ones that only an import knows (``Target``)."""
    if target.kind in {Kind.CONTRACTS, Kind.CONTACTS} and target.field in _EXTRA:
        return _EXTRA[target.field]
    if target.kind is Kind.READINGS and target.field in _OF_READINGS:
        return _OF_READINGS[target.field]
    own = target.field == "custom" or target.field.startswith("custom:")
    return Field(target.field) if own else field_of(target.kind, target.field)


def fits(target: Target, cells: Sequence[Cell]) -> bool:
    """Tell whether the cells of a column can be read as what the target holds, most of them."""
    field = target_field(target)
    if field.type in {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.REFERENCE, FieldType.TAGS, FieldType.LINKS}:
        return True
    sample = _sample(cells)
    if not sample:
        return True
    if field.type is FieldType.CHOICE:
        sample = list(dict.fromkeys(sample))
    _values, errors = parse_column(field, sample)
    unreadable = sum(1 for _at, reason in errors if reason in _UNREADABLE)
    share = _READABLE_FLAGS if field.type is FieldType.FLAG else _READABLE
    return len(sample) - unreadable >= share * len(sample)


def _sample(cells: Sequence[Cell]) -> list[Cell]:
    step = max(len(cells) // _SAMPLE, 1)
    found = [cell for cell in cells[::step] if cell != ""]
    return found or [cell for cell in cells if cell != ""][:_SAMPLE]


def date_orders(table: Table, columns: Sequence[int]) -> tuple[dict[int, str], tuple[int, ...]]:
    """Return the date order of each column that needs one, and the columns whose order cannot be decided.

    The columns of one file speak for each other: one that cannot be decided follows the others when they agree.
    """
    decided: dict[int, str] = {}
    open_columns: list[int] = []
    for at in columns:
        order = decide_date_order(table.columns[at])
        if order == UNDECIDABLE:
            open_columns.append(at)
        elif order is not None:
            decided[at] = order
    orders = set(decided.values())
    if len(orders) == 1:
        common = orders.pop()
        for at in list(open_columns):
            if order_fits(table.columns[at], common):
                decided[at] = common
                open_columns.remove(at)
    return decided, tuple(open_columns)


def order_fits(cells: Sequence[Cell], order: str) -> bool:
    """Tell whether all dates of a column exist in that order."""
    _values, errors = parse_column(_DATE, cells, date_order=order)
    return not any(reason in {Reason.IMPOSSIBLE_DATE, Reason.AMBIGUOUS_DATE} for _at, reason in errors)


def end_date_meaning(cells: Sequence[Cell], order: str | None, today: dt.date) -> str | None:
    """Return ``ended`` for a column of past days and blanks: the contracts that run have none; None when unclear."""
    values, _errors = parse_column(_DATE, cells, date_order=order)
    days = [value for value in values if isinstance(value, dt.date)]
    if days and len(days) < len(values) and max(days) <= today:
        return "ended"
    return None
