"""The requests as a user drives them: what weighs most, write one down for many, tell, settle, open who asks."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.promises.page import PromisesPage, Subject
from csops_desktop.ui.features.promises.request_pane import RequestPane
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.requests.dialog import RequestDialog
from csops_desktop.ui.state import PageId, Place, Workbench
from tests.ui.answers import Answers

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value

Book = dict[str, int]
_KEY = Qt.Key
_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def book(services: Services) -> Book:
    """Three customers that pay 500, 300 and 70, two open requests and a settled one."""
    found: Book = {}
    for name, mrr in (("青葉商事", 500), ("いろは器械", 300), ("うみ商会", 70)):
        found[name] = services.customers.create({"name": name}).value
        services.contracts.start({"customer_id": found[name], "starts_on": dt.date(2025, 1, 1), "mrr": mrr})
    requests = (
        ("色で分けたい", "product", "open", ("うみ商会",)),
        ("支店で共有したい", "product", "passed_on", ("いろは器械", "青葉商事")),
        ("返事が早くて助かる", "praise", "done", ("うみ商会",)),
    )
    for text, kind, status, names in requests:
        customers = tuple(found[name] for name in names)
        values: dict[str, Value] = {"text": text, "kind": kind, "status": status, "customers": customers}
        found[text] = services.records.create(Kind.REQUESTS, values).value
    return found


@pytest.fixture
def page(book: Book, workbench: Workbench, qtbot: QtBot) -> Iterator[PromisesPage]:
    del book
    workbench.tasks.done.connect(workbench.messages.outcome)
    made = PromisesPage(workbench)
    qtbot.addWidget(made)
    made.resize(1250, 800)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.promises.loaded and made.requests.loaded)
    made.open(Subject.REQUESTS)
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)


def _pane(page: PromisesPage) -> RequestPane:
    return page.requests.pane


def _texts(page: PromisesPage) -> list[str]:
    return [line.text for line in _pane(page).lines()]


def _press(page: PromisesPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(_pane(page).table, key)


def _dialog(page: QWidget, qtbot: QtBot) -> RequestDialog:
    qtbot.waitUntil(lambda: any(found.isVisible() for found in page.findChildren(RequestDialog)))
    return next(found for found in page.findChildren(RequestDialog) if found.isVisible())


def test_what_weighs_most_stands_first_with_who_asks_beside_it(page: PromisesPage) -> None:
    QAbstractItemModelTester(_pane(page).model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    assert _texts(page) == ["支店で共有したい", "色で分けたい"]
    cells = [cell.text for at in range(3) if (cell := _pane(page).model.cell(0, at))]
    assert cells == ["支店で共有したい Product request 青葉商事 and 1 more", "¥800 2 customers", "Passed on"]
    panel = page.requests.panel
    assert [customer.name for customer in panel.customers.asking()] == ["青葉商事", "いろは器械"]
    assert (panel.who(), panel.fact("told_on")) == ("2 customers ・ ¥800", "not yet")


def test_ctrl_tab_goes_between_promises_and_requests(page: PromisesPage) -> None:
    QTest.keyClick(_pane(page).table, _KEY.Key_Tab, _CONTROL)
    assert page.search_placeholder() == "Search promises and customers"
    QTest.keyClick(page.promises.pane.table, _KEY.Key_Tab, _CONTROL)
    assert page.search_placeholder() == "Search requests and customers"


def test_telling_and_settling_by_key(page: PromisesPage, services: Services, toasts: list[Toast], qtbot: QtBot) -> None:
    _press(page, _KEY.Key_T)
    qtbot.waitUntil(lambda: page.requests.panel.fact("told_on") == "24 Nov 2026 (Tue)")
    assert toasts[-1].text == "Told what came of it: 支店で共有したい"
    _press(page, _KEY.Key_D)
    qtbot.waitUntil(lambda: _texts(page) == ["色で分けたい"])
    assert toasts[-1].text == "支店で共有したい: Fulfilled"
    _press(page, _KEY.Key_2)
    qtbot.waitUntil(lambda: _texts(page) == ["支店で共有したい", "返事が早くて助かる"])
    page.workbench.tasks.operate(services.history.undo)
    qtbot.waitUntil(lambda: _texts(page) == ["返事が早くて助かる"])


def test_a_request_of_many_customers_is_written_down(page: PromisesPage, book: Book, qtbot: QtBot) -> None:
    _press(page, _KEY.Key_C)
    dialog = _dialog(page, qtbot)
    dialog.words.edit.insertPlainText("請求書をまとめたい")
    QGuiApplication.clipboard().setText("青葉商事\t東京\n㈱いろは器械\nしらない商店\nうみ商会\n")
    QTest.keyClick(dialog.customers.field, _KEY.Key_V, _CONTROL)
    qtbot.waitUntil(lambda: len(dialog.customers.ids()) == 3)
    assert dialog.customers._hint.text() == "Not found: しらない商店"  # noqa: SLF001 (what the user reads)
    dialog.customers.names.go_to(book["うみ商会"])
    QTest.keyClick(dialog.customers.names, _KEY.Key_Delete)
    assert dialog.customers.ids() == (book["青葉商事"], book["いろは器械"])
    QTest.keyClick(dialog.words.edit, _KEY.Key_Return, _CONTROL)
    qtbot.waitUntil(lambda: "請求書をまとめたい" in _texts(page))
    line = page.requests.current()
    assert line is not None
    assert (line.text, line.mrr, line.raised_on) == ("請求書をまとめたい", 800, dt.date(2026, 11, 24))


def test_taking_a_customer_off_changes_the_weight(
    page: PromisesPage, book: Book, toasts: list[Toast], qtbot: QtBot
) -> None:
    _press(page, _KEY.Key_F2)
    dialog = _dialog(page, qtbot)
    dialog.customers.names.go_to(book["青葉商事"])
    QTest.keyClick(dialog.customers.names, _KEY.Key_Delete)
    dialog.take.click()
    qtbot.waitUntil(lambda: page.requests.panel.who() == "1 customer ・ ¥300")
    assert toasts[-1].text == "Changed Customers of 支店で共有したい"


def test_nothing_said_is_not_written_down(page: PromisesPage, services: Services, qtbot: QtBot) -> None:
    page.requests.add()
    dialog = _dialog(page, qtbot)
    dialog.take.click()
    assert dialog.words._hint.text() == "must be filled in."  # noqa: SLF001 (what the user reads)
    assert services.records.find(Kind.REQUESTS)[0] == 3
    dialog.reject()


def test_orders_and_kinds_by_key(page: PromisesPage, qtbot: QtBot) -> None:
    table = _pane(page).table
    table.sort_requested.emit("mrr", False)
    qtbot.waitUntil(lambda: _texts(page) == ["色で分けたい", "支店で共有したい"])
    _press(page, _KEY.Key_S)
    qtbot.waitUntil(lambda: _texts(page) == ["支店で共有したい", "色で分けたい"])
    _press(page, _KEY.Key_G, _KEY.Key_G)
    qtbot.waitUntil(lambda: _texts(page) == [])
    _pane(page).nothing._buttons[0].click()  # noqa: SLF001 (the first step)
    qtbot.waitUntil(lambda: len(_texts(page)) == 2)
    page.search("うみ")
    qtbot.waitUntil(lambda: _texts(page) == ["色で分けたい"])


def test_enter_goes_among_those_who_ask_and_opens_one(
    page: PromisesPage, book: Book, workbench: Workbench, qtbot: QtBot
) -> None:
    _press(page, _KEY.Key_Return)
    customers = page.requests.panel.customers
    assert customers.current_id() == book["青葉商事"]
    with qtbot.waitSignal(workbench.navigator.requested) as asked:
        QTest.keyClick(customers, _KEY.Key_Return)
    assert asked.args == [Place(PageId.CUSTOMERS, book["青葉商事"])]


def test_the_export_holds_the_weight_too(
    page: PromisesPage, answers: Answers, toasts: list[Toast], tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "requests.csv"
    answers.files.append(target)
    half = page.requests
    half.exports.write("csv", half.listed(), half.columns()[:6], half.computed())
    qtbot.waitUntil(lambda: bool(toasts))
    assert target.read_text(encoding="utf-8-sig").splitlines() == [
        "Request,Customers,Asking,Their MRR,Kind,Status",
        '支店で共有したい,"いろは器械, 青葉商事",2,800,Product request,Passed on',
        "色で分けたい,うみ商会,1,70,Product request,To be handled",
    ]


def test_selected_customers_of_the_list_ask_together(
    workbench: Workbench, services: Services, book: Book, qtbot: QtBot
) -> None:
    window = MainWindow(workbench, services.path)
    qtbot.addWidget(window)
    window.go(Place(PageId.CUSTOMERS))
    window.show()
    qtbot.waitExposed(window)
    page = window.page()
    assert isinstance(page, CustomersPage)
    qtbot.waitUntil(lambda: page.pane.count() == 3)
    page.pane.table.selectAll()
    window.run(ActionId.NEW_REQUEST)
    dialog = _dialog(window, qtbot)
    assert set(dialog.customers.ids()) == {book[name] for name in ("青葉商事", "いろは器械", "うみ商会")}
    dialog.words.edit.insertPlainText("電話を受けてほしい")
    dialog.take.click()
    qtbot.waitUntil(lambda: services.records.find(Kind.REQUESTS)[0] == 4)
    assert window.page() is page


def test_in_a_narrow_window_the_kinds_fold_into_a_button_and_the_panel_keeps_its_width(page: PromisesPage) -> None:
    kinds, panel = _pane(page).kinds, page.requests.panel
    page.resize(1400, 700)
    assert kinds.segment.isVisible()
    page.resize(1000, 700)
    assert not kinds.segment.isVisible()
    assert kinds.button.isVisible()
    assert panel.width() >= panel.minimumWidth()
    page.resize(1400, 700)
    assert kinds.segment.isVisible()
