"""Badges without a store: checking a file that somebody brings, and making the one that a holder carries away."""

import datetime as dt
from pathlib import Path

from csops_desktop.domain.certification.badge import Badge, Verification
from csops_desktop.domain.certification.key_history import KeyHistory
from csops_desktop.exchange.badges import checking, issuing, picture
from csops_desktop.exchange.badges.key_history_file import read_history
from csops_desktop.exchange.badges.signing_key import SigningKey, new_key, read_key, write_key
from csops_desktop.exchange.errors import Excess, FileDeniedError, FileMissingError, FileTooBigError
from csops_desktop.exchange.saving import Saving

__all__ = ["SigningKey", "check", "known_keys", "new_key", "read_key", "write", "write_key"]
_MOST_BYTES = 64 << 20  # a picture of a badge has some 100,000


def check(path: Path, at: dt.datetime, keys: KeyHistory | None = None) -> Verification:
    """Check a badge in a JSON or PNG file.

    Args:
        path: the file.
        at: the moment (UTC) for which it is checked.
        keys: the keys that are accepted; None accepts every key, and the result says which it was.

    Raises:
        FileMissingError, FileDeniedError, FileTooBigError.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise FileTooBigError(path, Excess.SIZE, _MOST_BYTES)
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileMissingError(path) from None
    except OSError:
        raise FileDeniedError(path) from None
    return checking.checked(data, at, keys)


def known_keys(path: Path) -> KeyHistory:
    """Return the keys of a key history file.

    Raises:
        FileMissingError, FileDeniedError, KeyFileError.
    """
    return read_history(path)


def write(badge: Badge, key: SigningKey, at: dt.datetime, path: Path, image: bytes | None = None) -> None:
    """Sign a badge and write it: as JSON, or into a picture.

    Args:
        badge: what it says.
        key: of the issuer.
        at: the moment (UTC) of signing.
        path: the file.
        image: the PNG picture to put it into; None writes JSON.

    Raises:
        CannotWriteError: the file that was there stays.
    """
    text = issuing.issued(badge, key, at)
    data = text.encode() if image is None else picture.baked(image, text)
    with Saving(path) as saving:
        saving.path.write_bytes(data)
