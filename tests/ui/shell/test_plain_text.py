"""Customer text is data: what looks like markup is shown as it was typed."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QMessageBox, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.ui.plain_text import PlainTextFilter
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, Chip
from csops_desktop.ui.widgets.parts import label, pill, tag

NAUGHTY = '<img src="file:///etc/passwd">R&D <b>株式会社</b>'


@pytest.fixture
def plain(qapp: QApplication) -> PlainTextFilter:
    made = PlainTextFilter(qapp)
    made.install()
    return made


def test_labels_and_message_boxes_are_plain(qtbot: QtBot, plain: PlainTextFilter) -> None:
    del plain
    for widget in (QLabel(NAUGHTY), QMessageBox()):
        qtbot.addWidget(widget)
        widget.ensurePolished()
        assert widget.textFormat() == Qt.TextFormat.PlainText


def test_labels_that_stood_there_before_are_plain_too(qtbot: QtBot, qapp: QApplication) -> None:
    old = QLabel(NAUGHTY)
    qtbot.addWidget(old)
    old.show()
    PlainTextFilter(qapp).install()
    assert old.textFormat() == Qt.TextFormat.PlainText


def _hover(widget: QWidget, at: QPoint) -> str:
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    return QToolTip.text()


def test_tool_tips_show_what_was_typed(qtbot: QtBot, plain: PlainTextFilter) -> None:
    del plain
    button = QPushButton("x")
    button.setToolTip(NAUGHTY)
    qtbot.addWidget(button)
    button.show()
    shown = _hover(button, QPoint(2, 2))
    assert "&lt;img" in shown
    assert "<img" not in shown
    QToolTip.hideText()


def test_tool_tips_of_lists_show_what_was_typed(qtbot: QtBot, plain: PlainTextFilter) -> None:
    del plain
    view = QListWidget()
    view.addItem("row")
    view.item(0).setToolTip(NAUGHTY)
    qtbot.addWidget(view)
    view.show()
    shown = _hover(view.viewport(), view.visualItemRect(view.item(0)).center())
    assert "&lt;b&gt;" in shown
    QToolTip.hideText()


def test_our_own_parts_take_text_as_it_is(qtbot: QtBot, theme: Theme) -> None:
    for made in (label(NAUGHTY), tag(NAUGHTY), pill(NAUGHTY)):
        qtbot.addWidget(made)
        assert made.textFormat() == Qt.TextFormat.PlainText
        assert made.text() == NAUGHTY
    for button in (Button(theme, "R&D"), Chip(theme, "R&D")):
        qtbot.addWidget(button)
        assert button.text() == "R&&D"
        assert button.shortcut().isEmpty()
