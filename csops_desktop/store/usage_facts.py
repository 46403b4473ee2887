"""The numbers that scores take from usage readings."""

import datetime as dt

from csops_desktop.domain.scoring.sources import How, Usage
from csops_desktop.store.connection import Connection
from csops_desktop.store.fact_rows import Asked, FactRow

_OF_PRODUCT = "AND t.product_id = (SELECT id FROM product WHERE name = :product)"
_FULL = 100.0


def rows(connection: Connection, usage: Usage, asked: Asked) -> list[FactRow]:
    """Return what the readings of a metric make over a window, of the customers that have any in it."""
    now = _window(connection, usage, asked, asked.day)
    if usage.how is not How.CHANGE:
        return now
    before = {row[0]: row[1] for row in _window(connection, usage, asked, asked.day - dt.timedelta(days=usage.days))}
    return [
        (id_, round((value - before[id_]) / before[id_] * _FULL, 4), as_of, evidence)
        for id_, value, as_of, evidence in now
        if before.get(id_, 0) > 0
    ]


def _window(connection: Connection, usage: Usage, asked: Asked, last: dt.date) -> list[FactRow]:
    """Return the numbers of the days after ``last - days``, up to and including ``last``."""
    how = {How.MEAN: "round(avg(t.value), 4)", How.LAST: "t.value"}.get(usage.how, "total(t.value)")
    return connection.run(
        f"SELECT t.customer_id, {how}, max(t.on_day), 'reading:' || t.id FROM reading t "
        "WHERE t.metric_id = (SELECT id FROM metric WHERE name = :metric) AND t.on_day > :first AND t.on_day <= :last "
        f"{_OF_PRODUCT if usage.product else ''} {asked.whose('t.customer_id')} GROUP BY t.customer_id",
        {
            **asked.values,
            "metric": usage.metric,
            "product": usage.product,
            "first": (last - dt.timedelta(days=usage.days)).isoformat(),
            "last": last.isoformat(),
        },
    ).all()
