"""Opens the one data file with its settings proven, and runs every write as one logged transaction.

The settings and their reasons are measured: TRUNCATE journal with EXTRA sync in EXCLUSIVE mode lost nothing in simulated
power cuts and leaves no side files for a cloud folder to tear apart. One SQLite library per process: the file is never
opened by anything else, not even as plain bytes, while it is open here.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as driver
from sqlmodel import SQLModel

from csops_desktop.domain.changes import Sentence, SetKind
from csops_desktop.foundation import text
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import (
    CannotWriteError,
    CsopsError,
    DamagedStoreError,
    NotAStoreError,
    PassphraseNeededError,
    StoreLockedError,
    StoreMissingError,
    WrongPassphraseError,
)
from csops_desktop.store import changelog, derived

APPLICATION_ID = 0x43534F50  # "CSOP"
SETTINGS = {
    "locking_mode": "exclusive",
    "journal_mode": "truncate",
    "synchronous": 3,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "fullfsync": 1,
}
_CACHE_KIB = 20_000
_BUSY_SECONDS = 0.3


@dataclass(slots=True)
class Operation:
    """A write in progress: the connection to write through and the sentence it will be known by."""

    connection: Connection
    sentence: Sentence
    set_id: int
    changes: int = field(default=0)


class Database:
    """The data file. Use ``store.opening`` to create or open one; this class assumes a current schema."""

    def __init__(self, path: Path, passphrase: str | None, clock: Clock, connection: Any) -> None:
        self.path = path
        self.clock = clock
        self.passphrase = passphrase
        self._engine = _engine(connection)
        self._dirty = False
        self._turn = threading.RLock()  # one connection: background work takes its turn with the store worker
        with self.reading() as connection:
            changelog.install(connection)
            derived.install(connection)
            self.session_floor: int = connection.exec_driver_sql(
                "SELECT coalesce(max(id), 0) FROM change_set"
            ).scalar_one()

    @property
    def encrypted(self) -> bool:
        """Whether the file is unreadable without the passphrase."""
        return self.passphrase is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection for queries."""
        with self._turn, _translated(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def operation(
        self, sentence: Sentence, kind: SetKind = SetKind.EDIT, *, reverts: int | None = None
    ) -> Iterator[Operation]:
        """Run one operation of the user: one transaction, one change set, one undo step.

        The body may replace ``sentence`` on the yielded operation once it knows the numbers. An operation that changed
        nothing leaves no change set; ``changes`` tells afterwards.

        Raises:
            CannotWriteError: the disk refused; nothing was written.
        """
        with self._writing() as connection:
            set_id = changelog.begin(connection, self.clock.stamp(), kind, reverts)
            running = Operation(connection, sentence, set_id)
            yield running
            derived.refresh(connection, self.clock.today())
            running.changes = changelog.finish(connection, running.set_id, running.sentence)

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """Run a write that is no undo step: preferences, remembered mappings, derived figures."""
        with self._writing() as connection:
            yield connection

    def turn_day(self) -> None:
        """Bring the derived figures to today: contracts that began or ended since they were computed.

        A store that cannot be written keeps showing the figures of the day before.
        """
        today = self.clock.today().isoformat()
        with self.reading() as connection:
            if derived.day(connection) == today:
                return
        try:
            with self.aside() as connection:
                derived.turn_day(connection, self.clock.today())
        except CannotWriteError:
            return

    def copy_to(self, target: Path, *, pages: int, between: Callable[[int, int], None]) -> dict[str, int]:
        """Copy the whole store to a new file with the same passphrase, letting other work in after every few pages.

        Args:
            target: a file that does not exist yet.
            pages: pages per step.
            between: called after each step with (pages done, pages in all); raise there to stop.

        Returns:
            The number of rows of each table in the copy.
        """

        def pause(_status: int, remaining: int, total: int) -> None:
            self._turn.release()
            try:
                between(total - remaining, total)
            finally:
                self._turn.acquire()

        with self._turn, _translated(target), self._engine.connect() as connection:
            sink = driver.connect(str(target), isolation_level=None)
            try:
                _key(sink, self.passphrase)
                sink.execute("PRAGMA journal_mode = OFF")
                source: Any = connection.connection.driver_connection
                source.backup(sink, pages=pages, progress=pause, sleep=0)
            finally:
                sink.close()
            return row_counts(connection.exec_driver_sql)

    def check(self) -> str:
        """Look for damage. Returns "ok" or the first finding."""
        with self.reading() as connection:
            if self.encrypted:
                bad = connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
                if bad:
                    return str(bad[0][0])
            finding = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one())
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            return f"orphan in {orphans[0][0]}" if finding == "ok" and orphans else finding

    def close(self) -> None:
        """Note the clean shutdown and let go of the file."""
        if self._dirty:
            try:
                with _translated(self.path), self._engine.begin() as connection:
                    _set_meta(connection, "clean", "1")
            except CsopsError:
                pass  # the next opening checks the file instead
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._turn, _translated(self.path), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                if not self._dirty:
                    _set_meta(connection, "clean", "0")
                yield connection
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                _roll_back(connection)
                raise
            self._dirty = True


