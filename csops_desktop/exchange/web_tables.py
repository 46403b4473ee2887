"""The table of a web page: some programs save one under a workbook's name."""

import contextlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from csops_desktop.domain.imports import ReadOptions
from csops_desktop.exchange.encodings import check_encoding, decide_encoding
from csops_desktop.exchange.errors import Contents, Excess, FileTooBigError, NotATableError, WrongEncodingError
from csops_desktop.exchange.rows import PIECE, Numbered, RawRows
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.foundation.progress import Cancelled

_LARGEST = 64 << 20
_WIDEST_SPAN = 200
_FEED = 1 << 16  # characters parsed at once: longer ones would hold up the window
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_\-]+)", re.IGNORECASE)
_DIGITS = re.compile("[0-9]{1,5}")
_ALIASES = {"x-sjis": "cp932", "windows-31j": "cp932", "shift_jis": "cp932", "x-euc-jp": "euc_jp"}


def read_web_table(path: Path, data: bytes, options: ReadOptions, cancelled: Cancelled) -> RawRows:
    """Return the rows of the largest table of a web page.

    Raises:
        NotATableError: there is none.
        FileTooBigError: the page is too big.
    """
    if len(data) > _LARGEST:
        raise FileTooBigError(path, Excess.SIZE, _LARGEST)
    encoding = _encoding(path, data, options.encoding)
    text = data.decode(encoding, "replace")
    parser = _Tables()
    for at in range(0, len(text), _FEED):
        if cancelled():
            raise CancelledError
        parser.feed(text[at : at + _FEED])
    parser.close()
    best = max(parser.tables, key=lambda rows: sum(map(len, rows)), default=[])
    if not any(len(row) > 1 for row in best):
        raise NotATableError(path, Contents.WEB_PAGE)
    return RawRows(_pieces(best), encoding=encoding)


def _encoding(path: Path, data: bytes, wanted: str | None) -> str:
    if wanted:
        return check_encoding(path, data, wanted)
    declared = _CHARSET.search(data[: 1 << 12])
    if declared:
        name = declared[1].decode().lower()
        with contextlib.suppress(WrongEncodingError):  # pages lie; then it is found out as for text
            return check_encoding(path, data, _ALIASES.get(name, name))
    return decide_encoding(path, data)


def _pieces(rows: list[list[str]]) -> Iterator[list[Numbered]]:
    for at in range(0, len(rows), PIECE):
        yield [
            (number, row) for number, row in enumerate(rows[at : at + PIECE], start=at + 1) if any(map(str.strip, row))
        ]


class _Tables(HTMLParser):
    """Collects the cells of all tables; spans fill the cells they cover with nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            table: list[list[str]] = []
            self.tables.append(table)
            self._open.append(table)
        elif tag == "tr" and self._open:
            self._finish()
            self._open[-1].append([])
        elif tag in {"td", "th"} and self._open:
            self._finish()
            self._cell = []
            span = _DIGITS.match(dict(attrs).get("colspan") or "")
            self._span = max(1, min(int(span[0]), _WIDEST_SPAN)) if span else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr"}:
            self._finish()
        elif tag == "table" and self._open:
            self._finish()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _finish(self) -> None:
        if self._cell is None or not self._open:
            return
        if not self._open[-1]:
            self._open[-1].append([])
        text = "".join(self._cell).replace("\xa0", " ").strip()
        self._open[-1][-1].extend([text] + [""] * (self._span - 1))
        self._cell = None
