"""What the lists of promises and of requests have in common: what is asked for, the export, the way to a new one."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.promises.tables import RecordTable
from csops_desktop.ui.tables.columns import Column, ListContext
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import IconButton
from csops_desktop.ui.widgets.folding import FoldingSegment
from csops_desktop.ui.widgets.line_pane import LinePane

L = TypeVar("L")
V = TypeVar("V", bound=RecordTable)
Q = TypeVar("Q")


class RecordPane(LinePane[L, V], Generic[L, V, Q]):
    """A list of records.

    Attributes:
        query: what was asked for last; its answer may be under way.

    Signals:
        wanted(query): the user wants another list, or another order.
        export_requested(widget): the button that the formats open below.
        new_requested: the first step where nothing is.
    """

    wanted = Signal(object)
    export_requested = Signal(object)
    new_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        context: ListContext,
        columns: Sequence[Column],
        id_of: Callable[[L], int],
        table: Callable[[IdTableModel[L], Theme, QWidget], V],
        query: Q,
        parent: QWidget,
        *,
        icon: str,
        keys: Sequence[str],
    ) -> None:
        super().__init__(theme, columns, id_of, table, parent, icon=icon, keys=keys)
        self.query: Q = query
        self._context = context
        self._folding: FoldingSegment | None = None
        self._bar.setMinimumWidth(1)  # what does not fit folds; the panel keeps its width
        self.export_button = IconButton(theme, "file-arrow-down", parent=self)
        self.export_button.clicked.connect(self._on_export)
        self.table.left.connect(self._on_all)
        self.table.list_requested.connect(self._on_list)

    def add_folding(self, folding: FoldingSegment) -> None:
        """Add choices to the bar that fold when it gets narrow."""
        self._folding = folding
        self.bar.addWidget(folding)

    def fold(self) -> None:
        """Fold the choices where the bar has no room for them."""
        if self._folding is not None and self.width():
            self._folding.fold(folded=False)
            self.bar.invalidate()
            self._folding.fold(folded=self.bar.sizeHint().width() > self.width())

    def offer(self, title: str, body: str, step: str, icon: str) -> None:
        """Say what would stand here, and offer the first step."""
        self.nothing.set_words(title, body, step)
        self.first.setIcon(self._theme.icon(icon, "text.onaccent"))
        self.second.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self.fold()

    def retranslate(self) -> None:
        """Set the texts again."""
        self.export_button.describe(_("Export"), "Ctrl+Shift+E")

    @Slot(int)
    def _on_list(self, number: int) -> None:
        self.choose_list(number)

    @Slot()
    def _on_all(self) -> None:
        self.widen()

    def choose_list(self, number: int) -> None:
        """Ask for one of the lists, counted from 0."""
        raise NotImplementedError

    def widen(self) -> None:
        """Let go of what narrows the list beside the words searched for."""
        raise NotImplementedError

    @Slot()
    def _on_export(self) -> None:
        self.export_requested.emit(self.export_button)
