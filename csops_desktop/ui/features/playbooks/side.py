"""The left part of the page: what narrows the runs, where they get stuck, the views, how runs came out of late."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain.playbooks.board import Board, BoardLine, Narrowed, StickingPoint, sticking_points
from csops_desktop.foundation.i18n import _, current
from csops_desktop.ui.features.playbooks.board_view import BoardView
from csops_desktop.ui.features.playbooks.modes import Mode
from csops_desktop.ui.features.playbooks.strips import ResultStrip, StickingStrip
from csops_desktop.ui.features.playbooks.toolbar import Toolbar
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.empty import EmptyState


class RunsSide(QFrame):
    """The views of the runs and everything around them.

    Signals:
        narrowed(Narrowed): other runs.
        mode_chosen(str): another view.
        begin_requested, starters_requested, templates_requested: the first steps where nothing is.
    """

    narrowed = Signal(object)
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
        for view in (self.board, self.nothing):
            self.stack.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.toolbar, self.sticking):
            layout.addWidget(part)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.results)
        self.toolbar.narrowed.connect(self.narrowed)
        self.sticking.chosen.connect(self._on_point)

    def retranslate(self) -> None:
        """Set the texts again."""
        for part in (self.toolbar, self.sticking, self.results):
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
        (self.first if self.stack.currentWidget() is self.nothing else self.board).setFocus()

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
        empty = self._loaded and not lines
        self.stack.setCurrentWidget(self.nothing if empty else self.board)
        self._show_nothing()

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
