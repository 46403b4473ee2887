"""A table of rows with two lines each, under the headings of its groups."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractItemView, QWidget

from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.tables.view import IdTableView
from csops_desktop.ui.theme import Theme


class TallTableView(IdTableView):
    """An ``IdTableView`` with tall rows, of which one is selected at a time."""

    _headings: tuple[int, ...] = ()

    def __init__(self, model: IdTableModel[Any], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(model, theme, None, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def show_ids(self, ids: Sequence[int], headings: dict[int, str] | None = None) -> None:
        """Override IdTableView.show_ids: the headings may stand elsewhere now."""
        super().show_ids(ids, headings)
        self._fit_rows()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    @Slot()
    def _on_theme_changed(self) -> None:
        """Override IdTableView: two lines need more room."""
        super()._on_theme_changed()
        self.verticalHeader().setDefaultSectionSize(self._theme.px("row.two_line"))
        self._fit_rows()

    def _fit_rows(self) -> None:
        rows = self.verticalHeader()
        wanted = tuple(row for row, id_ in enumerate(self._model.ids) if id_ < 0)
        for row in {*self._headings} - {*wanted}:
            if row < rows.count():
                rows.resizeSection(row, rows.defaultSectionSize())
        for row in wanted:
            rows.resizeSection(row, self._theme.px("row.group"))
        self._headings = wanted
