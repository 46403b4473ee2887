"""The key that signs badges, and the file it lies in: sealed with a passphrase.

The primitives are those of ``cryptography``, the library that Python's own package index relies on. Its PEM files would
derive the key from the passphrase in 2,048 rounds of PBKDF2 (half a millisecond); scrypt with 128 MiB makes guessing
some thousand times dearer, and ChaCha20-Poly1305 tells a wrong passphrase or a changed file from a key.
"""

import base64
import json
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from csops_desktop.exchange.badges import did_key
from csops_desktop.exchange.badges.faults import KeyFileError
from csops_desktop.exchange.errors import FileDeniedError, FileMissingError
from csops_desktop.exchange.saving import Saving
from csops_desktop.foundation.errors import PassphraseTooShortError, WrongPassphraseError

MINIMUM_PASSPHRASE = 12  # as for a store
_FORMAT = "csops-signing-key/1"
_KIND = (_FORMAT, "scrypt", "chacha20-poly1305")
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 1 << 17, 8, 1
_MOST_SCRYPT_N = 1 << 20  # a file that asks for more would take all memory
_BYTES = 32


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key; only its public part shows."""

    secret: bytes = field(repr=False)
    did: str

    def sign(self, data: bytes) -> bytes:
        """Return the 64 bytes of a signature."""
        return _private(self.secret).sign(data)  # type: ignore[no-any-return]


def new_key() -> SigningKey:
    """Return a new key."""
    return key_of(secrets.token_bytes(_BYTES))


def key_of(secret: bytes) -> SigningKey:
    """Return the key of 32 secret bytes."""
    return SigningKey(secret, did_key.did(_private(secret).public_key().public_bytes_raw()))


def write_key(key: SigningKey, path: Path, passphrase: str) -> None:
    """Write a key, sealed.

    Raises:
        PassphraseTooShortError, CannotWriteError: nothing was written.
    """
    if len(passphrase) < MINIMUM_PASSPHRASE:
        raise PassphraseTooShortError(MINIMUM_PASSPHRASE)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    head = {
        "format": _FORMAT,
        "did": key.did,
        "kdf": {"name": "scrypt", "n": _SCRYPT_N, "r": _SCRYPT_R, "p": _SCRYPT_P, "salt": _text(salt)},
        "cipher": {"name": "chacha20-poly1305", "nonce": _text(nonce)},
    }
    sealed = _cipher(passphrase, salt, (_SCRYPT_N, _SCRYPT_R, _SCRYPT_P)).encrypt(nonce, key.secret, _bound(head))
    with Saving(path) as saving:
        saving.path.touch(mode=0o600)
        saving.path.write_text(json.dumps({**head, "sealed": _text(sealed)}, indent=1) + "\n", encoding="ascii")


def read_key(path: Path, passphrase: str) -> SigningKey:
    """Return the key of a file.

    Raises:
        FileMissingError, FileDeniedError, KeyFileError, WrongPassphraseError.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 (a badge is rarely signed)

    held = read_json(path)
    try:
        kdf, cipher = held["kdf"], held["cipher"]
        kind = held["format"], kdf["name"], cipher["name"]
        cost = int(kdf["n"]), int(kdf["r"]), int(kdf["p"])
        salt, nonce, sealed = (base64.b64decode(text) for text in (kdf["salt"], cipher["nonce"], held.pop("sealed")))
    except (KeyError, TypeError, ValueError):
        raise KeyFileError(path) from None
    if kind != _KIND or cost[0] > _MOST_SCRYPT_N or cost[1:] != (_SCRYPT_R, _SCRYPT_P):
        raise KeyFileError(path)
    try:
        key = key_of(_cipher(passphrase, salt, cost).decrypt(nonce, sealed, _bound(held)))
    except InvalidTag:
        raise WrongPassphraseError(path) from None
    except ValueError:  # a cost that is no power of two, a nonce of another length
        raise KeyFileError(path) from None
    return key


def read_json(path: Path) -> dict[str, Any]:
    """Return the JSON object of a small file.

    Raises:
        FileMissingError, FileDeniedError, KeyFileError.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FileMissingError(path) from None
    except OSError:
        raise FileDeniedError(path) from None
    except (ValueError, RecursionError):
        raise KeyFileError(path) from None
    if not isinstance(held, dict):
        raise KeyFileError(path)
    return held


def _private(secret: bytes) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 (as above)

    return Ed25519PrivateKey.from_private_bytes(secret)


def _cipher(passphrase: str, salt: bytes, cost: tuple[int, int, int]) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415 (as above)
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415 (as above)

    n, r, p = cost
    typed = unicodedata.normalize("NFC", passphrase).encode()  # macOS and Windows compose kana differently
    return ChaCha20Poly1305(Scrypt(salt=salt, length=_BYTES, n=n, r=r, p=p).derive(typed))


def _bound(head: dict[str, Any]) -> bytes:
    """Return the readable part of the file as it is bound to the sealed one."""
    return json.dumps(head, sort_keys=True, separators=(",", ":")).encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
