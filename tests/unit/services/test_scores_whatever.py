"""Whatever is done on whatever day: scores are those that the facts give, the past stands, and every why adds up."""

import datetime as dt
import random
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from csops_desktop.analysis.scoring import score_book
from csops_desktop.domain.query import ListQuery
from csops_desktop.domain.scoring.definition import Axis, Definition
from csops_desktop.foundation.clock import fixed
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import create_store
from tests.helpers.looks import assert_whole
from tests.helpers.world import OPERATIONS, World
from tests.unit.services.test_scores_kept import published, shown, turn_to

if TYPE_CHECKING:
    from csops_desktop.domain.scoring.shown import Point

_FIRST = dt.date(2026, 11, 24)
_SOME = tuple(dict.fromkeys(OPERATIONS))


class Scoring(RuleBasedStateMachine):
    """A store with two scorecards in use, and what was kept of the days that are over."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._place = Path(self._folder.name)
        self.day = _FIRST
        clock = fixed(dt.datetime.combine(self.day, dt.time(3), dt.UTC))
        profile = Profile(self._place / "profile")
        self.services = create_store(self._place / "s.csops", passphrase=None, profile=profile, clock=clock)
        self.past: dict[int, tuple[Point, ...]] = {}
        published(self.services, "2_onboarding")
        published(self.services, "1_saas_standard")
        for n in range(3):
            self.services.customers.create({"name": f"C{n}", "phase": ("onboarding", "adoption", None)[n]})

    @rule(operation=st.sampled_from(_SOME), seed=st.integers(0, 2**32))
    def do(self, operation: str, seed: int) -> None:
        World(self.services, random.Random(seed), self._place).do(operation)  # noqa: S311 (dice, no secret)

    @rule(seed=st.integers(0, 2**32))
    def publish(self, seed: int) -> None:
        """Publish another version, with a measure less or other edges of the bands."""
        dice = random.Random(seed)  # noqa: S311 (as above)
        card = dice.choice(self.services.scorecards.cards())
        if card.current is None:
            return
        definition = self.services.scorecards.version(card.current.id).definition
        self.services.scorecards.save_draft(card.id, _another(definition, dice))
        drafts = [each for each in self.services.scorecards.versions(card.id) if each.number is None]
        if drafts:
            self.services.scorecards.publish(card.id, "")

    @rule(days=st.integers(1, 120))
    def another_day(self, days: int) -> None:
        self.past = {id_: self.services.scores.history(id_) for id_ in self._ids()}
        self.day += dt.timedelta(days=days)
        turn_to(self.services, self.day)
        assert self.services.scores.turn_day()
        assert not self.services.scores.turn_day()

    @invariant()
    def scores_are_what_the_facts_give(self) -> None:
        services = self.services
        by_card = services.scorecards.matching().by_card
        seen: dict[int, tuple[object, ...]] = {}
        for card in services.scorecards.cards():
            if card.current is None or card.id not in by_card:
                continue
            definition = services.scorecards.version(card.current.id).definition
            book, _day, _names = services.scores.facts_book(definition)
            found = score_book(definition, book, self.day)
            rows = zip(
                found.ids.tolist(), found.low.tolist(), found.high.tolist(), found.bands, found.coverage, strict=True
            )
            seen |= {
                id_: (low, high, band.value, int(cover))
                for id_, low, high, band, cover in rows
                if id_ in by_card[card.id]
            }
        for id_ in self._ids():
            assert shown(services, id_)[:4] == seen.get(id_, (None,) * 4)
            one = services.scores.score(id_)
            alone = None if one is None else (one.score.total, one.score.high, one.score.band.value, one.score.coverage)
            assert alone == seen.get(id_)
            assert one is None or one.score.total <= one.score.high

    @invariant()
    def the_past_stands_and_every_why_adds_up(self) -> None:
        for id_ in self._ids():
            points = self.services.scores.history(id_)
            days = [point.day for point in points]
            assert len(set(days)) == len(days)
            assert all(point in points for point in self.past.get(id_, ()) if point.day < self.day)
            for early, late in ((days[0], self.day), (days[-1], self.day), (days[0], days[-1])) if days else ():
                why = self.services.scores.why(id_, early, late)
                if why is not None:
                    assert sum(line.points for line in why.lines) == why.difference

    def _ids(self) -> list[int]:
        return list(self.services.customers.find(ListQuery()).ids)

    def teardown(self) -> None:
        try:
            assert_whole(self.services)
        finally:
            self.services.close()
            self._folder.cleanup()


def _another(definition: Definition, dice: random.Random) -> Definition:
    watch = dice.randint(1, 150)
    bands = replace(
        definition.bands, watch=watch, healthy=dice.randint(watch + 1, 200), coverage=dice.choice((0, 60, 100))
    )
    return replace(definition, bands=bands, axes=tuple(_fewer(axis, dice) for axis in definition.axes))


def _fewer(axis: Axis, dice: random.Random) -> Axis:
    """Give the points of a measure to another one and drop it."""
    keys = [measure.key for measure in axis.measures]
    if len(keys) < 3 or dice.random() < 0.5:
        return axis
    gone, heir = dice.sample(keys, 2)
    points = next(measure.points for measure in axis.measures if measure.key == gone)
    groups = tuple(
        replace(
            group,
            measures=tuple(
                replace(measure, points=measure.points + points) if measure.key == heir else measure
                for measure in group.measures
                if measure.key != gone
            ),
        )
        for group in axis.groups
    )
    return replace(axis, groups=groups)


TestScoring = Scoring.TestCase
TestScoring.settings = settings(
    max_examples=5, stateful_step_count=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
