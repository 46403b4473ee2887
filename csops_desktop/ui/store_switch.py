"""Another store in this window: what the user asks for, and how the worker carries it out."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from csops_desktop.foundation.i18n import _
from csops_desktop.foundation.paths import Profile
from csops_desktop.ui.messages import Messages
from csops_desktop.ui.stores import SUFFIX, Stores

if TYPE_CHECKING:
    from csops_desktop.services.bundle import Services

MINIMUM_PASSPHRASE = 12


class Wish(StrEnum):
    """What can be asked of the store."""

    NEW = "new"
    OPEN = "open"
    RESTORE = "restore"
    PASSPHRASE = "passphrase"  # noqa: S105 (the name of a wish)


@dataclass(frozen=True, slots=True)
class Request:
    """A wish with all that was asked for it.

    Attributes:
        path: the store, or the backup to restore.
    """

    wish: Wish
    path: Path
    old: str | None = None
    new: str | None = None

    @property
    def store(self) -> Path | None:
        """The store that will be open afterwards, None when it is the one of now."""
        return self.path if self.wish in {Wish.NEW, Wish.OPEN} else None

    def run(self, stores: Stores, services: "Services") -> "Services":
        """Close the open store and return the one that takes its place; runs on the store worker."""
        if self.wish is Wish.PASSPHRASE:
            return stores.change_passphrase(services, self.old, self.new)
        services.close()
        if self.wish is Wish.NEW:
            return stores.create(self.path, self.new)
        if self.wish is Wish.RESTORE:
            return stores.restore(services.path, self.path, self.old)
        return stores.open(self.path, self.old)


def store_filter() -> str:
    """Return the filter of file dialogs for stores."""
    return _("Stores ({pattern})").format(pattern=f"*{SUFFIX}")


def ask(wanted: str, messages: Messages, profile: Profile, *, encrypted: bool) -> Request | None:
    """Ask what a wish needs; None when the user changed their mind.

    Args:
        wanted: a ``Wish``; for RESTORE followed by ``:`` and the path of the backup.
        messages: how to ask.
        profile: where stores lie unless the user says otherwise.
        encrypted: whether the open store has a passphrase now.
    """
    name, _colon, argument = wanted.partition(":")
    wish = Wish(name)
    if wish is Wish.NEW:
        path = messages.save_file(_("New store"), profile.folder / f"store{SUFFIX}", [store_filter()])
        if path is None:
            return None
        return Request(wish, path if path.suffix else path.with_suffix(SUFFIX))
    if wish is Wish.OPEN:
        files = messages.open_files(_("Open store"), [store_filter()], folder=profile.folder)
        return Request(wish, files[0]) if files else None
    if wish is Wish.RESTORE:
        old = _old_passphrase(messages) if encrypted else None
        return None if encrypted and old is None else Request(wish, Path(argument), old)
    return _passphrase(messages, encrypted=encrypted)


def _old_passphrase(messages: Messages) -> str | None:
    return messages.passphrase(
        _("Restore the backup"), _("The backup opens with the passphrase the store had then."), verb=_("Restore")
    )


def _passphrase(messages: Messages, *, encrypted: bool) -> Request | None:
    old: str | None = None
    if encrypted:
        old = messages.passphrase(_("Change the passphrase"), _("First the passphrase of now."), verb=_("Go on"))
        if old is None:
            return None
    new = messages.passphrase(
        _("New passphrase"),
        _(
            "The whole file becomes unreadable without it. Nobody can recover a lost passphrase: "
            "neither we nor anybody else. Print the emergency sheet and keep it in a safe place."
        ),
        verb=_("Set the passphrase"),
        twice=True,
        minimum=MINIMUM_PASSPHRASE,
        note=_("Older backups keep their passphrase"),
    )
    return None if new is None else Request(Wish.PASSPHRASE, Path(), old, new)
