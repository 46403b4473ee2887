"""The page of playbooks: which checklists run and how they stand, with the one that is current at the right."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Area, Outcome
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks import board as rules
from csops_desktop.domain.playbooks.board import Board, Narrowed, RunsPlace, Week
from csops_desktop.domain.playbooks.definition import Playbook, Proof
from csops_desktop.domain.playbooks.shown import StepLine
from csops_desktop.foundation.i18n import _
from csops_desktop.foundation.text import normalise
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.playbooks.modes import Mode
from csops_desktop.ui.features.playbooks.run_export import RunExport
from csops_desktop.ui.features.playbooks.run_pane import RunPane
from csops_desktop.ui.features.playbooks.run_table import Which
from csops_desktop.ui.features.playbooks.side import RunsSide
from csops_desktop.ui.features.playbooks.week_pane import WHOSE
from csops_desktop.ui.playbooks.starting import start
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.list_export import ListExport
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
        self._copies = ListExport(workbench, Kind.CUSTOMERS, lambda _ids: None, self)
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self.templates = Button(theme, icon="pencil-simple", parent=self)
        self._connect()
        self.retranslate()
        self._load()

    def _connect(self) -> None:
        board = self.board
        self.begin.clicked.connect(self.start)
        board.start_requested.connect(self.start)
        self.side.begin_requested.connect(self.start)
        self.side.templates_requested.connect(self._on_templates)
        self.templates.clicked.connect(self._on_templates)
        self.side.starters_requested.connect(self.choose_starters)
        self._follow.timeout.connect(self._show_run)
        self.side.narrowed.connect(self._on_narrowed)
        self.run.closed.connect(self._on_closed)
        table, week = self.side.table.table, self.side.week.table
        for source in (board, table, week):
            source.opened.connect(self._on_opened)
            source.customer_requested.connect(self._on_customer)
            source.log_requested.connect(self._on_log)
        for lines in (table, week):
            lines.current_id_changed.connect(self._on_current)
            lines.start_requested.connect(self.start)
        for owned in (board, table):
            owned.owner_requested.connect(self.hand_over)
        board.current_changed.connect(self._on_current)
        week.done_requested.connect(self._on_done)
        table.copy_requested.connect(self._on_copy)
        self.side.mode_chosen.connect(self._on_mode)
        self.side.table.which_chosen.connect(self._on_which)
        self.side.table.export_requested.connect(self._on_export)
        self.side.week.whose_chosen.connect(self._on_whose)
        self.side.week.out.clicked.connect(self._on_days)
        self.side.results.closed_requested.connect(self._on_show_closed)
        for keys, step in (("Ctrl+Tab", self._on_next), ("Ctrl+Shift+Tab", self._on_previous)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(step)
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
        return [self.templates, self.begin]

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
                if self.side.mode is Mode.WEEK:
                    self._show_mode(Mode.BOARD)
                if not self.side.go_to(argument):
                    self._wanted = argument
            case RunsPlace(ids):
                self.side.by = Narrowed(ids=frozenset(ids))
                self.side.table.show_which(Which.CLOSED)
                self._show_mode(Mode.TABLE)
            case str() if argument in tuple(Mode):
                self._show_mode(Mode(argument))

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self.side.take_focus()

    def current_customer(self) -> int | None:
        """Override Page.current_customer."""
        head = self.side.current()
        return None if head is None else head.customer_id

    def supported(self) -> frozenset[ActionId]:
        """Override Page.supported."""
        return frozenset({ActionId.EXPORT} if self.book.any_run else ())

    def trigger(self, action: ActionId) -> None:
        """Override Page.trigger: the table is what can be exported."""
        if action is ActionId.EXPORT:
            self._show_mode(Mode.TABLE)
            self.side.table.export.click()

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        self.begin.set_text(_("Start…"))
        self.templates.set_text(_("Templates"))
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
            self.side.go_to(wanted)
        self._load_more()
        self.counted.emit(rules.held_up(book.lines, self.workbench.crew.mine))
        self._on_current()
        self.described.emit()

    def _load_more(self) -> None:
        """Read what only the view that is shown needs."""
        services, side = self.workbench.services, self.side
        if side.mode is Mode.TABLE and (side.table.shown() is Which.CLOSED or side.by.ids is not None):
            self.workbench.tasks.query(
                lambda: services.run_board.closed(None), side.take_closed, key=f"{_KEY}.closed", owner=self
            )
        elif side.mode is Mode.WEEK:
            mine = self._mine()
            self.workbench.tasks.query(
                lambda: services.run_board.week(mine), self._week_arrived, key=f"{_KEY}.week", owner=self
            )

    def _mine(self) -> int | None:
        """Return of whom alone the week is, None for everybody's."""
        crew = self.workbench.crew
        return crew.crew.me if crew.team and self.side.week.whose.current() == WHOSE[0] else None

    @Slot()
    def _on_days(self) -> None:
        self.run.files.write_days(_("Playbooks"), owner_id=self._mine())

    def _week_arrived(self, week: Week) -> None:
        self.side.take_week(week)
        self._on_current()

    def _show_mode(self, mode: Mode) -> None:
        self.side.show_mode(mode)
        self._load_more()
        self._on_current()

    @Slot()
    def _show_run(self) -> None:
        head = self.side.current()
        if head is not None and self._open:
            self.run.show_run(head.id)

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

    @Slot(object)
    def _on_current(self, _id: object = None) -> None:
        if self.loaded:
            self.show_panel(shown=self._open and self.side.current() is not None)
            self._follow.start()
            self.described.emit()

    @Slot(str)
    def _on_mode(self, mode: str) -> None:
        self._show_mode(Mode(mode))
        self.side.take_focus()

    @Slot()
    def _on_next(self) -> None:
        self._step(1)

    @Slot()
    def _on_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        modes = tuple(Mode)
        self._on_mode(modes[(modes.index(self.side.mode) + by) % len(modes)])

    @Slot(object)
    def _on_which(self, _which: Which) -> None:
        if self.side.by.ids is not None:
            self.side.by = Narrowed()
        self.side.show_runs()
        self._load_more()
        self.side.take_focus()

    @Slot()
    def _on_show_closed(self) -> None:
        self.side.table.show_which(Which.CLOSED)
        self._on_mode(Mode.TABLE)

    @Slot(str)
    def _on_whose(self, _whose: str) -> None:
        self._load_more()
        self.side.take_focus()

    @Slot()
    def _on_done(self) -> None:
        """Tick the current step of the week; one that needs proof opens its checklist."""
        pane = self.side.week
        step = pane.line(pane.table.current_id())
        if step is None:
            return
        if step.line.step is not None and step.line.step.proof is not Proof.NONE and not _proven(step.line):
            self.workbench.messages.toast(_("This step needs proof. Enter it in the checklist."), icon="paperclip")
            self._on_opened()
            return
        following = pane.following(step.line.id)
        if following is not None:
            pane.table.go_to(following)
        services, step_id = self.workbench.services, step.line.id
        self.workbench.tasks.operate(lambda: services.run_steps.tick(step_id))

    @Slot()
    def hand_over(self) -> None:
        """Ask to whom the chosen runs are given."""
        from csops_desktop.ui.features.playbooks.give_dialog import GiveDialog, Giving  # noqa: PLC0415 (when asked)

        ids, crew, services = self.side.chosen(), self.workbench.crew, self.workbench.services
        head = self.side.current()
        if not ids or head is None or not crew.team:
            return
        dialog = GiveDialog(self.workbench.theme, len(ids), crew.crew.offered(), head.owner_id, self)

        def write(given: Giving) -> Outcome[int]:
            return services.run_board.hand_over(ids, given.member_id, steps=given.steps)

        dialog.carry_out(self.workbench.tasks, write, self._on_given)

    def _on_given(self, _n: int) -> None:
        self.side.take_focus()

    @Slot(object)
    def _on_export(self, anchor: QWidget) -> None:
        pane = self.side.table
        RunExport(self.workbench, self).offer(anchor, pane.model.columns, pane.lines())

    @Slot()
    def _on_copy(self) -> None:
        pane = self.side.table
        lines = [pane.line(id_) for id_ in pane.table.chosen_ids()]
        self._copies.copy_shown(pane.model.columns, lines)

    @Slot(object)
    def _on_opened(self, _id: object = None) -> None:
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
    def _on_templates(self) -> None:
        self.workbench.navigator.go(PageId.PLAYBOOK_LIST)

    @Slot()
    def _on_customer(self) -> None:
        customer = self.current_customer()
        if customer is not None:
            self.workbench.navigator.go(PageId.CUSTOMERS, customer)

    @Slot()
    def _on_log(self) -> None:
        self.workbench.navigator.log()


def _proven(line: StepLine) -> bool:
    return bool(line.proof or line.proof_on or line.rating)
