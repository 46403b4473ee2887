"""Somebody at the keyboard of the log, and what they look at."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.log.bar import LogBar
from csops_desktop.ui.main_window import MainWindow

TODAY = dt.date(2026, 11, 24)


FRIDAY = dt.date(2026, 11, 27)


NAMES = ("北稜精機株式会社", "Kaede Foods", "Maruyama Garden")


Key, Mod = Qt.Key, Qt.KeyboardModifier


class Hands:
    """Somebody at the keyboard; counts what is pressed besides words."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self._window = window
        self.actions = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
        """Press one key, or one combination, where the focus is."""
        self.actions += 1
        QTest.keyClick(self._focus(), key, modifier)
        QApplication.processEvents()

    def write(self, words: str) -> None:
        """Type words where the focus is."""
        QTest.keyClicks(self._focus(), words)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self._qtbot.waitUntil(self._window.workbench.tasks.idle)
        QApplication.processEvents()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window


def logged(services: Services, customer: int, kind: Kind = Kind.ACTIVITIES) -> list[Record]:
    return services.customers.related(customer, kind)


def wait_shown(bar: LogBar, qtbot: QtBot, customer: int) -> None:
    qtbot.waitUntil(lambda: bar.contact.customer_ids() == (customer,))


def add_contact(services: Services, customer: int, name: str) -> int:
    return services.records.create(Kind.CONTACTS, {"customer_id": customer, "name": name}).value
