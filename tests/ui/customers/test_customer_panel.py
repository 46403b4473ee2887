"""The panel beside the list: it follows the rows, saves field by field, and loses nothing."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.query import Condition, Group, Op
from csops_desktop.services.bundle import Services
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customers.page import CustomersPage
from tests.ui.answers import Answers
from tests.ui.customers.listed import show_all_fields, shown_ids


def test_the_panel_follows_the_rows_and_saves_field_by_field(
    page: CustomersPage, ids: list[int], services: Services, qtbot: QtBot
) -> None:
    table = page.pane.table
    table.go_to(ids[0])
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.panel.panel is not None and page.panel.panel.record is not None)
    panel = page.panel.panel
    assert panel is not None
    assert panel.record is not None
    assert panel.record.id == ids[1]
    show_all_fields(panel)
    field = panel.findChild(QLineEdit, "edit_industry")
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: panel.record is not None and panel.record.id == ids[0])
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: panel.record is not None and panel.record.id == ids[1])
    field.setText("Machines")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: services.customers.get(ids[1]).values.get("industry") == "Machines")


def test_unfinished_input_is_saved_when_the_user_goes_on(
    page: CustomersPage, ids: list[int], services: Services, qtbot: QtBot
) -> None:
    page.panel.open(ids[0])
    qtbot.waitUntil(page.panel.is_open)
    panel = page.panel.panel
    assert panel is not None
    show_all_fields(panel)
    field = panel.findChild(QLineEdit, "edit_phone")
    assert field is not None
    field.setText("03-1234-5678")
    page.panel.open(ids[1])
    qtbot.waitUntil(lambda: panel.record is not None and panel.record.id == ids[1])
    assert services.customers.get(ids[0]).values.get("phone") == "03-1234-5678"


def test_wrong_input_is_not_lost_without_a_question(
    page: CustomersPage, ids: list[int], answers: Answers, qtbot: QtBot
) -> None:
    page.panel.open(ids[0])
    qtbot.waitUntil(page.panel.is_open)
    panel = page.panel.panel
    assert panel is not None
    form = show_all_fields(panel)
    field = panel.findChild(QLineEdit, "edit_customer_since")
    assert field is not None
    field.setText("soon")
    assert not page.may_leave()
    assert field.text() == "soon"
    assert "soon" in form.fault("customer_since")
    answers.verbs.append("*")
    assert page.may_leave()
    assert field.text() == ""


def test_a_new_customer_needs_only_a_name_and_is_shown_at_once(
    page: CustomersPage, services: Services, qtbot: QtBot
) -> None:
    page.trigger(ActionId.NEW_CUSTOMER)
    panel = page.panel.panel
    assert panel is not None
    panel.create_requested.connect(lambda _values: None)
    panel.take_new()
    assert panel.new_form is not None
    assert panel.new_form.fault("name")
    field = panel.findChild(QLineEdit, "edit_name")
    assert field is not None
    field.setText("霞設計")
    panel.take_new()
    qtbot.waitUntil(lambda: panel.record is not None and panel.record.values["name"] == "霞設計")
    assert page.pane.table.current_id() == panel.record.id if panel.record else False
    assert services.customers.suggest("霞設計")[0][1] == "霞設計"


def test_own_fields_are_columns_filters_and_form_rows(
    page: CustomersPage, ids: list[int], services: Services, qtbot: QtBot
) -> None:
    outcome = services.records.add_custom_field(Kind.CUSTOMERS, "店舗数", FieldType.INTEGER)
    services.customers.edit(ids[:1], f"custom:{outcome.value}", 12)
    page.workbench.tasks.changed.emit(outcome.changed, None)
    name = f"custom:{outcome.value}"
    qtbot.waitUntil(lambda: name in page.knowledge.lookups.sources)
    page.filters.columns_chosen.emit(["name", name])
    page.filters.changed.emit(Group((Condition(name, Op.AT_LEAST, (10,)),)))
    qtbot.waitUntil(lambda: shown_ids(page) == ids[:1])
    qtbot.waitUntil(lambda: (page.pane.model.cell(0, 2) or "") != "")
    cell = page.pane.model.cell(0, 2)
    assert cell is not None
    assert cell.text == "12"
    assert page.pane.chips.chips()[0].text() == "店舗数 from 10"
