"""Creates a store, and opens one in the safe order.

The order of opening: lock → key → application id → schema revision → clean-shutdown flag (if unset: quick check) →
(backup, migrate) → ready. A store that was not closed is checked before it is migrated, not after.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import (
    CannotWriteError,
    CsopsError,
    DamagedStoreError,
    NewerStoreError,
    NotAStoreError,
    PassphraseTooShortError,
    StoreExistsError,
)
from csops_desktop.store import connecting, derived
from csops_desktop.store.connecting import APPLICATION_ID
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

REVISIONS = ("0001", "0002", "0003", "0004")
REVISION = REVISIONS[-1]
MINIMUM_PASSPHRASE = 12

Saver = Callable[[Any, str], None]


def create(path: Path, *, passphrase: str | None, clock: Clock) -> Database:
    """Make a new store and open it.

    Raises:
        StoreExistsError: there is a file already.
        PassphraseTooShortError: the passphrase has fewer than ``MINIMUM_PASSPHRASE`` characters.
        CannotWriteError: the place cannot be written.
    """
    if path.exists():
        raise StoreExistsError(path)
    check_passphrase(passphrase)
    # Built beside and moved into place, so that a half-made store never stands under the name.
    draft = beside(path, "new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(draft)
        _build(draft, passphrase, clock)
        drop_journal(path)
        draft.replace(path)
        sync_folder(path.parent)
    except driver.DatabaseError as error:
        raise connecting.translate(path, error) from error
    except CannotWriteError as error:
        raise CannotWriteError(path, error.reason, error.free) from error
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        sweep(draft)
    return open_store(path, passphrase=passphrase, clock=clock)


def open_store(
    path: Path,
    *,
    passphrase: str | None,
    clock: Clock,
    before_migration: Saver | None = None,
    checking: Callable[[], None] | None = None,
) -> Database:
    """Open a store, bringing its schema up to date first.

    Args:
        path: the file.
        passphrase: of an encrypted store, else None.
        clock: tells the day.
        before_migration: takes a verified backup; called with the driver connection and the old revision.
        checking: called before a store that was not closed is looked through, which takes seconds for a large one.

    Raises:
        StoreMissingError, StoreLockedError, PassphraseNeededError, WrongPassphraseError, NotAStoreError,
        NewerStoreError, DamagedStoreError, CannotWriteError
    """
    connection = connecting.raw_connection(path, passphrase)
    try:
        revision = known_revision(connection, path)
        clean = _is_clean(connection)
        if not clean:
            if checking is not None:
                checking()
            quick_check(connection, path)
        if revision != REVISION:
            if before_migration is not None:
                before_migration(connection, revision)
            from csops_desktop.store import migrating  # noqa: PLC0415 (Alembic costs start time and is needed rarely)

            migrating.upgrade(connection, path)
        # What a killed change of the passphrase or restore left half-made; we hold the lock, so none is under way.
        for purpose in ("new", "rekeyed", "restored"):
            sweep(beside(path, purpose))
        return Database(path, passphrase, clock, Connection(connection), unclean=not clean)
    except BaseException as error:
        connection.close()
        if isinstance(error, driver.DatabaseError):
            raise connecting.translate(path, error) from error
        raise


def known_revision(connection: Any, path: Path) -> str:
    """Return the schema revision of an open file, refusing what is not a store or comes from a newer program.

    Raises:
        NotAStoreError, NewerStoreError, DamagedStoreError
    """
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotAStoreError(path)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except driver.DatabaseError as error:
        if "no such table" in str(error):
            raise NotAStoreError(path) from error
        raise connecting.translate(path, error) from error
    if row is None:
        raise DamagedStoreError(path, "no schema revision")
    if row[0] not in REVISIONS:
        raise NewerStoreError(path, str(row[0]))
    return str(row[0])


def check_passphrase(passphrase: str | None) -> None:
    """Refuse a new passphrase that is too short."""
    if passphrase is not None and len(passphrase) < MINIMUM_PASSPHRASE:
        raise PassphraseTooShortError(MINIMUM_PASSPHRASE)


def schema_statements() -> list[str]:
    """Return the statements that make the current schema; a guard holds them equal to what the migrations make."""
    # Not before the first paint: only a new store needs them, and making the classes costs a third of the start.
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415 (see above)
    from sqlalchemy.schema import CreateIndex, CreateTable  # noqa: PLC0415 (see above)
    from sqlmodel import SQLModel  # noqa: PLC0415 (see above)

    from csops_desktop.store import tables  # noqa: PLC0415 (see above)

    dialect = sqlite.dialect()
    statements: list[str] = []
    for table in SQLModel.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    return [*statements, *tables.SEARCH_TABLES, *tables.maturity_tables.FIRST_ROWS]


def quick_check(connection: Any, path: Path) -> None:
    """Look at the structure of an open file.

    Raises:
        DamagedStoreError: with the first finding.
    """
    finding = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    if finding != "ok":
        raise DamagedStoreError(path, finding)


def beside(path: Path, purpose: str) -> Path:
    """Return the name of a draft that lies in the folder of a store until it takes the store's place."""
    return path.with_name(f".{path.name}.{purpose}")


def journal_of(path: Path) -> Path:
    """Return the rollback journal that belongs to a store file."""
    return path.with_name(f"{path.name}-journal")


def drop_journal(path: Path) -> None:
    """Remove a journal before another file takes the name it belongs to: it would be rolled back into that file."""
    journal_of(path).unlink(missing_ok=True)


def sweep(draft: Path) -> None:
    """Remove a draft and its journal, where that is possible."""
    for leftover in (draft, journal_of(draft)):
        try:
            leftover.unlink(missing_ok=True)
        except OSError:
            continue


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder last through a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows cannot open folders; its rename is durable with the file
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cannot_write(path: Path, error: OSError) -> CsopsError:
    """Return the user's error for a refusal of the operating system."""
    full = error.errno in (28, 122)  # ENOSPC, EDQUOT
    return CannotWriteError(path, "full" if full else "denied", connecting.free_bytes(path) if full else None)


def _build(draft: Path, passphrase: str | None, clock: Clock) -> None:
    connection = connecting.raw_connection(draft, passphrase, create=True)
    try:
        connection.execute("BEGIN IMMEDIATE")
        for statement in schema_statements():
            connection.execute(statement)
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (REVISION,))
        connection.executemany(
            "INSERT INTO meta(key, value) VALUES (?, ?)",
            [
                ("store_id", os.urandom(8).hex()),
                ("clean", "1"),
                ("fact_day", clock.today().isoformat()),
                ("derived_version", derived.VERSION),
            ],
        )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    finally:
        connection.close()


def _is_clean(connection: Any) -> bool:
    row = connection.execute("SELECT value FROM meta WHERE key = 'clean'").fetchone()
    return row is not None and row[0] == "1"
