"""Where what others say about a customer's leaving disagrees with its contracts; shown as such, never settled silently.

By the contracts a customer has left when its last counting one has ended (spec/customers.md).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.contracts import Contract


class About(StrEnum):
    """What disagrees with the contracts."""

    NOTED = "noted"  # a churn record names a day on which contracts ran on
    FLAGGED = "flagged"  # the churn flag is set, and contracts run
    UNFLAGGED = "unflagged"  # the churn flag says no, and every contract has ended


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One disagreement.

    Attributes:
        about: what disagrees.
        on: of NOTED the day on which it is said to have left, of UNFLAGGED the day on which its last contract ended.
        contracts: how many contracts ran on that day, of FLAGGED today.
    """

    about: About
    on: dt.date | None = None
    contracts: int = 0


def disagreements(
    contracts: Sequence[Contract], noted: Iterable[dt.date], *, flag: bool | None, today: dt.date
) -> tuple[Disagreement, ...]:
    """Return what disagrees, the latest churn record first.

    Args:
        contracts: all contracts of the customer.
        noted: the days of its churn records; days to come say nothing yet.
        flag: its churn flag, None when nobody set it.
        today: the day it is asked for.
    """
    days = sorted({day for day in noted if day <= today}, reverse=True)
    found = [
        Disagreement(About.NOTED, day, running)
        for day in days
        if (running := sum(contract.counts_on(day) for contract in contracts))
    ]
    running = sum(contract.counts_on(today) for contract in contracts)
    ends = [contract.ended_on for contract in contracts if contract.ended_on and contract.starts_on <= today]
    if flag and running:
        found.append(Disagreement(About.FLAGGED, None, running))
    elif flag is False and not running and ends:
        found.append(Disagreement(About.UNFLAGGED, max(ends)))
    return tuple(found)
