"""Scores at the end of days, and what the list shows of the score of today; both derived, neither logged."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from csops_desktop.domain.scoring.definition import Band
from csops_desktop.domain.scoring.shown import CHANGE_DAYS, Point
from csops_desktop.store.connection import Connection

_POINT = "day, total, high, band, coverage, coalesce(axis_1, 0), coalesce(axis_2, 0), version_id"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A score as it is kept.

    Attributes:
        measures: what each measure got, as ``domain.scoring.keeping`` writes it.
        stale: ratings that are missing or too old; not kept, only for the list.
    """

    customer_id: int
    point: Point
    measures: str
    stale: int = 0

    @property
    def face(self) -> tuple[int, int, str, int]:
        """What the list shows."""
        return self.point.total, self.point.high, self.point.band.value, self.point.coverage

    @property
    def moving(self) -> tuple[int, int, str, int, int, int]:
        """What must move for a new snapshot to be due; of the axes one is enough, the total holds the other."""
        return (*self.face, self.point.axis_1, self.point.version_id)


def write(connection: Connection, day: dt.date, found: Sequence[Snapshot], *, every: bool = False) -> None:
    """Bring list and snapshots up to date with newly computed scores of a day.

    Args:
        connection: of the running write.
        day: today.
        found: the scores.
        every: also of those that did not move, as the first opening of a week does.
    """
    ids = json.dumps([each.customer_id for each in found])
    latest = {
        row[0]: row[1:]
        for row in connection.run(
            "SELECT customer_id, max(day), total, high, band, coverage, axis_1, version_id FROM score_snapshot "
            "WHERE customer_id IN (SELECT value FROM json_each(?)) AND day <= ? GROUP BY customer_id",
            (ids, day.isoformat()),
        )
    }
    due = []
    for each in found:
        last = latest.get(each.customer_id)
        if every or last is None or last[0] == day.isoformat() or tuple(last[1:]) != each.moving:
            due.append(each)
    _keep(connection, due)
    _show(connection, found)
    _compare(connection, day, ids)


def forget(connection: Connection, ids: Iterable[int], day: dt.date) -> None:
    """Of customers that no scorecard is for any more: the list shows nothing, and today has no score."""
    listed = json.dumps(list(ids))
    connection.run(
        "UPDATE customer_fact SET score = NULL, score_high = NULL, band = NULL, coverage = NULL, score_change = NULL, "
        "stale_ratings = NULL WHERE customer_id IN (SELECT value FROM json_each(?)) AND score IS NOT NULL",
        (listed,),
    )
    connection.run(
        "DELETE FROM score_snapshot WHERE customer_id IN (SELECT value FROM json_each(?)) AND day = ?",
        (listed, day.isoformat()),
    )


def points(connection: Connection, customer_id: int, since: dt.date | None) -> tuple[Point, ...]:
    """Return the course of a customer's score, the oldest first; with a day, from what held on it on."""
    first = "" if since is None else since.isoformat()
    rows = connection.run(
        f"SELECT {_POINT} FROM score_snapshot WHERE customer_id = ? AND day >= coalesce((SELECT max(day) "
        "FROM score_snapshot WHERE customer_id = ? AND day <= ?), ?) ORDER BY day",
        (customer_id, customer_id, first, first),
    )
    return tuple(_point(row) for row in rows)


def held(connection: Connection, customer_id: int, day: dt.date) -> tuple[Point, str] | None:
    """Return the score that held at the end of a day, with its measures; None before the first one."""
    row = connection.run(
        f"SELECT {_POINT}, measures FROM score_snapshot WHERE customer_id = ? AND day <= ? ORDER BY day DESC LIMIT 1",
        (customer_id, day.isoformat()),
    ).first()
    return None if row is None else (_point(row[:8]), row[8])


def _keep(connection: Connection, due: Sequence[Snapshot]) -> None:
    connection.run_many(
        "INSERT INTO score_snapshot(customer_id, day, version_id, total, low, high, band, coverage, axis_1, axis_2, "
        "measures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(customer_id, day) DO UPDATE SET "
        "version_id = excluded.version_id, total = excluded.total, low = excluded.low, high = excluded.high, "
        "band = excluded.band, coverage = excluded.coverage, axis_1 = excluded.axis_1, axis_2 = excluded.axis_2, "
        "measures = excluded.measures",
        [
            (
                each.customer_id, p.day.isoformat(), p.version_id, p.total, p.total, p.high, p.band.value, p.coverage,
                p.axis_1, p.axis_2, each.measures,
            )
            for each in due
            for p in (each.point,)
        ],
    )  # fmt: skip


def _show(connection: Connection, found: Sequence[Snapshot]) -> None:
    connection.run_many(
        "UPDATE customer_fact SET score = ?, score_high = ?, band = ?, coverage = ?, stale_ratings = ? "
        "WHERE customer_id = ?",
        [(*each.face, each.stale, each.customer_id) for each in found],
    )


def _compare(connection: Connection, day: dt.date, ids: str) -> None:
    connection.run(
        "UPDATE customer_fact SET score_change = score - (SELECT s.total FROM score_snapshot s "
        "WHERE s.customer_id = customer_fact.customer_id AND s.day <= ? ORDER BY s.day DESC LIMIT 1) "
        "WHERE customer_id IN (SELECT value FROM json_each(?))",
        ((day - dt.timedelta(days=CHANGE_DAYS)).isoformat(), ids),
    )


def _point(row: Any) -> Point:
    day, total, high, band, coverage, one, other, version = row
    return Point(dt.date.fromisoformat(day), total, high, Band(band), coverage, one, other, version)
