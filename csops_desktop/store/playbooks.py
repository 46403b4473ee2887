"""Playbooks, their drafts and their published versions."""

import datetime as dt

from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.domain.playbooks.files import from_json, to_json
from csops_desktop.domain.playbooks.shown import PlaybookLine
from csops_desktop.store.connection import Connection
from csops_desktop.store.versions import Versions

VERSIONS: Versions[Playbook] = Versions("playbook_version", "playbook", from_json, to_json)


def lines(connection: Connection) -> tuple[PlaybookLine, ...]:
    """Return all playbooks with what is the latest of each, in their order; archived ones last."""
    rows = connection.run(
        "SELECT p.id, p.archived_on, "
        "(SELECT d.id FROM playbook_version d WHERE d.playbook_id = p.id AND d.number IS NULL), "
        "(SELECT v.id FROM playbook_version v WHERE v.playbook_id = p.id AND v.number IS NOT NULL "
        "ORDER BY v.number DESC LIMIT 1), "
        "(SELECT count(*) FROM playbook_run r JOIN playbook_version v ON v.id = r.version_id "
        "WHERE v.playbook_id = p.id AND r.closed_on IS NULL) "
        "FROM playbook p ORDER BY p.archived_on IS NOT NULL, p.position, p.id"
    ).all()
    return tuple(
        PlaybookLine(
            row[0],
            None if row[1] is None else dt.date.fromisoformat(row[1]),
            None if row[2] is None else VERSIONS.get(connection, row[2]),
            None if row[3] is None else VERSIONS.get(connection, row[3]),
            row[4],
        )
        for row in rows
    )


def running(connection: Connection, playbook_id: int) -> int:
    """Return how many open runs of a playbook there are."""
    sql = (
        "SELECT count(*) FROM playbook_run r JOIN playbook_version v ON v.id = r.version_id "
        "WHERE v.playbook_id = ? AND r.closed_on IS NULL"
    )
    return int(connection.run(sql, (playbook_id,)).scalar_one())


def key(connection: Connection, playbook_id: int) -> str | None:
    """Return the key of a playbook, None when it is gone."""
    found: str | None = connection.run("SELECT key FROM playbook WHERE id = ?", (playbook_id,)).scalar()
    return found


def by_key(connection: Connection, wanted: str) -> int | None:
    """Return the playbook of a key."""
    found: int | None = connection.run("SELECT id FROM playbook WHERE key = ?", (wanted,)).scalar()
    return found


def free_key(connection: Connection, wanted: str) -> str:
    """Return a key that no playbook has: the one wanted, or the same with a number."""
    taken = set(connection.run("SELECT key FROM playbook").scalars())
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found


def add(connection: Connection, wanted: str) -> int:
    """Make a playbook that comes last and return its id."""
    connection.run(
        "INSERT INTO playbook(key, position) SELECT ?, coalesce(max(position), 0) + 1 FROM playbook", (wanted,)
    )
    return int(connection.run("SELECT last_insert_rowid()").scalar_one())


def put_in_order(connection: Connection, ids: list[int]) -> None:
    """Let playbooks stand in this order."""
    connection.run_many("UPDATE playbook SET position = ? WHERE id = ?", [(at, id_) for at, id_ in enumerate(ids, 1)])


def put_away(connection: Connection, playbook_id: int, day: dt.date | None) -> None:
    """Archive a playbook on a day, or bring it back."""
    value = None if day is None else day.isoformat()
    connection.run("UPDATE playbook SET archived_on = ? WHERE id = ?", (value, playbook_id))
