"""Backups of the store that is open: take one, list them, check the store."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from csops_desktop.foundation.errors import CannotWriteError, DamagedStoreError, StoreExistsError
from csops_desktop.foundation.paths import Profile
from csops_desktop.foundation.progress import Progress, no_progress
from csops_desktop.store import backups, connecting, engine, opening, rotation, settings, verifying
from csops_desktop.store.backups import Backup
from csops_desktop.store.engine import Database

__all__ = ["Backup", "BackupService", "StoreState", "newest_backup"]

_FRESH = dt.timedelta(hours=1)


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


@dataclass(frozen=True, slots=True)
class BackupService:
    """The use cases around backups."""

    database: Database
    folder: Path

    def make(self, reason: str = "asked", progress: Progress = no_progress) -> Backup | None:
        """Take a verified backup; None when the newest one already holds everything.

        Args:
            reason: ``day``, ``import``, ``bulk``, ``migration`` or ``asked`` (which always takes one).
            progress: called between steps with (done, total); raise CancelledError there to stop.
        """
        return backups.make(self.database, self.folder, reason=reason, between=progress, force=reason == "asked")

    def of_today(self, progress: Progress = no_progress) -> Backup | None:
        """Take the backup of the day unless there is one already; called after the first paint."""
        newest = next(iter(self.all()), None)
        if newest and rotation.day_of(newest.at) == self.database.clock.today():
            return None
        return self.make("day", progress)

    def before_bulk(self, n: int = 2) -> None:
        """Make sure that there is a backup no older than an hour before many records change at once.

        The backup of the day is taken in the background after the first paint, so that this seldom has to wait for a
        copy; what was edited one by one since then stands in the change log.

        Args:
            n: how many records are about to change; one is no bulk.

        Raises:
            CannotWriteError: there is none, and none can be made; nothing was changed.
        """
        if n <= 1:
            return
        newest = next(iter(self.all()), None)
        if newest:
            age = self.database.clock.now() - dt.datetime.fromisoformat(newest.at)
            if dt.timedelta(0) <= age <= _FRESH:
                return
        self.make("bulk")

    def all(self) -> list[Backup]:
        """Return the backups of this store, newest first."""
        with self.database.reading() as connection:
            store = settings.meta(connection, "store_id")
        return backups.listed(self.folder, store)

    def path(self, backup: Backup) -> Path:
        """Return the file of a backup."""
        return backup.path(self.folder)

    def copy(self, target: Path, progress: Progress = no_progress) -> None:
        """Write a verified copy of the store to a place the user chose.

        Raises:
            StoreExistsError: the place is that of the open store itself.
            CannotWriteError: the place cannot be written.
        """
        if target.exists() and target.samefile(self.database.path):
            raise StoreExistsError(target)
        part = target.with_name(f".{target.name}.part")
        try:
            part.unlink(missing_ok=True)
            rows = self.database.copy_to(part, pages=256, between=progress)
            finding, found = verifying.verify(part, self.database.passphrase, sorted(rows))
            if finding != "ok" or found != rows:
                raise DamagedStoreError(self.database.path, finding)
            opening.drop_journal(target)
            part.replace(target)
        except CannotWriteError as error:
            raise CannotWriteError(target, error.reason, error.free) from error  # not of the file in between
        except OSError as error:
            raise opening.cannot_write(target, error) from error
        finally:
            opening.sweep(part)

    def check(self) -> StoreState:
        """Look through the whole store for damage."""
        finding = self.database.check()
        rows: dict[str, int] = {}
        if finding == "ok":
            with self.database.reading() as connection:
                rows = engine.row_counts(connection)
        encrypted = self.database.encrypted
        return StoreState(finding == "ok", connecting.engine_name(), encrypted, finding, opening.REVISION, rows)


def newest_backup(profile: Profile, store: Path) -> tuple[Path, str] | None:
    """Return the newest backup of a store that cannot be opened now, and the moment it was taken.

    The store is known by where it lies, because what is inside it cannot be read; one that was moved, by its name, as
    long as only one store has that name.
    """
    named = [backup for backup in backups.listed(profile.backups) if backup.name == store.name]
    found = [backup for backup in named if backup.place == str(store.parent.absolute())]
    if not found and len({backup.store for backup in named}) == 1:
        found = named
    newest = max(found, key=lambda backup: (backup.at, backup.sequence), default=None)
    return None if newest is None else (newest.path(profile.backups), newest.at)
