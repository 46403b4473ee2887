"""Backups of the store that is open: take one, list them, check the store; and restoring one into a closed store."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import (
    CannotWriteError,
    DamagedStoreError,
    PassphraseNeededError,
    StoreMissingError,
    WrongPassphraseError,
)
from csops_desktop.foundation.paths import Profile
from csops_desktop.store import backups, engine, opening, settings
from csops_desktop.store.backups import Backup
from csops_desktop.store.engine import Database

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class StoreState:
    """What the check of a store found.

    Attributes:
        ok: no damage found.
        integrity: "ok" or the first finding.
        rows: rows per table.
    """

    ok: bool
    engine: str
    encrypted: bool
    integrity: str
    schema: str
    rows: dict[str, int]


def _no_progress(_done: int, _total: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class BackupService:
    """The use cases around backups."""

    database: Database
    folder: Path

    def make(self, reason: str = "asked", progress: Progress = _no_progress) -> Backup | None:
        """Take a verified backup; None when the newest one already holds everything.

        Args:
            reason: ``day``, ``import``, ``bulk``, ``migration`` or ``asked`` (which always takes one).
            progress: called between steps with (done, total); raise CancelledError there to stop.
        """
        return backups.make(self.database, self.folder, reason=reason, between=progress, force=reason == "asked")

    def of_today(self, progress: Progress = _no_progress) -> Backup | None:
        """Take the backup of the day unless there is one already; called after the first paint."""
        newest = next(iter(self.all()), None)
        if newest and newest.at[:10] == self.database.clock.stamp()[:10]:
            return None
        return self.make("day", progress)

    def all(self) -> list[Backup]:
        """Return the backups of this store, newest first."""
        with self.database.reading() as connection:
            store = settings.meta(connection, "store_id")
        return backups.listed(self.folder, store)

    def path(self, backup: Backup) -> Path:
        """Return the file of a backup."""
        return backup.path(self.folder)

    def copy(self, target: Path, progress: Progress = _no_progress) -> None:
        """Write a verified copy of the store to a place the user chose.

        Raises:
            CannotWriteError: the place cannot be written.
        """
        part = target.with_name(f".{target.name}.part")
        part.unlink(missing_ok=True)
        try:
            rows = self.database.copy_to(part, pages=256, between=progress)
            finding, found = backups.verifying.verify(part, self.database.passphrase, sorted(rows))
            if finding != "ok" or found != rows:
                raise DamagedStoreError(self.database.path, finding)
            part.replace(target)
        except OSError as error:
            raise CannotWriteError(target, "denied") from error
        finally:
            part.unlink(missing_ok=True)

    def check(self) -> StoreState:
        """Look through the whole store for damage."""
        finding = self.database.check()
        with self.database.reading() as connection:
            rows = engine.row_counts(connection.exec_driver_sql)
            version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
            cipher = connection.exec_driver_sql("PRAGMA cipher_version").scalar()
        name = f"SQLite {version}, SQLCipher {cipher}"
        return StoreState(finding == "ok", name, self.database.encrypted, finding, opening.REVISION, rows)


def newest_backup(profile: Profile, store: Path) -> tuple[Path, str] | None:
    """Return the newest backup of a store that cannot be opened now, and the moment it was taken.

    The store is known by its file name alone, because what is inside it cannot be read.
    """
    found = [backup for backup in backups.listed(profile.backups) if backup.name == store.name]
    newest = max(found, key=lambda backup: (backup.at, backup.sequence), default=None)
    return None if newest is None else (newest.path(profile.backups), newest.at)


def restore(store: Path, backup: Path, *, passphrase: str | None, profile: Profile, clock: Clock) -> Path | None:
    """Put a backup in the place of a closed store; what stood there is kept in the backups folder.

    Returns:
        Where the replaced store was kept, or None when there was none.

    Raises:
        StoreMissingError, WrongPassphraseError, PassphraseNeededError, DamagedStoreError: the backup is not usable;
            nothing was changed.
        StoreLockedError: the store is open elsewhere.
    """
    if not backup.is_file():
        raise StoreMissingError(backup)
    finding, _rows = backups.verifying.verify(backup, passphrase, ["customer", "change_set", "meta"])
    if "not a database" in finding:
        raise (WrongPassphraseError if passphrase else PassphraseNeededError)(backup)
    if finding != "ok":
        raise DamagedStoreError(backup, finding)
    _refuse_if_open(store)
    draft = store.with_name(f".{store.name}.restored")
    replaced: Path | None = None
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup, draft)
        if store.exists():
            profile.backups.mkdir(parents=True, exist_ok=True)
            stamp = clock.stamp().replace(":", "").replace("-", "")[:15]
            replaced = profile.backups / f"{store.stem}-replaced-{stamp}.csops"
            shutil.copyfile(store, replaced)
        draft.replace(store)
        opening.sync_folder(store.parent)
    except OSError as error:
        raise CannotWriteError(store, "denied") from error
    finally:
        draft.unlink(missing_ok=True)
    return replaced


def _refuse_if_open(store: Path) -> None:
    if not store.exists():
        return
    try:
        engine.raw_connection(store, None).close()
    except (PassphraseNeededError, DamagedStoreError):
        return  # encrypted or broken, but nobody holds it
