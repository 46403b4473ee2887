"""Answers what a scorecard asks about usage: the readings of a window as one number, for a few customers or the book.

Whole months come from the sums of ``reading_month``, the days at both ends of a window from the readings themselves.

A window ends on the day of the score. Where it holds no reading, the last one that held any counts: it ends as late as
it can and still holds the last reading there is. So a number only gets older, it never jumps back to busier times.
"""

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from csops_desktop.domain.contract_life import months_after
from csops_desktop.domain.scoring.facts import Fact
from csops_desktop.domain.scoring.sources import How, Usage
from csops_desktop.store.batches import chunks
from csops_desktop.store.connection import Connection

_DAY = dt.timedelta(days=1)
_PERCENT = 100
Parts = dict[int, tuple[int, float]]
"""Customer → how many readings and their sum."""


def facts(
    connection: Connection, asked: Usage, day: dt.date, customers: Collection[int] | None = None
) -> dict[int, Fact]:
    """Return what is known on a day; customers without a reading up to then are left out.

    Args:
        connection: to read through.
        asked: metric, how, window and product. A change compares sums, means or last values, as the metric adds up.
        day: the last day of the window.
        customers: whom to ask for; None for all.

    Returns:
        Customer → fact: ``as_of`` is the day of the last reading that counts, ``evidence`` that reading; a change
        without anything before it, or from nothing, has no value.
    """
    metric = _metric(connection, asked.metric)
    if metric is None:
        return {}
    product = None
    if asked.product:
        product = connection.run("SELECT id FROM product WHERE name = ?", (asked.product,)).scalar()
        if product is None:
            return {}
    reader = _Reader(connection, metric[0], product, None if customers is None else tuple(sorted(set(customers))))
    last_days = reader.last_days(day)
    ids = reader.at(last_days)
    values = _values(reader, asked, metric[1] if asked.how is How.CHANGE else asked.how, day, last_days)
    return {
        customer: Fact(values.get(customer), dt.date.fromisoformat(last), f"reading:{ids[customer][0]}")
        for customer, last in last_days.items()
    }


def _metric(connection: Connection, name: str) -> tuple[int, How] | None:
    """Find a metric by its name, or by the one under which it first came."""
    row = connection.run(
        "SELECT id, coalesce(adds_up, 'sum') FROM metric WHERE name = :name OR external_id = :name "
        "ORDER BY name <> :name LIMIT 1",
        {"name": name},
    ).first()
    return None if row is None else (row[0], How(row[1]))


def _values(reader: "_Reader", asked: Usage, how: How, day: dt.date, last_days: Mapping[int, str]) -> dict[int, float]:
    """Return the number of each customer: those who are up to date at once, the others by the day they stopped."""
    window = dt.timedelta(days=max(1, asked.days))
    first = (day - window + _DAY).isoformat()
    found: dict[int, float] = {}
    if any(last >= first for last in last_days.values()):
        found = _number(reader, asked.how, how, day, window)
    stopped = sorted((last, customer) for customer, last in last_days.items() if last < first)
    for last, group in groupby(stopped, key=lambda pair: pair[0]):
        end = dt.date.fromisoformat(last) + window - _DAY
        late = replace(reader, customers=tuple(customer for _last, customer in group))
        found |= _number(late, asked.how, how, end, window)
    return found


def _number(reader: "_Reader", asked: How, how: How, day: dt.date, window: dt.timedelta) -> dict[int, float]:
    now = _one(reader, how, day, window)
    if asked is not How.CHANGE:
        return now
    before = _one(reader, how, day - window, window)
    return {
        customer: (value - before[customer]) / abs(before[customer]) * _PERCENT
        for customer, value in now.items()
        if before.get(customer)
    }


