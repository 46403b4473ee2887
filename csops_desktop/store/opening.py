"""Creates a store, opens one in the safe order, changes its passphrase.

The order of opening: lock → key → application id → schema revision → (backup, migrate) → clean-shutdown flag (if unset:
quick check) → ready.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlcipher3 import dbapi2 as driver
from sqlmodel import SQLModel

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import (
    CannotWriteError,
    DamagedStoreError,
    NewerStoreError,
    NotAStoreError,
    PassphraseTooShortError,
    StoreExistsError,
)
from csops_desktop.store import engine, tables
from csops_desktop.store.engine import APPLICATION_ID, Database

REVISION = "0001"
REVISIONS = ("0001",)
MINIMUM_PASSPHRASE = 12


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
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWriteError(path, "denied") from error
    # Built beside and moved into place, so that a half-made store never stands under the name.
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    try:
        connection = engine.raw_connection(draft, passphrase, create=True)
        try:
            connection.execute("BEGIN IMMEDIATE")
            for statement in schema_statements():
                connection.execute(statement)
            connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
            connection.execute("INSERT INTO alembic_version VALUES (?)", (REVISION,))
            connection.executemany(
                "INSERT INTO meta(key, value) VALUES (?, ?)",
                [("store_id", secrets.token_hex(8)), ("clean", "1"), ("fact_day", clock.today().isoformat())],
            )
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("COMMIT")
        finally:
            connection.close()
        os.replace(draft, path)
    except (driver.DatabaseError, OSError) as error:
        translated = engine.translate(path, error) if isinstance(error, driver.DatabaseError) else None
        raise translated or CannotWriteError(path, "denied") from error
    finally:
        draft.unlink(missing_ok=True)
    return open_store(path, passphrase=passphrase, clock=clock)


def open_store(
    path: Path, *, passphrase: str | None, clock: Clock, before_migration: Callable[[Any, str], None] | None = None
) -> Database:
    """Open a store, bringing its schema up to date first.

    Args:
        path: the file.
        passphrase: of an encrypted store, else None.
        clock: tells the day.
        before_migration: takes a verified backup; called with the driver connection and the old revision.

    Raises:
        StoreMissingError, StoreLockedError, PassphraseNeededError, WrongPassphraseError, NotAStoreError,
        NewerStoreError, DamagedStoreError
    """
    connection = engine.raw_connection(path, passphrase)
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise NotAStoreError(path)
        revision = _revision(connection, path)
        if revision not in REVISIONS:
            raise NewerStoreError(path, revision)
        clean = connection.execute("SELECT value FROM meta WHERE key = 'clean'").fetchone()
        if clean is None or clean[0] != "1":
            _quick_check(connection, path)
        if revision != REVISION:
            if before_migration is not None:
                before_migration(connection, revision)
            from csops_desktop.store import migrating  # noqa: PLC0415 (Alembic costs start time and is needed rarely)

            migrating.upgrade(connection, path)
    except BaseException as error:
        connection.close()
        if isinstance(error, driver.DatabaseError):
            raise engine.translate(path, error) from error
        raise
    return Database(path, passphrase, clock, connection)


def change_passphrase(path: Path, *, old: str | None, new: str | None) -> None:
    """Encrypt, decrypt or re-encrypt a closed store; killed at any moment, it opens with exactly one of the two.

    The whole store is written anew beside the old one and takes its place in one step.
    """
    check_passphrase(new)
    draft = path.with_name(f".{path.name}.rekeyed")
    draft.unlink(missing_ok=True)
    try:
        connection = engine.raw_connection(path, old)
        try:
            connection.execute("ATTACH DATABASE ? AS rekeyed KEY ?", (str(draft), new or ""))
            connection.execute("PRAGMA rekeyed.synchronous = FULL")
            connection.execute("SELECT sqlcipher_export('rekeyed')").fetchone()
            connection.execute(f"PRAGMA rekeyed.application_id = {APPLICATION_ID}")
            connection.execute("DETACH DATABASE rekeyed")
        finally:
            connection.close()
        check = engine.raw_connection(draft, new)
        try:
            _quick_check(check, draft)
        finally:
            check.close()
        os.replace(draft, path)
        sync_folder(path.parent)
    except driver.DatabaseError as error:
        raise engine.translate(path, error) from error
    finally:
        draft.unlink(missing_ok=True)


def check_passphrase(passphrase: str | None) -> None:
    """Refuse a new passphrase that is too short."""
    if passphrase is not None and len(passphrase) < MINIMUM_PASSPHRASE:
        raise PassphraseTooShortError(MINIMUM_PASSPHRASE)


def schema_statements() -> list[str]:
    """Return the statements that make the current schema; a guard holds them equal to what the migrations make."""
    dialect = sqlite.dialect()  # type: ignore[no-untyped-call]
    statements: list[str] = []
    for table in SQLModel.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    return statements + list(tables.SEARCH_TABLES)


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


def _revision(connection: Any, path: Path) -> str:
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except driver.DatabaseError as error:
        raise NotAStoreError(path) from error
    return str(row[0]) if row else ""


def _quick_check(connection: Any, path: Path) -> None:
    finding = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    if finding != "ok":
        raise DamagedStoreError(path, finding)
