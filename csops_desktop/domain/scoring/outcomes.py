"""What became of a customer after the day of a score: churn by a chosen definition, a downgrade, an upsell."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain.contracts import Contract, mrr_on


class Churn(StrEnum):
    """What counts as churn; chosen and shown, because the answers differ."""

    CONTRACTS = "contracts"  # the last counting contract ended
    EVENTS = "events"  # an imported churn event


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened within the horizon. Who churned was neither downgraded nor upsold."""

    churned: bool = False
    downgraded: bool = False
    upsold: bool = False


def outcome(
    churn: Churn, contracts: Sequence[Contract], events: Collection[dt.date], day: dt.date, horizon: int
) -> Outcome | None:
    """Return what happened to a customer after a day.

    Args:
        churn: what counts as churn.
        contracts: all of the customer.
        events: days of the customer's churn events.
        day: the day of the score.
        horizon: how many days afterwards count, the last one included.

    Returns:
        None when the customer could not churn any more: by contracts, when none counted on the day; by events, when
        they have contracts and none counted, or the latest event was earlier and no contract counted.
    """
    end = day + dt.timedelta(horizon)
    counted = any(contract.counts_on(day) for contract in contracts)
    if not counted and (churn is Churn.CONTRACTS or contracts or any(event <= day for event in events)):
        return None
    before, after = mrr_on(contracts, day), mrr_on(contracts, end)
    if churn is Churn.CONTRACTS:
        churned = not any(contract.counts_on(end) for contract in contracts)
    else:
        churned = any(day < event <= end for event in events)
    if churned:
        return Outcome(churned=True)
    return Outcome(downgraded=after < before, upsold=after > before)