def _one(reader: "_Reader", how: How, day: dt.date, window: dt.timedelta) -> dict[int, float]:
    first = day - window + _DAY
    if how is How.LAST:
        last_days = {customer: last for customer, last in reader.last_days(day).items() if last >= first.isoformat()}
        return {customer: value for customer, (_id, value) in reader.at(last_days).items()}
    parts = reader.added(first, day)
    return {customer: total / n if how is How.MEAN else total for customer, (n, total) in parts.items()}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one metric.

    Attributes:
        product: whose readings count; None for all.
        customers: None for all.
    """

    connection: Connection
    metric: int
    product: int | None
    customers: tuple[int, ...] | None

    def last_days(self, day: dt.date) -> dict[int, str]:
        """Return the day of each customer's last reading up to a day."""
        found: dict[int, str] = {}
        for whose, values in self._pieces("m"):
            rows = self.connection.run(
                "SELECT customer_id, max(CASE WHEN last_on <= :day THEN last_on ELSE ("
                "SELECT max(r.on_day) FROM reading r WHERE r.metric_id = m.metric_id AND r.customer_id = m.customer_id "
                "AND r.on_day BETWEEN m.month || '-01' AND :day AND coalesce(r.product_id, 0) = m.product_id) END) "
                f"last FROM reading_month m WHERE metric_id = :metric AND month <= :month {whose} "
                "GROUP BY customer_id HAVING last IS NOT NULL",
                {**values, "day": day.isoformat(), "month": _month(day)},
            )
            found.update(rows)
        return found

    def at(self, days: Mapping[int, str]) -> dict[int, tuple[int, float]]:
        """Return (id, value) of each customer's reading on a day of its own; of several, the one entered last."""
        own = "" if self.product is None else "AND r.product_id = :product"
        rows = self.connection.run(
            "SELECT r.customer_id, r.id, r.value FROM json_each(:days) j CROSS JOIN reading r "
            "ON r.metric_id = :metric AND r.customer_id = json_extract(j.value, '$[0]') "
            f"AND r.on_day = json_extract(j.value, '$[1]') {own} ORDER BY r.id",
            {"metric": self.metric, "product": self.product, "days": json.dumps(list(days.items()))},
        )
        return {customer: (id_, value) for customer, id_, value in rows}

    def added(self, first: dt.date, last: dt.date) -> Parts:
        """Return what the readings of a stretch add up to; customers without one are left out."""
        start = first if first.day == 1 else months_after(first.replace(day=1), 1)
        end = (last + _DAY).replace(day=1)  # the first month that is not whole
        found: Parts = {}
        if start >= end:
            self._add_days(found, first, last)
            return found
        for whose, values in self._pieces("m"):
            rows = self.connection.run(
                "SELECT customer_id, sum(n), sum(total) FROM reading_month m "
                f"WHERE metric_id = :metric AND month >= :start AND month < :end {whose} GROUP BY customer_id",
                {**values, "start": _month(start), "end": _month(end)},
            )
            found.update((customer, (n, total)) for customer, n, total in rows)
        self._add_days(found, first, start - _DAY)
        self._add_days(found, end, last)
        return found

    def _add_days(self, found: Parts, first: dt.date, last: dt.date) -> None:
        if first > last:
            return
        own = "" if self.product is None else "AND r.product_id = :product"
        for whose, values in self._pieces("m"):
            # Customer by customer, as the index goes; from the months it is known who has readings there at all.
            rows = self.connection.run(
                "SELECT r.customer_id, count(*), sum(r.value) FROM (SELECT DISTINCT customer_id FROM reading_month m "
                f"WHERE metric_id = :metric AND month BETWEEN :from AND :to {whose}) c CROSS JOIN reading r "
                "ON r.metric_id = :metric AND r.customer_id = c.customer_id AND r.on_day BETWEEN :first AND :last "
                f"{own} GROUP BY r.customer_id",
                {
                    **values, "from": _month(first), "to": _month(last),
                    "first": first.isoformat(), "last": last.isoformat(),
                },
            )  # fmt: skip
            for customer, n, total in rows:
                count, sum_ = found.get(customer, (0, 0.0))
                found[customer] = (count + n, sum_ + total)

    def _pieces(self, alias: str) -> Iterator[tuple[str, dict[str, int | str | None]]]:
        """Yield a condition on product and customers with its values, customers in pieces."""
        own = "" if self.product is None else f"AND {alias}.product_id = :product "
        values: dict[str, int | str | None] = {"metric": self.metric, "product": self.product}
        if self.customers is None:
            yield own, values
            return
        for piece in chunks(self.customers):
            listed = ",".join(map(str, piece))  # ids, integers of our own
            yield f"{own}AND {alias}.customer_id IN ({listed})", values


def _month(day: dt.date) -> str:
    return day.isoformat()[:7]
