"""Pasting from a spreadsheet into the list: where it goes, what is read, what is refused, one step."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.customers.paste_dialog import PasteDialog
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import Workbench
from tests.helpers.looks import differences, everything

NAMES = ("青葉商事", "いろは器械", "うみかぜ運輸", "江戸川製紙", "おりべ紙器")
COLUMNS = ("name", "touch", "customer_since", "mrr", "owner_id", "tags", "note")
Paste = Callable[..., PasteDialog]


@pytest.fixture
def ids(services: Services) -> list[int]:
    """Five customers in the order of the list, all with an owner, a tag and a contract."""
    owner = services.records.create(Kind.MEMBERS, {"name": "佐伯 美緒"}).value
    services.records.create(Kind.MEMBERS, {"name": "大野 千夏"})
    found = []
    for n, name in enumerate(NAMES):
        id_ = services.customers.create(
            {"name": name, "reading": "あいうえお"[n], "owner_id": owner, "touch": "high", "tags": ("既存",)}
        ).value
        services.records.create(Kind.CONTRACTS, {"customer_id": id_, "starts_on": dt.date(2025, 1, 1), "mrr": 100})
        found.append(id_)
    services.customers.save(found[0], {"note": '一行目\n"二行目"\tタブ', "customer_since": dt.date(2024, 4, 1)})
    return found


@pytest.fixture
def page(ids: list[int], workbench: Workbench, qtbot: QtBot) -> Iterator[CustomersPage]:
    workbench.tasks.done.connect(workbench.messages.outcome)
    made = CustomersPage(workbench)
    workbench.tasks.changed.connect(lambda areas, _by: made.refresh(areas))
    qtbot.addWidget(made)
    made.resize(1700, 800)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.pane.count() == len(ids))
    made.filters.columns_chosen.emit(COLUMNS)
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)


@pytest.fixture
def paste(page: CustomersPage, qtbot: QtBot) -> Paste:
    """Paste a text at a cell, by Ctrl+V, and wait for the preview."""

    def made(text: str, row: int, column: str = "name", *, down: int = 0) -> PasteDialog:
        _paste(page, text, row, column, down=down)
        qtbot.waitUntil(lambda: page.findChild(PasteDialog) is not None)
        dialog = page.findChild(PasteDialog)
        assert dialog is not None
        qtbot.waitUntil(dialog.is_settled)
        return dialog

    return made


def _paste(page: CustomersPage, text: str, row: int, column: str, *, down: int = 0) -> None:
    table = page.pane.table
    QGuiApplication.clipboard().setText(text)
    page.activateWindow()
    table.setFocus()
    names = [each.name for each in page.pane.model.columns]
    table.setCurrentIndex(page.pane.model.index(row, names.index(column)))
    for _step in range(down):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keySequence(table, "Ctrl+V")


def _column(services: Services, ids: list[int], name: str) -> list[object]:
    return [row.names.get(name) or row.values.get(name) for row in services.customers.rows(ids)]


def test_a_column_fills_down_from_the_current_cell_after_a_look_as_one_step(
    page: CustomersPage, paste: Paste, services: Services, ids: list[int], qtbot: QtBot, toasts: list[Toast]
) -> None:
    before = everything(services)
    dialog = paste("令和5年5月10日\r\n2024/4/1\r\n", 1, "customer_since")
    assert dialog.heading.text() == "Paste into 2 customers?"
    assert dialog.text.text().startswith("Customer since of 2 customers from the current row down")
    assert everything(services) == before
    dialog.take.click()
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[-1].text == "Pasted Customer since into 2 customers"
    assert _column(services, ids, "customer_since")[1:] == [dt.date(2023, 5, 10), dt.date(2024, 4, 1), None, None]
    services.history.undo()
    assert differences(everything(services), before) == {}
    assert page.focusWidget() is page.pane.table


def test_a_block_goes_over_the_columns_to_the_right_and_leaves_out_what_is_computed(
    paste: Paste, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    dialog = paste("ロー\t2024/4/1\t999\t\t新、重点\n", 4, "touch")
    texts = [label.text() for label in dialog.findChildren(type(dialog.text))]
    assert "MRR is computed and stays as it is." in texts
    dialog.take.click()
    qtbot.waitUntil(lambda: services.customers.get(ids[4]).values.get("touch") == "low")
    record = services.customers.get(ids[4])
    assert (record.values["tags"], record.values.get("owner_id"), record.values["mrr"]) == (("新", "重点"), None, 100)


def test_one_cell_fills_all_that_are_selected_and_nobody_else(
    paste: Paste, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    dialog = paste("テック\n", 1, "touch", down=2)
    assert dialog.take.text() == "Paste into 3 customers"
    dialog.take.click()
    qtbot.waitUntil(lambda: services.customers.get(ids[1]).values.get("touch") == "tech")
    assert _column(services, ids, "touch") == ["high", "tech", "tech", "tech", "high"]


def test_a_single_cell_is_written_at_once_and_can_be_undone(
    page: CustomersPage, services: Services, ids: list[int], qtbot: QtBot, toasts: list[Toast]
) -> None:
    _paste(page, "2024/4/1", 2, "customer_since")
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[0].text == "Pasted Customer since into うみかぜ運輸"
    assert toasts[0].set_id is not None
    assert services.customers.get(ids[2]).values["customer_since"] == dt.date(2024, 4, 1)


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("いつか", "customer_since", "Customer since: “いつか” is not a date. Write it like 2026/11/24."),
        ("1", "mrr", "MRR is computed and stays as it is."),
        ("", "touch", "There is nothing on the clipboard to paste"),
    ],
)
def test_what_cannot_be_pasted_is_said(
    page: CustomersPage, services: Services, qtbot: QtBot, toasts: list[Toast], text: str, column: str, said: str
) -> None:
    before = everything(services)
    _paste(page, text, 2, column)
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[0].text == said
    assert everything(services) == before


def test_more_rows_than_the_list_has_are_counted(paste: Paste) -> None:
    dialog = paste("ロー\n" * 10, 3, "touch")
    texts = [label.text() for label in dialog.findChildren(type(dialog.text))]
    assert "8 more rows on the clipboard are left out. There are no more customers to fill." in texts
    assert dialog.take.text() == "Paste into 2 customers"


def test_cells_in_error_are_shown_and_stay(paste: Paste, services: Services, ids: list[int], qtbot: QtBot) -> None:
    dialog = paste("ロー\nなぞ\n", 0, "touch")
    dialog.preview.segment.choose("refused")
    dialog.preview.segment.chosen.emit("refused")
    model = dialog.preview.table.model()
    qtbot.waitUntil(lambda: model.data(model.index(0, 1)) == "“なぞ” is none of the choices.")
    dialog.take.click()
    qtbot.waitUntil(lambda: services.customers.get(ids[0]).values.get("touch") == "low")
    assert _column(services, ids, "touch") == ["low", "high", "high", "high", "high"]


def test_members_nobody_knows_are_added_on_request_in_the_same_step(
    paste: Paste, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    dialog = paste("山田 太郎\n佐伯美緒\n", 0, "owner_id")
    assert not dialog.take.isEnabled()
    dialog.unknown.choose("add")
    dialog.unknown.chosen.emit("add")
    qtbot.waitUntil(dialog.is_settled)
    dialog.take.click()
    qtbot.waitUntil(lambda: services.customers.get(ids[0]).names["owner_id"] == "山田 太郎")
    services.history.undo()
    assert [name for _id, name in services.records.names(Kind.MEMBERS)] == ["佐伯 美緒", "大野 千夏"]


def test_what_was_copied_pastes_back_as_it_was(
    page: CustomersPage, services: Services, ids: list[int], qtbot: QtBot, toasts: list[Toast]
) -> None:
    table = page.pane.table
    table.setFocus()
    table.selectAll()
    QTest.keySequence(table, "Ctrl+C")
    qtbot.waitUntil(lambda: bool(toasts))
    text = QGuiApplication.clipboard().text()
    before = everything(services)
    table.clearSelection()
    _paste(page, text, 0, "touch")
    qtbot.waitUntil(lambda: page.findChild(PasteDialog) is not None)
    dialog = page.findChild(PasteDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.is_settled)
    assert dialog.text.text().startswith("Customer name, Touch, Customer since, Owner, Tags, Note of 5 customers")
    assert dialog.preview.segment.current() == "same"
    assert not dialog.take.isEnabled()
    assert everything(services) == before
    assert ids == list(dialog.ids())
