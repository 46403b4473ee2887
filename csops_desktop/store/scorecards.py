"""Scorecards, their drafts and their published versions."""

import datetime as dt

from csops_desktop.domain.changes import SetKind
from csops_desktop.domain.scoring import plain
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.shown import Card, Version, VersionInfo
from csops_desktop.store.connection import Connection

_READ: dict[str, Definition] = {}  # text → what it says; a version never changes
_KEPT = 200


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


def versions(connection: Connection, card_id: int) -> tuple[Version, ...]:
    """Return the versions of a scorecard, the draft first, then the newest."""
    return _versions(connection, "v.scorecard_id = ? ORDER BY v.number IS NOT NULL, v.number DESC", card_id)


def version(connection: Connection, version_id: int) -> Version | None:
    """Return one version."""
    return next(iter(_versions(connection, "v.id = ?", version_id)), None)


def draft(connection: Connection, card_id: int) -> Version | None:
    """Return the draft of a scorecard."""
    return next(iter(_versions(connection, "v.scorecard_id = ? AND v.number IS NULL", card_id)), None)


def current(connection: Connection) -> tuple[Version, ...]:
    """Return the latest published version of each scorecard in use, in the order in which they count."""
    rows = connection.run(
        "SELECT (SELECT v.id FROM scorecard_version v WHERE v.scorecard_id = s.id AND v.number IS NOT NULL "
        "ORDER BY v.number DESC LIMIT 1) FROM scorecard s WHERE s.archived_on IS NULL ORDER BY s.position, s.id"
    ).all()
    found = (version(connection, row[0]) for row in rows if row[0] is not None)
    return tuple(each for each in found if each is not None)


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


def put_draft(connection: Connection, card_id: int, definition: Definition) -> int:
    """Write the draft of a scorecard and return the id of its row."""
    text = plain.to_json(definition)
    known = connection.run(
        "SELECT id FROM scorecard_version WHERE scorecard_id = ? AND number IS NULL", (card_id,)
    ).scalar()
    if known is not None:
        connection.run("UPDATE scorecard_version SET definition = ? WHERE id = ?", (text, known))
        return int(known)
    connection.run("INSERT INTO scorecard_version(scorecard_id, definition) VALUES (?, ?)", (card_id, text))
    return int(connection.run("SELECT last_insert_rowid()").scalar_one())


def drop_draft(connection: Connection, card_id: int) -> None:
    """Throw the draft of a scorecard away."""
    connection.run("DELETE FROM scorecard_version WHERE scorecard_id = ? AND number IS NULL", (card_id,))


def publish(connection: Connection, draft_id: int, day: dt.date, owner_id: int | None, note: str) -> int:
    """Make a draft the next version and return its number."""
    connection.run(
        "UPDATE scorecard_version SET number = (SELECT coalesce(max(o.number), 0) + 1 FROM scorecard_version o "
        "WHERE o.scorecard_id = scorecard_version.scorecard_id), published_on = ?, owner_id = ?, note = ? WHERE id = ?",
        (day.isoformat(), owner_id, note or None, draft_id),
    )
    return int(connection.run("SELECT number FROM scorecard_version WHERE id = ?", (draft_id,)).scalar_one())


def fasten(connection: Connection, card_id: int, version_id: int) -> None:
    """From now on, the operations that made a published version cannot be undone: it would go with them."""
    connection.run(
        "UPDATE change_set SET kind = ? WHERE id IN (SELECT set_id FROM change "
        "WHERE op <> 'delete' AND ((tbl = 'scorecard' AND pk = ? AND op = 'insert') "
        "OR (tbl = 'scorecard_version' AND pk = ?)))",
        (SetKind.LASTING.value, card_id, version_id),
    )


def put_in_order(connection: Connection, ids: list[int]) -> None:
    """Let scorecards count in this order."""
    connection.run_many("UPDATE scorecard SET position = ? WHERE id = ?", [(at, id_) for at, id_ in enumerate(ids, 1)])


def put_away(connection: Connection, card_id: int, day: dt.date | None) -> None:
    """Archive a scorecard on a day, or bring it back."""
    value = None if day is None else day.isoformat()
    connection.run("UPDATE scorecard SET archived_on = ? WHERE id = ?", (value, card_id))


def _versions(connection: Connection, where: str, value: int) -> tuple[Version, ...]:
    rows = connection.run(
        "SELECT v.id, v.scorecard_id, v.number, v.definition, v.published_on, coalesce(m.name, ''), "
        f"coalesce(v.note, '') FROM scorecard_version v LEFT JOIN member m ON m.id = v.owner_id WHERE {where}",
        (value,),
    ).all()
    return tuple(Version(row[0], row[1], row[2], _read(row[3]), _day(row[4]), row[5], row[6]) for row in rows)


def _read(text: str) -> Definition:
    if text not in _READ:
        if len(_READ) >= _KEPT:
            _READ.clear()
        _READ[text] = plain.from_json(text)
    return _READ[text]


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)
