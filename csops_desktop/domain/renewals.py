"""What ends when, what we expect to keep, and what was lost and why: the lines of the Renewals page and their sums."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from csops_desktop.domain.contract_life import months_after

MONTHS = 12
"""So many months are looked at, the running one first; losses are listed for as many back."""

PRESSING_DAYS = 30
"""A renewal presses so many days before its notice deadline."""


class Outlook(StrEnum):
    """How a renewal stands; from safe to lost."""

    RENEWED = "renewed"
    CERTAIN = "certain"
    LIKELY = "likely"
    UNSAID = "unsaid"  # nobody has said yet
    AT_RISK = "at_risk"
    CHURN = "churn"


@dataclass(frozen=True, slots=True)
class RenewalLine:
    """A contract whose term ends.

    Attributes:
        id: of the contract.
        renewal_on: the day after its term.
        forecast: one of ``domain.fields.FORECASTS``, or empty.
        renewed: a contract follows it on that day.
    """

    id: int
    customer_id: int
    customer: str
    product: str
    mrr: int
    renewal_on: dt.date
    notice_on: dt.date | None = None
    forecast: str = ""
    note: str = ""
    owner: str = ""
    auto_renew: bool = False
    renewed: bool = False

    @property
    def outlook(self) -> Outlook:
        """How it stands."""
        if self.renewed:
            return Outlook.RENEWED
        return Outlook(self.forecast) if self.forecast else Outlook.UNSAID

    def undecided(self, today: dt.date) -> bool:
        """Tell whether its term is over and it still runs."""
        return not self.renewed and self.renewal_on <= today

    def pressing(self, today: dt.date) -> bool:
        """Tell whether it must be decided soon: its notice deadline or its renewal is near, or over."""
        first = self.renewal_on if self.notice_on is None else min(self.notice_on, self.renewal_on)
        return not self.renewed and (first - today).days <= PRESSING_DAYS

    def deadline(self, today: dt.date) -> dt.date:
        """Return the day that presses next: the notice deadline while it lies ahead, else the renewal."""
        if self.notice_on is not None and self.notice_on >= today:
            return min(self.notice_on, self.renewal_on)
        return self.renewal_on


@dataclass(frozen=True, slots=True)
class LostLine:
    """A contract that ended and that nothing follows.

    Attributes:
        id: of the contract.
        ended_on: the first day no longer in force.
        said, real: the reasons; empty when nobody wrote one down.
    """

    id: int
    customer_id: int
    customer: str
    product: str
    mrr: int
    ended_on: dt.date
    said: str = ""
    real: str = ""
    controllable: bool | None = None
    owner: str = ""

    @property
    def reason(self) -> str:
        """The reason that counts: the real one, else the one that was given."""
        return self.real or self.said


@dataclass(frozen=True, slots=True)
class Book:
    """Everything the page shows.

    Attributes:
        lines: in order: undecided ones first, then by month and by what presses first.
        lost: the latest first.
        any_contract: there is a contract at all.
    """

    lines: tuple[RenewalLine, ...] = ()
    lost: tuple[LostLine, ...] = ()
    any_contract: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """How many contracts and how much MRR."""

    n: int
    mrr: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a book adds up to.

    Attributes:
        months: the sums of every month looked at, by outlook.
        outlooks: of all that ends.
        undecided, pressing: what is over its term; what must be decided soon, those included.
        lost: all of it.
        reasons: of what was lost, the most expensive first.
    """

    months: Mapping[dt.date, Mapping[Outlook, Total]] = field(default_factory=dict)
    outlooks: Mapping[Outlook, Total] = field(default_factory=dict)
    undecided: Total = Total(0, 0)
    pressing: Total = Total(0, 0)
    lost: Total = Total(0, 0)
    reasons: Sequence[tuple[str, Total]] = ()


def figures(book: Book, today: dt.date) -> Figures:
    """Return what a book adds up to."""
    return Figures(
        by_month(book.lines, today),
        by_outlook(book.lines),
        total(line for line in book.lines if line.undecided(today)),
        total(line for line in book.lines if line.pressing(today)),
        total(book.lost),
        by_reason(book.lost),
    )


def horizon(today: dt.date) -> dt.date:
    """Return the first day after the months looked at."""
    return months_after(today.replace(day=1), MONTHS)


def months(today: dt.date) -> list[dt.date]:
    """Return the first days of the months looked at."""
    return [months_after(today.replace(day=1), n) for n in range(MONTHS)]


def month_of(line: RenewalLine, today: dt.date) -> dt.date | None:
    """Return the first day of the month a line stands under, None for those whose term is over undecided."""
    return None if line.undecided(today) else line.renewal_on.replace(day=1)


def in_order(lines: Iterable[RenewalLine], today: dt.date) -> tuple[RenewalLine, ...]:
    """Return the lines as they are listed."""
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                month_of(line, today) or dt.date.min,
                line.renewed,
                line.deadline(today),
                -line.mrr,
                line.id,
            ),
        )
    )


def total(lines: Iterable[RenewalLine | LostLine]) -> Total:
    """Return what lines add up to."""
    amounts = [line.mrr for line in lines]
    return Total(len(amounts), sum(amounts))


def by_outlook(lines: Sequence[RenewalLine]) -> dict[Outlook, Total]:
    """Return the sums of every outlook, also of those without a line."""
    by: dict[Outlook, list[RenewalLine]] = {outlook: [] for outlook in Outlook}
    for line in lines:
        by[line.outlook].append(line)
    return {outlook: total(found) for outlook, found in by.items()}


def by_month(lines: Iterable[RenewalLine], today: dt.date) -> dict[dt.date, dict[Outlook, Total]]:
    """Return the sums of the months looked at; those whose term is over undecided belong to none."""
    by: dict[dt.date, list[RenewalLine]] = {month: [] for month in months(today)}
    for line in lines:
        month = month_of(line, today)
        if month in by:
            by[month].append(line)
    return {month: by_outlook(found) for month, found in by.items()}


def by_reason(lost: Sequence[LostLine]) -> list[tuple[str, Total]]:
    """Return (reason, sum) of what was lost, the most expensive first; an empty reason is none written down."""
    reasons = dict.fromkeys(line.reason for line in lost)
    found = [(reason, total(line for line in lost if line.reason == reason)) for reason in reasons]
    return sorted(found, key=lambda pair: (-pair[1].mrr, -pair[1].n, pair[0]))
