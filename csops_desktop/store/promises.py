"""Promises with the names they are shown by."""

import datetime as dt

from csops_desktop.domain.promises import PromiseLine
from csops_desktop.store.connection import Connection

_LATE = (
    "FROM promise p JOIN customer_fact f ON f.customer_id = p.customer_id "
    "WHERE f.hidden = 0 AND p.kept_on IS NULL AND p.broken_on IS NULL AND p.due_on < ?"
)


def lines(connection: Connection) -> list[PromiseLine]:
    """Return the promises of all customers that are not archived."""
    rows = connection.run(
        "SELECT p.id, p.customer_id, c.name, p.text, coalesce(p.made_by, ''), p.owner_id, coalesce(m.name, ''), "
        "p.due_on, coalesce(p.kept_on, p.broken_on), p.kept_on IS NOT NULL, coalesce(p.note, '') "
        "FROM promise p JOIN customer c ON c.id = p.customer_id JOIN customer_fact f ON f.customer_id = c.id "
        "LEFT JOIN member m ON m.id = p.owner_id WHERE f.hidden = 0"
    )
    return [
        PromiseLine(
            id=row[0],
            customer_id=row[1],
            customer=row[2],
            text=row[3],
            made_by=row[4],
            owner_id=row[5],
            owner=row[6],
            due_on=_day(row[7]),
            settled_on=_day(row[8]),
            kept=bool(row[9]),
            note=row[10],
        )
        for row in rows
    ]


def late(connection: Connection, today: dt.date) -> int:
    """Return how many open promises should have been kept before a day."""
    return int(connection.run(f"SELECT count(*) {_LATE}", (today.isoformat(),)).scalar_one())


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
