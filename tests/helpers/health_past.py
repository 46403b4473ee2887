"""A past in which some customers left, and ratings of the time that saw it coming or did not."""

import datetime as dt

from csops_desktop.domain.changes import Sentence, SetKind
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.sources import Rated
from csops_desktop.services.bundle import Services

BY_HAND = 2


def publish_by_hand(services: Services) -> Definition:
    """Publish the scorecard of ratings alone that comes with the program."""
    definition = services.scorecards.starters("en")[BY_HAND].definition
    card = services.scorecards.add(definition).value
    services.scorecards.publish(card, "")
    return definition


def past(services: Services, today: dt.date, *, left: int, stayed: int, seen: int) -> list[int]:
    """Make customers, of whom the first ``left`` left 60 days ago.

    Args:
        services: of the store.
        today: day of the clock.
        left: how many left.
        stayed: how many did not.
        seen: how many of those who left were rated lowest 120 days ago; the others, and who stayed, were rated highest.
    """
    measures = services.scorecards.starters("en")[BY_HAND].definition.measures
    rated_on = (today - dt.timedelta(days=120)).isoformat()
    with services.records.database.operation(Sentence("sample"), SetKind.BULK) as operation:
        connection = operation.connection
        first = int(connection.run("SELECT coalesce(max(id), 0) + 1 FROM customer").scalar_one())
        ids = list(range(first, first + left + stayed))
        connection.run_many("INSERT INTO customer(id, name) VALUES (?, ?)", [(id_, f"Past {id_}") for id_ in ids])
        connection.run_many(
            "INSERT INTO contract(customer_id, starts_on, mrr, ended_on) VALUES (?, ?, 1000, ?)",
            [
                (
                    id_,
                    (today - dt.timedelta(days=400)).isoformat(),
                    (today - dt.timedelta(days=60)).isoformat() if at < left else None,
                )
                for at, id_ in enumerate(ids)
            ],
        )
        connection.run_many(
            "INSERT INTO rating(customer_id, measure, step, rated_on) VALUES (?, ?, ?, ?)",
            [
                (id_, measure.key, 1 if at < seen else len(measure.anchors), rated_on)
                for at, id_ in enumerate(ids)
                for measure in measures
                if isinstance(measure.source, Rated)
            ],
        )
    assert services.records.filled([Kind.CUSTOMERS])
    return ids
