"""A table of rows with two lines each, under the headings of its groups."""

from collections.abc import Sequence

from PySide6.QtCore import Slot

from csops_desktop.ui.tables.line_table import LineTable


class TallTableView(LineTable):
    """A ``LineTable`` with tall rows."""

    _headings: tuple[int, ...] = ()

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
