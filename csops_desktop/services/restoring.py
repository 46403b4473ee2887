"""Puts a backup in the place of a closed store; what stood there is kept."""

import os
import shutil
from itertools import count
from pathlib import Path

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import (
    DamagedStoreError,
    NotAStoreError,
    PassphraseNeededError,
    StoreMissingError,
    WrongPassphraseError,
)
from csops_desktop.foundation.paths import Profile
from csops_desktop.store import connecting, opening, verifying


def restore(store: Path, backup: Path, *, passphrase: str | None, profile: Profile, clock: Clock) -> Path | None:
    """Put a backup in the place of a closed store; what stood there is kept in the backups folder.

    Args:
        store: the place; nothing needs to be there.
        backup: the file to put there; it stays where it is.
        passphrase: of the backup, else None.
        profile: whose backups folder keeps what is replaced.
        clock: names what is kept.

    Returns:
        Where the replaced store was kept, or None when there was none.

    Raises:
        StoreMissingError, NotAStoreError, WrongPassphraseError, PassphraseNeededError, NewerStoreError,
        DamagedStoreError: the backup is not usable; nothing was changed.
        StoreLockedError: the store is open elsewhere.
        CannotWriteError: no room or no permission; nothing was changed.
    """
    if not backup.is_file():
        raise StoreMissingError(backup)
    _inspect(backup, passphrase)
    _refuse_if_open(store)
    draft = opening.beside(store, "restored")
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        opening.sweep(draft)
        _copy(backup, draft)
        replaced = _keep(store, profile.backups, clock) if store.exists() else None
        opening.drop_journal(store)
        draft.replace(store)
        opening.sync_folder(store.parent)
    except OSError as error:
        raise opening.cannot_write(store, error) from error
    finally:
        opening.sweep(draft)
    return replaced


def _inspect(backup: Path, passphrase: str | None) -> None:
    finding, _rows = verifying.verify(backup, passphrase, [])
    if finding != "ok" and "not a database" not in finding:
        raise DamagedStoreError(backup, finding)
    connection = connecting.raw_connection(backup, passphrase)
    try:
        opening.known_revision(connection, backup)
    finally:
        connection.close()


def _refuse_if_open(store: Path) -> None:
    if not store.exists():
        return
    try:
        connecting.raw_connection(store, None).close()
    except (PassphraseNeededError, WrongPassphraseError, NotAStoreError, DamagedStoreError):
        return  # encrypted or broken, but nobody holds it


def _keep(store: Path, folder: Path, clock: Clock) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    stamp = clock.stamp().replace(":", "").replace("-", "")[:15]
    names = (f"{store.stem}-replaced-{stamp}{'' if n == 1 else f'-{n}'}.csops" for n in count(1))
    kept = next(folder / name for name in names if not (folder / name).exists())
    _copy(store, kept)
    journal = opening.journal_of(store)
    if journal.exists() and journal.stat().st_size:
        _copy(journal, opening.journal_of(kept))  # what an encrypted store has not finished is part of it
    return kept


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
        with target.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError:
        target.unlink(missing_ok=True)
        raise
