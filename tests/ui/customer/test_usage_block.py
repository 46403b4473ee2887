"""Usage on a customer's page as a user drives it: typed in by key, seen as bars, put right, deleted, taken back."""

import datetime as dt
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from csops_desktop.domain.readings import AddsUp
from csops_desktop.services.bundle import Services
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customer.usage_block import UsageBlock
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.readings.grid_dialog import GridDialog
from csops_desktop.ui.readings.metric_dialog import MetricDialog
from csops_desktop.ui.readings.opening import open_reading
from csops_desktop.ui.readings.readings_dialog import ReadingsDialog
from tests.ui.answers import Answers

D = TypeVar("D", GridDialog, ReadingsDialog)
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def customer(services: Services) -> int:
    made = services.customers.create({"name": "青葉学院"}).value
    services.readings.add_metric("Log-ins", "", AddsUp.SUM)
    services.readings.add_metric("Users", "", AddsUp.LAST)
    return made


@pytest.fixture
def block(page: CustomersPage) -> UsageBlock:
    assert page.panel.panel is not None
    found = page.panel.panel.blocks["usage"]
    assert isinstance(found, UsageBlock)
    return found


def _dialog(kind: type[D], qtbot: QtBot) -> D:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    qtbot.waitUntil(lambda: found.table.cells.rowCount() > 0)
    return found


def _type(text: str, dialog: GridDialog | ReadingsDialog, qtbot: QtBot) -> None:
    """Type into the current cell and leave it with Enter."""
    table = dialog.table
    QTest.keyClicks(table, text[0])
    editor = table.indexWidget(table.currentIndex())
    assert isinstance(editor, QLineEdit)
    if text[1:]:
        QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.state() is not QAbstractItemView.State.EditingState)


def test_a_month_is_typed_in_seen_and_taken_back(
    block: UsageBlock, services: Services, customer: int, toasts: list[Toast], qtbot: QtBot
) -> None:
    assert block.is_folded()
    block.fold_line.click()
    grid = _dialog(GridDialog, qtbot)
    assert not grid.take.isEnabled()
    QTest.keyClick(grid, Qt.Key.Key_Left, _ALT)  # October
    qtbot.waitUntil(lambda: grid.month.text() == "Oct 2026" and grid.table.hasFocus())
    _type("120", grid, qtbot)
    QTest.keyClick(grid.table, Qt.Key.Key_Right)
    _type("9 people", grid, qtbot)
    assert "9 people" in grid.note.text()
    assert not grid.take.isEnabled()
    _type("9", grid, qtbot)
    assert grid.note.text() == "2 cells changed"
    QTest.keyClick(grid, Qt.Key.Key_Return, _CTRL)
    qtbot.waitUntil(lambda: len(block.cards) == 2)
    assert toasts[-1].text == "Entered 2 figures of Oct 2026 for 青葉学院"
    assert [card.trend.metric.name for card in block.cards] == ["Log-ins", "Users"]
    assert "120" in block.cards[0].accessibleName()
    assert services.readings.of(customer, 1)[0].on_day == dt.date(2026, 10, 31)
    services.history.undo()
    assert services.readings.of(customer, 1) == ()


def test_a_reading_is_put_right_and_another_deleted(
    block: UsageBlock, services: Services, customer: int, toasts: list[Toast], qtbot: QtBot
) -> None:
    block.workbench.tasks.operate(lambda: services.readings.enter(dt.date(2026, 9, 1), {(customer, 1): 7.0}))
    block.workbench.tasks.operate(lambda: services.readings.enter(dt.date(2026, 10, 1), {(customer, 1): 12.0}))
    qtbot.waitUntil(lambda: bool(block.cards) and block.cards[0].trend.values[-2] == 12.0)
    block.cards[0].setFocus()
    QTest.keyClick(block.cards[0], Qt.Key.Key_Return)
    dialog = _dialog(ReadingsDialog, qtbot)
    _type("15", dialog, qtbot)
    assert dialog.table.currentIndex().row() == 1  # Enter goes down
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    QTest.keyClick(dialog, Qt.Key.Key_Return, _CTRL)
    qtbot.waitUntil(lambda: toasts[-1].text == "Corrected 2 readings of 青葉学院: Log-ins")
    assert [reading.value for reading in services.readings.of(customer, 1)] == [15.0]


def test_what_was_typed_is_not_lost_unasked(
    block: UsageBlock, services: Services, customer: int, answers: Answers, qtbot: QtBot
) -> None:
    block.enter()
    grid = _dialog(GridDialog, qtbot)
    _type("5", grid, qtbot)
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert grid.isVisible()
    answers.verbs.append("Forget them")
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert services.readings.of(customer, 1) == ()


def test_a_block_is_pasted_for_the_customers_of_the_list(
    page: CustomersPage, services: Services, customer: int, qtbot: QtBot
) -> None:
    page.workbench.tasks.operate(lambda: services.customers.create({"name": "Beta"}))
    qtbot.waitUntil(lambda: len(page.pane.listed_ids()) == 2)
    page.trigger(ActionId.ENTER_USAGE)
    grid = _dialog(GridDialog, qtbot)
    names = [grid.table.cells.headerData(row, Qt.Orientation.Vertical) for row in range(2)]
    QGuiApplication.clipboard().setText("1,200\t3\n８０\t4\n9\t9\n")
    grid.table.paste()
    QTest.keyClick(grid, Qt.Key.Key_Return, _CTRL)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    cells = services.readings.grid(dt.date(2026, 11, 1)).cells
    ids = {"青葉学院": customer, "Beta": customer + 1}
    rows = [[cells[ids[str(name)], metric].value for metric in (1, 2)] for name in names]
    assert rows == [[1200.0, 3.0], [80.0, 4.0]]


def test_a_metric_is_added_on_the_way(block: UsageBlock, services: Services, qtbot: QtBot) -> None:
    block.enter()
    grid = _dialog(GridDialog, qtbot)
    grid.add_metric.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MetricDialog))
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, MetricDialog)
    QTest.keyClicks(asked.name, "Active users")
    assert (asked.unit.text(), asked.adds_up.currentData()) == ("users", "last")
    QTest.keyClick(asked.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.table.cells.columnCount() == 3)
    assert services.readings.metrics()[0].name == "Active users"
    grid.reject()


def test_a_score_leads_to_the_reading_it_rests_on(
    page: CustomersPage, block: UsageBlock, services: Services, customer: int, qtbot: QtBot
) -> None:
    for month in (9, 10):
        block.workbench.tasks.operate(
            lambda month=month: services.readings.enter(dt.date(2026, month, 1), {(customer, 1): float(month)})  # type: ignore[misc]
        )
    qtbot.waitUntil(lambda: bool(block.cards) and block.cards[0].trend.values[-2] == 10.0)
    earlier = services.readings.of(customer, 1)[1]
    open_reading(page.workbench, (customer, "青葉学院"), earlier.id, page)
    dialog = _dialog(ReadingsDialog, qtbot)
    assert dialog.table.currentIndex().data() == "9"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_a_very_long_list_says_that_it_is_cut(
    page: CustomersPage, services: Services, customer: int, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    services.customers.create({"name": "Beta"})
    monkeypatch.setattr("csops_desktop.services.readings.MOST_CUSTOMERS", 1)
    GridDialog(page.workbench, (customer, customer + 1), page).open()
    grid = _dialog(GridDialog, qtbot)
    assert grid.scope.text() == "the first 1 of 2 customers"
    grid.reject()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
