"""Reverts a change set that only made rows, or only deleted them, table by table: a large import takes no detour."""

from collections.abc import Sequence

from csops_desktop.foundation.errors import UndoRefusedError
from csops_desktop.store.adoptions import adopt_all
from csops_desktop.store.connection import Connection
from csops_desktop.store.shape import columns, unique_keys
from csops_desktop.store.ties import ALONG, MOST_CONFLICTS, tie, unused


def swept(connection: Connection, set_id: int) -> bool:
    """Revert a set if it is of that kind and no place is taken; else nothing was changed.

    Raises:
        UndoRefusedError: a row that was deleted cannot stand without another one that is gone.
    """
    rows = connection.run(
        "SELECT tbl, min(op), max(op) FROM change WHERE set_id = ? GROUP BY tbl ORDER BY max(id) DESC", (set_id,)
    ).all()
    tables = [row[0] for row in rows]  # the latest first: children were made after, and deleted before, their parents
    operations = {op for row in rows for op in row[1:]}
    if operations == {"insert"}:
        _unmake(connection, set_id, tables)
        return True
    if operations == {"delete"} and not any(_occupied(connection, set_id, table) for table in tables):
        _remake(connection, set_id, tables)
        return True
    return False


def _unmake(connection: Connection, set_id: int, tables: Sequence[str]) -> None:
    for table in sorted(tables, key=lambda name: name in ALONG):  # who is in use is known when the users are gone
        still = f" AND {unused(connection, table)}" if table in ALONG and len(tables) > 1 else ""
        connection.run(
            f"DELETE FROM {table} WHERE id IN (SELECT pk FROM change WHERE set_id = ? AND tbl = ?){still}",
            (set_id, table),
        )
    if "adoption" in tables:
        adopt_all(connection)  # what contracts of other operations stand on


def _remake(connection: Connection, set_id: int, tables: Sequence[str]) -> None:
    for table in tables:
        names = columns(connection, table)
        images = ",".join(f"json_extract(old, '$.{name}')" for name in names)
        connection.run(
            f"INSERT INTO {table} ({','.join(names)}) SELECT {images} FROM change WHERE set_id = ? AND tbl = ? "
            "ORDER BY pk",
            (set_id, table),
        )
    conflicts = [place for table in tables for place in tie(connection, table, _ids(connection, set_id, table))]
    if conflicts:
        raise UndoRefusedError(set_id, tuple(conflicts[:MOST_CONFLICTS]))


def _ids(connection: Connection, set_id: int, table: str) -> list[int]:
    return [row[0] for row in connection.run("SELECT pk FROM change WHERE set_id = ? AND tbl = ?", (set_id, table))]


def _occupied(connection: Connection, set_id: int, table: str) -> bool:
    """Tell whether an id or a unique value of the deleted rows belongs to another row by now."""
    for key in (("id",), *unique_keys(connection, table)):
        same = " AND ".join(f"t.{name} = json_extract(ch.old, '$.{name}')" for name in key)
        sql = (
            f"SELECT EXISTS (SELECT 1 FROM change ch CROSS JOIN {table} t ON {same} WHERE ch.set_id = ? AND ch.tbl = ?)"
        )
        if connection.run(sql, (set_id, table)).scalar_one():
            return True
    return False
