"""The page of renewals: what ends when, what we expect to keep, what was lost and why, and where customers can grow."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from csops_desktop.domain import renewals
from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.renewals import Book, Figures
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.contracts.acts import Acts
from csops_desktop.ui.contracts.subject import State, Subject, of_line
from csops_desktop.ui.features.renewals.cells import EXPORTED
from csops_desktop.ui.features.renewals.modes import Mode
from csops_desktop.ui.features.renewals.opportunity_half import OpportunityHalf
from csops_desktop.ui.features.renewals.pane import RenewalPane
from csops_desktop.ui.features.renewals.panel import RenewalPanel
from csops_desktop.ui.features.renewals.shown import Line, Shown
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.widgets.list_export import ListExport
from csops_desktop.ui.widgets.split_page import SplitPage
from csops_desktop.wording import fields as words

_KEY = "renewals"
_MODES = tuple(Mode)


@dataclass(frozen=True, slots=True)
class _Found:
    """One reading of the page."""

    book: Book
    figures: Figures
    currency: str


class RenewalsPage(SplitPage):
    """Contracts and renewals, and opportunities as the other half."""

    watches = (
        Area.CUSTOMERS | Area.CONTRACTS | Area.OPPORTUNITIES | Area.PRODUCTS | Area.MEMBERS | Area.SETTINGS
    )  # fmt: skip

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        theme = workbench.theme
        self._book, self._figures = Book(), Figures()
        self._shown = Shown()
        self._wanted: int | None = None
        self._context = ListContext(workbench.clock.today())
        self.loaded = False
        self.pane = RenewalPane(theme, self._context, self)
        self.panel = RenewalPanel(theme, self)
        self.half = OpportunityHalf(workbench, self)
        self.acts = Acts(workbench, self.subject, self._on_written, self, several=self.subjects)
        self.exports = ListExport(workbench, Kind.CONTRACTS, self._copy, self)
        self._left, self._right = QStackedWidget(self), QStackedWidget(self)
        for stack, parts in ((self._left, (self.pane, self.half.pane)), (self._right, (self.panel, self.half.panel))):
            for part in parts:
                stack.addWidget(part)
        self.split(_KEY, self._left, self._right)
        self._connect()
        workbench.crew.changed.connect(self._load)
        self._load()

    def _connect(self) -> None:
        table, card = self.pane.table, self.panel.card
        self.pane.wanted.connect(self._on_wanted)
        self.pane.day_changed.connect(self._on_current)
        self.panel.wanted.connect(self._on_wanted)
        self.pane.export_requested.connect(self._on_export)
        for pane in (self.pane, self.half.pane):
            pane.modes.chosen.connect(self._on_mode)
            pane.import_requested.connect(self.show_import)
        self.pane.customers_requested.connect(self.show_customers)
        self.half.shown.connect(self._on_half)
        table.current_id_changed.connect(self._on_current)
        table.opened.connect(self._on_open)
        card.open_requested.connect(self._on_open)
        acts = self.acts
        card.resume_requested.connect(acts.resume)
        for source in (table, card):
            source.note_requested.connect(acts.note)
            source.renew_requested.connect(acts.renew)
            source.amount_requested.connect(acts.change_amount)
            source.end_requested.connect(acts.end)
        table.new_requested.connect(acts.add)
        table.forecast_requested.connect(acts.forecast)
        card.forecast_chosen.connect(acts.forecast)
        for keys, step in (("Ctrl+Tab", self._on_next), ("Ctrl+Shift+Tab", self._on_previous)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(step)
        self.workbench.crew.changed.connect(self.half.load)

    # --- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """Override Page.title."""
        return _("Contract renewals")

    def status(self) -> str:
        """Override Page.status."""
        kind, pane = (Kind.OPPORTUNITIES, self.half.pane) if self._grows() else (Kind.CONTRACTS, self.pane)
        n = len(pane.lines())
        return words.counted(kind, n) if n else ""

    def search_placeholder(self) -> str:
        """Override Page.search_placeholder."""
        return _("Search opportunities") if self._grows() else ""

    def search(self, text: str) -> None:
        """Override Page.search."""
        self.half.search(text)

    def search_text(self) -> str:
        """Override Page.search_text."""
        return self.half.search_text() if self._grows() else ""

    def supported(self) -> frozenset[ActionId]:
        """Override Page.supported."""
        listed = self.half.listed() if self._grows() else self.pane.lines()
        return frozenset({ActionId.EXPORT} if listed and self._shown.mode is not Mode.CALENDAR else ())

    def trigger(self, action: ActionId) -> None:
        """Override Page.trigger."""
        if action is ActionId.EXPORT:
            (self.half.pane if self._grows() else self.pane).export.click()

    def open(self, argument: object) -> None:
        """Override Page.open: a contract's id goes to its line, a mode's name to it, (kind, id) to a record."""
        match argument:
            case int():
                if self._grows():
                    self._on_wanted(Shown())
                if not self.pane.table.go_to(argument):
                    self._wanted = argument
            case str() if argument in _MODES:
                self._on_wanted(Shown(Mode(argument)))
            case (Kind.OPPORTUNITIES, int(record_id)):
                self._on_wanted(Shown(Mode.OPPORTUNITIES))
                self.half.go_to(record_id)

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        if self._grows():
            self.half.pane.table.setFocus()
        else:
            self.pane.focus()

    def current_customer(self) -> int | None:
        """Override Page.current_customer."""
        if self._grows():
            return self.half.customer()
        line = self.current()
        return None if line is None else line.customer_id

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        for part in (self.pane, self.panel, self.half.pane, self.half.panel):
            part.retranslate()
        self._show_modes()
        self._show_current()

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh."""
        del areas
        self._load()

    # --- loading ------------------------------------------------------------------------------------------------

    @Slot()
    def _load(self) -> None:
        services, today = self.workbench.services, self.workbench.clock.today()

        def work() -> _Found:
            book = services.contracts.book()
            currency = str(services.settings.get(StoreSetting.CURRENCY) or "JPY")
            return _Found(book, renewals.figures(book, today), currency)

        self.workbench.tasks.query(work, self._arrived, key=f"{_KEY}.book", owner=self)
        self.half.load()

    def _arrived(self, found: _Found) -> None:
        self._book, self._figures = found.book, found.figures
        self._context = ListContext(self.workbench.clock.today(), found.currency, self.workbench.crew.team)
        self.loaded = True
        self._show()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.pane.table.go_to(wanted)

    def _grows(self) -> bool:
        return self._shown.mode is Mode.OPPORTUNITIES

    def _show(self) -> None:
        at = 1 if self._grows() else 0
        self.half.bring(front=self._grows())
        self._left.setCurrentIndex(at)
        self._right.setCurrentIndex(at)
        if not self._grows():
            self.pane.show_book(self._book, self._shown, self._context)
            self.panel.show_figures(self._figures, self._shown, self._context)
            self._show_current()
        self.show_panel(shown=bool(self.half.book.lines) if self._grows() else self._book.any_contract)
        self._show_modes()
        self.counted.emit(self._figures.pressing.n)
        self.described.emit()

    def _show_modes(self) -> None:
        counts = {
            Mode.ENDING: len(self._book.lines),
            Mode.LOST: len(self._book.lost),
            Mode.OPPORTUNITIES: len(self.half.book.lines),
        }
        for pane in (self.pane, self.half.pane):
            pane.modes.show_mode(self._shown.mode, counts)

    def current(self) -> Line | None:
        """Return the current line."""
        return self.pane.current()

    def subject(self) -> Subject | None:
        """Return the contract of the current line."""
        line = self.current()
        return None if line is None else of_line(line)

    def subjects(self) -> list[Subject]:
        """Return the contracts that are marked, else the one of the current line."""
        lines = [self.pane.line(id_) for id_ in self.pane.table.chosen_ids()] or [self.current()]
        return [of_line(line) for line in lines if line is not None]

    def _show_current(self) -> None:
        self.panel.show_line(self.current(), self._context)

    def _copy(self, ids: Sequence[int]) -> None:
        self.exports.copy_shown(self.pane.model.columns, [self.pane.line(id_) for id_ in ids])

    # --- what the user does -------------------------------------------------------------------------------------

    @Slot()
    def _on_current(self) -> None:
        if self.loaded:
            self._show_current()

    def _on_written(self, follow: int | None) -> None:
        """Go on with the contract that was made; without one with the next that is to be decided."""
        self._wanted = follow
        if follow is None and self._shown.mode is Mode.ENDING:
            self._move_on()
        self.focus_content()

    def _move_on(self) -> None:
        """Go to the next line that is open at once, so that the next key means it."""
        lines, current = self.pane.lines(), self.pane.table.current_id()
        ids = [line.id for line in lines]
        if current in ids:
            later = lines[ids.index(current) + 1 :]
            following = next((line.id for line in later if of_line(line).state is State.OPEN), None)
            if following is not None:
                self.pane.table.go_to(following)

    @Slot(object)
    def _on_wanted(self, shown: Shown) -> None:
        self._shown = shown
        self._show()

    @Slot(str)
    def _on_mode(self, mode: str) -> None:
        self._on_wanted(Shown(Mode(mode)))
        self.focus_content()

    @Slot()
    def _on_next(self) -> None:
        self._on_mode(_MODES[(_MODES.index(self._shown.mode) + 1) % len(_MODES)])

    @Slot()
    def _on_previous(self) -> None:
        self._on_mode(_MODES[_MODES.index(self._shown.mode) - 1])

    @Slot()
    def _on_half(self) -> None:
        """Look again at what the other half shows."""
        self._show_modes()
        if self._grows():
            self.show_panel(shown=bool(self.half.book.lines))
        self.described.emit()

    @Slot(object)
    def _on_export(self, anchor: QWidget) -> None:
        self.exports.offer(anchor, [line.id for line in self.pane.lines()], EXPORTED)

    @Slot()
    def _on_open(self, _id: object = None) -> None:
        line = self.current()
        if line is not None:
            self.workbench.navigator.go(PageId.CUSTOMERS, line.customer_id)
