"""The parts of a draft as a tree: what is chosen there is edited beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from csops_desktop.ui.theme import Theme

Part = tuple[str | int, ...]
"""Names a part; the editor knows what it means."""

WHOLE: Part = ("whole",)

_PART = Qt.ItemDataRole.UserRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line of the tree.

    Attributes:
        right: what stands at its right end.
        fault: what is wrong with it, as a sentence.
        heavy, quiet: bold; or small and grey.
        alarming: what stands at the right is wrong.
    """

    depth: int
    part: Part
    name: str
    right: str = ""
    icon: str = ""
    fault: str = ""
    heavy: bool = False
    quiet: bool = False
    alarming: bool = False


class OutlineTree(QTreeWidget):
    """The tree.

    Signals:
        chosen(Part): another part is current.
        removing: Delete was pressed.
        moving(int): Alt with an arrow: up (−1) or down (1).
        entered: Enter was pressed: go on in the form.
        adding: Insert was pressed.
    """

    chosen = Signal(object)
    removing = Signal()
    moving = Signal(int)
    entered = Signal()
    adding = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(theme.scaled(14))
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._on_current)

    def show_lines(self, lines: Sequence[OutlineLine]) -> None:
        """Show the parts; the current one stays."""
        current = self.part()
        if [self._part(item) for item in self._items()] != [line.part for line in lines]:
            self._fill(lines)
        for item, line in zip(self._items(), lines, strict=True):
            item.setText(0, line.name)
            item.setText(1, line.right)
            item.setTextAlignment(1, _RIGHT)
            item.setToolTip(0, line.fault or line.name)
            icon = ("warning-circle", "danger") if line.fault else (line.icon, "text.3")
            item.setIcon(0, self._theme.icon(*icon) if icon[0] else QIcon())
            heavy = self._theme.font("body", bold=line.heavy)
            for column in (0, 1):
                item.setFont(column, self._theme.font("small") if line.quiet else heavy)
                item.setForeground(column, QBrush(self._theme.color("text.3" if line.quiet else "text")))
            if line.alarming:
                item.setForeground(1, QBrush(self._theme.color("health.red.text")))
        self.choose(current or WHOLE)

    def _fill(self, lines: Sequence[OutlineLine]) -> None:
        self.blockSignals(True)
        self.clear()
        parents: list[QTreeWidgetItem] = []
        for line in lines:
            parents = parents[: line.depth]
            item = QTreeWidgetItem(parents[-1]) if parents else QTreeWidgetItem(self)
            item.setData(0, _PART, line.part)
            parents.append(item)
        self.expandAll()
        self.blockSignals(False)

    def part(self) -> Part | None:
        """Return the current part."""
        item = self.currentItem()
        return self._part(item) if item is not None else None

    def choose(self, part: Part) -> bool:
        """Make a part current; False when it is not there, and then the first one is."""
        for item in self._items():
            if self._part(item) == part:
                self.setCurrentItem(item)
                return True
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
        return False

    def _items(self) -> Iterator[QTreeWidgetItem]:
        def below(item: QTreeWidgetItem | None) -> Iterator[QTreeWidgetItem]:
            if item is not None:
                yield item
                for at in range(item.childCount()):
                    yield from below(item.child(at))

        for at in range(self.topLevelItemCount()):
            yield from below(self.topLevelItem(at))

    @staticmethod
    def _part(item: QTreeWidgetItem) -> Part:
        return tuple(item.data(0, _PART))

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _on_current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(self._part(item))

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802 (Qt)
        """Override QTreeView.drawBranches: nothing is opened or closed here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QTreeWidget.keyPressEvent."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Delete:
            self.removing.emit()
        elif key is Qt.Key.Key_Insert:
            self.adding.emit()
        elif alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moving.emit(-1 if key is Qt.Key.Key_Up else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
