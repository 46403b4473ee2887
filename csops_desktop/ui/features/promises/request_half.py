"""The half of requests: which are listed, written down, changed, told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.requests import RequestBook, RequestLine
from csops_desktop.services.exports import Computed
from csops_desktop.ui.features.promises.record_half import RecordHalf
from csops_desktop.ui.features.promises.request_pane import RequestPane
from csops_desktop.ui.features.promises.request_panel import RequestPanel
from csops_desktop.ui.requests.acts import RequestActs
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.tables.columns import ListContext

_COLUMNS = ("text", "customers", "asking", "mrr", "kind", "status", "raised_on", "told_on", "owner_id", "note")


@dataclass(frozen=True, slots=True)
class _Found:
    """One reading of the list."""

    book: RequestBook
    currency: str


class RequestHalf(RecordHalf[RequestLine]):
    """Requests."""

    pane: RequestPane
    panel: RequestPanel

    def __init__(self, workbench: Workbench, page: QWidget) -> None:
        context = ListContext(workbench.clock.today())
        pane, panel = RequestPane(workbench.theme, context, page), RequestPanel(workbench.theme, page)
        super().__init__(workbench, Kind.REQUESTS, pane, panel, page)
        self.acts = RequestActs(workbench, page, self.written)
        for source in (pane.table, panel):
            source.told_requested.connect(self._on_told)
            source.done_requested.connect(self._on_done)
        panel.customer_requested.connect(self._on_customer)

    def load(self) -> None:
        """Override Half.load."""
        services, query = self.workbench.services, self.pane.query

        def work() -> _Found:
            return _Found(services.requests.book(query), self.currency())

        self.workbench.tasks.query(work, self._arrived, key="requests.list", owner=self)

    def _arrived(self, found: _Found) -> None:
        self.context = ListContext(self.workbench.clock.today(), found.currency)
        self.pane.show_book(found.book, self.context)
        self.arrived()

    def customer(self) -> int | None:
        """Override Half.customer: the only one that asks, or the one chosen among them."""
        line = self.current()
        if line is None or not line.customers:
            return None
        return line.customers[0].id if len(line.customers) == 1 else self.panel.customers.current_id()

    def show_panel(self) -> None:
        """Override Half.show_panel."""
        line = self.current()
        if line is not None:
            self.panel.show_line(line, self.context)

    def columns(self) -> Sequence[str]:
        """Override Half.columns."""
        return _COLUMNS

    def computed(self) -> Mapping[str, Computed]:
        """Override Half.computed: how many ask, and what they pay together."""
        lines = self.pane.lines()
        return {
            "asking": (FieldType.INTEGER, {line.id: len(line.customers) for line in lines}),
            "mrr": (FieldType.MONEY, {line.id: line.mrr for line in lines}),
        }

    @Slot(object)
    def open_customer(self, _id: object = None) -> None:
        """Override Half.open_customer: with several customers one goes among them first."""
        line = self.current()
        if line is not None and len(line.customers) > 1:
            self.panel.walk_customers()
        else:
            super().open_customer()

    # --- acts ---------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for a request, and write it down."""
        self.acts.add(())

    def edit(self) -> None:
        """Override RecordHalf.edit."""
        line = self.current()
        if line is not None:
            self.acts.edit(line)

    @Slot()
    def _on_told(self) -> None:
        line = self.current()
        if line is not None:
            services = self.workbench.services
            self.workbench.tasks.operate(lambda: services.requests.tell([line.id], told=line.told_on is None))

    @Slot()
    def _on_done(self) -> None:
        line = self.current()
        if line is None:
            return
        status = "open" if line.status == "done" else "done"
        self.move_on(line.id)
        services = self.workbench.services
        self.workbench.tasks.operate(lambda: services.requests.set_status([line.id], status))

    @Slot(object)
    def _on_customer(self, customer_id: int) -> None:
        self.workbench.navigator.go(PageId.CUSTOMERS, customer_id)
