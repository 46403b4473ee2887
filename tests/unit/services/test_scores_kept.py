"""Scores from the store: what a user rates, publishes and asks."""

import datetime as dt

import pytest

from csops_desktop.domain.scoring import checking
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.domain.scoring.shown import Starter
from csops_desktop.foundation.clock import fixed
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


def customer(services: Services, name: str, **values: object) -> int:
    made: int = services.customers.create({"name": name, **values}).value  # type: ignore[dict-item]
    return made


def turn_to(services: Services, day: dt.date) -> None:
    """Let the store live on another day."""
    moment = dt.datetime.combine(day, dt.time(3), dt.UTC)
    object.__setattr__(services.scores.database, "clock", fixed(moment))


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


def test_rating_all_six_scores_a_customer_at_once_and_undo_takes_it_back(services: Services) -> None:
    acme = customer(services, "Acme")
    published(services)
    assert shown(services, acme) == (0, 200, "withheld", 0, None, 6)
    for measure in starter(services, "3_by_hand").definition.measures:
        services.scores.rate(acme, measure.key, 5)
    assert shown(services, acme)[:4] == (160, 160, "healthy", 100)
    services.history.undo()
    found = services.scores.score(acme)
    assert found is not None
    assert [line.key for line in found.score.missing] == ["goal"]
    assert found.score.band is Band.WATCH
    assert shown(services, acme)[:2] == (found.score.total, found.score.high)
