"""Reads and writes metrics and usage readings."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from csops_desktop.domain.readings import AddsUp, GridCell, Metric, Reading, Trend, month_value
from csops_desktop.store.batches import chunks
from csops_desktop.store.connection import Connection


def metrics(connection: Connection) -> tuple[Metric, ...]:
    """Return the metrics by name, each with the number of its readings."""
    rows = connection.run(
        "SELECT m.id, m.name, coalesce(m.unit, ''), coalesce(m.adds_up, 'sum'), "
        "(SELECT coalesce(sum(n), 0) FROM reading_month r WHERE r.metric_id = m.id) FROM metric m ORDER BY m.name, m.id"
    )
    return tuple(Metric(id_, name, unit, AddsUp(adds_up), n) for id_, name, unit, adds_up, n in rows)


def between(
    connection: Connection, metric_id: int, customers: Collection[int], first: str, last: str
) -> Iterator[tuple[int, int, int | None, str]]:
    """Yield (id, customer, product, day) of a metric's readings of some customers, from one day to another."""
    for piece in chunks(sorted(customers)):
        marks = ",".join("?" * len(piece))
        yield from connection.run(
            "SELECT id, customer_id, product_id, on_day FROM reading "
            f"WHERE metric_id = ? AND customer_id IN ({marks}) AND on_day BETWEEN ? AND ?",
            (metric_id, *piece, first, last),
        )


def contract_starts(connection: Connection) -> dict[str, str]:
    """Return the first day of each contract by its external id."""
    return dict(connection.run("SELECT external_id, starts_on FROM contract WHERE external_id IS NOT NULL").all())


def trends(connection: Connection, customer_id: int, months: Sequence[dt.date]) -> tuple[Trend, ...]:
    """Return each metric of which a customer has readings over some months, the one read latest first."""
    own: dict[int, Metric] = {}
    values: dict[int, dict[str, float]] = {}
    last: dict[int, tuple[str, float]] = {}
    for id_, name, unit, adds_up, month, n, total, last_on, last_value in connection.run(
        "SELECT m.id, m.name, coalesce(m.unit, ''), coalesce(m.adds_up, 'sum'), r.month, sum(r.n), sum(r.total), "
        "max(r.last_on), r.last_value FROM metric m CROSS JOIN reading_month r ON r.metric_id = m.id "
        "AND r.customer_id = ? GROUP BY m.id, r.month ORDER BY r.month",
        (customer_id,),
    ):
        metric = own.setdefault(id_, Metric(id_, name, unit, AddsUp(adds_up)))
        values.setdefault(id_, {})[month] = month_value(metric.adds_up, n, total, last_value)
        last[id_] = (last_on, last_value)
    keys = [month.isoformat()[:7] for month in months]
    found = [
        Trend(
            metric,
            tuple(months),
            tuple(values[id_].get(key) for key in keys),
            dt.date.fromisoformat(last[id_][0]),
            last[id_][1],
        )
        for id_, metric in own.items()
    ]
    return tuple(sorted(found, key=lambda trend: (-trend.last_on.toordinal(), trend.metric.name)))


def of_customer(connection: Connection, customer_id: int, metric_id: int, most: int) -> tuple[Reading, ...]:
    """Return the latest readings of a customer and a metric, newest first."""
    rows = connection.run(
        "SELECT r.id, r.on_day, r.value, coalesce(p.name, '') FROM reading r LEFT JOIN product p "
        "ON p.id = r.product_id WHERE r.metric_id = ? AND r.customer_id = ? ORDER BY r.on_day DESC, r.id DESC LIMIT ?",
        (metric_id, customer_id, most),
    )
    return tuple(Reading(id_, dt.date.fromisoformat(day), value, product) for id_, day, value, product in rows)


def cells(
    connection: Connection, month: dt.date, metrics: Sequence[Metric], customers: Collection[int]
) -> dict[tuple[int, int], GridCell]:
    """Return what a month holds: (customer, metric) → value and number of readings."""
    found: dict[tuple[int, int], GridCell] = {}
    for metric in metrics:
        for piece in chunks(sorted(customers)):
            marks = ",".join("?" * len(piece))
            rows = connection.run(
                "SELECT customer_id, sum(n), sum(total), max(last_on), last_value FROM reading_month "
                f"WHERE metric_id = ? AND customer_id IN ({marks}) AND month = ? GROUP BY customer_id",
                (metric.id, *piece, month.isoformat()[:7]),
            )
            for customer, n, total, _last_on, last in rows:
                found[customer, metric.id] = GridCell(month_value(metric.adds_up, n, total, last), n)
    return found


def of_month(connection: Connection, customer_id: int, metric_id: int, month: dt.date) -> list[tuple[int, str]]:
    """Return (id, day) of the readings of a customer, a metric and a month."""
    key = month.isoformat()[:7]
    return connection.run(
        "SELECT id, on_day FROM reading WHERE metric_id = ? AND customer_id = ? AND on_day BETWEEN ? AND ? ORDER BY id",
        (metric_id, customer_id, f"{key}-01", f"{key}-31"),
    ).all()


def listed(connection: Connection, most: int) -> list[tuple[int, str]]:
    """Return (id, name) of the first customers that are not archived, in the order of the list."""
    return connection.run(
        "SELECT c.id, c.name FROM customer c JOIN customer_fact f ON f.customer_id = c.id WHERE f.hidden = 0 "
        "ORDER BY f.sort_key, c.id LIMIT ?",
        (most,),
    ).all()


def keep_name(connection: Connection, metric_id: int) -> None:
    """Note the name of a metric as the one under which it is known to scorecards and files, unless one is noted."""
    connection.run("UPDATE metric SET external_id = name WHERE id = ? AND external_id IS NULL", (metric_id,))


def move(connection: Connection, from_id: int, to_id: int) -> None:
    """Let all readings of a metric be readings of another one, which is known by the other's name too."""
    connection.run("UPDATE reading SET metric_id = ? WHERE metric_id = ?", (to_id, from_id))
    known = connection.run("SELECT coalesce(external_id, name) FROM metric WHERE id = ?", (from_id,)).scalar_one()
    connection.run("DELETE FROM metric WHERE id = ?", (from_id,))
    connection.run("UPDATE metric SET external_id = ? WHERE id = ? AND external_id IS NULL", (known, to_id))
