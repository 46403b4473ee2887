"""Contracts: which count on a day, and what they add up to (spec: a row is one amount over one stretch of time)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from csops_desktop.domain.records import Record

_FIELDS = (
    "customer_id", "starts_on", "mrr", "term_ends_on", "ended_on", "product_id", "notice_on", "kind", "predecessor_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contract:
    """One amount over one stretch of time.

    Attributes:
        starts_on: first day it counts.
        term_ends_on: last day of the agreed term, inclusive; None when open-ended.
        ended_on: first day no longer in force; None while it runs, even past its term.
        mrr: monthly recurring revenue, smallest currency unit, never negative.
    """

    id: int
    customer_id: int
    starts_on: dt.date
    mrr: int
    term_ends_on: dt.date | None = None
    ended_on: dt.date | None = None
    product_id: int | None = None
    notice_on: dt.date | None = None
    kind: str | None = None
    predecessor_id: int | None = None

    def counts_on(self, day: dt.date) -> bool:
        """Tell whether the contract is in force on a day."""
        return self.starts_on <= day and (self.ended_on is None or self.ended_on > day)

    @property
    def renewal_on(self) -> dt.date | None:
        """The day after the agreed term: when it is decided whether the contract goes on.

        None without a term, also for 9999-12-31, which other programs write for "no end".
        """
        if self.term_ends_on is None or self.term_ends_on == dt.date.max:
            return None
        return self.term_ends_on + dt.timedelta(days=1)


def contract_of(record: Record) -> Contract:
    """Return a record of a contract as the business computes with it."""
    known: dict[str, Any] = {name: record.values.get(name) for name in _FIELDS}  # of the types they are declared with
    return Contract(record.id, **known)


def is_followed(contract: Contract, others: Iterable[Contract]) -> bool:
    """Tell whether another contract takes the place of one that ended: by name, or by product and day."""
    return any(
        other.predecessor_id == contract.id
        or (other.product_id == contract.product_id and other.starts_on == contract.ended_on)
        for other in others
        if other.id != contract.id
    )


def mrr_on(contracts: Iterable[Contract], day: dt.date) -> int:
    """Return the MRR of a day: the sum of what counts on it."""
    return sum(contract.mrr for contract in contracts if contract.counts_on(day))


@dataclass(frozen=True, slots=True)
class Step:
    """What the MRR is from a day on, until the next step.

    Attributes:
        on: the first day of it.
        mrr: smallest currency unit.
        contracts: the contracts that begin or end on that day; a renewal at the same amount is a step too.
    """

    on: dt.date
    mrr: int
    contracts: tuple[int, ...]


def mrr_steps(contracts: Iterable[Contract]) -> tuple[Step, ...]:
    """Return the history of the MRR as steps, the oldest first; before the first one it is 0.

    The last step not after a day has the ``mrr_on`` of that day. Contracts that end before they begin count on no day
    and make no step.
    """
    turns: list[tuple[dt.date, int, int]] = []
    for contract in contracts:
        if contract.ended_on is not None and contract.ended_on <= contract.starts_on:
            continue
        turns.append((contract.starts_on, contract.mrr, contract.id))
        if contract.ended_on is not None:
            turns.append((contract.ended_on, -contract.mrr, contract.id))
    steps: list[Step] = []
    mrr = 0
    for day, same_day in groupby(sorted(turns), key=itemgetter(0)):
        found = list(same_day)
        mrr += sum(change for _day, change, _id in found)
        steps.append(Step(day, mrr, tuple(dict.fromkeys(id_ for _day, _change, id_ in found))))
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class Turn:
    """A month in which contracts begin or end.

    Attributes:
        month: its first day.
        before, after: the MRR before the first and after the last of them.
        contracts: those contracts, the earliest first.
    """

    month: dt.date
    before: int
    after: int
    contracts: tuple[int, ...]


def turns(steps: Iterable[Step]) -> tuple[Turn, ...]:
    """Return the months of a history of steps, the oldest first."""
    found: list[Turn] = []
    before = 0
    for month, steps_of_month in groupby(steps, key=lambda step: step.on.replace(day=1)):
        listed = list(steps_of_month)
        ids = dict.fromkeys(id_ for step in listed for id_ in step.contracts)
        found.append(Turn(month, before, listed[-1].mrr, tuple(ids)))
        before = listed[-1].mrr
    return tuple(found)
