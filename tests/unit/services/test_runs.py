"""Runs of playbooks: what a user starts, ticks, moves, closes, and what can be taken back."""

import datetime as dt
from dataclasses import replace

import pytest

from csops_desktop.domain.business_days import OnClosed
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks.definition import (
    Asked,
    Base,
    Compare,
    Condition,
    Milestone,
    Offset,
    Playbook,
    Proof,
    Step,
    Words,
)
from csops_desktop.domain.playbooks.moving import Change
from csops_desktop.domain.playbooks.runs import Closing, StepState
from csops_desktop.domain.playbooks.shown import RunView, StepLine
from csops_desktop.foundation.errors import DuplicateError, InvalidValueError, NotFoundError, NothingToUndoError
from csops_desktop.services.bundle import Services
from csops_desktop.services.run_steps import Proven
from csops_desktop.services.runs import Start

TODAY = dt.date(2026, 11, 24)
ENDS = dt.date(2027, 5, 6)


def _step(key: str, offset: Offset, **more: object) -> Step:
    return replace(Step(key, Words(key, key), offset=offset), **more)  # type: ignore[arg-type]


RENEWAL = Playbook(
    "renewal",
    Words("更新", "Renewal"),
    milestones=(
        Milestone(
            Words("準備", "Preparation"),
            (
                _step("review", Offset(Base.RENEWAL, -120, on_closed=OnClosed.BEFORE)),
                _step("meet", Offset(Base.PREVIOUS, 5, business=True), proof=Proof.NOTE),
                _step(
                    "board", Offset(Base.START, 10, business=True), condition=Condition(Asked.TOUCH, Compare.IS, "high")
                ),
            ),
        ),
        Milestone(
            Words("決定", "Decision"),
            (
                _step("offer", Offset(Base.RENEWAL, -60, on_closed=OnClosed.BEFORE)),
                _step("sign", Offset(Base.RENEWAL, -3, business=True)),
            ),
        ),
    ),
)


@pytest.fixture
def customer(services: Services) -> int:
    """A customer of low touch with a contract that ends after Golden Week."""
    made = services.customers.create({"name": "アオバ商店", "touch": "low"}).value
    values: dict[str, int | dt.date] = {
        "customer_id": made,
        "starts_on": dt.date(2026, 5, 7),
        "term_ends_on": ENDS,
        "mrr": 100_000,
    }
    services.records.create(Kind.CONTRACTS, values)
    return made


@pytest.fixture
def playbook(services: Services) -> int:
    return services.playbooks.add(RENEWAL, publish=True).value


@pytest.fixture
def run(services: Services, customer: int, playbook: int) -> int:
    return services.runs.start(Start(playbook, customer, TODAY)).value


def _by_key(view: RunView) -> dict[str, StepLine]:
    return {line.course.key: line for line in view.steps}


def _due(view: RunView) -> dict[str, dt.date | None]:
    return {key: line.course.due for key, line in _by_key(view).items()}


def test_a_run_begins_with_every_date_explained(services: Services, run: int) -> None:
    view = services.runs.run(run)
    assert _due(view) == {
        "review": dt.date(2027, 1, 6),
        "meet": None,
        "board": None,
        "offer": dt.date(2027, 3, 5),
        "sign": dt.date(2027, 4, 27),
    }
    steps = _by_key(view)
    assert steps["board"].course.state is StepState.NOT_APPLICABLE
    sign = steps["sign"].why
    assert sign is not None
    assert (sign.from_day, [each.name for each in sign.closed]) == (
        ENDS,
        ["昭和の日", "憲法記念日", "みどりの日", "こどもの日"],
    )
    offer = steps["offer"].why
    assert offer is not None
    assert offer.landed == dt.date(2027, 3, 7)


def test_the_preview_says_what_starting_does(services: Services, customer: int, playbook: int) -> None:
    start = Start(playbook, customer, TODAY)
    _bases, planned = services.runs.preview(start)
    view = services.runs.run(services.runs.start(start).value)
    assert {each.step.key: each.why and each.why.day for each in planned if each.applies} == {
        key: due for key, due in _due(view).items() if key != "board"
    }


def test_a_tick_gives_the_next_step_its_day_and_undo_takes_it_back(services: Services, run: int) -> None:
    steps = _by_key(services.runs.run(run))
    services.run_steps.tick(steps["review"].id)
    view = services.runs.run(run)
    assert _due(view)["meet"] == dt.date(2026, 12, 1)
    assert (view.course.done, view.course.total) == (1, 4)
    services.history.undo()
    assert services.runs.run(run) == services.runs.run(run)
    assert _due(services.runs.run(run))["meet"] is None


def test_a_step_that_needs_proof_is_not_done_without(services: Services, run: int) -> None:
    meet = _by_key(services.runs.run(run))["meet"].id
    with pytest.raises(InvalidValueError):
        services.run_steps.tick(meet)
    services.run_steps.tick(meet, Proven("議事録を送った"))
    line = _by_key(services.runs.run(run))["meet"]
    assert (line.course.state, line.proof) == (StepState.DONE, "議事録を送った")
    services.run_steps.tick(meet, state=StepState.TODO)
    assert _by_key(services.runs.run(run))["meet"].course.closed_on is None


