"""How long customers take to a level, who is stuck at one, and who moved between two days."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

_STUCK_AFTER = 90  # percent of those who moved on were faster


Movement = tuple[int | None, int | None]
"""Level before and level after; None where there was none."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A wait for something, in days.

    Attributes:
        done: whether it came; otherwise nobody knows more than that it did not come for so long (censored).
    """

    days: int
    done: bool


@dataclass(frozen=True, slots=True)
class SurvivalStep:
    """A day on which somebody was done.

    Attributes:
        waiting: how many had waited at least so long.
        done: how many were done on that day.
        share: share of all still waiting after it, 0 to 1.
    """

    days: int
    waiting: int
    done: int
    share: float


@dataclass(frozen=True, slots=True)
class TimeTo:
    """How long it takes, those who are not there yet counted as censored.

    Attributes:
        median: days until half are there; None while fewer than half are known to get there.
        n: spells in all.
        done: how many of them came to an end.
    """

    median: int | None
    n: int
    done: int
    steps: tuple[SurvivalStep, ...]


def time_to(spells: Iterable[Spell]) -> TimeTo:
    """Return the product-limit estimate (Kaplan and Meier, 1958).

    The median is the first day after which at most half still wait. Who is censored on a day still counts as waiting
    on it. Spells of negative length are not counted.
    """
    counted = [spell for spell in spells if spell.days >= 0]
    days = np.array([spell.days for spell in counted], np.int64)
    done = np.array([spell.done for spell in counted], np.bool_)
    steps: list[SurvivalStep] = []
    share = 1.0
    for day in np.unique(days[done]).tolist():
        waiting, ended = int((days >= day).sum()), int((done & (days == day)).sum())
        share *= (waiting - ended) / waiting
        steps.append(SurvivalStep(day, waiting, ended, share))
    # half of an even number of customers must not fail by the last bit of a product of fractions
    median = next((step.days for step in steps if step.share <= 0.5 + 1e-9), None)
    return TimeTo(median, len(counted), int(done.sum()), tuple(steps))


@dataclass(frozen=True, slots=True)
class StuckLine:
    """After how many days at a level a customer counts as stuck.

    Attributes:
        days: the 90th percentile of those who moved on: a stay that was seen, at most a tenth were longer.
        n: how many moved on.
    """

    days: int
    n: int


def stuck_line(moved_on_after: Iterable[int]) -> StuckLine | None:
    """Return the line of a level from the days of those who moved on from it; None when nobody has."""
    days = sorted(moved_on_after)
    if not days:
        return None
    return StuckLine(days[math.ceil(len(days) * _STUCK_AFTER / 100) - 1], len(days))


def stuck(staying: Mapping[int, int], line: StuckLine | None) -> tuple[int, ...]:
    """Return who is stuck, longest first.

    Args:
        staying: customer (or adoption) → days at the level so far.
        line: of the level.
    """
    if line is None:
        return ()
    longer = [key for key, days in staying.items() if days > line.days]
    return tuple(sorted(longer, key=lambda key: (-staying[key], key)))


def movements(
    before: Mapping[int, int], after: Mapping[int, int]
) -> dict[tuple[int | None, int | None], tuple[int, ...]]:
    """Return who went from which level to which between two days, stays included.

    Args:
        before: customer (or adoption) → level on the first day; who is not there had no level yet.
        after: the same on the second day; who is not there is gone.
    """
    found: dict[Movement, list[int]] = {}
    for key in sorted({*before, *after}):
        found.setdefault((before.get(key), after.get(key)), []).append(key)
    return {pair: tuple(keys) for pair, keys in found.items()}
