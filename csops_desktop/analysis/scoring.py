"""Scores of a whole book at once: the same points, to the last one, as ``domain.scoring.evaluation`` gives each.

A property test holds the two equal: every rounding and every order of float operations here has its twin there. What
does not depend on weights, bands or rules is kept between two scorings, so that a weight can be dragged.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from csops_desktop.analysis.book import Book, Bools, Column, Floats, Ints
from csops_desktop.domain.scoring.ageing import THOUSAND, dropped, gone_after, kept
from csops_desktop.domain.scoring.definition import (
    AXIS_POINTS,
    FULL,
    Ageing,
    Axis,
    Band,
    Bands,
    Compare,
    Definition,
    Effect,
    Knot,
    Measure,
    Rule,
    Scale,
    ScaleKind,
    Validity,
)
from csops_desktop.domain.scoring.sources import Rated, Source
from csops_desktop.domain.scoring.weights import maxima

_BANDS = tuple(Band)  # a band is kept as its rank, which is its place here
_NO_RULE = len(_BANDS)
_FEW_KNOTS = 16
_BITS = 30
_KEPT = 100  # scales and columns, while one of them is dragged


@dataclass(frozen=True, slots=True)
class BookScores:
    """The scores of a book; arrays run along ``ids``.

    Attributes:
        low, high: totals in the worst (printed) and the best case, 0 to 200.
        coverage: percent, rounded down.
        ranks: the band after rules and coverage, as ``Band.rank``.
        axes: points of each axis, the worst case; one row per axis.
        points: points of each measure by key, the worst case.
    """

    ids: Ints
    low: Ints
    high: Ints
    coverage: Ints
    ranks: Ints
    axes: Ints
    points: dict[str, Ints]

    @property
    def bands(self) -> list[Band]:
        """The band of each customer."""
        return [_BANDS[rank] for rank in self.ranks]

    def counts(self) -> dict[Band, int]:
        """Return how many customers are in each band."""
        found = np.bincount(self.ranks, minlength=len(_BANDS))
        return {band: int(found[band.rank]) for band in _BANDS}

    def among(self, band: Band) -> tuple[int, ...]:
        """Return the customers of a band."""
        return tuple(self.ids[self.ranks == band.rank].tolist())


@dataclass(frozen=True, slots=True)
class Earned:
    """What a column earns by a scale, whatever the weight."""

    percent: Floats  # while it is valid
    aged: Floats  # after its age
    fresh: Bools  # not past its validity
    there: Bools  # neither never entered nor expired


@dataclass(frozen=True, slots=True)
class Rescorer:
    """Scores one book on one day by as many drafts as one likes.

    Attributes:
        day: the day from which ages count.
    """

    book: Book
    day: dt.date
    _earned: dict[tuple[Source, Scale, Validity], Earned] = field(default_factory=dict)

    def score(self, definition: Definition) -> BookScores:
        """Return the scores of all customers by a scorecard."""
        n = len(self.book)
        axes = np.zeros((len(definition.axes), n), np.int64)
        high = np.zeros(n, np.int64)
        covered = np.zeros(n, np.int64)
        points: dict[str, Ints] = {}
        for index, axis in enumerate(definition.axes):
            whole = np.zeros(n, np.int64)
            for measure, maximum in zip(axis.measures, self._maxima(axis), strict=True):
                earned = self._earn(measure)
                best = _whole_points(maximum, earned.percent)
                if measure.validity.days is None or earned.fresh.all():
                    now = best
                else:
                    now = np.where(earned.fresh, best, _whole_points(maximum, earned.aged))
                high += np.where(earned.there, best, maximum)
                now = now * earned.there
                points[measure.key] = now
                axes[index] += now
                covered += maximum * earned.there
                whole += maximum
            high += AXIS_POINTS - whole
        low = axes.sum(axis=0)
        applicable = AXIS_POINTS * len(definition.axes)
        coverage = covered * FULL // applicable if applicable else covered
        ranks = self._ranks(definition, low, coverage)
        return BookScores(self.book.ids, low, high, coverage, ranks, axes, points)

    def shares(self, definition: Definition) -> dict[str, Floats]:
        """Return what each measure earns as a share of its points, 0 to 1 by key; NaN without data."""
        found = {}
        for measure in definition.measures:
            earned, off = self._earn(measure), self.book.not_applicable.get(measure.key)
            there = earned.there if off is None else earned.there & ~off
            found[measure.key] = np.where(there, np.where(earned.fresh, earned.percent, earned.aged) / FULL, np.nan)
        return found

    def _earn(self, measure: Measure) -> Earned:
        key = (measure.source, measure.scale, measure.validity)
        if key not in self._earned:
            if len(self._earned) >= _KEPT:
                self._earned.clear()
            self._earned[key] = _earn(self._column(measure.source), measure, self.book.tenure, self.day)
        return self._earned[key]

    def _column(self, source: Source) -> Column:
        return self.book.columns.get(source) or Column(np.full(len(self.book), np.nan))

    def _maxima(self, axis: Axis) -> list[Ints]:
        """Return the points each measure of an axis is worth to each customer."""
        n, measures = len(self.book), axis.measures
        usual = maxima(axis, ())
        found = [np.full(n, points, np.int64) for points in usual]
        marks = [self.book.not_applicable.get(measure.key) for measure in measures]
        if all(mark is None for mark in marks):
            return found
        marked = {measure.key: mark for measure, mark in zip(measures, marks, strict=True) if mark is not None}
        for those in _alike(list(marked.values())):
            left_out = {key for key, mark in marked.items() if mark[those[0]]}
            for column, points in zip(found, maxima(axis, left_out), strict=True):
                column[those] = points
        return found

    def _ranks(self, definition: Definition, low: Ints, coverage: Ints) -> Ints:
        """Return the bands; see ``domain.scoring.evaluation.banded``."""
        n = len(self.book)
        forced = np.full(n, _NO_RULE, np.int64)
        limit = np.full(n, _NO_RULE, np.int64)
        pinned = np.zeros(n, np.bool_)
        for rule in definition.rules:
            holds, assumed = self._hits(rule)
            rank = rule.band.rank
            if rule.effect is Effect.FORCE:
                forced[holds] = np.minimum(forced[holds], rank)
                limit[assumed] = np.minimum(limit[assumed], rank)
            else:
                either = holds | assumed
                limit[either] = np.minimum(limit[either], rank)
            if rule.effect is Effect.FORCE or rule.band is Band.RISK:
                pinned |= holds
        start = np.where(forced < _NO_RULE, forced, _points_ranks(definition.bands, low))
        ranks = np.minimum(start, limit)
        ranks[(coverage < definition.bands.coverage) & ~pinned] = Band.WITHHELD.rank
        return ranks

    def _hits(self, rule: Rule) -> tuple[Bools, Bools]:
        values = self._column(rule.source).values
        known = np.isfinite(values)
        within = values >= rule.value if rule.compare is Compare.AT_LEAST else values <= rule.value
        holds, assumed = known & within, ~known
        out = self.book.not_applicable.get(rule.source.measure) if isinstance(rule.source, Rated) else None
        return (holds, assumed) if out is None else (holds & ~out, assumed & ~out)


def _alike(marks: list[Bools]) -> Iterator[Ints]:
    """Return the rows that carry the same marks together, those without any left out."""
    codes = np.zeros(len(marks[0]), np.int64)
    for number, mark in enumerate(marks, start=1):
        codes = codes * 2 + mark
        if number % _BITS == 0:
            codes = np.unique(codes, return_inverse=True)[1]
    rows = np.flatnonzero(np.logical_or.reduce(marks))
    for code in np.unique(codes[rows]):
        yield rows[codes[rows] == code]


def score_book(definition: Definition, book: Book, day: dt.date) -> BookScores:
    """Return the scores of a book by one scorecard."""
    return Rescorer(book, day).score(definition)


@dataclass(frozen=True, slots=True)
class Move:
    """Customers who go from one band to another, or stay."""

    before: Band
    after: Band
    customers: tuple[int, ...]


def moves(before: BookScores, after: BookScores) -> tuple[Move, ...]:
    """Return who goes from which band to which: two scorings of the same book, best bands first, stays included."""
    pairs = before.ranks * len(_BANDS) + after.ranks
    found = []
    for pair in np.unique(pairs)[::-1].tolist():
        old, new = divmod(pair, len(_BANDS))
        found.append(Move(_BANDS[old], _BANDS[new], tuple(before.ids[pairs == pair].tolist())))
    return tuple(found)


def _earn(column: Column, measure: Measure, tenure: Ints, day: dt.date) -> Earned:
    known = np.isfinite(column.values)
    percent = _scaled(measure.scale, np.where(known, column.values, 0.0), tenure)
    past = _past(column, measure.validity, day)
    if past is None:
        return Earned(percent, percent, np.ones(len(known), np.bool_), known)
    validity = measure.validity
    fresh = past == 0
    if validity.ageing is Ageing.EXPIRES:
        return Earned(percent, percent, fresh, known & fresh)
    past = np.minimum(past, gone_after(validity))
    days = range(int(past.max(initial=0)) + 1)
    left = np.array([kept(validity, each) for each in days], np.int64)[past]
    lost = np.array([dropped(validity, each) for each in days], np.int64)[past]
    aged = np.maximum(percent - lost, 0.0) * left / THOUSAND
    return Earned(percent, aged, fresh, known & (left > 0))


def _past(column: Column, validity: Validity, day: dt.date) -> Ints | None:
    """Return how many days each number is past its validity; None when none can be."""
    if validity.days is None or column.as_of is None:
        return None
    last = day.toordinal() - validity.days
    return last - np.minimum(column.as_of, last)


def _scaled(scale: Scale, values: Floats, tenure: Ints) -> Floats:
    found = _share(scale.knots, scale.kind, values)
    for later in scale.by_tenure:
        those = tenure >= later.from_month
        found[those] = _share(later.knots, scale.kind, values[those])
    return found


def _share(knots: tuple[Knot, ...], kind: ScaleKind, values: Floats) -> Floats:
    """Return the percents; see ``domain.scoring.evaluation.share``."""
    if not knots:
        return np.zeros(len(values))
    xs = np.array([knot.at for knot in knots], np.float64)
    ys = np.array([knot.share for knot in knots], np.float64)
    inside: Floats = np.maximum(values, xs[0])
    np.minimum(inside, xs[-1], out=inside)
    at = _segment(xs, inside)
    if kind is ScaleKind.STEPS:
        return ys.take(at)
    inside -= xs.take(at)
    inside *= np.append(np.diff(ys) / np.diff(xs), 0.0).take(at)
    inside += ys.take(at)
    return inside


def _segment(xs: Floats, inside: Floats) -> npt.NDArray[np.intp]:
    """Return the last knot at or below each value; comparing with each is faster than searching among a few."""
    if len(xs) > _FEW_KNOTS:
        return np.searchsorted(xs, inside, side="right") - 1
    at = np.zeros(len(inside), np.intp)
    for x in xs[1:]:
        at += inside >= x
    return at


def _whole_points(maximum: Ints, percent: Floats) -> Ints:
    points = maximum * percent
    points /= FULL
    points += 0.5
    np.floor(points, out=points)
    return points.astype(np.int64)


def _points_ranks(bands: Bands, low: Ints) -> Ints:
    better = np.where(low < bands.healthy, Band.WATCH.rank, Band.HEALTHY.rank)
    return np.where(low < bands.watch, Band.RISK.rank, better)
