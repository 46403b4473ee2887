"""The page of playbooks: which checklists run and how they stand, with the one that is current at the right."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.playbooks import board as rules
from csops_desktop.domain.playbooks.board import Board, Narrowed, RunsPlace
from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.foundation.i18n import _
from csops_desktop.foundation.text import normalise
from csops_desktop.ui.features.playbooks.run_pane import RunPane
from csops_desktop.ui.features.playbooks.side import RunsSide
from csops_desktop.ui.playbooks.starting import start
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.split_page import SplitPage
from csops_desktop.wording import run_board as say

_KEY = "playbooks"
_FOLLOW_MS = 60
"""So long a run must stay current before its checklist is read: walking over the board stays light."""


class PlaybooksPage(SplitPage):
    """Which checklists run, which are late, do they work?"""

    watches = Area.PLAYBOOKS | Area.CUSTOMERS | Area.MEMBERS | Area.SETTINGS | Area.CONTRACTS | Area.HEALTH

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.book = Board()
        self.loaded = False
        self._text = ""
        self._wanted: int | None = None
        self._open = True  # the checklist stands at the right as long as there is a run
        self.side = RunsSide(workbench, self)
        self.board, self.toolbar = self.side.board, self.side.toolbar
        self.run = RunPane(workbench, self)
        self.split(_KEY, self.side, self.run, width="size.detail_max")
        theme = workbench.theme
        self.begin = Button(theme, icon="play", variant="primary", keys="C", parent=self)
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self._connect()
        self.retranslate()
        self._load()

    def _connect(self) -> None:
        board = self.board
        self.begin.clicked.connect(self.start)
        board.start_requested.connect(self.start)
        self.side.begin_requested.connect(self.start)
        self.side.starters_requested.connect(self.choose_starters)
        self._follow.timeout.connect(self._show_run)
        self.side.narrowed.connect(self._on_narrowed)
        self.run.closed.connect(self._on_closed)
        board.current_changed.connect(self._on_current)
        board.opened.connect(self._on_opened)
        board.customer_requested.connect(self._on_customer)
        board.log_requested.connect(self._on_log)
        self.workbench.crew.changed.connect(self._load)

    # --- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """Override Page.title."""
        return _("Playbooks")

    def context(self) -> str:
        """Override Page.context: how many run."""
        return say.running(len(self.book.lines)) if self.book.lines else ""

    def commands(self) -> list[QWidget]:
        """Override Page.commands."""
        return [self.begin]

    def search_placeholder(self) -> str:
        """Override Page.search_placeholder."""
        return _("Search runs: customer, playbook, step")

    def search(self, text: str) -> None:
        """Override Page.search."""
        self._text = text
        self.side.narrow(replace(self.side.by, words=tuple(normalise(text).split())))

    def search_text(self) -> str:
        """Override Page.search_text."""
        return self._text

    def open(self, argument: object) -> None:
        """Override Page.open: an id goes to its run, several show exactly these."""
        match argument:
            case int():
                self._open = True
                if not self.board.go_to(argument):
                    self._wanted = argument
            case RunsPlace(ids):
                self.side.narrow(Narrowed(ids=frozenset(ids)))

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self.side.take_focus()

    def current_customer(self) -> int | None:
        """Override Page.current_customer."""
        line = self.board.current()
        return None if line is None else line.head.customer_id

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        self.begin.set_text(_("Start…"))
        self.side.retranslate()
        self.run.retranslate()

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh."""
        del areas
        self._load()

    # --- loading ------------------------------------------------------------------------------------------------

    @Slot()
    def _load(self) -> None:
        services = self.workbench.services
        self.workbench.tasks.query(services.run_board.board, self._arrived, key=_KEY, owner=self)

    def _arrived(self, book: Board) -> None:
        self.book, self.loaded = book, True
        self.side.take(book)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.board.go_to(wanted)
        self.counted.emit(rules.held_up(book.lines, self.workbench.crew.mine))
        self._on_current()
        self.described.emit()

    @Slot()
    def _show_run(self) -> None:
        run_id = self.board.current_id()
        if run_id is not None and self._open:
            self.run.show_run(run_id)

    # --- what the user does -------------------------------------------------------------------------------------

    @Slot()
    def start(self) -> None:
        """Ask which playbook starts for whom; with no card current nobody is proposed."""
        start(self.workbench, self, done=self._on_started)

    @Slot()
    def choose_starters(self) -> None:
        """Ask which of the ready playbooks to begin with, and publish them."""
        from csops_desktop.ui.features.playbooks.starters_dialog import StartersDialog  # noqa: PLC0415 (when asked)

        services = self.workbench.services

        def ask(found: tuple[Playbook, ...]) -> None:
            dialog = StartersDialog(self.workbench.theme, found, self)
            dialog.carry_out(self.workbench.tasks, services.playbooks.add_ready, self._on_added)

        self.workbench.tasks.query(services.playbooks.starters, ask, owner=self)

    def _on_added(self, _ids: tuple[int, ...]) -> None:
        self.side.take_focus()

    def _on_started(self, run_id: int) -> None:
        self.side.narrow(Narrowed())
        self._wanted, self._open = run_id, True
        self.side.take_focus()

    @Slot(object)
    def _on_narrowed(self, by: Narrowed) -> None:
        self.side.narrow(by)
        self.side.take_focus()

    @Slot()
    def _on_current(self) -> None:
        if self.loaded:
            self.show_panel(shown=self._open and self.board.current_id() is not None)
            self._follow.start()
            self.described.emit()

    @Slot()
    def _on_opened(self) -> None:
        self._open = True
        self._on_current()
        self._show_run()
        self.run.focus_content()

    @Slot()
    def _on_closed(self) -> None:
        self._open = False
        self.show_panel(shown=False)
        self.side.take_focus()

    @Slot()
    def _on_customer(self) -> None:
        customer = self.current_customer()
        if customer is not None:
            self.workbench.navigator.go(PageId.CUSTOMERS, customer)

    @Slot()
    def _on_log(self) -> None:
        self.workbench.navigator.log()
