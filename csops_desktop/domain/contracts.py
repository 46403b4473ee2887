"""Contracts: which count on a day, and what they add up to (spec: a row is one amount over one stretch of time)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


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
        """The day after the agreed term: when it is decided whether the contract goes on."""
        return None if self.term_ends_on is None else self.term_ends_on + dt.timedelta(days=1)


def mrr_on(contracts: Iterable[Contract], day: dt.date) -> int:
    """Return the MRR of a day: the sum of what counts on it."""
    return sum(contract.mrr for contract in contracts if contract.counts_on(day))
