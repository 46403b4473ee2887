"""Requests with who asks for them, and customers by the names somebody wrote down."""

import datetime as dt
from collections.abc import Sequence

from csops_desktop.domain.requests import Asking, RequestLine
from csops_desktop.store.batches import chunks
from csops_desktop.store.connection import Connection


def lines(connection: Connection) -> list[RequestLine]:
    """Return every request."""
    asking: dict[int, list[Asking]] = {}
    for request_id, customer_id, name, mrr in connection.run(
        "SELECT x.request_id, c.id, c.name, f.mrr FROM request_customer x JOIN customer c ON c.id = x.customer_id "
        "JOIN customer_fact f ON f.customer_id = c.id ORDER BY f.mrr DESC, f.sort_key, c.id"
    ):
        asking.setdefault(request_id, []).append(Asking(customer_id, name, mrr))
    rows = connection.run(
        "SELECT q.id, q.text, coalesce(q.kind, ''), coalesce(q.status, 'open'), q.raised_on, q.told_on, q.owner_id, "
        "coalesce(m.name, ''), coalesce(p.name, ''), coalesce(q.note, '') FROM request q "
        "LEFT JOIN member m ON m.id = q.owner_id LEFT JOIN contact p ON p.id = q.contact_id"
    )
    return [
        RequestLine(
            id=row[0],
            text=row[1],
            kind=row[2],
            status=row[3],
            raised_on=_day(row[4]),
            told_on=_day(row[5]),
            owner_id=row[6],
            owner=row[7],
            contact=row[8],
            note=row[9],
            customers=tuple(asking.get(row[0], ())),
        )
        for row in rows
    ]


def named(connection: Connection, keys: Sequence[str]) -> dict[str, list[tuple[int, str]]]:
    """Return match key → (id, name) of the customers with that name that are not archived."""
    # The plus keeps the engine from an index that begins with hidden, which leads to nearly all customers.
    found: dict[str, list[tuple[int, str]]] = {}
    for chunk in chunks(keys):
        marks = ",".join("?" * len(chunk))
        sql = (
            "SELECT f.match_key, c.id, c.name FROM customer_fact f JOIN customer c ON c.id = f.customer_id "
            f"WHERE +f.hidden = 0 AND f.match_key IN ({marks}) ORDER BY c.id"
        )
        for key, id_, name in connection.run(sql, tuple(chunk)):
            found.setdefault(key, []).append((id_, name))
    return found


def coded(connection: Connection, codes: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Return customer code → (id, name) of the customers that have one of these codes."""
    found: dict[str, tuple[int, str]] = {}
    for chunk in chunks(codes):
        marks = ",".join("?" * len(chunk))
        rows = connection.run(
            f"SELECT external_id, id, name FROM customer WHERE external_id IN ({marks})", tuple(chunk)
        )
        found.update((code, (id_, name)) for code, id_, name in rows)
    return found


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
