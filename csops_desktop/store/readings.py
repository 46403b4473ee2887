"""Reads and writes metrics and usage readings."""

from collections.abc import Collection, Iterator

from csops_desktop.domain.readings import AddsUp, Metric
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
