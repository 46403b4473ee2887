"""All runs of playbooks together: who is late, where they get stuck, what the week asks for, who is given what."""

import datetime as dt
from dataclasses import replace

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks.board import Mark, Narrowed, sticking_points
from csops_desktop.domain.playbooks.definition import Milestone, Offset, Playbook, Scope, Step, Words
from csops_desktop.domain.playbooks.runs import Closing, Pace
from csops_desktop.foundation.errors import DuplicateError
from csops_desktop.services.bundle import Services
from csops_desktop.services.runs import Start
from csops_desktop.wording import errors

TODAY = dt.date(2026, 11, 24)
_STEPS = tuple(
    Step(key, Words(f"{key}する", key), offset=Offset(days=days, business=True), minutes=30)
    for key, days in (("call", 3), ("meet", 8), ("report", 20))
)
TALKS = Playbook("talks", Words("相談会", "Talks"), milestones=(Milestone(Words("準備", "Preparation"), _STEPS),))


@pytest.fixture
def playbook(services: Services) -> int:
    return services.playbooks.add(TALKS, publish=True).value


def _begin(services: Services, playbook: int, name: str, day: dt.date) -> int:
    customer = services.customers.create({"name": name}).value
    return services.runs.start(Start(playbook, customer, day)).value


@pytest.fixture
def runs(services: Services, playbook: int) -> dict[str, int]:
    """Begun today, five business days ago, and two that nobody has touched for two months."""
    days = {
        "順調": TODAY,
        "遅れ": dt.date(2026, 11, 16),
        "停滞": dt.date(2026, 9, 24),
        "停滞二": dt.date(2026, 9, 28),
    }
    return {name: _begin(services, playbook, name, day) for name, day in days.items()}


def test_the_board_says_how_each_run_stands_and_puts_the_most_urgent_first(
    services: Services, runs: dict[str, int]
) -> None:
    board = services.run_board.board()
    assert [line.head.customer for line in board.lines] == ["停滞", "停滞二", "遅れ", "順調"]
    assert [line.pace for line in board.lines] == [Pace.STALLED, Pace.STALLED, Pace.LATE, Pace.ON_TRACK]
    late = board.lines[2]
    assert (late.id, late.step.ja, late.marks) == (runs["遅れ"], "callする", (Mark.OVERDUE, Mark.OPEN, Mark.OPEN))
    assert services.run_board.held_up() == 3


def test_a_step_on_which_two_runs_stand_too_long_is_named_and_shows_them(
    services: Services, runs: dict[str, int], playbook: int
) -> None:
    services.run_steps.tick(services.runs.run(runs["遅れ"]).steps[0].id)
    board = services.run_board.board()
    (point,) = sticking_points(board.lines, TODAY)
    assert (point.title.ja, set(point.runs)) == ("callする", {runs["停滞"], runs["停滞二"]})
    assert point.median > 10
    shown = Narrowed(step=(playbook, "call")).chosen(board.lines, "ja")
    assert {line.id for line in shown} == {runs["停滞"], runs["停滞二"], runs["順調"]}


def test_words_narrow_by_customer_playbook_and_step(services: Services, runs: dict[str, int]) -> None:
    lines = services.run_board.board().lines
    assert [line.id for line in Narrowed(words=("遅れ",)).chosen(lines, "ja")] == [runs["遅れ"]]
    assert len(Narrowed(words=("相談会", "call")).chosen(lines, "ja")) == 4
    assert Narrowed(words=("更新",)).chosen(lines, "ja") == ()


def test_the_week_holds_what_is_overdue_and_what_falls_due_and_a_tick_takes_it_away(
    services: Services, runs: dict[str, int]
) -> None:
    week = services.run_board.week()
    titles = [(step.head.customer, step.line.course.key) for step in week.steps]
    assert titles[0] == ("停滞", "call")
    assert ("順調", "call") in titles
    assert ("順調", "meet") not in titles
    services.run_steps.tick(next(step.line.id for step in week.steps if step.head.id == runs["順調"]))
    assert runs["順調"] not in {step.head.id for step in services.run_board.week().steps}


def test_runs_are_given_to_somebody_in_one_step_that_can_be_undone(services: Services, runs: dict[str, int]) -> None:
    sato = services.records.create(Kind.MEMBERS, {"name": "佐藤 花"}).value
    ueda = services.records.create(Kind.MEMBERS, {"name": "上田 健"}).value
    step = services.runs.run(runs["遅れ"]).steps[0]
    services.run_steps.set_step_owner(step.id, ueda)
    given = services.run_board.hand_over([runs["遅れ"], runs["順調"]], sato, steps=True)
    assert given.value == 2
    mine = services.run_board.week(sato)
    assert {each.head.id for each in mine.steps} == {runs["遅れ"], runs["順調"]}
    assert services.run_board.held_up(sato) == 1
    services.history.undo()
    assert [each.line.id for each in services.run_board.week(ueda).steps] == [step.id]


def test_closed_runs_leave_the_board_and_count_among_the_results(services: Services, runs: dict[str, int]) -> None:
    services.runs.close(runs["停滞"], Closing.FAILED, "担当者が不在")
    services.runs.close(runs["順調"], Closing.SUCCESS)
    board = services.run_board.board()
    assert {line.id for line in board.lines} == {runs["遅れ"], runs["停滞二"]}
    assert [(outcome, n) for outcome, n in board.results.runs] == [(Closing.SUCCESS, 1), (Closing.FAILED, 1)]
    assert {line.id for line in services.run_board.closed()} == {runs["停滞"], runs["順調"]}


def test_those_that_fit_the_customer_are_offered_first_and_one_that_runs_is_said(
    services: Services, playbook: int
) -> None:
    high = replace(TALKS, key="high", name=Words("訪問", "Visits"), scope=Scope(touches=("high",)))
    other = services.playbooks.add(high, publish=True).value
    customer = services.customers.create({"name": "アオバ商店", "touch": "high"}).value
    services.runs.start(Start(playbook, customer, TODAY))
    found = services.run_starts.choices(customer).playbooks
    assert [(each.playbook_id, each.fits, each.running) for each in found] == [
        (other, True, False),
        (playbook, True, True),
    ]
    low = services.customers.create({"name": "いろは器械", "touch": "low"}).value
    assert [each.playbook_id for each in services.run_starts.choices(low).playbooks] == [playbook, other]


def test_starting_what_runs_already_is_refused_in_words(services: Services, playbook: int) -> None:
    customer = services.customers.create({"name": "アオバ商店"}).value
    services.runs.start(Start(playbook, customer, TODAY))
    with pytest.raises(DuplicateError) as refused:
        services.runs.start(Start(playbook, customer, TODAY))
    assert "アオバ商店" in errors.sentence(refused.value)


def test_ready_playbooks_are_added_and_published_together(services: Services) -> None:
    starters = services.playbooks.starters()[:3]
    made = services.playbooks.add_ready(starters).value
    assert len(made) == 3
    assert services.run_board.board().published == 3
