"""Scores from the store: what a user rates, publishes and asks."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csops_desktop.domain.changes import SetKind
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Value
from csops_desktop.domain.scoring import checking
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.domain.scoring.evaluation import evaluate
from csops_desktop.domain.scoring.flaws import ScorecardProblemsError
from csops_desktop.domain.scoring.scores import State
from csops_desktop.domain.scoring.shown import Starter
from csops_desktop.domain.scoring.waterfall import Cause
from csops_desktop.foundation.clock import fixed
from csops_desktop.foundation.errors import (
    CsopsError,
    InvalidValueError,
    NotFoundError,
    NothingToUndoError,
    NotUndoableError,
)
from csops_desktop.services.bundle import Services
from tests.conftest import NOON

TODAY = NOON.date()


def starter(services: Services, key: str) -> Starter:
    return next(each for each in services.scorecards.starters("en") if each.key == key)


def published(services: Services, key: str = "3_by_hand") -> int:
    """Publish a starter and return the id of its scorecard."""
    card: int = services.scorecards.add(starter(services, key).definition).value
    services.scorecards.publish(card, "first")
    return card


def customer(services: Services, name: str, **values: Value) -> int:
    made: int = services.customers.create({"name": name, **values}).value
    return made


def turn_to(services: Services, day: dt.date) -> None:
    """Let the store live on another day."""
    moment = dt.datetime.combine(day, dt.time(3), dt.UTC)
    services.scores.database.clock = fixed(moment)


def shown(services: Services, customer_id: int) -> tuple[object, ...]:
    """Return what the list would show of a customer."""
    database = services.scores.database
    with database.reading() as connection:
        row = connection.run(
            "SELECT score, score_high, band, coverage, score_change, stale_ratings FROM customer_fact "
            "WHERE customer_id = ?",
            (customer_id,),
        ).first()
    return tuple(row or ())


@pytest.mark.parametrize("language", ["ja", "en"])
def test_starters_are_sound_in_both_languages(services: Services, language: str) -> None:
    found = services.scorecards.starters(language)
    assert [each.key for each in found] == ["1_saas_standard", "2_onboarding", "3_by_hand", "4_users_and_admins"]
    for each in found:
        checking.check(each.definition)
        assert each.note


def kept(services: Services, customer_id: int) -> list[tuple[dt.date, int]]:
    """Return the snapshots of a customer: day and total."""
    return [(point.day, point.total) for point in services.scores.history(customer_id)]


def rate_all(services: Services, customer_id: int, step: int) -> None:
    for measure in starter(services, "3_by_hand").definition.measures:
        services.scores.rate(customer_id, measure.key, step)


def test_rating_all_six_scores_a_customer_at_once_and_undo_takes_it_back(services: Services) -> None:
    acme = customer(services, "Acme")
    published(services)
    assert shown(services, acme) == (0, 200, "withheld", 0, None, 6)
    rate_all(services, acme, 5)
    assert shown(services, acme)[:4] == (160, 160, "healthy", 100)
    services.history.undo()
    found = services.scores.score(acme)
    assert found is not None
    assert [line.key for line in found.score.missing] == ["goal"]
    assert shown(services, acme)[:2] == (found.score.total, found.score.high)
    services.history.redo()
    assert shown(services, acme)[:2] == (160, 160)


def test_without_a_published_scorecard_nothing_is_computed(services: Services) -> None:
    acme = customer(services, "Acme")
    services.scorecards.add(starter(services, "3_by_hand").definition)
    services.customers.edit([acme], "phase", "adoption")
    assert shown(services, acme) == (None,) * 6
    assert services.scores.score(acme) is None
    assert services.scores.turn_day() is False
    assert kept(services, acme) == []


def test_a_draft_is_saved_without_a_trace_and_moves_no_score(services: Services) -> None:
    acme = customer(services, "Acme")
    card = published(services)
    rate_all(services, acme, 5)
    before, operations = shown(services, acme), len(services.history.operations())
    definition = services.scorecards.versions(card)[0].definition
    harder = replace(definition, bands=replace(definition.bands, healthy=170))
    services.scorecards.save_draft(card, harder)
    services.scorecards.save_draft(card, harder)
    assert len(services.history.operations()) == operations
    assert shown(services, acme) == before
    assert [version.number for version in services.scorecards.versions(card)] == [None, 1]
    assert services.scores.book(definition=harder).band == (Band.WATCH,)
    services.scorecards.publish(card, "harder")
    assert shown(services, acme)[2] == "watch"
    assert [version.number for version in services.scorecards.versions(card)] == [2, 1]


def test_publishing_is_for_good(services: Services) -> None:
    customer(services, "Acme")
    card = published(services)
    entry = services.history.operations()[0]
    assert (entry.kind, entry.undoable) == (SetKind.LASTING, False)
    with pytest.raises(NotUndoableError):
        services.history.undo_set(entry.id)
    services.history.undo()  # the customer goes, not the scorecard
    assert [each.id for each in services.scorecards.cards()] == [card]
    with pytest.raises(NothingToUndoError):
        services.history.undo()
    assert services.scorecards.versions(card)[0].note == "first"


def test_an_unsound_draft_is_not_published(services: Services) -> None:
    definition = starter(services, "3_by_hand").definition
    card: int = services.scorecards.add(replace(definition, bands=replace(definition.bands, watch=0))).value
    with pytest.raises(ScorecardProblemsError):
        services.scorecards.publish(card, "")
    with pytest.raises(NotFoundError):
        services.scorecards.publish(card + 1, "")


def test_one_snapshot_a_day_and_none_when_nothing_moved(services: Services) -> None:
    acme = customer(services, "Acme")
    published(services)
    rate_all(services, acme, 3)
    assert kept(services, acme) == [(TODAY, 80)]
    turn_to(services, TODAY + dt.timedelta(days=1))
    services.customers.edit([acme], "phase", "adoption")
    assert kept(services, acme) == [(TODAY, 80)]
    services.scores.rate(acme, "goal", 6)
    assert [day for day, _total in kept(services, acme)] == [TODAY, TODAY + dt.timedelta(days=1)]
    assert kept(services, acme)[0] == (TODAY, 80)  # what is over stays as it was


def test_every_week_has_a_snapshot_and_old_ratings_expire_with_the_days(services: Services) -> None:
    acme = customer(services, "Acme")
    published(services)
    rate_all(services, acme, 5)
    assert services.scores.turn_day() is True
    assert services.scores.turn_day() is False
    turn_to(services, TODAY + dt.timedelta(days=8))
    assert services.scores.turn_day() is True
    assert kept(services, acme) == [(TODAY, 160), (TODAY + dt.timedelta(days=8), 160)]
    turn_to(services, TODAY + dt.timedelta(days=100))
    services.scores.turn_day()
    low, high, band, coverage, change, stale = shown(services, acme)
    assert (low, high, band) == (28, 193, "withheld")
    assert (coverage, change, stale) == (17, -132, 5)
    assert {each.measure.key for each in services.scores.queue()} == {"use", "support", "fit", "champion", "goal"}
    assert all(each.expired and each.last is not None for each in services.scores.queue())


def test_why_sums_to_the_difference_and_names_the_evidence(services: Services) -> None:
    acme = customer(services, "Acme")
    published(services)
    rate_all(services, acme, 4)
    later = TODAY + dt.timedelta(days=20)
    turn_to(services, later)
    services.scores.rate(acme, "goal", 1, reasons=("The goal changed",), note="New head of sales")
    found = services.scores.why(acme, TODAY, later)
    assert found is not None
    assert found.difference == sum(line.points for line in found.lines) == -18
    (line,) = found.lines
    assert (line.key, line.cause, line.note) == ("goal", Cause.VALUE, "New head of sales")
    assert line.evidence.startswith("rating:")


def test_not_applicable_spreads_its_weight_and_can_be_taken_back(services: Services) -> None:
    acme = customer(services, "Acme")
    published(services)
    rate_all(services, acme, 4)
    services.scores.rate(acme, "support", 1)
    assert shown(services, acme)[0] == 102
    services.scores.mark_not_applicable(acme, "support", "No support contract")
    assert shown(services, acme)[0] == 120
    found = services.scores.score(acme)
    assert found is not None
    line = found.score.measure("support")
    assert line is not None
    assert (line.state, line.note) == (State.NOT_APPLICABLE, "No support contract")
    services.scores.unmark(acme, "support")
    assert shown(services, acme)[0] == 102
    with pytest.raises(InvalidValueError):
        services.scores.mark_not_applicable(acme, "support", " ")


def test_an_override_stands_beside_until_its_day(services: Services) -> None:
    acme = customer(services, "Acme")
    published(services)
    rate_all(services, acme, 4)
    services.scores.override(acme, 60, "Their head left", TODAY + dt.timedelta(days=7))
    found = services.scores.score(acme)
    assert found is not None
    assert found.override is not None
    assert (found.score.total, found.override.value) == (120, 60)
    turn_to(services, TODAY + dt.timedelta(days=8))
    again = services.scores.score(acme)
    assert again is not None
    assert again.override is None
    services.scores.override(acme, 100, "x", None)
    services.scores.clear_override(acme)
    assert getattr(services.scores.score(acme), "override", None) is None
    services.history.undo()
    assert getattr(services.scores.score(acme), "override", None) is not None


@pytest.mark.parametrize(
    "act",
    [
        lambda s, id_: s.scores.rate(id_, "goal", 7),
        lambda s, id_: s.scores.rate(id_, "goal", 0),
        lambda s, id_: s.scores.rate(id_, "none", 1),
        lambda s, id_: s.scores.rate(id_, "goal", 1, day=TODAY + dt.timedelta(days=1)),
        lambda s, id_: s.scores.rate(id_, "goal", 1, reasons=("a", "b", "c", "d")),
        lambda s, id_: s.scores.rate(id_ + 1, "goal", 1),
        lambda s, id_: s.scores.override(id_, 201, "x", None),
        lambda s, id_: s.scores.override(id_, 20, "", None),
        lambda s, id_: s.scores.override(id_, 20, "x", TODAY - dt.timedelta(days=1)),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    services: Services, act: Callable[[Services, int], object]
) -> None:
    acme = customer(services, "Acme")
    published(services)
    before = len(services.history.operations())
    with pytest.raises(CsopsError):
        act(services, acme)
    assert len(services.history.operations()) == before


def test_priority_decides_and_who_is_left_out_is_said(services: Services) -> None:
    new, old = customer(services, "New", phase="onboarding"), customer(services, "Old", phase="adoption")
    first, onboarding = published(services), published(services, "2_onboarding")
    assert services.scorecards.matching().several == {new: (first, onboarding)}
    services.scorecards.move(onboarding, 0)
    matching = services.scorecards.matching()
    assert (matching.by_card[onboarding], matching.by_card[first], matching.none) == ((new,), (old,), ())
    assert [getattr(services.scores.score(each), "card_id", None) for each in (new, old)] == [onboarding, first]
    services.scorecards.archive(first)
    assert services.scorecards.matching().none == (old,)
    assert shown(services, old) == (None,) * 6
    services.customers.edit([old], "phase", "onboarding")
    assert shown(services, old)[2] == "withheld"
    services.history.undo()
    services.scorecards.restore(first)
    assert getattr(services.scores.score(old), "card_id", None) == first


def test_a_scorecard_travels_as_a_file(services: Services) -> None:
    definition = starter(services, "1_saas_standard").definition
    text = services.scorecards.file_text(definition)
    assert services.scorecards.from_file("\ufeff" + text) == definition
    card: int = services.scorecards.add(services.scorecards.from_file(text)).value
    again: int = services.scorecards.add(services.scorecards.from_file(text)).value
    assert [each.name for each in services.scorecards.cards()] == ["SaaS standard", "SaaS standard (2)"]
    assert [each.id for each in services.scorecards.cards()] == [card, again]


def test_the_first_ticket_says_something_about_everybody(services: Services) -> None:
    acme, other = customer(services, "Acme"), customer(services, "Other")
    published(services, "1_saas_standard")
    before = shown(services, other)
    services.records.create(Kind.TICKETS, {"customer_id": acme, "opened_on": TODAY})
    assert shown(services, other)[0] == 15 + int(str(before[0]))
    services.history.undo()
    assert shown(services, other) == before


Act = Callable[[Services, list[int]], object]
_ACTS: tuple[Act, ...] = (
    lambda s, ids: s.customers.create({"name": f"C{len(ids)}", "phase": "onboarding"}),
    lambda s, ids: s.customers.edit(ids[:2], "phase", "adoption"),
    lambda s, ids: s.customers.archive(ids[:1]),
    lambda s, ids: s.customers.delete(ids[-1:]),
    lambda s, ids: s.records.create(
        Kind.ACTIVITIES, {"customer_id": ids[0], "happened_on": TODAY, "kind": "call", "two_way": True}
    ),
    lambda s, ids: s.records.create(Kind.TICKETS, {"customer_id": ids[-1], "opened_on": TODAY}),
    lambda s, _ids: s.records.delete(Kind.TICKETS, [r.id for r in s.records.find(Kind.TICKETS)[1]]),
    lambda s, ids: s.records.create(Kind.CONTACTS, {"customer_id": ids[0], "name": "A", "role": "champion"}),
    lambda s, ids: s.records.create(
        Kind.PROMISES, {"customer_id": ids[0], "text": "x", "due_on": TODAY - dt.timedelta(days=2)}
    ),
    lambda s, ids: s.records.create(Kind.CONTRACTS, {"customer_id": ids[0], "starts_on": TODAY, "mrr": 5}),
    lambda s, ids: s.records.create(Kind.REQUESTS, {"text": "x", "kind": "complaint", "customers": tuple(ids[:2])}),
    lambda s, ids: s.records.create(
        Kind.SURVEYS, {"customer_id": ids[0], "answered_on": TODAY, "kind": "nps", "score": 7}
    ),
    lambda s, ids: s.records.create(
        Kind.READINGS,
        {
            "customer_id": ids[-1],
            "on_day": TODAY,
            "value": 50.0,
            "metric_id": next(iter(s.records.names(Kind.METRICS)))[0],
        },
    ),
    lambda s, _ids: s.records.delete(Kind.REQUESTS, [r.id for r in s.records.find(Kind.REQUESTS)[1]][:1]),
    lambda s, ids: s.scores.rate(ids[0], "goal", 4),
    lambda s, ids: s.scores.mark_not_applicable(ids[0], "survey", "none"),
    lambda s, _ids: s.scorecards.move(s.scorecards.cards()[0].id, 1),
    lambda s, _ids: s.scorecards.archive(s.scorecards.cards()[0].id),
    lambda s, _ids: s.history.undo(),
    lambda s, _ids: s.history.undo(),
    lambda s, _ids: s.history.redo(),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.integers(0, len(_ACTS) - 1), min_size=1, max_size=12))
def test_whatever_is_done_the_list_shows_what_a_look_computes(services: Services, acts: list[int]) -> None:
    if not services.scorecards.cards():
        services.records.create(Kind.METRICS, {"name": "Logins", "adds_up": "sum"})
        published(services, "2_onboarding")
        published(services, "1_saas_standard")
    ids = [row.id for row in services.records.find(Kind.CUSTOMERS)[1]] or [customer(services, "First")]
    for act in acts:
        ids = [row.id for row in services.records.find(Kind.CUSTOMERS)[1]] or [customer(services, "Again")]
        try:
            _ACTS[act](services, ids)
        except (CsopsError, IndexError):
            continue
    for row in services.records.find(Kind.CUSTOMERS)[1]:
        found = services.scores.score(row.id)
        if found is None:
            assert shown(services, row.id)[:4] == (None, None, None, None)
            continue
        score = found.score
        assert shown(services, row.id)[:4] == (score.total, score.high, score.band.value, score.coverage)
        assert evaluate(found.definition, found.facts, TODAY) == score
        assert kept(services, row.id)[-1] == (TODAY, score.total)
