"""What the keyboard does on the page of a customer."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csops_desktop.ui.features.customer.entry_block import EntryBlock
from csops_desktop.ui.features.customer.panel import CustomerPanel

DAY = dt.timedelta(days=1)


KEY = Qt.Key


NAMES = {"青葉商事": "あおば", "いろは器械": "いろは", "うみかぜ運輸": "うみかぜ"}


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


def type_in(text: str) -> None:
    """Let an input method commit a text where the focus is."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    focus = QApplication.focusWidget()
    assert focus is not None
    QApplication.sendEvent(focus, event)


def entry_block(panel: CustomerPanel, name: str) -> EntryBlock:
    block = panel.blocks[name]
    assert isinstance(block, EntryBlock)
    return block


def tab_to(wanted: QWidget) -> None:
    for _step in range(80):
        if QApplication.focusWidget() is wanted:
            return
        press(KEY.Key_Tab)
    raise AssertionError(wanted)
