"""What a user can do with usage: metrics, typing in a month, putting readings right, seeing how it went."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence, SetKind
from csops_desktop.domain.checking import check
from csops_desktop.domain.contract_life import months_after
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.readings import AddsUp, Metric, Reading, Trend, UsageGrid, noted_on
from csops_desktop.foundation.errors import NotFoundError, OutdatedPreviewError
from csops_desktop.services.backups import BackupService
from csops_desktop.store import readings, records
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

T = TypeVar("T")
AREAS = Area.READINGS | Area.CUSTOMERS | Area.HEALTH
MONTHS = 12
MOST_CUSTOMERS, MOST_METRICS, MOST_READINGS = 2000, 20, 400
Cells = Mapping[tuple[int, int], float | None]
"""(customer, metric) → what the month is to hold, None for nothing."""


@dataclass(frozen=True, slots=True)
class ReadingService:
    """The use cases around usage readings."""

    database: Database
    backups: BackupService

    def metrics(self) -> tuple[Metric, ...]:
        """Return the metrics by name, each with the number of its readings."""
        with self.database.reading() as connection:
            return readings.metrics(connection)

    def trends(self, customer_id: int) -> tuple[Trend, ...]:
        """Return how each metric of a customer went over the latest twelve months."""
        today = self.database.clock.today()
        with self.database.reading() as connection:
            return readings.trends(connection, customer_id, latest_months(today))

    def of(self, customer_id: int, metric_id: int) -> tuple[Reading, ...]:
        """Return the latest readings of a customer and a metric, newest first."""
        with self.database.reading() as connection:
            return readings.of_customer(connection, customer_id, metric_id, MOST_READINGS)

    def place(self, reading_id: int) -> tuple[int, int] | None:
        """Return customer and metric of a reading, None when it is gone."""
        with self.database.reading() as connection:
            found = records.read(connection, Kind.READINGS, [reading_id])
        if not found:
            return None
        values = found[0].values
        return int(str(values["customer_id"])), int(str(values["metric_id"]))

    def grid(self, month: dt.date, customers: Sequence[int] | None = None) -> UsageGrid:
        """Return a month ready to be typed in.

        Args:
            month: a day of it.
            customers: whom to ask for, in this order; None for those of the list, at most ``MOST_CUSTOMERS``.
        """
        with self.database.reading() as connection:
            if customers is None:
                named = readings.listed(connection, MOST_CUSTOMERS)
            else:
                found = records.read(connection, Kind.CUSTOMERS, list(customers)[:MOST_CUSTOMERS], only={"name"})
                named = [(record.id, str(record.values["name"])) for record in found]
            metrics = readings.metrics(connection)
            if len(metrics) > MOST_METRICS:
                metrics = tuple(sorted(metrics, key=lambda metric: -metric.n)[:MOST_METRICS])
            held = readings.cells(connection, month, metrics, [id_ for id_, _name in named])
        return UsageGrid(month.replace(day=1), tuple(named), metrics, held)

    def enter(self, month: dt.date, wanted: Cells) -> Outcome[int]:
        """Write what was typed for a month, as one step; returns how many cells changed.

        A figure of a month is of its last day, of today while the month runs.

        Raises:
            OutdatedPreviewError: a cell holds more than one reading by now.
        """
        day = noted_on(month, self.database.clock.today()).isoformat()
        with self.database.operation(Sentence("readings_entered")) as operation:
            connection, n = operation.connection, 0
            for (customer, metric), value in wanted.items():
                n += _put(connection, customer, metric, month, day, value)
            customers = {customer for customer, _metric in wanted}
            name = records.name(connection, Kind.CUSTOMERS, next(iter(customers))) if len(customers) == 1 else ""
            data: dict[str, Scalar] = {"n": n, "month": month.isoformat(), "name": name, "customers": len(customers)}
            operation.sentence = Sentence("readings_entered", data)
        return _done(operation.changes, n, operation.sentence, operation.set_id)

    def amend(self, changes: Mapping[int, tuple[dt.date, float] | None]) -> Outcome[int]:
        """Put readings right: id → day and value, None to delete; one step."""
        with self.database.operation(Sentence("readings_amended")) as operation:
            connection = operation.connection
            known = records.read(connection, Kind.READINGS, list(changes))
            for record in known:
                wanted = changes[record.id]
                if wanted is None:
                    records.delete(connection, Kind.READINGS, [record.id])
                else:
                    records.update(connection, Kind.READINGS, record.id, {"on_day": wanted[0], "value": wanted[1]})
            names = known[0].names if known else {}
            data: dict[str, Scalar] = {
                "n": len(known),
                "name": names.get("customer_id", ""),
                "metric": names.get("metric_id", ""),
            }
            operation.sentence = Sentence("readings_amended", data)
        return _done(operation.changes, len(known), operation.sentence, operation.set_id)

    def add_metric(self, name: str, unit: str, adds_up: AddsUp) -> Outcome[int]:
        """Add a metric and return its id.

        Raises:
            InvalidValueError, DuplicateError: it has no name, or one that is taken.
        """
        values = {"name": name.strip(), "unit": unit.strip(), "adds_up": adds_up.value}
        check(Kind.METRICS, values, whole=True)
        sentence = Sentence("created", {"kind": Kind.METRICS.value, "name": values["name"], "n": 1})
        with self.database.operation(sentence) as operation:
            made = records.insert(operation.connection, Kind.METRICS, values)
        return Outcome(made, AREAS, sentence, operation.set_id)

    def change_metric(self, metric: Metric) -> Outcome[None]:
        """Change name, unit or how it adds up; scorecards and files that know the old name still find it.

        Raises:
            NotFoundError, InvalidValueError, DuplicateError: nothing was written.
        """
        values = {"name": metric.name.strip(), "unit": metric.unit.strip(), "adds_up": metric.adds_up.value}
        check(Kind.METRICS, values, whole=False)
        sentence = Sentence("changed", {"kind": Kind.METRICS.value, "field": "", "name": values["name"], "n": 1})
        with self.database.operation(sentence) as operation:
            if records.name(operation.connection, Kind.METRICS, metric.id) not in {"", values["name"]}:
                readings.keep_name(operation.connection, metric.id)
            records.update(operation.connection, Kind.METRICS, metric.id, values)
        return _done(operation.changes, None, sentence, operation.set_id)

    def merge_metrics(self, keep: int, other: int) -> Outcome[None]:
        """Let one metric take over the readings of another one, which goes; scorecards find it under both names."""
        self.backups.before_bulk()
        with self.database.operation(Sentence("metrics_merged"), SetKind.BULK) as operation:
            connection = operation.connection
            names = {id_: records.name(connection, Kind.METRICS, id_) for id_ in (keep, other)}
            for id_, name in names.items():
                if not name or keep == other:
                    raise NotFoundError(Kind.METRICS.value, id_)
            readings.move(connection, other, keep)
            operation.sentence = Sentence("metrics_merged", {"name": names[keep], "other": names[other]})
        return Outcome(None, AREAS, operation.sentence, operation.set_id)


def _done(changes: int, value: T, sentence: Sentence, set_id: int) -> Outcome[T]:
    return Outcome(value, AREAS, sentence, set_id) if changes else Outcome(value, Area.NONE)


def latest_months(today: dt.date, n: int = MONTHS) -> tuple[dt.date, ...]:
    """Return the first days of the latest months, the running one last."""
    first = today.replace(day=1)
    return tuple(months_after(first, at - n + 1) for at in range(n))


def _put(connection: Connection, customer: int, metric: int, month: dt.date, day: str, value: float | None) -> int:
    """Let a month hold one value, or none; returns 1 when something was written."""
    there = readings.of_month(connection, customer, metric, month)
    if len(there) > 1:
        raise OutdatedPreviewError
    if not there:
        if value is None:
            return 0
        records.insert(
            connection,
            Kind.READINGS,
            {"customer_id": customer, "metric_id": metric, "on_day": dt.date.fromisoformat(day), "value": value},
        )
        return 1
    id_, old = there[0]
    if value is None:
        return records.delete(connection, Kind.READINGS, [id_])
    records.update(connection, Kind.READINGS, id_, {"value": value, "on_day": dt.date.fromisoformat(max(day, old))})
    return 1
