"""Sets a unique column of many rows that may pass its values among themselves: nobody holds one while they do."""

from collections.abc import Sequence

from sqlcipher3.dbapi2 import IntegrityError

from csops_desktop.store.batches import chunks
from csops_desktop.store.connection import Connection, Stored

Pair = tuple[Stored, int]

SET_FREE = {"external_id": "NULL", "name": "char(31) || id"}
"""Unique column → what stands in it in between."""


def update(connection: Connection, table: str, column: str, pairs: Sequence[Pair]) -> None:
    """Set a column of many rows: pairs of (value, id). The log says what was and what is, not what was in between.

    Raises:
        IntegrityError: a value belongs to a row that keeps it.
    """
    sql = f"UPDATE {table} SET {column} = ? WHERE id = ?"
    if column not in SET_FREE:
        connection.run_many(sql, pairs)
        return
    connection.run("SAVEPOINT at_once")
    try:
        connection.run_many(sql, pairs)
    except IntegrityError:
        connection.run("ROLLBACK TO at_once")
        before = connection.run("SELECT coalesce(max(id), 0) FROM change").scalar_one()
        free(connection, table, column, [id_ for _value, id_ in pairs])
        connection.run_many(sql, pairs)
        _forget_between(connection, table, before)
    connection.run("RELEASE at_once")


def free(connection: Connection, table: str, column: str, ids: Sequence[int]) -> None:
    """Let go of what rows hold in a unique column."""
    connection.run_many(f"UPDATE {table} SET {column} = {SET_FREE[column]} WHERE id = ?", [(id_,) for id_ in ids])


def _forget_between(connection: Connection, table: str, before: int) -> None:
    """Make one entry of the log of the two that each row got since an entry."""
    rows = connection.run(
        "SELECT pk, min(id), max(id) FROM change WHERE id > ? AND tbl = ? AND op = 'update' GROUP BY pk",
        (before, table),
    ).all()
    for chunk in chunks(range(len(rows))):
        several = [rows[at] for at in chunk if rows[at][1] != rows[at][2]]
        connection.run_many(
            "UPDATE change SET old = (SELECT f.old FROM change f WHERE f.id = ?) WHERE id = ?",
            [(first, last) for _pk, first, last in several],
        )
        connection.run_many("DELETE FROM change WHERE id = ?", [(first,) for _pk, first, _last in several])
