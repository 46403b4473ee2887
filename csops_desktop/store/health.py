"""Where all customers stand in health, read from the snapshots of their scores; nothing is computed anew."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from csops_desktop.domain.health import HealthLine
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.store.connection import Connection

_LAST = (
    "(SELECT s.id FROM score_snapshot s WHERE s.customer_id = f.customer_id "
    "AND s.day {when} ORDER BY s.day DESC LIMIT 1)"
)
_THERE = "(f.contracts_open > 0 OR NOT EXISTS (SELECT 1 FROM contract k WHERE k.customer_id = f.customer_id))"
"""Who has left is no longer shown; of whom no contract was ever entered, nobody knows."""

_MANY = 500


def used(connection: Connection) -> dict[int, int]:
    """Return scorecard → how many customers are scored by it now."""
    last = _LAST.format(when="<= '9999'")
    rows = connection.run(
        f"SELECT v.scorecard_id, count(*) FROM customer_fact f JOIN score_snapshot n ON n.id = {last} "
        "JOIN scorecard_version v ON v.id = n.version_id WHERE f.hidden = 0 AND f.band IS NOT NULL GROUP BY 1"
    )
    return dict(rows.all())


def lines(connection: Connection, card_id: int, today: dt.date, trail: dt.date) -> tuple[HealthLine, ...]:
    """Return the customers that are scored by a scorecard now, without those whose contracts have all ended.

    Args:
        connection: to the store.
        card_id: of the scorecard.
        today: snapshots after it do not count.
        trail: where a customer stood on that day, or first after it, is said too.
    """
    rows = connection.run(
        "SELECT c.id, c.name, coalesce(n.axis_1, 0), coalesce(n.axis_2, 0), f.score, coalesce(f.score_high, f.score), "
        "f.band, coalesce(f.coverage, 0), f.mrr, coalesce(m.name, ''), f.renewal_on, f.score_change, v.number, "
        "b.band, p.axis_1, p.axis_2 "
        "FROM customer_fact f JOIN customer c ON c.id = f.customer_id "
        f"JOIN score_snapshot n ON n.id = {_LAST.format(when='<= :today')} "
        "JOIN scorecard_version v ON v.id = n.version_id "
        "LEFT JOIN member m ON m.id = c.owner_id "
        f"LEFT JOIN score_snapshot b ON b.id = {_LAST.format(when='< :month')} "
        f"LEFT JOIN score_snapshot p ON p.id = coalesce({_LAST.format(when='<= :trail')}, "
        "(SELECT s.id FROM score_snapshot s WHERE s.customer_id = f.customer_id ORDER BY s.day LIMIT 1)) "
        f"WHERE f.hidden = 0 AND f.band IS NOT NULL AND f.score IS NOT NULL AND v.scorecard_id = :card AND {_THERE} "
        "ORDER BY c.id",
        {
            "today": today.isoformat(),
            "month": today.replace(day=1).isoformat(),
            "trail": trail.isoformat(),
            "card": card_id,
        },
    )
    return tuple(_line(row) for row in rows)


def unscored(connection: Connection) -> int:
    """Return how many customers have a contract in force and no score."""
    sql = "SELECT count(*) FROM customer_fact WHERE hidden = 0 AND contracts_open > 0 AND band IS NULL"
    return int(connection.run(sql).scalar_one())


def any_customer(connection: Connection) -> bool:
    """Tell whether there are customers."""
    return bool(connection.run("SELECT EXISTS (SELECT 1 FROM customer_fact WHERE hidden = 0)").scalar_one())


def trails(
    connection: Connection, ids: Iterable[int], since: dt.date
) -> dict[int, tuple[tuple[dt.date, int, int], ...]]:
    """Return customer → (day, points of the two axes), from the last one known on a day on; only of those named."""
    found: dict[int, list[tuple[dt.date, int, int]]] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), _MANY):
        some = wanted[start : start + _MANY]
        marks = ",".join("?" * len(some))
        rows = connection.run(
            "SELECT customer_id, day, axis_1, axis_2 FROM score_snapshot s "
            f"WHERE customer_id IN ({marks}) AND axis_1 IS NOT NULL AND axis_2 IS NOT NULL AND day >= coalesce("
            "(SELECT max(e.day) FROM score_snapshot e WHERE e.customer_id = s.customer_id AND e.day <= ?), ?) "
            "ORDER BY customer_id, day",
            (*some, since.isoformat(), since.isoformat()),
        )
        for customer, day, x, y in rows:
            found.setdefault(customer, []).append((dt.date.fromisoformat(day), x, y))
    return {customer: tuple(points) for customer, points in found.items()}


def month_bands(connection: Connection, since: dt.date) -> dict[int, list[tuple[str, Band]]]:
    """Return customer → (month, the last band known in it), from a day on, rising."""
    rows = connection.run(
        "SELECT customer_id, substr(day, 1, 7), band, max(day) FROM score_snapshot WHERE day >= ? "
        "GROUP BY customer_id, substr(day, 1, 7) ORDER BY customer_id, 2",
        (since.isoformat(),),
    )
    found: dict[int, list[tuple[str, Band]]] = {}
    for customer, month, band, _day in rows:
        found.setdefault(customer, []).append((month, Band(band)))
    return found


def _line(found: Sequence[Any]) -> HealthLine:
    return HealthLine(
        id=found[0],
        name=found[1],
        x=found[2],
        y=found[3],
        total=found[4],
        high=found[5],
        band=Band(found[6]),
        coverage=found[7],
        mrr=found[8],
        owner=found[9],
        renewal_on=_day(found[10]),
        change=found[11],
        version=found[12],
        band_before=None if found[13] is None else Band(found[13]),
        before=None if found[14] is None or found[15] is None else (found[14], found[15]),
    )


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


def names(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """Return customer → name."""
    sql = "SELECT id, name FROM customer WHERE id IN (SELECT value FROM json_each(?))"
    rows = connection.run(sql, (json.dumps([*ids]),))
    return dict(rows.all())
