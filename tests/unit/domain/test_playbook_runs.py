"""Runs: on track, late or stalled; milestones; whom playbooks and steps are for; what asks for a playbook."""

import datetime as dt

import pytest

from csops_desktop.domain.business_days import BusinessCalendar
from csops_desktop.domain.playbooks.conditions import Whom, fits, holds
from csops_desktop.domain.playbooks.definition import (
    Asked,
    Compare,
    Condition,
    Playbook,
    Scope,
    Trigger,
    TriggerKind,
    Words,
)
from csops_desktop.domain.playbooks.runs import Pace, RunStep, StepState, course, reached
from csops_desktop.domain.playbooks.triggers import Happening, Watched, asking

PLAIN = BusinessCalendar()
MONDAY = dt.date(2026, 11, 2)
TODAY = dt.date(2026, 11, 24)


def _step(
    id_: int,
    due: dt.date | None,
    *,
    done: dt.date | None = None,
    required: bool = True,
    milestone: int = 0,
    state: StepState | None = None,
) -> RunStep:
    return RunStep(
        id_, f"s{id_}", milestone, required, state or (StepState.DONE if done else StepState.TODO), due, done
    )


def test_a_run_without_overdue_steps_is_on_track() -> None:
    found = course(MONDAY, [_step(1, MONDAY, done=TODAY), _step(2, TODAY)], TODAY, PLAIN)
    assert (found.pace, found.done, found.total, found.waiting) == (Pace.ON_TRACK, 1, 2, 0)
    assert (found.days_in, found.days_planned, found.days_left) == (16, 16, 0)


def test_only_an_overdue_step_that_is_required_makes_it_late() -> None:
    yesterday = TODAY - dt.timedelta(1)
    done = _step(1, MONDAY, done=yesterday)
    assert course(MONDAY, [done, _step(2, yesterday)], TODAY, PLAIN).pace is Pace.LATE
    assert course(MONDAY, [done, _step(2, yesterday, required=False)], TODAY, PLAIN).pace is Pace.ON_TRACK


def test_more_than_ten_business_days_on_one_step_stall_it() -> None:
    steps = [_step(1, MONDAY, done=MONDAY), _step(2, MONDAY + dt.timedelta(7))]
    ten_later = PLAIN.add(MONDAY, 10)
    assert course(MONDAY, steps, ten_later, PLAIN).pace is Pace.LATE
    found = course(MONDAY, steps, PLAIN.add(MONDAY, 11), PLAIN)
    assert (found.pace, found.waiting) == (Pace.STALLED, 11)
    assert course(MONDAY, steps, PLAIN.add(MONDAY, 11), PLAIN, stalled_after=11).pace is Pace.LATE


def test_a_step_that_is_due_much_later_does_not_stall_anything() -> None:
    steps = [_step(1, MONDAY, done=MONDAY), _step(2, MONDAY + dt.timedelta(60))]
    assert course(MONDAY, steps, MONDAY + dt.timedelta(55), PLAIN).pace is Pace.ON_TRACK


def test_what_is_not_for_the_customer_does_not_count() -> None:
    found = course(MONDAY, [_step(1, None, state=StepState.NOT_APPLICABLE), _step(2, TODAY)], TODAY, PLAIN)
    assert (found.total, found.required) == (1, 1)


def test_a_milestone_is_reached_with_its_last_required_step() -> None:
    steps = [
        _step(1, MONDAY, done=MONDAY),
        _step(2, MONDAY, done=TODAY),
        _step(3, MONDAY, required=False),
        _step(4, MONDAY, milestone=1),
    ]
    assert reached(steps, 0) == TODAY
    assert reached(steps, 1) is None


@pytest.mark.parametrize(
    ("condition", "holds_"),
    [
        (None, True),
        (Condition(Asked.TOUCH, Compare.IS, "high"), True),
        (Condition(Asked.TOUCH, Compare.IS_NOT, "high"), False),
        (Condition(Asked.LEVEL, Compare.BELOW, "3"), True),
        (Condition(Asked.LEVEL, Compare.AT_LEAST, "3"), False),
        (Condition(Asked.MRR, Compare.AT_LEAST, "100000"), True),
        (Condition(Asked.PHASE, Compare.IS, "renewal"), False),
        (Condition(Asked.PRODUCT, Compare.IS, "配信"), True),
        (Condition(Asked.BAND, Compare.IS, "risk"), False),
        (Condition(Asked.BAND, Compare.IS_NOT, "risk"), True),
        (Condition(Asked.LEVEL, Compare.BELOW, "high"), False),
    ],
)
def test_a_step_is_for_whom_its_condition_holds(condition: Condition | None, holds_: bool) -> None:  # noqa: FBT001 (a case)
    whom = Whom("high", mrr=100_000, phases=frozenset({"onboarding"}), levels={"配信": 2, "受信": 1}, product="配信")
    assert holds(condition, whom) is holds_


