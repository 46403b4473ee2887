"""Dates as people write them, and the order of day, month and year that a whole column gives away."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Literal

DateOrder = Literal["ymd", "dmy", "mdy"]
ORDERS: tuple[DateOrder, ...] = ("ymd", "dmy", "mdy")
UNDECIDABLE: Literal["undecidable"] = "undecidable"

_EPOCH_1900 = dt.date(1899, 12, 30)
_EPOCH_1904 = dt.date(1904, 1, 1)
_SERIAL_LOW, _SERIAL_HIGH = 10_000, 110_000  # 1927 to 2201: a smaller number is a year or a count, not a date
_PACKED_LOW, _PACKED_HIGH = 10_000_101, 99_991_231
_LONGEST = 60
_DIGITS = {len("45102"), len("20240131")}
_CENTURY_PIVOT = 69
_MINORITY = 20  # one cell in so many that contradicts the column is a slip of that cell

_ERAS = {
    "明治": (1868, dt.date(1868, 1, 25), dt.date(1912, 7, 30)),
    "大正": (1912, dt.date(1912, 7, 30), dt.date(1926, 12, 25)),
    "昭和": (1926, dt.date(1926, 12, 25), dt.date(1989, 1, 7)),
    "平成": (1989, dt.date(1989, 1, 8), dt.date(2019, 4, 30)),
    "令和": (2019, dt.date(2019, 5, 1), dt.date(9999, 12, 31)),
}
_ERA_SHORT = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和", "昭": "昭和", "平": "平成", "令": "令和"}
_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name[:3]: at for at, name in enumerate(_MONTH_NAMES.split(), start=1)}
_MONTH_WORDS = frozenset(_MONTH_NAMES.split()) | frozenset(_MONTHS) | {"sept"}

_TIME = re.compile(
    r"(?:t|\s+)(?:(?:午前|午後|am|pm)\s*)?\d{1,2}(?::|時)\d{1,2}(?:(?::|分)\d{0,2}(?:[.,]\d+)?秒?)?\s*(?:am|pm|a\.m\.|p\.m\.)?"
    r"\s*(?:z|utc|gmt|jst|[+-]\d{2}:?\d{2})?$"
)
_WEEKDAY = re.compile(r"\s*\((?:[月火水木金土日](?:曜日?)?|mon|tue|wed|thu|fri|sat|sun)\)$|\s*[月火水木金土日]曜日?$")
_YEAR_FIRST = re.compile(r"(\d{4})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{1,2})$")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{4})$")
_SHORT = re.compile(r"(\d{1,2})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{1,2})$")
_KANJI = re.compile(r"(\d{2}|\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?$")
_ERA = re.compile(
    r"(明治|大正|昭和|平成|令和|[mtshr昭平令])\.?\s*(元|\d{1,2})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*日?$"
)
_DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]+([a-z]{3,9})\.?,?[\s\-/.]+(\d{2}|\d{4})$")
_MONTH_NAMED = re.compile(r"([a-z]{3,9})\.?[\s\-/.]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\-/.]+(\d{4})$")
_YEARLESS = re.compile(r"(\d{1,2})\s*(?:[/.\-]|月)\s*(\d{1,2})\s*日?$")
_DAYLESS = re.compile(
    r"(?:\d{4}\s*[/.\-年]\s*\d{1,2}\s*月?|\d{1,2}\s*[/.\-]\s*\d{4}|\d{4}\s*年(?:度)?"
    r"|(?:昭和|平成|令和)\s*(?:元|\d{1,2})\s*年(?:\d{1,2}月|度)?)$"
)


class NoDateError(ValueError):
    """The text is no date that can be read; ``args[0]`` is the reason (``domain.values.Reason``)."""


def plain(text: str) -> str:
    """Return a text with width and case folded and the time of day and the day of the week cut off."""
    folded = unicodedata.normalize("NFKC", text).strip().lower()
    return _WEEKDAY.sub("", _TIME.sub("", folded)).strip() if len(folded) > len("2024/1/1") else folded


def serial_date(number: float, *, serials_1904: bool = False) -> dt.date | None:
    """Return the date of a day number of a spreadsheet, or of a number like 20240131; None for zero.

    Raises:
        NoDateError: the number is neither.
    """
    if number == 0:  # a formula that points at an empty cell
        return None
    whole = int(number) if 0 < number <= _PACKED_HIGH else 0  # also refuses NaN
    if _SERIAL_LOW <= whole < _SERIAL_HIGH:
        return (_EPOCH_1904 if serials_1904 else _EPOCH_1900) + dt.timedelta(days=whole)
    if whole == number and _PACKED_LOW <= whole <= _PACKED_HIGH:
        return _date(whole // 10_000, whole // 100 % 100, whole % 100)
    raise NoDateError("no_date")


def text_date(
    text: str, *, order: str | None = None, today: dt.date | None = None, serials_1904: bool = False
) -> dt.date:
    """Return the date that a text means.

    Args:
        text: what stands there; times and week days after the date are ignored.
        order: ``ymd``, ``dmy`` or ``mdy`` for dates that do not say it themselves.
        today: completes a date without a year to the nearest such day; without it such a text is refused.
        serials_1904: five digits count from 1904, not from 1900.

    Raises:
        NoDateError: no date, an impossible or an ambiguous one.
    """
    if len(text) == len("2024-01-31") and text[4] == "-" and text.isascii():
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    if len(text) > _LONGEST:
        raise NoDateError("no_date")
    folded = plain(text)
    if folded.isdigit() and folded.isascii():
        return _digits(folded, serials_1904=serials_1904)
    for form, read in _FORMS:
        if match := form.match(folded):
            return read(match, order, today)
    raise NoDateError("incomplete_date" if _DAYLESS.match(folded) else "no_date")


def decide_date_order(cells: Iterable[object]) -> DateOrder | Literal["undecidable"] | None:
    """Return the order of day, month and year that a column of cells shows.

    A single contradicting cell among many is taken for a slip of that cell, and becomes an error when it is parsed.

    Returns:
        None when no cell needs an order (ISO dates, eras, date cells, or no dates at all), ``undecidable`` when more
        than one order fits and gives different dates.
    """
    counts = dict.fromkeys(ORDERS, 0)
    needing = 0
    seen: dict[str, tuple[DateOrder, ...]] = {}
    for cell in cells:
        if not isinstance(cell, str) or not cell:
            continue
        fitting = seen.get(cell)
        if fitting is None:
            fitting = seen[cell] = _fitting(cell)
        if fitting:
            needing += 1
            for order in fitting:
                counts[order] += 1
    if not needing:
        return None
    best = max(counts.values())
    good = [order for order, n in counts.items() if n == best]
    if len(good) > 1 or (needing - best) * _MINORITY > needing:
        return UNDECIDABLE
    return good[0]


def _fitting(cell: str) -> tuple[DateOrder, ...]:
    """Return the orders in which a text is a date, empty when the order does not matter to it."""
    folded = plain(cell[:_LONGEST])
    match = _YEAR_LAST.match(folded) or _SHORT.match(folded)
    if not match:
        return ()
    dates: dict[DateOrder, dt.date] = {}
    for order, triple in _readings(match).items():
        try:
            dates[order] = _date(*triple)
        except NoDateError:
            continue
    matters = len(dates) == 1 or len(set(dates.values())) > 1  # one reading only is evidence, equal ones are not
    return tuple(dates) if matters else ()


def _readings(match: re.Match[str]) -> dict[DateOrder, tuple[int, int, int]]:
    """Return (year, month, day) under each order that a numeric date without a leading long year can have."""
    a, b, c = int(match[1]), int(match[3]), int(match[4])
    last = _full_year(match[4])
    readings: dict[DateOrder, tuple[int, int, int]] = {"dmy": (last, b, a), "mdy": (last, a, b)}
    return readings if last == c else {"ymd": (_full_year(match[1]), b, c), **readings}


def _digits(text: str, *, serials_1904: bool) -> dt.date:
    number = int(text) if len(text) in _DIGITS else 0
    found = serial_date(number, serials_1904=serials_1904)
    return found or _refuse("no_date")


def _year_first(match: re.Match[str], _order: str | None, _today: dt.date | None) -> dt.date:
    return _date(int(match[1]), int(match[3]), int(match[4]))


def _ordered(match: re.Match[str], order: str | None, _today: dt.date | None) -> dt.date:
    readings = _readings(match)
    chosen = next((triple for known, triple in readings.items() if known == order), None)
    return _date(*chosen) if chosen else _only(readings.values())


def _kanji(match: re.Match[str], _order: str | None, _today: dt.date | None) -> dt.date:
    return _date(_full_year(match[1]), int(match[2]), int(match[3]))


def _day_named(match: re.Match[str], _order: str | None, _today: dt.date | None) -> dt.date:
    return _date(_full_year(match[3]), _month(match[2]), int(match[1]))


def _month_named(match: re.Match[str], _order: str | None, _today: dt.date | None) -> dt.date:
    return _date(int(match[3]), _month(match[1]), int(match[2]))


def _only(triples: Iterable[tuple[int, int, int]]) -> dt.date:
    """Return the one date that several readings allow."""
    found: set[dt.date] = set()
    for triple in triples:
        try:
            found.add(_date(*triple))
        except NoDateError:
            continue
    if len(found) > 1:
        raise NoDateError("ambiguous_date")
    return found.pop() if found else _refuse("impossible_date")


def _era(match: re.Match[str], _order: str | None, _today: dt.date | None) -> dt.date:
    start, first, last = _ERAS[_ERA_SHORT.get(match[1], match[1])]
    year = 1 if match[2] == "元" else int(match[2])
    day = _date(start + year - 1, int(match[3]), int(match[4]))
    return day if year and first <= day <= last else _refuse("impossible_date")


def _nearest(match: re.Match[str], order: str | None, today: dt.date | None) -> dt.date:
    if today is None:
        return _refuse("incomplete_date")
    a, b = int(match[1]), int(match[2])
    month, day = (b, a) if order == "dmy" and "月" not in match[0] else (a, b)
    near: list[dt.date] = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            near.append(dt.date(year, month, day))
        except ValueError:
            continue
    return min(near, key=lambda found: abs(found - today)) if near else _refuse("impossible_date")


def _month(name: str) -> int:
    if name not in _MONTH_WORDS:
        raise NoDateError("no_date")
    return _MONTHS[name[:3]]


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == len("2024"):
        return year
    return year + (2000 if year < _CENTURY_PIVOT else 1900)


def _date(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise NoDateError("impossible_date") from None


def _refuse(reason: str) -> dt.date:
    raise NoDateError(reason)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str | None, dt.date | None], dt.date]], ...] = (
    (_YEAR_FIRST, _year_first),
    (_YEAR_LAST, _ordered),
    (_SHORT, _ordered),
    (_KANJI, _kanji),
    (_ERA, _era),
    (_DAY_NAMED, _day_named),
    (_MONTH_NAMED, _month_named),
    (_YEARLESS, _nearest),
)
