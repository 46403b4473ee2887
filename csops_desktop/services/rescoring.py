"""Keeps scores current: at the end of every operation those of the customers it touched, with every new day all.

Where an operation touches more customers than can be scored while others wait (a published scorecard, an import), the
scores follow right after it, in slices behind the window; what is left when the program ends is done next time.
"""

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace

from csops_desktop.domain.scoring.evaluation import evaluate
from csops_desktop.domain.scoring.facts import Facts
from csops_desktop.domain.scoring.keeping import kept
from csops_desktop.domain.scoring.scores import Score
from csops_desktop.domain.scoring.shown import Point, Version
from csops_desktop.domain.scoring.sources import Rated
from csops_desktop.foundation.errors import CannotWriteError
from csops_desktop.foundation.progress import Cancelled, never
from csops_desktop.services import score_facts
from csops_desktop.store import scopes, scorecards, settings, snapshots, unscored
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database
from csops_desktop.store.fact_rows import Asked
from csops_desktop.store.snapshots import Snapshot

AT_ONCE = 1000
"""So many customers at most are scored within the operation that touched them: some 100 ms."""
_FEW = 250  # a slice beside other work: some 40 ms
_A_MOMENT = 0.002  # seconds
_DAY, _WEEK = "score_day", "score_week"
_DUE = "due "  # in place of the day, with a number: scores wait, of whichever day they are


def settle(connection: Connection, today: dt.date) -> bool:
    """Compute the scores that the running operation may have moved; called at its end, in its transaction.

    Returns whether they are left to ``turn_day``, because they are too many.
    """
    if not unscored.installed(connection):  # the first scorecard was published just now
        unscored.install(connection)
        unscored.note_all(connection)
    touched = unscored.take(connection)
    if len(touched) > AT_ONCE:
        _put_off(connection)
        return True
    if touched:
        score(connection, touched, today)
    return False


def _put_off(connection: Connection) -> None:
    """Note that scores wait; with another number each time, so that a turn under way sees that it has to begin anew."""
    before = settings.meta(connection, _DAY) or ""
    number = int(before.removeprefix(_DUE)) + 1 if before.startswith(_DUE) else 1
    settings.put_meta(connection, _DAY, f"{_DUE}{number}")


def score(
    connection: Connection,
    ids: Sequence[int],
    today: dt.date,
    *,
    every: bool = False,
    day: dt.date | None = None,
    current: Sequence[Version] | None = None,
) -> None:
    """Compute the scores of some customers and write what moved.

    Args:
        connection: of the running write.
        ids: the customers.
        today: the day it is.
        every: keep snapshots also of what did not move.
        day: for which; only the sample store looks back.
        current: the versions that count then, those that count first first.
    """
    when = day or today
    asked = Asked(when, today, ids)
    versions = {each.id: each for each in (scorecards.VERSIONS.current(connection) if current is None else current)}
    by_version, _none, _several = scopes.matched(
        connection, asked, {version.id: version.definition.scope for version in versions.values()}
    )
    scored: set[int] = set()
    for version_id, whose in by_version.items():
        if whose:
            found = _scores(connection, versions[version_id], replace(asked, ids=whose))
            snapshots.write(connection, when, found, every=every)
            scored.update(whose)
    snapshots.forget(connection, (id_ for id_ in ids if id_ not in scored), when)


def is_due(database: Database) -> bool:
    """Tell whether scores wait, or are still those of an earlier day."""
    today = database.clock.today()
    with database.reading() as connection:
        return unscored.any_published(connection) and settings.meta(connection, _DAY) != today.isoformat()


def turn_day(database: Database, cancelled: Cancelled = never) -> bool:
    """Bring all scores to today, and keep one snapshot a week of everybody; returns whether there was anything to do.

    In slices, each a write of its own: others get in between, and what is left when it is stopped is done next time.
    Where another thread is at it already, that one sees to all.
    """
    moved = False
    while is_due(database) and database.scoring.acquire(blocking=False):
        try:
            if not _turn_day(database, cancelled):
                break
            moved = True
        except CannotWriteError:
            return False  # a store that cannot be written keeps showing the scores of the day before
        finally:
            database.scoring.release()
    return moved


def _turn_day(database: Database, cancelled: Cancelled) -> bool:
    today = database.clock.today()
    year, week, _weekday = today.isocalendar()
    this_week = f"{year}-{week:02}"
    with database.reading() as connection:
        before = settings.meta(connection, _DAY)
        weekly = settings.meta(connection, _WEEK) != this_week
        ids = list(connection.run("SELECT id FROM customer ORDER BY id").scalars())
    for start in range(0, len(ids), _FEW):
        if cancelled():
            return False
        with database.aside() as connection:
            score(connection, ids[start : start + _FEW], today, every=weekly)
        time.sleep(_A_MOMENT)  # a lock is not fair: who waits must have the time to take it
    with database.aside() as connection:
        if settings.meta(connection, _DAY) == before:  # else more came meanwhile
            settings.put_meta(connection, _DAY, today.isoformat())
        settings.put_meta(connection, _WEEK, this_week)
    return True


def _scores(connection: Connection, version: Version, asked: Asked) -> list[Snapshot]:
    given = score_facts.facts(connection, version.definition.sources, asked)
    return [_snapshot(version, id_, known, asked.day) for id_, known in given.items()]


def _snapshot(version: Version, customer_id: int, known: Facts, day: dt.date) -> Snapshot:
    found = evaluate(version.definition, known, day)
    return Snapshot(customer_id, point(found, version.id), kept(found), stale(version, found))


def point(found: Score, version_id: int) -> Point:
    """Return a score as a point in time."""
    one, other = (axis.points for axis in found.axes[:2])
    return Point(found.day, found.total, found.high, found.band, found.coverage, one, other, version_id)


def stale(version: Version, found: Score) -> int:
    """Return how many ratings are missing or too old."""
    rated = {measure.key for measure in version.definition.measures if isinstance(measure.source, Rated)}
    return sum(1 for line in found.missing if line.key in rated)