def test_leaving_a_step_out_needs_a_reason(services: Services, run: int) -> None:
    offer = _by_key(services.runs.run(run))["offer"].id
    with pytest.raises(InvalidValueError):
        services.run_steps.leave_out(offer, StepState.SKIPPED, " ")
    services.run_steps.leave_out(offer, StepState.SKIPPED, "口頭で合意した")
    line = _by_key(services.runs.run(run))["offer"]
    assert (line.course.state, line.reason) == (StepState.SKIPPED, "口頭で合意した")


def test_moving_a_step_takes_along_what_follows_but_not_what_the_contract_sets(services: Services, run: int) -> None:
    own = services.run_steps.add_step(run, "社内で相談", dt.date(2027, 1, 8), milestone=0).value
    review = _by_key(services.runs.run(run))["review"].id
    day = dt.date(2027, 1, 8)  # two business days later
    assert [(move.key, move.after) for move in services.run_steps.followers(review, day)] == [
        ("own-1", dt.date(2027, 1, 13))
    ]
    assert services.run_steps.move(review, day, following=True).value == 2
    steps = _by_key(services.runs.run(run))
    assert (steps["review"].course.due, steps["review"].by_hand) == (day, True)
    assert {line.id: line.course.due for line in steps.values()}[own] == dt.date(2027, 1, 13)
    assert steps["sign"].course.due == dt.date(2027, 4, 27)
    services.run_steps.release(review)
    assert _due(services.runs.run(run))["review"] == dt.date(2027, 1, 6)


def test_one_run_of_a_playbook_is_open_for_a_reason(services: Services, customer: int, playbook: int, run: int) -> None:
    with pytest.raises(DuplicateError):
        services.runs.start(Start(playbook, customer, TODAY))
    services.runs.start(Start(playbook, customer, TODAY, reason="renewal_near:contract:1"))
    services.runs.close(run, Closing.SUCCESS, "更新した")
    services.runs.start(Start(playbook, customer, TODAY))


def test_a_closed_run_keeps_its_outcome_and_takes_no_ticks(services: Services, run: int) -> None:
    services.runs.close(run, Closing.PARTLY, "一部だけ")
    view = services.runs.run(run)
    assert (view.head.outcome, view.head.note, view.head.closed_on) == (Closing.PARTLY, "一部だけ", TODAY)
    with pytest.raises(NotFoundError):
        services.run_steps.tick(view.steps[0].id)
    services.runs.reopen(run)
    services.run_steps.tick(view.steps[0].id)


def test_a_new_version_is_shown_before_it_is_applied_and_keeps_what_is_done(
    services: Services, playbook: int, run: int
) -> None:
    services.run_steps.tick(_by_key(services.runs.run(run))["review"].id)
    first, second = RENEWAL.milestones
    late = replace(second.steps[0], offset=Offset(Base.RENEWAL, -30, on_closed=OnClosed.BEFORE))
    thanks = _step("thanks", Offset(Base.RENEWAL, 0))
    changed = replace(RENEWAL, milestones=(first, replace(second, steps=(late, thanks))))
    services.playbooks.save_draft(playbook, changed)
    assert services.runs.run(run).newer is None
    services.playbooks.publish(playbook, "お礼を足した")
    assert services.runs.run(run).newer == 2
    differences = {(each.key, each.change) for each in services.runs.newer(run)}
    assert differences == {("offer", Change.TIMING), ("thanks", Change.ADDED), ("sign", Change.REMOVED)}
    services.runs.renew(run)
    view = services.runs.run(run)
    assert (view.head.version, view.newer) == (2, None)
    assert list(_by_key(view)) == ["review", "meet", "board", "offer", "thanks"]
    assert _due(view)["offer"] == dt.date(2027, 4, 6)
    assert _by_key(view)["review"].course.state is StepState.DONE
    services.history.undo()
    assert services.runs.run(run).head.version == 1


def test_closing_days_show_what_moves_before_it_moves(services: Services, run: int) -> None:
    services.business_days.add_own(dt.date(2027, 4, 26), dt.date(2027, 4, 28), "創立記念")
    ((head, moves),) = services.runs.replanned(services.business_days.calendar("ja"))
    assert head.id == run
    assert [(move.key, move.before, move.after) for move in moves] == [
        ("sign", dt.date(2027, 4, 27), dt.date(2027, 4, 22))
    ]
    assert _due(services.runs.run(run))["sign"] == dt.date(2027, 4, 27)
    assert services.runs.replan().value == 1
    assert _due(services.runs.run(run))["sign"] == dt.date(2027, 4, 22)


def test_a_run_goes_to_another_owner_with_the_steps_that_were_named(services: Services, run: int) -> None:
    member = services.records.create(Kind.MEMBERS, {"name": "佐伯 美緒"}).value
    steps = _by_key(services.runs.run(run))
    services.runs.set_owner(run, member, [steps["offer"].id])
    view = services.runs.run(run)
    assert view.head.owner == "佐伯 美緒"
    assert (_by_key(view)["offer"].owner, _by_key(view)["sign"].owner) == ("佐伯 美緒", "")


def test_a_draft_leaves_no_trace_and_publishing_lasts(services: Services) -> None:
    made = services.playbooks.add(RENEWAL).value
    with pytest.raises(NotFoundError):
        services.runs.preview(Start(made, 1, TODAY))
    services.playbooks.save_draft(made, replace(RENEWAL, name=Words("更新の準備")))
    services.playbooks.publish(made, "")
    assert services.playbooks.lines()[0].latest.name.said("en") == "更新の準備"
    with pytest.raises(NothingToUndoError):
        services.history.undo()
