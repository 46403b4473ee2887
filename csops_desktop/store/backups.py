"""Backups: verified copies of the store in the profile, each with a note that says what it is; rotation by that note.

A backup is a pair of files: ``<store id>-<sequence>.csops`` and ``….json``. Age is the sequence, not the clock, so a
clock that jumps ten years cannot make the newest backup look old. A file without our note is never touched.
"""

import datetime as dt
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from csops_desktop.foundation.errors import CannotWriteError, DamagedStoreError
from csops_desktop.store import settings, verifying
from csops_desktop.store.engine import Database

DAYS, WEEKS, MONTHS, NEWEST = 12, 10, 9, 5
_PAGES = 256


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified backup.

    Attributes:
        at: moment it was taken, ISO 8601 UTC.
        sequence: 1 for the first of its store, counting up.
        last_set: the latest change set it holds.
        reason: ``day``, ``import``, ``bulk``, ``migration`` or ``asked``.
        rows: rows per table.
    """

    store: str
    name: str
    at: str
    sequence: int
    last_set: int
    reason: str
    encrypted: bool
    rows: dict[str, int]

    def path(self, folder: Path) -> Path:
        """Return the file of the backup."""
        return folder / f"{self.store}-{self.sequence:06d}.csops"


def listed(folder: Path, store: str | None = None) -> list[Backup]:
    """Return the backups in a folder whose file and note are there, newest first."""
    found: list[Backup] = []
    for note in folder.glob("*.json"):
        backup = _read_note(note)
        if backup and backup.path(folder).is_file() and note == _note(backup, folder) and store in (None, backup.store):
            found.append(backup)
    return sorted(found, key=lambda backup: backup.sequence, reverse=True)


def make(
    database: Database, folder: Path, *, reason: str, between: Callable[[int, int], None], force: bool = False
) -> Backup | None:
    """Take a backup, verify it in a child process, then rotate; None when the newest one already holds everything.

    Args:
        database: the open store.
        folder: where backups lie.
        reason: see ``Backup.reason``.
        between: called between steps with (done, total); raise there to stop, and nothing is left behind.
        force: take one even when nothing changed since the newest.

    Raises:
        CannotWriteError: no room or no permission; no partial backup is left.
        DamagedStoreError: the copy failed its check; the good backups are untouched.
    """
    with database.reading() as connection:
        store = settings.meta(connection, "store_id") or ""
        last_set = int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM change_set").scalar_one())
    existing = listed(folder, store)
    newest = existing[0] if existing else None
    if newest and not force and newest.last_set == last_set and newest.encrypted == database.encrypted:
        return None
    sequence = 1 + max((_sequence(path, store) for path in folder.glob(f"{store}-*")), default=0)
    part = folder / f"{store}-{sequence:06d}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        rows = database.copy_to(part, pages=_PAGES, between=between)
        finding, found = verifying.verify(part, database.passphrase, sorted(rows))
        if finding != "ok" or found != rows:
            raise DamagedStoreError(database.path, finding)
        at = database.clock.stamp()
        backup = Backup(store, database.path.name, at, sequence, last_set, reason, database.encrypted, rows)
        _write(part, backup, folder)
    except OSError as error:
        raise CannotWriteError(folder, "full" if error.errno == 28 else "denied") from error  # noqa: PLR2004 (ENOSPC)
    finally:
        part.unlink(missing_ok=True)
    rotate(folder, store)
    return backup


def rotate(folder: Path, store: str) -> list[Backup]:
    """Delete what no rule keeps any more; returns what was deleted."""
    backups = listed(folder, store)
    keep = kept(backups)
    gone = [backup for backup in backups if backup not in keep]
    for backup in gone:
        backup.path(folder).unlink(missing_ok=True)
        _note(backup, folder).unlink(missing_ok=True)
    return gone


def kept(backups: Iterable[Backup]) -> list[Backup]:
    """Return the backups to keep: the newest of each of 12 days, 10 weeks and 9 months, and the newest 5 always."""
    ordered = sorted(backups, key=lambda backup: backup.sequence, reverse=True)
    keep = set(range(min(NEWEST, len(ordered))))
    periods: tuple[tuple[int, Callable[[dt.date], object]], ...] = (
        (DAYS, lambda day: day),
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    )
    for most, period in periods:
        seen: set[object] = set()
        for at, backup in enumerate(ordered):
            key = period(dt.datetime.fromisoformat(backup.at).astimezone().date())
            if key not in seen and len(seen) < most:
                seen.add(key)
                keep.add(at)
    return [ordered[at] for at in sorted(keep)]


def _write(part: Path, backup: Backup, folder: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    note = _note(backup, folder)
    draft = note.with_suffix(".note")
    try:
        draft.write_text(json.dumps(asdict(backup), ensure_ascii=False), encoding="utf-8")
        part.replace(backup.path(folder))
        draft.replace(note)
    finally:
        draft.unlink(missing_ok=True)


def _note(backup: Backup, folder: Path) -> Path:
    return backup.path(folder).with_suffix(".json")


def _sequence(path: Path, store: str) -> int:
    text = path.stem.removeprefix(f"{store}-")
    return int(text) if text.isdigit() else 0


def _read_note(path: Path) -> Backup | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Backup(**data) if data.keys() == {field.name for field in fields(Backup)} else None
    except (OSError, ValueError, TypeError, AttributeError):
        return None  # not a note of ours: leave it alone
