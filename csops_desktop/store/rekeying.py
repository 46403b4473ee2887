"""Sets, changes or takes away the passphrase of a closed store file."""

import os
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from csops_desktop.foundation.errors import DamagedStoreError
from csops_desktop.store import connecting, opening


def change_passphrase(path: Path, *, old: str | None, new: str | None) -> str:
    """Encrypt, decrypt or re-encrypt a closed store; killed at any moment, it opens with exactly one of the two.

    The whole store is written anew beside the old one, compared with it, and takes its place in one step.

    Returns:
        The id of the store.

    Raises:
        StoreMissingError, StoreLockedError, WrongPassphraseError, PassphraseNeededError, PassphraseTooShortError,
        CannotWriteError, DamagedStoreError: the store is as it was.
    """
    opening.check_passphrase(new)
    draft = opening.beside(path, "rekeyed")
    connection = connecting.raw_connection(path, old)
    try:
        opening.known_revision(connection, path)
        store = connection.execute("SELECT value FROM meta WHERE key = 'store_id'").fetchone()[0]
        opening.sweep(draft)
        before = _write_anew(connection, draft, new)
        connecting.require_sound(connection, path, old)
        if _look(draft, new) != before:
            raise DamagedStoreError(path, "the copy differs")
        # The lock is kept until the new file stands, so that nobody opens the old one in between.
        # Windows does not replace a file that is open.
        if os.name == "nt":
            connection.close()
        opening.drop_journal(path)
        draft.replace(path)
        opening.sync_folder(path.parent)
    except driver.DatabaseError as error:
        raise connecting.translate(path, error) from error
    except OSError as error:
        raise opening.cannot_write(path, error) from error
    finally:
        connection.close()
        opening.sweep(draft)
    return str(store)


def _write_anew(connection: Any, draft: Path, passphrase: str | None) -> dict[str, int]:
    connection.execute("ATTACH DATABASE ? AS rekeyed KEY ?", (str(draft), passphrase or ""))
    connection.execute("PRAGMA rekeyed.synchronous = FULL")
    connection.execute("SELECT sqlcipher_export('rekeyed')").fetchone()
    connection.execute(f"PRAGMA rekeyed.application_id = {connecting.APPLICATION_ID}")
    connection.execute("DETACH DATABASE rekeyed")
    return connecting.all_rows(connection)


def _look(draft: Path, passphrase: str | None) -> dict[str, int]:
    connection = connecting.raw_connection(draft, passphrase)
    try:
        opening.known_revision(connection, draft)
        opening.quick_check(connection, draft)
        return connecting.all_rows(connection)
    finally:
        connection.close()
