"""Puts everything back as it was before a change set: the one mechanism behind undo, redo and the bin."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlcipher3 import dbapi2 as driver

from csops_desktop.foundation.errors import UndoRefusedError
from csops_desktop.store import swaps, sweeping
from csops_desktop.store.adoptions import adopt_all
from csops_desktop.store.batches import chunks
from csops_desktop.store.connection import Connection
from csops_desktop.store.shape import columns, unique_keys
from csops_desktop.store.ties import ALONG, LINKS, MOST_CONFLICTS, Place, tie, unused

_SLICE = 5000


@dataclass(frozen=True, slots=True)
class _Change:
    id: int
    table: str
    pk: int
    op: str
    old: str | None
    new: str | None


def revert(connection: Connection, set_id: int) -> None:
    """Put everything back as it was before a change set; runs inside another operation.

    A row that the set made goes, whatever became of it since; but a tag, a custom field, a member or a product that was
    made along with other things stays while something else uses it. A reference to something that was deleted since
    stays empty.

    Raises:
        UndoRefusedError: a column no longer holds the value which that set wrote, or there is no place any more for a
            row it deleted; nothing is changed by the caller's transaction then.
    """
    connection.run("PRAGMA defer_foreign_keys = ON")
    if sweeping.swept(connection, set_id):
        return
    # What the set itself had made goes as a whole; nothing in it is put back first.
    done = _made_and_changed(connection, set_id)
    made = {(table, pk) for table, pk, _column in done}
    conflicts: list[Place] = []
    restored: dict[str, list[int]] = {}
    unadopted = False
    for (table, op), run in groupby(_backwards(connection, set_id), key=lambda change: (change.table, change.op)):
        changes = list(run)
        if op == "insert":
            _delete(connection, table, changes)
            unadopted = unadopted or table == "adoption"
        elif op == "delete":
            conflicts += _restore(connection, table, changes)
            restored.setdefault(table, []).extend(change.pk for change in changes)
        else:
            kept = [change for change in changes if (table, change.pk) not in made]
            conflicts += _put_back(connection, table, kept, done)
            restored.setdefault(table, []).extend(change.pk for change in kept)
        if len(conflicts) >= MOST_CONFLICTS:
            break
    if not conflicts:
        for table, ids in restored.items():
            conflicts += tie(connection, table, ids)
    if conflicts:
        raise UndoRefusedError(set_id, tuple(conflicts[:MOST_CONFLICTS]))
    if unadopted:
        adopt_all(connection)  # what contracts of other operations stand on


def _backwards(connection: Connection, set_id: int) -> Iterator[_Change]:
    # Read in slices: an import of 100,000 rows is undone without holding all of them, and without a cursor that stays
    # open while the rows it reads lead to writes.
    below = 1 << 62
    while True:
        rows = connection.run(
            "SELECT id, tbl, pk, op, old, new FROM change WHERE set_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
            (set_id, below, _SLICE),
        ).all()
        if not rows:
            return
        below = rows[-1][0]
        for row in rows:
            yield _Change(*row)


def _made_and_changed(connection: Connection, set_id: int) -> set[Place]:
    of_set = "SELECT tbl, pk FROM change WHERE set_id = ?"
    sql = f"{of_set} AND op = 'insert' INTERSECT {of_set} AND op = 'update'"  # sorted once; a join would look at pairs
    rows = connection.run(sql, (set_id, set_id))
    return {(table, pk, "") for table, pk in rows}


def _delete(connection: Connection, table: str, changes: Sequence[_Change]) -> None:
    still = f" AND {unused(connection, table)}" if table in ALONG else ""
    for chunk in chunks(change.pk for change in changes):
        marks = ",".join("?" * len(chunk))
        connection.run(f"DELETE FROM {table} WHERE id IN ({marks}){still}", tuple(chunk))


def _restore(connection: Connection, table: str, changes: Sequence[_Change]) -> list[Place]:
    names = columns(connection, table)
    taken = _rows(connection, table, [change.pk for change in changes])
    conflicts: list[Place] = [(table, pk, "id") for pk in taken]
    rows = {change.pk: json.loads(change.old or "{}") for change in changes}
    if not conflicts and _tried(connection, lambda: _insert(connection, table, names, rows)):
        return []
    for unique in unique_keys(connection, table):
        for pk, column in _occupied(connection, table, unique, rows):
            if table in LINKS and _same_tie(connection, table, unique, rows[pk]):
                del rows[pk]
            else:
                conflicts.append((table, pk, column))
    if rows and not conflicts:
        _insert(connection, table, names, rows)
    return conflicts


def _insert(connection: Connection, table: str, names: Sequence[str], rows: dict[int, dict[str, object]]) -> None:
    connection.run_many(
        f"INSERT INTO {table} ({','.join(names)}) VALUES ({','.join('?' * len(names))})",
        [tuple(rows[pk][name] for name in names) for pk in sorted(rows)],
    )


def _tried(connection: Connection, write: Callable[[], None]) -> bool:
    """Run a write; when it breaks a uniqueness, take all of it back and return False."""
    connection.run("SAVEPOINT attempt")
    try:
        write()
    except driver.IntegrityError:
        connection.run("ROLLBACK TO attempt")
        connection.run("RELEASE attempt")
        return False
    connection.run("RELEASE attempt")
    return True


def _occupied(
    connection: Connection, table: str, unique: tuple[str, ...], rows: dict[int, dict[str, object]]
) -> list[tuple[int, str]]:
    """Return (id, column) of the rows whose unique value belongs to another row by now."""
    where = " AND ".join(f"{name} = ?" for name in unique)
    sql = f"SELECT id FROM {table} WHERE {where}"
    found: list[tuple[int, str]] = []
    for pk, row in rows.items():
        key = tuple(row[name] for name in unique)
        if None not in key and connection.run(sql, key).first():
            found.append((pk, unique[-1]))
    return found


def _same_tie(connection: Connection, table: str, unique: tuple[str, ...], row: dict[str, object]) -> bool:
    """Tell whether the tie that a row would make is there already, under another id."""
    others = {name: value for name, value in row.items() if name != "id"}
    where = " AND ".join(f"{name} IS ?" for name in others)
    sql = f"SELECT 1 FROM {table} WHERE {where}"
    return bool(unique) and connection.run(sql, tuple(others.values())).first() is not None


def _put_back(connection: Connection, table: str, changes: Sequence[_Change], done: set[Place]) -> list[Place]:
    now = _rows(connection, table, [change.pk for change in changes])
    conflicts: list[Place] = []
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
    if _tried(connection, lambda: _update(connection, table, by_columns)):
        return []
    for unique in unique_keys(connection, table):
        if len(unique) == 1:
            conflicts += _taken(connection, table, unique[0], by_columns)
    if not conflicts:
        # Rows that swap a unique value among themselves: nobody holds it while they do.
        _let_go(connection, table, by_columns)
        _update(connection, table, by_columns)
    return conflicts


def _let_go(connection: Connection, table: str, by_columns: dict[tuple[str, ...], list[tuple[object, ...]]]) -> None:
    for (column,) in (unique for unique in unique_keys(connection, table) if len(unique) == 1):
        if column in swaps.SET_FREE:
            pks = [int(str(values[-1])) for names, rows in by_columns.items() if column in names for values in rows]
            swaps.free(connection, table, column, pks)


def _update(connection: Connection, table: str, by_columns: dict[tuple[str, ...], list[tuple[object, ...]]]) -> None:
    for names, values in by_columns.items():
        assignments = ", ".join(f"{name} = ?" for name in names)
        connection.run_many(f"UPDATE {table} SET {assignments} WHERE id = ?", values)


def _taken(
    connection: Connection, table: str, column: str, by_columns: dict[tuple[str, ...], list[tuple[object, ...]]]
) -> list[Place]:
    """Return where a unique value that is to come back belongs to a row which keeps it."""
    changing = {values[-1] for names, rows in by_columns.items() if column in names for values in rows}
    found: list[Place] = []
    for names, rows in by_columns.items():
        if column not in names:
            continue
        at = names.index(column)
        for values in rows:
            holder = connection.run(f"SELECT id FROM {table} WHERE {column} = ?", (values[at],)).scalar()
            if holder is not None and holder not in changing:
                found.append((table, int(str(values[-1])), column))
    return found


def _rows(connection: Connection, table: str, ids: Sequence[int]) -> dict[int, dict[str, object]]:
    names = columns(connection, table)
    found: dict[int, dict[str, object]] = {}
    for chunk in chunks(ids):
        marks = ",".join("?" * len(chunk))
        rows = connection.run(f"SELECT {','.join(names)} FROM {table} WHERE id IN ({marks})", tuple(chunk))
        for row in rows:
            found[int(row[0])] = dict(zip(names, row, strict=True))
    return found
