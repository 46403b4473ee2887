"""The way of every customer of a product through its levels, for the whole book."""

import datetime as dt

from csops_desktop.domain.level_moves import Track
from csops_desktop.store.connection import Connection


def tracks(connection: Connection, product_id: int) -> tuple[Track, ...]:
    """Return them by adoption; customers in the archive are left out."""
    points: dict[int, list[tuple[dt.date, int]]] = {}
    rows = connection.run(
        "SELECT s.adoption_id, s.assessed_on, s.level FROM assessment s JOIN adoption a ON a.id = s.adoption_id "
        "WHERE a.product_id = ? ORDER BY s.adoption_id, s.assessed_on, s.id",
        (product_id,),
    )
    for adoption, day, level in rows:
        points.setdefault(adoption, []).append((dt.date.fromisoformat(day), level))
    found = connection.run(
        "SELECT a.id, c.id, c.name, min(k.starts_on), iif(count(k.id) > count(k.ended_on), NULL, max(k.ended_on)) "
        "FROM adoption a JOIN customer c ON c.id = a.customer_id "
        # The plus keeps the engine from walking through all contracts of the product for each customer.
        "LEFT JOIN contract k ON k.customer_id = a.customer_id AND +k.product_id = a.product_id "
        "WHERE a.product_id = ? AND c.archived_on IS NULL GROUP BY a.id ORDER BY a.id",
        (product_id,),
    ).all()
    return tuple(
        Track(adoption, customer, name, _day(since), _day(until), tuple(points.get(adoption, ())))
        for adoption, customer, name, since, until in found
    )


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
