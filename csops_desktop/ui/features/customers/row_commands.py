"""What can be done with rows of the list: edit, delete, archive, merge, copy, export, write to."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.fields import NEXT_ACTION, Kind
from csops_desktop.domain.records import Record, Value
from csops_desktop.foundation.errors import CancelledError, CsopsError
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customers.columns import columns
from csops_desktop.ui.features.customers.list_pane import ListPane
from csops_desktop.ui.features.customers.lookups import Knowledge
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import Column
from csops_desktop.ui.tasks import Handle
from csops_desktop.ui.widgets.list_export import ListExport

if TYPE_CHECKING:
    from csops_desktop.ui.opportunities.acts import OpportunityActs
    from csops_desktop.ui.requests.acts import RequestActs

_SLICE = 500


class RowCommands(QObject):
    """Carries out what table, panel and menu ask for."""

    def __init__(self, workbench: Workbench, knowledge: Knowledge, pane: ListPane, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._knowledge = knowledge
        self._pane = pane
        self.acts: dict[ActionId, Callable[[], None]] = {
            ActionId.DELETE_CUSTOMERS: self.delete_selected,
            ActionId.ARCHIVE_CUSTOMERS: self.archive_selected,
            ActionId.COPY_ROWS: self.copy_selected,
            ActionId.LOG_LISTED: self.log,
            ActionId.MERGE_CUSTOMERS: self.merge_selected,
            ActionId.SEND_LIST: self.send_list,
            ActionId.NEW_REQUEST: self.request,
        }
        self.exports = ListExport(workbench, Kind.CUSTOMERS, self._copy, self)
        pane.table.delete_requested.connect(self.delete_selected)
        pane.table.copy_requested.connect(self.copy_selected)
        pane.model.edit_requested.connect(self.edit)
        pane.footer.log_requested.connect(self.log)
        pane.export_requested.connect(self._on_export)

    @cached_property
    def _requests(self) -> "RequestActs":
        from csops_desktop.ui.requests.acts import RequestActs  # noqa: PLC0415 (not before the first paint)

        return RequestActs(self._workbench, self._pane, self._on_request)

    @cached_property
    def _opportunities(self) -> "OpportunityActs":
        from csops_desktop.ui.opportunities.acts import OpportunityActs  # noqa: PLC0415 (not before the first paint)

        return OpportunityActs(self._workbench, self._pane)

    @Slot(object, str, object)
    def edit(self, customer_id: int, name: str, value: Value) -> None:
        """Save one cell; the row is shown again in place and does not move until the list is sorted again."""
        services = self._workbench.services

        def failed(error: CsopsError) -> None:
            self._workbench.messages.error(error)
            self.reload(customer_id)

        def work() -> Outcome[int]:
            if name in NEXT_ACTION:
                return services.customers.edit_next_action(customer_id, name, value)
            return services.customers.edit([customer_id], name, value)

        self._workbench.tasks.operate(
            work,
            lambda _n: self.reload(customer_id),
            self.parent(),
            failed=failed,
            owner=self,
        )

    @Slot(int)
    def reload(self, customer_id: int) -> None:
        """Read one row again."""
        services, model = self._workbench.services, self._pane.model
        self._workbench.tasks.query(lambda: services.customers.rows([customer_id]), model.put, owner=self)

    @Slot()
    def delete_selected(self) -> None:
        """Delete the selected customers; the toast brings them back."""
        self.delete(self._pane.table.selected_ids())

    @Slot(object)
    def delete(self, ids: Sequence[int]) -> None:
        """Delete customers; the toast brings them back."""
        services = self._workbench.services
        if ids:
            self._workbench.tasks.operate(lambda: services.customers.delete(ids))

    @Slot()
    def archive_selected(self) -> None:
        """Put the selected customers away, or back when the archive is shown."""
        self.archive(self._pane.table.selected_ids(), archived=not self._pane.shows_archive())

    @Slot(object, bool)
    def archive(self, ids: Sequence[int], archived: bool) -> None:  # noqa: FBT001 (slot)
        """Put customers away from the list, or back."""
        services = self._workbench.services
        if ids:
            self._workbench.tasks.operate(lambda: services.customers.archive(ids, archived=archived))

    @Slot()
    def merge_selected(self) -> None:
        """Open the merge of the selected customers."""
        chosen = self._pane.table.selected_ids()
        if len(chosen) > 1:
            self._workbench.navigator.merge(chosen)

    @Slot()
    def send_list(self) -> None:
        """Ask for a send list of the selected customers when there are several, else of all that are listed."""
        from csops_desktop.ui.features.customers.send_list import SendListDialog  # noqa: PLC0415 (when asked for)

        chosen = self._pane.table.selected_ids()
        SendListDialog(self._workbench, self._pane, chosen if len(chosen) > 1 else self._pane.listed_ids()).open()

    @Slot()
    def copy_selected(self) -> None:
        """Copy the selected rows as a spreadsheet pastes them."""
        self._copy(self._pane.table.selected_ids())

    @Slot()
    def log(self) -> None:
        """Open the log for the selected customers when there are several, else for all that are listed."""
        chosen = self._pane.table.selected_ids()
        self.log_for(chosen if len(chosen) > 1 else self._pane.listed_ids())

    def log_for(self, ids: Sequence[int]) -> None:
        """Open the log for customers."""
        self._workbench.navigator.log(ids)

    @Slot(object)
    def _on_export(self, anchor: QWidget) -> None:
        self.export(anchor, self._pane.listed_ids())

    @Slot()
    def request(self) -> None:
        """Write down a request of the selected customers."""
        self._requests.add(self._pane.table.selected_ids())

    @Slot()
    def opportunity(self) -> None:
        """Write down where the current customer could grow."""
        self._opportunities.add(self._pane.table.current_id())

    @Slot()
    def start_playbook(self) -> None:
        """Ask which playbook starts for the current customer."""
        from csops_desktop.ui.playbooks.starting import start  # noqa: PLC0415 (only when asked for)

        start(self._workbench, self._pane, self._pane.table.current_id())

    def _on_request(self, _id: int) -> None:
        self._pane.table.setFocus()

    def export(self, anchor: QWidget, ids: Sequence[int]) -> None:
        """Offer the formats and write exactly the listed rows and columns."""
        self.exports.offer(anchor, ids, self._pane.column_names())

    def _copy(self, ids: Sequence[int]) -> None:
        """Put rows on the clipboard; read in slices beside the store worker, so that a long list blocks nobody."""
        if not ids:
            return
        services, knowledge = self._workbench.services, self._knowledge
        shown = columns(self._pane.column_names(), knowledge.lookups.sources, knowledge.context)[1:]

        def work(handle: Handle) -> tuple[int, str]:
            from csops_desktop.exchange.writing import clipboard_text  # noqa: PLC0415 (first use)

            lines: list[list[str]] = []
            for start in range(0, len(ids), _SLICE):
                if handle.cancelled():
                    raise CancelledError
                rows = services.customers.rows(ids[start : start + _SLICE])
                lines += [[_copied(column, row) for column in shown] for row in rows]
            return len(lines), clipboard_text([column.heading() for column in shown], lines)

        self._workbench.tasks.background(work, self.exports.to_clipboard, owner=self)


def _copied(column: Column, row: Record) -> str:
    """Return a value as a spreadsheet reads it: whole dates, numbers without signs of currency."""
    return column.edit_text(row) if column.edit_text is not None else column.word(row).text
