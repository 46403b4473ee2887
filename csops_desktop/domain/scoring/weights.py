"""The points each measure is worth to a customer: what is not applicable leaves its weight to the rest of its axis."""

from collections.abc import Collection, Sequence

from csops_desktop.domain.scoring.definition import AXIS_POINTS, Axis


def maxima(axis: Axis, not_applicable: Collection[str]) -> tuple[int, ...]:
    """Return the whole points of each measure of an axis, 0 for those that are not applicable.

    They sum to 100, whatever the weights of a draft sum to, unless nothing with a weight is applicable: then all are 0.
    """
    weights = [0 if measure.key in not_applicable else max(measure.points, 0) for measure in axis.measures]
    return spread(weights, AXIS_POINTS)


def spread(weights: Sequence[int], total: int) -> tuple[int, ...]:
    """Return whole shares of a total in proportion to weights (largest remainders, earlier ones first)."""
    whole = sum(weights)
    if whole == 0:
        return tuple(0 for _ in weights)
    shares = [weight * total // whole for weight in weights]
    remainders = [weight * total % whole for weight in weights]
    missing = total - sum(shares)
    for index in sorted(range(len(weights)), key=lambda each: -remainders[each])[:missing]:
        shares[index] += 1
    return tuple(shares)
