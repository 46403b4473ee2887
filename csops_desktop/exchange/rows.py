"""Rows on their way from a file to a table: numbered, in pieces, before anything is known about headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from csops_desktop.domain.values import Cell

PIECE = 2000
"""Rows handled at once; more would hold up the window."""

Row = Sequence[Cell]
Numbered = tuple[int, Row]
Merge = tuple[int, int, int, int]
"""First and last row (1-based, as the user sees them), first and last column (0-based) of merged cells."""


@dataclass(frozen=True, slots=True)
class RawRows:
    """The rows of one sheet or text file.

    Attributes:
        pieces: lists of (row number as the user sees it, cells); empty rows are left out.
        merges: merged cells, workbooks only.
    """

    pieces: Iterator[list[Numbered]]
    merges: tuple[Merge, ...] = ()
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    serials_1904: bool = False
    certain: bool = True
