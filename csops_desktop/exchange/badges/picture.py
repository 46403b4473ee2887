"""A badge in a PNG picture: an uncompressed iTXt chunk with the keyword ``openbadgecredential``."""

import struct
import zlib
from collections.abc import Iterator

from csops_desktop.domain.certification.badge import Doubt, Verdict
from csops_desktop.exchange.badges.faults import BadgeRefusedError

PNG = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"openbadgecredential"
_PLAIN = b"\0\0\0\0\0"  # end of the keyword, not compressed, no method, no language, no translated keyword
_TEXT, _END = b"iTXt", b"IEND"


def baked(picture: bytes, text: str) -> bytes:
    """Return a picture with a badge in it, in place of one that was there before.

    Raises:
        BadgeRefusedError: it is no whole PNG picture.
    """
    held = _TEXT + _KEYWORD + _PLAIN + text.encode()
    parts = [PNG]
    for kind, data, chunk in _chunks(picture):
        if kind == _TEXT and data.startswith(_KEYWORD + b"\0"):
            continue
        if kind == _END:
            parts.append(struct.pack(">I", len(held) - len(_TEXT)) + held + struct.pack(">I", zlib.crc32(held)))
        parts.append(chunk)
    return b"".join(parts)


def unbaked(picture: bytes) -> bytes:
    """Return the badge in a picture, byte for byte.

    Raises:
        BadgeRefusedError: there is none, or several, or the picture is damaged.
    """
    found = [data for kind, data, _chunk in _chunks(picture) if kind == _TEXT and data.startswith(_KEYWORD + b"\0")]
    if len(found) != 1 or found[0][len(_KEYWORD) + 1 : len(_KEYWORD) + 2] != b"\0":  # compressed is not allowed
        raise BadgeRefusedError(Verdict.NOT_A_BADGE, Doubt.PICTURE)
    _language, _, rest = found[0][len(_KEYWORD) + 3 :].partition(b"\0")
    _translated, _, text = rest.partition(b"\0")
    return text


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield kind, data and the whole of each chunk, up to the last one."""
    damaged = BadgeRefusedError(Verdict.NOT_A_BADGE, Doubt.DAMAGED)
    if not picture.startswith(PNG):
        raise damaged
    at = len(PNG)
    while True:
        head = picture[at : at + 8]
        if len(head) < 8:  # noqa: PLR2004 (length and kind)
            raise damaged
        length, kind = struct.unpack(">I4s", head)
        chunk = picture[at : at + 12 + length]
        at += 12 + length
        if len(chunk) != 12 + length or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            raise damaged
        yield kind, chunk[8:-4], chunk
        if kind == _END:
            return
