"""The customer page as a user drives it: find, sort, filter, edit, undo, save views, create, delete."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.query import Condition, Group, ListQuery, Op, Sort
from csops_desktop.foundation import i18n
from csops_desktop.services.bundle import Services
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customers.condition_editor import ConditionEditor
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.preferences import MODE
from csops_desktop.ui.tables.editors import ChoiceEditor, LineEditor
from tests.ui.answers import Answers
from tests.ui.customers.listed import NAMES, shown_ids, shown_row


def test_the_list_shows_everybody_with_the_sum_of_their_money(page: CustomersPage, ids: list[int]) -> None:
    assert shown_ids(page) == ids
    assert page.pane.footer.text() == "5 customers Sum of MRR ¥1,500,000"


def test_a_two_character_word_of_an_activity_is_found_as_it_is_typed(
    page: CustomersPage, ids: list[int], qtbot: QtBot
) -> None:
    for text in ("更", "更新"):
        page.search(text)
    qtbot.waitUntil(lambda: shown_ids(page) == [ids[2]])
    page.search("")
    qtbot.waitUntil(lambda: shown_ids(page) == ids)


def test_selection_stays_with_its_customers_when_the_list_is_sorted_and_filtered(
    page: CustomersPage, ids: list[int], qtbot: QtBot
) -> None:
    table = page.pane.table
    table.go_to(ids[1])
    table.sort_requested.emit("mrr", True)
    qtbot.waitUntil(lambda: shown_ids(page) == ids[::-1])
    assert table.current_id() == ids[1]
    assert table.selected_ids() == [ids[1]]
    assert page.status() == "1 of 5 customers selected"


def test_a_chip_is_made_in_the_popover_changed_and_removed(page: CustomersPage, ids: list[int], qtbot: QtBot) -> None:
    page.pane.chips.add.click()
    editor = page.findChild(ConditionEditor)
    assert editor is not None
    editor.rows()[0].show_item(Condition("touch", Op.IS, ("low",)))
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown_ids(page) == [ids[1], ids[3]])
    chip = page.pane.chips.chips()[0]
    assert chip.text() == "Touch Low touch"
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown_ids(page) == ids)


def test_alternatives_within_a_chip_are_or_and_chips_are_and(page: CustomersPage, ids: list[int], qtbot: QtBot) -> None:
    rich = Group((Condition("mrr", Op.AT_LEAST, (500_000,)), Condition("mrr", Op.AT_MOST, (200_000,))), any_of=True)
    page.filters.changed.emit(Group((rich, Condition("touch", Op.IS, ("high",)))))
    qtbot.waitUntil(lambda: shown_ids(page) == [ids[0], ids[4]])
    assert [chip.text() for chip in page.pane.chips.chips()] == [
        "MRR from ¥500,000 or up to ¥200,000",
        "Touch High touch",
    ]


def test_an_empty_condition_is_not_taken(page: CustomersPage) -> None:
    page.pane.chips.add.click()
    editor = page.findChild(ConditionEditor)
    assert editor is not None
    editor.rows()[0].show_item(Condition("name", Op.CONTAINS, ("",)))
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.isVisible()
    editor.close()
    assert page.pane.chips.chips() == []


def test_nothing_matches_offers_the_way_back(page: CustomersPage, ids: list[int], qtbot: QtBot) -> None:
    page.search("どこにもない")
    qtbot.waitUntil(page.pane.is_empty)
    assert ActionId.CLEAR_FILTERS in page.supported()
    page.pane.clear_requested.emit()
    qtbot.waitUntil(lambda: shown_ids(page) == ids)
    assert page.search_text() == ""


def test_a_cell_edited_in_place_is_saved_and_undone(
    page: CustomersPage, ids: list[int], services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    shown_row(page, qtbot, ids[0])
    table = page.pane.table
    table.go_to(ids[0])
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(LineEditor, "cellEditor")
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "Aoba Trading")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown_row(page, qtbot, ids[0]).values["name"] == "Aoba Trading")
    assert services.customers.get(ids[0]).values["name"] == "Aoba Trading"
    assert table.current_id() == ids[1]
    set_id = toasts[-1].set_id
    assert set_id is not None
    page.workbench.tasks.operate(lambda: services.history.undo_set(set_id))
    qtbot.waitUntil(lambda: shown_row(page, qtbot, ids[0]).values["name"] == NAMES[0])


def test_a_double_click_on_the_name_opens_the_customer_and_on_another_cell_edits_it(
    page: CustomersPage, ids: list[int], qtbot: QtBot
) -> None:
    shown_row(page, qtbot, ids[0])
    table = page.pane.table
    for column, name in enumerate(spec.name for spec in page.pane.model.columns):
        if name not in ("name", "mrr", "touch"):
            continue
        spot = table.visualRect(page.pane.model.index(0, column)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        editing = table.findChild(QWidget, "cellEditor") is not None
        assert editing is (name == "touch")
        if editing:
            break
        qtbot.waitUntil(lambda: page.whole.on)
        page.whole.leave(home=True)
    else:
        pytest.fail("no cell was edited")


def test_an_owner_is_chosen_from_the_members(
    page: CustomersPage, ids: list[int], services: Services, qtbot: QtBot
) -> None:
    shown_row(page, qtbot, ids[3])
    model, table = page.pane.model, page.pane.table
    page.workbench.preferences.set(MODE, "team")
    qtbot.waitUntil(lambda: "owner_id" in [each.name for each in model.columns])
    column = [each.name for each in model.columns].index("owner_id")
    row = model.row_of(ids[3])
    assert row is not None
    table.setCurrentIndex(model.index(row, column))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(ChoiceEditor, "cellEditor")
    assert editor is not None
    editor.setCurrentText("佐伯 美緒")
    editor.activated.emit(editor.currentIndex())
    qtbot.waitUntil(lambda: services.customers.get(ids[3]).names.get("owner_id") == "佐伯 美緒")


def test_a_date_that_does_not_exist_keeps_the_input_and_says_so(
    page: CustomersPage, ids: list[int], services: Services, qtbot: QtBot
) -> None:
    page.filters.columns_chosen.emit(["name", "customer_since"])
    shown_row(page, qtbot, ids[0])
    model, table = page.pane.model, page.pane.table
    table.setCurrentIndex(model.index(0, 2))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(LineEditor, "cellEditor")
    assert editor is not None
    QTest.keyClicks(editor, "2024-02-30")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "2024-02-30"
    assert "2024-02-30" in editor.note
    assert "customer_since" not in services.customers.get(ids[0]).values


def test_deleted_customers_come_back_from_the_toast(
    page: CustomersPage, ids: list[int], services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    table = page.pane.table
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(page.pane.is_empty)
    set_id = toasts[-1].set_id
    assert set_id is not None
    page.workbench.tasks.operate(lambda: services.history.undo_set(set_id))
    qtbot.waitUntil(lambda: shown_ids(page) == ids)


def test_archived_customers_are_in_the_archive_only(page: CustomersPage, ids: list[int], qtbot: QtBot) -> None:
    page.pane.table.go_to(ids[4])
    page.trigger(ActionId.ARCHIVE_CUSTOMERS)
    qtbot.waitUntil(lambda: shown_ids(page) == ids[:4])
    page.views.chosen.emit("archived")
    qtbot.waitUntil(lambda: shown_ids(page) == [ids[4]])
    shown_row(page, qtbot, ids[4])
    page.pane.table.go_to(ids[4])
    page.trigger(ActionId.ARCHIVE_CUSTOMERS)
    qtbot.waitUntil(page.pane.is_empty)


def test_a_view_keeps_filter_sort_and_columns_and_counts_live(
    page: CustomersPage, ids: list[int], answers: Answers, services: Services, qtbot: QtBot
) -> None:
    page.filters.changed.emit(Group((Condition("touch", Op.IS, ("high",)),)))
    page.filters.columns_chosen.emit(["name", "mrr"])
    page.pane.table.sort_requested.emit("mrr", True)
    qtbot.waitUntil(lambda: shown_ids(page) == [ids[4], ids[2], ids[0]])
    answers.lines.append("High touch by money")
    page.trigger(ActionId.SAVE_VIEW)
    qtbot.waitUntil(lambda: page.context() == "High touch by money")
    saved = services.views.all()[0]
    assert saved.query == ListQuery(filter=Group((Condition("touch", Op.IS, ("high",)),)), sort=Sort("mrr", True))
    assert [name for name, _width in saved.columns] == ["name", "mrr"]
    qtbot.waitUntil(lambda: any(entry.count == 3 for entry in page.views.entries() if entry.key == str(saved.id)))
    page.views.chosen.emit("all")
    qtbot.waitUntil(lambda: shown_ids(page) == ids)
    page.views.chosen.emit(str(saved.id))
    qtbot.waitUntil(lambda: shown_ids(page) == [ids[4], ids[2], ids[0]])
    services.customers.create({"name": "かすみ設計", "touch": "high"})
    page.workbench.tasks.changed.emit(page.watches, None)
    qtbot.waitUntil(lambda: any(entry.count == 4 for entry in page.views.entries()), timeout=3000)


def test_a_deleted_view_leaves_its_list_in_peace(
    page: CustomersPage, ids: list[int], answers: Answers, services: Services, qtbot: QtBot
) -> None:
    answers.lines.append("Mine")
    page.trigger(ActionId.SAVE_VIEW)
    qtbot.waitUntil(lambda: page.context() == "Mine")
    page.views.delete_requested.emit(services.views.all()[0].id)
    qtbot.waitUntil(lambda: page.context() == "")
    assert [entry.key for entry in page.views.entries()] == ["all", "archived"]
    assert shown_ids(page) == ids


def test_groups_have_headings(page: CustomersPage, ids: list[int], qtbot: QtBot) -> None:
    page.pane.group_chosen.emit("touch")
    qtbot.waitUntil(lambda: len(page.pane.model.ids) == 7)
    assert page.pane.model.heading_at(0) == "Touch: High touch  3"
    assert shown_ids(page) == [ids[0], ids[2], ids[4], ids[1], ids[3]]


def test_copied_rows_paste_into_a_spreadsheet(page: CustomersPage, ids: list[int], qtbot: QtBot) -> None:
    page.filters.columns_chosen.emit(["name", "external_id", "mrr"])
    page.pane.table.go_to(ids[1])
    QGuiApplication.clipboard().clear()
    page.trigger(ActionId.COPY_ROWS)
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    assert QGuiApplication.clipboard().text() == "Customer name\tCustomer code\tMRR\nいろは器械\tC-1\t200000\n"


def test_the_export_holds_exactly_the_listed_rows_and_columns(
    page: CustomersPage, ids: list[int], answers: Answers, toasts: list[Toast], tmp_path: Path, qtbot: QtBot
) -> None:
    page.filters.columns_chosen.emit(["name", "touch"])
    target = tmp_path / "list.csv"
    answers.files.append(target)
    page.rows.exports.write("csv", ids[:2], page.pane.column_names())
    qtbot.waitUntil(lambda: bool(toasts))
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["Customer name,Touch", f"{NAMES[0]},High touch", f"{NAMES[1]},Low touch"]
    assert toasts[-1].text == "2 customers written to list.csv"


def test_an_empty_store_offers_the_first_steps(make: Callable[[], CustomersPage]) -> None:
    page = make()
    assert page.pane.is_empty()
    assert not page.pane.table.isVisible()


def test_the_page_changes_its_language_while_it_is_open(page: CustomersPage, ids: list[int], qtbot: QtBot) -> None:
    page.filters.changed.emit(Group((Condition("touch", Op.IS, ("high",)),)))
    page.panel.open(ids[0])
    qtbot.waitUntil(page.panel.is_open)
    i18n.use("ja")
    page.retranslate()
    heading = page.pane.model.headerData(1, Qt.Orientation.Horizontal)
    assert heading == i18n._("Customer name")
    assert page.title() == i18n._("Customers")


def test_columns_and_widths_are_remembered(
    page: CustomersPage, make: Callable[[], CustomersPage], qtbot: QtBot
) -> None:
    page.filters.columns_chosen.emit(["name", "industry"])
    page.pane.table.horizontalHeader().resizeSection(2, 210)
    assert dict(page.pane.table.widths())["industry"] == 210
    again = make()
    qtbot.waitUntil(lambda: again.pane.column_names() == ("name", "industry"))
    assert dict(again.pane.table.widths())["industry"] == 210
