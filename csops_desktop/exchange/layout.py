"""Where the headings of a table are, and what stands above and below it that is no data."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.domain.choice_words import flag_words, fold
from csops_desktop.domain.values import Cell, cell_text
from csops_desktop.exchange.heading_lookup import is_known
from csops_desktop.exchange.rows import Merge, Numbered, Row

HEAD = 60
"""Rows looked at to find the headings."""

_LONGEST_HEADING = 80
_LONGEST_NUMBER = 40
_BODY = 20  # rows below a candidate that show what the columns hold
_TITLE_SHARE = 0.34
_HIT, _CONTRAST = 3.0, 2.0  # what a known word and words over numbers count
_TYPED, _TYPED_BESIDE_HIT = -4.0, -1.0  # and a number or date: years stand over columns too, beside known words
_LATER, _DATA_ABOVE = -0.01, -2.0
_ENOUGH = 2.0
# The yen sign of a CP932 file is a backslash.
_NUMBERISH = re.compile(
    r"(?:[A-Z]{3}\s*)?[¥\\$€￥▲△\-+(]?\s*\d[\d,.\s]*(?:[%円)]|\s[A-Z]{3})?|[A-Z]{0,3}-?\d[\d\-/.:年月日 TZ]*",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"\d{4}年度?|\d{1,2}月|\d{4}年\d{1,2}月|第?\d四半期|(?:FY|Q)\s*\d+", re.IGNORECASE)  # over columns
_ERA_DATE = re.compile(r"(?:令和|平成|昭和|[RHS])\s*(?:元|\d{1,2})[年.]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """The headings that were found.

    Attributes:
        first, last: index of the first and the last heading row among the rows looked at; -1 for none.
        headings: one per column.
        certain: False when the user should have a look.
        known: how many of the headings are ones that vendors or people use.
    """

    first: int
    last: int
    headings: tuple[str, ...]
    certain: bool = True
    known: int = 0


def find_header(rows: Sequence[Numbered], merges: Sequence[Merge], wanted: int | None = None) -> Header:
    """Return the headings of a table.

    Args:
        rows: the first rows of the table, ``HEAD`` of them at most.
        merges: merged cells; they spread a heading to the right and down.
        wanted: row number of the last heading row when the user named it, 0 for no headings.
    """
    width = max((len(row) for _number, row in rows), default=0)
    if wanted == 0 or not rows:
        return Header(-1, -1, ("",) * width)
    if wanted is not None:
        at = next((index for index, (number, _row) in enumerate(rows) if number >= wanted), len(rows) - 1)
        return _with_groups(rows, merges, at, width, certain=True, below=False)
    at, certain = _best(rows, width)
    if at < 0:
        return Header(-1, -1, ("",) * width, certain=certain)
    return _with_groups(rows, merges, at, width, certain=certain, below=True)


def _best(rows: Sequence[Numbered], width: int) -> tuple[int, bool]:
    """Return the index of the row that looks most like headings, -1 for none, and whether that is certain."""
    best, best_score, best_hits = -1, 0.0, 0
    usual, data_above = _usual_width(rows), 0
    for at, (_number, row) in enumerate(rows[: HEAD // 2]):
        cells = [cell_text(cell).strip() for cell in row]
        filled = [cell for cell in cells if cell]
        if len(filled) < min(2, usual) or any(len(cell) > _LONGEST_HEADING for cell in filled):
            continue
        hits = sum(is_known(cell) and not _repeats(rows, at, column, cell) for column, cell in enumerate(cells) if cell)
        typed = sum(_typed(cell) for cell in row)
        contrast = _contrast(rows, at, row)
        twins = len(filled) - len(set(filled))
        against = typed * (_TYPED_BESIDE_HIT if hits else _TYPED) - twins + _LATER * at + _DATA_ABOVE * data_above
        data_above += typed > 0 and len(filled) >= usual
        score = _HIT * hits + _CONTRAST * contrast + against + len(filled) / max(width, 1)
        if score > best_score + 1e-9:
            best, best_score, best_hits = at, score, hits
    if best >= 0 and (best_hits or best_score >= _ENOUGH):
        return best, bool(best_hits) or best == 0
    first = rows[0][1]
    plain = not any(_typed(cell) for cell in first) and len(set(map(cell_text, first))) == len(first)
    return (0, False) if plain and len(first) == usual else (-1, False)


def _repeats(rows: Sequence[Numbered], at: int, column: int, cell: str) -> bool:
    """Tell whether a word stands in another row of the same column: then it is a value, though elsewhere a heading."""
    here = rows[at][1]
    others = (row for _number, row in rows if row is not here and column < len(row) and row[column] == cell)
    return any(list(row) != list(here) for row in others)  # headings may stand there once more, all of them


def _usual_width(rows: Sequence[Numbered]) -> int:
    counts = sorted(sum(1 for cell in row if cell != "") for _number, row in rows)
    return counts[len(counts) // 2]


def _typed(cell: Cell) -> bool:
    """Tell a number, a date or a flag from words."""
    if not isinstance(cell, str):
        return True
    text = cell.strip()
    if not text or len(text) > _LONGEST_NUMBER or _PERIOD.fullmatch(text):
        return False
    if _NUMBERISH.fullmatch(text) or _ERA_DATE.match(text):
        return True
    return len(text) < len("unknown") and text.isascii() and fold(text) in flag_words() and not is_known(text)


def _contrast(rows: Sequence[Numbered], at: int, row: Row) -> int:
    """Count the columns that hold words in this row and numbers or dates below."""
    body = [below for _number, below in rows[at + 1 : at + 1 + _BODY]]
    contrast = 0
    for column, cell in enumerate(row):
        if cell == "" or _typed(cell):
            continue
        below = [line[column] for line in body if column < len(line) and line[column] != ""]
        if below and sum(map(_typed, below)) * 2 > len(below):
            contrast += 1
    return contrast


def _with_groups(
    rows: Sequence[Numbered], merges: Sequence[Merge], at: int, width: int, *, certain: bool, below: bool
) -> Header:
    """Join the line of groups above or below the heading row to it."""
    first = last = at
    if below and at + 1 < len(rows) and _is_group_line(rows, merges, at, at + 1):
        last = at + 1
    elif at > 0 and _is_group_line(rows, merges, at - 1, at):
        first = at - 1
    lower = _padded(rows[last][1], width)
    known = sum(map(is_known, filter(None, lower)))
    if first == last:
        return Header(at, at, tuple(lower), certain, known)
    upper = _spread(rows[first], rows[last], merges, width)
    joined = tuple(" ".join(filter(None, pair)) for pair in zip(upper, lower, strict=True))
    return Header(first, last, joined, certain, known + sum(map(is_known, filter(None, upper))))


def _padded(row: Row, width: int) -> list[str]:
    cells = [" ".join(cell_text(cell).split()) for cell in row]
    return cells + [""] * (width - len(cells))


def _is_group_line(rows: Sequence[Numbered], merges: Sequence[Merge], upper: int, lower: int) -> bool:
    """Tell whether two neighbouring rows are one two-line heading."""
    (above_number, above), (below_number, below) = rows[upper], rows[lower]
    if below_number - above_number != 1 or any(map(_typed, below)) or any(map(_typed, above)):
        return False
    width = max(len(above), len(below))
    top, bottom = _padded(above, width), _padded(below, width)
    down = any(first <= above_number and below_number <= last for first, last, _left, _right in merges)
    across = [
        (left, right)
        for first, last, left, right in merges
        if first == last == above_number and right > left and any(bottom[left : right + 1])
    ]
    if len(across) == 1 and not down and sum(map(bool, top)) == 1:
        return False  # one merged cell above everything is a title
    if down or across:
        return sum(map(bool, bottom)) > 0
    gaps = [not cell for cell in bottom]
    lone = sum(map(bool, top)) < max(2, width * _TITLE_SHARE)
    fills = all(top[column] for column, gap in enumerate(gaps) if gap)
    return any(gaps) and not lone and fills and any(not cell for cell in top)


def _spread(upper: Numbered, lower: Numbered, merges: Sequence[Merge], width: int) -> list[str]:
    """Return the upper heading line with each group written over all the columns it covers."""
    number, row = upper
    spread = _padded(row, width)
    bottom = _padded(lower[1], width)
    spans = [(left, right) for first, last, left, right in merges if first <= number <= last and right > left]
    if spans:
        for left, right in spans:
            for column in range(left, min(right + 1, width)):
                spread[column] = spread[left]
        return spread
    for column in range(1, width):
        if not spread[column] and bottom[column]:
            spread[column] = spread[column - 1]
    return spread


def texts(row: Row) -> tuple[str, ...]:
    """Return a row as the user sees it."""
    return tuple(cell_text(cell) for cell in row)


def is_number_or_date(cell: Cell) -> bool:
    """Tell whether a cell that is no heading holds a number or a date, as such or as text."""
    if isinstance(cell, (int, float, dt.date)):
        return True
    text = cell.strip()
    return len(text) <= _LONGEST_NUMBER and bool(_NUMBERISH.fullmatch(text))
