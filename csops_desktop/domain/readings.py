"""Usage readings: what the name of a metric tells of it, and the month that a text means."""

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

PER_COLUMN = "per_column"
"""Where an import sends a column that holds the readings of a metric called like it."""
PER_MONTH = "per_month"
"""Where an import sends a column that holds the readings of the month that its heading names."""
FEATURE = "feature"
"""Where an import sends a column that is to be a part of the metric's name; left out, readings add up over it."""
SPREADING = (PER_COLUMN, PER_MONTH, FEATURE)


class AddsUp(StrEnum):
    """How several readings of a metric become one."""

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"


_WORD = re.compile("[a-z]+")
_MEAN = (
    ("率", "割合", "平均", "比", "スコア", "%"),
    frozenset({"rate", "ratio", "average", "avg", "mean", "percent", "share", "score"}),
)
_LAST = (
    ("人数", "ユーザー数", "利用者数", "会員数", "登録数", "アカウント数", "累計", "残高", "残数"),
    frozenset({"users", "seats", "members", "cumulative", "balance"}),
)
_UNITS = (
    ("%", ("率", "割合", "percent", "%")),
    ("秒", ("秒", "_secs", "_sec", "seconds")),
    ("分", ("(分)", "分数", "minutes", "_min")),
    ("時間", ("時間", "hours")),
    ("人", ("人数", "ユーザー数", "利用者数", "会員数", "users", "members")),
    ("件", ("件数", "枚数", "エラー数")),
    ("回", ("回数", "ログイン数", "ログイン", "logins", "count")),
)
_LATIN_UNITS = {"秒": "s", "分": "min", "時間": "h", "人": "users", "件": "", "回": ""}
_MONTH = re.compile(r"(\d{4})\s*(?:[-/.]\s*(\d{1,2})|年\s*(\d{1,2})\s*月)(?:分|度)?$")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Metric:
    """Something that is counted or measured of the use of a product."""

    id: int
    name: str
    unit: str = ""
    adds_up: AddsUp = AddsUp.SUM
    n: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a customer and a metric."""

    id: int
    on_day: dt.date
    value: float
    product: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """A metric at a customer over the latest months.

    Attributes:
        months: their first days, the running one last.
        values: of each month, None where there is no reading.
        last_on, last_value: of the latest reading there is.
    """

    metric: Metric
    months: tuple[dt.date, ...]
    values: tuple[float | None, ...]
    last_on: dt.date
    last_value: float

    @property
    def told(self) -> int | None:
        """Which month tells how it is: the latest with readings; of sums the latest that is over, when there is one."""
        known = [at for at, value in enumerate(self.values) if value is not None]
        if self.metric.adds_up is AddsUp.SUM and len(known) > 1 and known[-1] == len(self.values) - 1:
            known.pop()
        return known[-1] if known else None

    @property
    def change(self) -> float | None:
        """By how much that month differs from the one before, as a fraction; None when there is nothing before."""
        at = self.told
        before = self.values[at - 1] if at else None
        now = None if at is None else self.values[at]
        return None if not before or now is None else (now - before) / abs(before)


@dataclass(frozen=True, slots=True)
class GridCell:
    """What a customer's month of a metric holds.

    Attributes:
        n: how many readings; more than one cannot be typed over.
    """

    value: float
    n: int


@dataclass(frozen=True, slots=True)
class UsageGrid:
    """A month of many customers, ready to be typed in.

    Attributes:
        customers: (id, name) in the order asked for.
        cells: (customer, metric) → what is there.
    """

    month: dt.date
    customers: tuple[tuple[int, str], ...]
    metrics: tuple[Metric, ...]
    cells: Mapping[tuple[int, int], GridCell] = field(default_factory=dict)


def month_of(text: str) -> dt.date | None:
    """Return the last day of the month that a text names (2026-04, 2026/4, 2026年4月), None when it names none."""
    found = _MONTH.match(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or found[3])
    return month_end(dt.date(year, month, 1)) if 1 <= month <= _MONTHS else None


def month_end(day: dt.date) -> dt.date:
    """Return the last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def noted_on(month: dt.date, today: dt.date) -> dt.date:
    """Return the day that a figure of a whole month is of: its last one, today while it still runs."""
    return min(month_end(month), max(today, month.replace(day=1)))


def guessed_adding(name: str) -> AddsUp:
    """Return how a metric of that name probably adds up: rates by their mean, people by their last number."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    latin = frozenset(_WORD.findall(plain))
    for (parts, words), adds_up in ((_MEAN, AddsUp.MEAN), (_LAST, AddsUp.LAST)):
        if latin & words or any(part in plain for part in parts):
            return adds_up
    return AddsUp.SUM


def guessed_unit(name: str) -> str:
    """Return the unit that the name of a metric tells, empty when it tells none."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    for unit, words in _UNITS:
        if any(word in plain for word in words):
            return _LATIN_UNITS.get(unit, unit) if name.isascii() else unit
    return ""


def month_value(adds_up: AddsUp, n: int, total: float, last: float) -> float:
    """Return a month of which number, sum and latest reading are known."""
    match adds_up:
        case AddsUp.SUM:
            return total
        case AddsUp.MEAN:
            return total / n
        case AddsUp.LAST:
            return last


def added(values: Sequence[float], adds_up: AddsUp) -> float:
    """Return several readings, in the order in which they came, as one."""
    match adds_up:
        case AddsUp.SUM:
            return sum(values)
        case AddsUp.MEAN:
            return sum(values) / len(values)
        case AddsUp.LAST:
            return values[-1]
