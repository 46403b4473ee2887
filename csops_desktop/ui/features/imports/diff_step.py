"""Fourth step: the dry run, row by row and cell by cell; it works over row numbers, so 100,000 rows are no matter."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import RowPlan, RowState
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.imports import diff_cells
from csops_desktop.ui.features.imports.diff_cells import DiffContext
from csops_desktop.ui.features.imports.diff_panel import DiffPanel
from csops_desktop.ui.features.imports.session import ImportSession
from csops_desktop.ui.tables.columns import Cell
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.tables.view import IdTableView
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, Segment
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.progress import ProgressPanel, centred
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from csops_desktop.services.imports import Preview

_TOUCHED = "touched"
_SEGMENTS: tuple[tuple[str, tuple[RowState, ...]], ...] = (
    (_TOUCHED, (RowState.NEW, RowState.CHANGED, RowState.DOUBT, RowState.ERROR)),
    ("new", (RowState.NEW,)),
    ("changed", (RowState.CHANGED,)),
    ("doubt", (RowState.DOUBT,)),
    ("error", (RowState.ERROR,)),
    ("skipped", (RowState.SKIPPED,)),
    ("same", (RowState.SAME,)),
)


class DiffStep(QWidget):
    """What the import would do.

    Signals:
        columns_requested: back to what happens to each column.
        stopped: やめる while it is worked out or written.
    """

    columns_requested = Signal()
    stopped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._session: ImportSession | None = None
        self._preview: Preview | None = None
        self._context: DiffContext | None = None
        self._counts = dict.fromkeys(RowState, 0)
        self._segment = Segment([key for key, _states in _SEGMENTS], self)
        self._segment.choose(_TOUCHED)
        self._match = label("", "small", tone="2")
        self._columns = Button(theme, compact=True)
        bar = QFrame(self)
        bar.setProperty("surface", "surface")
        bar.setProperty("edge", "bottom")
        bar.setFixedHeight(theme.px("size.command_bar"))
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.px("space.6"), 0, theme.px("space.6"), 0)
        row.addWidget(self._segment)
        row.addStretch(1)
        row.addWidget(self._match)
        row.addWidget(self._columns)
        self._model: IdTableModel[RowPlan] = IdTableModel([], self._load, _at, self, note_of=self._note_of)
        self.table = IdTableView(self._model, theme, None, self)
        self.table.setObjectName("diffTable")
        self.table.set_grid()
        self.panel = DiffPanel(theme, self)
        self._empty = EmptyState(theme, "check-circle", self)
        self._left = QStackedWidget(self)
        self._left.addWidget(self.table)
        self._left.addWidget(self._empty)
        self._splitter = QSplitter(self)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([theme.scaled(900), theme.scaled(340)])
        self.panel.setMinimumWidth(theme.scaled(280))
        self.progress = ProgressPanel(theme, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._splitter)
        self._wait = centred(self.progress, theme.scaled(520))
        self._pages.addWidget(self._wait)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._pages, 1)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self._segment.chosen.connect(self._on_segment)
        self._columns.clicked.connect(self.columns_requested)
        self.progress.cancelled.connect(self.stopped)
        self.table.current_id_changed.connect(self._on_current)
        self.panel.kept.connect(self._on_kept)
        self.panel.same.connect(self._on_same)
        self.panel.other.connect(self._on_other)
        self.panel.left_out.connect(self._on_left_out)

    def retranslate(self) -> None:
        """Set the texts again."""
        self._columns.set_text(_("Columns and rules…"))
        self._empty.set_words(_("No row of this kind"))
        self.panel.retranslate()
        self._show_counts()
        if self._context is not None:
            self._match.setText(diff_cells.match_words(self._context.mapping))
            self._model.set_columns(diff_cells.columns(self._context))
            self.table.show_columns(dict(self.table.widths()))
            self._model.refresh()

    def show_preview(self, session: ImportSession, preview: "Preview", context: DiffContext) -> None:
        """Show a dry run; the current row stays. What the user decides goes to the session."""
        self._session = session
        fresh = (
            self._context is None
            or self._context.mapping != context.mapping
            or self._context.table is not context.table
        )
        self._preview, self._context = preview, context
        self._counts = preview.counts()
        if fresh:
            self._model.set_columns(diff_cells.columns(context))
            self.table.show_columns({})
            touched = sum(self._counts[state] for state in _SEGMENTS[0][1])
            self._segment.choose(_TOUCHED if touched else "same")
        self._pages.setCurrentWidget(self._splitter)
        self._match.setText(diff_cells.match_words(context.mapping))
        self._show_counts()
        self._fill()
        self._model.forget()
        if not self.table.currentIndex().isValid() and self._model.ids:
            self.table.step(1)
        self._on_current(self.table.current_id())

    def show_working(self, what: str) -> None:
        """Show that a long job runs."""
        self.progress.start(what)
        self._pages.setCurrentWidget(self._wait)

    def show_idle(self) -> None:
        """Show the rows again."""
        self._pages.setCurrentWidget(self._splitter)

    def counts(self) -> dict[RowState, int]:
        """Return the number of rows per state."""
        return dict(self._counts)

    def _show_counts(self) -> None:
        counts = self.counts()
        names = {
            _TOUCHED: _("To look at"),
            "new": _("New"),
            "changed": _("Changed"),
            "doubt": _("To decide"),
            "error": _("Errors"),
            "skipped": _("Left out"),
            "same": _("Same"),
        }
        texts = [f"{names[key]} {show.number(sum(counts[state] for state in states))}" for key, states in _SEGMENTS]
        self._segment.set_texts(texts)

    def _fill(self) -> None:
        if self._preview is None:
            return
        states = dict(_SEGMENTS)[self._segment.current() or _TOUCHED]
        rows = tuple(self._preview.rows(*states))
        self.table.show_ids(rows)
        self._left.setCurrentWidget(self.table if rows else self._empty)

    def _load(self, ids: tuple[int, ...], then: Callable[[Sequence[RowPlan]], None]) -> None:
        preview = self._preview
        then([] if preview is None else [preview.plan(at) for at in ids])

    def _note_of(self, plan: RowPlan) -> tuple[int, Cell] | None:
        return None if self._context is None else diff_cells.note_of(self._context, plan)

    @Slot(str)
    def _on_segment(self, _key: str) -> None:
        self._fill()
        if self._model.ids and not self.table.currentIndex().isValid():
            self.table.step(1)
        self._on_current(self.table.current_id())

    @Slot(object)
    def _on_current(self, at: int | None) -> None:
        preview = self._preview
        plan = preview.plan(at) if preview is not None and at is not None else None
        self.panel.show_plan(plan, self._context)

    @Slot(object, object, str, bool)
    def _on_kept(self, at: int, kind: Kind, field: str, kept: bool) -> None:  # noqa: FBT001 (slot)
        if self._session is not None:
            self._session.keep(at, kind, field, kept=kept)

    @Slot(object, object)
    def _on_same(self, at: int, customer_id: int) -> None:
        if self._session is not None:
            self._session.answer_same(at, customer_id)

    @Slot(object)
    def _on_other(self, at: int) -> None:
        if self._session is not None:
            self._session.answer_other(at)

    @Slot(object, bool)
    def _on_left_out(self, at: int, out: bool) -> None:  # noqa: FBT001 (slot)
        if self._session is not None:
            self._session.leave_out(at, out=out)


def _at(plan: RowPlan) -> int:
    return plan.at
