"""What is selected, read from the ranges of Qt's selection without asking cell by cell."""

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QItemSelectionRange
from PySide6.QtWidgets import QTableView

from csops_desktop.ui.tables.model import IdTableModel

if TYPE_CHECKING:
    from collections.abc import Iterable


class RowSelection:
    """The selected rows of a table over ids."""

    def __init__(self, view: QTableView, model: IdTableModel[Any]) -> None:
        self._view = view
        self._model = model

    def ids(self) -> list[int]:
        """Return the ids of the selected rows in the order shown; group headings are none."""
        rows: set[int] = set()
        for part in self._ranges():
            rows.update(range(part.top(), part.bottom() + 1))
        found = (self._model.id_at(row) for row in sorted(rows))
        return [id_ for id_ in found if id_ is not None]

    def count(self) -> int:
        """Return how many rows are selected."""
        ranges = self._ranges()
        if len(ranges) == 1:
            return ranges[0].height()
        return len({row for part in ranges for row in range(part.top(), part.bottom() + 1)})

    def between(self, first: int, last: int) -> set[int]:
        """Return the selected ones of some rows, both ends included."""
        rows: set[int] = set()
        for part in self._ranges():
            rows.update(range(max(part.top(), first), min(part.bottom(), last) + 1))
        return rows

    def _ranges(self) -> list[QItemSelectionRange]:
        return list(cast("Iterable[QItemSelectionRange]", self._view.selectionModel().selection()))
