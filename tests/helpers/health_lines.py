"""Customers as the page of health sees them, and a book whose scores a test chooses."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from csops_desktop.domain.health import HealthLine
from csops_desktop.domain.scoring.definition import Band, Bands
from csops_desktop.services.bundle import Services


def line(id_: int, x: int, y: int, **more: object) -> HealthLine:
    """Return a customer with the points of both axes; the band is that of the points unless said."""
    values: dict[str, object] = {
        "id": id_,
        "name": f"Customer {id_}",
        "x": x,
        "y": y,
        "total": x + y,
        "high": x + y,
        "band": Bands().band(x + y),
        "coverage": 100,
    }
    return HealthLine(**{**values, **more})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Day:
    """What a snapshot of a customer says."""

    day: dt.date
    x: int
    y: int
    band: Band | None = None


def publish(services: Services) -> int:
    """Publish the first scorecard that comes with the program, and return its id."""
    card = services.scorecards.add(services.scorecards.starters("en")[0].definition).value
    services.scorecards.publish(card, "")
    return card


def set_scores(services: Services, card_id: int, courses: Mapping[int, Iterable[Day]]) -> None:
    """Give customers these scores, the last one as it stands; others lose theirs."""
    current = next(card.current for card in services.scorecards.cards() if card.id == card_id)
    assert current is not None
    with services.records.database.aside() as connection:
        connection.run("DELETE FROM score_snapshot")
        connection.run("UPDATE customer_fact SET score = NULL, band = NULL")
        for customer, days in courses.items():
            before: int | None = None
            for found in sorted(days, key=lambda each: each.day):
                total = found.x + found.y
                band = found.band or Bands().band(total)
                connection.run(
                    "INSERT INTO score_snapshot(customer_id, day, version_id, total, low, high, band, coverage, axis_1, "
                    "axis_2, measures) VALUES (?, ?, ?, ?, ?, ?, ?, 100, ?, ?, '{}')",
                    (customer, found.day.isoformat(), current.id, total, total, total, band, found.x, found.y),
                )
                change = None if before is None else total - before
                connection.run(
                    "UPDATE customer_fact SET score = ?, score_high = ?, band = ?, coverage = 100, score_change = ? "
                    "WHERE customer_id = ?",
                    (total, total, band, change, customer),
                )
                before = total
