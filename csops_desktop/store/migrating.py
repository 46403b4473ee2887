"""Brings an older store up to the current schema with Alembic, all revisions in one transaction.

Foreign keys are off outside the transaction, because a batch rebuild with them on would cascade its DROP into child
rows without an error; row counts are compared and foreign keys checked before the commit instead.
"""

from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as driver

from csops_desktop.foundation.errors import DamagedStoreError
from csops_desktop.store.connecting import all_rows, raw_connection

FOLDER = Path(__file__).parent / "migrations"
_GROWN_BY_MIGRATION = ("alembic_version", "meta", "sqlite_sequence")


def upgrade(connection: Any, path: Path, *, folder: Path = FOLDER) -> None:
    """Run the missing revisions on a driver connection that is locked for us.

    Args:
        connection: the driver connection.
        path: its file, for the error.
        folder: where the revisions lie.

    Raises:
        DamagedStoreError: rows went missing or a reference broke; the file is as it was.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    wrapped = _wrap(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = all_rows(connection)
        _run(wrapped, folder)
        _compare(connection, path, before)
        # Undo does not reach across a schema change.
        connection.execute(
            "INSERT INTO meta(key, value) SELECT 'undo_floor', coalesce(max(id), 0) FROM change_set WHERE true "
            "ON CONFLICT(key) DO UPDATE SET value = excluded.value"
        )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def try_out(path: Path) -> str:
    """Make a scratch store by the migrations alone; returns the revision they lead to."""
    connection = raw_connection(path, None, create=True)
    try:
        upgrade(connection, path)
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    finally:
        connection.close()


def _compare(connection: Any, path: Path, before: dict[str, int]) -> None:
    after = all_rows(connection)
    lost = [table for table, n in before.items() if after.get(table, 0) < n and table not in _GROWN_BY_MIGRATION]
    orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    if lost or orphans:
        raise DamagedStoreError(path, f"migration: {lost or orphans[0]}")


def _wrap(connection: Any) -> Connection:
    """Return the driver connection as SQLAlchemy's; to be called before the transaction.

    The dialect sets the driver's ``isolation_level`` when it meets a connection, and the driver commits at that; and
    Alembic commits after each revision unless it sees that a transaction of SQLAlchemy's has begun outside.
    """
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connection,
        poolclass=StaticPool,
        isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None,
    )
    wrapped = engine.connect()
    wrapped.begin()
    return wrapped


def _run(wrapped: Connection, folder: Path) -> None:
    script = ScriptDirectory(str(folder))
    context = MigrationContext.configure(
        wrapped,
        opts={"fn": lambda revision, _context: script._upgrade_revs("head", revision)},  # noqa: SLF001 (Alembic's own command does the same)
    )
    with Operations.context(context):
        context.run_migrations()
