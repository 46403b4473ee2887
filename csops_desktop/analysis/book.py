"""The facts of many customers, a column per source, ready for arithmetic."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from csops_desktop.domain.scoring.facts import Fact, Facts
from csops_desktop.domain.scoring.sources import Source

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NO_AGE = np.iinfo(np.int64).max
"""Stands for the day of a number that has no age."""
NO_TENURE = np.iinfo(np.int64).max
"""Stands for the tenure of a customer whose contract start nobody knows: those of the longest tenure count."""


@dataclass(frozen=True, slots=True)
class Column:
    """One source's number of each customer.

    Attributes:
        values: NaN where there never was one.
        as_of: day of each number as a proleptic ordinal (``date.toordinal``), or ``NO_AGE``; None: none has an age.
    """

    values: Floats
    as_of: Ints | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """All customers of a scorecard; every array is as long as ``ids``.

    Attributes:
        ids: the customers.
        columns: by source; a source that is not there was never entered for anybody.
        not_applicable: by key of a measure, whom it is not applicable to; a key that is not there applies to all.
        tenure: whole months since the contract start, or ``NO_TENURE``.
    """

    ids: Ints
    columns: Mapping[Source, Column]
    tenure: Ints
    not_applicable: Mapping[str, Bools] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return how many customers there are."""
        return len(self.ids)


def book_of(customers: Mapping[int, Facts], sources: Iterable[Source]) -> Book:
    """Return the book of customers whose facts were gathered one by one.

    Args:
        customers: id → facts.
        sources: which of the facts are wanted.
    """
    every = list(customers.values())
    keys = sorted({key for facts in every for key in facts.not_applicable})
    return Book(
        np.fromiter(customers, np.int64, len(every)),
        {source: _column([facts.values.get(source) for facts in every]) for source in sources},
        np.array([NO_TENURE if facts.tenure is None else facts.tenure for facts in every], np.int64),
        {key: np.array([key in facts.not_applicable for facts in every], np.bool_) for key in keys},
    )


def _column(facts: Sequence[Fact | None]) -> Column:
    values = np.array([math.nan if fact is None or fact.value is None else fact.value for fact in facts], np.float64)
    return Column(values, np.array([_day(fact) for fact in facts], np.int64))


def _day(fact: Fact | None) -> int:
    return NO_AGE if fact is None or fact.as_of is None else fact.as_of.toordinal()
