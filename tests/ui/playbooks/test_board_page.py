"""The page of playbooks by keyboard: begin with ready ones, start one, walk the board, give, tick the week, narrow."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks.board import RunsPlace
from csops_desktop.domain.playbooks.definition import Milestone, Offset, Playbook, Proof, Step, Words
from csops_desktop.domain.playbooks.runs import Closing, Pace, StepState
from csops_desktop.services.bundle import Services
from csops_desktop.services.runs import Start
from csops_desktop.ui.features.playbooks.give_dialog import GiveDialog
from csops_desktop.ui.features.playbooks.modes import Mode
from csops_desktop.ui.features.playbooks.page import PlaybooksPage
from csops_desktop.ui.features.playbooks.starters_dialog import StartersDialog
from csops_desktop.ui.playbooks.start_dialog import StartDialog
from csops_desktop.ui.state import Workbench

_KEY = Qt.Key
_CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = dt.date(2026, 11, 24)
_STEPS = (
    Step("call", Words("電話する", "Call"), offset=Offset(days=3, business=True), minutes=30),
    Step("meet", Words("会う", "Meet"), offset=Offset(days=5, business=True), proof=Proof.NOTE),
)
TALKS = Playbook("talks", Words("相談会", "Talks"), milestones=(Milestone(Words("準備", "Preparation"), _STEPS),))


@pytest.fixture
def runs(services: Services) -> dict[str, int]:
    playbook = services.playbooks.add(TALKS, publish=True).value
    days = {"順調": TODAY, "遅れ": dt.date(2026, 11, 16), "停滞": dt.date(2026, 9, 24), "停滞二": dt.date(2026, 9, 28)}
    made = {}
    for name, day in days.items():
        customer = services.customers.create({"name": name}).value
        made[name] = services.runs.start(Start(playbook, customer, day)).value
    return made


@pytest.fixture
def page(runs: dict[str, int], workbench: Workbench, qtbot: QtBot) -> PlaybooksPage:
    del runs
    return _open(workbench, qtbot)


def _open(workbench: Workbench, qtbot: QtBot) -> PlaybooksPage:
    page = PlaybooksPage(workbench)
    qtbot.addWidget(page)
    page.resize(1380, 800)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: page.loaded and workbench.tasks.idle())
    page.focus_content()
    return page


def _dialog(page: PlaybooksPage, kind: type[QDialog], qtbot: QtBot) -> QDialog:
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in page.findChildren(kind)))
    return next(dialog for dialog in page.findChildren(kind) if dialog.isVisible())


def test_arrows_walk_the_cards_and_the_checklist_follows(
    page: PlaybooksPage, runs: dict[str, int], qtbot: QtBot
) -> None:
    board = page.board
    assert board.current_id() == runs["停滞"]
    QTest.keyClick(board, _KEY.Key_Down)
    assert board.current_id() == runs["停滞二"]
    QTest.keyClick(board, _KEY.Key_Left)
    assert board.current_id() == runs["遅れ"]
    QTest.keyClick(board, _KEY.Key_Left)
    assert board.current_id() == runs["順調"]
    qtbot.waitUntil(page.run.isVisible)
    assert page.current_customer() is not None
    assert "順調" in board.accessibleDescription()


def test_a_run_that_was_ticked_moves_to_its_new_column_and_stays_current(
    page: PlaybooksPage, runs: dict[str, int], services: Services, qtbot: QtBot
) -> None:
    page.board.go_to(runs["遅れ"])
    step = services.runs.run(runs["遅れ"]).steps[0].id
    page.workbench.tasks.operate(lambda: services.run_steps.tick(step))
    qtbot.waitUntil(lambda: len(page.board.lines(Pace.ON_TRACK)) == 2)
    assert page.board.current_id() == runs["遅れ"]


def test_many_cards_are_walked_to_the_last_and_only_those_in_sight_are_placed(
    services: Services, runs: dict[str, int], workbench: Workbench, qtbot: QtBot
) -> None:
    del runs
    playbook = services.playbooks.lines()[0].id
    for number in range(30):
        customer = services.customers.create({"name": f"顧客{number:02}"}).value
        services.runs.start(Start(playbook, customer, TODAY))
    page = _open(workbench, qtbot)
    board = page.board
    page.board.go_to(board.lines(Pace.ON_TRACK)[0].id)
    QTest.keyClick(board, _KEY.Key_End)
    last = board.lines(Pace.ON_TRACK)[-1]
    assert board.current_id() == last.id
    box = board.card_box(Pace.ON_TRACK, len(board.lines(Pace.ON_TRACK)) - 1)
    assert board.rect().contains(box)


def test_searching_and_a_stuck_step_narrow_the_board(page: PlaybooksPage, runs: dict[str, int], qtbot: QtBot) -> None:
    page.search("停滞二")
    assert page.board.current_id() == runs["停滞二"]
    assert not page.board.lines(Pace.LATE)
    page.search("")
    button = page.side.sticking.buttons[0]
    assert button.isVisible()
    button.setFocus()
    QTest.keyClick(button, _KEY.Key_Space)
    assert {line.id for line in page.side.lines()} == set(runs.values())
    page.search("なし")
    assert page.side.nothing.isVisible()
    QTest.keyClick(page.side.first, _KEY.Key_Return)
    qtbot.waitUntil(lambda: len(page.side.lines()) == 4)


def test_a_playbook_is_started_from_the_board_with_its_dates_seen_first(
    page: PlaybooksPage, services: Services, qtbot: QtBot
) -> None:
    customer = services.customers.create({"name": "Aoba Trading"}).value
    QTest.keyClick(page.board, _KEY.Key_C)
    dialog = _dialog(page, StartDialog, qtbot)
    assert isinstance(dialog, StartDialog)
    QTest.keyClicks(dialog.customer.field, "Aoba")
    qtbot.waitUntil(lambda: bool(dialog.customer.field.offered()))
    QTest.keyClick(dialog.customer.field, _KEY.Key_Return)
    qtbot.waitUntil(lambda: len(dialog.plan.items()) == 3)
    assert "2026" in dialog.plan.items()[1].text(1)
    QTest.keyClick(dialog, _KEY.Key_Return, _CONTROL)
    qtbot.waitUntil(lambda: len(services.runs.of_customer(customer)) == 1)
    run = services.runs.of_customer(customer)[0].head
    qtbot.waitUntil(lambda: page.board.current_id() == run.id)
    assert run.bases.start == TODAY


def test_the_first_visit_offers_ready_playbooks(services: Services, workbench: Workbench, qtbot: QtBot) -> None:
    services.customers.create({"name": "アオバ商店"})
    page = _open(workbench, qtbot)
    assert page.side.nothing.isVisible()
    QTest.keyClick(page.side.first, _KEY.Key_Return)
    dialog = _dialog(page, StartersDialog, qtbot)
    assert isinstance(dialog, StartersDialog)
    before = len(dialog.ticked())
    dialog.tree.setFocus()
    QTest.keyClick(dialog.tree, _KEY.Key_Space)
    assert len(dialog.ticked()) == before - 1
    QTest.keyClick(dialog, _KEY.Key_Return, _CONTROL)
    qtbot.waitUntil(lambda: len(services.playbooks.lines()) == before - 1)
    qtbot.waitUntil(lambda: page.book.published == before - 1)


def test_the_table_sorts_marks_and_gives_several_to_somebody(
    services: Services, runs: dict[str, int], workbench: Workbench, qtbot: QtBot
) -> None:
    services.records.create(Kind.MEMBERS, {"name": "佐藤 花"})
    ueda = services.records.create(Kind.MEMBERS, {"name": "上田 健"}).value
    workbench.tasks.changed.emit(Area.MEMBERS, None)
    qtbot.waitUntil(lambda: workbench.crew.team)
    page = _open(workbench, qtbot)
    page.open(Mode.TABLE.value)
    pane = page.side.table
    QAbstractItemModelTester(pane.model)
    pane.table.setFocus()
    assert [line.id for line in pane.lines()][:2] == [runs["停滞"], runs["停滞二"]]
    pane.table.sort_requested.emit("customer", True)
    assert [line.head.customer for line in pane.lines()] == sorted(runs, reverse=True)
    QTest.keyClick(pane.table, _KEY.Key_Home)
    QTest.keyClick(pane.table, _KEY.Key_Space)
    QTest.keyClick(pane.table, _KEY.Key_Space)
    QTest.keyClick(pane.table, _KEY.Key_O)
    dialog = _dialog(page, GiveDialog, qtbot)
    assert isinstance(dialog, GiveDialog)
    dialog.member.box.setCurrentIndex(dialog.member.box.findData(ueda))
    QTest.keyClick(dialog, _KEY.Key_Return, _CONTROL)
    qtbot.waitUntil(lambda: sum(line.head.owner_id == ueda for line in services.run_board.board().lines) == 2)


def test_closed_runs_and_exactly_some_runs_are_listed(
    page: PlaybooksPage, services: Services, runs: dict[str, int], qtbot: QtBot
) -> None:
    page.workbench.tasks.operate(lambda: services.runs.close(runs["停滞"], Closing.SUCCESS))
    qtbot.waitUntil(page.side.results.isVisible)
    QTest.mouseClick(page.side.results.show_closed, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [line.id for line in page.side.table.lines()] == [runs["停滞"]])
    page.open(RunsPlace((runs["停滞"], runs["遅れ"])))
    qtbot.waitUntil(lambda: {line.id for line in page.side.table.lines()} == {runs["停滞"], runs["遅れ"]})


def test_space_ticks_a_step_of_the_week_and_one_with_proof_asks_for_it(
    page: PlaybooksPage, services: Services, runs: dict[str, int], qtbot: QtBot
) -> None:
    QTest.keyClick(page.board, _KEY.Key_Tab, _CONTROL)
    QTest.keyClick(page, _KEY.Key_Tab, _CONTROL)
    week = page.side.week
    qtbot.waitUntil(lambda: page.side.mode is Mode.WEEK and bool(week.lines()))
    first = week.line(week.table.current_id())
    assert first is not None
    assert first.head.id == runs["停滞"]
    QTest.keyClick(week.table, _KEY.Key_Space)
    qtbot.waitUntil(lambda: services.runs.run(runs["停滞"]).steps[0].course.state is StepState.DONE)
    needs = next(each for each in week.lines() if each.line.course.key == "meet")
    week.table.go_to(needs.line.id)
    QTest.keyClick(week.table, _KEY.Key_Space)
    assert services.runs.run(needs.head.id).steps[1].course.state is StepState.TODO


def test_enter_leads_into_the_checklist_and_esc_leads_back(
    page: PlaybooksPage, runs: dict[str, int], qtbot: QtBot
) -> None:
    page.board.go_to(runs["遅れ"])
    QTest.keyClick(page.board, _KEY.Key_Return)
    qtbot.waitUntil(lambda: page.run.run_id == runs["遅れ"] and page.workbench.tasks.idle())
    assert page.run.isVisible()
    focused = page.focusWidget()
    assert page.run.isAncestorOf(focused)
    QTest.keyClick(focused, _KEY.Key_Escape)
    assert not page.run.isVisible()
    assert page.board.hasFocus()
