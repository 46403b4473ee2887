"""A badge in a picture is read by us, by Pillow and by an independent program, and taken out byte for byte."""

import io
import struct
import zlib

import pytest
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier
from PIL import Image

from csops_desktop.domain.certification.badge import Doubt, Verdict
from csops_desktop.exchange.badges.checking import checked
from csops_desktop.exchange.badges.faults import BadgeRefusedError
from csops_desktop.exchange.badges.picture import PNG, baked, unbaked
from tests.helpers.badges import LATER, NAMES, signed


def _picture() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (24, 24), "#3366cc").save(kept, "png")
    return kept.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _with(*chunks: bytes) -> bytes:
    picture = _picture()
    end = len(picture) - len(_chunk(b"IEND", b""))
    return picture[:end] + b"".join(chunks) + picture[end:]


def test_what_is_put_in_comes_out_byte_for_byte_and_the_picture_stays_the_same() -> None:
    text = signed().decode()

    picture = baked(_picture(), text)

    assert unbaked(picture) == text.encode()
    assert checked(picture, LATER).verdict is Verdict.VALID
    with Image.open(io.BytesIO(picture)) as shown, Image.open(io.BytesIO(_picture())) as before:
        shown.load()
        assert shown.info["openbadgecredential"] == text
        assert shown.tobytes() == before.tobytes()


def test_an_independent_program_takes_it_out_and_verifies_it() -> None:
    taken = OB3Verifier.extract_token_from_png(baked(_picture(), signed().decode()))

    assert OB3LdpVerifier().verify(taken).name


@pytest.mark.parametrize("name", NAMES)
def test_any_text_survives(name: str) -> None:
    assert unbaked(baked(_picture(), name)) == name.encode()


def test_a_second_badge_takes_the_place_of_the_first() -> None:
    picture = baked(baked(_picture(), "first"), "second")

    assert unbaked(picture) == b"second"
    assert b"first" not in picture


def test_one_changed_byte_of_the_badge_in_the_picture_is_refused() -> None:
    picture = bytearray(baked(_picture(), signed().decode()))
    picture[picture.index(b"2028-11-20") + 3] ^= 1

    found = checked(bytes(picture), LATER)

    assert (found.verdict, found.doubt) == (Verdict.NOT_A_BADGE, Doubt.DAMAGED)


KEYWORD = b"openbadgecredential"


@pytest.mark.parametrize(
    ("picture", "doubt"),
    [
        (_picture(), Doubt.PICTURE),
        (_with(_chunk(b"tEXt", KEYWORD + b"\0{}")), Doubt.PICTURE),
        (_with(_chunk(b"iTXt", KEYWORD + b"\0\1\0\0\0" + zlib.compress(b"{}"))), Doubt.PICTURE),
        (_with(*[_chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0{}")] * 2), Doubt.PICTURE),
        (_with(_chunk(b"iTXt", KEYWORD + b"\0")), Doubt.PICTURE),
        (_picture()[:-1], Doubt.DAMAGED),
        (PNG, Doubt.DAMAGED),
        (PNG + b"\xff\xff\xff\xffIDAT", Doubt.DAMAGED),
    ],
    ids=["none", "text chunk", "compressed", "two", "keyword only", "cut off", "signature only", "endless chunk"],
)
def test_a_picture_without_one_clear_badge_is_none(picture: bytes, doubt: Doubt) -> None:
    found = checked(picture, LATER)

    assert (found.verdict, found.doubt) == (Verdict.NOT_A_BADGE, doubt)


def test_nothing_is_put_into_what_is_no_png() -> None:
    with pytest.raises(BadgeRefusedError):
        baked(b"\xff\xd8\xff\xe0 a photograph", "{}")
