"""The lines of the day as a table that is driven by single keys."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, SignalInstance

from csops_desktop.ui.tables.line_table import LineTable


class QueueTable(LineTable):
    """The lines, driven by single keys.

    Signals:
        done_requested, snooze_requested, log_requested: E, S and L on the current line.
        rest_requested: R, for what does not fit into the day.
        whose_requested: M, for one's own lines or everybody's.
    """

    row = "row.two_line"
    done_requested = Signal()
    snooze_requested = Signal()
    log_requested = Signal()
    rest_requested = Signal()
    whose_requested = Signal()

    def acts(self) -> Mapping[Qt.Key, SignalInstance]:
        """Override LineTable.acts."""
        return {
            Qt.Key.Key_E: self.done_requested,
            Qt.Key.Key_S: self.snooze_requested,
            Qt.Key.Key_L: self.log_requested,
            Qt.Key.Key_R: self.rest_requested,
            Qt.Key.Key_M: self.whose_requested,
        }
