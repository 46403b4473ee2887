"""From what a cell holds to the value of a field: one parser for the import, the form and the cell editor."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from csops_desktop.domain import choice_words, date_text, number_text
from csops_desktop.domain.date_text import decide_date_order
from csops_desktop.domain.fields import Field, FieldType
from csops_desktop.domain.records import Value
from csops_desktop.foundation.errors import InvalidValueError

__all__ = ["Cell", "Reason", "cell_text", "decide_date_order", "parse", "parse_column"]

Cell = str | int | float | dt.date
"""What a file or an editor gives: text, a number or a date of a workbook; an empty cell is ``""``."""


class Reason(StrEnum):
    """Why a value is refused; ``wording.errors`` has the sentence."""

    REQUIRED = "required"
    NO_DATE = "no_date"
    IMPOSSIBLE_DATE = "impossible_date"  # 2024-02-30, 平成40年
    AMBIGUOUS_DATE = "ambiguous_date"  # 03/04/2024 without a date order
    INCOMPLETE_DATE = "incomplete_date"  # a month or a day without its year
    NO_NUMBER = "no_number"
    FRACTION = "fraction"  # a part of the smallest unit
    KANJI_NUMBER = "kanji_number"  # 十二万
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    NO_CHOICE = "no_choice"
    NO_FLAG = "no_flag"
    TOO_EARLY = "too_early"  # a day before what it follows
    ENDS_FIRST = "ends_first"  # an end before the beginning
    AFTER_TERM = "after_term"  # another amount within a term that is over
    SAME = "same"  # nothing would change
    TOO_LATE = "too_late"  # a day to come, of what was
    OVERLAPS = "overlaps"  # a stretch of days that runs into another one


_EMPTY_WORDS = (
    "- -- — ― – − ‐ ー n/a #n/a #n/a! na null none nil なし 無し 未定 未設定 未入力 不明 該当なし tbd tbc ? "
    "#value! #ref! #div/0! #name? #null! #num! 0000-00-00 0000/00/00"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())  # only where a date or a number is expected; as text they stay text
_EMPTY_CHOICE_WORDS = "- -- — ― – − ‐ ー n/a #n/a na null none 未定 不明 未設定 ?"
_EMPTY_CHOICE = frozenset(_EMPTY_CHOICE_WORDS.split())
_LINES = re.compile(r"\s*[\r\n]+\s*")
_TAG_SEPARATOR = re.compile(r"[,、，､;；\r\n\t|]+")
_EXACT = 10**15  # a double holds whole numbers below this as the user sees them


@dataclass(frozen=True, slots=True)
class _How:
    order: str | None = None
    today: dt.date | None = None
    digits: int = 0
    serials_1904: bool = False


def parse(
    field: Field,
    cell: Cell,
    *,
    date_order: str | None = None,
    today: dt.date | None = None,
    currency_digits: int = 0,
    serials_1904: bool = False,
) -> Value:
    """Return the value of a field that a cell means, None when it is empty.

    A REFERENCE gives the name or external id that stands there as text, LINKS several of them; whoever knows the
    records resolves it.

    Args:
        field: what the cell is to become.
        cell: what stands there.
        date_order: ``ymd``, ``dmy`` or ``mdy`` for dates that do not say it themselves; None refuses ambiguous ones.
        today: lets a date do without its year (``12/5``): the nearest such day is meant.
        currency_digits: decimals of the store's currency, 0 for yen.
        serials_1904: the cell comes from a workbook whose day numbers count from 1904.

    Raises:
        InvalidValueError: the field cannot take it; ``reason`` is a ``Reason``.
    """
    how = _How(date_order, today, currency_digits, serials_1904)
    value = _CELL_PARSERS[field.type](field, cell, how)
    if isinstance(value, Reason):
        raise InvalidValueError(field.name, cell_text(cell), value)
    if value is None and field.required:
        raise InvalidValueError(field.name, cell_text(cell), Reason.REQUIRED)
    return value


def parse_column(
    field: Field,
    cells: Sequence[Cell],
    *,
    date_order: str | None = None,
    currency_digits: int = 0,
    serials_1904: bool = False,
) -> tuple[list[Value], list[tuple[int, Reason]]]:
    """Return the values of a whole column, and (index, reason) of each cell that cannot be read.

    Such a cell has the value None. Empty cells are None too, also for a required field: whether a row may go without
    is for the import to say.
    """
    how = _How(date_order, None, currency_digits, serials_1904)
    parser = _CELL_PARSERS[field.type]
    if parser is _text:
        return _text_column(cells), []
    seen: dict[Cell, Value | Reason] = {"": None}
    values: list[Value] = []
    errors: list[tuple[int, Reason]] = []
    for at, cell in enumerate(cells):
        try:
            value = seen[cell]
        except KeyError:
            value = seen[cell] = parser(field, cell, how)
        if type(value) is Reason:
            errors.append((at, value))
            value = None
        values.append(value)
    return values, errors


def cell_text(cell: Cell) -> str:
    """Return a cell as the text a user sees: 123.0 is ``123``, a date is ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _text(_field: Field, cell: Cell, _how: _How) -> Value:
    return _one_line(cell_text(cell)) or None


