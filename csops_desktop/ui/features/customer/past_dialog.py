"""A dialog with what was written down about a customer and a product: a table, one entry changed or deleted by key."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Area, Outcome
from csops_desktop.domain.maturity import Standing
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import PlainTree, framed

_ROWS_SHOWN = 8


class PastTable(PlainTree):
    """The entries.

    Signals:
        opened(): Enter or F2 on an entry.
        deleted(): Delete on an entry.
    """

    opened = Signal()
    deleted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QTreeWidget.keyPressEvent."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2} and self.chosen():
            self.opened.emit()
        elif key == Qt.Key.Key_Delete and self.chosen():
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


class PastDialog(HouseDialog):
    """Entries of one standing; a subclass knows what they are. It stays open and follows what changes."""

    def __init__(
        self, workbench: Workbench, customer_id: int, standing: Standing, parent: QWidget, *, title: str, width: int
    ) -> None:
        super().__init__(workbench.theme, title, width=width, parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bench, self.customer_id, self.standing = workbench, customer_id, standing
        self.table = self.make_table()
        self.detail = label("", "small", tone="2", wrap=True)
        self.detail.setMinimumHeight(workbench.theme.px("line.body") * 2)
        self.fault = label("", "caption", tone="danger", wrap=True)
        self.fault.hide()
        self.change = Button(workbench.theme, _("Put right…"), icon="pencil-simple", parent=self)
        self.delete = Button(workbench.theme, _("Delete"), variant="danger-quiet", parent=self)
        self.change.setToolTip("Enter")
        self.delete.setToolTip("Delete")
        self.content.addWidget(framed(self.table, self))
        self.content.addWidget(self.detail)
        self.content.addWidget(self.fault)
        self.add_at_left(*self.first_buttons(), self.change, self.delete)
        self.add_cancel(_("Close"))
        self.table.itemSelectionChanged.connect(self._on_selection)
        self.table.itemDoubleClicked.connect(self.edit)
        self.table.opened.connect(self.edit)
        self.table.deleted.connect(self.remove)
        self.change.clicked.connect(self.edit)
        self.delete.clicked.connect(self.remove)
        workbench.tasks.changed.connect(self._on_areas)
        self.fill()
        self.table.setFocus()

    # --- what a subclass says -----------------------------------------------------------------------------------

    def make_table(self) -> PastTable:
        """Return the empty table."""
        raise NotImplementedError

    def first_buttons(self) -> Sequence[Button]:
        """Return what stands before the buttons of an entry."""
        return ()

    def rows(self) -> Sequence[tuple[int, Sequence[str], str]]:
        """Return id, texts and the name of a colour (or empty) of each entry."""
        raise NotImplementedError

    def describe(self, number: int) -> str:
        """Return what is said of an entry below the table."""
        raise NotImplementedError

    def nothing(self) -> str:
        """Return what is said while there is no entry."""
        raise NotImplementedError

    @Slot()
    def edit(self) -> None:
        """Ask how an entry is to be put right."""
        raise NotImplementedError

    @Slot()
    def remove(self) -> None:
        """Delete an entry."""
        raise NotImplementedError

    # --- showing ------------------------------------------------------------------------------------------------

    def chosen(self) -> int | None:
        """Return the entry that is chosen."""
        found = self.table.chosen()
        return found[0] if found else None

    def fill(self) -> None:
        """Show the entries."""
        chosen = self.chosen()
        self.table.blockSignals(True)
        self.table.clear()
        for number, texts, color in self.rows():
            item = self.table.add(number, texts)
            if color:
                for column in range(self.table.columnCount()):
                    item.setForeground(column, self.theme.color(color))
            if number == chosen:
                self.table.setCurrentItem(item)
        items = self.table.items()
        if items and self.chosen() is None:
            self.table.setCurrentItem(items[0])
        self.table.blockSignals(False)
        self._on_selection()

    @Slot()
    def _on_selection(self) -> None:
        number = self.chosen()
        self.detail.setText(self.nothing() if number is None else self.describe(number))
        for button in (self.change, self.delete):
            button.setEnabled(number is not None)

    @Slot(object, object)
    def _on_areas(self, areas: Area, _who: object) -> None:
        if areas & Area.MATURITY:
            maturity, customer = self.bench.services.maturity, self.customer_id
            self.bench.tasks.query(
                lambda: maturity.standings(customer), self._follow, key=("past", customer), owner=self
            )

    def _follow(self, standings: tuple[Standing, ...]) -> None:
        found = next((each for each in standings if each.adoption_id == self.standing.adoption_id), None)
        if found is None:
            self.reject()
            return
        self.standing = found
        self.fill()

    # --- writing ------------------------------------------------------------------------------------------------

    def write(self, work: Callable[[], Outcome[Any]]) -> None:
        """Write at once; what stands in the way is said below the table."""
        self.fault.hide()
        self.bench.tasks.operate(work, failed=self._refused, owner=self)

    def _refused(self, error: CsopsError) -> None:
        self.fault.setText(self.bench.messages.sentence(error))
        self.fault.show()
