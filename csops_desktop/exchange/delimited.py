"""CSV, TSV and other delimited text: finds the delimiter and reads the rows in pieces."""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from csops_desktop.domain.imports import ReadOptions
from csops_desktop.exchange.encodings import check_encoding, decide_encoding
from csops_desktop.exchange.errors import Excess, FileTooBigError
from csops_desktop.exchange.formulas import strip_formula_guard
from csops_desktop.exchange.rows import PIECE, Numbered, RawRows
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.foundation.progress import Cancelled

_DELIMITERS = (",", "\t", ";", "|")
_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " "}
_SAMPLE_LINES = 400
_SAMPLE_CHARACTERS = 1 << 18
_LONGEST_CELL = 1 << 20
_MOST_ROWS = 1_100_000  # a little more than a spreadsheet holds
_SWALLOWED_LINES = 20  # a cell of so many lines at the very end of a file was opened by a stray quote
_MAY_GUARD = re.compile(rb"'[-'=+@\t\r\n\0\xef\x81]")  # first bytes of what follows in UTF-8, CP932 and UTF-16
_GUARD = re.compile(r"'+[=+\-@\t\r\n\0＝＋－＠]")


def read_delimited(path: Path, data: bytes, options: ReadOptions, cancelled: Cancelled) -> RawRows:
    """Return the rows of a text file.

    A row is numbered as a spreadsheet would: a cell with line breaks in it is one row, empty rows count.

    Args:
        path: named in errors, and its ending breaks a tie between delimiters.
        data: the whole file.
        options: encoding and delimiter when the user named them.
        cancelled: asked between pieces.

    Raises:
        QuestionError, WrongEncodingError, NotATableError: about the encoding.
    """
    encoding = check_encoding(path, data, options.encoding) if options.encoding else decide_encoding(path, data)
    named = options.delimiter and _NAMES.get(options.delimiter.lower(), options.delimiter[0])
    delimiter = named or _sniff(path, _sample(data, encoding))
    quoted = not _ends_inside_quotes(data, encoding, delimiter)
    rows = _rows(data, encoding, delimiter, quoted=quoted)
    pieces = _pieces(path, rows, cancelled, guarded=bool(_MAY_GUARD.search(data)))
    return RawRows(pieces, encoding=encoding, delimiter=delimiter, certain=quoted)


def _text(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors="replace", newline="")


def _rows(data: bytes, encoding: str, delimiter: str, *, quoted: bool = True) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    text = _text(data, encoding)
    return (
        csv.reader(text, delimiter=delimiter)
        if quoted
        else csv.reader(text, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    )


def _pieces(path: Path, rows: Iterator[list[str]], cancelled: Cancelled, *, guarded: bool) -> Iterator[list[Numbered]]:
    at = 1
    while piece := _next(path, rows):
        if cancelled():
            raise CancelledError
        if guarded:
            for cells in piece:
                _unguard(cells)
        yield [(number, cells) for number, cells in enumerate(piece, start=at) if any(map(str.strip, cells))]
        at += len(piece)
        if at > _MOST_ROWS:
            raise FileTooBigError(path, Excess.ROWS, _MOST_ROWS)


def _next(path: Path, rows: Iterator[list[str]]) -> list[list[str]]:
    try:
        return list(itertools.islice(rows, PIECE))
    except csv.Error:  # a cell beyond any sense
        raise FileTooBigError(path, Excess.MEMORY, _LONGEST_CELL) from None


def _unguard(cells: list[str]) -> None:
    for at, cell in enumerate(cells):
        if cell[:1] == "'" and _GUARD.match(cell):
            cells[at] = strip_formula_guard(cell)


def _sample(data: bytes, encoding: str) -> list[str]:
    text = _text(data, encoding)
    lines: list[str] = []
    size = 0
    for line in itertools.islice(text, _SAMPLE_LINES):
        lines.append(line)
        size += len(line)
        if size > _SAMPLE_CHARACTERS:
            break
    return lines


def _sniff(path: Path, lines: list[str]) -> str:
    """Return the delimiter under which most rows have the same number of cells, more than one."""
    preferred = "\t" if path.suffix.lower() in {".tsv", ".tab"} else ","
    ranked = sorted(_DELIMITERS, key=lambda delimiter: delimiter != preferred)
    scores = {delimiter: _evenness(lines, delimiter) for delimiter in ranked}
    best = max(ranked, key=lambda delimiter: scores[delimiter])
    return best if scores[best] else preferred


def _evenness(lines: list[str], delimiter: str) -> float:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row))
    except csv.Error:
        return 0.0
    several = {width: n for width, n in widths.items() if width > 1}
    if not several:
        return 0.0
    width, n = max(several.items(), key=lambda item: (item[1], item[0]))
    return n / widths.total() + min(width, 50) / 1000


def _ends_inside_quotes(data: bytes, encoding: str, delimiter: str) -> bool:
    """Tell whether a stray quote swallows the rest of the file."""
    if data.count(b'"') % 2 == 0:
        return False
    last: list[str] = []
    try:
        for last in _rows(data, encoding, delimiter):  # noqa: B007 (only the last one is wanted)
            pass
    except csv.Error:  # it swallowed more than a cell holds
        return True
    return any(cell.count("\n") + cell.count("\r") > _SWALLOWED_LINES for cell in last)
