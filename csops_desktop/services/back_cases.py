"""The cases of a back-test: days of the past scored by one version, and what came of each customer afterwards."""

import datetime as dt
import math
from collections.abc import Iterable

from csops_desktop.analysis.backtest import Case
from csops_desktop.analysis.scoring import Rescorer
from csops_desktop.domain.contracts import Contract
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.outcomes import Churn, Outcome, outcome
from csops_desktop.foundation.errors import CancelledError, NotFoundError
from csops_desktop.foundation.progress import Cancelled, Progress
from csops_desktop.services import score_facts
from csops_desktop.store import contracts, scopes, scorecards, scored
from csops_desktop.store.engine import Database
from csops_desktop.store.fact_rows import Asked

_MOST_DAYS = 8
"""So many days of the past are looked at, a horizon apart."""


def cases(
    database: Database, version_id: int, horizon: int, churn: Churn, *, progress: Progress, cancelled: Cancelled
) -> tuple[Case, ...]:
    """Return the cases; see ``ScoreService.cases``.

    The days lie a horizon apart, the latest a horizon ago, so that no churn is counted twice; where nothing has been
    written about contracts or churn for longer than a horizon, the records end there. Everybody who could churn on a
    day counts, whoever is archived by now included. Facts are those of the day, as far as dates say.
    """
    today = database.clock.today()
    with database.reading() as connection:
        version = scorecards.VERSIONS.get(connection, version_id)
        if version is None:
            raise NotFoundError("scorecard", version_id)
        by_customer: dict[int, list[Contract]] = {}
        for contract in contracts.all_contracts(connection):
            by_customer.setdefault(contract.customer_id, []).append(contract)
        events = scored.churn_days(connection)
        everybody = scopes.places(connection, Asked(today, today), products=True, archived=True)
    mine = [place[0] for place in everybody if scopes.matches(version.definition.scope, place)]
    everything = [each for all_ in by_customer.values() for each in all_]
    first = min((each.starts_on for each in everything), default=today)
    days = _days(_records_end(everything, events.values(), today, horizon), horizon, first)
    found: list[Case] = []
    for at, day in enumerate(days):
        progress(at, len(days))
        if cancelled():
            raise CancelledError
        after = {
            id_: came
            for id_ in mine
            if (came := outcome(churn, by_customer.get(id_, ()), events.get(id_, ()), day, horizon)) is not None
        }
        found += _of_day(database, version.definition, day, after)
    progress(len(days), len(days))
    return tuple(found)


def _records_end(
    everything: Iterable[Contract], events: Iterable[Iterable[dt.date]], today: dt.date, horizon: int
) -> dt.date:
    """Return the day up to which churn would have been written down: today, unless nothing has been for a horizon."""
    days = [day for each in everything for day in (each.starts_on, each.ended_on) if day is not None]
    days += [day for of_one in events for day in of_one]
    last = max((day for day in days if day <= today), default=today)
    return last if (today - last).days > horizon else today


def _days(last: dt.date, horizon: int, first: dt.date) -> list[dt.date]:
    """Return the days to look at, the oldest first; none before the first contract."""
    every = (last - dt.timedelta(days=horizon * step) for step in range(1, _MOST_DAYS + 1))
    return sorted(day for day in every if day >= first)


def _of_day(database: Database, definition: Definition, day: dt.date, after: dict[int, Outcome]) -> list[Case]:
    ids = list(after)
    with database.reading() as connection:
        asked = Asked(day, database.clock.today())
        book = score_facts.book(connection, definition.sources, asked, ids)
    rescorer = Rescorer(book, day)
    scores, shares = rescorer.score(definition), rescorer.shares(definition)
    columns = {key: values.tolist() for key, values in shares.items()}
    return [
        Case(
            id_,
            int(total),
            band,
            after[id_],
            {key: values[at] for key, values in columns.items() if not math.isnan(values[at])},
        )
        for at, (id_, total, band) in enumerate(zip(ids, scores.low.tolist(), scores.bands, strict=True))
    ]
