"""Reads the change log: the list of operations, the history of a field, the bin."""

import datetime as dt
import json

from csops_desktop.domain.changes import DeletedCustomer, FieldChange, Operation, Scalar, Sentence, SetKind
from csops_desktop.store.connection import Connection

_UNDOABLE = (SetKind.EDIT, SetKind.BULK, SetKind.IMPORT, SetKind.DELETE)
BIN_DAYS = 30
# Undo does not reach across a schema change: operations up to this one stay as they are.
_FLOOR = "coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'undo_floor'), 0)"


def operations(connection: Connection, *, limit: int, imports_only: bool = False) -> list[Operation]:
    """Return the latest operations, newest first; undos and redos are not operations of their own here."""
    kinds = (SetKind.IMPORT,) if imports_only else (*_UNDOABLE, SetKind.LASTING)
    marks = ",".join("?" * len(kinds))
    rows = connection.run(
        "SELECT id, at, member, kind, sentence, data, undone_by IS NOT NULL, "
        f"id > {_FLOOR} AND kind <> '{SetKind.LASTING.value}' "
        f"FROM change_set WHERE kind IN ({marks}) ORDER BY id DESC LIMIT ?",
        (*(kind.value for kind in kinds), limit),
    )
    return [
        Operation(row[0], row[1], row[2], SetKind(row[3]), _sentence(row[4], row[5]), bool(row[6]), bool(row[7]))
        for row in rows
    ]


def operation(connection: Connection, set_id: int) -> Operation | None:
    """Return one change set of any kind."""
    row = connection.run(
        f"SELECT id, at, member, kind, sentence, data, undone_by IS NOT NULL, id > {_FLOOR} "
        "FROM change_set WHERE id = ?",
        (set_id,),
    ).first()
    if row is None:
        return None
    kind = SetKind(row[3])
    undoable = bool(row[7]) and kind in _UNDOABLE
    return Operation(row[0], row[1], row[2], kind, _sentence(row[4], row[5]), bool(row[6]), undoable)


def latest(connection: Connection) -> int:
    """Return the id of the latest change set of any kind, 0 when nothing was changed yet."""
    return int(connection.run("SELECT coalesce(max(id), 0) FROM change_set").scalar_one())


def next_undo(connection: Connection, *, after: int) -> int | None:
    """Return the latest operation that stands, made after a given set; None when there is none."""
    marks = ",".join(f"'{kind.value}'" for kind in _UNDOABLE)
    found: int | None = connection.run(
        f"SELECT max(id) FROM change_set WHERE kind IN ({marks}) AND undone_by IS NULL AND id > max(?, {_FLOOR})",
        (after,),
    ).scalar()
    return found


def next_redo(connection: Connection, *, after: int) -> int | None:
    """Return the latest undo that stands and was not followed by a new operation."""
    marks = ",".join(f"'{kind.value}'" for kind in _UNDOABLE)
    found: int | None = connection.run(
        "SELECT max(id) FROM change_set WHERE kind = 'undo' AND undone_by IS NULL AND id > max(?, "
        f"coalesce((SELECT max(id) FROM change_set WHERE kind IN ({marks})), 0), {_FLOOR})",
        (after,),
    ).scalar()
    return found


def reverted(connection: Connection, set_id: int) -> int:
    """Return the set that an undo or redo reverted."""
    return int(connection.run("SELECT reverts FROM change_set WHERE id = ?", (set_id,)).scalar_one())


def mark_undone(connection: Connection, set_id: int, by: int | None) -> None:
    """Note that a set stands undone by another one, or stands again."""
    connection.run("UPDATE change_set SET undone_by = ? WHERE id = ?", (by, set_id))


def field_changes(connection: Connection, table: str, pk: int, column: str) -> list[FieldChange]:
    """Return what a field of a record has been, newest first; the oldest entry is the value it was made with."""
    now = connection.run(f"SELECT {column} FROM {table} WHERE id = ?", (pk,)).scalar()
    return _history(connection, table, pk, column, now)


def custom_changes(connection: Connection, record_id: int, field_id: int) -> list[FieldChange]:
    """Return what a custom field of a record has been, newest first."""
    rows = connection.run(
        "SELECT id, value FROM custom_value WHERE field_id = ? AND record_id = ?", (field_id, record_id)
    )
    values = {row[0]: row[1] for row in rows}
    gone = connection.run(
        "SELECT DISTINCT pk FROM change WHERE tbl = 'custom_value' AND op = 'delete' "
        "AND json_extract(old, '$.record_id') = ? AND json_extract(old, '$.field_id') = ?",
        (record_id, field_id),
    )
    pks = {*values, *(row[0] for row in gone)}
    found = [change for pk in pks for change in _history(connection, "custom_value", pk, "value", values.get(pk))]
    return sorted(found, key=lambda change: change.set_id, reverse=True)


def _history(connection: Connection, table: str, pk: int, column: str, now: Scalar) -> list[FieldChange]:
    path = f"$.{column}"
    rows = connection.run(
        "SELECT s.at, s.member, s.id, s.sentence, s.data, ch.op, json_extract(ch.old, ?), json_extract(ch.new, ?) "
        "FROM change ch JOIN change_set s ON s.id = ch.set_id WHERE ch.tbl = ? AND ch.pk = ? "
        "AND (ch.op <> 'update' OR json_type(ch.new, ?) IS NOT NULL) ORDER BY ch.id DESC",
        (path, path, table, pk, path),
    )
    found: list[FieldChange] = []
    after = now  # an insert logs its key only: what it wrote is what the next change found
    for at, member, set_id, key, data, op, old, new in rows:
        before, became = (None, after) if op == "insert" else (old, new)
        if before is not None or became is not None:
            found.append(FieldChange(at, member, set_id, _sentence(key, data), before, became))
        after = before
    return found


def brought(connection: Connection, table: str, column: str) -> set[int]:
    """Return the ids of the rows that an import made and of which nobody has changed a column by hand since."""
    rows = connection.run(
        "SELECT ch.pk FROM change ch JOIN change_set s ON s.id = ch.set_id "
        "WHERE ch.tbl = ? AND ch.op = 'insert' AND s.kind = 'import' AND s.undone_by IS NULL "
        "EXCEPT SELECT ch.pk FROM change ch JOIN change_set s ON s.id = ch.set_id "
        "WHERE ch.tbl = ? AND ch.op = 'update' AND s.kind IN ('edit', 'bulk') AND s.undone_by IS NULL "
        "AND json_type(ch.new, ?) IS NOT NULL",
        (table, table, f"$.{column}"),
    )
    return set(rows.scalars())


def deleted_customers(connection: Connection, today: dt.date) -> list[DeletedCustomer]:
    """Return the customers deleted in the last ``BIN_DAYS`` days that are still gone, newest first."""
    since = (today - dt.timedelta(days=BIN_DAYS)).isoformat()
    rows = connection.run(
        "SELECT s.id, s.at, json_extract(ch.old, '$.name'), "
        "(SELECT count(*) FROM change o WHERE o.set_id = s.id AND o.tbl = 'customer' AND o.op = 'delete') - 1 "
        "FROM change ch JOIN change_set s ON s.id = ch.set_id "
        "WHERE ch.tbl = 'customer' AND ch.op = 'delete' AND s.kind = 'delete' AND s.undone_by IS NULL AND s.at >= ? "
        f"AND s.id > {_FLOOR} "
        "ORDER BY ch.id DESC",
        (since,),
    )
    return [DeletedCustomer(*row) for row in rows]


def _sentence(key: str, data: str) -> Sentence:
    values: dict[str, Scalar] = json.loads(data)
    return Sentence(key, values)
