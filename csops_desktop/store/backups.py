"""Backups: verified copies of the store in the profile, each with a note that says what it is.

A backup is a pair of files: ``<store id>-<sequence>.csops`` and ``….json``. Age is the sequence, not the clock, so a
clock that jumps ten years cannot make the newest backup look old. A file without our note is never touched. The files
may only be read, so that nobody works in one by mistake and loses the work when it ages out.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import CannotWriteError, CsopsError, DamagedStoreError
from csops_desktop.store import connecting, opening, rekeying, rotation, verifying
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

_PAGES = 256


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified backup.

    Attributes:
        store: id of the store, the same in all its copies.
        name, place: file name and folder of the store when it was taken.
        at: moment it was taken, ISO 8601 UTC.
        sequence: 1 for the first of its store, counting up.
        last_set, last_at: id and moment of the latest change set it holds.
        reason: ``day``, ``import``, ``bulk``, ``migration`` or ``asked``.
        size: bytes of the file.
        rows: rows per table.
    """

    store: str
    name: str
    place: str
    at: str
    sequence: int
    last_set: int
    last_at: str
    reason: str
    encrypted: bool
    size: int
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
    with database.backing_up:
        with database.reading() as connection:
            wanted = _describe(connection, database.path, database.clock, reason, database.encrypted)
        newest = next(iter(listed(folder, wanted.store)), None)
        if newest and not force and _holds(newest, wanted, folder):
            return None
        return _keep(
            folder,
            wanted,
            database.passphrase,
            lambda part: database.copy_to(part, pages=_PAGES, between=between),
        )


def keep_before_migration(connection: Any, path: Path, passphrase: str | None, folder: Path, clock: Clock) -> Backup:
    """Take a verified backup of a store whose schema is about to change, through its driver connection.

    Raises:
        CannotWriteError, DamagedStoreError: as ``make`` does.
    """

    def copy(part: Path) -> dict[str, int]:
        connecting.copy_pages(connection, part, passphrase, pages=-1, progress=None)
        connecting.require_sound(connection, path, passphrase)
        return connecting.all_rows(connection)

    wanted = _describe(Connection(connection), path, clock, "migration", passphrase is not None)
    return _keep(folder, wanted, passphrase, copy)


def rekey(folder: Path, store: str, *, old: str | None, new: str | None) -> int:
    """Give the backups of a store its new passphrase; returns how many could not be changed."""
    left = 0
    for backup in listed(folder, store):
        try:
            _unlock(backup.path(folder))
            rekeying.change_passphrase(backup.path(folder), old=old, new=new)
            changed = replace(backup, encrypted=new is not None, size=backup.path(folder).stat().st_size)
            _write_note(changed, folder)
        except (CsopsError, OSError):
            left += 1  # under an earlier passphrase, or no room: it stays as it was
        finally:
            _lock(backup.path(folder))
    return left


def rotate(folder: Path, store: str) -> list[Backup]:
    """Delete what no rule keeps any more; returns what was deleted."""
    backups = listed(folder, store)
    keep = set(rotation.kept([backup.at for backup in backups]))
    gone = [backup for at, backup in enumerate(backups) if at not in keep]
    for backup in gone:
        _unlock(backup.path(folder))
        backup.path(folder).unlink(missing_ok=True)
        _note(backup, folder).unlink(missing_ok=True)
    return gone


def _describe(connection: Connection, path: Path, clock: Clock, reason: str, encrypted: bool) -> Backup:  # noqa: FBT001 (a field of the note)
    store = connection.run("SELECT value FROM meta WHERE key = 'store_id'").scalar_one()
    last = connection.run("SELECT id, at FROM change_set ORDER BY id DESC LIMIT 1").first()
    last_set, last_at = last or (0, "")
    place = str(path.parent.absolute())
    return Backup(str(store), path.name, place, clock.stamp(), 0, last_set, last_at, reason, encrypted, 0, {})


def _holds(newest: Backup, wanted: Backup, folder: Path) -> bool:
    """Tell whether the newest backup holds everything: after a restore the same id may name another operation."""
    same = (newest.last_set, newest.last_at, newest.encrypted) == (wanted.last_set, wanted.last_at, wanted.encrypted)
    return same and newest.path(folder).stat().st_size == newest.size


def _keep(folder: Path, wanted: Backup, passphrase: str | None, copy: Callable[[Path], dict[str, int]]) -> Backup:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for leftover in (*folder.glob(f"{wanted.store}-*.part"), *folder.glob(f"{wanted.store}-*.note")):
            leftover.unlink(missing_ok=True)  # of a backup that was killed; the store is ours, so none is under way
        sequence = 1 + max((_sequence(path, wanted.store) for path in folder.glob(f"{wanted.store}-*")), default=0)
        part = folder / f"{wanted.store}-{sequence:06d}.part"
        try:
            rows = copy(part)
            finding, found = verifying.verify(part, passphrase, sorted(rows))
            if finding != "ok" or found != rows:
                raise DamagedStoreError(Path(wanted.place) / wanted.name, finding)
            backup = replace(wanted, sequence=sequence, size=part.stat().st_size, rows=rows)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            _write_note(backup, folder)
            part.replace(backup.path(folder))
            _lock(backup.path(folder))
        finally:
            part.unlink(missing_ok=True)
        opening.sync_folder(folder)
        rotate(folder, wanted.store)
    except CannotWriteError as error:
        raise CannotWriteError(folder, error.reason, error.free) from error  # not of the file in between
    except OSError as error:
        raise opening.cannot_write(folder, error) from error
    return backup


def _lock(file: Path) -> None:
    with suppress(OSError):
        file.chmod(0o400)


def _unlock(file: Path) -> None:
    with suppress(OSError):
        file.chmod(0o600)


def _write_note(backup: Backup, folder: Path) -> None:
    note = _note(backup, folder)
    draft = note.with_suffix(".note")
    try:
        draft.write_text(json.dumps(asdict(backup), ensure_ascii=False), encoding="utf-8")
        draft.replace(note)
    finally:
        draft.unlink(missing_ok=True)


def _note(backup: Backup, folder: Path) -> Path:
    return backup.path(folder).with_suffix(".json")


def _sequence(path: Path, store: str) -> int:
    text = path.stem.removeprefix(f"{store}-")
    return int(text) if text.isascii() and text.isdigit() else 0


def _read_note(path: Path) -> Backup | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data.keys() != {field.name for field in fields(Backup)}:
            return None
        backup = Backup(**data)
        rotation.day_of(backup.at)
    except (OSError, ValueError, TypeError, AttributeError):
        return None  # not a note of ours: leave it alone
    return backup if isinstance(backup.sequence, int) else None
