"""Days as people say them while they log a call: 金曜, 来週火, 明日, 3日後, +3d, 月末, next tue, 12/5."""

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable

from csops_desktop.domain import date_text

_WEEKDAYS = {word: at for at, word in enumerate("月火水木金土日")}
_WEEKDAYS |= {word: at for at, word in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
_PLAIN = {
    "今日": 0, "本日": 0, "きょう": 0, "today": 0,
    "明日": 1, "あした": 1, "あす": 1, "tomorrow": 1, "tmr": 1,
    "明後日": 2, "あさって": 2,
    "昨日": -1, "きのう": -1, "yesterday": -1,
    "一昨日": -2, "おととい": -2,
}  # fmt: skip
_WEEKS = {"今週": 0, "来週": 1, "再来週": 2, "先週": -1, "this": 0, "next": 1, "last": -1}
_ENDS = {"月末": 0, "今月末": 0, "来月末": 1, "end of month": 0, "eom": 0}
_UNITS = {"d": 1, "日": 1, "day": 1, "days": 1, "w": 7, "週": 7, "週間": 7, "week": 7, "weeks": 7}
_MONTHS = {"m", "か月", "ヶ月", "カ月", "month", "months"}

_WEEKDAY = r"([月火水木金土日])(?:曜日?)?|(mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_BARE = re.compile(rf"(?:{_WEEKDAY})$")
_WEEK = re.compile(rf"(今週|来週|再来週|先週|this|next|last)\s*の?\s*(?:{_WEEKDAY}|week)?$")
_COUNT = re.compile(r"(?:\+|in\s+)?(\d{1,3})\s*(d|w|m|日|週間?|[かヶカ]月|days?|weeks?|months?)(?:後|\s+later)?$")


def parse_day(text: str, today: dt.date) -> dt.date | None:
    """Return the day that words mean, seen from today; None when they mean none.

    A bare weekday is the next one after today; 来週火 and "next tue" lie in the week (Monday to Sunday) after this one;
    来週 alone is its Monday. A day without its year is the nearest one. Everything ``domain.values`` reads is read too.
    """
    words = unicodedata.normalize("NFKC", text).strip().casefold()
    if not words:
        return None
    for read in (_plain, _bare_weekday, _week, _count, _month_end):
        found = read(words, today)
        if found is not None:
            return found
    try:
        return date_text.text_date(words, today=today)
    except date_text.NoDateError:
        return None


def split_day(line: str, today: dt.date) -> tuple[str, dt.date | None]:
    """Split a line such as 「見積もりを送る 金曜」 into what is to be done and by when.

    The day stands last or first, apart by white space; a line without one is returned whole.
    """
    for head, tail in _cuts(line):
        found = parse_day(tail, today)
        if found is not None and head:
            return head, found
    return line.strip(), None


def _cuts(line: str) -> list[tuple[str, str]]:
    words = line.split()
    cuts = [(" ".join(words[:-n]), " ".join(words[-n:])) for n in (2, 1) if len(words) > n]
    return cuts + [(" ".join(words[n:]), " ".join(words[:n])) for n in (2, 1) if len(words) > n]


Reader = Callable[[str, dt.date], dt.date | None]


def _plain(words: str, today: dt.date) -> dt.date | None:
    return None if words not in _PLAIN else today + dt.timedelta(days=_PLAIN[words])


def _bare_weekday(words: str, today: dt.date) -> dt.date | None:
    match = _BARE.fullmatch(words)
    if match is None:
        return None
    weekday = _WEEKDAYS[match[1] or match[2]]
    return today + dt.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _week(words: str, today: dt.date) -> dt.date | None:
    match = _WEEK.fullmatch(words)
    if match is None:
        return None
    named = match[2] or match[3]
    monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=_WEEKS[match[1]])
    return monday + dt.timedelta(days=_WEEKDAYS[named] if named else 0)


def _count(words: str, today: dt.date) -> dt.date | None:
    match = _COUNT.fullmatch(words)
    if match is None:
        return None
    n, unit = int(match[1]), match[2]
    if unit in _MONTHS:
        return _months_on(today, n)
    return today + dt.timedelta(days=n * _UNITS[unit])


def _month_end(words: str, today: dt.date) -> dt.date | None:
    if words not in _ENDS:
        return None
    day = _months_on(today.replace(day=1), _ENDS[words])
    return day.replace(day=monthrange(day.year, day.month)[1])


def _months_on(day: dt.date, n: int) -> dt.date:
    """Return the same day n months on, or the last one of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
