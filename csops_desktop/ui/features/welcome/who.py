"""Asks somebody whom this machine does not know yet who they are: one of the members, or a new one."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.forms import FormRow

_ID = Qt.ItemDataRole.UserRole
_ROWS_SHOWN = 6


class WhoDialog(HouseDialog):
    """The members to choose from and a line for a name that is not among them."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(
            workbench.theme,
            _("Who are you?"),
            _("Your name stands beside what you do, and what you add is yours. This computer remembers it."),
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bench = workbench
        theme, crew = workbench.theme, workbench.crew.crew
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Members"))
        self.list.ensurePolished()  # the height of a line is that of the style sheet
        for number, name in crew.offered():
            item = QListWidgetItem(name, self.list)
            item.setData(_ID, number)
            if number == crew.proposed:
                self.list.setCurrentItem(item)
        rows = min(max(self.list.count(), 1), _ROWS_SHOWN)
        self.list.setFixedHeight(theme.px("row.compact") * rows + theme.px("space.4"))
        frame = QFrame(self)
        frame.setProperty("card", "true")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 3, 1, 3)
        inner.addWidget(self.list)
        frame.setVisible(self.list.count() > 0)
        self.name = QLineEdit(self)
        self._own = FormRow(theme, self.name)
        self._own.set_words(_("Not in the list? Your name") if self.list.count() else _("Your name"))
        self.content.addWidget(frame)
        self.content.addWidget(self._own)
        self.content.addStretch(1)
        self.without = self.add_button(_("Go on without a name"), closes=False)
        self.take = self.add_button(_("This is me"), variant="primary", closes=False)
        self.take.setDefault(True)
        self.without.clicked.connect(self._on_without)
        self.take.clicked.connect(self._on_take)
        self.list.itemDoubleClicked.connect(self._on_take)
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.name.textChanged.connect(self._on_name)
        (self.list if self.list.count() else self.name).setFocus()
        self._look()

    def _look(self) -> None:
        self.take.setEnabled(bool(self.name.text().strip() or self.list.selectedItems()))

    @Slot()
    def _on_selection(self) -> None:
        if self.list.selectedItems():
            self.name.blockSignals(True)
            self.name.clear()
            self.name.blockSignals(False)
        self._look()

    @Slot(str)
    def _on_name(self, text: str) -> None:
        self._own.set_fault("")
        if text.strip():
            self.list.clearSelection()
        self._look()

    @Slot()
    def _on_take(self) -> None:
        name, chosen = self.name.text().strip(), self.list.selectedItems()
        members = self._bench.services.members
        if name:
            self.take.setEnabled(False)
            self._bench.tasks.operate(lambda: members.join(name), self._on_joined, failed=self._on_fault, owner=self)
        elif chosen:
            self._on_joined(int(chosen[0].data(_ID)))

    def _on_joined(self, member_id: int) -> None:
        self._bench.crew.be(member_id)
        self.accept()

    def _on_fault(self, error: CsopsError) -> None:
        self._own.set_fault(self._bench.messages.sentence(error))
        self._look()

    @Slot()
    def _on_without(self) -> None:
        self._bench.crew.be(None)
        self.reject()


def ask_stranger(workbench: Workbench, parent: QWidget) -> WhoDialog | None:
    """Ask who somebody is whom this machine does not know in this store; the window stays usable behind."""
    if not workbench.crew.is_stranger():
        return None
    dialog = WhoDialog(workbench, parent)
    dialog.open()
    return dialog
