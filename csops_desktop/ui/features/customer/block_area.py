"""Where the blocks of a customer stand: one column beside the list, two where there is room; Tab walks them as read."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csops_desktop.ui.features.customer.block import Block
from csops_desktop.ui.features.customer.blocks import BLOCKS, RIGHT
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.state import Workbench

_SOON_MS = 50  # after what is new was painted
_TWO_COLUMNS = 860  # px at 100 % from which the blocks stand in two columns


class BlockArea(QScrollArea):
    """The blocks, scrolled together.

    Attributes:
        blocks: name → block.
        inside: the widget that they stand on.
    """

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme = workbench.theme
        self._roomy = False
        self._ordered: tuple[str, ...] = ()
        self._above: QWidget | None = None
        self._unchained = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._unchained.timeout.connect(self._chain)
        self.inside = QWidget()
        self.inside.setProperty("transparent", "true")
        self.blocks: dict[str, Block] = {
            name: make(workbench, knowledge, self.inside) for name, (_column, make) in BLOCKS.items()
        }
        for block in self.blocks.values():
            block.grown.connect(self._unchained.start)  # walking all blocks takes as long as showing them
            block.block_wanted.connect(self._on_wanted)
        pad = theme.px("space.6") - 2
        self._row = QHBoxLayout(self.inside)
        self._row.setContentsMargins(pad, theme.px("space.4"), pad, theme.px("space.5"))
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for column in self._columns:
            column.setSpacing(theme.px("space.4"))
            column.addStretch(1)
            self._row.addLayout(column, 1)
        self._place()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.inside)

    def order(self) -> tuple[str, ...]:
        """Return the names of the blocks in the order in which they are read."""
        return self._ordered

    def put_above(self, widget: QWidget) -> None:
        """Put something above the blocks."""
        self._above = widget
        self._columns[0].insertWidget(0, widget)

    def drop_above(self) -> None:
        """Take away what stands above the blocks."""
        if self._above is not None:
            self._above.deleteLater()
            self._above = None

    def to_top(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)

    def _place(self) -> None:
        for column in self._columns:
            while column.count() > 1:
                column.takeAt(0)
        self._ordered = tuple(sorted(BLOCKS, key=lambda name: BLOCKS[name][0]) if self._roomy else BLOCKS)
        for name in self._ordered:
            column = self._columns[BLOCKS[name][0] if self._roomy else 0]
            block = self.blocks[name]
            block.set_first(first=column.count() == 1)
            column.insertWidget(column.count() - 1, block)
            block.set_roomy(roomy=self._roomy)
        if self._above is not None:
            self._columns[0].insertWidget(0, self._above)
        self._chain()
        self._row.setStretch(RIGHT, 1 if self._roomy else 0)
        self._row.setSpacing(self._theme.px("space.8") if self._roomy else 0)

    @Slot(str)
    def _on_wanted(self, name: str) -> None:
        block = self.blocks.get(name)
        if block is not None:
            block.take_focus()
            block.reveal(block)

    @Slot()
    def _chain(self) -> None:
        """Let Tab walk the blocks in the order in which they are read, also those that got new parts."""
        self._unchained.stop()
        before: QWidget | None = None
        for name in self._ordered:
            for widget in _walked(self.blocks[name]):
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802, A002, FBT001 (Qt)
        """Override QScrollArea.focusNextPrevChild: whoever is faster than the timer still walks in order."""
        if self._unchained.isActive():
            self._chain()
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QScrollArea.keyPressEvent: Ctrl with the arrows is not for scrolling."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent: two columns where there is room."""
        super().resizeEvent(event)
        roomy = self.width() >= self._theme.scaled(_TWO_COLUMNS)
        if roomy != self._roomy:
            self._roomy = roomy
            self._place()


def _walked(block: Block) -> list[QWidget]:
    """Return what takes the focus inside a block, in the order of the keyboard so far."""
    found: list[QWidget] = []
    widget = block.nextInFocusChain()
    while widget is not None and widget is not block:
        if block.isAncestorOf(widget) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found
