"""The bin: customers deleted in the last 30 days, to be put back with everything that hung on them."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csops_desktop.domain.changes import Area, DeletedCustomer
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.lines import Line, LinesView
from csops_desktop.wording import values


class BinDialog(HouseDialog):
    """What was deleted, and how to get it back."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(
            workbench.theme,
            _("Bin"),
            _("Customers deleted in the last 30 days. They come back whole, with contracts, contacts and records."),
            width=560,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench = workbench
        self.view = LinesView(workbench.theme, self)
        self.view.setMinimumHeight(self.height_for(300))
        self._empty = EmptyState(workbench.theme, "trash", self)
        self._empty.hide()
        frame = QFrame(self)
        frame.setProperty("card", "true")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        inner.addWidget(self._empty)
        self.content.addWidget(frame, 1)
        self.add_cancel(_("Close"))
        self.restore_button = self.add_button(_("Put back"), variant="primary", closes=False)
        self.restore_button.setEnabled(False)
        self.restore_button.clicked.connect(self._on_restore)
        self.view.activated.connect(self._on_restore)
        workbench.tasks.changed.connect(self._on_changed)
        self._load()

    def _load(self) -> None:
        self._bench.tasks.query(self._bench.services.history.bin, self._show, key="bin dialog")

    def _show(self, deleted: list[DeletedCustomer]) -> None:
        self.view.show_lines([_line(entry) for entry in deleted])
        self.view.setVisible(bool(deleted))
        self._empty.setVisible(not deleted)
        self._empty.set_words(_("The bin is empty"), _("What you delete stays here for 30 days."))
        self.restore_button.setEnabled(bool(deleted))

    @Slot()
    def _on_restore(self) -> None:
        line = self.view.current_line()
        if line is None or not isinstance(line.key, int):
            return
        set_id, history = line.key, self._bench.services.history
        self._bench.tasks.operate(lambda: history.undo_set(set_id), failed=self._on_refused, owner=self)

    def _on_refused(self, error: CsopsError) -> None:
        self._bench.messages.tell(_("It could not be put back"), self._bench.messages.sentence(error))

    @Slot(object, object)
    def _on_changed(self, areas: Area, _initiator: object) -> None:
        if areas & Area.CUSTOMERS:
            self._load()


def _line(entry: DeletedCustomer) -> Line:
    below = _("Deleted {moment}").format(moment=values.moment(entry.at))
    others = ""
    if entry.others:
        others = ngettext("and {n} more", "and {n} more", entry.others).format(n=values.number(entry.others))
    return Line(entry.set_id, "buildings", entry.name, below, others)