def _one_line(text: str) -> str:
    clean = text.replace("\0", "").strip() if "\0" in text else text.strip()
    return _LINES.sub(" ", clean) if "\n" in clean or "\r" in clean else clean


def _text_column(cells: Sequence[Cell]) -> list[Value]:
    return [(_one_line(cell) if type(cell) is str else cell_text(cell)) or None for cell in cells]


def _long_text(_field: Field, cell: Cell, _how: _How) -> Value:
    return cell_text(cell).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip() or None


def _folded(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip().lower()


def _date(_field: Field, cell: Cell, how: _How) -> Value | Reason:
    if isinstance(cell, dt.date):
        return cell.date() if isinstance(cell, dt.datetime) else cell
    try:
        if not isinstance(cell, str):
            return date_text.serial_date(cell, serials_1904=how.serials_1904)
        text = cell.strip()
        if not text or _folded(text) in _EMPTY:
            return None
        return date_text.text_date(text, order=how.order, today=how.today, serials_1904=how.serials_1904)
    except date_text.NoDateError as error:
        return Reason(error.args[0])


_NUMBERS: dict[FieldType, Callable[[str | float], int | float]] = {
    FieldType.INTEGER: number_text.integer,
    FieldType.NUMBER: number_text.real,
}


def _number(field: Field, cell: Cell, how: _How) -> Value | Reason:
    if isinstance(cell, dt.date):
        return Reason.NO_NUMBER
    if isinstance(cell, str):
        cell = cell.strip()
        if not cell or _folded(cell) in _EMPTY:
            return None
    reader = _NUMBERS.get(field.type)
    try:
        number = number_text.money(cell, how.digits) if reader is None else reader(cell)
    except number_text.NoNumberError as error:
        return Reason(error.args[0])
    if field.low is not None and number < field.low:
        return Reason.TOO_LOW
    if field.high is not None and number > field.high:
        return Reason.TOO_HIGH
    return number


def _flag(_field: Field, cell: Cell, _how: _How) -> Value | Reason:
    text = cell_text(cell).strip()
    if not text or _folded(text) in _EMPTY_CHOICE:
        return None
    found = choice_words.flag(text)
    return Reason.NO_FLAG if found is None else found


def _choice(field: Field, cell: Cell, _how: _How) -> Value | Reason:
    text = cell_text(cell).strip()
    if not text or _folded(text) in _EMPTY_CHOICE:
        return None
    return choice_words.choice(field.choices, text) or Reason.NO_CHOICE


def _tags(_field: Field, cell: Cell, _how: _How) -> Value:
    parts = (part.strip() for part in _TAG_SEPARATOR.split(cell_text(cell)))
    return tuple(dict.fromkeys(part for part in parts if part)) or None


_CELL_PARSERS: dict[FieldType, Callable[[Field, Cell, _How], Value | Reason]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _long_text,
    FieldType.DATE: _date,
    FieldType.MONEY: _number,
    FieldType.INTEGER: _number,
    FieldType.NUMBER: _number,
    FieldType.FLAG: _flag,
    FieldType.CHOICE: _choice,
    FieldType.REFERENCE: _text,
    FieldType.TAGS: _tags,
    FieldType.LINKS: _tags,
}
