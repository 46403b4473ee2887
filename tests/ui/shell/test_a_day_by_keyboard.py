"""A day on the sample store, all of it by keyboard: the list, calls, renewals, a duplicate, owners, and a word found."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.query import ListQuery
from csops_desktop.services.bundle import Services
from csops_desktop.services.samples import build_sample
from csops_desktop.ui.features.customers.bulk_dialog import BulkDialog
from csops_desktop.ui.features.duplicates.dialogs import DuplicatesDialog
from csops_desktop.ui.features.renewals.page import RenewalsPage
from csops_desktop.ui.features.today.page import TodayPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place, Workbench

Key, Mod = Qt.Key, Qt.KeyboardModifier
CTRL = Mod.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, workbench: Workbench, services: Services) -> Iterator[MainWindow]:
    build_sample(services)
    made = MainWindow(workbench, services.path)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.go(Place(PageId.TODAY))
    with qtbot.waitSignal(made.painted):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    workbench.tasks.close()


class Hands:
    """Somebody at the keyboard, who waits until the program has answered."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier, times: int = 1) -> None:
        for _n in range(times):
            QTest.keyClick(self._focus(), key, modifier)
        self.settle()

    def write(self, words: str) -> None:
        focus = self._focus()
        if words.isascii() or not isinstance(focus, QLineEdit):
            QTest.keyClicks(focus, words)
        else:
            focus.insert(words)  # as an input method commits it
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(self.window.workbench.tasks.idle)
        QApplication.processEvents()

    def dialog(self, kind: type[QDialog]) -> None:
        """Wait until a dialog is in front."""
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))

    def back(self) -> None:
        """Wait until the window is in front again."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.settle()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window


@pytest.fixture
def hands(qtbot: QtBot, window: MainWindow) -> Hands:
    made = Hands(qtbot, window)
    made.settle()
    return made


def test_lines_of_the_day_are_worked_off_and_calls_are_logged(
    hands: Hands, window: MainWindow, services: Services
) -> None:
    page = window.page()
    assert isinstance(page, TodayPage)
    hands.qtbot.waitUntil(lambda: bool(page.queue.lines()))
    hands.press(Key.Key_R)  # also what does not fit into the day
    hands.qtbot.waitUntil(lambda: len(page.queue.lines()) > 10)
    calls = services.records.find(Kind.ACTIVITIES)[0]
    logged = 0
    for _n in range(10):
        reason = page.queue.lines()[0].reason
        page.queue.table.go_to(page.queue.lines()[0].customer_id)
        if logged < 3:
            hands.press(Key.Key_L)
            hands.write("支店単位に分けたいとのこと" if logged == 0 else "called")
            if logged == 0:
                hands.press(Key.Key_D, Mod.AltModifier)
                hands.write("yesterday")
            else:
                hands.press(Key.Key_Tab, times=3)
                hands.write("send the offer fri")
            hands.press(Key.Key_Return)
            if logged == 0:
                hands.press(Key.Key_Return, CTRL)
            logged += 1
        elif reason.record_id is not None:
            hands.press(Key.Key_E)
        else:
            hands.press(Key.Key_S)
            hands.press(Key.Key_3)
    hands.qtbot.waitUntil(page.queue.table.hasFocus)
    assert services.records.find(Kind.ACTIVITIES)[0] == calls + 3
    hands.press(Key.Key_K, CTRL)
    hands.write("支店")
    palette = window.open_palette()
    found = [entry for entry in palette.entries() if entry.key.startswith("activity:")]
    assert "支店単位に分けたいとのこと" in " ".join(entry.text for entry in found)
    assert services.records.find(Kind.NEXT_ACTIONS, "send the offer")[0] == 2


def test_two_renewals_one_after_another(hands: Hands, window: MainWindow, services: Services) -> None:
    hands.press(Key.Key_4, CTRL)
    page = window.page()
    assert isinstance(page, RenewalsPage)
    hands.qtbot.waitUntil(lambda: page.loaded and bool(page.pane.lines()))
    contracts = services.records.find(Kind.CONTRACTS)[0]
    for n in (1, 2):
        hands.press(Key.Key_R)
        hands.qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QDialog))
        hands.press(Key.Key_Return)
        hands.back()
        assert services.records.find(Kind.CONTRACTS)[0] == contracts + n


def test_a_duplicate_becomes_one_customer(hands: Hands, services: Services) -> None:
    customers = len(services.customers.find(ListQuery()).ids)
    hands.press(Key.Key_K, CTRL)
    hands.write("dup")
    hands.press(Key.Key_Return)
    hands.dialog(DuplicatesDialog)
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, DuplicatesDialog)
    hands.qtbot.waitUntil(dialog.merge_button.isEnabled)
    hands.press(Key.Key_Return, CTRL)
    hands.qtbot.waitUntil(lambda: len(services.customers.find(ListQuery()).ids) == customers - 1)


def test_37_owners_change_and_come_back(hands: Hands, services: Services) -> None:
    hands.press(Key.Key_2, CTRL)
    before = services.customers.rows(services.customers.find(ListQuery()).ids)
    hands.press(Key.Key_Home, CTRL)
    hands.press(Key.Key_Down, Mod.ShiftModifier, times=36)
    hands.press(Key.Key_E, CTRL)
    hands.dialog(BulkDialog)
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, BulkDialog)
    assert len(dialog.ids()) == 37
    hands.press(Key.Key_Down)  # the owner is the first field
    hands.press(Key.Key_Tab, times=2)
    hands.press(Key.Key_Down, times=2)
    hands.qtbot.waitUntil(lambda: dialog.is_settled() and dialog.take.isEnabled())
    hands.press(Key.Key_Return, CTRL)
    hands.back()
    owners = {row.id: row.values.get("owner_id") for row in before}
    after = services.customers.rows(list(owners))
    changed = [row.id for row in after if row.values.get("owner_id") != owners[row.id]]
    assert 0 < len(changed) <= 37
    hands.press(Key.Key_Z, CTRL)
    hands.qtbot.waitUntil(
        lambda: all(row.values.get("owner_id") == owners[row.id] for row in services.customers.rows(list(owners)))
    )
