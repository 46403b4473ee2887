"""What the halves of promises and of requests have in common besides what every half has."""

from dataclasses import replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractButton, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.promises import PromiseQuery
from csops_desktop.domain.requests import RequestQuery
from csops_desktop.ui.features.promises.record_pane import RecordPane
from csops_desktop.ui.features.promises.record_panel import RecordPanel
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.half import Half

L = TypeVar("L")
Query = PromiseQuery | RequestQuery


class RecordHalf(Half, Generic[L]):
    """Records that are listed by a query."""

    def __init__(
        self, workbench: Workbench, kind: Kind, pane: RecordPane[L, Any, Any], panel: RecordPanel, page: QWidget
    ) -> None:
        super().__init__(workbench, kind, pane, panel, page)
        self._records: RecordPane[L, Any, Any] = pane
        self._record: RecordPanel = panel
        pane.wanted.connect(self._on_wanted)
        pane.new_requested.connect(self._on_new)
        pane.export_requested.connect(self.export)
        table = pane.table
        table.new_requested.connect(self._on_new)
        for source in (table, panel):
            source.edit_requested.connect(self._on_edit)
            source.delete_requested.connect(self.delete)

    def current(self) -> L | None:
        """Return the current record."""
        return self._records.line(self._records.table.current_id())

    def edit(self) -> None:
        """Ask what is to be changed of the current record."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Override Half.retranslate."""
        self._records.retranslate()
        self._record.retranslate()

    def search(self, text: str) -> None:
        """Override Half.search."""
        if text != self.search_text():
            self._on_wanted(replace(self._records.query, text=text))

    def search_text(self) -> str:
        """Override Half.search_text."""
        return str(self._records.query.text)

    def export_button(self) -> QAbstractButton:
        """Override Half.export_button."""
        return self._records.export_button

    @Slot()
    def _on_new(self) -> None:
        self.add()

    @Slot()
    def _on_edit(self) -> None:
        self.edit()

    @Slot(object)
    def _on_wanted(self, query: Query) -> None:
        self._records.query = query
        self.load()
