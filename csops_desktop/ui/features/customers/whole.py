"""Leads from a row of the list to its customer, beside the list or in full in its place, and back to the row."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QWidget

from csops_desktop.ui.features.customers.list_pane import ListPane
from csops_desktop.ui.features.customers.panel_host import PanelHost
from csops_desktop.ui.state import Workbench

_RETURNS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class WholeCustomer(QObject):
    """The panel, alone on the page; the list behind it keeps its order and its current row.

    Signals:
        changed: the customer stands alone now, or no longer.
    """

    changed = Signal()

    def __init__(self, workbench: Workbench, host: PanelHost, pane: ListPane, views: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._host = host
        self._pane = pane
        self._views = views
        self._wanted = False
        self._beside = False
        self._from_elsewhere = False
        self.on = False
        host.shown.connect(self._on_shown)
        host.gone.connect(self._on_gone)
        host.whole_requested.connect(self._on_requested)
        host.closing.connect(self.close)
        host.stepped.connect(pane.table.step)
        host.closed.connect(pane.table.setFocus)
        pane.table.walked.connect(self._on_walked)
        pane.table.current_id_changed.connect(self._on_current)
        pane.table.clicked.connect(self._on_clicked)
        self._still = False

    def open(self, customer_id: int, *, from_list: bool = False) -> None:
        """Show a customer in full; Esc leads back to the list, or to the page from which one came."""
        self._from_elsewhere = not from_list
        self._wanted = True
        self._beside = (self.on and self._beside) or (not self.on and self._host.is_open())
        self._host.open(customer_id)

    def leave(self, *, home: bool = False) -> bool:
        """Show the list again, the customer in it current; False when input must be settled first.

        Args:
            home: stay on this page, also when one came from another.
        """
        self._wanted = False
        if not self.on:
            return True
        if not self._host.settle():
            return False
        back, self._from_elsewhere = self._from_elsewhere and not home, False
        self._show(on=False)
        if not self._beside:
            self._host.hide()
        self._pane.table.setFocus()
        if back:
            self._workbench.navigator.back()
        return True

    @Slot()
    def close(self) -> None:
        """Close the layer on top: the customer in full, else the panel."""
        if self.on:
            self.leave()
        else:
            self._host.close()

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key of the page means here; False for a key that means nothing."""
        key, panel = event.key(), self._host.panel
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape and self._host.is_open():
            self.close()
        elif key in _RETURNS and control and not self.on:
            self._on_requested()
        elif key == Qt.Key.Key_F6 and panel is not None and self._host.is_open():
            if panel.isAncestorOf(self._pane.window().focusWidget()) and not self.on:
                self._pane.table.setFocus()
            else:
                panel.begin()
        else:
            return False
        return True

    def keep(self, change: Callable[[], None]) -> None:
        """Change what is listed: the customer shown stays, also when the list no longer has it."""
        self._still = self._host.is_open()
        change()
        self._still = False

    def customer(self) -> int | None:
        """Return the customer that is shown, else that of the current row."""
        panel = self._host.panel
        record = panel.record if panel is not None and self._host.is_open() else None
        return record.id if record is not None else self._pane.table.current_id()

    def name(self) -> str:
        """Return the name of the customer that stands alone, else nothing."""
        record = self._host.panel.record if self.on and self._host.panel is not None else None
        return str(record.values.get("name") or "") if record is not None else ""

    def _show(self, *, on: bool) -> None:
        self.on = on
        self._views.setVisible(not on)
        self._pane.setVisible(not on)
        if self._host.panel is not None:
            self._host.panel.set_whole(whole=on)
        self._host.fit()
        self.changed.emit()

    @Slot()
    def _on_requested(self) -> None:
        customer_id = self._pane.table.current_id()
        if self.on:
            self.leave()
        elif customer_id is not None:
            self.open(customer_id, from_list=True)

    @Slot(int)
    def _on_shown(self, _customer_id: int) -> None:
        if self._wanted and not self.on:
            self._show(on=True)
            if self._host.panel is not None:
                self._host.panel.begin()
        elif self.on:
            self.changed.emit()

    @Slot()
    def _on_gone(self) -> None:
        self._wanted = False
        if self.on:
            self._show(on=False)

    @Slot(object)
    def _on_current(self, customer_id: int | None) -> None:
        if customer_id is not None and not self._still:
            self._host.follow(customer_id)

    @Slot()
    def _on_clicked(self) -> None:
        customer_id = self._pane.table.current_id()
        if customer_id is not None and self._host.wanted() and not self._host.is_open():
            self._host.open(customer_id)

    @Slot()
    def _on_walked(self) -> None:
        customer_id = self._pane.table.current_id()
        if customer_id is not None and not self._host.is_open():
            self._host.open(customer_id)
