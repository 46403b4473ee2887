"""Retention figures between two days, each with its numerator, denominator and how many it counts.

Definitions (shared with the help): a customer is *present* when the contracts that count on the first day add up to
more than nothing. Rates are fractions; where the denominator is zero there is no value.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from csops_desktop.domain.contracts import Contract


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        value: a fraction for rates, smallest currency units for amounts; None when the denominator is zero.
        n: how many customers or contracts the figure is about.
    """

    value: float | None
    numerator: int
    denominator: int
    n: int


def retention(contracts: Sequence[Contract], start: dt.date, end: dt.date) -> dict[str, Figure]:
    """Return the retention figures of a period.

    Args:
        contracts: all of the book; those that never count in the period do no harm.
        start: the day whose MRR is compared with; what ends after it and up to ``end`` is lost in the period.
        end: last day of the period.

    Returns:
        ``mrr_start``, ``mrr_end``; ``grr`` = Σ min(now, start) / Σ start per customer present; ``nrr`` = Σ now / Σ
        start of the same customers; ``logo_churn`` = customers lost / present; ``revenue_churn_gross`` = 1 − grr;
        ``revenue_churn_net`` = 1 − nrr; ``contract_churn`` and ``contract_revenue_churn`` = contracts (their MRR) that
        counted at the start and ended / all that counted; ``renewal_rate`` and ``renewal_rate_amount`` = contracts due
        in the period that went on, by number and by min(renewed, due) amount.
    """
    before, after = _per_customer(contracts, start), _per_customer(contracts, end)
    present = {customer: mrr for customer, mrr in before.items() if mrr > 0}
    total = sum(present.values())
    kept = sum(min(mrr, after[customer]) for customer, mrr in present.items())
    now = sum(after[customer] for customer in present)
    lost = sum(after[customer] == 0 for customer in present)
    counted = [contract for contract in contracts if contract.counts_on(start)]
    ended = [c for c in counted if c.ended_on is not None and start < c.ended_on <= end]
    amount = sum(contract.mrr for contract in counted)
    return {
        "mrr_start": _amount(sum(before.values()), len(counted)),
        "mrr_end": _amount(sum(after.values()), sum(c.counts_on(end) for c in contracts)),
        "grr": _rate(kept, total, len(present)),
        "nrr": _rate(now, total, len(present)),
        "logo_churn": _rate(lost, len(present), len(present)),
        "revenue_churn_gross": _rate(total - kept, total, len(present)),
        "revenue_churn_net": _rate(total - now, total, len(present)),
        "contract_churn": _rate(len(ended), len(counted), len(counted)),
        "contract_revenue_churn": _rate(sum(c.mrr for c in ended), amount, len(counted)),
        **_renewals(contracts, start, end),
    }


def _renewals(contracts: Sequence[Contract], start: dt.date, end: dt.date) -> dict[str, Figure]:
    """Count the contracts whose term ended in the period and that were in force until then."""
    successors: dict[int, list[Contract]] = {}
    for contract in contracts:
        if contract.predecessor_id is not None:
            successors.setdefault(contract.predecessor_id, []).append(contract)
    due = [
        contract
        for contract in contracts
        if contract.term_ends_on is not None
        and start < contract.term_ends_on <= end
        and contract.counts_on(contract.term_ends_on)
    ]
    renewed = [_goes_on(contract, successors.get(contract.id, ())) for contract in due]
    amount = sum(min(now, contract.mrr) for now, contract in zip(renewed, due, strict=True))
    return {
        "renewal_rate": _rate(sum(now > 0 for now in renewed), len(due), len(due)),
        "renewal_rate_amount": _rate(amount, sum(contract.mrr for contract in due), len(due)),
    }


def _goes_on(contract: Contract, successors: Iterable[Contract]) -> int:
    """Return the MRR with which a contract went on after its term: its own while it runs, else its successors'."""
    day = contract.renewal_on
    if day is None:
        return 0
    own = contract.mrr if contract.counts_on(day) else 0
    return own or sum(successor.mrr for successor in successors if successor.counts_on(day))


def _per_customer(contracts: Iterable[Contract], day: dt.date) -> Counter[int]:
    found: Counter[int] = Counter()
    for contract in contracts:
        if contract.counts_on(day):
            found[contract.customer_id] += contract.mrr
    return found


def _amount(value: int, n: int) -> Figure:
    return Figure(value, value, 1, n)


def _rate(numerator: int, denominator: int, n: int) -> Figure:
    return Figure(numerator / denominator if denominator else None, numerator, denominator, n)
