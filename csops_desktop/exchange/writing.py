"""Writes lists as CSV and clipboard text, and refused rows with their reasons; workbooks are in ``exchange.xlsx``."""

import csv
import datetime as dt
import io
import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from csops_desktop.domain.imports import Table
from csops_desktop.domain.records import Value
from csops_desktop.exchange.formulas import guard_formula
from csops_desktop.exchange.saving import Saving
from csops_desktop.exchange.xlsx import write_xlsx

__all__ = ["clipboard_text", "write_csv", "write_errors", "write_xlsx"]

_MISSING = "〓"  # what Japanese type setters print for a character they lack


def write_csv(
    path: Path, headings: Sequence[str], rows: Iterable[Sequence[Value | float]], *, encoding: str = "utf-8-sig"
) -> list[str]:
    """Write a CSV file and return the characters that the encoding lacks, in order; they are written as 〓.

    Text that a spreadsheet would run as a formula gets a leading apostrophe (``exchange.formulas``).

    Args:
        path: replaced when it exists.
        headings: the first row.
        rows: consumed as they are written; an error in them leaves no file.
        encoding: ``utf-8-sig`` or ``cp932``.

    Raises:
        CannotWriteError: no room, or not allowed.
    """
    lacking: dict[str, None] = {}
    codec = None if encoding.startswith("utf") else encoding
    with Saving(path) as saving, saving.path.open("w", encoding=encoding, errors="replace", newline="") as file:
        _write_lines(file, headings, rows, codec, lacking)
    return list(lacking)


def clipboard_text(headings: Sequence[str] | None, rows: Iterable[Sequence[Value | float]]) -> str:
    """Return rows as a spreadsheet takes them from the clipboard: tabs between cells, guarded like CSV."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    if headings is not None:
        writer.writerow([guard_formula(heading) for heading in headings])
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return text.getvalue()


def write_errors(path: Path, table: Table, reasons: Mapping[int, str], reason_heading: str) -> None:
    """Write the refused rows of a table as they were read, with a column that says why; XLSX by its ending, else CSV.

    Args:
        path: replaced when it exists.
        table: the table that was imported.
        reasons: row number in the file → sentences.
        reason_heading: heading of the added column.

    Raises:
        CannotWriteError: no room, or not allowed.
    """
    refused = (
        [*(column[at] for column in table.columns), reasons[number]]
        for at, number in enumerate(table.rows)
        if number in reasons
    )
    headings = [*table.headings, reason_heading]
    if path.suffix.lower() == ".xlsx":
        write_xlsx(path, headings, refused)
    else:
        write_csv(path, headings, refused)


def _write_lines(
    file: TextIO,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value | float]],
    codec: str | None,
    lacking: dict[str, None],
) -> None:
    writer = csv.writer(file)
    for row in itertools.chain([headings], rows):
        cells = [guard_formula(cell) if type(cell) is str else _text(cell) for cell in row]
        if codec is not None:
            cells = [_replaced(cell, codec, lacking) for cell in cells]
        writer.writerow(cells)


def _replaced(cell: str, codec: str, lacking: dict[str, None]) -> str:
    """Return a cell with 〓 for each character that the encoding lacks."""
    try:
        cell.encode(codec)
    except UnicodeEncodeError:
        letters = [letter if _has(codec, letter) else _MISSING for letter in cell]
        lacking.update((was, None) for was, now in zip(cell, letters, strict=True) if was != now)
        return "".join(letters)
    return cell


def _has(codec: str, letter: str) -> bool:
    try:
        letter.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _text(cell: Value | float) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guard_formula(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, tuple):
        return guard_formula(", ".join(map(str, cell)))
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
