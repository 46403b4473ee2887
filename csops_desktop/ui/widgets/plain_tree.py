"""A short table of texts in a frame, for dialogs and settings: a heading per column, the first one takes the room."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from csops_desktop.ui.theme import Theme

ID = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlainTree(QTreeWidget):
    """The table.

    Args:
        theme: look.
        rows: so many rows are seen at once.
        numbers: columns whose texts stand at the right.
    """

    def __init__(self, theme: Theme, rows: int, parent: QWidget, *, columns: int, numbers: Sequence[int] = ()) -> None:
        super().__init__(parent)
        self._numbers = tuple(numbers)
        self.setColumnCount(columns)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.ensurePolished()  # the first row tells the height of all: it must know the style already
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionsClickable(False)
        self.header().setHighlightSections(False)
        for column in range(columns):
            stretch = QHeaderView.ResizeMode.Stretch if column == 0 else QHeaderView.ResizeMode.ResizeToContents
            self.header().setSectionResizeMode(column, stretch)
        self.setFixedHeight(theme.px("row.header") + rows * (theme.px("row.compact") + 1) + 2)

    def set_headings(self, headings: Sequence[str]) -> None:
        """Set the texts of the header."""
        self.setHeaderLabels(list(headings))
        for column in self._numbers:
            self.headerItem().setTextAlignment(column, _RIGHT)

    def add(self, number: int, texts: Sequence[str]) -> QTreeWidgetItem:
        """Add a row that stands for a number."""
        item = QTreeWidgetItem(self, list(texts))
        item.setData(0, ID, number)
        for column in self._numbers:
            item.setTextAlignment(column, _RIGHT)
        return item

    def items(self) -> list[QTreeWidgetItem]:
        """Return the rows."""
        found = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    @staticmethod
    def number(item: QTreeWidgetItem) -> int:
        """Return what a row stands for."""
        return int(item.data(0, ID))

    def chosen(self) -> list[int]:
        """Return what the selected rows stand for."""
        return [self.number(item) for item in self.selectedItems()]


def framed(tree: PlainTree, parent: QWidget) -> QFrame:
    """Return a frame of the house around a table."""
    frame = QFrame(parent)
    frame.setProperty("card", "true")
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(1, 1, 1, 1)
    inner.addWidget(tree)
    return frame
