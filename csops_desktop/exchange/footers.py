"""Totals, footnotes and the closing lines of a report: rows of a file that are no data."""

import re
import unicodedata
from collections.abc import Sequence

from csops_desktop.domain.values import cell_text
from csops_desktop.exchange.layout import is_number_or_date
from csops_desktop.exchange.rows import Numbered, Row

TAIL = 60
"""Rows at the end that may be a footer."""

_FEW_COLUMNS = 2
_LONGEST_LABEL = 60
_TOTAL = re.compile(
    r"(?:合計|小計|総計|総合計|中計|計|平均|件数|(?:grand\s*|sub\s*-?)?totals?|sum|average|count|records?)"
    r"\s*(?:\([^)]*\))?\s*[::]?\s*[\d,]*\s*(?:件|社|名|records?|rows?)?",
    re.IGNORECASE,
)
_MIDDLE_TOTALS = frozenset({"小計", "合計", "総計", "総合計", "中計"})
_NOTE = re.compile(
    r"[※*†‡]|[((]?(?:注|備考|出典|出所|凡例|補足)[\d))::.、]|以上$|[-─—―=\s]*以上|(?:作成|出力|印刷)(?:日|者|日時)?\s*[::]|社外秘|取扱注意|"
    r"note[s:]?\b|source\s*:|copyright|©|\(c\)|confidential|generated|report\s|exported|printed|as of|filter|"
    r"data as|end of|all rights reserved|page\s+\d",
    re.IGNORECASE,
)


def count_footer(rows: Sequence[Numbered], width: int, last_before: int | None) -> tuple[int, bool]:
    """Return how many of the last rows of a table are totals, footnotes or closing lines.

    Args:
        rows: the last rows, ``TAIL`` at most.
        width: number of columns.
        last_before: number of the row before the first of them, to see an empty line between; None for none.

    Returns:
        The number, and whether words say so; False when only an empty line before a lone cell does.
    """
    count, pending, certain = 0, 0, True
    for at in range(len(rows) - 1, -1, -1):
        number, row = rows[at]
        closing = is_total(row) or _is_note(row, width)
        if not (closing or _is_lone(row, width)):
            break
        before = rows[at - 1][0] if at else last_before
        pending += not closing
        if (closing and count == len(rows) - at - 1) or (before is not None and number - before > 1):
            certain = certain and (pending == 0 or pending < len(rows) - at - count)
            count, pending = len(rows) - at, 0
    return count, certain


def is_total(row: Row, *, middle: bool = False) -> bool:
    """Tell a row of totals: its first words say so, and the rest of it is numbers.

    Args:
        row: the cells.
        middle: the row stands amid the data, where only unmistakable Japanese words count.
    """
    filled = [cell for cell in row if cell != ""]
    if not filled or not isinstance(filled[0], str):
        return False
    if len(filled[0]) > _LONGEST_LABEL:
        return False
    label = unicodedata.normalize("NFKC", filled[0]).strip()
    if middle and label.replace(" ", "") not in _MIDDLE_TOTALS:
        return False
    if not _TOTAL.fullmatch(label.replace("\u3000", " ")) and label.replace(" ", "") not in _MIDDLE_TOTALS:
        return False
    return all(not isinstance(cell, str) or not cell.strip() or is_number_or_date(cell) for cell in filled[1:])


def _is_lone(row: Row, width: int) -> bool:
    return width > _FEW_COLUMNS and sum(1 for cell in row if cell_text(cell).strip()) == 1


def _is_note(row: Row, width: int) -> bool:
    if not _is_lone(row, width):
        return False
    text = next(filter(None, (cell_text(cell).strip() for cell in row)))
    return bool(_NOTE.match(unicodedata.normalize("NFKC", text)))
