"""The left part of the page: what narrows the runs, where they get stuck, the views, how runs came out of late."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain.playbooks.board import Board, BoardLine, Narrowed, StickingPoint, Week, sticking_points
from csops_desktop.domain.playbooks.shown import RunHead
from csops_desktop.foundation.i18n import _, current
from csops_desktop.ui.features.playbooks.board_view import BoardView
from csops_desktop.ui.features.playbooks.modes import Mode
from csops_desktop.ui.features.playbooks.run_table import RunTablePane, Which
from csops_desktop.ui.features.playbooks.strips import ResultStrip, StickingStrip
from csops_desktop.ui.features.playbooks.toolbar import Toolbar
from csops_desktop.ui.features.playbooks.week_pane import WeekPane
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.widgets.empty import EmptyState


class RunsSide(QFrame):
    """The views of the runs and everything around them.

    Signals:
        narrowed(Narrowed): other runs.
        mode_chosen(str): another view of the runs.
        begin_requested, starters_requested, templates_requested: the first steps where nothing is.
    """

    narrowed = Signal(object)
    mode_chosen = Signal(str)
    begin_requested = Signal()
    starters_requested = Signal()
    templates_requested = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        theme = workbench.theme
        self._bench = workbench
        self.by = Narrowed()
        self.mode = Mode.BOARD
        self._book = Board()
        self._loaded = False
        self._points: tuple[StickingPoint, ...] = ()
        self.toolbar = Toolbar(theme, self)
        self.sticking = StickingStrip(theme, self)
        self.board = BoardView(theme, self)
        self.results = ResultStrip(theme, self)
        self.nothing = EmptyState(theme, "check-square-offset", self)
        self.first = self.nothing.add_button(self._on_first, icon="play", primary=True)
        self.second = self.nothing.add_button(self._on_second, icon="pencil-simple")
        self.stack = QStackedWidget(self)
        context = ListContext(workbench.clock.today())
        self.table, self.week = RunTablePane(theme, context, self), WeekPane(theme, context, self)
        self._closed: tuple[BoardLine, ...] = ()
        self._closed_loaded = False
        for view in (self.board, self.nothing, self.table, self.week):
            self.stack.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.toolbar, self.sticking):
            layout.addWidget(part)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.results)
        self.toolbar.narrowed.connect(self.narrowed)
        self.toolbar.mode_chosen.connect(self.mode_chosen)
        self.sticking.chosen.connect(self._on_point)
        for pane in (self.table, self.week):
            pane.customers_requested.connect(self._on_none)

    def retranslate(self) -> None:
        """Set the texts again."""
        for part in (self.toolbar, self.sticking, self.results, self.table, self.week):
            part.retranslate()
        self.show_runs()

    def take(self, book: Board) -> None:
        """Take what was read."""
        self._book, self._loaded = book, True
        self._points = sticking_points(book.lines, book.today)
        crew = self._bench.crew
        self.toolbar.show_owners(crew.crew.offered() if crew.team else ())
        self.show_runs()

    def take_focus(self) -> None:
        """Put the focus on what is shown."""
        shown = self.stack.currentWidget()
        if shown is self.nothing:
            self.first.setFocus()
        elif isinstance(shown, RunTablePane | WeekPane):
            (shown.table if shown.lines() else shown.first).setFocus()
        else:
            self.board.setFocus()

    def show_mode(self, mode: Mode) -> None:
        """Show another view."""
        self.mode = mode
        self.toolbar.modes.choose(mode)
        self.toolbar.offer_narrowing(offered=mode is not Mode.WEEK)
        self.show_runs()

    def take_closed(self, lines: tuple[BoardLine, ...]) -> None:
        """Take the runs that are closed."""
        self._closed, self._closed_loaded = lines, True
        self.show_runs()

    def take_week(self, week: Week) -> None:
        """Take the steps of the week."""
        crew = self._bench.crew
        self.week.show_week(week, self._context(), choice=crew.team and crew.me is not None)

    def current(self) -> RunHead | None:
        """Return the run that is current in the view that is shown."""
        if self.mode is Mode.TABLE:
            line = self.table.line(self.table.table.current_id())
            return None if line is None else line.head
        if self.mode is Mode.WEEK:
            step = self.week.line(self.week.table.current_id())
            return None if step is None else step.head
        card = self.board.current()
        return None if card is None else card.head

    def chosen(self) -> list[int]:
        """Return the open runs that an act is meant for: those marked in the table, else the current one."""
        if self.mode is Mode.TABLE:
            lines = (self.table.line(id_) for id_ in self.table.table.chosen_ids())
            return [line.id for line in lines if line is not None and line.head.open]
        head = self.current()
        return [] if head is None else [head.id]

    def go_to(self, run_id: int) -> bool:
        """Make a run current; False when it is not shown."""
        if self.mode is Mode.TABLE:
            return self.table.table.go_to(run_id)
        return self.board.go_to(run_id)

    def _context(self) -> ListContext:
        return ListContext(self._bench.clock.today(), owners=self._bench.crew.team)

    def narrow(self, by: Narrowed) -> None:
        """Show other runs."""
        self.by = by
        self.show_runs()

    def lines(self) -> tuple[BoardLine, ...]:
        """Return the open runs that are shown, the most urgent first."""
        return self.by.chosen(self._book.lines, current())

    def show_runs(self) -> None:
        """Show what was read as it is narrowed now."""
        book, lines = self._book, self.lines()
        point = next((each for each in self._points if (each.playbook_id, each.step_key) == self.by.step), None)
        self.toolbar.show_runs(book.lines, self.by, point)
        self.sticking.show_points(self._points, self.by.step)
        self.results.show_results(book.results)
        self.board.show_lines(lines, book, owners=self._bench.crew.team)
        if self.mode is Mode.TABLE:
            self._show_table(lines)
        nothing = self._loaded and not lines and (self.mode is Mode.BOARD or not book.any_run)
        views = {Mode.BOARD: self.board, Mode.TABLE: self.table, Mode.WEEK: self.week}
        self.stack.setCurrentWidget(self.nothing if nothing else views[self.mode])
        self.toolbar.setVisible(book.any_run)
        self.sticking.setVisible(bool(self._points) and self.mode is not Mode.WEEK)
        self.results.setVisible(bool(book.results.total) and self.mode is Mode.BOARD)
        self._show_nothing()

    def _show_table(self, lines: tuple[BoardLine, ...]) -> None:
        if self.table.shown() is Which.OPEN and self.by.ids is None:
            self.table.show_lines(lines, self._context(), loaded=self._loaded)
            return
        every = self._closed if self.by.ids is None else (*self._closed, *self._book.lines)
        self.table.show_lines(self.by.chosen(every, current()), self._context(), loaded=self._closed_loaded)

    def _show_nothing(self) -> None:
        book = self._book
        self.second.setVisible(not book.lines)
        if book.lines:
            self.nothing.set_words(_("No run like this"), "", _("Show all"))
        elif not book.published:
            self.nothing.set_words(
                _("No playbook yet"),
                _("A playbook is a checklist with dates: whom to talk to, what to prepare, by when. Choose from the "
                  "ready ones, and change them as you work."),
                _("Choose ready playbooks…"),
                _("Write one…"),
            )  # fmt: skip
        else:
            self.nothing.set_words(
                _("Nothing is running"),
                _("Start a playbook for a customer: every step gets its date, and you see here what is late."),
                _("Start a playbook…"),
                _("Playbooks"),
            )

    @Slot(object)
    def _on_point(self, point: StickingPoint | None) -> None:
        step = None if point is None else (point.playbook_id, point.step_key)
        self.narrowed.emit(Narrowed(owner_id=self.by.owner_id, words=self.by.words, step=step))

    @Slot()
    def _on_first(self) -> None:
        if self._book.lines:
            self.narrowed.emit(Narrowed())
        elif self._book.published:
            self.begin_requested.emit()
        else:
            self.starters_requested.emit()

    @Slot()
    def _on_second(self) -> None:
        self.templates_requested.emit()

    @Slot()
    def _on_none(self) -> None:
        self.mode_chosen.emit(Mode.BOARD.value)
