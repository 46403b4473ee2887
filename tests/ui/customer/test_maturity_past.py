"""What was written down about levels and phases, on the customer's page by keyboard: seen, put right, added, deleted."""

import datetime as dt
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.maturity import Assessment
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customer.assess_dialog import AssessDialog
from csops_desktop.ui.features.customer.assessment_dialog import AssessmentsDialog
from csops_desktop.ui.features.customer.first_value_dialog import FirstValueDialog
from csops_desktop.ui.features.customer.maturity_block import MaturityBlock
from csops_desktop.ui.features.customer.phase_dialog import PhaseForm, PhasesDialog
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.messages import Toast

TODAY = dt.date(2026, 11, 24)
T = TypeVar("T", bound=QDialog)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def customer(services: Services) -> int:
    """A customer whose product rose to level 2 and fell to 1, with a phase of which nobody knows since when."""
    product = services.maturity.add_product(services.maturity.starters("ja")[0].model).value
    made = services.customers.create({"name": "青葉学院", "phase": "adoption"}).value
    start = dt.date(2026, 4, 1)
    services.records.create(Kind.CONTRACTS, {"customer_id": made, "product_id": product, "starts_on": start, "mrr": 1})
    (standing,) = services.maturity.standings(made)
    for day, level in ((dt.date(2026, 6, 1), 2), (dt.date(2026, 10, 1), 1)):
        holding = {item.id: "確認した" for item in standing.evidence if item.level <= level}
        services.maturity.assess(Assessment(standing.adoption_id, day, holding))
    return made


@pytest.fixture
def block(page: CustomersPage, qtbot: QtBot) -> MaturityBlock:
    assert page.panel.panel is not None
    found = page.panel.panel.blocks["maturity"]
    assert isinstance(found, MaturityBlock)
    qtbot.waitUntil(lambda: bool(found.cards))
    return found


def _dialog(block: MaturityBlock, key: Qt.Key, kind: type[T], qtbot: QtBot) -> T:
    block.cards[0].setFocus()
    QTest.keyClick(block.cards[0], key)
    return _active(kind, qtbot)


def _active(kind: type[T], qtbot: QtBot) -> T:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def test_the_history_marks_falls_and_says_what_changed(block: MaturityBlock, qtbot: QtBot) -> None:
    dialog = _dialog(block, Qt.Key.Key_H, AssessmentsDialog, qtbot)
    assert [item.text(0) for item in dialog.table.items()] == ["Lv2 → Lv1", "Lv2"]
    assert dialog.table.items()[0].text(3) == "fall"
    assert dialog.detail.text().startswith("− ")
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.detail.text().startswith("＋ ")
    dialog.reject()


def test_an_assessment_is_put_right_and_another_deleted(
    block: MaturityBlock, services: Services, customer: int, toasts: list[Toast], qtbot: QtBot
) -> None:
    dialog = _dialog(block, Qt.Key.Key_H, AssessmentsDialog, qtbot)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    asked = _active(AssessDialog, qtbot)
    assert asked.day.line.text() == "2026-10-01"
    for box in list(asked.boxes.values())[3:6]:
        box.setChecked(True)
    for note in list(asked.notes.values())[3:6]:
        note.setText("数え直した")
    QTest.keyClick(asked, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: [item.text(0) for item in dialog.table.items()] == ["Lv2", "Lv2"])
    assert toasts[-1].text == "青葉学院, 帳票Web配信: assessment of 2026-10-01 put right"
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(dialog.table.items()) == 1)
    dialog.reject()
    assert len(services.maturity.standings(customer)[0].history) == 1
    qtbot.waitUntil(lambda: "Lv2" in block.cards[0].accessibleName())


def test_an_assessment_can_be_of_a_day_in_the_past(
    block: MaturityBlock, services: Services, customer: int, qtbot: QtBot
) -> None:
    dialog = _dialog(block, Qt.Key.Key_A, AssessDialog, qtbot)
    dialog.day.line.setText("2026/7/1")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: len(services.maturity.standings(customer)[0].history) == 3)
    assert [each.assessed_on.month for each in services.maturity.standings(customer)[0].history] == [10, 7, 6]


def test_phases_are_entered_put_right_and_added_by_keyboard(
    block: MaturityBlock, services: Services, customer: int, toasts: list[Toast], qtbot: QtBot
) -> None:
    assert "since when is not written down" in block.cards[0].accessibleName()
    dialog = _dialog(block, Qt.Key.Key_P, PhasesDialog, qtbot)
    assert dialog.table.items() == []
    assert "No phase is written down yet" in dialog.detail.text()
    QTest.keyClick(dialog.first, Qt.Key.Key_Space)
    form = _active(PhaseForm, qtbot)
    form.phase.box.setCurrentIndex(form.phase.box.findData("adoption"))
    form.entered_on.line.setText("2026/9/1")
    QTest.keyClick(form, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: len(dialog.table.items()) == 1)
    assert toasts[-1].text == "青葉学院, 帳票Web配信: Adoption since 2026-09-01"
    assert dialog.detail.text().startswith("Written down afterwards")
    QTest.keyClick(dialog.past, Qt.Key.Key_Space)
    form = _active(PhaseForm, qtbot)
    assert (form.entered_on.line.text(), form.left_on.line.text()) == ("2026-04-01", "2026-09-01")
    QTest.keyClick(form, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: len(dialog.table.items()) == 2)
    assert [item.text(3) for item in dialog.table.items()] == ["84", "153"]
    dialog.table.setFocus()
    dialog.table.setCurrentItem(dialog.table.items()[1])
    QTest.keyClick(dialog.table, Qt.Key.Key_F2)
    form = _active(PhaseForm, qtbot)
    form.left_on.line.setText("2026/10/1")
    QTest.keyClick(form, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: form.entered_on.line.hasFocus() or form.left_on.line.hasFocus())
    assert form.isVisible()
    form.left_on.line.setText("2026/8/1")
    QTest.keyClick(form, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: [item.text(3) for item in dialog.table.items()] == ["84", "122"])
    dialog.reject()
    assert "Adoption since 1 Sep (Tue) (84 days)" in block.cards[0].accessibleName()
    assert services.customers.get(customer).values["phase"] == "adoption"


def test_the_first_value_is_said_and_taken_back(
    block: MaturityBlock, services: Services, customer: int, qtbot: QtBot
) -> None:
    dialog = _dialog(block, Qt.Key.Key_V, FirstValueDialog, qtbot)
    dialog.day.line.setText("2026/5/1")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "30 days after the start" in block.cards[0].accessibleName())
    dialog = _dialog(block, Qt.Key.Key_V, FirstValueDialog, qtbot)
    dialog.day.line.setText("2027/5/1")
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(dialog.take.isEnabled)
    assert dialog.isVisible()
    dialog.day.line.clear()
    QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "First value" not in block.cards[0].accessibleName())
    assert services.maturity.standings(customer)[0].first_value_on is None


def test_the_card_fits_into_the_panel_beside_the_list(block: MaturityBlock) -> None:
    assert block.minimumSizeHint().width() <= block.theme.scaled(300)
