"""Was the score right? What the page of health says about days of the past."""

import datetime as dt
from dataclasses import replace

import pytest

from csops_desktop.domain.scoring.definition import Band
from csops_desktop.domain.scoring.outcomes import Churn
from csops_desktop.foundation import i18n
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.services.bundle import Services
from csops_desktop.services.health import Proof
from csops_desktop.ui.features.health import proof_words
from tests.helpers.health_past import past, publish_by_hand

TODAY = dt.date(2026, 11, 24)


def _proof(services: Services, churn: Churn = Churn.CONTRACTS) -> Proof:
    card = services.scorecards.cards()[0]
    return services.health.proof(services.health.versions(card.id)[0], 90, churn)


def test_with_few_who_left_only_counts_are_said(services: Services) -> None:
    publish_by_hand(services)
    ids = past(services, TODAY, left=3, stayed=30, seen=2)
    found = _proof(services)
    assert found.test.auc is None
    assert (found.test.leavers, set(found.test.hits), set(found.test.misses)) == (3, set(ids[:2]), {ids[2]})
    assert found.names[ids[2]] == f"Past {ids[2]}"
    assert "3 customers left within 90 days" in proof_words.reason(found)
    assert "20" in proof_words.reason(found)


def test_a_score_that_saw_it_coming_is_said_to_be_right(services: Services) -> None:
    publish_by_hand(services)
    past(services, TODAY, left=25, stayed=25, seen=24)
    found = _proof(services)
    assert found.test.auc is not None
    assert found.test.auc.low > 0.8
    assert proof_words.verdict(found) == "The score told those who left from those who stayed"
    little = replace(found.test.auc, value=0.56, low=0.53, high=0.59)
    barely = replace(found, test=replace(found.test, auc=little))
    assert proof_words.verdict(barely).endswith("only a little")
    risk = next(band for band in found.test.bands if band.band is Band.RISK)
    assert (risk.n, risk.churned) == (24, 24)
    assert any(lift.lift is not None and lift.lift > 1.5 for lift in found.test.lifts)


def test_a_score_that_says_nothing_is_said_to_say_nothing(services: Services) -> None:
    publish_by_hand(services)
    past(services, TODAY, left=30, stayed=30, seen=0)
    assert proof_words.verdict(_proof(services)) == "The score cannot be told from a coin toss yet"


def test_without_a_past_it_is_said_what_is_missing(services: Services) -> None:
    publish_by_hand(services)
    found = _proof(services)
    assert found.test.n == 0
    assert proof_words.verdict(found) == "There is nothing to look back on yet"
    i18n.use("ja")
    assert "90日" in proof_words.reason(found)


def test_what_counts_as_churn_changes_the_answer(services: Services) -> None:
    publish_by_hand(services)
    past(services, TODAY, left=3, stayed=5, seen=3)
    assert _proof(services, Churn.EVENTS).test.leavers == 0


def test_it_can_be_stopped(services: Services) -> None:
    publish_by_hand(services)
    past(services, TODAY, left=3, stayed=5, seen=3)
    card = services.scorecards.cards()[0]
    with pytest.raises(CancelledError):
        services.health.proof(services.health.versions(card.id)[0], 30, Churn.CONTRACTS, cancelled=lambda: True)
