"""Ed25519 public keys as ``did:key`` and signatures as multibase: base 58 in the alphabet of Bitcoin.

Base 58 is our own: the one library that is widely used for it (base58) has not been kept since 2021, and it is twelve
lines.
"""

from csops_desktop.domain.certification.badge import Doubt, Verdict
from csops_desktop.exchange.badges.faults import BadgeRefusedError

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DID = "did:key:"
_ED25519 = b"\xed\x01"  # multicodec of an Ed25519 public key
_PUBLIC_BYTES = 32
_MOST_DIGITS = 200  # a signature has 88; the cost grows with the square


def multibase(data: bytes) -> str:
    """Return bytes in base 58 with the ``z`` that says so."""
    number, digits = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        digits = _ALPHABET[digit] + digits
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def from_multibase(text: str) -> bytes:
    """Return the bytes of a text in base 58 with ``z``.

    Raises:
        ValueError: it is not such a text.
    """
    if not text.startswith("z") or len(text) > _MOST_DIGITS:
        raise ValueError(text[:_MOST_DIGITS])
    digits = text[1:]
    number = 0
    for digit in digits:
        number = number * 58 + _ALPHABET.index(digit)
    zeros = len(digits) - len(digits.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def did(public: bytes) -> str:
    """Return the ``did:key`` of the 32 bytes of a public key."""
    return _DID + multibase(_ED25519 + public)


def method(name: str) -> str:
    """Return the verification method of a ``did:key``: itself, with the key again behind ``#``."""
    return f"{name}#{name.removeprefix(_DID)}"


def signer(verification_method: str) -> tuple[str, bytes]:
    """Return the ``did:key`` and the 32 bytes of the public key that a verification method names.

    Raises:
        BadgeRefusedError: another kind of key.
    """
    name, _, fragment = verification_method.partition("#")
    refused = BadgeRefusedError(Verdict.UNSUPPORTED, Doubt.KEY_KIND, verification_method)
    if not name.startswith(_DID) or fragment != name.removeprefix(_DID):
        raise refused
    try:
        key = from_multibase(fragment)
    except ValueError:
        raise refused from None
    if not key.startswith(_ED25519) or len(key) != len(_ED25519) + _PUBLIC_BYTES:
        raise refused
    return name, key[len(_ED25519) :]
