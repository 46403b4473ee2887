"""The score of one customer: of today computed from what the store knows, of a day that is over as it was kept."""

import datetime as dt
from dataclasses import dataclass

from csops_desktop.domain.scoring.evaluation import evaluate
from csops_desktop.domain.scoring.facts import Facts
from csops_desktop.domain.scoring.keeping import restored
from csops_desktop.domain.scoring.scores import Score
from csops_desktop.domain.scoring.shown import Scored, Version
from csops_desktop.services import score_facts
from csops_desktop.store import ratings, scopes, scorecards, snapshots
from csops_desktop.store.connection import Connection
from csops_desktop.store.fact_rows import Asked


@dataclass(frozen=True, slots=True)
class Computed:
    """A score with what it was computed by and from."""

    score: Score
    version: Version
    facts: Facts


def version_of(connection: Connection, customer_id: int, today: dt.date) -> Version | None:
    """Return the version by which a customer is scored, None when no scorecard is for it."""
    for version in scorecards.VERSIONS.current(connection):
        found, _none, _several = scopes.matched(
            connection, Asked(today, today, (customer_id,)), {version.id: version.definition.scope}
        )
        if found[version.id]:
            return version
    return None


def computed(connection: Connection, version: Version, customer_id: int, day: dt.date, today: dt.date) -> Computed:
    """Return the score of a customer on a day by a version, from what the store knows of that day now."""
    asked = Asked(day, today, (customer_id,))
    known = score_facts.facts(connection, version.definition.sources, asked)[customer_id]
    return Computed(evaluate(version.definition, known, day), version, known)


def scored(connection: Connection, customer_id: int, found: Computed, day: dt.date) -> Scored:
    """Return a score with all that is shown beside it."""
    version = found.version
    return Scored(
        found.score,
        version.id,
        version.number or 0,
        version.parent_id,
        scorecards.name(connection, version.parent_id),
        version.definition,
        found.facts,
        ratings.override(connection, customer_id, day),
        ratings.latest(connection, customer_id, day),
    )


def at(connection: Connection, customer_id: int, day: dt.date, today: dt.date) -> Computed | None:
    """Return the score of a customer on a day.

    Of a day that is over: as it was kept then; before the first that was kept, computed by the version of today from
    what the store knows of that day. None when no scorecard is for the customer.
    """
    held = snapshots.held(connection, customer_id, day) if day < today else None
    if held is not None:
        point, text = held
        version = scorecards.VERSIONS.get(connection, point.version_id)
        if version is not None:
            again = computed(connection, version, customer_id, point.day, today)
            return Computed(restored(version.definition, point, text, again.score), version, again.facts)
    version = version_of(connection, customer_id, today)
    return None if version is None else computed(connection, version, customer_id, day, today)
