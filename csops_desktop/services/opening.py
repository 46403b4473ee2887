"""Opens a store and builds its services; the only way in for the window and the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.store import opening


def create_store(path: Path, *, passphrase: str | None, profile: Profile, clock: Clock) -> Services:
    """Make a new, empty store and return its services; see ``store.opening.create`` for what it raises."""
    return Services(opening.create(path, passphrase=passphrase, clock=clock), profile)


def open_store(
    path: Path,
    *,
    passphrase: str | None,
    profile: Profile,
    clock: Clock,
    whole_history: bool = False,
    checking: Callable[[], None] | None = None,
) -> Services:
    """Open a store and return its services; see ``store.opening.open_store`` for what it raises.

    Args:
        path: the file.
        passphrase: of an encrypted store, else None.
        profile: where backups lie.
        clock: tells the day.
        whole_history: undo reaches back before this opening, as on the command line.
        checking: called before a store that was not closed is looked through.
    """

    def keep(connection: Any, _revision: str) -> None:
        from csops_desktop.store import backups  # noqa: PLC0415 (not for the start of the program)

        backups.keep_before_migration(connection, path, passphrase, profile.backups, clock)

    database = opening.open_store(path, passphrase=passphrase, clock=clock, before_migration=keep, checking=checking)
    return Services(database, profile, whole_history=whole_history)


def try_migrations(path: Path) -> str:
    """Make a scratch store by the migrations alone and return the revision they lead to."""
    from csops_desktop.store import migrating  # noqa: PLC0415 (Alembic is heavy and needed rarely)

    return migrating.try_out(path)


def change_passphrase(path: Path, *, old: str | None, new: str | None, profile: Profile | None = None) -> int:
    """Encrypt, decrypt or re-encrypt a closed store, and then its backups.

    See ``store.rekeying.change_passphrase`` for what it raises; the store is as it was then.

    Returns:
        How many backups could not be changed and still open as before.
    """
    from csops_desktop.store import backups, rekeying  # noqa: PLC0415 (not for the start of the program)

    store = rekeying.change_passphrase(path, old=old, new=new)
    return 0 if profile is None else backups.rekey(profile.backups, store, old=old, new=new)
