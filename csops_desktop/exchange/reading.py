"""From a file to a table: text, workbooks and saved web pages, with headings found and footers set apart."""

from collections.abc import Sequence
from pathlib import Path

from csops_desktop.domain.imports import Question, ReadOptions, Sheet, Table
from csops_desktop.exchange.containers import Form, recognise, uses_1904
from csops_desktop.exchange.delimited import read_delimited
from csops_desktop.exchange.errors import (
    Contents,
    EmptyFileError,
    Excess,
    FileDeniedError,
    FileMissingError,
    FileTooBigError,
    NoSuchSheetError,
    NotATableError,
    QuestionError,
)
from csops_desktop.exchange.layout import HEAD, find_header
from csops_desktop.exchange.rows import Merge, Numbered, RawRows
from csops_desktop.exchange.tables import assemble
from csops_desktop.exchange.web_tables import read_web_table
from csops_desktop.exchange.workbooks import Head, WorkbookProcess
from csops_desktop.foundation.progress import Cancelled, never

_START = 1 << 12
_LARGEST_TEXT = 1 << 30
_LONGEST_LINE = 1 << 24
_PIECE = 1 << 20
_LARGEST_WORKBOOK = 256 << 20
_OBVIOUS = 20  # so many times as many cells make one sheet the one with the data
_SMALLEST_TABLE = 2


def read_table(path: Path, options: ReadOptions | None = None, *, cancelled: Cancelled = never) -> Table:
    """Return the table in a file.

    Workbooks are read in a process of their own; both ways the window stays free, but this call blocks: it belongs in
    a worker. What the file is named does not matter, what is in it does.

    Args:
        path: CSV, TSV, TXT, XLSX, XLSM, XLS, ODS, or a web page with a table.
        options: what the user said about it; the rest is guessed.
        cancelled: asked every now and then.

    Raises:
        FileError: one of ``exchange.errors`` that says what is wrong, or QuestionError when the user must decide.
        CancelledError: the user did not want to wait.
    """
    options = options or ReadOptions()
    form = recognise(path, _start(path))
    if form is Form.WORKBOOK:
        return _read_workbook(path, options, cancelled)
    data = _whole(path)
    read = read_web_table if form is Form.HTML else read_delimited
    return assemble(path, read(path, data, options, cancelled), options, cancelled=cancelled)


def list_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, hidden ones marked; nothing for any other file.

    Raises:
        FileError: the file cannot be read.
    """
    if recognise(path, _start(path)) is not Form.WORKBOOK:
        return ()
    with WorkbookProcess(path) as book:
        return tuple(Sheet(name, hidden) for name, hidden in book.sheets())


def _start(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise NotATableError(path, Contents.FOLDER)
        if path.exists() and not path.is_file():
            raise FileDeniedError(path)  # a pipe would be waited for, a device has no end
        with path.open("rb") as file:
            start = file.read(_START)
    except FileNotFoundError:
        raise FileMissingError(path) from None
    except (OSError, ValueError):
        raise FileDeniedError(path) from None
    if not start.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise EmptyFileError(path)
    return start


def _whole(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_TEXT:
            raise FileTooBigError(path, Excess.SIZE, _LARGEST_TEXT)
        _refuse_endless_line(path)
        return path.read_bytes()
    except OSError:
        raise FileDeniedError(path) from None


def _refuse_endless_line(path: Path) -> None:
    """A line beyond any sense is refused before it is held in memory, several times over, as text."""
    stretch = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            end = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
            stretch = stretch + len(piece) if end < 0 else len(piece) - end - 1
            if stretch > _LONGEST_LINE:
                raise FileTooBigError(path, Excess.MEMORY, _LONGEST_LINE)


def _read_workbook(path: Path, options: ReadOptions, cancelled: Cancelled) -> Table:
    if path.stat().st_size > _LARGEST_WORKBOOK:
        raise FileTooBigError(path, Excess.SIZE, _LARGEST_WORKBOOK)
    with WorkbookProcess(path, cancelled) as book:
        sheets = tuple(Sheet(name, hidden) for name, hidden in book.sheets())
        if not sheets:
            raise EmptyFileError(path)
        name = _choose(path, book, sheets, options.sheet)
        merges, pieces = book.rows(name)
        raw = RawRows(pieces, tuple(merges), sheet=name, serials_1904=uses_1904(path))
        return assemble(path, raw, options, sheets=sheets, cancelled=cancelled)


def _choose(path: Path, book: WorkbookProcess, sheets: Sequence[Sheet], wanted: str | None) -> str:
    """Return the sheet to read: the one named, the only one, or the one that obviously holds the data."""
    names = [sheet.name for sheet in sheets]
    if wanted is not None:
        if wanted in names:
            return wanted
        raise NoSuchSheetError(path, wanted, tuple(names))
    visible = [sheet.name for sheet in sheets if not sheet.hidden]
    if len(visible) == 1:
        return visible[0]
    return _most_obvious(path, book.heads())


def _most_obvious(path: Path, heads: Sequence[Head]) -> str:
    tables: list[tuple[str, int, bool]] = []
    filled: list[str] = []
    for name, height, width, merges, rows in heads:
        if rows:
            filled.append(name)
        if len(rows) >= _SMALLEST_TABLE and width >= _SMALLEST_TABLE:
            tables.append((name, height * width, _has_headings(rows, merges)))
    with_headings = [name for name, _cells, known in tables if known]
    for names in (with_headings, [name for name, _cells, _known in tables], filled):
        if len(names) == 1:
            return names[0]
    if not filled:
        raise EmptyFileError(path)
    largest, *others = sorted((cells for _name, cells, _known in tables), reverse=True) or [0]
    if not with_headings and others and largest > others[0] * _OBVIOUS:
        return max(tables, key=lambda table: table[1])[0]
    choices = with_headings or [name for name, _cells, _known in tables] or filled
    raise QuestionError(path, Question.SHEET, tuple(choices))


def _has_headings(rows: Sequence[Numbered], merges: Sequence[Merge]) -> bool:
    header = find_header(rows[:HEAD], merges)
    return header.known >= _SMALLEST_TABLE and header.last < len(rows) - 1