def test_a_playbook_is_for_whom_every_part_of_its_scope_fits() -> None:
    whom = Whom("low", phases=frozenset({"adoption"}), levels={"配信": 2})
    assert fits(Scope(), whom)
    assert fits(Scope(("配信",), ("adoption",), (2,), ("low", "tech")), whom)
    assert not fits(Scope(touches=("high",)), whom)
    assert not fits(Scope(levels=(3, 4)), whom)


def _asks(trigger: Trigger, watched: Watched) -> list[str]:
    return [each.reason for each in asking(Playbook("p", Words("p"), triggers=(trigger,)), [watched], TODAY)]


def test_a_renewal_asks_once_for_each_contract_that_ends_in_time() -> None:
    watched = Watched(1, Whom(), renewals={7: TODAY + dt.timedelta(120), 8: TODAY + dt.timedelta(121)})
    found = _asks(Trigger(TriggerKind.RENEWAL_NEAR, 120), watched)
    assert found == [f"renewal_near:contract:7:{TODAY + dt.timedelta(120)}"]
    assert _asks(Trigger(TriggerKind.RENEWAL_NEAR, 120, on=False), watched) == []


def test_silence_and_little_use_ask_but_what_is_unknown_does_not() -> None:
    quiet = Watched(1, Whom(), two_way_on=TODAY - dt.timedelta(60), usage={"ログイン": 3})
    assert _asks(Trigger(TriggerKind.NO_TWO_WAY, 60), quiet) == [f"no_two_way:{quiet.two_way_on}"]
    assert _asks(Trigger(TriggerKind.NO_TWO_WAY, 61), quiet) == []
    assert _asks(Trigger(TriggerKind.USAGE_BELOW, 4, "ログイン"), quiet) == ["usage_below:ログイン:2026-11"]
    assert _asks(Trigger(TriggerKind.USAGE_BELOW, 4, "送信"), quiet) == []
    assert _asks(Trigger(TriggerKind.NO_TWO_WAY, 30), Watched(1, Whom())) == []


@pytest.mark.parametrize(
    ("trigger", "happening", "asks"),
    [
        (Trigger(TriggerKind.PHASE_ENTERED, word="adoption"), ("adoption", 0), True),
        (Trigger(TriggerKind.PHASE_ENTERED, word="renewal"), ("adoption", 0), False),
        (Trigger(TriggerKind.LEVEL_REACHED, 3), ("配信", 3), True),
        (Trigger(TriggerKind.LEVEL_REACHED, 3), ("配信", 2), False),
        (Trigger(TriggerKind.SCORE_DROPPED, 20), ("", 20), True),
        (Trigger(TriggerKind.SCORE_DROPPED, 20), ("", 19), False),
        (Trigger(TriggerKind.DETRACTOR), ("nps", 6), True),
        (Trigger(TriggerKind.DETRACTOR), ("nps", 7), False),
        (Trigger(TriggerKind.DETRACTOR), ("csat", 3), False),
        (Trigger(TriggerKind.CHAMPION_LEFT), ("", 0), True),
    ],
)
def test_what_happened_asks_when_it_is_what_the_trigger_means(
    trigger: Trigger,
    happening: tuple[str, int],
    asks: bool,  # noqa: FBT001 (a case)
) -> None:
    what, number = happening
    fresh = Happening(trigger.kind, TODAY - dt.timedelta(30), "r:1", what, number)
    stale = Happening(trigger.kind, TODAY - dt.timedelta(31), "r:2", what, number)
    found = _asks(trigger, Watched(1, Whom(), happenings=(fresh, fresh, stale)))
    assert found == ([f"{trigger.kind.value}:r:1"] if asks else [])
