"""Before the first step, for readings: a table with a column per metric or month becomes one with a row per reading."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from csops_desktop.domain.fields import Kind, field_of
from csops_desktop.domain.imports import Mapping, Table, Target
from csops_desktop.domain.readings import FEATURE, PER_COLUMN, PER_MONTH, month_of, noted_on
from csops_desktop.domain.values import Cell, cell_text, parse_column
from csops_desktop.foundation.progress import Cancelled
from csops_desktop.services.importing.parse import Parsed, parse

_VALUE = field_of(Kind.READINGS, "value")
_KEPT = ("customer_id", "product_id")


@dataclass(frozen=True, slots=True)
class Spread:
    """A table of which each row is one reading.

    Attributes:
        source: the table and the mapping it was made from.
        origins: heading of the column in the file that each row's value comes from.
        monthly: the rows whose value is that of a whole month.
    """

    table: Table
    mapping: Mapping
    source: tuple[Table, Mapping]
    origins: list[str] = field(default_factory=list)
    monthly: frozenset[int] = frozenset()


def parse_spread(made: Spread, *, cancelled: Cancelled) -> Parsed:
    """Turn spread readings into stored values; an error names the column of the file that the value comes from."""
    parsed = parse(made.table, made.mapping, digits=0, cancelled=cancelled)
    parsed.source, parsed.monthly = made.source, made.monthly
    for at, errors in parsed.errors.items():
        parsed.errors[at] = [replace(error, column=error.column or made.origins[at]) for error in errors]
    return parsed


@dataclass(slots=True)
class _Long:
    """The rows of the new table, column by column; ``at`` the row of the file that each comes from."""

    at: list[int] = field(default_factory=list)
    metrics: list[Cell] = field(default_factory=list)
    days: list[Cell] = field(default_factory=list)
    values: list[Cell] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    monthly: set[int] = field(default_factory=set)


def spread(table: Table, mapping: Mapping, today: dt.date) -> Spread:
    """Return the readings that a table holds, cells without a value left out.

    Args:
        table: as read.
        mapping: its columns may go to ``PER_COLUMN``, ``PER_MONTH`` and ``FEATURE`` too.
        today: the day that figures of the running month are of.
    """
    places: dict[str, list[int]] = {}
    for at, target in enumerate(mapping.targets):
        if target is not None:
            places.setdefault(target.field, []).append(at)
    long = _long(table, places, today)
    columns: list[tuple[str, list[Cell], int | None]] = []
    for name in _KEPT:
        if name in places:
            column = table.columns[places[name][0]]
            columns.append((name, [column[at] for at in long.at], places[name][0]))
    day_at = next(iter(places.get("on_day", ())), None)
    columns += [
        ("metric_id", long.metrics, next(iter(places.get("metric_id", ())), None)),
        ("on_day", long.days, day_at),
        ("value", long.values, next(iter(places.get("value", ())), None)),
    ]
    headings = tuple("" if at is None else table.headings[at] for _name, _cells, at in columns)
    headings = (*headings[:-1], "")  # a value's own heading is in ``origins``
    made = replace(
        table, headings=headings, columns=tuple(cells for _name, cells, _at in columns),
        rows=[table.rows[at] for at in long.at],
    )  # fmt: skip
    orders = {at: mapping.date_orders[old] for at, (_n, _c, old) in enumerate(columns) if old in mapping.date_orders}
    rules = {at: mapping.rules[old] for at, (_n, _c, old) in enumerate(columns) if old in mapping.rules}
    targets = tuple(Target(Kind.READINGS, name) for name, _cells, _at in columns)
    new = replace(mapping, targets=targets, date_orders=orders, rules=rules, scales={})
    return Spread(made, new, (table, mapping), long.origins, frozenset(long.monthly))


def _long(table: Table, places: dict[str, list[int]], today: dt.date) -> _Long:
    long = _Long()
    single = ("on_day", "metric_id", FEATURE)
    day_at, metric_at, feature_at = (next(iter(places.get(name, ())), None) for name in single)
    wide = sorted([*places.get(PER_COLUMN, ()), *places.get(PER_MONTH, ()), *places.get("value", ())])
    months = {at: found for at in places.get(PER_MONTH, ()) if (found := month_of(table.headings[at])) is not None}
    days = [] if day_at is None else [_day(cell, today) for cell in table.columns[day_at]]
    metric = _metric_of(table, metric_at, feature_at)
    blank = {at: _blank(table.columns[at]) for at in wide}
    for at in range(len(table.rows)):
        for column in wide:
            cell = table.columns[column][at]
            if cell in blank[column]:
                continue
            month = months.get(column)
            if month is not None or (days and days[at][1]):
                long.monthly.add(len(long.at))
            long.at.append(at)
            long.metrics.append(metric(at, "" if month is not None else table.headings[column]))
            long.days.append(noted_on(month, today) if month is not None else days[at][0] if days else "")
            long.values.append(cell)
            long.origins.append(table.headings[column])
    return long


def _blank(cells: list[Cell]) -> set[Cell]:
    """Return what stands for no number in a column: nothing, a dash, n/a."""
    different = list(dict.fromkeys(cells))
    found, errors = parse_column(_VALUE, different)
    wrong = {at for at, _reason in errors}
    return {cell for at, cell in enumerate(different) if found[at] is None and at not in wrong}


def _day(cell: Cell, today: dt.date) -> tuple[Cell, bool]:
    """Return a cell as a day, and whether it names a whole month."""
    month = month_of(cell) if isinstance(cell, str) else None
    return (cell, False) if month is None else (noted_on(month, today), True)


def _metric_of(table: Table, metric_at: int | None, feature_at: int | None) -> Callable[[int, str], str]:
    """Return what names the metric of a row and a column: its own column or the heading, with the feature behind."""

    def of(at: int, heading: str) -> str:
        name = heading if metric_at is None else cell_text(table.columns[metric_at][at]).strip()
        feature = "" if feature_at is None else cell_text(table.columns[feature_at][at]).strip()
        return f"{name} ({feature})" if name and feature else name or feature

    return of
