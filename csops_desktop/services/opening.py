"""Opens a store and builds its services; the only way in for the window and the command line."""

from pathlib import Path
from typing import Any

from csops_desktop.domain.changes import Area
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.backups import BackupService
from csops_desktop.services.bundle import Services
from csops_desktop.services.customers import CustomerService
from csops_desktop.services.exports import ExportService
from csops_desktop.services.history import HistoryService
from csops_desktop.services.imports import ImportService
from csops_desktop.services.records import RecordService
from csops_desktop.services.settings import SettingsService
from csops_desktop.services.views import ViewService
from csops_desktop.store import opening
from csops_desktop.store.engine import Database

__all__ = ["Area", "change_passphrase", "create_store", "open_store"]


def create_store(path: Path, *, passphrase: str | None, profile: Profile, clock: Clock) -> Services:
    """Make a new, empty store and return its services; see ``store.opening.create`` for what it raises."""
    return _services(opening.create(path, passphrase=passphrase, clock=clock), profile)


def open_store(
    path: Path, *, passphrase: str | None, profile: Profile, clock: Clock, whole_history: bool = False
) -> Services:
    """Open a store and return its services; see ``store.opening.open_store`` for what it raises.

    Args:
        path: the file.
        passphrase: of an encrypted store, else None.
        profile: where backups lie.
        clock: tells the day.
        whole_history: undo reaches back before this opening, as on the command line.
    """
    database = opening.open_store(path, passphrase=passphrase, clock=clock, before_migration=_saver(path, profile))
    return _services(database, profile, whole_history=whole_history)


def change_passphrase(path: Path, *, old: str | None, new: str | None) -> None:
    """Encrypt, decrypt or re-encrypt a closed store; see ``store.opening.change_passphrase``."""
    opening.change_passphrase(path, old=old, new=new)


def _saver(path: Path, profile: Profile) -> Any:
    def save(connection: Any, revision: str) -> None:
        """Keep the store as it is before its schema changes, checked, in the backups folder."""
        profile.backups.mkdir(parents=True, exist_ok=True)
        target = profile.backups / f"{path.stem}-before-{revision}.csops"
        target.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(target),))
        if not target.is_file():
            raise CsopsError

    return save


def _services(database: Database, profile: Profile, *, whole_history: bool = False) -> Services:
    records = RecordService(database)
    history = HistoryService(database, 0 if whole_history else database.session_floor)
    backups = BackupService(database, profile.backups)
    return Services(
        path=database.path,
        customers=CustomerService(database, records),
        records=records,
        views=ViewService(database),
        history=history,
        imports=ImportService(database, backups),
        exports=ExportService(database),
        backups=backups,
        settings=SettingsService(database),
        close=database.close,
    )
