"""The change log: TEMP triggers, generated from the table metadata at every opening, write down what each operation did.

One mechanism for undo, history, audit, bin and import undo. Triggers see the ORM, bulk and raw SQL and cascades alike.
An insert logs its key only, an update the columns that changed, a delete the whole row. A write to a logged table
outside an operation fails, because there is no current change set to log it under.
"""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection
from sqlmodel import SQLModel

from csops_desktop.domain.changes import Sentence, SetKind
from csops_desktop.foundation.errors import UndoRefusedError
from csops_desktop.store import tables

LOGGED = (
    tables.MemberRow,
    tables.ProductRow,
    tables.CustomerRow,
    tables.ContactRow,
    tables.ContractRow,
    tables.AdoptionRow,
    tables.OpportunityRow,
    tables.ActivityRow,
    tables.NextActionRow,
    tables.PromiseRow,
    tables.TagRow,
    tables.CustomerTagRow,
    tables.CustomFieldRow,
    tables.CustomValueRow,
    tables.SavedViewRow,
)
_MOST_CONFLICTS = 10
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Change:
    id: int
    table: str
    pk: int
    op: str
    old: str | None
    new: str | None


def columns(table: str) -> list[str]:
    """Return the column names of a table."""
    return [column.name for column in SQLModel.metadata.tables[table].columns]


def install(connection: Connection) -> None:
    """Create the TEMP table that names the running change set, and the logging triggers."""
    connection.exec_driver_sql("CREATE TEMP TABLE current_set (set_id INTEGER NOT NULL)")
    for row in LOGGED:
        for statement in _triggers(str(row.__tablename__)):
            connection.exec_driver_sql(statement)


def begin(connection: Connection, at: str, kind: SetKind, reverts: int | None) -> int:
    """Open a change set and return its id."""
    connection.exec_driver_sql(
        "INSERT INTO change_set(at, member, kind, sentence, data, reverts) "
        "VALUES (?, (SELECT json_extract(value, '$') FROM setting WHERE name = 'me'), ?, '', '{}', ?)",
        (at, kind.value, reverts),
    )
    set_id: int = connection.exec_driver_sql("SELECT last_insert_rowid()").scalar_one()
    connection.exec_driver_sql("DELETE FROM current_set")
    connection.exec_driver_sql("INSERT INTO current_set VALUES (?)", (set_id,))
    return set_id


def finish(connection: Connection, set_id: int, sentence: Sentence) -> int:
    """Close the running change set; one that holds nothing goes away. Returns the number of changes."""
    connection.exec_driver_sql("DELETE FROM current_set")
    n: int = connection.exec_driver_sql("SELECT count(*) FROM change WHERE set_id = ?", (set_id,)).scalar_one()
    if n == 0:
        connection.exec_driver_sql("DELETE FROM change_set WHERE id = ?", (set_id,))
    else:
        connection.exec_driver_sql(
            "UPDATE change_set SET sentence = ?, data = ? WHERE id = ?",
            (sentence.key, json.dumps(sentence.data, ensure_ascii=False), set_id),
        )
    return n


