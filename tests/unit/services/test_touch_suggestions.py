"""Touch models suggested by rules, confirmed or kept by a person; the history; the minutes of our people."""

import datetime as dt

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.touch import TouchRule
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.services.bundle import Services
from csops_desktop.wording import operations
from csops_desktop.wording import touch as say

TODAY = dt.date(2026, 11, 24)


def _customer(services: Services, name: str, mrr: int, **values: str | int) -> int:
    made = services.customers.create({"name": name, **values}).value
    services.records.create(Kind.CONTRACTS, {"customer_id": made, "starts_on": dt.date(2026, 1, 1), "mrr": mrr})
    return made


@pytest.fixture
def book(services: Services) -> tuple[int, int, int]:
    """One that pays much with low touch, one that pays little without any, one as the rules say."""
    large = _customer(services, "大槻製作所", 600_000, touch="low")
    small = _customer(services, "小鳥園", 20_000)
    right = _customer(services, "中野商店", 120_000, touch="low")
    return large, small, right


def _waiting(services: Services) -> dict[int, str]:
    return {each.customer.id: each.touch for each in services.touch.suggested().waiting}


def test_who_is_served_otherwise_than_suggested_is_listed_who_pays_most_first(
    services: Services, book: tuple[int, int, int]
) -> None:
    large, small, _right = book
    services.customers.create({"name": "契約のない会社", "touch": "high"})
    found = services.touch.suggested()
    assert [(each.customer.id, each.touch) for each in found.differing] == [(large, "high"), (small, "tech")]
    assert found.served == 3
    tried = services.touch.suggested([TouchRule("low")])
    assert [each.customer.id for each in tried.differing] == [small], "rules are tried out without being saved"
    assert len(services.touch.rules()) == 6


def test_confirming_changes_the_customers_in_one_step_and_keeps_the_history(
    services: Services, book: tuple[int, int, int]
) -> None:
    large, small, _right = book
    outcome = services.touch.confirm([large, small])
    assert outcome.value == 2
    assert outcome.sentence is not None
    assert operations.sentence(outcome.sentence) == "Touch models as suggested for 2 customers"
    assert _waiting(services) == {}
    (stay,) = services.touch.history(large)
    assert (stay.before, stay.touch, stay.since, stay.suggested) == ("low", "high", TODAY, False)
    services.history.undo()
    assert _waiting(services) == {large: "high", small: "tech"}
    assert services.touch.history(large) == ()
    services.history.redo()
    assert _waiting(services) == {}
    assert len(services.touch.history(large)) == 1


def test_what_is_kept_with_a_reason_is_not_asked_again_until_something_changes(
    services: Services, book: tuple[int, int, int]
) -> None:
    large, small, _right = book
    services.touch.keep([large], "担当が専任でつく")
    assert _waiting(services) == {small: "tech"}
    kept = next(each for each in services.touch.suggested().differing if each.customer.id == large)
    assert kept.kept is not None
    assert kept.kept.reason == "担当が専任でつく"
    (stay,) = services.touch.history(large)
    assert say.stay(stay) == "High touch suggested, left as it was ・ 担当が専任でつく"
    services.customers.edit([large], "touch", "tech")
    assert _waiting(services)[large] == "high", "with another model it is a new question"
    services.history.undo()
    assert large not in _waiting(services)
    services.touch.set_rules([TouchRule("community")])
    assert _waiting(services)[large] == "community", "and so it is when something else is suggested"


def test_a_touch_model_that_changes_anywhere_leaves_its_note(services: Services, book: tuple[int, int, int]) -> None:
    large, small, right = book
    services.customers.save(large, {"touch": "high"})
    services.customers.edit([small, right], "touch", "community")
    services.customers.edit([large], "touch", None)
    services.customers.edit([large], "note", "変わらない")
    assert [stay.touch for stay in services.touch.history(large)] == [None, "high"]
    assert [stay.touch for stay in services.touch.history(small)] == ["community"]
    services.customers.edit([right], "touch", "community")
    assert len(services.touch.history(right)) == 1, "what stays the same is no change"


def test_rules_are_added_moved_changed_and_taken_away_each_with_its_sentence(services: Services) -> None:
    rules = services.touch.rules()
    added = services.touch.set_rules([TouchRule("high", complexity="complex"), *rules])
    assert added.sentence is not None
    assert operations.sentence(added.sentence) == "Added a rule of touch models: complexity “Complex” → High touch"
    now = services.touch.rules()
    assert [rule.id for rule in now[1:]] == [rule.id for rule in rules]
    moved = services.touch.set_rules([now[1], now[0], *now[2:]])
    assert moved.sentence is not None
    assert operations.sentence(moved.sentence) == "Changed the order of the rules of touch models"
    gone = services.touch.set_rules(services.touch.rules()[:-1])
    assert gone.sentence is not None
    assert operations.sentence(gone.sentence) == "Deleted a rule of touch models: all others → Tech touch"
    for _step in range(3):
        services.history.undo()
    assert services.touch.rules() == rules


@pytest.mark.parametrize(
    "rule",
    [
        TouchRule("high", revenue_from=100, revenue_below=100),
        TouchRule("high", level_from=3, level_to=2),
        TouchRule("high", level_from=5),
        TouchRule("high", revenue_from=-1),
        TouchRule("closest"),
        TouchRule("high", complexity="unknown"),
    ],
)
def test_a_rule_that_can_never_hold_is_refused(services: Services, rule: TouchRule) -> None:
    with pytest.raises(InvalidValueError):
        services.touch.set_rules([rule])
    assert len(services.touch.rules()) == 6


def test_the_minutes_of_the_customers_stand_against_those_of_our_people(services: Services) -> None:
    tanaka = services.records.create(Kind.MEMBERS, {"name": "田中", "minutes": 1800}).value
    suzuki = services.records.create(Kind.MEMBERS, {"name": "鈴木"}).value
    for n in range(10):
        _customer(services, f"会社{n}", 100_000, touch="high", owner_id=tanaka)
    _customer(services, "小鳥園", 20_000, touch="low", owner_id=suzuki)
    _customer(services, "誰のでもない", 20_000)
    services.customers.create({"name": "契約のない会社", "touch": "high", "owner_id": tanaka})
    loads = {load.member_id: load for load in services.touch.capacity().members}
    assert say.load(loads[tanaka]) == "田中: 40 h needed / 30 h"
    assert say.over(loads[tanaka]) == "10 h short"
    assert say.load(loads[suzuki]) == "鈴木: 1 h needed a month"
    assert (loads[None].customers, loads[None].unset, loads[None].needed) == (1, 1, 0)
    whole = services.touch.capacity().whole
    assert (whole.customers, whole.needed, whole.available) == (12, 2460, None)


def test_the_page_of_a_customer_knows_what_is_suggested_and_how_it_came_to_its_model(
    services: Services, book: tuple[int, int, int]
) -> None:
    large, _small, right = book
    found = services.sheet.read(large).touch
    assert found.suggestion is not None
    assert found.rule is not None
    assert (found.suggestion.touch, say.condition(found.rule, "JPY")) == (
        "high",
        "yearly revenue of ¥6,000,000 or more",
    )
    services.touch.keep([large], "専任の担当")
    left = services.sheet.read(large).touch
    assert left.suggestion is not None
    assert left.suggestion.kept is not None
    services.touch.confirm([large])
    followed = services.sheet.read(large).touch
    assert followed.suggestion is None
    assert [stay.suggested for stay in followed.stays] == [False, True]
    assert services.sheet.read(right).touch.suggestion is None
