"""Numbers and amounts of money as people write them in Japanese and English sheets."""

import re
import unicodedata
from decimal import Decimal
from math import isfinite

_LONGEST = 60
_LIMIT = 2**63 - 1

_SIGNS = "-−–—‐‑▲△▼ー"
_NOTE = re.compile(r"\((?:税込|税抜|税別|消費税|税)[^)]*\)")
_CURRENCY = re.compile(r"^(?:¥|\\|\$|€|£|jpy|usd|eur|gbp|us\$|金)\s*|\s*(?:円|jpy|usd|eur|gbp|yen|¥|ドル|€|\$)$")
_TAIL = re.compile(r"(?:[./]?-|也|/月|/mo|/month|\s*per month)$")
_COUNTERS = re.compile(
    r"\s*(?:名様?|人|席|id|件|個|台|日間?|社|回|本|部|点|歳|年|[ヶケかカヵ箇]月|ユーザー?|アカウント|ライセンス|users?|seats?|days?|licen[cs]es?|%)$"
)
_PART = re.compile(
    r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+|\d+(?:\.\d+)?|\.\d+)"
    r"\s*(?P<unit>億|千万|百万|十万|万|千)?\s*"
)
_USUAL = re.compile(r"[¥￥$]? ?(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})円?$")
_UNITS = {"億": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, None: 1}
_KANJI_NUMERAL = re.compile(r"^[〇零一二三四五六七八九十百千万億兆壱弐参拾]+$")


class NoNumberError(ValueError):
    """The text is no number that can be read; ``args[0]`` is the reason (``domain.values.Reason``)."""


def money(cell: str | float, digits: int = 0) -> int:
    """Return an amount in the smallest unit of a currency.

    Args:
        cell: for example ``¥36,000``, ``12万5千円``, ``(1,234)``, ``▲500``, ``$2,786.00``, or a number.
        digits: decimals of the currency; 0 for yen.

    Raises:
        NoNumberError: not an amount, or a fraction of the smallest unit.
    """
    return _whole(cell, digits, counters=False)


def integer(cell: str | float) -> int:
    """Return a whole number; counters such as 名, 席, 日, users and % after it are dropped.

    Raises:
        NoNumberError: not a number, or a fraction.
    """
    return _whole(cell, 0, counters=True)


def real(cell: str | float) -> float:
    """Return a number that may have a part; counters after it are dropped, and 12.5 % is 12.5.

    Raises:
        NoNumberError: not a number.
    """
    if not isinstance(cell, str):
        if not isfinite(cell):
            raise NoNumberError("no_number")
        return float(cell)
    if len(cell) > _LONGEST:
        raise NoNumberError("no_number")
    return float(_decimal(cell, counters=True))


def _whole(cell: str | float, digits: int, *, counters: bool) -> int:
    if isinstance(cell, str):
        if len(cell) > _LONGEST:
            raise NoNumberError("no_number")
        usual = _USUAL.match(cell)
        if usual:  # the short way for nearly every cell
            return int(usual[1].replace(",", "") + "0" * digits)
        exact = _decimal(cell, counters=counters).scaleb(digits)
        number = int(exact)
        if number != exact:
            raise NoNumberError("fraction")
    else:
        number = _from_float(cell, digits)
    if abs(number) > _LIMIT:
        raise NoNumberError("too_high" if number > 0 else "too_low")
    return number


def _from_float(cell: float, digits: int) -> int:
    if isinstance(cell, int):
        return int(cell * 10**digits)
    if cell != cell or cell in {float("inf"), float("-inf")}:  # noqa: PLR0124 (NaN is the number unlike itself)
        raise NoNumberError("no_number")
    scaled = cell * 10**digits
    near: int = round(scaled)
    if abs(scaled - near) > 1e-6 * max(1.0, abs(scaled) * 1e-9):
        raise NoNumberError("fraction")
    return near


def _decimal(text: str, *, counters: bool) -> Decimal:
    rest = unicodedata.normalize("NFKC", text.replace("、", ",").replace("､", ",")).strip().lower()
    rest = _NOTE.sub("", rest).strip()
    negative = False
    if rest.startswith("(") and rest.endswith(")"):
        negative, rest = True, rest[1:-1].strip()
    for _ in range(2):  # the sign stands before or after the currency: -¥500, ¥-500
        if rest[:1] in _SIGNS and rest[1:].strip():
            negative, rest = not negative, rest[1:].strip()
        elif rest[:1] == "+":
            rest = rest[1:].strip()
        rest = _CURRENCY.sub("", rest).strip()
    if counters:
        rest = _COUNTERS.sub("", rest)
    rest = _CURRENCY.sub("", _TAIL.sub("", rest)).strip()
    if not rest:
        raise NoNumberError("no_number")
    if _KANJI_NUMERAL.match(rest):
        raise NoNumberError("kanji_number")
    total = _sum_of_parts(rest)
    return -total if negative else total


def _sum_of_parts(text: str) -> Decimal:
    total, at, last = Decimal(0), 0, 10**9
    while at < len(text):
        match = _PART.match(text, at)
        if not match:
            raise NoNumberError("no_number")
        unit = _UNITS[match["unit"]]
        if unit >= last:
            raise NoNumberError("no_number")
        total += Decimal(match["n"].replace(",", "").replace(" ", "")) * unit
        at, last = match.end(), unit
    return total
