"""The promises as a user drives them: see what is open and late, keep, break, open again, add, change, delete."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.promises.page import PromisesPage
from csops_desktop.ui.features.promises.promise_dialog import PromiseDialog
from csops_desktop.ui.features.promises.promise_pane import PromisePane
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import PageId, Place, Workbench
from tests.ui.answers import Answers

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value

Book = dict[str, int]
_KEY = Qt.Key


@pytest.fixture
def book(services: Services) -> Book:
    """One late, one due this week, one without a day, one of the customer's, one kept, one broken."""
    aoba = services.customers.create({"name": "青葉商事"}).value
    iroha = services.customers.create({"name": "いろは器械"}).value
    sato = services.records.create(Kind.MEMBERS, {"name": "佐藤 花"}).value
    ueda = services.records.create(Kind.MEMBERS, {"name": "上田 健"}).value
    promises: dict[str, dict[str, Value]] = {
        "見積もり": {"customer_id": aoba, "due_on": dt.date(2026, 11, 20), "owner_id": sato},
        "手順書": {"customer_id": iroha, "due_on": dt.date(2026, 11, 27), "owner_id": ueda},
        "研修": {"customer_id": aoba, "owner_id": ueda},
        "一覧": {"customer_id": iroha, "due_on": dt.date(2027, 1, 15), "made_by": "customer"},
        "導入事例": {"customer_id": aoba, "due_on": dt.date(2026, 10, 1), "kept_on": dt.date(2026, 9, 30)},
        "改修": {"customer_id": aoba, "due_on": dt.date(2026, 10, 1), "broken_on": dt.date(2026, 10, 9)},
    }
    return {
        text: services.records.create(Kind.PROMISES, {"made_by": "us", "text": text, **values}).value
        for text, values in promises.items()
    }


@pytest.fixture
def page(book: Book, workbench: Workbench, qtbot: QtBot) -> Iterator[PromisesPage]:
    del book
    workbench.tasks.changed.emit(Area.MEMBERS, None)  # they were added below the window
    qtbot.waitUntil(lambda: workbench.crew.team)
    workbench.tasks.done.connect(workbench.messages.outcome)
    made = _open(workbench, qtbot)
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)


def _open(workbench: Workbench, qtbot: QtBot) -> PromisesPage:
    page = PromisesPage(workbench)
    qtbot.addWidget(page)
    page.resize(1250, 800)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: page.promises.loaded)
    page.focus_content()
    return page


def _pane(page: PromisesPage) -> PromisePane:
    return page.promises.pane


def _texts(page: PromisesPage) -> list[str]:
    return [line.text for line in _pane(page).lines()]


def _headings(page: PromisesPage) -> list[str]:
    model = _pane(page).model
    return [words for row in range(len(model.ids)) if (words := model.heading_at(row)) is not None]