def row_counts(run: Callable[[str], Any]) -> dict[str, int]:
    """Return the number of rows of each table that holds the user's data and its log."""
    names = sorted(SQLModel.metadata.tables)
    counts = run("SELECT " + ", ".join(f'(SELECT count(*) FROM "{name}")' for name in names)).fetchone()
    return dict(zip(names, counts, strict=True))


def raw_connection(path: Path, passphrase: str | None, *, create: bool = False) -> Any:
    """Return a driver connection with the settings of ``SETTINGS`` proven and the file locked for us alone.

    Raises:
        StoreMissingError, StoreLockedError, PassphraseNeededError, WrongPassphraseError, NotAStoreError
    """
    if not create and not path.is_file():
        raise StoreMissingError(path)
    mode = "rwc" if create else "rw"
    try:
        connection = driver.connect(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            check_same_thread=False,
            isolation_level=None,
            timeout=_BUSY_SECONDS,
        )
    except driver.DatabaseError as error:
        raise CannotWriteError(path, "denied") from error
    try:
        _prepare(connection, path, passphrase)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Any, path: Path, passphrase: str | None) -> None:
    _key(connection, passphrase)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for name, value in SETTINGS.items():
            connection.execute(f"PRAGMA {name} = {value}").fetchall()
        for name, value in SETTINGS.items():
            found = connection.execute(f"PRAGMA {name}").fetchone()[0]
            if found != value:
                raise AssertionError(f"the engine kept {name} = {found}")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("PRAGMA temp_store = MEMORY")
        _lock(connection)
    except driver.DatabaseError as error:
        message = str(error)
        if "locked" in message:
            raise StoreLockedError(path) from error
        if "not a database" not in message:
            raise DamagedStoreError(path, message) from error
        if path.stat().st_size % 512:
            raise NotAStoreError(path) from error
        raise (WrongPassphraseError if passphrase else PassphraseNeededError)(path) from error
    connection.create_function("bigrams", 1, text.bigrams, deterministic=True)
    connection.create_function("sort_key", 1, text.sort_key, deterministic=True)
    connection.create_function("match_key", 1, text.match_key, deterministic=True)
    connection.create_function(
        "normalise", 1, lambda value: None if value is None else text.normalise(str(value)), deterministic=True
    )


def _lock(connection: Any) -> None:
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except driver.OperationalError as error:
        # A file that may only be read can still be shown; nobody else can be writing through us.
        if "readonly" not in str(error) and "unable to open" not in str(error):
            raise


def _key(connection: Any, passphrase: str | None) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    if passphrase is not None:
        connection.execute("PRAGMA key = '{}'".format(passphrase.replace("'", "''")))


def _engine(connection: Any) -> Engine:
    """Wrap the one driver connection; transactions are begun and ended here, never by the driver."""
    return create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connection,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        hide_parameters=True,
        isolation_level="AUTOCOMMIT",
    )


def _roll_back(connection: Connection) -> None:
    raw: Any = connection.connection.driver_connection
    if raw.in_transaction:
        raw.execute("ROLLBACK")


def _set_meta(connection: Connection, key: str, value: str) -> None:
    connection.exec_driver_sql(
        "INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", (key, value)
    )


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn the engine's complaints about disk and file into errors of the user's world."""
    try:
        yield
    except (DatabaseError, driver.DatabaseError) as error:
        raise translate(path, error) from error


def translate(path: Path, error: Exception) -> Exception:
    """Return the user's error for an error of the engine, or the error itself when it is our bug."""
    message = str(getattr(error, "orig", None) or error)
    if "full" in message or "disk I/O" in message:
        return CannotWriteError(path, "full", _free(path))
    if "readonly" in message:
        return CannotWriteError(path, "readonly")
    if "unable to open" in message:
        return CannotWriteError(path, "denied")
    if "malformed" in message or "not a database" in message:
        return DamagedStoreError(path, message)
    if "locked" in message:
        return StoreLockedError(path)
    return error


def _free(path: Path) -> int | None:
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return None
