"""Did the score say anything about what came afterwards? Counts always, rates and figures only with enough cases."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from csops_desktop.analysis.book import Bools, Floats, Ints
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.domain.scoring.outcomes import Outcome

ENOUGH = 20
"""With fewer customers who churned, or fewer who did not, counts are all that can be said."""
_RESAMPLES, _CHUNK = 1000, 50
_SEED = 20240401
_CALIBRATION_GROUPS = 5
_WILSON = 1.959964  # standard normal, 97.5 %
_LOW_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Case:
    """One customer's score on one day, and what came afterwards.

    Attributes:
        shares: by key of the measure, its points as a share of its maximum, 0 to 1; measures without data left out.
    """

    customer_id: int
    total: int
    band: Band
    outcome: Outcome
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class BandOutcomes:
    """What came after a band: counts."""

    band: Band
    n: int
    churned: int
    downgraded: int
    upsold: int


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its counts and its 95 % interval (Wilson, 1927); fractions, None without cases."""

    n: int
    outcomes: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Discrimination:
    """How well the score tells apart: the area under the ROC curve.

    Attributes:
        value: chance that one who churned had fewer points than one who did not, ties counting half; 0.5 is a coin.
        low, high: 95 % interval from resampling customers with all their cases; the same each time.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CalibrationGroup:
    """Customers with neighbouring totals and how many of them churned.

    Attributes:
        lowest, highest: totals in the group.
    """

    lowest: int
    highest: int
    churned: Rate


@dataclass(frozen=True, slots=True)
class Lift:
    """What one measure says by itself.

    Attributes:
        n: cases with data for it.
        low: churn among those with less than half of its points.
        rest: churn among the others.
        lift: churn among the low ones over churn among all with data; None without both, or with few low ones.
        auc: as in ``Discrimination``, by this measure alone; None with too few cases.
    """

    key: str
    n: int
    low: Rate
    rest: Rate
    lift: float | None
    auc: float | None


@dataclass(frozen=True, slots=True)
class BackTest:
    """What can honestly be said.

    Attributes:
        n: all cases, withheld ones included; the figures below the bands are about the others.
        judged: cases with a band.
        churned: of the judged ones.
        leavers: how many customers they are; one may have churned after several scores.
        enough: whether there are enough customers for figures; otherwise the AUC is None, and calibration and lifts are
            empty.
        hits: customers at risk who churned.
        misses: who churned though they were not at risk.
        false_alarms: who were at risk and stayed.
        unjudged: who churned while their band was withheld.
    """

    n: int
    judged: int
    churned: int
    leavers: int
    enough: bool
    bands: tuple[BandOutcomes, ...]
    auc: Discrimination | None
    calibration: tuple[CalibrationGroup, ...]
    lifts: tuple[Lift, ...]
    hits: tuple[int, ...]
    misses: tuple[int, ...]
    false_alarms: tuple[int, ...]
    unjudged: tuple[int, ...]


def back_test(cases: Sequence[Case], keys: Sequence[str], *, cancelled: Callable[[], bool] = lambda: False) -> BackTest:
    """Return what a version's scores said about churn.

    Args:
        cases: of one version and horizon.
        keys: measures whose lift is wanted, in order.
        cancelled: asked between batches of resamples; once it says yes the interval is made of what is there.
    """
    judged = [case for case in cases if case.band is not Band.WITHHELD]
    churned = np.array([case.outcome.churned for case in judged], np.bool_)
    totals = np.array([case.total for case in judged], np.float64)
    customers = np.array([case.customer_id for case in judged], np.int64)
    enough = _enough(churned, customers)
    return BackTest(
        len(cases),
        len(judged),
        int(churned.sum()),
        len(np.unique(customers[churned])),
        enough,
        tuple(_band(band, cases) for band in reversed(Band)),
        discrimination(totals, churned, customers, cancelled=cancelled) if enough else None,
        _calibration(totals, churned) if enough else (),
        tuple(_lift(key, judged) for key in keys) if enough else (),
        _who(judged, lambda case: case.outcome.churned and case.band is Band.RISK),
        _who(judged, lambda case: case.outcome.churned and case.band is not Band.RISK),
        _who(judged, lambda case: not case.outcome.churned and case.band is Band.RISK),
        _who(cases, lambda case: case.outcome.churned and case.band is Band.WITHHELD),
    )


def area(values: Floats, positive: Bools) -> float | None:
    """Return the chance that a positive case has a lower value than a negative one, ties counting half.

    By ranks (Mann and Whitney, 1947; Hanley and McNeil, 1982); None without cases on both sides.
    """
    few, many = int(positive.sum()), int((~positive).sum())
    if not few or not many:
        return None
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[where.ravel()]
    above = float(ranks[~positive].sum()) - many * (many + 1) / 2
    return above / (few * many)


def discrimination(
    values: Floats, positive: Bools, customers: Ints, *, cancelled: Callable[[], bool] = lambda: False
) -> Discrimination | None:
    """Return the area with an interval from resampling customers, each with all their cases; seeded."""
    value = area(values, positive)
    if value is None:
        return None
    _, which = np.unique(customers, return_inverse=True)
    levels, at = np.unique(values, return_inverse=True)
    people = int(which.max()) + 1
    # how many positive and negative cases each customer has at each level
    positives = np.zeros((people, len(levels)))
    negatives = np.zeros((people, len(levels)))
    np.add.at(positives, (which.ravel()[positive], at.ravel()[positive]), 1)
    np.add.at(negatives, (which.ravel()[~positive], at.ravel()[~positive]), 1)
    dice = np.random.default_rng(_SEED)
    areas: list[float] = []
    for _ in range(_RESAMPLES // _CHUNK):
        drawn = dice.multinomial(people, np.full(people, 1 / people), size=_CHUNK).astype(np.float64)
        areas += _areas(drawn @ positives, drawn @ negatives)
        if cancelled():
            break
    if not areas:
        return Discrimination(value, 0.0, 1.0)
    low, high = np.percentile(areas, (2.5, 97.5))
    return Discrimination(value, float(low), float(high))


def _areas(positives: Floats, negatives: Floats) -> list[float]:
    """Return the area of each row of counts per level; rows with nobody on one side are left out."""
    above = negatives.sum(axis=1, keepdims=True) - np.cumsum(negatives, axis=1)
    won = (positives * (above + negatives / 2)).sum(axis=1)
    pairs = positives.sum(axis=1) * negatives.sum(axis=1)
    found: list[float] = (won[pairs > 0] / pairs[pairs > 0]).tolist()
    return found


def rate(outcomes: int, n: int) -> Rate:
    """Return a share with its interval."""
    if not n:
        return Rate(0, 0, None, None, None)
    share, z2 = outcomes / n, _WILSON**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _WILSON * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Rate(n, outcomes, share, max(middle - half, 0.0), min(middle + half, 1.0))


def _enough(churned: Bools, customers: Ints) -> bool:
    return min(len(np.unique(customers[churned])), len(np.unique(customers[~churned]))) >= ENOUGH


def _band(band: Band, cases: Sequence[Case]) -> BandOutcomes:
    inside = [case.outcome for case in cases if case.band is band]
    return BandOutcomes(
        band,
        len(inside),
        sum(each.churned for each in inside),
        sum(each.downgraded for each in inside),
        sum(each.upsold for each in inside),
    )


def _calibration(totals: Floats, churned: Bools) -> tuple[CalibrationGroup, ...]:
    """Return about five groups of equal size by total; equal totals stay together."""
    edges = np.unique(np.quantile(totals, np.linspace(0, 1, _CALIBRATION_GROUPS + 1)[1:-1], method="inverted_cdf"))
    group = np.searchsorted(edges, totals, side="left")
    found = []
    for number in np.unique(group):
        those = group == number
        lowest, highest = int(totals[those].min()), int(totals[those].max())
        found.append(CalibrationGroup(lowest, highest, rate(int(churned[those].sum()), int(those.sum()))))
    return tuple(found)


def _lift(key: str, judged: Sequence[Case]) -> Lift:
    known = [case for case in judged if key in case.shares]
    shares = np.array([case.shares[key] for case in known], np.float64)
    churned = np.array([case.outcome.churned for case in known], np.bool_)
    customers = np.array([case.customer_id for case in known], np.int64)
    low = shares < _LOW_SHARE
    among = rate(int(churned[low].sum()), int(low.sum()))
    rest = rate(int(churned[~low].sum()), int((~low).sum()))
    usual = rate(int(churned.sum()), len(known))
    lift = among.value / usual.value if among.value is not None and usual.value and among.n >= ENOUGH else None
    return Lift(key, len(known), among, rest, lift, area(shares, churned) if _enough(churned, customers) else None)


def _who(cases: Sequence[Case], wanted: Callable[[Case], bool]) -> tuple[int, ...]:
    """Return the customers of the cases that are wanted, lowest total first, each once."""
    return tuple(dict.fromkeys(case.customer_id for case in sorted(cases, key=lambda case: case.total) if wanted(case)))
