"""Levels of maturity on a customer's page as a user drives them: begin with ready ones, assess by key, fall, take back."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customer.assess_dialog import AssessDialog
from csops_desktop.ui.features.customer.maturity_block import MaturityBlock
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.maturity.starter_dialog import StarterDialog
from csops_desktop.ui.messages import Toast


@pytest.fixture
def customer(services: Services) -> int:
    """A customer with a contract for a product that has no levels yet."""
    made = services.customers.create({"name": "青葉学院"}).value
    product = services.records.create(Kind.PRODUCTS, {"name": "帳票配信", "short_name": "配"}).value
    services.records.create(
        Kind.CONTRACTS, {"customer_id": made, "product_id": product, "starts_on": dt.date(2026, 4, 1), "mrr": 100}
    )
    return made


@pytest.fixture
def block(page: CustomersPage) -> MaturityBlock:
    assert page.panel.panel is not None
    found = page.panel.panel.blocks["maturity"]
    assert isinstance(found, MaturityBlock)
    return found


def _assess_dialog(block: MaturityBlock, qtbot: QtBot) -> AssessDialog:
    block.cards[0].setFocus()
    QTest.keyClick(block.cards[0], Qt.Key.Key_A)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), AssessDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, AssessDialog)
    return found


def _give_levels(block: MaturityBlock, qtbot: QtBot) -> None:
    block.fold_line.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), StarterDialog))
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not block.is_folded())


def test_levels_begin_with_ready_ones_and_the_level_follows_the_evidence(
    block: MaturityBlock, services: Services, customer: int, toasts: list[Toast], qtbot: QtBot
) -> None:
    assert block.is_folded()
    _give_levels(block, qtbot)
    dialog = _assess_dialog(block, qtbot)
    boxes = list(dialog.boxes.values())
    assert dialog.focusWidget() is boxes[0]
    for box in boxes[:3]:
        QTest.keyClick(box, Qt.Key.Key_Space)
    assert dialog.level.current() == "1"
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    note = dialog.focusWidget()  # what proves it is asked for
    assert isinstance(note, QLineEdit)
    note.setText("画面で見た")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Lv1" in block.cards[0].accessibleName())
    assert "3 more for the next level" in block.cards[0].accessibleName()
    assert toasts[-1].text == "青葉学院, 帳票配信: level 1"
    assert services.customers.rows([customer])[0].values["maturity"] == "配1"
    dialog = _assess_dialog(block, qtbot)
    assert [box.isChecked() for box in list(dialog.boxes.values())[:4]] == [True, True, True, False]
    QTest.keyClick(next(iter(dialog.boxes.values())), Qt.Key.Key_Space)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Not at level 1 yet" in block.cards[0].accessibleName())
    assert toasts[-1].text == "青葉学院, 帳票配信: level 1 → 0"


def test_another_level_asks_why(block: MaturityBlock, services: Services, customer: int, qtbot: QtBot) -> None:
    _give_levels(block, qtbot)
    dialog = _assess_dialog(block, qtbot)
    assert dialog.reason.isHidden()
    dialog.level.findChildren(QPushButton)[2].click()
    assert not dialog.reason.isHidden()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.focusWidget() is dialog.reason.edit
    dialog.reason.edit.setPlainText("先方の申告")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Lv2" in block.cards[0].accessibleName())
    assert "set by hand (the evidence shows Lv0): 先方の申告" in block.cards[0].accessibleName()
    (standing,) = services.maturity.standings(customer)
    assert standing.latest is not None
    assert standing.latest.forced
