"""How a value loses weight when it is older than its validity."""

import math
from functools import lru_cache

from csops_desktop.domain.scoring.definition import FULL, Ageing, Validity

THOUSAND = 1000


def over(validity: Validity, age: int | None) -> int:
    """Return how many days a value of an age (in days) is past its validity; 0 while it holds, or has no age."""
    return 0 if validity.days is None or age is None else max(age - validity.days, 0)


@lru_cache(maxsize=4096)
def kept(validity: Validity, days_over: int) -> int:
    """Return how much of what a value earns is left by half-life, in thousandths; 0 once it has expired."""
    if days_over <= 0:
        return THOUSAND
    match validity.ageing:
        case Ageing.EXPIRES:
            return 0
        case Ageing.STEPS_DOWN:
            return THOUSAND if dropped(validity, days_over) < FULL else 0
        case Ageing.HALF_LIFE:
            return round(THOUSAND * math.exp2(-days_over / validity.every))


def dropped(validity: Validity, days_over: int) -> int:
    """Return what stepping down takes from the share, in percent of the measure's points."""
    if days_over <= 0 or validity.ageing is not Ageing.STEPS_DOWN:
        return 0
    return min(-(-days_over // validity.every) * validity.drop, FULL)


@lru_cache(maxsize=512)
def gone_after(validity: Validity) -> int:
    """Return after how many days past its validity nothing is left of any value."""
    match validity.ageing:
        case Ageing.EXPIRES:
            return 1
        case Ageing.STEPS_DOWN:
            periods = -(-FULL // validity.drop)
            return (periods - 1) * validity.every + 1
        case Ageing.HALF_LIFE:
            days = validity.every * 10
            while kept(validity, days):
                days += 1
            return days
