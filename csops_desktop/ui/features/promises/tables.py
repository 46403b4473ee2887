"""The lines of the page as tables that are driven by single keys."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csops_desktop.ui.tables.line_table import LineTable
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.theme import Theme


class RecordTable(LineTable):
    """Lines that are records: added, edited, deleted.

    Signals:
        new_requested, edit_requested: C and F2.
        list_requested(int): 1 to 9 choose a list, counted from 0.
        switched: Ctrl+Tab goes to the other half of the page.
        left: Escape.
    """

    new_requested = Signal()
    edit_requested = Signal()
    list_requested = Signal(int)
    switched = Signal()
    left = Signal()

    def __init__(self, model: IdTableModel[Any], theme: Theme, parent: QWidget) -> None:
        super().__init__(model, theme, parent)
        self.setObjectName("recordTable")

    def acts(self) -> Mapping[Qt.Key, SignalInstance]:
        """Override LineTable.acts."""
        return {
            Qt.Key.Key_C: self.new_requested,
            Qt.Key.Key_F2: self.edit_requested,
            Qt.Key.Key_Escape: self.left,
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.list_requested.emit(event.key() - Qt.Key.Key_1)
        elif event.key() == Qt.Key.Key_Tab and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.switched.emit()
        else:
            super().keyPressEvent(event)


class PromiseTable(RecordTable):
    """The promises.

    Signals:
        kept_requested, broken_requested, reopen_requested: K or E, B and R on the current line.
        grouping_requested: G puts them together by something else.
    """

    kept_requested = Signal()
    broken_requested = Signal()
    reopen_requested = Signal()
    grouping_requested = Signal()

    def acts(self) -> Mapping[Qt.Key, SignalInstance]:
        """Override LineTable.acts."""
        return {
            **super().acts(),
            Qt.Key.Key_K: self.kept_requested,
            Qt.Key.Key_E: self.kept_requested,
            Qt.Key.Key_B: self.broken_requested,
            Qt.Key.Key_R: self.reopen_requested,
            Qt.Key.Key_G: self.grouping_requested,
        }


class RequestTable(RecordTable):
    """The requests.

    Signals:
        told_requested, done_requested: T and D on the current line.
        kind_requested, order_requested: G and S go on to the next kind, and to the next order.
    """

    row = "row.two_line"
    told_requested = Signal()
    done_requested = Signal()
    kind_requested = Signal()
    order_requested = Signal()

    def acts(self) -> Mapping[Qt.Key, SignalInstance]:
        """Override LineTable.acts."""
        return {
            **super().acts(),
            Qt.Key.Key_T: self.told_requested,
            Qt.Key.Key_D: self.done_requested,
            Qt.Key.Key_G: self.kind_requested,
            Qt.Key.Key_S: self.order_requested,
        }
