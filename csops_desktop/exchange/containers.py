"""What a file really is, by its first bytes, and whether a packed one is safe to open."""

import zipfile
from enum import StrEnum
from pathlib import Path

from csops_desktop.exchange.errors import (
    Contents,
    DamagedFileError,
    EncryptedFileError,
    Excess,
    FileTooBigError,
    NotATableError,
)

_MAGIC: tuple[tuple[bytes, Contents], ...] = (
    (b"SQLite format 3\0", Contents.DATABASE),
    (b"\0\1\0\0Standard ", Contents.DATABASE),  # Access
    (b"%PDF", Contents.PDF),
    (b"\x89PNG", Contents.IMAGE),
    (b"\xff\xd8\xff", Contents.IMAGE),
    (b"GIF8", Contents.IMAGE),
    (b"RIFF", Contents.IMAGE),
    (b"BM", Contents.IMAGE),
    (b"\x1f\x8b", Contents.ARCHIVE),
    (b"Rar!", Contents.ARCHIVE),
    (b"7z\xbc\xaf", Contents.ARCHIVE),
    (b"BZh", Contents.ARCHIVE),
    (b"\xfd7zXZ", Contents.ARCHIVE),
    (b"\x7fELF", Contents.BINARY),
    (b"MZ", Contents.BINARY),
    (b"{\\rtf", Contents.DOCUMENT),
)
_TEXTUAL = (b"BM", b"MZ", b"RIFF", b"BZh")  # may also begin a text; then what follows tells
_HTML = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<style", b"<div", b"<body")
_LARGEST_ENTRY = 600 << 20
_LARGEST_TOTAL = 1 << 30
_HIGHEST_RATIO = 250
_RATIO_MATTERS = 40 << 20
_MOST_ENTRIES = 20_000


class Form(StrEnum):
    """How the table is written."""

    TEXT = "text"
    WORKBOOK = "workbook"
    HTML = "html"


def recognise(path: Path, start: bytes) -> Form:
    """Return how a file is written, whatever its ending says.

    Args:
        path: the file; a packed one is looked into.
        start: its first few kilobytes.

    Raises:
        NotATableError: it is something else.
        DamagedFileError, EncryptedFileError, FileTooBigError: it is a workbook that cannot be opened.
    """
    if start.startswith(b"PK\x03\x04"):
        check_zip(path)
        return Form.WORKBOOK
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return Form.WORKBOOK
    if start.startswith(b"PK\x05\x06"):
        raise NotATableError(path, Contents.ARCHIVE)
    for magic, contents in _MAGIC:
        if start.startswith(magic) and (magic not in _TEXTUAL or b"\0" in start[:64]):
            raise NotATableError(path, contents)
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_HTML):
        return Form.HTML
    if head.startswith(b"<?xml"):
        if b"<html" in head:
            return Form.HTML
        raise NotATableError(path, Contents.XML)
    return Form.TEXT


def check_zip(path: Path) -> None:
    """Look at the table of contents of a packed workbook before anything is unpacked.

    Raises:
        DamagedFileError, EncryptedFileError, FileTooBigError, NotATableError: why it must not be opened.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RecursionError):
        raise DamagedFileError(path) from None
    if len(entries) > _MOST_ENTRIES:
        raise FileTooBigError(path, Excess.UNPACKED, _LARGEST_TOTAL)
    names = {entry.filename.lower().lstrip("/") for entry in entries}
    _check_names(path, names)
    if any(entry.flag_bits & 1 for entry in entries):
        raise EncryptedFileError(path)
    total = sum(entry.file_size for entry in entries)
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > _LARGEST_ENTRY or (entry.file_size > _RATIO_MATTERS and ratio > _HIGHEST_RATIO):
            raise FileTooBigError(path, Excess.UNPACKED, _LARGEST_ENTRY)
    if total > _LARGEST_TOTAL:
        raise FileTooBigError(path, Excess.UNPACKED, _LARGEST_TOTAL)


def _check_names(path: Path, names: set[str]) -> None:
    if any(name.startswith("xl/") for name in names) or "content.xml" in names:
        return
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise NotATableError(path, Contents.DOCUMENT)
    raise NotATableError(path, Contents.ARCHIVE)


def uses_1904(path: Path) -> bool:
    """Tell whether the day numbers of an XLSX workbook count from 1904."""
    try:
        with zipfile.ZipFile(path) as packed, packed.open("xl/workbook.xml") as book:
            head = book.read(1 << 16).lower()
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return False
    return b'date1904="1"' in head or b'date1904="true"' in head or b"date1904='1'" in head
