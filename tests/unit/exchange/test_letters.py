"""Mails and text files as they come from Japanese offices."""

import base64
import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops_desktop.exchange.errors import EmptyFileError, FileMissingError, NotATableError
from csops_desktop.exchange.letters import read_letter


def _eml(path: Path, head: str, body: bytes, charset: str, encoding: str = "8bit", kind: str = "plain") -> Path:
    file = path / "mail.eml"
    lines = f"{head}\nContent-Type: text/{kind}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    file.write_bytes(lines.encode("ascii").replace(b"\n", b"\r\n") + body)
    return file


def _encoded(text: str, charset: str, codec: str) -> str:
    return f"=?{charset}?B?{base64.b64encode(text.encode(codec)).decode()}?="


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("iso-2022-jp", "iso2022_jp"),
        ("iso-2022-jp", "iso2022_jp_ext"),
        ("shift_jis", "cp932"),
        ("utf-8", "utf-8"),
        ("us-ascii", "cp932"),
    ],
)
def test_japanese_mails_are_read_whatever_their_encoding(tmp_path: Path, charset: str, codec: str) -> None:
    body = "田島です。\n11月30日でお願いします。\n"
    subject = _encoded("会議の件", "utf-8", "utf-8")
    head = f"From: tajima@example.jp\nTo: A <a@example.com>, b@example.com\nSubject: {subject}\nDate: Fri, 20 Nov 2026 23:30:00 +0900"
    found = read_letter(_eml(tmp_path, head, body.encode(codec), charset))
    assert (found.subject, found.body) == ("会議の件", body.strip())
    assert (found.sender, found.receivers) == ("tajima@example.jp", ("a@example.com", "b@example.com"))
    moment = dt.datetime(2026, 11, 20, 14, 30, tzinfo=dt.UTC)
    assert found.sent_on == moment.astimezone().date()


def test_marks_that_plain_iso_2022_jp_lacks_survive_in_cp932(tmp_path: Path) -> None:
    found = read_letter(_eml(tmp_path, "Subject: x", "①㈱髙島".encode("cp932"), "shift_jis"))
    assert found.body == "①㈱髙島"


def test_a_web_mail_is_its_words(tmp_path: Path) -> None:
    page = (
        "<html><head><style>p{}</style></head><body><p>一行目 &amp; 続き</p><div>二行目<br>三行目</div></body></html>"
    )
    found = read_letter(_eml(tmp_path, "Subject: x", page.encode(), "utf-8", kind="html"))
    assert [line for line in found.body.split("\n") if line] == ["一行目 & 続き", "二行目", "三行目"]


def test_a_text_file_has_its_first_line_on_top(tmp_path: Path) -> None:
    file = tmp_path / "メモ.txt"
    file.write_bytes("田島課長に電話\r\n・後任は12/1から\r\n".encode("cp932"))
    os.utime(file, (1_790_000_000, 1_790_000_000))
    found = read_letter(file)
    assert (found.kind, found.subject, found.body) == ("note", "田島課長に電話", "・後任は12/1から")
    assert found.sent_on == dt.datetime.fromtimestamp(1_790_000_000).astimezone().date()


def test_a_mail_without_a_head_still_says_something(tmp_path: Path) -> None:
    file = tmp_path / "x.eml"
    file.write_bytes("\n一行目\n二行目".encode())
    found = read_letter(file)
    assert (found.subject, found.body, found.sent_on) == ("一行目", "二行目", None)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    empty, picture = tmp_path / "a.txt", tmp_path / "b.txt"
    empty.write_bytes(b" \n")
    picture.write_bytes(bytes(range(256)) * 40)
    with pytest.raises(EmptyFileError):
        read_letter(empty)
    with pytest.raises(NotATableError):
        read_letter(picture)
    with pytest.raises(FileMissingError):
        read_letter(tmp_path / "none.eml")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    st.binary(min_size=1, max_size=200).filter(bytes.strip),
    st.sampled_from([b"", b"Subject: =?", b"Date: ", b"From: <", b"Content-Type: multipart/mixed\n"]),
)
def test_no_mail_makes_it_fail(tmp_path: Path, data: bytes, start: bytes) -> None:
    file = tmp_path / "any.eml"
    file.write_bytes(start + data)
    read_letter(file)
