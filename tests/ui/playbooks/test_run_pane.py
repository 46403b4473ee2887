"""The checklist of a run as a user works it off by keyboard: ticks, proof, days, reasons, closing."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks.runs import Closing, StepState
from csops_desktop.domain.playbooks.shown import StepLine
from csops_desktop.services.bundle import Services
from csops_desktop.services.runs import Start
from csops_desktop.ui.features.playbooks.page import PlaybooksPage
from csops_desktop.ui.features.playbooks.run_dialogs import CloseDialog, MoveDialog, ProofDialog, WordsDialog
from csops_desktop.ui.features.playbooks.run_pane import RunPane
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place, Workbench
from tests.ui.answers import Answers

Key = Qt.Key
D = TypeVar("D", bound=QDialog)
ENDS = dt.date(2027, 5, 6)


@pytest.fixture
def run(services: Services) -> int:
    """「更新120/90/60/30日前」 for a customer whose contract ends after Golden Week."""
    renewal = next(each for each in services.playbooks.starters() if each.key == "renewal")
    playbook = services.playbooks.add(renewal, publish=True).value
    customer = services.customers.create({"name": "アオバ商店"}).value
    contract: dict[str, int | dt.date] = {"customer_id": customer, "mrr": 100_000}
    contract |= {"starts_on": dt.date(2026, 5, 7), "term_ends_on": ENDS}
    services.records.create(Kind.CONTRACTS, contract)
    return services.runs.start(Start(playbook, customer, dt.date(2026, 11, 24))).value


@pytest.fixture
def pane(workbench: Workbench, qtbot: QtBot, tmp_path: Path, run: int) -> Iterator[RunPane]:
    window = MainWindow(workbench, tmp_path / "store.csops")
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    window.go(Place(PageId.PLAYBOOKS, run))
    page = window.page()
    assert isinstance(page, PlaybooksPage)
    qtbot.waitUntil(lambda: page.run.view is not None)
    page.run.focus_content()
    qtbot.waitUntil(page.run.steps.hasFocus)
    yield page.run
    window.close()


def _step(services: Services, run: int, key: str) -> StepLine:
    return next(line for line in services.runs.run(run).steps if line.course.key == key)


def _go(pane: RunPane, services: Services, run: int, key: str) -> None:
    assert pane.steps.go_to(_step(services, run, key).id)


def _dialog(qtbot: QtBot, kind: type[D]) -> D:
    def found() -> D | None:
        active = QApplication.activeModalWidget() or QApplication.activeWindow()
        return active if isinstance(active, kind) else None

    qtbot.waitUntil(lambda: found() is not None)
    dialog = found()
    assert dialog is not None
    return dialog


def test_one_key_ticks_and_the_same_key_takes_it_back(
    qtbot: QtBot, pane: RunPane, services: Services, run: int
) -> None:
    _go(pane, services, run, "forecast")
    QTest.keyClick(pane.steps, Key.Key_Space)
    qtbot.waitUntil(lambda: _step(services, run, "forecast").course.state is StepState.DONE)
    qtbot.waitUntil(lambda: pane.view is not None and pane.view.course.done == 1)
    QTest.keyClick(pane.steps, Key.Key_Space)
    qtbot.waitUntil(lambda: _step(services, run, "forecast").course.state is StepState.TODO)


def test_a_step_that_needs_proof_asks_for_it(qtbot: QtBot, pane: RunPane, services: Services, run: int) -> None:
    _go(pane, services, run, "review")
    QTest.keyClick(pane.steps, Key.Key_Space)
    dialog = _dialog(qtbot, ProofDialog)
    dialog.words.edit.setPlainText("担当が代わった")
    QTest.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _step(services, run, "review").course.state is StepState.DONE)
    assert _step(services, run, "review").proof == "担当が代わった"


def test_enter_unfolds_why_a_step_is_due_around_golden_week(pane: RunPane, services: Services, run: int) -> None:
    _go(pane, services, run, "paper")
    key = pane.steps.current()
    QTest.keyClick(pane.steps, Key.Key_Return)
    assert pane.steps.is_open(key)
    row = next(row for row in pane.steps.rows if row.key == key)
    assert "昭和の日" in row.body or "Showa Day" in row.body


def test_another_day_shows_what_follows_before_it_is_moved(
    qtbot: QtBot, workbench: Workbench, pane: RunPane, services: Services, run: int
) -> None:
    workbench.tasks.operate(lambda: services.run_steps.add_step(run, "社内で相談", dt.date(2027, 1, 8), milestone=1))
    qtbot.waitUntil(lambda: any(row.title == "社内で相談" for row in pane.steps.rows))
    _go(pane, services, run, "review")
    QTest.keyClick(pane.steps, Key.Key_D)
    dialog = _dialog(qtbot, MoveDialog)
    dialog.day.line.setText("2027/01/08")
    qtbot.waitUntil(lambda: "社内で相談" in dialog.preview.text())
    QTest.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _step(services, run, "review").course.due == dt.date(2027, 1, 8))
    assert _step(services, run, "own-1").course.due == dt.date(2027, 1, 13)


def test_a_step_is_left_out_with_a_reason(qtbot: QtBot, pane: RunPane, services: Services, run: int) -> None:
    _go(pane, services, run, "value")
    QTest.keyClick(pane.steps, Key.Key_X)
    dialog = _dialog(qtbot, WordsDialog)
    QTest.keyClicks(dialog.words.line, "no need")
    QTest.keyClick(dialog.words.line, Key.Key_Return)
    qtbot.waitUntil(lambda: _step(services, run, "value").course.state is StepState.NOT_APPLICABLE)
    assert _step(services, run, "value").reason == "no need"


def test_a_run_is_closed_with_its_outcome(qtbot: QtBot, pane: RunPane, services: Services, run: int) -> None:
    QTest.keyClick(pane.steps, Key.Key_F)
    dialog = _dialog(qtbot, CloseDialog)
    QTest.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: services.runs.run(run).head.outcome is Closing.SUCCESS)


def test_a_run_is_taken_to_paper_and_to_a_calendar(
    qtbot: QtBot, answers: Answers, pane: RunPane, tmp_path: Path
) -> None:
    assert pane.view is not None
    for key, name in (("ours", "ours.pdf"), ("theirs", "theirs.pdf"), ("days", "due.ics")):
        answers.files.append(tmp_path / name)
        pane.files.write(key, pane.view)
        qtbot.waitUntil((tmp_path / name).exists)
    assert (tmp_path / "ours.pdf").read_bytes().startswith(b"%PDF")
    assert b"BEGIN:VEVENT" in (tmp_path / "due.ics").read_bytes()
