"""The half of promises: which are listed, kept, broken, opened again, added and changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.promises import PromiseBook, PromiseLine, PromiseQuery, State
from csops_desktop.domain.records import Value
from csops_desktop.ui.features.promises.promise_card import KINDS, PromisePanel, Related
from csops_desktop.ui.features.promises.promise_pane import PromisePane
from csops_desktop.ui.features.promises.record_half import RecordHalf
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import ListContext

_COLUMNS = {
    State.OPEN: ("due_on", "text", "customer_id", "made_by", "owner_id", "note"),
    State.LATE: ("due_on", "text", "customer_id", "made_by", "owner_id", "note"),
    State.KEPT: ("kept_on", "due_on", "text", "customer_id", "made_by", "owner_id", "note"),
    State.BROKEN: ("broken_on", "due_on", "text", "customer_id", "made_by", "owner_id", "note"),
}


@dataclass(frozen=True, slots=True)
class _Found:
    """One reading of the list."""

    query: PromiseQuery
    book: PromiseBook
    late: int
    currency: str


class PromiseHalf(RecordHalf[PromiseLine]):
    """Promises."""

    pane: PromisePane
    panel: PromisePanel

    def __init__(self, workbench: Workbench, page: QWidget) -> None:
        context = ListContext(workbench.clock.today())
        pane, panel = PromisePane(workbench.theme, context, page), PromisePanel(workbench.theme, page)
        super().__init__(workbench, Kind.PROMISES, pane, panel, page)
        for source in (pane.table, panel):
            source.kept_requested.connect(self._on_kept)
            source.broken_requested.connect(self._on_broken)
            source.reopen_requested.connect(self._on_reopen)
        panel.open_requested.connect(self.open_customer)

    def load(self) -> None:
        """Override Half.load."""
        services, query = self.workbench.services, self.pane.query

        def work() -> _Found:
            return _Found(query, services.promises.book(query), services.promises.late(), self.currency())

        self.workbench.tasks.query(work, self._arrived, key="promises.list", owner=self)

    def _arrived(self, found: _Found) -> None:
        self.context = ListContext(self.workbench.clock.today(), found.currency)
        self.pane.show_book(found.book, found.query, self.context, owners=self.workbench.crew.team)
        self.counted.emit(found.late)
        self.arrived()

    def customer(self) -> int | None:
        """Override Half.customer."""
        line = self.current()
        return None if line is None else line.customer_id

    def show_panel(self) -> None:
        """Override Half.show_panel."""
        line = self.current()
        if line is not None:
            self.panel.show_line(line, self.context)

    def columns(self) -> Sequence[str]:
        """Override Half.columns."""
        return _COLUMNS[self.pane.query.state]

    @Slot()
    def load_more(self) -> None:
        """Override Half.load_more: what else the customer has."""
        customer = self.customer()
        if customer is None:
            return
        services = self.workbench.services

        def work() -> Related:
            return customer, {kind: services.customers.related(customer, kind) for kind in KINDS}

        tasks = self.workbench.tasks
        tasks.query(work, self.panel.show_found, key="promises.panel", failed=self.gone, owner=self.panel)

    # --- acts ---------------------------------------------------------------------------------------------------

    def add(self, customer: tuple[int, str] | None = None) -> None:
        """Ask for a promise, of the customer of the current line unless another is named, and add it."""
        line = self.current()
        if customer is None and line is not None:
            customer = line.customer_id, line.customer
        self._open_dialog(None, customer)

    def edit(self) -> None:
        """Override RecordHalf.edit."""
        line = self.current()
        if line is not None:
            self._open_dialog(line, None)

    def _open_dialog(self, line: PromiseLine | None, customer: tuple[int, str] | None) -> None:
        from csops_desktop.ui.features.promises.promise_dialog import Known, PromiseDialog  # noqa: PLC0415 (when asked)

        services, tasks, crew = self.workbench.services, self.workbench.tasks, self.workbench.crew
        owner_id = None if line is None else line.owner_id
        members = [(member.id, member.name) for member in crew.crew.members if not member.left or member.id == owner_id]
        known = Known(members if crew.team else (), crew.crew.me)
        dialog = PromiseDialog(self.workbench, known, line, customer, self.page)
        if line is None:
            dialog.carry_out(tasks, lambda values: services.records.create(Kind.PROMISES, values), self.written)
        else:
            dialog.carry_out(tasks, lambda values: _changed(services, line, values), self._on_saved)

    def _on_saved(self, _record: object) -> None:
        self.pane.table.setFocus()

    def _settle(self, state: State) -> None:
        line = self.current()
        if line is None:
            return
        if line.open:
            self.move_on(line.id)
        services = self.workbench.services
        self.workbench.tasks.operate(lambda: services.promises.settle([line.id], state))

    @Slot()
    def _on_kept(self) -> None:
        self._settle(State.KEPT)

    @Slot()
    def _on_broken(self) -> None:
        self._settle(State.BROKEN)

    @Slot()
    def _on_reopen(self) -> None:
        line = self.current()
        if line is not None and not line.open:
            self._settle(State.OPEN)


def _changed(services: Any, line: PromiseLine, values: dict[str, Value]) -> Any:
    """Save what differs, so that the sentence names the one field that was changed."""
    before: dict[str, Value] = {
        "customer_id": line.customer_id,
        "text": line.text,
        "made_by": line.made_by or None,
        "due_on": line.due_on,
        "owner_id": line.owner_id,
        "note": line.note or None,
        "kind": line.kind or None,
    }
    different = {name: value for name, value in values.items() if value != before[name]}
    return services.records.save(Kind.PROMISES, line.id, different)
