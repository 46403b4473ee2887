"""The page of renewals: what ends when, what we expect to keep, what was lost and why; worked through by keyboard."""

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.renewals import Book
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.contracts.acts import Acts
from csops_desktop.ui.contracts.subject import Subject, of_line
from csops_desktop.ui.features.renewals.pane import RenewalPane
from csops_desktop.ui.features.renewals.panel import RenewalPanel
from csops_desktop.ui.features.renewals.shown import Line, Shown
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.widgets.split_page import SplitPage
from csops_desktop.wording import fields as words

_KEY = "renewals"


@dataclass(frozen=True, slots=True)
class _Found:
    """One reading of the page."""

    book: Book
    currency: str


class RenewalsPage(SplitPage):
    """Contracts and renewals."""

    watches = Area.CUSTOMERS | Area.CONTRACTS | Area.PRODUCTS | Area.MEMBERS | Area.SETTINGS

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        theme = workbench.theme
        self._book = Book()
        self._shown = Shown()
        self._wanted: int | None = None
        self._context = ListContext(workbench.clock.today())
        self.loaded = False
        self.pane = RenewalPane(theme, self._context, self)
        self.panel = RenewalPanel(theme, self)
        self.acts = Acts(workbench, self.subject, self._on_written, self, several=self.subjects)
        self.split(_KEY, self.pane, self.panel)
        self._connect()
        workbench.crew.changed.connect(self._load)
        self._load()

    def _connect(self) -> None:
        table, card = self.pane.table, self.panel.card
        self.pane.wanted.connect(self._on_wanted)
        self.pane.day_changed.connect(self._on_current)
        self.panel.wanted.connect(self._on_wanted)
        self.pane.customers_requested.connect(self.show_customers)
        self.pane.import_requested.connect(self.show_import)
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

    # --- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """Override Page.title."""
        return _("Contract renewals")

    def status(self) -> str:
        """Override Page.status."""
        n = len(self.pane.lines())
        return words.counted(Kind.CONTRACTS, n) if n else ""

    def open(self, argument: object) -> None:
        """Override Page.open: a contract's id goes to its line."""
        if isinstance(argument, int) and not self.pane.table.go_to(argument):
            self._wanted = argument

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self.pane.focus()

    def current_customer(self) -> int | None:
        """Override Page.current_customer."""
        line = self.current()
        return None if line is None else line.customer_id

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        self.pane.retranslate()
        self.panel.retranslate()
        self._show_current()

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh."""
        del areas
        self._load()

    # --- loading ------------------------------------------------------------------------------------------------

    @Slot()
    def _load(self) -> None:
        services = self.workbench.services

        def work() -> _Found:
            return _Found(services.contracts.book(), str(services.settings.get(StoreSetting.CURRENCY) or "JPY"))

        self.workbench.tasks.query(work, self._arrived, key=f"{_KEY}.book", owner=self)

    def _arrived(self, found: _Found) -> None:
        self._book = found.book
        self._context = ListContext(self.workbench.clock.today(), found.currency, self.workbench.crew.team)
        self.loaded = True
        self._show()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.pane.table.go_to(wanted)

    def _show(self) -> None:
        self.pane.show_book(self._book, self._shown, self._context)
        self.panel.show_book(self._book, self._shown, self._context)
        self._show_current()
        self.show_panel(shown=self._book.any_contract)
        self.counted.emit(sum(line.pressing(self._context.today) for line in self._book.lines))
        self.described.emit()

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

    # --- what the user does -------------------------------------------------------------------------------------

    @Slot()
    def _on_current(self) -> None:
        if self.loaded:
            self._show_current()

    def _on_written(self, follow: int | None) -> None:
        self._wanted = follow
        self.focus_content()

    @Slot(object)
    def _on_wanted(self, shown: Shown) -> None:
        self._shown = shown
        self._show()

    @Slot()
    def _on_open(self, _id: object = None) -> None:
        line = self.current()
        if line is not None:
            self.workbench.navigator.go(PageId.CUSTOMERS, line.customer_id)
