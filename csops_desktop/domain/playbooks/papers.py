"""What leaves the program of a run: dates for a calendar, a checklist on paper, one for the customer's eyes."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.playbooks.shown import DueStep


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """The steps that go into a calendar.

    Attributes:
        store_id: names the store, so that a date is found again by a second export.
        steps: with a day; also those done or left out since, which a calendar must hear of.
    """

    store_id: str
    steps: tuple[DueStep, ...]


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A whole day in a calendar.

    Attributes:
        uid: the same in every export.
        cancelled: whether it is to be taken out again.
    """

    uid: str
    day: dt.date
    title: str
    text: str = ""
    cancelled: bool = False


class Audience(StrEnum):
    """For whose eyes a checklist is printed."""

    OURS = "ours"
    CUSTOMER = "customer"  # only what is shared, without anything internal
