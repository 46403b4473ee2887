"""Scores as a store holds them, for tests of what only reads them."""

import datetime as dt
from collections.abc import Iterable

from csops_desktop.domain.changes import Sentence
from csops_desktop.services.bundle import Services


def put_score(
    services: Services,
    customer_id: int,
    score: int,
    band: str,
    *,
    high: int | None = None,
    coverage: int = 100,
    change: int | None = None,
    stale: int = 0,
) -> None:
    """Write what the list knows of a customer's health."""
    with services.records.database.aside() as connection:
        connection.run(
            "UPDATE customer_fact SET score = ?, score_high = ?, band = ?, coverage = ?, score_change = ?, "
            "stale_ratings = ? WHERE customer_id = ?",
            (score, score if high is None else high, band, coverage, change, stale, customer_id),
        )


def put_days(services: Services, customer_id: int, days: Iterable[tuple[dt.date, int, str]]) -> None:
    """Write what a customer's health was: day, total, band."""
    with services.records.database.aside() as connection:
        for day, total, band in days:
            connection.run(
                "INSERT INTO score_snapshot(customer_id, day, version_id, total, low, high, band, coverage, measures) "
                "VALUES (?, ?, 1, ?, ?, ?, ?, 100, '{}')",
                (customer_id, day.isoformat(), total, total, total, band),
            )


def put_override(services: Services, customer_id: int, value: int, set_on: dt.date, until: dt.date) -> None:
    """Write what a person said beside the score."""
    with services.records.database.operation(Sentence("overridden")) as operation:
        operation.connection.run(
            "INSERT INTO score_override(customer_id, value, reason, set_on, until_on) VALUES (?, ?, 'talks', ?, ?)",
            (customer_id, value, set_on.isoformat(), until.isoformat()),
        )
