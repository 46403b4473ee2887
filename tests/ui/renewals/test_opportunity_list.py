"""Opportunities as a user drives them: raised, accepted, won with a contract, lost with a reason, narrowed, taken out."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.opportunities import Stage
from csops_desktop.domain.periods import Period
from csops_desktop.services.bundle import Services
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.renewals.modes import Mode
from csops_desktop.ui.features.renewals.opportunity_pane import OpportunityPane
from csops_desktop.ui.features.renewals.page import RenewalsPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.opportunities.dialogs import LoseDialog, OpportunityDialog, WinDialog
from csops_desktop.ui.state import PageId, Place, Workbench
from tests.ui.answers import Answers

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value

Book = dict[str, int]
D = TypeVar("D", bound=QWidget)
K = Qt.Key


@pytest.fixture
def book(services: Services) -> Book:
    """Two raised, one accepted, one lost; of two customers, one of whom has a contract."""
    owner = services.records.create(Kind.MEMBERS, {"name": "佐伯 美緒"}).value
    services.records.create(Kind.MEMBERS, {"name": "大野 健"})
    product = services.records.create(Kind.PRODUCTS, {"name": "請求クラウド", "short_name": "請"}).value
    aoba = services.customers.create({"name": "青葉"}).value
    umi = services.customers.create({"name": "うみ"}).value
    services.contracts.start({"customer_id": aoba, "starts_on": dt.date(2026, 4, 1), "mrr": 1000})
    given: dict[str, dict[str, Value]] = {
        "利用者の追加": {"customer_id": aoba, "kind": "upsell", "amount": 300, "closed_on": dt.date(2026, 12, 20)},
        "受領の追加": {"customer_id": umi, "amount": 500, "product_id": product, "owner_id": owner},
        "全社プラン": {"customer_id": umi, "amount": 700, "accepted_on": dt.date(2026, 11, 2)},
        "電帳保管": {
            "customer_id": aoba, "amount": 90, "outcome": "lost", "reason": "予算の都合", "raised_on": dt.date(2026, 3, 1),
            "closed_on": dt.date(2026, 3, 20),
        },
    }  # fmt: skip
    return {name: services.opportunities.raise_one({"name": name, **values}).value for name, values in given.items()}


@pytest.fixture
def page(book: Book, workbench: Workbench, qtbot: QtBot) -> Iterator[RenewalsPage]:
    del book
    workbench.tasks.done.connect(workbench.messages.outcome)
    made = RenewalsPage(workbench)
    qtbot.addWidget(made)
    made.resize(1250, 800)
    made.show()
    qtbot.waitExposed(made)
    made.open("opportunities")
    qtbot.waitUntil(lambda: made.half.loaded and made.loaded)
    made.focus_content()
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)


def _pane(page: RenewalsPage) -> OpportunityPane:
    return page.half.pane


def _names(page: RenewalsPage) -> list[str]:
    return [line.name for line in _pane(page).lines()]


def _headings(page: RenewalsPage) -> list[str]:
    model = _pane(page).model
    return [words for row in range(len(model.ids)) if (words := model.heading_at(row)) is not None]


def _press(page: RenewalsPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(_pane(page).table, key)


def _dialog(page: QWidget, kind: type[D], qtbot: QtBot) -> D:
    qtbot.waitUntil(lambda: any(found.isVisible() for found in page.findChildren(kind)))
    return next(found for found in page.findChildren(kind) if found.isVisible())


def _stage(services: Services, id_: int) -> Stage:
    return next(line.stage for line in services.opportunities.book().lines if line.id == id_)


def test_they_are_listed_by_how_far_they_are_with_their_sums(page: RenewalsPage) -> None:
    pane = _pane(page)
    QAbstractItemModelTester(pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    assert _names(page) == ["利用者の追加", "受領の追加", "全社プラン", "電帳保管"]
    assert _headings(page) == [
        "Raised  2 opportunities  ¥800",
        "Accepted by sales (CSQL)  1 opportunity  ¥700",
        "Lost  1 opportunity  ¥90",
    ]
    assert pane.sum.text() == "4 opportunities  ¥1,590"
    assert page.half.panel.name.text() == "利用者の追加"
    assert page.half.panel.stages[Stage.ACCEPTED].total().mrr == 700


def test_sales_accepts_several_with_one_key_and_undo_takes_it_back(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    _press(page, K.Key_Space, K.Key_Space, K.Key_A)
    qtbot.waitUntil(lambda: page.half.panel.stages[Stage.ACCEPTED].total().n == 3)
    assert toasts[-1].text == "Accepted by sales: 2 opportunities"
    set_id = toasts[-1].set_id
    assert set_id is not None
    page.workbench.tasks.operate(lambda: services.history.undo_set(set_id))
    qtbot.waitUntil(lambda: page.half.panel.stages[Stage.RAISED].total().n == 2)
    _press(page, K.Key_Escape)
    _pane(page).table.go_to(book["全社プラン"])
    _press(page, K.Key_A)
    assert toasts[-1].text == "Sales has accepted this already."
    _press(page, K.Key_R)
    qtbot.waitUntil(lambda: _stage(services, book["全社プラン"]) is Stage.RAISED)


def test_w_wins_and_raises_the_contract_that_runs(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    _press(page, K.Key_W)
    dialog = _dialog(page, WinDialog, qtbot)
    QTest.mouseClick(dialog.brings._group.button(1), Qt.MouseButton.LeftButton)  # noqa: SLF001 (what the user presses)
    assert dialog.higher.line.text() == "1300"
    QTest.keyClick(dialog.higher.line, K.Key_Return)
    qtbot.waitUntil(lambda: _stage(services, book["利用者の追加"]) is Stage.WON)
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[-1].text == "Won: 青葉, 利用者の追加 (MRR +¥300)"
    _n, contracts = services.records.find(Kind.CONTRACTS)
    assert [record.values["mrr"] for record in contracts] == [1000, 1300]
    qtbot.waitUntil(lambda: page.half.panel.stages[Stage.WON].total().mrr == 300)
    _press(page, K.Key_W)
    assert toasts[-1].text == "This is decided already. R opens it again."


def test_w_can_win_with_a_further_contract_or_with_none(
    page: RenewalsPage, book: Book, services: Services, qtbot: QtBot
) -> None:
    _pane(page).table.go_to(book["受領の追加"])
    _press(page, K.Key_W)
    dialog = _dialog(page, WinDialog, qtbot)
    QTest.mouseClick(dialog.brings._group.button(2), Qt.MouseButton.LeftButton)  # noqa: SLF001 (what the user presses)
    assert not dialog.contract.isVisible()
    dialog.start.line.setText("2026/10/1")
    dialog.until.line.setText("2026/9/1")
    QTest.keyClick(dialog.amount.line, K.Key_Return)
    qtbot.waitUntil(lambda: dialog.until.line.property("invalid") == "true")  # and the input stays
    dialog.until.line.setText("2027/9/30")
    QTest.keyClick(dialog.amount.line, K.Key_Return)
    qtbot.waitUntil(lambda: _stage(services, book["受領の追加"]) is Stage.WON)
    _n, contracts = services.records.find(Kind.CONTRACTS)
    assert {record.values["mrr"] for record in contracts} == {1000, 500}
    qtbot.waitUntil(lambda: not any(found.isVisible() for found in page.findChildren(WinDialog)))
    _pane(page).table.go_to(book["全社プラン"])
    _press(page, K.Key_W)
    dialog = _dialog(page, WinDialog, qtbot)
    QTest.keyClick(dialog.day.line, K.Key_Return)
    qtbot.waitUntil(lambda: _stage(services, book["全社プラン"]) is Stage.WON)
    assert services.records.find(Kind.CONTRACTS)[0] == 2


def test_l_loses_with_a_reason_and_every_number_opens_its_lines(
    page: RenewalsPage, book: Book, toasts: list[Toast], qtbot: QtBot
) -> None:
    _pane(page).table.go_to(book["受領の追加"])
    _press(page, K.Key_L)
    dialog = _dialog(page, LoseDialog, qtbot)
    dialog.reason.box.setCurrentText("予算の都合")
    QTest.keyClick(dialog.reason.box, K.Key_Return)
    qtbot.waitUntil(lambda: page.half.panel.reasons[0].total().n == 2)
    assert toasts[-1].text == "Lost: うみ, 受領の追加 (予算の都合)"
    page.half.panel.reasons[0].click()
    assert sorted(_names(page)) == ["受領の追加", "電帳保管"]
    assert _pane(page).chip.text() == "予算の都合"
    _press(page, K.Key_Escape)
    assert len(_names(page)) == 4
    page.half.panel.stages[Stage.ACCEPTED].click()
    assert _names(page) == ["全社プラン"]
    page.half.panel.stages[Stage.ACCEPTED].click()
    assert len(_names(page)) == 4


def test_the_list_is_narrowed_by_period_owner_product_and_words(page: RenewalsPage, book: Book) -> None:
    del book
    pane = _pane(page)
    pane.period.picked.emit(Period.YEAR)  # from April on
    assert _names(page) == ["利用者の追加", "受領の追加", "全社プラン"]
    assert page.half.panel.stages[Stage.LOST].total().n == 0
    pane.owner.picked.emit(0)
    assert _names(page) == ["利用者の追加", "全社プラン"]
    assert pane.owner.text() == "Owner  Nobody"
    _press(page, K.Key_Escape)
    assert len(_names(page)) == 4
    assert [entry.text() for entry in pane.product.menu_of_choices().actions()] == ["All", "None", "請"]
    page.search("うみ 受領")
    assert _names(page) == ["受領の追加"]


def test_c_adds_f2_changes_and_delete_can_be_undone(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    _pane(page).table.go_to(book["受領の追加"])
    _press(page, K.Key_C)
    dialog = _dialog(page, OpportunityDialog, qtbot)
    assert dialog.customer.field.text() == "うみ"
    QTest.keyClick(dialog.title_line, K.Key_Return)
    assert dialog.title_line.property("invalid") == "true"  # it has no name yet
    QTest.keyClicks(dialog.title_line, "API")
    QTest.keyClicks(dialog.amount.line, "120,000")
    QTest.keyClick(dialog.title_line, K.Key_Return)
    qtbot.waitUntil(lambda: "API" in _names(page))
    assert toasts[-1].text == "New opportunity with うみ, API: ¥120,000"
    current = page.half.current()
    assert current is not None
    assert (current.name, current.raised_on) == ("API", dt.date(2026, 11, 24))  # the page goes on with it
    _press(page, K.Key_F2)
    dialog = _dialog(page, OpportunityDialog, qtbot)
    dialog.amount.line.setText("")
    QTest.keyClick(dialog.title_line, K.Key_Return)
    qtbot.waitUntil(lambda: any(line.name == "API" and line.amount is None for line in _pane(page).lines()))
    _press(page, K.Key_Delete)
    qtbot.waitUntil(lambda: "API" not in _names(page))
    set_id = toasts[-1].set_id
    assert set_id is not None
    page.workbench.tasks.operate(lambda: services.history.undo_set(set_id))
    qtbot.waitUntil(lambda: "API" in _names(page))


def test_the_list_is_written_as_it_is_shown(
    page: RenewalsPage, answers: Answers, toasts: list[Toast], tmp_path: Path, qtbot: QtBot
) -> None:
    page.half.panel.stages[Stage.RAISED].click()
    assert ActionId.EXPORT in page.supported()
    answers.files.append(tmp_path / "機会.csv")
    page.half.exports.write("csv", page.half.listed(), page.half.columns())
    qtbot.waitUntil(lambda: bool(toasts))
    with (tmp_path / "機会.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Opportunity name"] for row in rows] == ["利用者の追加", "受領の追加"]
    assert rows[0]["Kind"] == "Upsell"


def test_ctrl_tab_walks_through_what_the_page_shows(page: RenewalsPage, qtbot: QtBot) -> None:
    assert _pane(page).modes.current() == Mode.OPPORTUNITIES
    page.activateWindow()
    qtbot.waitUntil(_pane(page).table.hasFocus)
    QTest.keyClick(_pane(page).table, K.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.pane.modes.current() == Mode.ENDING
    assert page.search_placeholder() == ""
    QTest.keyClick(page.pane.table, K.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.pane.stack.currentWidget() is page.pane.calendar


def test_what_changed_while_another_list_was_shown_is_there_on_the_way_back(
    page: RenewalsPage, book: Book, services: Services, qtbot: QtBot
) -> None:
    page.open("ending")
    page.workbench.tasks.operate(lambda: services.opportunities.accept([book["受領の追加"]]))
    qtbot.waitUntil(lambda: any(line.stage is Stage.ACCEPTED and line.amount == 500 for line in page.half.book.lines))
    page.open("opportunities")
    assert page.half.panel.stages[Stage.ACCEPTED].total().mrr == 1200
    page.open((Kind.OPPORTUNITIES, book["電帳保管"]))
    assert page.half.panel.name.text() == "電帳保管"


def test_an_opportunity_is_added_from_the_customer_list_by_key(
    book: Book, workbench: Workbench, services: Services, qtbot: QtBot
) -> None:
    window = MainWindow(workbench, services.path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    customer = services.opportunities.book().lines[0].customer_id
    window.go(Place(PageId.CUSTOMERS, customer))
    page = window.page()
    assert page is not None
    qtbot.waitUntil(lambda: page.current_customer() == customer)
    window.run(ActionId.NEW_OPPORTUNITY)
    dialog = _dialog(window, OpportunityDialog, qtbot)
    assert dialog.customer.field.text() == "青葉"
    QTest.keyClicks(dialog.title_line, "API")
    QTest.keyClick(dialog.title_line, K.Key_Return)
    qtbot.waitUntil(lambda: len(services.opportunities.book().lines) == len(book) + 1)
    window.run(ActionId.SHOW_OPPORTUNITIES)
    shown = window.page()
    assert isinstance(shown, RenewalsPage)
    qtbot.waitUntil(lambda: "API" in _names(shown))
    workbench.tasks.close()


def test_a_list_of_another_program_stands_on_the_page(
    workbench: Workbench, services: Services, cases: Path, qtbot: QtBot
) -> None:
    table = services.imports.read(cases / "crm" / "opportunityData.csv")
    accounts = {str(cell)[:15] for cell in table.columns[table.headings.index("ACCOUNTID")]}
    for number, account in enumerate(sorted(accounts)):
        services.customers.create({"external_id": account, "name": f"Account {number}"})
    guess = services.imports.guess(table, Kind.OPPORTUNITIES)
    services.imports.write(services.imports.dry_run(table, guess.mapping))
    page = RenewalsPage(workbench)
    qtbot.addWidget(page)
    page.show()
    page.open("opportunities")
    qtbot.waitUntil(lambda: page.half.loaded)
    assert _pane(page).sum.text() == "38 opportunities  ¥6,270,000"
    page.half.panel.stages[Stage.WON].click()
    assert _pane(page).sum.text() == "8 opportunities  ¥2,200,000"


def test_the_menu_of_a_customer_offers_it_too(
    book: Book, workbench: Workbench, services: Services, qtbot: QtBot
) -> None:
    del book
    page = CustomersPage(workbench)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not page.pane.is_empty())
    page.focus_content()
    page.rows.opportunity()
    dialog = _dialog(page, OpportunityDialog, qtbot)
    assert dialog.customer.field.customer() == (page.current_customer(), dialog.customer.field.text())
    assert services.opportunities.book().lines


def test_an_empty_list_says_what_it_is_for(workbench: Workbench, qtbot: QtBot) -> None:
    page = RenewalsPage(workbench)
    qtbot.addWidget(page)
    page.show()
    page.open("opportunities")
    qtbot.waitUntil(lambda: page.half.loaded)
    assert _pane(page).stack.currentWidget() is _pane(page).nothing
    _pane(page).first.click()
    assert _dialog(page, OpportunityDialog, qtbot).customer.field.text() == ""
