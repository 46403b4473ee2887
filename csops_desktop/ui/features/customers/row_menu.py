"""The menu of a row: open, edit, field history, what to write down, copy, merge, archive, delete."""

from PySide6.QtCore import QPoint, QRect, Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customers.list_pane import ListPane
from csops_desktop.ui.features.customers.many_commands import ManyCommands
from csops_desktop.ui.features.customers.panel_host import PanelHost
from csops_desktop.ui.features.customers.row_commands import RowCommands
from csops_desktop.ui.theme import Theme


class RowMenu(QMenu):
    """Made for one cell, shown once."""

    def __init__(
        self, theme: Theme, pane: ListPane, panel: PanelHost, rows: RowCommands, many: ManyCommands, at: QPoint
    ) -> None:
        super().__init__(pane.table)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pane = pane
        self._panel = panel
        self._rows = rows
        self._index = pane.table.indexAt(at)
        self._customer = pane.model.id_at(self._index.row())
        entries = (
            ("sidebar-simple", _("Open"), "Return", self._on_open),
            ("pencil-simple", _("Edit the cell"), "F2", self._on_edit),
            ("clock-counter-clockwise", _("Field history…"), "", self._on_history),
            ("note-pencil", _("Log a contact"), "", self._on_log),
            ("chat-text", _("Write down a request…"), "", rows.request),
            ("trend-up", _("Add an opportunity…"), "Ctrl+Shift+O", rows.opportunity),
            ("play", _("Start a playbook…"), "Ctrl+Shift+P", rows.start_playbook),
            ("copy", _("Copy rows"), "Ctrl+C", rows.copy_selected),
            ("clipboard", _("Paste…"), "Ctrl+V", many.paste),
            ("pencil-simple", _("Change together…"), "Ctrl+E", many.bulk_edit),
            ("git-merge", _("Merge…"), "", rows.merge_selected),
            ("archive", _("Archive"), "", rows.archive_selected),
            ("trash", _("Delete"), "Del", rows.delete_selected),
        )
        for icon, text, keys, slot in entries:
            action = self.addAction(theme.icon(icon, "text.2"), text)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(slot)
        column = pane.model.columns[self._index.column()] if self._index.isValid() else None
        recorded = column is not None and column.edit is not None and not column.edit.derived
        editable = bool(self._index.flags() & Qt.ItemFlag.ItemIsEditable)
        self.actions()[1].setEnabled(editable)
        self.actions()[2].setEnabled(editable and recorded)
        merge = next(action for action in self.actions() if action.text() == _("Merge…"))
        merge.setEnabled(len(pane.table.selected_ids()) > 1)

    def is_useful(self) -> bool:
        """Tell whether there is a customer below the pointer."""
        return self._customer is not None

    def _column_name(self) -> str:
        column = self._index.column()
        return self._pane.model.columns[column].name if column >= 0 else ""

    @Slot()
    def _on_open(self) -> None:
        if self._customer is not None:
            self._pane.table.opened.emit(self._customer)

    @Slot()
    def _on_log(self) -> None:
        chosen = self._pane.table.selected_ids()
        if self._customer is not None:
            self._rows.log_for(chosen if self._customer in chosen else [self._customer])

    @Slot()
    def _on_edit(self) -> None:
        self._pane.table.edit(self._index)

    @Slot()
    def _on_history(self) -> None:
        table = self._pane.table
        cell = table.visualRect(self._index)
        where = QRect(table.viewport().mapToGlobal(cell.topLeft()), cell.size())
        if self._customer is not None:
            self._panel.show_history(self._customer, self._column_name(), where, table)