def _press(page: PromisesPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(_pane(page).table, key)


def _current(page: PromisesPage) -> str:
    line = page.promises.current()
    return "" if line is None else line.text


def _dialog(page: QWidget, qtbot: QtBot) -> PromiseDialog:
    qtbot.waitUntil(lambda: any(found.isVisible() for found in page.findChildren(PromiseDialog)))
    return next(found for found in page.findChildren(PromiseDialog) if found.isVisible())


def _undo(page: PromisesPage, services: Services) -> None:
    page.workbench.tasks.operate(services.history.undo)


def test_open_promises_stand_by_day_and_the_late_ones_first(page: PromisesPage) -> None:
    QAbstractItemModelTester(_pane(page).model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    assert _texts(page) == ["見積もり", "手順書", "一覧", "研修"]
    assert _headings(page) == [
        "Late  1 promise", "In the next 7 days  1 promise", "Later  1 promise", "Without a day  1 promise",
    ]  # fmt: skip
    row = _pane(page).model.row_of(_pane(page).lines()[0].id)
    assert row is not None
    cells = [cell.text for at in range(5) if (cell := _pane(page).model.cell(row, at))]
    assert cells == ["2026-11-20 4 days over", "見積もり", "青葉商事", "Us", "佐藤 花"]
    assert (_current(page), page.promises.panel.fact("owner_id")) == ("見積もり", "佐藤 花")
    assert page.promises.panel.fact("due_on") == "20 Nov 2026 (Fri)  4 days over"


def test_numbers_choose_the_list(page: PromisesPage, qtbot: QtBot) -> None:
    _press(page, _KEY.Key_2)
    qtbot.waitUntil(lambda: _texts(page) == ["見積もり"])
    _press(page, _KEY.Key_3)
    qtbot.waitUntil(lambda: _texts(page) == ["導入事例"])
    assert page.promises.panel.fact("settled") == "30 Sep 2026 (Wed)"
    _press(page, _KEY.Key_4)
    qtbot.waitUntil(lambda: _texts(page) == ["改修"])
    _press(page, _KEY.Key_1)
    qtbot.waitUntil(lambda: len(_texts(page)) == 4)


def test_g_puts_them_together_by_customer_and_by_person(page: PromisesPage) -> None:
    _press(page, _KEY.Key_G)
    assert _headings(page) == ["青葉商事  2 promises", "いろは器械  2 promises"]
    _press(page, _KEY.Key_G)
    assert _headings(page) == ["上田 健  2 promises", "佐藤 花  1 promise", "Without an owner  1 promise"]
    _press(page, _KEY.Key_G)
    assert _headings(page)[0] == "Late  1 promise"


def test_keeping_two_in_a_row_keeps_two_different_ones(
    page: PromisesPage, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    _press(page, _KEY.Key_K, _KEY.Key_E)
    qtbot.waitUntil(lambda: _texts(page) == ["一覧", "研修"])
    assert [toast.text for toast in toasts] == [
        "Promise kept (青葉商事: 見積もり)", "Promise kept (いろは器械: 手順書)",
    ]  # fmt: skip
    _undo(page, services)
    qtbot.waitUntil(lambda: _texts(page) == ["手順書", "一覧", "研修"])


def test_a_broken_promise_can_be_opened_again(page: PromisesPage, book: Book, qtbot: QtBot) -> None:
    _pane(page).table.go_to(book["研修"])
    _press(page, _KEY.Key_B)
    qtbot.waitUntil(lambda: "研修" not in _texts(page))
    _press(page, _KEY.Key_4)
    qtbot.waitUntil(lambda: _texts(page) == ["研修", "改修"])
    _pane(page).table.go_to(book["研修"])
    _press(page, _KEY.Key_R)
    qtbot.waitUntil(lambda: _texts(page) == ["改修"])
    _press(page, _KEY.Key_1)
    qtbot.waitUntil(lambda: "研修" in _texts(page))


def test_a_promise_is_added_by_keys_alone(page: PromisesPage, services: Services, qtbot: QtBot) -> None:
    _press(page, _KEY.Key_C)
    dialog = _dialog(page, qtbot)
    field = dialog.customer.field
    assert field.text() == "青葉商事"  # of the current line
    field.setFocus()
    field.setText("いろは")
    field.textEdited.emit("いろは")
    qtbot.waitUntil(lambda: [name for _id, name in field.offered()] == ["いろは器械"])
    QTest.keyClick(field, _KEY.Key_Return)
    qtbot.waitUntil(dialog.words.edit.hasFocus)
    dialog.words.edit.insertPlainText("契約書を送る")
    dialog.due.line.setText("金曜")
    QTest.keyClick(dialog.words.edit, _KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "契約書を送る" in _texts(page))
    assert _current(page) == "契約書を送る"  # the page goes on with it
    _n, found = services.records.find(Kind.PROMISES, "契約書")
    assert (found[0].values["due_on"], found[0].values["made_by"]) == (dt.date(2026, 11, 27), "us")
    assert found[0].names["customer_id"] == "いろは器械"


def test_what_is_missing_is_said_in_its_row(page: PromisesPage, services: Services, qtbot: QtBot) -> None:
    page.promises.add((0, ""))
    dialog = _dialog(page, qtbot)
    dialog.customer.field.set_customer(None)
    dialog.take.click()
    assert dialog.customer._hint.text() == "Choose a customer from the list."  # noqa: SLF001 (what the user reads)
    dialog.customer.field.set_customer((1, "青葉商事"))
    dialog.take.click()
    assert dialog.words._hint.text() == "must be filled in."  # noqa: SLF001
    assert services.records.find(Kind.PROMISES)[0] == 6
    dialog.reject()


def test_the_sentence_names_the_field_that_was_changed(page: PromisesPage, toasts: list[Toast], qtbot: QtBot) -> None:
    _press(page, _KEY.Key_F2)
    dialog = _dialog(page, qtbot)
    dialog.due.line.setText("2026/12/1")
    dialog.take.click()
    qtbot.waitUntil(lambda: page.promises.panel.fact("due_on") == "1 Dec 2026 (Tue)  7 days")
    assert toasts[-1].text == "Changed Due of 見積もり"


def test_a_deleted_promise_comes_back(page: PromisesPage, services: Services, qtbot: QtBot) -> None:
    _press(page, _KEY.Key_Delete)
    qtbot.waitUntil(lambda: "見積もり" not in _texts(page))
    assert _current(page) == "手順書"
    _undo(page, services)
    qtbot.waitUntil(lambda: _texts(page)[0] == "見積もり")


def test_words_and_a_person_narrow_every_list(page: PromisesPage, qtbot: QtBot) -> None:
    page.search("いろは")
    qtbot.waitUntil(lambda: _texts(page) == ["手順書", "一覧"])
    states = [_pane(page).states._group.button(n).text() for n in range(4)]  # noqa: SLF001 (what the user reads)
    assert states == ["Open 2", "Late 0", "Kept 0", "Broken 0"]
    page.search("ない言葉")
    qtbot.waitUntil(lambda: _texts(page) == [])
    assert _pane(page).nothing._title.text() == "No promise matches"  # noqa: SLF001
    _pane(page).nothing._buttons[0].click()  # noqa: SLF001
    qtbot.waitUntil(lambda: len(_texts(page)) == 4)
    assert page.search_text() == ""


def test_enter_opens_the_customer(page: PromisesPage, workbench: Workbench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(workbench.navigator.requested) as asked:
        _press(page, _KEY.Key_Return)
    assert asked.args is not None
    assert asked.args[0] == Place(PageId.CUSTOMERS, page.current_customer())


def test_the_export_holds_the_listed_promises(
    page: PromisesPage, answers: Answers, toasts: list[Toast], tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "promises.csv"
    answers.files.append(target)
    half = page.promises
    half.exports.write("csv", half.listed()[:2], half.columns())
    qtbot.waitUntil(lambda: bool(toasts))
    assert target.read_text(encoding="utf-8-sig").splitlines() == [
        "Due,Promise,Customer,Promised by,Owner,Note",
        "2026-11-20,見積もり,青葉商事,Us,佐藤 花,",
        "2026-11-27,手順書,いろは器械,Us,上田 健,",
    ]
    assert toasts[-1].text == "2 promises written to promises.csv"


def test_an_empty_store_says_what_the_page_is_for(workbench: Workbench, services: Services, qtbot: QtBot) -> None:
    page = _open(workbench, qtbot)
    title = _pane(page).nothing._title  # noqa: SLF001 (what the user reads)
    assert title.text() == "No customers yet"
    workbench.tasks.operate(lambda: services.customers.create({"name": "青葉"}))
    qtbot.waitUntil(lambda: title.text() == "No promises yet")
    panel = page.splitter.widget(1)
    assert panel is not None
    assert panel.isHidden()


def test_alone_nobody_is_asked_whose_promise_it_is(workbench: Workbench, services: Services, qtbot: QtBot) -> None:
    customer = services.customers.create({"name": "青葉"}).value
    services.records.create(Kind.PROMISES, {"customer_id": customer, "text": "送る"})
    page = _open(workbench, qtbot)
    assert "owner_id" not in [column.name for column in _pane(page).model.columns]
    assert not _pane(page).owner_button.isVisible()
    page.promises.edit()
    dialog = _dialog(page, qtbot)
    assert not dialog.owner.isVisible()
    dialog.reject()


def test_the_navigation_counts_what_is_late_and_today_keeps_the_page_up_to_date(
    workbench: Workbench, services: Services, book: Book, qtbot: QtBot
) -> None:
    window = MainWindow(workbench, services.path)
    qtbot.addWidget(window)
    window.go(Place(PageId.PROMISES))
    window.show()
    qtbot.waitExposed(window)
    page = window.page()
    assert isinstance(page, PromisesPage)
    qtbot.waitUntil(lambda: window.badges.text(PageId.PROMISES) == "1")
    window.go(Place(PageId.TODAY))
    item = next(item for item in services.today.queue() if item.name == "青葉商事")
    reason = next(reason for reason in item.reasons if reason.record_id == book["見積もり"])
    workbench.tasks.operate(lambda: services.today.finish(item, reason))
    qtbot.waitUntil(lambda: window.badges.text(PageId.PROMISES) == "")
    window.go(Place(PageId.PROMISES))
    qtbot.waitUntil(lambda: "見積もり" not in _texts(page))
    window.run(ActionId.NEW_PROMISE)
    _dialog(window, qtbot).reject()
