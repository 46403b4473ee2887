"""Scores of more customers than can be computed while others wait: they follow behind, and nothing is forgotten."""

import itertools
import threading
from dataclasses import replace

import pytest

from csops_desktop.domain.changes import Sentence, SetKind
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import open_store
from csops_desktop.services.rescoring import AT_ONCE
from tests.unit.services.test_scores_kept import customer, published, shown

MANY = AT_ONCE + 500


@pytest.fixture
def crowd(services: Services) -> list[int]:
    """More customers than one operation scores."""
    with services.scores.database.operation(Sentence("imported"), SetKind.IMPORT) as operation:
        operation.connection.run_many("INSERT INTO customer(name) VALUES (?)", [(f"C{n}",) for n in range(MANY)])
        return list(operation.connection.run("SELECT id FROM customer ORDER BY id").scalars())


def unscored(services: Services) -> int:
    with services.scores.database.reading() as connection:
        return int(connection.run("SELECT count(*) FROM customer_fact WHERE score IS NULL").scalar_one())


def test_publishing_for_many_is_over_at_once_and_the_scores_follow(services: Services, crowd: list[int]) -> None:
    published(services)
    assert services.unsettled
    assert unscored(services) == MANY
    assert services.scores.turn_day() is True
    assert (services.unsettled, unscored(services)) == (False, 0)
    assert shown(services, crowd[0])[:3] == (0, 200, "withheld")
    assert services.scores.turn_day() is False


def test_few_customers_are_scored_with_the_operation_itself(services: Services, crowd: list[int]) -> None:
    published(services)
    services.scores.turn_day()
    services.customers.edit(crowd[:AT_ONCE], "touch", "high")
    assert not services.unsettled
    made = customer(services, "One more")
    assert shown(services, made)[2] == "withheld"
    assert services.scores.turn_day() is False


def test_who_is_stopped_in_the_middle_goes_on_next_time(services: Services, crowd: list[int]) -> None:
    published(services)
    slices = iter([False, False, False])
    assert services.scores.turn_day(lambda: next(slices, True)) is False
    assert 0 < unscored(services) < len(crowd)
    assert services.scores.turn_day() is True
    assert unscored(services) == 0


def test_a_version_published_in_the_middle_counts_for_all(services: Services, crowd: list[int]) -> None:
    card = published(services)
    first = services.scorecards.versions(card)[0].definition
    asked = itertools.count()

    def in_the_middle() -> bool:
        if next(asked) == 3:
            services.scorecards.save_draft(card, replace(first, bands=replace(first.bands, coverage=0)))
            services.scorecards.publish(card, "")
        return False

    assert services.scores.turn_day(in_the_middle) is True
    second = services.scorecards.versions(card)[0]
    assert second.number == 2
    assert {services.scores.history(id_)[-1].version_id for id_ in crowd} == {second.id}
    assert {shown(services, id_)[2] for id_ in crowd} == {"risk"}


def test_two_at_once_do_the_work_once(services: Services, crowd: list[int]) -> None:
    published(services)
    inside, go_on = threading.Event(), threading.Event()

    def first() -> bool:
        inside.set()
        return not go_on.wait(20)

    found: list[bool] = []
    thread = threading.Thread(target=lambda: found.append(services.scores.turn_day(first)))
    thread.start()
    assert inside.wait(20)
    assert services.scores.turn_day() is False
    go_on.set()
    thread.join(20)
    assert found == [True]
    assert {shown(services, id_)[2] for id_ in crowd} == {"withheld"}


def test_what_is_left_survives_the_end_of_the_program(
    services: Services, crowd: list[int], profile: Profile, clock: Clock
) -> None:
    published(services)
    services.close()
    again = open_store(services.path, passphrase=None, profile=profile, clock=clock)
    try:
        assert unscored(again) == len(crowd)
        assert again.scores.turn_day() is True
        assert unscored(again) == 0
    finally:
        again.close()
