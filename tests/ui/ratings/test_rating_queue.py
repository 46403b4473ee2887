"""The ratings that are due, worked off by keyboard; what was chosen is written, also when one stops in the middle."""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.ratings.queue_dialog import RatingQueue
from csops_desktop.ui.features.today.page import TodayPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place, Workbench

TODAY = dt.date(2026, 11, 24)
BY_HAND = "3_by_hand"


@pytest.fixture
def ids(services: Services) -> list[int]:
    """Two customers under a scorecard of six ratings."""
    starter = next(each for each in services.scorecards.starters("en") if each.key == BY_HAND)
    services.scorecards.publish(services.scorecards.add(starter.definition).value, "")
    made = [services.customers.create({"name": name}).value for name in ("Amber", "Beryl")]
    services.records.create(
        Kind.ACTIVITIES,
        {"customer_id": made[0], "happened_on": TODAY, "kind": "call", "subject": "They count on the new report"},
    )
    return made


@pytest.fixture
def queue(ids: list[int], workbench: Workbench, qtbot: QtBot) -> Iterator[RatingQueue]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1200, 800)
    parent.show()
    made = RatingQueue(workbench, parent)
    made.open()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: len(made.items) == 6 * len(ids))
    yield made
    qtbot.waitUntil(workbench.tasks.idle)


def test_it_is_no_taller_than_what_it_asks(queue: RatingQueue) -> None:
    layout = queue.layout()
    assert layout is not None
    assert queue.height() <= layout.totalMinimumSize().height() + 1


def _press(queue: RatingQueue, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(queue.focusWidget() or queue, key)


def _steps(services: Services, customer: int) -> list[int]:
    scored = services.scores.score(customer)
    assert scored is not None
    return [scored.ratings[each.key].step for each in scored.definition.measures if each.key in scored.ratings]


def test_a_digit_and_enter_rate_one_after_the_other(
    queue: RatingQueue, ids: list[int], services: Services, workbench: Workbench, qtbot: QtBot
) -> None:
    first = queue.current
    assert first is not None
    assert (queue.customer.toolTip(), queue.measure.text()) == ("Amber", first.measure.name)
    assert queue.last.text() == "Never rated"
    qtbot.waitUntil(lambda: queue.notes.customer_id == ids[0])
    for digit in (Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_1):
        _press(queue, digit, Qt.Key.Key_Return)
    assert queue.count.text() == "4 of 12"
    qtbot.waitUntil(workbench.tasks.idle)
    assert _steps(services, ids[0]) == [5, 6, 1]


def test_reasons_have_keys_and_three_are_the_most(
    queue: RatingQueue, ids: list[int], services: Services, workbench: Workbench, qtbot: QtBot
) -> None:
    item = queue.current
    assert item is not None
    _press(queue, Qt.Key.Key_2, Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_E, Qt.Key.Key_R)
    assert queue.form.reasons() == item.measure.reasons[:3]
    queue.form.note.setFocus()
    QTest.keyClicks(queue.form.note, "4 skips")
    assert queue.form.step() == 2
    _press(queue, Qt.Key.Key_Return)
    qtbot.waitUntil(workbench.tasks.idle)
    scored = services.scores.score(ids[0])
    assert scored is not None
    rating = scored.ratings[item.measure.key]
    assert (rating.step, rating.reasons, rating.note) == (2, item.measure.reasons[:3], "4 skips")


def test_skip_back_and_doing_without_an_answer(queue: RatingQueue) -> None:
    _press(queue, Qt.Key.Key_Return)
    assert (queue.at, queue.note.text()) == (0, "Press a digit, or S to skip")
    _press(queue, Qt.Key.Key_S)
    assert queue.at == 1
    _press(queue, Qt.Key.Key_Backspace)
    assert queue.at == 0
    _press(queue, Qt.Key.Key_4, Qt.Key.Key_Return, Qt.Key.Key_Backspace)
    assert queue.form.step() == 4


def test_what_was_chosen_is_written_when_the_window_closes(
    queue: RatingQueue, ids: list[int], services: Services, workbench: Workbench, qtbot: QtBot
) -> None:
    _press(queue, Qt.Key.Key_3, Qt.Key.Key_Escape)
    qtbot.waitUntil(workbench.tasks.idle)
    assert _steps(services, ids[0]) == [3]


def test_what_does_not_apply_needs_a_reason(
    queue: RatingQueue, ids: list[int], services: Services, workbench: Workbench, qtbot: QtBot
) -> None:
    item = queue.current
    assert item is not None
    _press(queue, Qt.Key.Key_N)
    assert queue.at == 0
    QTest.keyClicks(queue.form.note, "no users yet")
    queue.na.click()
    assert queue.at == 1
    qtbot.waitUntil(workbench.tasks.idle)
    scored = services.scores.score(ids[0])
    assert scored is not None
    assert scored.facts.not_applicable == {item.measure.key: "no users yet"}


def test_after_the_last_one_it_says_how_many_were_written(
    queue: RatingQueue, workbench: Workbench, qtbot: QtBot
) -> None:
    for _item in range(12):
        _press(queue, Qt.Key.Key_4, Qt.Key.Key_Return)
    qtbot.waitUntil(workbench.tasks.idle)
    assert queue.nothing.text() == "That was all. 12 ratings written."


def test_the_line_of_today_opens_it_with_enter(
    ids: list[int], services: Services, workbench: Workbench, qtbot: QtBot
) -> None:
    window = MainWindow(workbench, services.path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.go(Place(PageId.TODAY))
    page = window.page()
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: page.loaded and bool(page.queue.lines()))
    line = page.queue.lines()[-1]
    cell = page.queue.model.cell(page.queue.model.row_of(line.customer_id) or 0, 0)
    assert cell is not None
    assert cell.text == "2 customers: Rate what is due (12 ratings are missing or expired)"
    page.queue.table.go_to(line.customer_id)
    assert page.current_customer() is None
    QTest.keyClick(page.queue.table, Qt.Key.Key_Return)
    found = window.findChildren(RatingQueue)
    assert len(found) == 1
    qtbot.waitUntil(lambda: len(found[0].items) == 6 * len(ids))
    found[0].close()
    window.close()
    qtbot.waitUntil(workbench.tasks.idle)
