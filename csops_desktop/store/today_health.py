"""What the list of the day says about health is read from here: falls, overrides that end, ratings that are due."""

import datetime as dt
from collections.abc import Iterable

from csops_desktop.domain.scoring.definition import Band
from csops_desktop.domain.today import DROP
from csops_desktop.domain.today_health import DROP_DAYS, OVERRIDE_DAYS, Move, OverrideEnd
from csops_desktop.store.connection import Connection

# Who left is not spoken of; who never had a contract in the book may well be a customer.
_CUSTOMER = (
    "f.hidden = 0 AND f.score IS NOT NULL AND (f.contracts_open > 0 "
    "OR NOT EXISTS (SELECT 1 FROM contract k WHERE k.customer_id = f.customer_id))"
)
_RANKS = f"CASE {{}} WHEN '{Band.HEALTHY}' THEN 3 WHEN '{Band.WATCH}' THEN 2 WHEN '{Band.RISK}' THEN 1 ELSE 0 END"
_MOVED = f"""
WITH candidate AS (
    SELECT f.customer_id id, f.score, f.band, f.last_contact_on,
        (SELECT s.version_id FROM score_snapshot s WHERE s.customer_id = f.customer_id ORDER BY s.day DESC LIMIT 1) v
    FROM customer_fact f NOT INDEXED
    WHERE (f.band IN ('{Band.RISK}', '{Band.WATCH}') OR f.score_change <= -:drop) AND {_CUSTOMER}
), begun AS (
    -- by the version of the scorecard that counts now: another way to count is no fall
    SELECT *, coalesce(
        (SELECT s.id FROM score_snapshot s WHERE s.customer_id = c.id AND s.version_id = c.v AND s.day <= :base
         ORDER BY s.day DESC LIMIT 1),
        (SELECT s.id FROM score_snapshot s WHERE s.customer_id = c.id AND s.version_id = c.v AND s.day > :base
         ORDER BY s.day LIMIT 1)) was
    FROM candidate c
)
SELECT c.id, b.total, c.score, b.band, c.band,
    (SELECT min(s.day) FROM score_snapshot s WHERE s.customer_id = c.id AND s.day > coalesce(
        -- the last day on which it was not yet as bad as now
        (SELECT max(g.day) FROM score_snapshot g WHERE g.customer_id = c.id AND g.day >= b.day
         AND CASE WHEN {_RANKS.format("b.band")} > {_RANKS.format("c.band")}
             THEN {_RANKS.format("g.band")} > {_RANKS.format("c.band")}
             ELSE g.total >= c.score + :drop END), '')) since,
    c.last_contact_on
FROM begun c JOIN score_snapshot b ON b.id = c.was
WHERE {_RANKS.format("b.band")} > {_RANKS.format("c.band")} OR c.score <= b.total - :drop
"""


def moves(connection: Connection, today: dt.date) -> list[Move]:
    """Return the customers whose health fell within ``DROP_DAYS`` and who were not talked to since."""
    base = today - dt.timedelta(days=DROP_DAYS)
    rows = connection.run(_MOVED, {"base": base.isoformat(), "drop": DROP}).all()
    return [
        Move(id_, before, after, Band(band_before), Band(band), dt.date.fromisoformat(since or today.isoformat()))
        for id_, before, after, band_before, band, since, contact in rows
        if contact is None or contact < (since or today.isoformat())
    ]


def ends(connection: Connection, today: dt.date) -> list[OverrideEnd]:
    """Return the overrides that end soon or ended lately; of each customer the one that was set last."""
    rows = connection.run(
        "SELECT o.customer_id, o.value, f.score, o.until_on FROM score_override o "
        "JOIN customer_fact f ON f.customer_id = o.customer_id "
        "WHERE o.id = (SELECT p.id FROM score_override p WHERE p.customer_id = o.customer_id "
        f"ORDER BY p.set_on DESC, p.id DESC LIMIT 1) AND o.until_on BETWEEN ? AND ? AND {_CUSTOMER}",
        tuple((today + dt.timedelta(days=days)).isoformat() for days in (-OVERRIDE_DAYS, OVERRIDE_DAYS)),
    )
    return [OverrideEnd(row[0], row[1], row[2], dt.date.fromisoformat(row[3])) for row in rows]


def stale(connection: Connection, owner_id: int | None = None) -> tuple[int, int]:
    """Return how many ratings are due, and at how many customers; only of a member's own when one is named."""
    row = connection.run(
        "SELECT total(f.stale_ratings), count(*) FROM customer_fact f JOIN customer c ON c.id = f.customer_id "
        f"WHERE f.stale_ratings > 0 AND {_CUSTOMER} AND (?1 IS NULL OR c.owner_id = ?1)",
        (owner_id,),
    ).all()[0]
    return int(row[0]), row[1]


def listed(moves: Iterable[Move], ends: Iterable[OverrideEnd]) -> list[int]:
    """Return the customers that health brings on the list."""
    return sorted({each.customer_id for each in moves} | {each.customer_id for each in ends})
