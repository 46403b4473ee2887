"""Months set beside the same months of earlier years: shares of the bands, and who left."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from csops_desktop.domain.contract_life import months_after
from csops_desktop.domain.contracts import Contract
from csops_desktop.domain.scoring.definition import Band


@dataclass(frozen=True, slots=True)
class Month:
    """One month.

    Attributes:
        first: its first day.
        customers: with a contract in force when it began.
        left: whose last day under contract was in it.
        lost: their MRR on that day.
        bands: of the customers scored when it ended, or now.
    """

    first: dt.date
    customers: int = 0
    left: tuple[int, ...] = ()
    lost: int = 0
    bands: Mapping[Band, int] = field(default_factory=dict)

    @property
    def scored(self) -> int:
        """How many customers were scored."""
        return sum(self.bands.values())


@dataclass(frozen=True, slots=True)
class Seasons:
    """Months in the order of the fiscal year.

    Attributes:
        years: calendar years in which the fiscal years begin, the latest first.
        months: year → its months from the first of the fiscal year on; None for those ahead, or before any customer.
    """

    years: tuple[int, ...] = ()
    months: Mapping[int, tuple[Month | None, ...]] = field(default_factory=dict)

    @property
    def any_left(self) -> bool:
        """Whether anybody left at all."""
        return any(month is not None and month.left for year in self.months.values() for month in year)


def seasons(
    contracts: Iterable[Contract],
    bands: Mapping[int, Sequence[tuple[str, Band]]],
    today: dt.date,
    year_start: int,
    years: int = 3,
) -> Seasons:
    """Return the months of the running fiscal year and of the years before.

    Args:
        contracts: of all customers.
        bands: customer → (month as YYYY-MM, band at its end or when it was last known in it), rising. A band holds
            until the next one, as long as the customer has a contract in force.
        today: the months ahead are empty.
        year_start: month in which the fiscal year begins, 1 to 12.
        years: how many fiscal years, the running one included.
    """
    this_month = today.replace(day=1)
    latest = today.year if today.month >= year_start else today.year - 1
    begin = dt.date(latest - years + 1, year_start, 1)
    firsts = []
    while begin <= this_month:
        firsts.append(begin)
        begin = months_after(begin, 1)
    found = _filled(contracts, bands, firsts, today)
    first_known = next((month.first for month in found if month.customers or month.scored), None)
    known = {month.first: month for month in found if first_known is not None and month.first >= first_known}
    table = {
        year: tuple(known.get(months_after(dt.date(year, year_start, 1), at)) for at in range(12))
        for year in range(latest, latest - years, -1)
    }
    table = {year: row for year, row in table.items() if any(row)}
    return Seasons(tuple(table), table)


def _filled(
    contracts: Iterable[Contract],
    bands: Mapping[int, Sequence[tuple[str, Band]]],
    firsts: Sequence[dt.date],
    today: dt.date,
) -> list[Month]:
    at = {first: number for number, first in enumerate(firsts)}
    n = len(firsts)
    customers = [0] * (n + 1)  # how many more there are from a month on; added up below
    left: list[list[int]] = [[] for _month in range(n)]
    lost = [0] * n
    shares: list[dict[Band, int]] = [{} for _month in range(n)]
    by_customer: dict[int, list[Contract]] = {}
    for contract in contracts:
        by_customer.setdefault(contract.customer_id, []).append(contract)
    for customer, own in by_customer.items():
        stays = _stays(own)
        for start, end in stays:
            customers[_first_after(start, firsts, at)] += 1
            customers[n if end is None else _first_after(end, firsts, at)] -= 1
            last = None if end is None else end - dt.timedelta(days=1)
            if last is not None and last < today and last.replace(day=1) in at:
                place = at[last.replace(day=1)]
                left[place].append(customer)
                lost[place] += sum(contract.mrr for contract in own if contract.counts_on(last))
        if customer in bands:
            _count_bands(bands[customer], stays, firsts, today, shares)
    running, found = 0, []
    for number, first in enumerate(firsts):
        running += customers[number]
        found.append(Month(first, running, tuple(left[number]), lost[number], shares[number]))
    return found


def _stays(contracts: Sequence[Contract]) -> list[tuple[dt.date, dt.date | None]]:
    """Return the stretches in which a customer had a contract in force: first day, first day without."""
    found: list[tuple[dt.date, dt.date | None]] = []
    for contract in sorted(contracts, key=lambda each: each.starts_on):
        if contract.ended_on is not None and contract.ended_on <= contract.starts_on:
            continue
        if not found:
            found.append((contract.starts_on, contract.ended_on))
            continue
        start, end = found[-1]
        if end is None or contract.starts_on <= end:
            longer = None if end is None or contract.ended_on is None else max(end, contract.ended_on)
            found[-1] = (start, longer)
        else:
            found.append((contract.starts_on, contract.ended_on))
    return found


def _first_after(day: dt.date, firsts: Sequence[dt.date], at: Mapping[dt.date, int]) -> int:
    """Return the first month whose first day is on a day or after it."""
    if day <= firsts[0]:
        return 0
    if day > firsts[-1]:
        return len(firsts)
    first = day if day.day == 1 else months_after(day.replace(day=1), 1)
    return at[first]


def _count_bands(
    known: Sequence[tuple[str, Band]],
    stays: Sequence[tuple[dt.date, dt.date | None]],
    firsts: Sequence[dt.date],
    today: dt.date,
    shares: Sequence[dict[Band, int]],
) -> None:
    at, band = 0, None
    for number, first in enumerate(firsts):
        month = f"{first.year:04d}-{first.month:02d}"
        while at < len(known) and known[at][0] <= month:
            band = known[at][1]
            at += 1
        if band is None:
            continue
        last = min(today, months_after(first, 1) - dt.timedelta(days=1))
        if any(start <= last and (end is None or end > last) for start, end in stays):
            shares[number][band] = shares[number].get(band, 0) + 1
