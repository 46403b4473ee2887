"""Contracts and contacts on a customer's page as a user drives them by keyboard."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.contracts.dialogs import AmountDialog, EndDialog, NewDialog, RenewDialog
from csops_desktop.ui.features.customer.contact_block import ContactBlock
from csops_desktop.ui.features.customer.contract_block import ContractBlock
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.widgets.rows import RowList
from tests.ui.answers import Answers

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def customer(services: Services) -> int:
    """A customer with two running contracts and one that was replaced, and three contacts of whom one has left."""
    product = services.records.create(Kind.PRODUCTS, {"name": "請求クラウド"}).value
    made = services.customers.create({"name": "青葉学院"}).value
    first: dict[str, Value] = {"customer_id": made, "product_id": product, "starts_on": dt.date(2025, 1, 1), "mrr": 100}
    old = services.contracts.start({**first, "term_ends_on": dt.date(2026, 12, 31), "auto_renew": True}).value
    services.contracts.change_amount(old, dt.date(2026, 4, 1), 250)
    services.contracts.start({"customer_id": made, "starts_on": dt.date(2026, 6, 1), "mrr": 40, "plan": "研修"})
    for name, role, attitude, influence in (("黒部 修", "decider", 0, 3), ("宮下 あき", "user", -1, 1)):
        values: dict[str, Value] = {"name": name, "role": role, "attitude": attitude, "influence": influence}
        services.records.create(Kind.CONTACTS, {"customer_id": made, "mail": "a@b.example", **values})
    services.records.create(Kind.CONTACTS, {"customer_id": made, "name": "前任 一", "left_on": dt.date(2026, 1, 5)})
    return made


@pytest.fixture
def contracts(page: CustomersPage) -> ContractBlock:
    assert page.panel.panel is not None
    block = page.panel.panel.blocks["contracts"]
    assert isinstance(block, ContractBlock)
    block.rows.setFocus()
    return block


@pytest.fixture
def contacts(page: CustomersPage) -> ContactBlock:
    assert page.panel.panel is not None
    block = page.panel.panel.blocks["contacts"]
    assert isinstance(block, ContactBlock)
    block.rows.setFocus()
    return block


def _titles(rows: RowList) -> list[str]:
    return [row.title for row in rows.rows]


def _dialog(page: CustomersPage, kind: type[QWidget], qtbot: QtBot) -> QWidget:
    qtbot.waitUntil(lambda: any(found.isVisible() for found in page.findChildren(kind)))
    return next(found for found in page.findChildren(kind) if found.isVisible())


def test_contracts_say_what_presses_and_what_is_over_waits(contracts: ContractBlock) -> None:
    QAbstractItemModelTester(
        contracts.rows.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, contracts.rows
    )
    assert _titles(contracts.rows) == ["¥250  請求クラウド", "¥40  研修"]
    assert contracts.rows.rows[0].fact == "2027-01-01  38 days"
    assert "Automatic renewal" in contracts.rows.rows[0].note
    contracts.past.click()
    assert _titles(contracts.rows)[2] == "¥100  請求クラウド"
    assert contracts.rows.rows[2].fact == "until 2026-03-31"
    contracts.past.click()
    assert len(contracts.rows.rows) == 2


def test_single_keys_act_on_the_current_contract(
    contracts: ContractBlock, page: CustomersPage, toasts: list[Toast], answers: Answers, qtbot: QtBot
) -> None:
    rows = contracts.rows
    QTest.keyClick(rows, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: rows.rows[0].said == "At risk")
    assert contracts.forecast.current() == "at_risk"
    answers.lines.append("予算の見直し")
    QTest.keyClick(rows, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: "予算の見直し" in rows.rows[0].note)
    QTest.keyClick(rows, Qt.Key.Key_A)
    change = _dialog(page, AmountDialog, qtbot)
    assert isinstance(change, AmountDialog)
    QTest.keyClicks(change.amount.line, "300")
    QTest.keyClick(change.amount.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _titles(rows)[:1] == ["¥300  請求クラウド"])
    assert page.window().focusWidget() is rows
    QTest.keyClick(rows, Qt.Key.Key_R)
    renew = _dialog(page, RenewDialog, qtbot)
    assert isinstance(renew, RenewDialog)
    QTest.keyClick(renew.amount.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(toasts) > 0 and toasts[-1].text.startswith("Renewed 青葉学院 until 2027-12-31"))
    qtbot.waitUntil(lambda: rows.rows[0].fact == "from 2027-01-01")


def test_an_end_is_entered_and_taken_back(contracts: ContractBlock, page: CustomersPage, qtbot: QtBot) -> None:
    rows = contracts.rows
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_X)
    end = _dialog(page, EndDialog, qtbot)
    assert isinstance(end, EndDialog)
    end.day.line.setText("2026/12/31")
    end.real.box.setCurrentText("使われず")
    QTest.keyClick(end.said.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows.rows[1].fact == "ends on 2026-12-31")
    assert "Real reason: 使われず" in rows.rows[1].note
    qtbot.waitUntil(contracts.resume.isVisible)
    QTest.keyClick(rows, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: rows.rows[1].fact == "since 2026-06-01")


def test_a_contract_is_added_and_put_right_in_place(
    contracts: ContractBlock, page: CustomersPage, services: Services, qtbot: QtBot
) -> None:
    rows = contracts.rows
    QTest.keyClick(rows, Qt.Key.Key_C)
    new = _dialog(page, NewDialog, qtbot)
    assert isinstance(new, NewDialog)
    QTest.keyClicks(new.amount.line, "80")
    QTest.keyClick(new.amount.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(rows.rows) == 3)
    key = rows.rows[0].key
    assert rows.go_to(key)
    QTest.keyClick(rows, Qt.Key.Key_F2)
    assert contracts.form is not None
    seats = contracts.form.editor("seats")
    assert isinstance(seats, QLineEdit)
    seats.setText("35")
    QTest.keyClick(seats, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Seats 35" in rows.rows[0].note)
    assert isinstance(key, int)
    assert services.records.get(Kind.CONTRACTS, key).values["seats"] == 35
    assert contracts.form is None


def test_an_open_ended_contract_says_why_it_is_not_renewed(contracts: ContractBlock, toasts: list[Toast]) -> None:
    QTest.keyClick(contracts.rows, Qt.Key.Key_Down)
    QTest.keyClick(contracts.rows, Qt.Key.Key_R)
    assert toasts[-1].text.startswith("This contract is open-ended.")


def test_the_chart_tells_months_and_opens_their_contracts(contracts: ContractBlock, qtbot: QtBot) -> None:
    chart = contracts.chart
    assert chart.isVisible()
    assert chart.accessibleDescription().splitlines() == [
        "Jan 2025  ¥100",
        "Apr 2026  ¥250 ¥100 → (+¥150)",
        "Jun 2026  ¥290 ¥250 → (+¥40)",
    ]
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    qtbot.waitUntil(contracts.rows.hasFocus)
    assert len(contracts.rows.rows) == 3  # what is over is shown for it
    current = contracts.rows.current()
    assert [row.title for row in contracts.rows.rows if row.key == current] == ["¥250  請求クラウド"]


def test_contacts_tell_role_attitude_and_the_flags(contacts: ContactBlock) -> None:
    assert [(row.title, row.label, row.said) for row in contacts.rows.rows] == [
        ("黒部 修", "Decider", "Neutral"),
        ("宮下 あき", "User", "Reserved"),
        ("前任 一", "", ""),
    ]
    assert contacts.rows.rows[2].fact == "left 2026-01-05"
    assert "No champion" in contacts._aside.accessibleName()  # noqa: SLF001 (what the heading says)
    assert contacts.map.isVisible()
    assert contacts.map.accessibleDescription().splitlines()[0].startswith("黒部 修 ・ Decider ・ 0 Neutral")


def test_a_click_on_the_map_goes_to_the_contact(contacts: ContactBlock, qtbot: QtBot) -> None:
    map_ = contacts.map
    spot = map_._place(next(one for one in map_._spots if one.name == "宮下 あき"))  # noqa: SLF001 (where it is drawn)
    QTest.mouseClick(map_, Qt.MouseButton.LeftButton, pos=QPoint(round(spot.center().x()), round(spot.center().y())))
    qtbot.waitUntil(contacts.rows.hasFocus)
    current = contacts.rows.current()
    assert [row.title for row in contacts.rows.rows if row.key == current] == ["宮下 あき"]


def test_a_contact_is_added_changed_and_deleted_by_keyboard(
    contacts: ContactBlock, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    rows = contacts.rows
    QTest.keyClick(rows, Qt.Key.Key_C)
    assert contacts.form is not None
    name = contacts.form.editor("name")
    QTest.keyClicks(name, "Onodera")
    QTest.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Onodera" in _titles(rows))
    qtbot.waitUntil(rows.hasFocus)
    assert [row.title for row in rows.rows if row.key == rows.current()] == ["Onodera"]
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert contacts.form is not None
    title = contacts.form.editor("title")
    QTest.keyClicks(title, "Manager")
    QTest.keyClick(title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any("Manager" in row.note for row in rows.rows))
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Onodera" not in _titles(rows))
    set_id = toasts[-1].set_id
    assert set_id is not None
    contacts.workbench.tasks.operate(lambda: services.history.undo_set(set_id))
    qtbot.waitUntil(lambda: "Onodera" in _titles(rows))


def test_escape_leaves_what_is_edited_as_it_was(contacts: ContactBlock, page: CustomersPage) -> None:
    rows = contacts.rows
    before = contacts.texts()
    QTest.keyClick(rows, Qt.Key.Key_F2)
    assert contacts.form is not None
    name = contacts.form.editor("name")
    QTest.keyClick(name, Qt.Key.Key_Escape)
    assert contacts.form is None
    assert rows.hasFocus()
    assert contacts.texts() == before
    assert page.whole.on  # the page itself stays


def test_what_is_typed_stays_while_the_page_is_read_again(
    contacts: ContactBlock, services: Services, customer: int, qtbot: QtBot
) -> None:
    QTest.keyClick(contacts.rows, Qt.Key.Key_F2)
    assert contacts.form is not None
    title = contacts.form.editor("title")
    assert isinstance(title, QLineEdit)
    QTest.keyClicks(title, "Chief")
    contacts.workbench.tasks.operate(lambda: services.customers.save(customer, {"note": "x"}))
    with qtbot.waitSignal(contacts.workbench.tasks.changed):
        pass
    qtbot.waitUntil(contacts.workbench.tasks.idle)
    assert title.text() == "Chief"
    QTest.keyClick(title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any("Chief" in row.note for row in contacts.rows.rows))


def test_what_is_refused_after_one_went_on_is_told(
    contracts: ContractBlock, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    first, second = (row.key for row in contracts.rows.rows)
    assert isinstance(first, int)
    services.records.save(Kind.CONTRACTS, first, {"external_id": "K-1"})
    contracts.edit(second)
    assert contracts.form is not None
    code = contracts.form.editor("external_id")
    assert isinstance(code, QLineEdit)
    code.setText("K-1")
    contracts.edit(first)
    qtbot.waitUntil(lambda: bool(toasts))
    assert "K-1" in toasts[-1].text
    assert contracts.form is not None
    assert contracts.form.record is not None
    assert contracts.form.record.id == first
