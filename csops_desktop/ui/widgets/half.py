"""One half of the page: a list with its panel, the acts on the current line, and what of it is read when."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.services.exports import Computed
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.widgets.line_pane import LinePane
from csops_desktop.ui.widgets.list_export import ListExport

_FOLLOW_MS = 60
"""So long a line must stay current before more of it is read: walking down the list stays light."""


class Half(QObject):
    """A list of records with its panel; a page may have several.

    Attributes:
        kind: of the records.
        pane, panel: what stands at the left and at the right.
        exports: takes the list out.

    Signals:
        shown: other lines, or another current one.
        counted(int): how many are late.
    """

    shown = Signal()
    counted = Signal(int)

    def __init__(
        self, workbench: Workbench, kind: Kind, pane: LinePane[Any, Any], panel: QWidget, page: QWidget
    ) -> None:
        super().__init__(page)
        self.workbench = workbench
        self.kind = kind
        self.pane = pane
        self.panel = panel
        self.page = page
        self.loaded = False
        self.context = ListContext(workbench.clock.today())
        self.exports = ListExport(workbench, kind, self.copy, self)
        self._wanted: int | None = None
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self._follow.timeout.connect(self.load_more)
        table = pane.table
        pane.customers_requested.connect(self._on_customers)
        table.current_id_changed.connect(self._on_current)
        table.opened.connect(self.open_customer)
        table.copy_requested.connect(self._on_copy)

    # --- what a subclass knows ----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the list again."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Set the texts again."""
        raise NotImplementedError

    def search(self, text: str) -> None:
        """Take what stands in the search field."""
        raise NotImplementedError

    def search_text(self) -> str:
        """Return what is searched for."""
        raise NotImplementedError

    def customer(self) -> int | None:
        """Return the customer of the current line."""
        raise NotImplementedError

    def show_panel(self) -> None:
        """Let the panel show the current line."""
        raise NotImplementedError

    def columns(self) -> Sequence[str]:
        """Return the fields that an export of the list holds."""
        raise NotImplementedError

    def computed(self) -> Mapping[str, Computed]:
        """Return the columns of an export that are no fields."""
        return {}

    def add(self) -> None:
        """Ask for a new record, and add it."""
        raise NotImplementedError

    @Slot()
    def load_more(self) -> None:
        """Read what the panel shows besides the line."""

    # --- what they share ----------------------------------------------------------------------------------------

    def currency(self) -> str:
        """Return the currency of the store; on the store worker."""
        return str(self.workbench.services.settings.get(StoreSetting.CURRENCY) or "JPY")

    def go_to(self, record_id: int) -> None:
        """Go to a line, now or when it has been read."""
        if not self.pane.table.go_to(record_id):
            self._wanted = record_id

    def arrived(self) -> None:
        """Go where one wanted to go, and tell that the lines are others; after a reading."""
        self.loaded = True
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.pane.table.go_to(wanted)
        self._on_current()

    def move_on(self, record_id: int) -> None:
        """Go to the next line at once, so that the next key means it and not the line that is leaving."""
        following = self.pane.following(record_id)
        if following is not None:
            self.pane.table.go_to(following)

    def listed(self) -> list[int]:
        """Return the records listed, in order."""
        return [id_ for id_ in self.pane.model.ids if id_ >= 0]

    def export_button(self) -> QAbstractButton:
        """Return the button below which the formats open."""
        raise NotImplementedError

    def export(self, anchor: QWidget) -> None:
        """Offer the formats for the list."""
        self.exports.offer(anchor, self.listed(), self.columns(), self.computed())

    def copy(self, ids: Sequence[int]) -> None:
        """Put lines on the clipboard as they are shown."""
        self.exports.copy_shown(self.pane.model.columns, [self.pane.line(id_) for id_ in ids])

    @Slot()
    def delete(self) -> None:
        """Delete the current record; the toast brings it back."""
        record_id = self.pane.table.current_id()
        if record_id is not None:
            self.move_on(record_id)
            services, kind = self.workbench.services, self.kind
            self.workbench.tasks.operate(lambda: services.records.delete(kind, [record_id]))

    @Slot(object)
    def open_customer(self, _id: object = None) -> None:
        """Open the customer of the current line."""
        customer = self.customer()
        if customer is not None:
            self.workbench.navigator.go(PageId.CUSTOMERS, customer)

    def gone(self, _error: CsopsError) -> None:
        """Leave it be: the record was deleted meanwhile, and the new list is on its way."""

    def written(self, record_id: int | None) -> None:
        """Go on with a record that was made."""
        self._wanted = record_id
        self.pane.table.setFocus()

    @Slot()
    def _on_current(self) -> None:
        if self.loaded:
            self.show_panel()
            self._follow.start()
            self.shown.emit()

    @Slot()
    def _on_copy(self) -> None:
        current = self.pane.table.current_id()
        if current is not None:
            self.copy([current])

    @Slot()
    def _on_customers(self) -> None:
        self.workbench.navigator.go(PageId.CUSTOMERS)
