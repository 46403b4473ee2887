"""Chances to grow with a customer: raised by us, accepted by sales (a CSQL), then won or lost; their lines and sums."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from csops_desktop.domain import choice_words
from csops_desktop.domain.fields import OPPORTUNITY_OUTCOMES
from csops_desktop.domain.periods import Span
from csops_desktop.domain.records import Value


class Stage(StrEnum):
    """How far one is, in the order in which they are listed."""

    RAISED = "raised"
    ACCEPTED = "accepted"  # by sales: a CSQL
    WON = "won"
    LOST = "lost"

    @property
    def open(self) -> bool:
        """Whether it is still to be decided."""
        return self in {Stage.RAISED, Stage.ACCEPTED}


def stage_of(outcome: str | None, said: str | None, accepted_on: dt.date | None) -> Stage:
    """Return how far an opportunity is.

    Args:
        outcome: won or lost, as decided here or imported.
        said: the stage as another program words it; ``Closed Won`` or 失注 count where no outcome is written.
        accepted_on: the day sales took it.
    """
    settled = outcome or (choice_words.choice(OPPORTUNITY_OUTCOMES, said) if said else None)
    if settled:
        return Stage(settled)
    return Stage.ACCEPTED if accepted_on is not None else Stage.RAISED


@dataclass(frozen=True, slots=True)
class OpportunityLine:
    """One opportunity with the names around it.

    Attributes:
        amount: smallest currency unit; None when nobody has said.
        said: the stage as it was imported or typed.
        closed_on: the day it was decided; of an open one the day that is expected.
        mrr: of the customer today.
    """

    id: int
    customer_id: int
    customer: str
    name: str
    stage: Stage
    kind: str = ""
    product_id: int | None = None
    product: str = ""
    amount: int | None = None
    said: str = ""
    raised_on: dt.date | None = None
    accepted_on: dt.date | None = None
    closed_on: dt.date | None = None
    reason: str = ""
    note: str = ""
    owner_id: int | None = None
    owner: str = ""
    mrr: int = 0

    @property
    def day(self) -> dt.date | None:
        """The day by which it belongs to a period: when it was decided, of an open one when it was raised."""
        return self.raised_on if self.stage.open else self.closed_on or self.raised_on

    def overdue(self, today: dt.date) -> bool:
        """Tell whether it should have been decided by now."""
        return self.stage.open and self.closed_on is not None and self.closed_on < today


@dataclass(frozen=True, slots=True)
class OpportunityBook:
    """Everything the list shows, in order."""

    lines: tuple[OpportunityLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """How many opportunities and how much they add up to."""

    n: int
    amount: int


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the list is narrowed to; None lets everything through.

    Attributes:
        owner, product: id, 0 for none.
        reason: of those lost; empty for none written down.
    """

    span: Span = field(default_factory=Span)
    owner: int | None = None
    product: int | None = None
    stage: Stage | None = None
    reason: str | None = None

    def lets(self, line: OpportunityLine) -> bool:
        """Tell whether a line is let through."""
        return (
            self.span.holds(line.day)
            and (self.owner is None or (line.owner_id or 0) == self.owner)
            and (self.product is None or (line.product_id or 0) == self.product)
            and (self.stage is None or line.stage is self.stage)
            and (self.reason is None or (line.stage is Stage.LOST and line.reason == self.reason))
        )


@dataclass(frozen=True, slots=True)
class NewContract:
    """A further contract that a win brings; ``values`` are those of its fields."""

    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class HigherAmount:
    """A contract that goes on at another amount because of a win."""

    contract_id: int
    on: dt.date
    mrr: int


@dataclass(frozen=True, slots=True)
class Winning:
    """How an opportunity was won.

    Attributes:
        on: the day.
        brings: what becomes of the contracts; None when nothing does yet.
    """

    on: dt.date
    brings: NewContract | HigherAmount | None = None


@dataclass(frozen=True, slots=True)
class RunningContract:
    """A contract that a win can raise."""

    id: int
    product_id: int | None
    product: str
    mrr: int
    starts_on: dt.date
    term_ends_on: dt.date | None


def in_order(lines: Iterable[OpportunityLine]) -> tuple[OpportunityLine, ...]:
    """Return the lines as they are listed: by stage; open ones by what is expected first, settled ones latest first."""
    order = list(Stage)

    def place(line: OpportunityLine) -> tuple[int, int, int, int]:
        day = line.closed_on
        when = (day or dt.date.max).toordinal() if line.stage.open else -(day or dt.date.min).toordinal()
        return order.index(line.stage), when, -(line.amount or 0), line.id

    return tuple(sorted(lines, key=place))


def total(lines: Iterable[OpportunityLine]) -> Amount:
    """Return what lines add up to; an amount that nobody has said counts nothing."""
    amounts = [line.amount or 0 for line in lines]
    return Amount(len(amounts), sum(amounts))


def by_stage(lines: Sequence[OpportunityLine]) -> dict[Stage, Amount]:
    """Return the sums of every stage, also of those without a line."""
    return {stage: total(line for line in lines if line.stage is stage) for stage in Stage}


def by_reason(lines: Sequence[OpportunityLine]) -> list[tuple[str, Amount]]:
    """Return (reason, sum) of what was lost, the largest first; an empty reason is none written down."""
    lost = [line for line in lines if line.stage is Stage.LOST]
    found = [(reason, total(line for line in lost if line.reason == reason)) for reason in {ln.reason for ln in lost}]
    return sorted(found, key=lambda pair: (-pair[1].amount, -pair[1].n, pair[0]))
