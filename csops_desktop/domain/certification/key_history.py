"""The signing keys that were ever in use: a badge stays valid when its key is replaced later."""

import datetime as dt
from dataclasses import dataclass, replace

from csops_desktop.domain.certification.badge import Doubt


@dataclass(frozen=True, slots=True)
class KeyUse:
    """One key and when it was in use; public, so that it can be handed to whoever checks badges.

    Attributes:
        did: the public key as ``did:key:z6Mk…``.
        since: moment (UTC) from which it signs.
        retired_at: moment (UTC) from which it no longer signs.
    """

    did: str
    since: dt.datetime
    retired_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class KeyHistory:
    """All keys of one issuer, the oldest first."""

    keys: tuple[KeyUse, ...] = ()

    @property
    def current(self) -> KeyUse | None:
        """The key that signs now."""
        return next((key for key in reversed(self.keys) if key.retired_at is None), None)

    def find(self, did: str) -> KeyUse | None:
        """Return the entry of a key."""
        return next((key for key in self.keys if key.did == did), None)

    def begun(self, did: str, at: dt.datetime) -> "KeyHistory":
        """Return the history after a new key took the place of the one before."""
        return KeyHistory((*self.retired(at).keys, KeyUse(did, at)))

    def retired(self, at: dt.datetime) -> "KeyHistory":
        """Return the history after the key in use was given up."""
        return KeyHistory(
            tuple(key if key.retired_at is not None else replace(key, retired_at=at) for key in self.keys)
        )

    def doubt(self, did: str, signed_at: dt.datetime) -> Doubt | None:
        """Return what speaks against a signature of a key, or None."""
        key = self.find(did)
        if key is None:
            return Doubt.NOT_LISTED
        if key.retired_at is not None and signed_at > key.retired_at:
            return Doubt.AFTER_RETIREMENT
        return None
