"""Due dates of steps: what they are counted from, why they land where they do, and what moves with them."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.business_days import BusinessCalendar, ClosedDay, OnClosed
from csops_desktop.domain.playbooks.definition import Base, Milestone, Offset, Playbook, Step, Words
from csops_desktop.domain.playbooks.moving import Change, Move, differences, followers, replanned
from csops_desktop.domain.playbooks.planning import Bases, plan, why
from csops_desktop.domain.playbooks.runs import RunStep, StepState

GOLDEN_WEEK = BusinessCalendar(
    {
        dt.date(2027, 4, 29): "昭和の日",
        dt.date(2027, 5, 3): "憲法記念日",
        dt.date(2027, 5, 4): "みどりの日",
        dt.date(2027, 5, 5): "こどもの日",
    }
)
ENDS = dt.date(2027, 5, 6)
STARTED = dt.date(2027, 1, 4)


def _step(key: str, offset: Offset) -> Step:
    return Step(key, Words(key), offset=offset)


def test_days_back_from_the_end_of_the_term_go_to_the_business_day_before() -> None:
    found = why(Offset(Base.RENEWAL, -60, on_closed=OnClosed.BEFORE), ENDS, GOLDEN_WEEK)
    assert found is not None
    assert (found.landed, found.day) == (dt.date(2027, 3, 7), dt.date(2027, 3, 5))
    assert found.shifted_off == ClosedDay(dt.date(2027, 3, 7))  # a Sunday


def test_business_days_back_name_the_holidays_they_pass_over() -> None:
    found = why(Offset(Base.RENEWAL, -3, business=True), ENDS, GOLDEN_WEEK)
    assert found is not None
    assert found.day == dt.date(2027, 4, 27)
    assert [each.name for each in found.closed] == ["昭和の日", "憲法記念日", "みどりの日", "こどもの日"]
    assert found.shifted_off is None


def test_a_step_after_another_has_no_day_until_that_one_is_done() -> None:
    steps = [_step("ask", Offset()), _step("thank", Offset(Base.PREVIOUS, 2, business=True))]
    bases = Bases(STARTED)
    assert plan(steps, bases, {}, GOLDEN_WEEK)["thank"] is None
    planned = plan(steps, bases, {"ask": dt.date(2027, 4, 28)}, GOLDEN_WEEK)["thank"]
    assert planned is not None
    assert planned.day == dt.date(2027, 5, 6)


def test_without_the_day_it_counts_from_a_step_has_none() -> None:
    planned = plan([_step("talk", Offset(Base.NOTICE, -30))], Bases(STARTED, renewal=ENDS), {}, GOLDEN_WEEK)
    assert planned == {"talk": None}


def test_an_offset_out_of_the_calendar_has_no_day() -> None:
    assert why(Offset(Base.START, 10**7), STARTED, GOLDEN_WEEK) is None


@given(
    st.builds(Offset, st.just(Base.START), st.integers(-200, 200), st.booleans(), st.sampled_from(OnClosed)),
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
)
def test_every_day_is_open_unless_it_may_stay_where_it_lands(offset: Offset, base: dt.date) -> None:
    found = why(offset, base, GOLDEN_WEEK)
    assert found is not None
    assert (found.shifted_off is None) is (found.day == found.landed)
    if offset.on_closed is not OnClosed.KEEP:
        assert GOLDEN_WEEK.is_open(found.day)


def _run_step(id_: int, key: str, due: dt.date | None, state: StepState = StepState.TODO) -> RunStep:
    return RunStep(id_, key, 0, True, state, due, due if state is StepState.DONE else None)


def test_open_steps_follow_by_as_many_business_days_and_the_renewal_stays() -> None:
    steps = [
        _run_step(1, "kickoff", dt.date(2027, 4, 26)),
        _run_step(2, "old", dt.date(2027, 4, 26), StepState.DONE),
        _run_step(3, "train", dt.date(2027, 4, 28)),
        _run_step(4, "offer", dt.date(2027, 4, 28)),
        _run_step(5, "later", None),
    ]
    bases = {"train": Base.START, "offer": Base.RENEWAL}
    found = followers(steps, 1, dt.date(2027, 4, 28), GOLDEN_WEEK, bases)
    assert found == (Move(3, "train", dt.date(2027, 4, 28), dt.date(2027, 5, 6)),)
    assert followers(steps, 1, dt.date(2027, 4, 26), GOLDEN_WEEK, bases) == ()


def test_a_new_plan_moves_what_is_open_and_was_not_moved_by_hand() -> None:
    steps = [
        _run_step(1, "a", dt.date(2027, 5, 3)),
        _run_step(2, "b", dt.date(2027, 5, 3)),
        _run_step(3, "c", dt.date(2027, 5, 3), StepState.DONE),
    ]
    planned = {key: why(Offset(days=0), dt.date(2027, 5, 3), GOLDEN_WEEK) for key in "abc"}
    assert replanned(steps, planned, frozenset({2})) == (Move(1, "a", dt.date(2027, 5, 3), ENDS),)


def test_versions_differ_by_what_was_added_removed_and_changed() -> None:
    kept, late, gone = _step("kept", Offset()), _step("late", Offset()), _step("gone", Offset())
    before = Playbook("p", Words("p"), milestones=(Milestone(Words("m"), (kept, late, gone)),))
    later = replace(late, offset=Offset(days=3), required=False)
    after = replace(before, milestones=(Milestone(Words("m"), (kept, later, _step("new", Offset()))),))
    assert [(each.key, each.change) for each in differences(before, after)] == [
        ("late", Change.TIMING),
        ("late", Change.RULES),
        ("new", Change.ADDED),
        ("gone", Change.REMOVED),
    ]
    assert differences(after, after) == ()
