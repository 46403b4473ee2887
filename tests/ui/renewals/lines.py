"""What a test of the page of renewals looks at and presses."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.renewals.page import RenewalsPage
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import Workbench

Book = dict[str, int]


D = TypeVar("D", bound=QWidget)


def listed_names(page: RenewalsPage) -> list[str]:
    return [line.customer for line in page.pane.lines()]


def listed_headings(page: RenewalsPage) -> list[str]:
    model = page.pane.model
    return [words for row in range(len(model.ids)) if (words := model.heading_at(row)) is not None]


def row_texts(page: RenewalsPage, contract: int) -> list[str]:
    row = page.pane.model.row_of(contract)
    assert row is not None
    return [cell.text for at in range(len(page.pane.model.columns)) if (cell := page.pane.model.cell(row, at))]


def press(page: RenewalsPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page.pane.table, key)


def current_name(page: RenewalsPage) -> str:
    line = page.pane.line(page.pane.table.current_id())
    return "" if line is None else line.customer


def open_dialog(page: RenewalsPage, kind: type[D], qtbot: QtBot) -> D:
    qtbot.waitUntil(lambda: any(found.isVisible() for found in page.findChildren(kind)))
    return next(found for found in page.findChildren(kind) if found.isVisible())


def undo_of(page: RenewalsPage, toast: Toast, services: Services) -> None:
    set_id = toast.set_id
    assert set_id is not None
    page.workbench.tasks.operate(lambda: services.history.undo_set(set_id))


def open_page(workbench: Workbench, qtbot: QtBot) -> RenewalsPage:
    page = RenewalsPage(workbench)
    qtbot.addWidget(page)
    page.resize(1250, 800)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: page.loaded)
    page.focus_content()
    return page
