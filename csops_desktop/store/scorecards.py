"""Scorecards, their drafts and their published versions."""

import datetime as dt

from csops_desktop.domain.scoring import plain
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.shown import Card, VersionInfo
from csops_desktop.store.connection import Connection
from csops_desktop.store.versions import Versions

VERSIONS: Versions[Definition] = Versions("scorecard_version", "scorecard", plain.from_json, plain.to_json)


def cards(connection: Connection) -> tuple[Card, ...]:
    """Return all scorecards, those that count first first; archived ones last."""
    rows = connection.run(
        "SELECT s.id, s.name, s.position, s.archived_on, "
        "EXISTS (SELECT 1 FROM scorecard_version d WHERE d.scorecard_id = s.id AND d.number IS NULL), "
        "v.id, v.number, v.published_on, coalesce(m.name, ''), coalesce(v.note, '') FROM scorecard s "
        "LEFT JOIN scorecard_version v ON v.scorecard_id = s.id AND v.number = "
        "(SELECT max(number) FROM scorecard_version n WHERE n.scorecard_id = s.id) "
        "LEFT JOIN member m ON m.id = v.owner_id ORDER BY s.archived_on IS NOT NULL, s.position, s.id"
    )
    return tuple(
        Card(
            row[0],
            row[1],
            row[2],
            _day(row[3]),
            bool(row[4]),
            None if row[5] is None else VersionInfo(row[5], row[6], _day(row[7]), row[8], row[9]),
        )
        for row in rows
    )


def exists(connection: Connection, card_id: int) -> bool:
    """Tell whether there is a scorecard."""
    return bool(connection.run("SELECT EXISTS (SELECT 1 FROM scorecard WHERE id = ?)", (card_id,)).scalar_one())


def name(connection: Connection, card_id: int) -> str:
    """Return the name of a scorecard."""
    return str(connection.run("SELECT name FROM scorecard WHERE id = ?", (card_id,)).scalar() or "")


def add(connection: Connection, name: str) -> int:
    """Make a scorecard that counts last and return its id."""
    connection.run(
        "INSERT INTO scorecard(name, position) SELECT ?, coalesce(max(position), 0) + 1 FROM scorecard", (name,)
    )
    return int(connection.run("SELECT last_insert_rowid()").scalar_one())


def free_name(connection: Connection, wanted: str, card_id: int = 0) -> str:
    """Return a name that no other scorecard has: the one wanted, or the same with a number."""
    taken = set(connection.run("SELECT name FROM scorecard WHERE id <> ?", (card_id,)).scalars())
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted} ({number})" in taken:
        number += 1
    return f"{wanted} ({number})"


def rename(connection: Connection, card_id: int, name: str) -> None:
    """Give a scorecard a name."""
    connection.run("UPDATE scorecard SET name = ? WHERE id = ?", (name, card_id))


def put_in_order(connection: Connection, ids: list[int]) -> None:
    """Let scorecards count in this order."""
    connection.run_many("UPDATE scorecard SET position = ? WHERE id = ?", [(at, id_) for at, id_ in enumerate(ids, 1)])


def put_away(connection: Connection, card_id: int, day: dt.date | None) -> None:
    """Archive a scorecard on a day, or bring it back."""
    value = None if day is None else day.isoformat()
    connection.run("UPDATE scorecard SET archived_on = ? WHERE id = ?", (value, card_id))


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
