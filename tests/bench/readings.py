"""P16: the months of ten million usage readings, kept up to date by what an operation touched, against adding all up."""

import datetime as dt
import shutil
from pathlib import Path

from csops_desktop.domain.changes import Sentence
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.scoring.sources import How, Usage
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import change_passphrase
from csops_desktop.store import reading_months, records, usage
from csops_desktop.store.connection import Connection
from tests.bench import stores
from tests.bench.report import Bar, median, ratio, took, watched

READINGS, _CUSTOMERS, _METRICS = 10_000_000, 10_000, 5
_BAR = 0.05
_ALL = (
    "SELECT metric_id, customer_id, substr(on_day, 1, 7), count(*), sum(value), max(on_day) FROM reading "
    "GROUP BY metric_id, customer_id, 3"
)
_MONTH = "SELECT customer_id, sum(n), sum(total) FROM reading_month WHERE metric_id = 1 AND month = ? GROUP BY 1"
_FILL = """
WITH RECURSIVE day(at) AS (SELECT 0 UNION ALL SELECT at + 1 FROM day WHERE at + 1 < :days)
INSERT INTO reading(customer_id, metric_id, on_day, value)
SELECT c.id, m.id, date(:last, '-' || day.at || ' days'), (c.id * 7 + m.id * 3 + day.at * 13) % 101
FROM day CROSS JOIN customer c CROSS JOIN metric m ORDER BY m.id, c.id, day.at DESC
"""


class _EnoughError(Exception):
    """Takes back what was only written to be measured."""


def measure(passphrase: str | None) -> list[Bar]:
    """Measure a day that comes in for the whole book, and reading the sums of a month; the stores go afterwards."""
    way = "with a passphrase" if passphrase else "plain"
    path = _store(passphrase)
    services = stores.opened(path, passphrase)
    database = services.records.database
    try:
        with database.reading() as connection:
            floor = took(lambda: connection.run(_ALL).all())
            fact = median(lambda: usage.facts(connection, Usage("metric 1", How.SUM, 30), stores.TODAY), 3)
        kept = min(_day_comes_in(services) for _turn in range(3))
        with database.reading() as connection:
            read = median(lambda: connection.run(_MONTH, (stores.TODAY.isoformat()[:7],)).all())
    finally:
        services.close()
        path.unlink()  # a gigabyte that takes two minutes to make
    what = f"{READINGS:,} readings, {way}"
    why = f"{_CUSTOMERS:,} new readings of a day; floor: one GROUP BY over all"
    return [
        ratio("P16", f"months brought up to date and read, {what}", kept + read, floor, _BAR, why=why),
        watched(ratio("P16", f"usage of 30 days, the whole book, {what}", fact, floor, 1.0)),
    ]


def _day_comes_in(services: Services) -> float:
    """Return how long it takes to bring the months up to date when every customer gets a reading."""
    taken = 0.0
    try:
        with services.records.database.operation(Sentence("changed")) as operation:
            connection = operation.connection
            day = (stores.TODAY + dt.timedelta(days=1)).isoformat()
            rows = [(customer, 1, day, 5.0) for customer in range(1, _CUSTOMERS + 1)]
            records.insert_many(connection, Kind.READINGS, ("customer_id", "metric_id", "on_day", "value"), rows)
            taken = took(lambda: reading_months.refresh(connection))
            raise _EnoughError  # noqa: TRY301 (takes the readings back)
    except _EnoughError:
        return taken


def _store(passphrase: str | None) -> Path:
    path = stores.FOLDER / "readings.csops"
    if path.is_file():
        path.unlink()
    shutil.copyfile(stores.plain(_CUSTOMERS), path)
    services = stores.opened(path, None)
    names = ("name", "adds_up")
    with services.records.database.operation(Sentence("changed")) as operation:
        rows = [(f"metric {at}", "sum") for at in range(1, _METRICS + 1)]
        records.insert_many(operation.connection, Kind.METRICS, names, rows)
    services.close()
    _fill(path)
    services = stores.opened(path, None)
    with services.records.database.aside() as connection:
        reading_months.rebuild(connection)
    services.close()
    if passphrase is not None:
        change_passphrase(path, old=None, new=passphrase)
    return path


def _fill(path: Path) -> None:
    """Write the readings past the change log, which would be larger than they are; the indexes come last."""
    from sqlcipher3 import dbapi2 as driver  # noqa: PLC0415 (nothing else here speaks to the file)

    raw = driver.connect(str(path), isolation_level=None)
    connection = Connection(raw)
    connection.run("PRAGMA journal_mode = OFF").all()
    connection.run("PRAGMA synchronous = OFF")
    indexes = connection.run("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'reading' AND type = 'index'").all()
    for name, _sql in indexes:
        connection.run(f"DROP INDEX {name}")
    days = READINGS // _CUSTOMERS // _METRICS
    connection.run("BEGIN")
    connection.run(_FILL, {"days": days, "last": stores.TODAY.isoformat()})
    for _name, sql in indexes:
        connection.run(sql)
    connection.run("COMMIT")
    raw.close()
