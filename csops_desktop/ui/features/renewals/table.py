"""The table of the page: single keys act on the current line, the forecast also on several marked ones."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import FORECASTS
from csops_desktop.ui.features.renewals.shown import Line
from csops_desktop.ui.tables.marking_table import MarkingTable
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.theme import Theme


class RenewalTable(MarkingTable):
    """The lines, driven by single keys.

    Signals:
        forecast_requested(str): 1 to 4 for the lines meant; 0 takes it back (empty).
        renew_requested, amount_requested, end_requested, note_requested, new_requested: R, A, X, N and C.
        calendar_requested: V.
        left: Escape.
    """

    forecast_requested = Signal(str)
    renew_requested = Signal()
    amount_requested = Signal()
    end_requested = Signal()
    note_requested = Signal()
    new_requested = Signal()
    calendar_requested = Signal()
    left = Signal()

    def __init__(self, model: IdTableModel[Line], theme: Theme, parent: QWidget) -> None:
        super().__init__(model, theme, parent)
        self.setObjectName("renewalTable")

    def acts(self) -> Mapping[Qt.Key, SignalInstance]:
        """Override LineTable.acts."""
        return {
            Qt.Key.Key_R: self.renew_requested,
            Qt.Key.Key_A: self.amount_requested,
            Qt.Key.Key_X: self.end_requested,
            Qt.Key.Key_N: self.note_requested,
            Qt.Key.Key_C: self.new_requested,
            Qt.Key.Key_V: self.calendar_requested,
            Qt.Key.Key_Escape: self.left,
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: the numbers say what is expected."""
        number = event.key() - Qt.Key.Key_0
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not 0 <= number <= len(FORECASTS):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.forecast_requested.emit(FORECASTS[number - 1] if number else "")
