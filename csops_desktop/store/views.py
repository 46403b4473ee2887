"""Saved views and the counts they had."""

import datetime as dt
import json

from csops_desktop.domain.query import SavedView, from_json, to_json
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.store.connection import Connection


def all_views(connection: Connection) -> list[SavedView]:
    """Return the saved views in their order."""
    rows = connection.run("SELECT id, name, query, columns, pinned, icon FROM saved_view ORDER BY position, id")
    return [
        SavedView(
            row[0],
            row[1],
            from_json(row[2]),
            tuple((name, width) for name, width in json.loads(row[3])),
            bool(row[4]),
            row[5],
        )
        for row in rows
    ]


def add(connection: Connection, view: SavedView) -> int:
    """Insert a view at the end and return its id."""
    connection.run(
        "INSERT INTO saved_view(name, query, columns, pinned, icon, position) "
        "SELECT ?, ?, ?, ?, ?, coalesce(max(position), 0) + 1 FROM saved_view",
        _stored(view),
    )
    return int(connection.run("SELECT last_insert_rowid()").scalar_one())


def change(connection: Connection, view: SavedView) -> None:
    """Replace name, query, columns, pin and icon of a view."""
    result = connection.run(
        "UPDATE saved_view SET name = ?, query = ?, columns = ?, pinned = ?, icon = ? WHERE id = ?",
        (*_stored(view), view.id),
    )
    if result.rowcount == 0:
        raise NotFoundError("views", view.id)


def delete(connection: Connection, view_id: int) -> str:
    """Delete a view and return its name."""
    name = connection.run("SELECT name FROM saved_view WHERE id = ?", (view_id,)).scalar()
    if name is None:
        raise NotFoundError("views", view_id)
    connection.run("DELETE FROM saved_view WHERE id = ?", (view_id,))
    return str(name)


def note_counts(connection: Connection, day: dt.date, counts: dict[int, int]) -> None:
    """Remember today's counts; only the latest of each day stays, for two weeks."""
    connection.run_many(
        "INSERT INTO view_count(view_id, day, n) VALUES (?, ?, ?) "
        "ON CONFLICT(view_id, day) DO UPDATE SET n = excluded.n",
        [(view_id, day.isoformat(), n) for view_id, n in counts.items()],
    )
    old = (day - dt.timedelta(days=14)).isoformat()
    connection.run("DELETE FROM view_count WHERE day < ?", (old,))


def counts_before(connection: Connection, day: dt.date) -> dict[int, int]:
    """Return view id → its count at the end of the latest day before ``day``."""
    rows = connection.run(
        "SELECT view_id, n, max(day) FROM view_count WHERE day < ? GROUP BY view_id", (day.isoformat(),)
    )
    return {row[0]: row[1] for row in rows}


def counts_on(connection: Connection, day: dt.date) -> dict[int, int]:
    """Return view id → the count noted for a day."""
    rows = connection.run("SELECT view_id, n FROM view_count WHERE day = ?", (day.isoformat(),))
    return {row[0]: row[1] for row in rows}


def _stored(view: SavedView) -> tuple[str, str, str, int, str]:
    return (
        view.name,
        to_json(view.query),
        json.dumps([list(column) for column in view.columns]),
        int(view.pinned),
        view.icon,
    )
