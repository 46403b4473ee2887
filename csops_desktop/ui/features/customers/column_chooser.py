"""The popover that picks and orders the columns of the list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.sources import Source
from csops_desktop.ui.features.customers.columns import default
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.popover import Popover

_NAME = Qt.ItemDataRole.UserRole
_ALWAYS = "name"
_ROWS = 14


class ColumnChooser(Popover):
    """A checklist of all columns; the shown ones come first, in their order; Alt+arrows or dragging moves them.

    Signals:
        changed(names): the columns to show, in order.
    """

    changed = Signal(object)

    def __init__(
        self, theme: Theme, sources: dict[str, Source], shown: Sequence[str], parent: QWidget, *, scored: bool
    ) -> None:
        super().__init__(theme, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._sources = sources
        self._scored = scored
        self._list = QListWidget(self)
        self._list.setObjectName("columnList")
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._list.setMinimumWidth(theme.scaled(240))
        self._list.setFixedHeight(_ROWS * (theme.px("row.compact") + 1))
        self._up = Button(theme, _("Up"), icon="arrow-up", variant="ghost", compact=True)
        self._down = Button(theme, _("Down"), icon="arrow-down", variant="ghost", compact=True)
        self._reset = Button(theme, _("As at first"), variant="ghost", compact=True)
        foot = QHBoxLayout()
        foot.addWidget(self._up)
        foot.addWidget(self._down)
        foot.addStretch(1)
        foot.addWidget(self._reset)
        self.body.addWidget(label(_("Columns: tick to show, drag to order"), "caption", tone="3"))
        self.body.addWidget(self._list)
        self.body.addLayout(foot)
        self._fill(shown)
        self._list.itemChanged.connect(self._tell)
        self._list.model().rowsMoved.connect(self._tell)
        self._up.clicked.connect(self._on_up)
        self._down.clicked.connect(self._on_down)
        self._reset.clicked.connect(self._on_reset)

    def names(self) -> list[str]:
        """Return the ticked columns in order."""
        items = [self._list.item(row) for row in range(self._list.count())]
        return [str(item.data(_NAME)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _fill(self, shown: Sequence[str]) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        known = [name for name in shown if name in self._sources]
        for name in [*known, *(name for name in self._sources if name not in known)]:
            item = QListWidgetItem(self._sources[name].heading(), self._list)
            item.setData(_NAME, name)
            item.setCheckState(Qt.CheckState.Checked if name in known else Qt.CheckState.Unchecked)
            if name == _ALWAYS:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        self._list.setCurrentRow(0)
        self._list.blockSignals(False)

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.names())

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self._list.currentRow()
        if 0 <= row + by < self._list.count():
            self._list.blockSignals(True)
            item = self._list.takeItem(row)
            self._list.insertItem(row + by, item)
            self._list.setCurrentRow(row + by)
            self._list.blockSignals(False)
            self._tell()

    @Slot()
    def _on_reset(self) -> None:
        self._fill(default(scored=self._scored))
        self._tell()
