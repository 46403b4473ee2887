"""Puts rows together to a table, column by column: headings on top, titles above and footers below set apart."""

from collections.abc import Sequence
from pathlib import Path

from csops_desktop.domain.choice_words import fold
from csops_desktop.domain.imports import ReadOptions, Sheet, Table
from csops_desktop.domain.values import Cell
from csops_desktop.exchange.errors import Contents, EmptyFileError, Excess, FileTooBigError, NotATableError
from csops_desktop.exchange.footers import TAIL, count_footer, is_total
from csops_desktop.exchange.layout import HEAD, Header, find_header, texts
from csops_desktop.exchange.rows import PIECE, Merge, Numbered, RawRows
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.foundation.progress import Cancelled

_MOST_COLUMNS = 2000
_TOTAL_COLUMNS = 3  # a label of totals stands in one of the first columns
_RECORD_START = fold("レコードの開始行")

Aside = tuple[int, tuple[str, ...]]


def assemble(
    path: Path, raw: RawRows, options: ReadOptions, *, sheets: tuple[Sheet, ...] = (), cancelled: Cancelled
) -> Table:
    """Return the table that rows make.

    Raises:
        EmptyFileError: there are no rows.
        NotATableError: there is nothing below the headings.
        FileTooBigError: more columns than any table has.
    """
    head: list[Numbered] = []
    pieces = iter(raw.pieces)
    for piece in pieces:
        head += piece
        if len(head) >= HEAD:
            break
    if not head:
        raise EmptyFileError(path)
    if any(len(cells) > _MOST_COLUMNS for _number, cells in head):
        raise FileTooBigError(path, Excess.COLUMNS, _MOST_COLUMNS)
    looked_at = head[:HEAD] if options.header_row is None else head
    header = find_header(looked_at, raw.merges, options.header_row)
    builder = _Builder(path, len(header.headings))
    builder.add(head[header.last + 1 :])
    for piece in pieces:
        if cancelled():
            raise CancelledError
        builder.add(piece)
    below, sure = builder.take_footer()
    builder.drop_repeated(header, head, below)
    builder.fill_merged(raw.merges)
    if not builder.rows:
        raise NotATableError(path, Contents.NO_ROWS)
    return Table(
        path=path,
        sheet=raw.sheet,
        sheets=sheets,
        encoding=raw.encoding,
        delimiter=raw.delimiter,
        header_row=head[header.last][0] if header.last >= 0 else 0,
        headings=builder.headings(header),
        columns=tuple(builder.columns),
        rows=builder.rows,
        above=tuple((number, texts(row)) for number, row in head[: max(header.first, 0)]),
        below=tuple(sorted(below)),
        certain=raw.certain and header.certain and sure,
        serials_1904=raw.serials_1904,
    )


class _Builder:
    """Grows the columns piece by piece."""

    def __init__(self, path: Path, width: int) -> None:
        self._path = path
        self.columns: list[list[Cell]] = [[] for _ in range(width)]
        self.rows: list[int] = []

    def add(self, rows: Sequence[Numbered]) -> None:
        for at in range(0, len(rows), PIECE):
            self._add(rows[at : at + PIECE])

    def _add(self, rows: Sequence[Numbered]) -> None:
        if not rows:
            return
        width = max(len(cells) for _number, cells in rows)
        if width > len(self.columns):
            self._widen(width)
        width = len(self.columns)
        full = [cells if len(cells) == width else [*cells, *[""] * (width - len(cells))] for _number, cells in rows]
        for column, cells in zip(self.columns, zip(*full, strict=True), strict=True):
            column.extend(cells)
        self.rows.extend(number for number, _cells in rows)

    def _widen(self, width: int) -> None:
        if width > _MOST_COLUMNS:
            raise FileTooBigError(self._path, Excess.COLUMNS, _MOST_COLUMNS)
        self.columns += [[""] * len(self.rows) for _ in range(width - len(self.columns))]

    def _row(self, at: int) -> list[Cell]:
        return [column[at] for column in self.columns]

    def take_footer(self) -> tuple[list[Aside], bool]:
        """Cut totals and footnotes off the end; return them, and whether words said that they are some."""
        start = max(len(self.rows) - TAIL, 0)
        tail = [(self.rows[at], self._row(at)) for at in range(start, len(self.rows))]
        width = len(self.columns)
        count, certain = count_footer(tail, width, self.rows[start - 1] if start else None)
        if not count:
            return [], True
        cut = len(self.rows) - count
        taken = [(number, texts(row)) for number, row in tail[-count:]]
        for column in self.columns:
            del column[cut:]
        del self.rows[cut:]
        return taken, certain

    def drop_repeated(self, header: Header, head: Sequence[Numbered], below: list[Aside]) -> None:
        """Take out rows amid the data that are none: subtotals, headings once more, lines that go on with a record."""
        width = len(self.columns)
        away: set[int] = set()
        for column in self.columns[:_TOTAL_COLUMNS]:
            away.update(
                at
                for at, cell in enumerate(column)
                if type(cell) is str and cell[-1:] == "計" and is_total(self._row(at), middle=True)
            )
        if header.last >= 0 and width > 1:
            line = [*texts(head[header.last][1]), *[""] * width][:width]
            again = (at for at, cell in enumerate(self.columns[0]) if cell == line[0] and cell)
            away.update(at for at in again if list(texts(self._row(at))) == line)
        for column, heading in zip(self.columns, header.headings, strict=False):
            if fold(heading) == _RECORD_START and "*" in column:
                away.update(at for at, cell in enumerate(column) if cell != "*")
        if not away:
            return
        below.extend((self.rows[at], texts(self._row(at))) for at in away)
        keep = [at for at in range(len(self.rows)) if at not in away]
        self.columns = [[column[at] for at in keep] for column in self.columns]
        self.rows = [self.rows[at] for at in keep]

    def fill_merged(self, merges: Sequence[Merge]) -> None:
        """Write a cell that is merged downwards in every row it covers."""
        tall = [merge for merge in merges if merge[1] > merge[0]]
        if not tall:
            return
        index = {number: at for at, number in enumerate(self.rows)}
        for first, last, left, _right in tall:
            if first not in index or left >= len(self.columns):
                continue
            column = self.columns[left]
            for number in range(first + 1, last + 1):
                at = index.get(number)
                if at is not None and column[at] == "":
                    column[at] = column[index[first]]

    def headings(self, header: Header) -> tuple[str, ...]:
        """Drop columns without heading and data; return the headings of the others."""
        named = [*header.headings, *[""] * (len(self.columns) - len(header.headings))]
        keep = [at for at, heading in enumerate(named) if heading or any(cell != "" for cell in self.columns[at])]
        self.columns = [self.columns[at] for at in keep]
        return tuple(named[at] for at in keep)
