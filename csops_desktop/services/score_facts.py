"""Gathers what scorecards ask about customers: the same facts for one customer and for a whole book."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from csops_desktop.domain.scoring.facts import Fact, Facts
from csops_desktop.domain.scoring.sources import Rated, Source, Usage
from csops_desktop.store import known_facts, ratings
from csops_desktop.store.connection import Connection
from csops_desktop.store.fact_rows import Asked, FactRow

if TYPE_CHECKING:
    from csops_desktop.analysis.book import Book


def facts(connection: Connection, sources: Iterable[Source], asked: Asked) -> dict[int, Facts]:
    """Return the facts of some customers, one by one with evidence and notes.

    Args:
        connection: to read through.
        sources: what is asked.
        asked: of whom, on which day; the customers must be named.
    """
    ids = tuple(asked.ids or ())
    values: dict[int, dict[Source, Fact]] = {id_: {} for id_ in ids}
    for source in sources:
        found, rest, notes = _rows(connection, source, asked)
        known = {row[0]: row for row in found}
        for id_ in ids:
            row = known.get(id_)
            if row is not None:
                values[id_][source] = Fact(float(row[1]), _day(row[2]), row[3] or "", notes.get(id_, ""))
            elif rest is not None:
                values[id_][source] = Fact(rest)
    marks: dict[int, dict[str, str]] = {id_: {} for id_ in ids}
    for id_, measure, reason in ratings.marks(connection, asked):
        marks[id_][measure] = reason
    tenure = _tenures(connection, asked)
    return {id_: Facts(values[id_], marks[id_], tenure.get(id_)) for id_ in ids}


def book(connection: Connection, sources: Iterable[Source], asked: Asked, ids: Sequence[int]) -> "Book":
    """Return the facts of many customers as columns.

    Args:
        connection: to read through.
        sources: what is asked.
        asked: the day; of all customers, or those named.
        ids: the customers of the book, in its order.
    """
    import numpy as np  # noqa: PLC0415 (heavy)

    from csops_desktop.analysis.book import NO_AGE, NO_TENURE, Book, Column  # noqa: PLC0415 (as above)

    order = np.array(ids, np.int64)
    by_id = np.argsort(order)
    ranked = order[by_id]
    n = len(order)

    def places(whose: Sequence[int]) -> tuple["np.ndarray", "np.ndarray"]:
        """Return which of the rows are in the book, and where."""
        given = np.array(whose, np.int64)
        at = np.minimum(np.searchsorted(ranked, given), max(n - 1, 0))
        inside = ranked[at] == given if n else np.zeros(len(given), np.bool_)
        return inside, by_id[at[inside]] if n else at[:0]

    columns: dict[Source, Column] = {}
    for source in sources:
        found, rest, _notes = _rows(connection, source, asked)
        values = np.full(n, np.nan if rest is None else rest)
        days = np.full(n, NO_AGE, np.int64)
        if found:
            whose, numbers, dates, _evidence = zip(*found, strict=True)
            inside, at = places(whose)
            values[at] = np.array(numbers, np.float64)[inside]
            ordinals = {
                date: NO_AGE if date is None else dt.date.fromisoformat(date).toordinal() for date in set(dates)
            }
            days[at] = np.array([ordinals[date] for date in dates], np.int64)[inside]
        columns[source] = Column(values, days)
    off: dict[str, list[int]] = {}
    for id_, measure, _reason in ratings.marks(connection, asked):
        off.setdefault(measure, []).append(id_)
    marked = {}
    for measure, those in off.items():
        marked[measure] = np.zeros(n, np.bool_)
        marked[measure][places(those)[1]] = True
    tenure = np.full(n, NO_TENURE, np.int64)
    months = _tenures(connection, asked)
    if months:
        inside, at = places(list(months))
        tenure[at] = np.array(list(months.values()), np.int64)[inside]
    return Book(order, columns, tenure, marked)


def _rows(connection: Connection, source: Source, asked: Asked) -> tuple[list[FactRow], float | None, dict[int, str]]:
    """Return the rows of a source, the number of customers without one (None: nobody knows), and notes."""
    if isinstance(source, Rated):
        rated = ratings.rows(connection, source.measure, asked)
        return [row for row, _note in rated], None, {row[0]: note for row, note in rated if note}
    if isinstance(source, Usage):
        return known_facts.usage_rows(connection, source, asked), None, {}
    found, rest = known_facts.rows(connection, source, asked)
    return found, rest, {}


def _tenures(connection: Connection, asked: Asked) -> dict[int, int]:
    return {
        id_: known_facts.months_since(dt.date.fromisoformat(first), asked.day)
        for id_, first, _contract in known_facts.starts(connection, asked)
        if first is not None
    }


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
