"""How far assessors agree: percent, Gwet's AC1 and AC2, Krippendorff's alpha, each with its counts.

Sources: K. L. Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement", British
Journal of Mathematical and Statistical Psychology 61 (2008); K. Krippendorff, "Computing Krippendorff's
Alpha-Reliability" (2011); J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
Measurement 20 (1960).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ratings = Sequence[Sequence[float | None]]
"""Rows are units, columns are raters; None where a rater did not rate a unit."""

ENOUGH = 10
"""Units rated by two or more below which no figure is shown (product rule 7)."""
_TWO = 2


class Metric(StrEnum):
    """How far two values lie apart."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far raters agree.

    Attributes:
        units: how many were rated by two or more.
        ratings: how many ratings these have.
        percent: mean share of pairs that agree, 0 to 1.
        ac: Gwet's AC1, or AC2 with weights.
        alpha: Krippendorff's alpha; None where all values are the same, so that nothing can be said.
    """

    units: int
    ratings: int
    percent: float
    ac: float
    alpha: float | None

    @property
    def enough(self) -> bool:
        """Whether there are enough units for the figures to be shown."""
        return self.units >= ENOUGH


def agreement(ratings: Ratings, metric: Metric = Metric.NOMINAL) -> Agreement | None:
    """Return the agreement of raters; None when no unit was rated by two.

    Args:
        ratings: of units by raters.
        metric: NOMINAL gives AC1; the others weigh a near miss less, which makes it AC2.
    """
    values = sorted({value for row in ratings for value in row if value is not None})
    counts = _counts(ratings, values)
    paired = counts[counts.sum(axis=1) >= _TWO]
    if not len(paired):
        return None
    distance = _distances(np.array(values, np.float64), paired, metric)
    most = distance.max()
    weights = np.ones_like(distance) if most == 0 else 1 - distance / most
    return Agreement(
        len(paired),
        int(paired.sum()),
        _observed(paired, np.eye(len(values))),
        _gwet(counts, paired, weights),
        _alpha(paired, distance),
    )


def kappa(table: Sequence[Sequence[int]], weights: Sequence[Sequence[float]] | None = None) -> float:
    """Return Cohen's kappa of two raters.

    Args:
        table: how often the first rater gave the value of the row and the second that of the column.
        weights: of disagreement, 0 on the diagonal; None: 1 everywhere else.
    """
    seen = np.array(table, np.float64)
    shares = seen / seen.sum()
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    miss = 1 - np.eye(len(seen)) if weights is None else np.array(weights, np.float64)
    return float(1 - (miss * shares).sum() / (miss * expected).sum())


def _counts(ratings: Ratings, values: Sequence[float]) -> Floats:
    """Return how many raters gave each value, units by values."""
    place = {value: at for at, value in enumerate(values)}
    counts = np.zeros((len(ratings), len(values)))
    for unit, row in enumerate(ratings):
        for value in row:
            if value is not None:
                counts[unit, place[value]] += 1
    return counts


def _observed(paired: Floats, weights: Floats) -> float:
    """Return the mean weighted agreement of all pairs of ratings within a unit."""
    raters = paired.sum(axis=1)
    near = paired @ weights.T
    return float(((paired * (near - 1)).sum(axis=1) / (raters * (raters - 1))).mean())


def _gwet(counts: Floats, paired: Floats, weights: Floats) -> float:
    kinds = counts.shape[1]
    if kinds < _TWO:
        return 1.0
    rated = counts[counts.sum(axis=1) > 0]
    shares = (rated / rated.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = float(weights.sum() / (kinds * (kinds - 1)) * (shares * (1 - shares)).sum())
    observed = _observed(paired, weights)
    return (observed - chance) / (1 - chance)


def _alpha(paired: Floats, distance: Floats) -> float | None:
    raters = paired.sum(axis=1)
    together = np.einsum("ui,uj,u->ij", paired, paired, 1 / (raters - 1))
    together -= np.diag((paired / (raters - 1)[:, None]).sum(axis=0))
    totals = together.sum(axis=1)
    expected = np.outer(totals, totals) - np.diag(totals)
    if (disagreement := float((expected * distance).sum())) == 0:
        return None
    return float(1 - (totals.sum() - 1) * (together * distance).sum() / disagreement)


def _distances(values: Floats, paired: Floats, metric: Metric) -> Floats:
    """Return the squared difference of each pair of values."""
    one, other = values[:, None], values[None, :]
    if metric is Metric.NOMINAL:
        apart: Floats = (one != other).astype(np.float64)
        return apart
    if metric is Metric.RATIO:
        total = one + other
        apart = np.divide(one - other, total, out=np.zeros_like(total), where=total != 0)
        return np.square(apart)
    if metric is Metric.ORDINAL:  # how many ratings lie between, those of the two values by half
        totals = paired.sum(axis=0)
        one, other = (middle := np.cumsum(totals) - totals / 2)[:, None], middle[None, :]
    return np.square(one - other)
