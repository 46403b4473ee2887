"""What is done to many customers of the list at once: bulk edit and paste; both show first what they would do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customers.list_pane import ListPane
from csops_desktop.ui.features.customers.lookups import Knowledge
from csops_desktop.ui.state import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable


class ManyCommands(QObject):
    """Opens the dialogs for the customers that are listed or selected at that moment."""

    def __init__(self, workbench: Workbench, knowledge: Knowledge, pane: ListPane, parent: QWidget) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._knowledge = knowledge
        self._pane = pane
        self._page = parent
        self.acts: dict[ActionId, Callable[[], None]] = {ActionId.BULK_EDIT: self.bulk_edit}
        pane.footer.bulk_requested.connect(self.bulk_edit)

    @Slot()
    def bulk_edit(self) -> None:
        """Open the bulk edit."""
        from csops_desktop.ui.features.customers.bulk_dialog import BulkDialog  # noqa: PLC0415 (not before the first paint)

        listed = self._pane.listed_ids()
        if not listed:
            return
        selected = self._pane.table.selected_ids()
        dialog = BulkDialog(self._workbench, self._knowledge, listed, selected, self._page)
        dialog.finished.connect(self._pane.table.setFocus)
        dialog.open()
