"""Usage of the sample customers over a year: growing, steady, falling and silent ones, and some nobody knows of."""

import datetime as dt
from random import Random

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.readings import AddsUp, month_end
from csops_desktop.store import records
from csops_desktop.store.connection import Connection

_METRICS = (
    ("ログイン回数", "回", AddsUp.SUM),
    ("利用者数", "人", AddsUp.LAST),
    ("配信した枚数", "枚", AddsUp.SUM),
)  # the sample is invented in Japanese
_EVERY, _YEAR = 14, 364
_UNKNOWN_SHARE, _SILENT_DAYS = 0.1, 70
_SHAPES = (0.35, 0.35, 0.75, 0.0, -0.55, -0.8)  # how much more, or less, at the end of the year than at its beginning
_WEIGHTS = (3, 2, 2, 5, 2, 1)
_SILENT_SHARE, _HOLIDAYS, _HOLIDAY_SHARE = 0.06, (1, 5, 8), 0.82
_NAMES = ("metric_id", "customer_id", "on_day", "value")


def fill(connection: Connection, today: dt.date) -> None:
    """Give most customers readings of three metrics."""
    names = ("name", "unit", "adds_up")
    metrics = records.insert_many(connection, Kind.METRICS, names, _METRICS)
    dice = Random(11)  # noqa: S311 (an invention, no secret)
    rows: list[tuple[int, int, str, float]] = []
    for customer, since, ended in connection.run(
        "SELECT c.id, min(k.starts_on), max(coalesce(k.ended_on, '9999')) FROM customer c "
        "JOIN contract k ON k.customer_id = c.id GROUP BY c.id ORDER BY c.id"
    ).all():
        if dice.random() < _UNKNOWN_SHARE:
            continue
        until = today if ended == "9999" else min(today, dt.date.fromisoformat(ended))
        if dice.random() < _SILENT_SHARE:
            until = min(until, today - dt.timedelta(days=dice.randint(_SILENT_DAYS, 2 * _SILENT_DAYS)))
        rows += _of(dice, metrics, customer, (dt.date.fromisoformat(since), until), today)
    records.insert_many(connection, Kind.READINGS, _NAMES, rows)


def _of(
    dice: Random, metrics: range, customer: int, span: tuple[dt.date, dt.date], today: dt.date
) -> list[tuple[int, int, str, float]]:
    """Return the readings of one customer."""
    logins, people, sheets = metrics
    rise = dice.choices(_SHAPES, _WEIGHTS)[0]
    size = dice.choice((6, 9, 14, 22, 40))
    found: list[tuple[int, int, str, float]] = []
    first = today - dt.timedelta(days=_YEAR)
    for at in range(0, _YEAR + 1, _EVERY):
        day = first + dt.timedelta(days=at)
        if not span[0] <= day <= span[1]:
            continue
        level = (1 + rise * at / _YEAR) * dice.uniform(0.85, 1.15)
        if day.month in _HOLIDAYS:
            level *= _HOLIDAY_SHARE
        found.append((logins, customer, day.isoformat(), float(round(size * 4 * level))))
        last = month_end(day)
        if last <= span[1] and (day + dt.timedelta(days=_EVERY)).month != day.month:
            found.append((people, customer, last.isoformat(), float(max(1, round(size * level)))))
            found.append((sheets, customer, last.isoformat(), float(round(size * 30 * level, -1))))
    return found
