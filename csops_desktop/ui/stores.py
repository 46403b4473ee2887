"""Opens, makes and closes stores for the window; everything here runs on the store worker.

The services are imported when they are first needed, so that the window can be drawn meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile

if TYPE_CHECKING:
    from csops_desktop.services.bundle import Services

SUFFIX = ".csops"
SAMPLE_NAME = "sample.csops"


@dataclass(frozen=True, slots=True)
class Stores:
    """The stores of one profile."""

    profile: Profile
    clock: Clock
    checking: Callable[[], None] | None = None  # called, on the worker, before a large store is looked through

    def open(self, path: Path, passphrase: str | None) -> "Services":
        """Open a store.

        Raises:
            PassphraseNeededError, WrongPassphraseError, StoreMissingError, NotAStoreError, NewerStoreError,
            DamagedStoreError, StoreLockedError
        """
        from csops_desktop.services import opening  # noqa: PLC0415 (see the module)

        return opening.open_store(
            path, passphrase=passphrase, profile=self.profile, clock=self.clock, checking=self.checking
        )

    def create(self, path: Path, passphrase: str | None, founder: str = "") -> "Services":
        """Make a store and open it; who founds it, unless nameless, is its first member and proposed as its user.

        Raises:
            StoreExistsError, PassphraseTooShortError, CannotWriteError
        """
        from csops_desktop.services import opening  # noqa: PLC0415 (see the module)

        services = opening.create_store(path, passphrase=passphrase, profile=self.profile, clock=self.clock)
        if not founder:
            return services
        services.settings.set(StoreSetting.ME, founder)
        services.members.join(founder)
        services.close()
        return self.open(path, passphrase)  # opened anew, so that Ctrl+Z does not undo the founder

    def change_passphrase(self, services: "Services", old: str | None, new: str | None) -> "Services":
        """Set, change or (None) take away the passphrase of the open store, and return it opened again.

        Raises:
            WrongPassphraseError, PassphraseTooShortError, CannotWriteError: the store stands closed, as it was.
        """
        from csops_desktop.services import opening  # noqa: PLC0415 (see the module)

        services.close()
        opening.change_passphrase(services.path, old=old, new=new, profile=self.profile)
        return self.open(services.path, new)

    def sample(self, path: Path) -> "Services":
        """Open the sample store, which is made first when it is not there."""
        if path.exists():
            return self.open(path, None)
        from csops_desktop.services import samples  # noqa: PLC0415 (see the module)

        services = self.create(path, None)
        samples.build_sample(services)
        services.close()
        return self.open(path, None)  # opened anew, so that Ctrl+Z does not reach back to before the sample

    def restore(self, store: Path, backup: Path, passphrase: str | None) -> "Services":
        """Put a backup in the place of a closed store and open it; what stood there is kept among the backups.

        Raises:
            WrongPassphraseError, PassphraseNeededError, DamagedStoreError, StoreLockedError, CannotWriteError
        """
        from csops_desktop.services import restoring  # noqa: PLC0415 (see the module)

        restoring.restore(store, backup, passphrase=passphrase, profile=self.profile, clock=self.clock)
        return self.open(store, passphrase)