def revert(connection: Connection, set_id: int) -> None:
    """Put everything back as it was before a change set; runs inside another operation.

    Raises:
        UndoRefusedError: a column no longer holds the value which that set wrote; nothing is changed by the caller's
            transaction then.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    done: set[tuple[str, int, str]] = set()
    conflicts: list[tuple[str, int, str]] = []
    for (table, op), run in groupby(_backwards(connection, set_id), key=lambda change: (change.table, change.op)):
        changes = list(run)
        if op == "insert":
            _delete(connection, table, changes)
        elif op == "delete":
            conflicts += _restore(connection, table, changes)
        else:
            conflicts += _put_back(connection, table, changes, done)
        if len(conflicts) >= _MOST_CONFLICTS:
            break
    if conflicts:
        raise UndoRefusedError(set_id, tuple(conflicts[:_MOST_CONFLICTS]))


def _backwards(connection: Connection, set_id: int) -> Iterator[_Change]:
    # Read in slices: an import of 100,000 rows is undone without holding all of them, and without a cursor that stays
    # open while the rows it reads lead to writes.
    below = (1 << 62,)
    while True:
        rows = connection.exec_driver_sql(
            "SELECT id, tbl, pk, op, old, new FROM change WHERE set_id = ? AND id < ? ORDER BY id DESC LIMIT 5000",
            (set_id, below[0]),
        ).all()
        if not rows:
            return
        below = (rows[-1][0],)
        for row in rows:
            yield _Change(*row)


def _delete(connection: Connection, table: str, changes: Sequence[_Change]) -> None:
    for chunk in _chunks([change.pk for change in changes]):
        marks = ",".join("?" * len(chunk))
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE id IN ({marks})", tuple(chunk))


def _restore(connection: Connection, table: str, changes: Sequence[_Change]) -> list[tuple[str, int, str]]:
    names = columns(table)
    taken = _rows(connection, table, [change.pk for change in changes])
    conflicts = [(table, pk, "id") for pk in taken]
    rows = [json.loads(change.old or "{}") for change in changes]
    for unique in _unique(table):
        for row in rows:
            if any(row[name] is None for name in unique):
                continue
            where = " AND ".join(f"{name} = ?" for name in unique)
            found = connection.exec_driver_sql(
                f"SELECT id FROM {table} WHERE {where}", tuple(row[name] for name in unique)
            ).first()
            if found:
                conflicts.append((table, row["id"], unique[-1]))
    if not conflicts:
        connection.exec_driver_sql(
            f"INSERT INTO {table} ({','.join(names)}) VALUES ({','.join('?' * len(names))})",
            [tuple(row[name] for name in names) for row in rows],
        )
    return conflicts


def _put_back(
    connection: Connection, table: str, changes: Sequence[_Change], done: set[tuple[str, int, str]]
) -> list[tuple[str, int, str]]:
    now = _rows(connection, table, [change.pk for change in changes])
    conflicts: list[tuple[str, int, str]] = []
    by_columns: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
    for change in changes:
        old, new = json.loads(change.old or "{}"), json.loads(change.new or "{}")
        current = now.get(change.pk)
        for name, value in new.items():
            place = (table, change.pk, name)
            if place not in done and (current is None or current[name] != value):
                conflicts.append(place)
            done.add(place)
        by_columns.setdefault(tuple(old), []).append((*old.values(), change.pk))
    if conflicts:
        return conflicts
    for names, values in by_columns.items():
        assignments = ", ".join(f"{name} = ?" for name in names)
        connection.exec_driver_sql(f"UPDATE {table} SET {assignments} WHERE id = ?", values)
    return []


def _rows(connection: Connection, table: str, ids: Sequence[int]) -> dict[int, dict[str, object]]:
    names = columns(table)
    found: dict[int, dict[str, object]] = {}
    for chunk in _chunks(ids):
        marks = ",".join("?" * len(chunk))
        rows = connection.exec_driver_sql(f"SELECT {','.join(names)} FROM {table} WHERE id IN ({marks})", tuple(chunk))
        for row in rows:
            values = dict(zip(names, row, strict=True))
            found[int(values["id"])] = values  # type: ignore[call-overload]
    return found


def _unique(table: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for constraint in SQLModel.metadata.tables[table].constraints:
        if type(constraint).__name__ == "UniqueConstraint":
            found.append(tuple(column.name for column in constraint.columns))  # type: ignore[attr-defined]
    return found


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    waiting = deque(ids)
    while waiting:
        yield [waiting.popleft() for _ in range(min(_CHUNK, len(waiting)))]


def _triggers(table: str) -> Iterator[str]:
    names = columns(table)
    others = [name for name in names if name != "id"]
    log = "INSERT INTO change(set_id, tbl, pk, op, old, new) VALUES ((SELECT set_id FROM current_set),"
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in others)
    whole = ",".join(f"'{name}',old.{name}" for name in names)
    yield (
        f"CREATE TEMP TRIGGER log_{table}_insert AFTER INSERT ON main.{table} BEGIN "
        f"{log} '{table}', new.id, 'insert', NULL, NULL); END"
    )
    yield (
        f"CREATE TEMP TRIGGER log_{table}_update AFTER UPDATE ON main.{table} WHEN {changed} BEGIN "
        f"{log} '{table}', new.id, 'update', {_difference('old', others)}, {_difference('new', others)}); END"
    )
    yield (
        f"CREATE TEMP TRIGGER log_{table}_delete AFTER DELETE ON main.{table} BEGIN "
        f"{log} '{table}', old.id, 'delete', json_object({whole}), NULL); END"
    )


def _difference(side: str, names: Sequence[str]) -> str:
    parts = " UNION ALL ".join(f"SELECT '{n}' k, {side}.{n} v WHERE old.{n} IS NOT new.{n}" for n in names)
    return f"(SELECT json_group_object(k, v) FROM ({parts}))"
