"""The user's data table by table, as it stands: what a full export takes out and puts back; no log, nothing derived."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlcipher3 import dbapi2 as driver

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.domain.whole import TableShape
from csops_desktop.store.changelog import LOGGED
from csops_desktop.store.connection import Connection
from csops_desktop.store.kinds import TABLES

Row = Sequence[str | int | float | None]
_UNLOGGED = ("setting", "import_mapping", "score_snapshot")  # past scores cannot be computed anew
_THERE_ALWAYS = ("touch_model", "touch_rule")
_OF_A_MACHINE = (StoreSetting.ME.value.name, StoreSetting.LOG_DRAFT.value.name)
_SLICE = 2000


def shapes(connection: Connection) -> list[TableShape]:
    """Return the tables that hold the user's data, parents before what hangs on them."""
    found = []
    for name in (*LOGGED, *_UNLOGGED):
        columns = dict(connection.run("SELECT name, type FROM pragma_table_info(?)", (name,)).all())
        sql = f"SELECT count(*) FROM {name} WHERE {_mine(name)}"
        found.append(TableShape(name, columns, int(connection.run(sql).scalar_one())))
    return found


def kind_of(table: str) -> Kind | None:
    """Return the kind of record that a table holds, None for ties and the like."""
    return next((kind for kind, name in TABLES.items() if name == table), None)


def is_empty(connection: Connection) -> bool:
    """Tell whether the store holds no record of any kind."""
    own = (name for name in LOGGED if name not in _THERE_ALWAYS)
    return not any(connection.run(f"SELECT EXISTS (SELECT 1 FROM {name})").scalar_one() for name in own)


def rows(connection: Connection, shape: TableShape) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a table in slices, by their key; what is written between two slices may be among them."""
    key = "name" if shape.name == "setting" else "id"
    listed, last = ",".join(shape.columns), None
    at = list(shape.columns).index(key)
    while True:
        after = "" if last is None else f"AND {key} > ?"
        sql = f"SELECT {listed} FROM {shape.name} WHERE {_mine(shape.name)} {after} ORDER BY {key} LIMIT {_SLICE}"
        found = connection.run(sql, () if last is None else (last,)).all()
        if not found:
            return
        yield found
        last = found[-1][at]


def insert(connection: Connection, table: str, columns: Sequence[str], values: Sequence[Row]) -> str:
    """Insert rows as they are; returns empty, or what the store has against one of them."""
    replace = "OR REPLACE " if table in _UNLOGGED else ""
    marks = ",".join("?" * len(columns))
    try:
        connection.run_many(f"INSERT {replace}INTO {table} ({','.join(columns)}) VALUES ({marks})", values)
    except driver.IntegrityError as error:
        return str(error)
    return ""


@contextmanager
def unlogged(connection: Connection) -> Iterator[None]:
    """Let rows come in without a past, and before the ones they point to; the triggers of the log wait aside.

    A transaction that is rolled back puts them back too.
    """
    connection.run("PRAGMA defer_foreign_keys = ON")
    found = connection.run(
        "SELECT name, sql FROM sqlite_temp_master WHERE type = 'trigger' AND name GLOB 'log_*'"
    ).all()
    for name, _sql in found:
        connection.run(f"DROP TRIGGER temp.{name}")
    yield
    for _name, sql in found:
        connection.run(sql.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER", 1))


def make_room(connection: Connection, tables: Collection[str]) -> None:
    """Take away what a new store has in these tables from the start."""
    for table in _THERE_ALWAYS:
        if table in tables:
            connection.run(f"DELETE FROM {table}")


def orphan(connection: Connection) -> str | None:
    """Return a table with a row that points to nothing, or None."""
    found = connection.run("PRAGMA foreign_key_check").first()
    return None if found is None else str(found[0])


def _mine(table: str) -> str:
    """Return the condition under which rows are the store's own and not of a machine."""
    if table != "setting":
        return "1"
    return f"name NOT IN ({', '.join(repr(name) for name in _OF_A_MACHINE)})"
