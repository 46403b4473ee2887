"""What a change of many would do: counts, and a table of old → new over as many rows as there are."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain.bulk import RowChange
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customers import change_cells
from csops_desktop.ui.features.customers.change_cells import PreviewContext
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.tables.view import IdTableView
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.progress import ProgressPanel, centred
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from csops_desktop.services.bulk import BulkPreview

_CHANGED, _REFUSED, _SAME = "changed", "refused", "same"
_HEIGHT, _WAIT_WIDTH = 300, 420


class ChangePreview(QWidget):
    """Shows a preview, that it is being worked out, or that there is nothing to work out.

    Signals:
        stopped: やめる while something runs.
    """

    stopped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: BulkPreview | None = None
        self._rows: dict[str, list[int]] = {}
        self.segment = Segment((_CHANGED, _REFUSED, _SAME), self)
        self.segment.choose(_CHANGED)
        self._model: IdTableModel[RowChange] = IdTableModel([], self._load, _at, self)
        self.table = IdTableView(self._model, theme, None, self)
        self.table.setObjectName("previewTable")
        self.table.set_grid()
        self.table.setMinimumHeight(theme.scaled(_HEIGHT))
        self._empty = EmptyState(theme, "pencil-simple", self)
        self.progress = ProgressPanel(theme, self)
        self._wait = centred(self.progress, theme.scaled(_WAIT_WIDTH))
        self._stack = QStackedWidget(self)
        self._stack.setProperty("card", "true")
        for widget in (self._empty, self.table, self._wait):
            self._stack.addWidget(widget)
        line = QHBoxLayout()
        line.addWidget(self.segment)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.3"))
        layout.addLayout(line)
        layout.addWidget(self._stack, 1)
        self.segment.chosen.connect(self._on_segment)
        self.progress.cancelled.connect(self.stopped)
        self._show_counts()

    def show_nothing(self, title: str, body: str = "") -> None:
        """Say what is missing for a preview."""
        self._preview, self._rows = None, {}
        self._show_counts()
        self._empty.set_words(title, body)
        self._stack.setCurrentWidget(self._empty)

    def show_preview(self, preview: "BulkPreview", context: PreviewContext) -> None:
        """Show what would happen."""
        self._preview = preview
        self._rows = {_CHANGED: preview.changed, _REFUSED: preview.refused, _SAME: preview.same}
        names = [column.name for column in self._model.columns]
        made = change_cells.columns(context)
        self._model.set_columns(made)
        if [column.name for column in made] != names:
            self.table.show_columns({})
        if not self._rows[self.segment.current()]:
            self.segment.choose(next((key for key, rows in self._rows.items() if rows), _CHANGED))
        self._show_counts()
        self._fill()

    def show_working(self, what: str) -> None:
        """Show how far a long job is."""
        self.progress.start(what)
        self._stack.setCurrentWidget(self._wait)

    def count(self) -> int:
        """Return how many customers change."""
        return len(self._rows.get(_CHANGED, ()))

    def _show_counts(self) -> None:
        words = {_CHANGED: _("Changes"), _REFUSED: _("Not possible"), _SAME: _("Same as before")}
        self.segment.set_texts([f"{text} {show.number(len(self._rows.get(key, ())))}" for key, text in words.items()])

    def _fill(self) -> None:
        rows = tuple(self._rows.get(self.segment.current(), ()))
        self._model.forget()
        self.table.show_ids(rows)
        if not rows:
            self._empty.set_words(_("No customer here"))
        self._stack.setCurrentWidget(self.table if rows else self._empty)
        if rows and not self.table.currentIndex().isValid():
            self.table.step(1)

    def _load(self, ids: tuple[int, ...], then: Callable[[Sequence[RowChange]], None]) -> None:
        preview = self._preview
        then([] if preview is None else [preview.row(at) for at in ids])

    @Slot(str)
    def _on_segment(self, _key: str) -> None:
        if self._preview is not None:
            self._fill()


def _at(row: RowChange) -> int:
    return row.at
