"""What a user can do with the scores of customers: see them, ask why, rate, set beside, mark as not applicable."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.scoring.definition import TOTAL, Definition, Measure
from csops_desktop.domain.scoring.outcomes import Churn
from csops_desktop.domain.scoring.scores import Override
from csops_desktop.domain.scoring.shown import MOST_REASONS, Point, RatingNow, Scored, ToRate
from csops_desktop.domain.scoring.sources import Rated
from csops_desktop.domain.scoring.waterfall import Waterfall, waterfall
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError, NotFoundError
from csops_desktop.foundation.progress import Cancelled, Progress, never, no_progress
from csops_desktop.services import rescoring, scoring_now
from csops_desktop.store import crew, ratings, records, scorecards, scored, snapshots
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database, Operation

if TYPE_CHECKING:
    from csops_desktop.analysis.backtest import Case
    from csops_desktop.analysis.book import Book
    from csops_desktop.services.scored_book import ScoredBook

T = TypeVar("T")
AREAS = Area.HEALTH | Area.CUSTOMERS


@dataclass(frozen=True, slots=True)
class ScoreService:
    """The use cases around scores."""

    database: Database

    def turn_day(self, cancelled: Cancelled = never) -> bool:
        """Bring all scores to today, in slices; for the background. Returns whether there was anything to do."""
        self.database.unsettled = False
        return rescoring.turn_day(self.database, cancelled)

    def score(self, customer_id: int, day: dt.date | None = None) -> Scored | None:
        """Return the score of a customer, today or as it was kept on a day; None when no scorecard is for it."""
        with self.database.reading() as connection:
            when = day or self._today
            found = scoring_now.at(connection, customer_id, when, self._today)
            return None if found is None else scoring_now.scored(connection, customer_id, found, when)

    def every(self, day: dt.date | None = None) -> list[tuple[str, Scored]]:
        """Return the name and score of every customer that has one, by name as the list sorts them."""
        when = day or self._today
        with self.database.reading() as connection:
            return [
                (name, scoring_now.scored(connection, id_, found, when))
                for id_, name in scored.names(connection)
                if (found := scoring_now.at(connection, id_, when, self._today)) is not None
            ]

    def named(self, text: str) -> list[tuple[int, str]]:
        """Return (id, name) of the customers of exactly this name or code."""
        with self.database.reading() as connection:
            return scored.named(connection, text)

    def history(self, customer_id: int, since: dt.date | None = None) -> tuple[Point, ...]:
        """Return the course of a customer's score as it was kept, the oldest first."""
        with self.database.reading() as connection:
            return snapshots.points(connection, customer_id, since)

    def recomputed(self, customer_id: int, version_id: int, days: Sequence[dt.date]) -> tuple[Point, ...]:
        """Return what the score of some days would be by a version, from what the store knows of those days now."""
        with self.database.reading() as connection:
            version = scorecards.VERSIONS.get(connection, version_id)
            if version is None:
                raise NotFoundError("scorecard", version_id)
            found = (scoring_now.computed(connection, version, customer_id, day, self._today) for day in days)
            return tuple(rescoring.point(each.score, version.id) for each in found)

    def why(self, customer_id: int, before: dt.date, after: dt.date) -> Waterfall | None:
        """Return why the score of one day is another than that of an earlier one; None without a scorecard."""
        with self.database.reading() as connection:
            old = scoring_now.at(connection, customer_id, before, self._today)
            new = scoring_now.at(connection, customer_id, after, self._today)
        return None if old is None or new is None else waterfall(old.score, new.score)

    def rate(
        self,
        customer_id: int,
        measure: str,
        step: int,
        reasons: Sequence[str] = (),
        note: str = "",
        day: dt.date | None = None,
    ) -> Outcome[int]:
        """Choose the step of a measure for a customer; returns the id of the rating.

        Raises:
            NotFoundError: the customer is gone.
            InvalidValueError: there is no such measure or step, more than three reasons, or a day to come.
        """
        when = day or self._today
        if when > self._today:
            raise InvalidValueError("rated_on", when.isoformat(), Reason.IMPOSSIBLE_DATE)
        if len(reasons) > MOST_REASONS:
            raise InvalidValueError("reasons", str(len(reasons)), Reason.TOO_HIGH)
        with self.database.operation(Sentence("rated")) as operation:
            connection, name = operation.connection, _name(operation.connection, customer_id)
            found = self._measure(connection, customer_id, measure)
            if not 1 <= step <= len(found.anchors):
                raise InvalidValueError("step", str(step), Reason.TOO_LOW if step < 1 else Reason.TOO_HIGH)
            owner = crew.acting(connection, self.database.member_id)
            rating = RatingNow(step, tuple(reasons), note, when)
            made, before = ratings.rate(connection, customer_id, measure, rating, owner)
            data: dict[str, Scalar] = {"name": name, "measure": found.name, "step": step, "before": before}
            operation.sentence = Sentence("rated", data)
        return _done(operation, made)

    def unrate(self, customer_id: int, measure: str) -> Outcome[None]:
        """Take the latest rating of a measure back; the one before counts again."""
        with self.database.operation(Sentence("unrated")) as operation:
            ratings.unrate(operation.connection, customer_id, measure)
            operation.sentence = self._said("unrated", operation.connection, customer_id, measure)
        return _done(operation, None)

    def mark_not_applicable(self, customer_id: int, measure: str, reason: str) -> Outcome[None]:
        """Say that a measure is not applicable to a customer; its weight goes to the rest of its axis.

        Raises:
            InvalidValueError: no reason, or the measure always applies.
        """
        if not reason.strip():
            raise InvalidValueError("reason", "", Reason.REQUIRED)
        with self.database.operation(Sentence("not_applicable")) as operation:
            connection = operation.connection
            _name(connection, customer_id)
            found = self._measure(connection, customer_id, measure)
            if not found.can_be_na:
                raise InvalidValueError("measure", found.name, Reason.NO_CHOICE)
            owner = crew.acting(connection, self.database.member_id)
            ratings.mark(connection, customer_id, measure, reason.strip(), self._today, owner)
            operation.sentence = self._said("not_applicable", connection, customer_id, measure)
        return _done(operation, None)

    def unmark(self, customer_id: int, measure: str) -> Outcome[None]:
        """Take back that a measure is not applicable."""
        with self.database.operation(Sentence("applicable")) as operation:
            ratings.unmark(operation.connection, customer_id, measure)
            operation.sentence = self._said("applicable", operation.connection, customer_id, measure)
        return _done(operation, None)

    def override(self, customer_id: int, value: int, reason: str, until: dt.date | None) -> Outcome[None]:
        """Set a score beside the computed one, up to and including a day.

        Raises:
            InvalidValueError: outside of 0 to 200, no reason, or a day that is over.
        """
        if not 0 <= value <= TOTAL:
            raise InvalidValueError("value", str(value), Reason.TOO_LOW if value < 0 else Reason.TOO_HIGH)
        if not reason.strip():
            raise InvalidValueError("reason", "", Reason.REQUIRED)
        if until is not None and until < self._today:
            raise InvalidValueError("until", until.isoformat(), Reason.IMPOSSIBLE_DATE)
        with self.database.operation(Sentence("overridden")) as operation:
            connection = operation.connection
            name, owner = _name(connection, customer_id), crew.acting(connection, self.database.member_id)
            wanted = Override(value, reason.strip(), owner, self._today, until)
            ratings.set_override(connection, customer_id, wanted)
            data: dict[str, Scalar] = {"name": name, "value": value, "until": until.isoformat() if until else None}
            operation.sentence = Sentence("overridden", data)
        return _done(operation, None)

    def clear_override(self, customer_id: int) -> Outcome[None]:
        """Take back what was set beside the score."""
        with self.database.operation(Sentence("override_cleared")) as operation:
            data: dict[str, Scalar] = {"name": _name(operation.connection, customer_id)}
            ratings.clear_override(operation.connection, customer_id, self._today)
            operation.sentence = Sentence("override_cleared", data)
        return _done(operation, None)

    def queue(self, limit: int | None = None, *, customers: Collection[int] = ()) -> tuple[ToRate, ...]:
        """Return the ratings that are missing or too old, the customers with the worst scores first.

        Args:
            limit: of so many customers; None: of all.
            customers: only of these; of all where none are named.
        """
        found: list[ToRate] = []
        with self.database.reading() as connection:
            asked = [row for row in scored.stale(connection) if not customers or row[0] in customers]
            for id_, name, owner in asked[:limit]:
                now = scoring_now.at(connection, id_, self._today, self._today)
                if now is None:
                    continue
                last = ratings.latest(connection, id_, self._today)
                missing = {line.key for line in now.score.missing}
                found += [
                    ToRate(
                        id_,
                        name,
                        measure,
                        last.get(measure.key),
                        measure.key in last,
                        now.score.band,
                        owner,
                    )
                    for measure in now.version.definition.measures
                    if isinstance(measure.source, Rated) and measure.key in missing
                ]
        return tuple(found)

    def book(self, card_id: int | None = None, definition: Definition | None = None) -> "ScoredBook":
        """Return the scores of all customers: as they stand, of one scorecard perhaps, or by a draft.

        Off the window's thread: with a draft everything is computed.
        """
        from csops_desktop.services import scored_book  # noqa: PLC0415 (heavy)

        with self.database.reading() as connection:
            if definition is None:
                return scored_book.standing(connection, card_id, self._today)
            return scored_book.tried(connection, definition, self._today)

    def facts_book(self, definition: Definition) -> tuple["Book", dt.date, dict[int, str]]:
        """Return the facts of all customers a scorecard, a draft perhaps, is for; the day; their names."""
        from csops_desktop.services import scored_book  # noqa: PLC0415 (heavy)

        with self.database.reading() as connection:
            return scored_book.facts(connection, definition, self._today)

    def cases(
        self,
        version_id: int,
        horizon: int,
        churn: Churn,
        *,
        progress: Progress = no_progress,
        cancelled: Cancelled = never,
    ) -> tuple["Case", ...]:
        """Return what a version would have said on days of the past, and what came of it, for the back-test.

        Raises:
            NotFoundError: there is no such version.
            CancelledError: the user stopped.
        """
        from csops_desktop.services import back_cases  # noqa: PLC0415 (heavy)

        return back_cases.cases(self.database, version_id, horizon, churn, progress=progress, cancelled=cancelled)

    @property
    def _today(self) -> dt.date:
        return self.database.clock.today()

    def _measure(self, connection: Connection, customer_id: int, key: str) -> Measure:
        """Return a measure of the customer's scorecard, or of any in use."""
        own = scoring_now.version_of(connection, customer_id, self._today)
        versions = ((own,) if own else ()) + scorecards.VERSIONS.current(connection)
        found = next((found for each in versions if (found := each.definition.measure(key)) is not None), None)
        if found is None:
            raise InvalidValueError("measure", key, Reason.NO_CHOICE)
        return found

    def _said(self, sentence: str, connection: Connection, customer_id: int, measure: str) -> Sentence:
        try:
            words = self._measure(connection, customer_id, measure).name
        except InvalidValueError:
            words = measure  # the scorecard no longer has it
        return Sentence(sentence, {"name": _name(connection, customer_id), "measure": words})


def _name(connection: Connection, customer_id: int) -> str:
    if not records.exists(connection, Kind.CUSTOMERS, customer_id):
        raise NotFoundError(Kind.CUSTOMERS.value, customer_id)
    return records.name(connection, Kind.CUSTOMERS, customer_id)


def _done(operation: Operation, value: T) -> Outcome[T]:
    if not operation.changes:
        return Outcome(value, Area.NONE)
    return Outcome(value, AREAS, operation.sentence, operation.set_id)
