"""Writes lists as XLSX workbooks, row by row, in little memory."""

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from csops_desktop.domain.records import Value
from csops_desktop.exchange.saving import Saving, cannot_write

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTH_ROWS = 200
_NARROWEST, _WIDEST = 8, 60
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_SHEET_NAME = 31
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6]")
_FIRST_DAY = dt.date(1900, 3, 1)  # before it spreadsheets disagree about the day


def write_xlsx(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value | float]],
    *,
    sheet: str = "Sheet1",
    money_columns: Iterable[int] = (),
    money_format: str = "#,##0",
    date_format: str = "yyyy-mm-dd",
) -> None:
    """Write a workbook.

    Text stays text, whatever it looks like; the headings stand still and can filter. Text beyond what a cell holds
    (32,767 characters) is cut.

    Args:
        path: replaced when it exists.
        headings: the first row.
        rows: consumed as they are written; more than a sheet holds go on in a next sheet. An error in them leaves no
            file.
        sheet: its name; characters that a name must not have are dropped.
        money_columns: indexes of the columns shown with ``money_format``.
        money_format: number format of money.
        date_format: number format of dates.

    Raises:
        CannotWriteError: no room, or not allowed.
    """
    import xlsxwriter  # noqa: PLC0415 (not before the first paint)
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 (as above)

    with Saving(path) as saving:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "tmpdir": str(saving.folder),
        }
        book = xlsxwriter.Workbook(str(saving.path), options)
        formats = _Formats(
            frozenset(money_columns),
            book.add_format({"num_format": date_format}),
            book.add_format({"num_format": money_format}),
        )
        try:
            _write_pages(book, sheet, headings, rows, formats)
            book.close()
        except FileCreateError as error:
            cause = error.args[0] if error.args else None
            raise cannot_write(path, cause if isinstance(cause, OSError) else OSError()) from None
        finally:
            for page in book.worksheets():  # what was stopped half-way still holds its temporary file
                page.row_data_fh.close()


@dataclass(frozen=True, slots=True)
class _Formats:
    money_columns: frozenset[int]
    date: object
    money: object


def _write_pages(
    book: "Workbook", sheet: str, headings: Sequence[str], rows: Iterable[Sequence[Value | float]], formats: _Formats
) -> None:
    bold = book.add_format({"bold": True})
    remaining = iter(rows)
    for number in itertools.count(1):
        page = book.add_worksheet(_sheet_name(sheet, number))
        first = list(itertools.islice(remaining, _WIDTH_ROWS))
        for at, width in enumerate(_widths(headings, first)):
            page.set_column(at, at, width)
        page.freeze_panes(1, 0)
        for at, heading in enumerate(headings):
            page.write_string(0, at, heading, bold)
        last = _write_cells(page, itertools.chain(first, itertools.islice(remaining, _rest(first))), formats)
        page.autofilter(0, 0, max(last, 1), max(len(headings) - 1, 0))
        if last < _MOST_ROWS - 1:
            return


def _rest(first: Sequence[object]) -> int:
    return _MOST_ROWS - 1 - len(first)


def _write_cells(page: "Worksheet", rows: Iterable[Sequence[Value | float]], formats: _Formats) -> int:
    """Write the rows below the headings; return the index of the last one."""
    number = 0
    write_string, write_number = page.write_string, page.write_number
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            if type(cell) is str:
                if cell:
                    write_string(number, at, cell[:_LONGEST_CELL])
            elif cell is None:
                continue
            elif isinstance(cell, bool):
                page.write_boolean(number, at, cell)
            elif isinstance(cell, (int, float)):
                write_number(number, at, cell, formats.money if at in formats.money_columns else None)
            elif isinstance(cell, dt.date):
                _write_date(page, number, at, cell, formats)
            else:
                write_string(number, at, ", ".join(map(str, cell))[:_LONGEST_CELL])
    return number


def _write_date(page: "Worksheet", number: int, at: int, day: dt.date, formats: _Formats) -> None:
    if day < _FIRST_DAY:
        page.write_string(number, at, day.isoformat())
    else:
        page.write_datetime(number, at, day, formats.date)


def _widths(headings: Sequence[str], rows: Sequence[Sequence[Value | float]]) -> list[int]:
    columns = itertools.zip_longest(headings, *rows, fillvalue=None)
    return [min(max(max(map(_width, column)) + 2, _NARROWEST), _WIDEST) for column in columns][: len(headings)]


def _width(cell: Value | float) -> int:
    if cell is None:
        return 0
    first = str(cell).split("\n", 1)[0][:_WIDEST]
    return len(first) + len(_WIDE.findall(first))


def _sheet_name(name: str, number: int) -> str:
    clean = _FORBIDDEN.sub("", name).strip("' ") or "Sheet"
    ending = f" ({number})" if number > 1 else ""
    return clean[: _LONGEST_SHEET_NAME - len(ending)] + ending
