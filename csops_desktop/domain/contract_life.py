"""How a contract goes on: renewal, another amount, a further product, its end; every act leaves the days before it be.

A renewal is always a row of its own, also at the same amount: only so do later figures know that a term was renewed.
"""

import calendar
import datetime as dt
from dataclasses import dataclass, replace

from csops_desktop.domain.contracts import Contract
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import ContractOverError, InvalidValueError

_DAY = dt.timedelta(days=1)
_YEAR = 12
_WITHIN_TERM = frozenset({"upsell", "reduction"})


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed for a term.

    Attributes:
        mrr: smallest currency unit.
        term_ends_on: its last day; None when open-ended.
        notice_on: by when either side must say that it ends.
    """

    mrr: int
    term_ends_on: dt.date | None
    notice_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """A row that ends and the one that follows on the same day; the new one has no id yet (0)."""

    old: Contract
    new: Contract


@dataclass(frozen=True, slots=True)
class Ending:
    """How a contract ends.

    Attributes:
        on: the first day no longer in force.
        said: the reason the customer gave.
        real: the reason as we see it.
        controllable: whether we could have avoided it; None when nobody can tell.
    """

    on: dt.date
    said: str = ""
    real: str = ""
    controllable: bool | None = None


def proposal(contract: Contract) -> Terms:
    """Return the terms a renewal most likely has: the same amount and the same length, else a year."""
    start = contract.renewal_on
    if start is None or contract.term_ends_on is None:
        return Terms(contract.mrr, None)
    ends = months_after(start, _months(contract)) - _DAY
    notice = None if contract.notice_on is None else ends - (contract.term_ends_on - contract.notice_on)
    return Terms(contract.mrr, ends, notice)


def renew(contract: Contract, terms: Terms) -> Follow:
    """Return the contract ended after its term and its renewal, which begins that day.

    Raises:
        ContractOverError: its end is settled already.
        InvalidValueError: it has no term, or the new one ends before it begins.
    """
    _running(contract)
    start = contract.renewal_on
    if start is None:
        raise InvalidValueError("term_ends_on", "", Reason.REQUIRED)
    _amount(terms.mrr)
    if terms.term_ends_on is not None and terms.term_ends_on < start:
        raise InvalidValueError("term_ends_on", terms.term_ends_on.isoformat(), Reason.TOO_EARLY)
    new = replace(
        _next(contract, start, terms.mrr, "renewal"), term_ends_on=terms.term_ends_on, notice_on=terms.notice_on
    )
    return Follow(replace(contract, ended_on=start), new)


def change_amount(contract: Contract, on: dt.date, mrr: int) -> Follow:
    """Return the contract ended on a day and its follower at another amount, until the same term ends.

    More is an upsell, less a reduction.

    Raises:
        ContractOverError: its end is settled already.
        InvalidValueError: the amount is the same, or the day is not after the first one, or not within the term.
    """
    _running(contract)
    _amount(mrr)
    if mrr == contract.mrr:
        raise InvalidValueError("mrr", str(mrr), Reason.SAME)
    if on <= contract.starts_on:
        raise InvalidValueError("starts_on", on.isoformat(), Reason.TOO_EARLY)
    if contract.term_ends_on is not None and on > contract.term_ends_on:
        raise InvalidValueError("starts_on", on.isoformat(), Reason.AFTER_TERM)
    kind = "upsell" if mrr > contract.mrr else "reduction"
    return Follow(replace(contract, ended_on=on), _next(contract, on, mrr, kind))


def end(contract: Contract, on: dt.date) -> Contract:
    """Return the contract ended on a day, the first no longer in force.

    Raises:
        ContractOverError: its end is settled already.
        InvalidValueError: the day is not after the first one.
    """
    _running(contract)
    if on <= contract.starts_on:
        raise InvalidValueError("ended_on", on.isoformat(), Reason.TOO_EARLY)
    return replace(contract, ended_on=on)


def resume(contract: Contract) -> Contract:
    """Return the contract as it runs on: an end that was entered is taken back."""
    return replace(contract, ended_on=None)


def kind_of_new(others: list[Contract], product_id: int | None, on: dt.date) -> str:
    """Return what a further contract of a customer is: new, a further product, or more of one it has."""
    running = [contract for contract in others if contract.counts_on(on)]
    if not running:
        return "new"
    return "upsell" if product_id in {contract.product_id for contract in running} else "cross_sell"


def kind_after(old: Contract, new: Contract) -> str:
    """Return what a contract is that follows another and does not say it.

    Another product is a cross-sell; from the end of the term on it is a renewal, whatever the amount; within the term
    more is an upsell, less a reduction, and the same a renewal.
    """
    if new.product_id is not None and new.product_id != old.product_id:
        return "cross_sell"
    if (old.renewal_on is not None and new.starts_on >= old.renewal_on) or new.mrr == old.mrr:
        return "renewal"
    return "upsell" if new.mrr > old.mrr else "reduction"


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day some months on, or the last one of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _months(contract: Contract) -> int:
    """Return the length of the term in months; a row that began within its term does not tell it."""
    if contract.renewal_on is None or contract.kind in _WITHIN_TERM:
        return _YEAR
    start, stop = contract.starts_on, contract.renewal_on
    months = (stop.year - start.year) * 12 + stop.month - start.month
    return months if months > 0 and months_after(start, months) == stop else _YEAR


def _next(contract: Contract, on: dt.date, mrr: int, kind: str) -> Contract:
    return replace(contract, id=0, starts_on=on, mrr=mrr, kind=kind, predecessor_id=contract.id)


def _running(contract: Contract) -> None:
    if contract.ended_on is not None:
        raise ContractOverError(contract.id, contract.ended_on)


def _amount(mrr: int) -> None:
    if mrr < 0:
        raise InvalidValueError("mrr", str(mrr), Reason.TOO_LOW)
