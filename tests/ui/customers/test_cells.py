"""Cells of the list that hold more than one value or belong to another record: tags, own fields, the next action."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.editors import LineEditor
from tests.helpers.looks import differences, everything

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value

Edit = Callable[[int, str], LineEditor]


@pytest.fixture
def ids(services: Services) -> list[int]:
    return [services.customers.create({"name": name}).value for name in ("いろは", "はにほ", "ろはに")]


@pytest.fixture
def own(services: Services) -> str:
    return f"custom:{services.records.add_custom_field(Kind.CUSTOMERS, '席', FieldType.INTEGER).value}"


@pytest.fixture
def page(ids: list[int], own: str, workbench: Workbench, qtbot: QtBot) -> CustomersPage:
    made = CustomersPage(workbench)
    qtbot.addWidget(made)
    made.resize(1500, 800)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(lambda: made.pane.count() == len(ids) and own in made.knowledge.lookups.sources)
    made.filters.columns_chosen.emit(("name", "tags", own, "next_action", "next_action_on"))
    return made


@pytest.fixture
def edit(page: CustomersPage, qtbot: QtBot) -> Edit:
    """Open the editor of a cell with F2."""

    def opened(row: int, name: str) -> LineEditor:
        table, model = page.pane.table, page.pane.model
        column = [each.name for each in model.columns].index(name)
        qtbot.waitUntil(lambda: model.record(row) is not None)
        table.setFocus()
        table.setCurrentIndex(model.index(row, column))
        QTest.keyClick(table, Qt.Key.Key_F2)
        return _editor()

    return opened


def _editor() -> LineEditor:
    focus = QApplication.focusWidget()
    assert isinstance(focus, LineEditor)
    return focus


def _value(services: Services, id_: int, field: str) -> object:
    return services.customers.get(id_).values.get(field)


def test_tags_are_typed_and_tab_goes_on_to_the_own_field(
    edit: Edit, services: Services, ids: list[int], own: str, qtbot: QtBot
) -> None:
    first = edit(0, "tags")
    first.insert("重点、新")
    QTest.keyClick(first, Qt.Key.Key_Tab)
    second = _editor()
    second.insert("１２")
    QTest.keyClick(second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: services.customers.get(ids[0]).custom.get(int(own.partition(":")[2])) == 12)
    assert _value(services, ids[0], "tags") == ("新", "重点")


def test_a_next_action_is_added_in_its_cell_changed_and_given_a_day(
    edit: Edit, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    editor = edit(1, "next_action")
    editor.insert("電話する")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    day = _editor()
    day.insert("12/5")
    QTest.keyClick(day, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _value(services, ids[1], "next_action_on") == dt.date(2026, 12, 5))
    assert _value(services, ids[1], "next_action") == "電話する"
    actions = services.customers.related(ids[1], Kind.NEXT_ACTIONS)
    assert len(actions) == 1


def test_the_earliest_open_action_is_the_one_that_changes_and_undo_brings_it_back(
    services: Services, ids: list[int]
) -> None:
    for title, due_on, done_on in (
        ("済み", dt.date(2026, 11, 1), dt.date(2026, 11, 2)),
        ("あと", dt.date(2026, 12, 9), None),
        ("先", dt.date(2026, 12, 1), None),
    ):
        values: dict[str, Value] = {"customer_id": ids[0], "title": title, "due_on": due_on, "done_on": done_on}
        services.records.create(Kind.NEXT_ACTIONS, values)
    before = everything(services)
    assert services.customers.edit_next_action(ids[0], "next_action", "先に").value == 1
    titles = [row.values["title"] for row in services.customers.related(ids[0], Kind.NEXT_ACTIONS)]
    assert titles == ["済み", "先に", "あと"]
    services.history.undo()
    assert differences(everything(services), before) == {}


def test_an_action_without_words_is_refused(services: Services, ids: list[int]) -> None:
    with pytest.raises(InvalidValueError):
        services.customers.edit_next_action(ids[0], "next_action_on", dt.date(2026, 12, 1))
    services.customers.edit_next_action(ids[0], "next_action", "電話")
    with pytest.raises(InvalidValueError):
        services.customers.edit_next_action(ids[0], "next_action", None)
    assert _value(services, ids[0], "next_action") == "電話"


def test_an_emptied_title_stays_in_the_editor_with_the_reason(
    page: CustomersPage, edit: Edit, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    services.customers.edit_next_action(ids[2], "next_action", "電話")
    page.rows.reload(ids[2])
    qtbot.waitUntil(lambda: page.pane.model.index(2, 4).data(Qt.ItemDataRole.EditRole) == "電話")
    editor = edit(2, "next_action")
    editor.clear()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.note == "Next action: must be filled in."
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert _value(services, ids[2], "next_action") == "電話"
