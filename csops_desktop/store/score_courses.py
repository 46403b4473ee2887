"""The course of the health of some customers at once, for the sparklines of a list."""

import datetime as dt
import json
from collections.abc import Sequence

from csops_desktop.store.connection import Connection


def of(connection: Connection, ids: Sequence[int], since: dt.date) -> dict[int, tuple[int, ...]]:
    """Return customer → day (ordinal), total, day, total, …, oldest first; for many customers in one reading."""
    found: dict[int, list[int]] = {}
    if not ids:
        return {}
    rows = connection.run(
        "SELECT s.customer_id, s.day, s.total FROM json_each(?) i CROSS JOIN score_snapshot s "
        "ON s.customer_id = i.value WHERE s.day >= ? ORDER BY s.customer_id, s.day",
        (json.dumps(list(ids)), since.isoformat()),
    )
    for customer, day, total in rows:
        found.setdefault(customer, []).extend((dt.date.fromisoformat(day).toordinal(), total))
    return {customer: tuple(course) for customer, course in found.items()}


def any_scored(connection: Connection) -> bool:
    """Tell whether anybody who is listed has a score."""
    sql = "SELECT EXISTS (SELECT 1 FROM customer_fact WHERE hidden = 0 AND score IS NOT NULL)"
    return bool(connection.run(sql).scalar_one())
