"""The scores of all customers as they stand, with what a page shows beside them."""

import datetime as dt
from typing import Any

from csops_desktop.store.connection import Connection
from csops_desktop.store.fact_rows import Asked

_BESIDE = "c.id, c.name, c.owner_id, f.mrr, f.renewal_on, f.score_change"


def standing(connection: Connection, card_id: int | None) -> list[tuple[Any, ...]]:
    """Return every scored customer, by id: what stands beside, axes, total, high, band, coverage, version."""
    own = "" if card_id is None else "AND v.scorecard_id = :card"
    return connection.run(
        f"SELECT {_BESIDE}, coalesce(s.axis_1, 0), coalesce(s.axis_2, 0), f.score, f.score_high, f.band, f.coverage, "
        "s.version_id FROM customer_fact f JOIN customer c ON c.id = f.customer_id "
        "JOIN score_snapshot s ON s.customer_id = c.id "
        "AND s.day = (SELECT max(day) FROM score_snapshot m WHERE m.customer_id = c.id) "
        "LEFT JOIN scorecard_version v ON v.id = s.version_id "
        f"WHERE f.hidden = 0 AND f.score IS NOT NULL {own} ORDER BY c.id",
        {"card": card_id},
    ).all()


def beside(connection: Connection, asked: Asked) -> dict[int, tuple[Any, ...]]:
    """Return customer → (name, owner, MRR, renewal, change of the score)."""
    whose = asked.whose("c.id")
    sql = f"SELECT {_BESIDE} FROM customer c JOIN customer_fact f ON f.customer_id = c.id WHERE true {whose}"
    rows = connection.run(sql, asked.values)
    return {row[0]: row[1:] for row in rows}


def stale(connection: Connection) -> list[tuple[int, str, int | None]]:
    """Return (customer, name, owner) of those with ratings that are missing or too old, the worst scores first."""
    rows = connection.run(
        "SELECT c.id, c.name, c.owner_id FROM customer_fact f JOIN customer c ON c.id = f.customer_id "
        "WHERE f.hidden = 0 AND f.stale_ratings > 0 ORDER BY f.score, f.sort_key, c.id"
    )
    return rows.all()


def churn_days(connection: Connection) -> dict[int, list[dt.date]]:
    """Return customer → days of its churn events."""
    found: dict[int, list[dt.date]] = {}
    for id_, day in connection.run("SELECT customer_id, churned_on FROM churn_event ORDER BY churned_on"):
        found.setdefault(id_, []).append(dt.date.fromisoformat(day))
    return found


def names(connection: Connection) -> list[tuple[int, str]]:
    """Return (id, name) of the customers that are not archived, in the order of the list."""
    return connection.run(
        "SELECT c.id, c.name FROM customer_fact f JOIN customer c ON c.id = f.customer_id WHERE f.hidden = 0 "
        "ORDER BY f.sort_key, c.id"
    ).all()


def named(connection: Connection, text: str) -> list[tuple[int, str]]:
    """Return (id, name) of the customers of this code; without any, of this name, be it spelled in another width."""
    found = connection.run("SELECT id, name FROM customer WHERE external_id = ?", (text,)).all()
    sql = (
        "SELECT c.id, c.name FROM customer_fact f JOIN customer c ON c.id = f.customer_id "
        "WHERE f.match_key = match_key(?) ORDER BY c.id"
    )
    return found or connection.run(sql, (text,)).all()
