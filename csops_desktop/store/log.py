"""Reads the change log: the list of operations, the history of a field, the bin."""

import datetime as dt
import json

from sqlalchemy import Connection

from csops_desktop.domain.changes import DeletedCustomer, FieldChange, Operation, Scalar, Sentence, SetKind

_UNDOABLE = (SetKind.EDIT, SetKind.BULK, SetKind.IMPORT, SetKind.DELETE)
BIN_DAYS = 30


def operations(connection: Connection, *, limit: int, imports_only: bool = False) -> list[Operation]:
    """Return the latest operations, newest first; undos and redos are not operations of their own here."""
    kinds = (SetKind.IMPORT,) if imports_only else _UNDOABLE
    marks = ",".join("?" * len(kinds))
    rows = connection.exec_driver_sql(
        "SELECT id, at, member, kind, sentence, data, undone_by IS NOT NULL, id > "
        "coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'undo_floor'), 0) "
        f"FROM change_set WHERE kind IN ({marks}) ORDER BY id DESC LIMIT ?",
        (*(kind.value for kind in kinds), limit),
    )
    return [
        Operation(row[0], row[1], row[2], SetKind(row[3]), _sentence(row[4], row[5]), bool(row[6]), bool(row[7]))
        for row in rows
    ]


def operation(connection: Connection, set_id: int) -> Operation | None:
    """Return one change set of any kind."""
    row = connection.exec_driver_sql(
        "SELECT id, at, member, kind, sentence, data, undone_by IS NOT NULL, id > "
        "coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'undo_floor'), 0) FROM change_set WHERE id = ?",
        (set_id,),
    ).first()
    if row is None:
        return None
    kind = SetKind(row[3])
    undoable = bool(row[7]) and kind in _UNDOABLE
    return Operation(row[0], row[1], row[2], kind, _sentence(row[4], row[5]), bool(row[6]), undoable)


def next_undo(connection: Connection, *, after: int) -> int | None:
    """Return the latest operation that stands, made after a given set; None when there is none."""
    marks = ",".join(f"'{kind.value}'" for kind in _UNDOABLE)
    found: int | None = connection.exec_driver_sql(
        f"SELECT max(id) FROM change_set WHERE kind IN ({marks}) AND undone_by IS NULL AND id > max(?, "
        "coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'undo_floor'), 0))",
        (after,),
    ).scalar()
    return found


def next_redo(connection: Connection, *, after: int) -> int | None:
    """Return the latest undo that stands and was not followed by a new operation."""
    marks = ",".join(f"'{kind.value}'" for kind in _UNDOABLE)
    found: int | None = connection.exec_driver_sql(
        "SELECT max(id) FROM change_set WHERE kind = 'undo' AND undone_by IS NULL AND id > ? "
        f"AND id > coalesce((SELECT max(id) FROM change_set WHERE kind IN ({marks})), 0)",
        (after,),
    ).scalar()
    return found


def reverted(connection: Connection, set_id: int) -> int:
    """Return the set that an undo or redo reverted."""
    return int(connection.exec_driver_sql("SELECT reverts FROM change_set WHERE id = ?", (set_id,)).scalar_one())


def mark_undone(connection: Connection, set_id: int, by: int | None) -> None:
    """Note that a set stands undone by another one, or stands again."""
    connection.exec_driver_sql("UPDATE change_set SET undone_by = ? WHERE id = ?", (by, set_id))


def tables_of(connection: Connection, set_id: int) -> set[str]:
    """Return the tables that a set touched."""
    rows = connection.exec_driver_sql("SELECT DISTINCT tbl FROM change WHERE set_id = ?", (set_id,))
    return {row[0] for row in rows}


def field_changes(connection: Connection, table: str, pk: int, column: str) -> list[FieldChange]:
    """Return what a field of a record has been, newest first."""
    path = f"$.{column}"
    rows = connection.exec_driver_sql(
        "SELECT s.at, s.member, s.id, s.sentence, s.data, json_extract(ch.old, ?), json_extract(ch.new, ?) "
        "FROM change ch JOIN change_set s ON s.id = ch.set_id "
        "WHERE ch.tbl = ? AND ch.pk = ? AND ch.op = 'update' AND json_type(ch.new, ?) IS NOT NULL ORDER BY ch.id DESC",
        (path, path, table, pk, path),
    )
    return [FieldChange(row[0], row[1], row[2], _sentence(row[3], row[4]), row[5], row[6]) for row in rows]


def deleted_customers(connection: Connection, today: dt.date) -> list[DeletedCustomer]:
    """Return the customers deleted in the last ``BIN_DAYS`` days that are still gone, newest first."""
    since = (today - dt.timedelta(days=BIN_DAYS)).isoformat()
    rows = connection.exec_driver_sql(
        "SELECT s.id, s.at, json_extract(ch.old, '$.name'), "
        "(SELECT count(*) FROM change o WHERE o.set_id = s.id AND o.tbl = 'customer' AND o.op = 'delete') - 1 "
        "FROM change ch JOIN change_set s ON s.id = ch.set_id "
        "WHERE ch.tbl = 'customer' AND ch.op = 'delete' AND s.kind = 'delete' AND s.undone_by IS NULL AND s.at >= ? "
        "ORDER BY ch.id DESC",
        (since,),
    )
    return [DeletedCustomer(*row) for row in rows]


def _sentence(key: str, data: str) -> Sentence:
    values: dict[str, Scalar] = json.loads(data)
    return Sentence(key, values)
