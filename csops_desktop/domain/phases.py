"""The phases that a customer goes through with a product: when it entered each, when it left, how long it stayed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.domain.fields import PHASES
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError


@dataclass(frozen=True, slots=True)
class PhaseStay:
    """A stretch in a phase.

    Attributes:
        id: 0 for one that is not written yet.
        left_on: None while it lasts.
        noted_on: the day it was written down; later than ``entered_on`` when it was entered afterwards.
    """

    id: int
    phase: str
    entered_on: dt.date
    left_on: dt.date | None = None
    noted_on: dt.date | None = None

    def days(self, today: dt.date) -> int:
        """Return how long it lasted, or has lasted by today."""
        return ((self.left_on or today) - self.entered_on).days

    @property
    def noted_later(self) -> bool:
        """Whether it was written down on a later day than it began."""
        return self.noted_on is not None and self.noted_on > self.entered_on


def current(stays: Sequence[PhaseStay]) -> PhaseStay | None:
    """Return the stay that lasts."""
    return next((stay for stay in stays if stay.left_on is None), None)


def check(stay: PhaseStay, others: Sequence[PhaseStay], today: dt.date) -> None:
    """Refuse a stay that cannot have been beside others of the same customer and product.

    Raises:
        InvalidValueError: an unknown phase; a day to come; it ends before it begins; it overlaps with another one.
    """
    if stay.phase not in PHASES:
        raise InvalidValueError("phase", stay.phase, Reason.NO_CHOICE)
    for name, day in (("entered_on", stay.entered_on), ("left_on", stay.left_on)):
        if day is not None and day > today:
            raise InvalidValueError(name, day.isoformat(), Reason.TOO_LATE)
    if stay.left_on is not None and stay.left_on < stay.entered_on:
        raise InvalidValueError("left_on", stay.left_on.isoformat(), Reason.ENDS_FIRST)
    for other in others:
        if other.id != stay.id and _overlap(stay, other):
            raise InvalidValueError("entered_on", stay.entered_on.isoformat(), Reason.OVERLAPS)


def _overlap(one: PhaseStay, other: PhaseStay) -> bool:
    ends_one, ends_other = one.left_on or dt.date.max, other.left_on or dt.date.max
    return one.entered_on < ends_other and other.entered_on < ends_one


ROLES = ("onboarding", "rollout", "adoption", "renewal", "expansion", "support")
"""What somebody leads: the phases, and the work beside them (seed 3)."""
