"""Which touch model the rules suggest: the first that holds, never by what is not known; what is kept stays away."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.fields import COMPLEXITIES, TOUCHES
from csops_desktop.domain.touch import (
    Capacity,
    Kept,
    Load,
    Served,
    TouchModel,
    TouchRule,
    holds,
    line_minutes,
    suggest,
    suggestions,
)

_DAY = dt.date(2026, 11, 24)
_amounts = st.none() | st.integers(0, 10_000_000)
_levels = st.none() | st.integers(0, 4)
_rules = st.builds(
    TouchRule,
    st.sampled_from(TOUCHES), _amounts, _amounts, _levels, _levels, st.none() | st.sampled_from(COMPLEXITIES),
)  # fmt: skip
_customers = st.builds(
    Served,
    st.integers(1, 5),
    st.just("青葉学院"),
    st.none() | st.sampled_from(TOUCHES),
    st.integers(0, 1_000_000),
    _levels,
    st.none() | st.sampled_from(COMPLEXITIES),
)


@given(st.lists(_rules, max_size=6), _customers)
def test_the_first_rule_that_holds_is_the_one(rules: list[TouchRule], customer: Served) -> None:
    at = suggest(rules, customer)
    if at is None:
        assert not any(holds(rule, customer) for rule in rules)
    else:
        assert holds(rules[at], customer)
        assert not any(holds(rule, customer) for rule in rules[:at])


@given(_rules, _customers)
def test_a_bound_is_included_below_and_not_above(rule: TouchRule, customer: Served) -> None:
    at_the_bound = TouchRule("high", revenue_from=customer.revenue)
    below_it = TouchRule("high", revenue_below=customer.revenue)
    assert holds(at_the_bound, customer)
    assert not holds(below_it, customer)
    if customer.level is None and (rule.level_from, rule.level_to) != (None, None):
        assert not holds(rule, customer), "who was never assessed is on no level"


def test_what_somebody_kept_is_told_apart_until_something_else_is_suggested() -> None:
    rules = [TouchRule("high", revenue_from=1_200_000), TouchRule("tech")]
    customer = Served(1, "青葉学院", "low", 100_000)
    assert suggestions(rules, [customer], {}) == suggestions(rules, [customer], {2: Kept("high", _DAY)})
    (kept,) = suggestions(rules, [customer], {1: Kept("high", _DAY, "今年は様子を見る")})
    assert kept.kept is not None
    (other,) = suggestions(rules, [customer], {1: Kept("community", _DAY)})
    assert (other.kept, other.touch, other.rule) == (None, "high", 0)
    assert suggestions(rules, [Served(1, "青葉学院", "high", 100_000)], {}) == ()


def test_a_line_of_the_day_takes_half_a_turn_of_the_cadence() -> None:
    models = [TouchModel("high", 14, 240), TouchModel("low", 30, 60), TouchModel("tech", 60, 10)]
    assert line_minutes(models) == {"high": 56, "low": 30, "tech": 10, None: 30}
    assert line_minutes([TouchModel("low", 30, 0)])["low"] == 1, "nothing takes no time at all"


def test_the_whole_capacity_is_known_only_when_everybody_has_said() -> None:
    tanaka, suzuki = Load(1, "田中", 10, 1, 2520, 1800), Load(2, "鈴木", 4, 0, 600, 900)
    nobody = Load(None, "", 3, 3, 0, None)
    whole = Capacity((tanaka, suzuki, nobody)).whole
    assert (whole.customers, whole.unset, whole.needed, whole.available, whole.over) == (17, 4, 3120, 2700, 420)
    unsaid = Capacity((tanaka, Load(2, "鈴木", 4, 0, 600, None))).whole
    assert (unsaid.needed, unsaid.available, unsaid.over) == (3120, None, None)
