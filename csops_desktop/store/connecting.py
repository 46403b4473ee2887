"""Opens the one data file with its settings proven, and words the engine's complaints as errors of the user's world.

The settings and their reasons are measured: TRUNCATE journal, EXTRA sync and EXCLUSIVE mode lost nothing in simulated
power cuts and leaves no side files for a cloud folder to tear apart. One SQLite library per process: the file is never
opened by anything else, not even as plain bytes, while it is open here.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2 as driver

from csops_desktop.foundation import text
from csops_desktop.foundation.errors import (
    CannotWriteError,
    DamagedStoreError,
    NotAStoreError,
    PassphraseNeededError,
    StoreLockedError,
    StoreMissingError,
    WrongPassphraseError,
)

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
_PAGE = 4096  # SQLCipher's page; an encrypted store is a whole number of them
_BUSY_SECONDS = 0.3
_ROOM = 1 << 20  # with less than this free, an I/O error is a full disk


def raw_connection(path: Path, passphrase: str | None, *, create: bool = False) -> Any:
    """Return a driver connection with the settings of ``SETTINGS`` proven and the file locked for us alone.

    Raises:
        StoreMissingError, StoreLockedError, PassphraseNeededError, WrongPassphraseError, NotAStoreError
    """
    if not create and not path.is_file():
        raise StoreMissingError(path)
    if not create and path.stat().st_size == 0:
        raise NotAStoreError(path)  # the engine would take it for a new database and write into it
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
    key(connection, passphrase)
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
        raise _refusal(path, passphrase, error) from error
    connection.create_function("bigrams", 1, text.bigrams, deterministic=True)
    connection.create_function("sort_key", 1, text.sort_key, deterministic=True)
    connection.create_function("match_key", 1, text.match_key, deterministic=True)
    connection.create_function(
        "normalise", 1, lambda value: None if value is None else text.normalise(str(value)), deterministic=True
    )


def _refusal(path: Path, passphrase: str | None, error: Exception) -> Exception:
    if "not a database" not in str(error):
        return translate(path, error)
    if passphrase:
        return WrongPassphraseError(path)
    return (NotAStoreError if path.stat().st_size % _PAGE else PassphraseNeededError)(path)


def _lock(connection: Any) -> None:
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except driver.OperationalError as error:
        # A file that may only be read can still be shown; nobody else can be writing through us.
        if "readonly" not in str(error) and "unable to open" not in str(error):
            raise


def key(connection: Any, passphrase: str | None) -> None:
    """Give a driver connection the passphrase of its file, if it has one."""
    connection.execute("PRAGMA cipher_log_level = NONE")
    if passphrase is not None:
        connection.execute("PRAGMA key = '{}'".format(passphrase.replace("'", "''")))


def engine_name() -> str:
    """Return the names and versions of what reads and writes the file."""
    connection = driver.connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()[0]
    finally:
        connection.close()
    return f"SQLite {driver.sqlite_version}, SQLCipher {cipher}"


def require_sound(connection: Any, path: Path, passphrase: str | None) -> None:
    """Refuse what was read since the opening when an encrypted page among it failed its checksum.

    SQLCipher hands out zeros for such a page and tells so only at the next page it reads. Where that page was the end
    of a long text, nothing else would ever tell. Asking costs microseconds.

    Raises:
        DamagedStoreError: the file is damaged.
    """
    if passphrase is not None and str(connection.execute("PRAGMA cipher_status").fetchone()[0]) != "1":
        raise DamagedStoreError(path, "a page failed its checksum")


def copy_pages(
    source: Any, target: Path, passphrase: str | None, *, pages: int, progress: Callable[[int, int, int], None] | None
) -> None:
    """Copy an open store page by page to a new file that takes the same passphrase."""
    sink = driver.connect(str(target), isolation_level=None)
    try:
        key(sink, passphrase)
        sink.execute("PRAGMA journal_mode = OFF")
        source.backup(sink, pages=pages, progress=progress, sleep=0)
    finally:
        sink.close()


def all_rows(connection: Any) -> dict[str, int]:
    """Return the number of rows of every table of an open file, whatever its schema; search indexes are left out."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search!_%' ESCAPE '!'"
    ).fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}


def translate(path: Path, error: Exception) -> Exception:
    """Return the user's error for an error of the engine, or the error itself when it is our bug."""
    message = str(getattr(error, "orig", None) or error)
    if "disk is full" in message or "disk I/O" in message:
        free = free_bytes(path)
        full = "full" in message or (free is not None and free < _ROOM)
        return CannotWriteError(path, "full" if full else "denied", free if full else None)
    known: tuple[tuple[str, Exception], ...] = (
        ("readonly", CannotWriteError(path, "readonly")),
        ("unable to open", CannotWriteError(path, "denied")),
        ("malformed", DamagedStoreError(path, message)),
        ("Could not decode", DamagedStoreError(path, "text that is none")),
        ("not a database", DamagedStoreError(path, message)),
        ("locked", StoreLockedError(path)),
    )
    return next((meaning for words, meaning in known if words in message), error)


def free_bytes(path: Path) -> int | None:
    """Return the free bytes of the disk that holds a file, or None when it cannot be told."""
    try:
        return shutil.disk_usage(path.parent).free
    except OSError:
        return None
