"""Opportunities as a half of the page: list, panel, acts, and what of the book is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.opportunities import Narrowing, OpportunityBook, OpportunityLine, Stage
from csops_desktop.domain.periods import span
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.ui.features.renewals import opportunity_cells as cells
from csops_desktop.ui.features.renewals.opportunity_pane import OpportunityPane, Wanted
from csops_desktop.ui.features.renewals.opportunity_panel import OpportunityPanel
from csops_desktop.ui.opportunities.acts import OpportunityActs
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.widgets.half import Half


@dataclass(frozen=True, slots=True)
class _Found:
    book: OpportunityBook
    currency: str
    year_start: int


class OpportunityHalf(Half):
    """What could grow, what sales took, what was won and lost."""

    pane: OpportunityPane
    panel: OpportunityPanel

    def __init__(self, workbench: Workbench, page: QWidget) -> None:
        context = ListContext(workbench.clock.today())
        pane, panel = OpportunityPane(workbench.theme, context, page), OpportunityPanel(workbench.theme, page)
        super().__init__(workbench, Kind.OPPORTUNITIES, pane, panel, page)
        self.book = OpportunityBook()
        self._wanted_lines = Wanted()
        self._year_start = 4
        self._front, self._stale = False, False
        self.acts = OpportunityActs(workbench, page, self.chosen, self.written)
        table, acts = pane.table, self.acts
        pane.wanted.connect(self._on_wanted)
        pane.export_requested.connect(self.export)
        table.new_requested.connect(self.add)
        table.delete_requested.connect(acts.delete)
        for source, act in (
            (table.edit_requested, acts.edit),
            (table.accept_requested, acts.accept),
            (table.win_requested, acts.win),
            (table.lose_requested, acts.lose),
            (table.reopen_requested, acts.reopen),
            (panel.edit.clicked, acts.edit),
            (panel.delete.clicked, acts.delete),
            (panel.accept.clicked, acts.accept),
            (panel.win.clicked, acts.win),
            (panel.lose.clicked, acts.lose),
            (panel.reopen.clicked, acts.reopen),
            (panel.open_requested, self.open_customer),
        ):
            source.connect(act)
        panel.stage_wanted.connect(self._on_stage)
        panel.reason_wanted.connect(self._on_reason)

    # --- what a half must know ----------------------------------------------------------------------------------

    def load(self) -> None:
        """Override Half.load."""
        services = self.workbench.services

        def work() -> _Found:
            year_start = services.settings.get(StoreSetting.FISCAL_YEAR_START)
            return _Found(services.opportunities.book(), self.currency(), int(year_start or 1))

        self.workbench.tasks.query(work, self._arrived, key="opportunities", owner=self)

    def search(self, text: str) -> None:
        """Override Half.search."""
        if text != self._wanted_lines.text:
            self._on_wanted(replace(self._wanted_lines, text=text))

    def search_text(self) -> str:
        """Override Half.search_text."""
        return self._wanted_lines.text

    def customer(self) -> int | None:
        """Override Half.customer."""
        line = self.current()
        return None if line is None else line.customer_id

    def show_panel(self) -> None:
        """Override Half.show_panel."""
        self.panel.show_line(self.current(), self.context)

    def columns(self) -> Sequence[str]:
        """Override Half.columns."""
        return cells.EXPORTED

    # --- what is current ----------------------------------------------------------------------------------------

    def current(self) -> OpportunityLine | None:
        """Return the current opportunity."""
        return self.pane.line(self.pane.table.current_id())

    def chosen(self) -> list[OpportunityLine]:
        """Return the opportunities an act is meant for: the marked ones, else the current one."""
        lines = (self.pane.line(id_) for id_ in self.pane.table.chosen_ids())
        return [line for line in lines if line is not None]

    @Slot()
    def add(self) -> None:
        """Ask what could grow, with the customer of the current line."""
        self.acts.add(self.customer())

    def _arrived(self, found: _Found) -> None:
        self.book, self._year_start = found.book, found.year_start
        self.context = ListContext(self.workbench.clock.today(), found.currency)
        self._stale = True
        if self._front:
            self._show()
        self.arrived()

    def bring(self, *, front: bool) -> None:
        """Come to the front, or go behind, where nothing is listed anew."""
        self._front = front
        if front and self._stale:
            self._show()
            self._on_current()

    def _show(self) -> None:
        self._stale = False
        wanted = self._wanted_lines
        days = span(wanted.period, self.context.today, self._year_start)
        wanted = replace(wanted, narrowing=replace(wanted.narrowing, span=days))
        self.pane.show_book(self.book, wanted, self.context, owners=self.workbench.crew.team)
        summed = replace(wanted.narrowing, stage=None, reason=None)
        lines = tuple(line for line in self.book.lines if summed.lets(line))
        self.panel.show_sums(lines, wanted.narrowing, self.context)
        self.show_panel()

    @Slot(object)
    def _on_wanted(self, wanted: Wanted) -> None:
        self._wanted_lines = replace(wanted, narrowing=replace(wanted.narrowing, span=Narrowing().span))
        self._show()
        self.shown.emit()

    @Slot(object)
    def _on_stage(self, stage: Stage | None) -> None:
        self._narrow(stage=stage, reason=None)

    @Slot(object)
    def _on_reason(self, reason: str | None) -> None:
        self._narrow(stage=None, reason=reason)

    def _narrow(self, *, stage: Stage | None, reason: str | None) -> None:
        narrowing = replace(self._wanted_lines.narrowing, stage=stage, reason=reason)
        self._on_wanted(replace(self._wanted_lines, narrowing=narrowing))
