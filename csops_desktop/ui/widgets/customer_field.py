"""The field that finds a customer while its name is typed; with nothing typed it offers the latest contacted."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.composed_line import ComposedLine

Found = tuple[int, str]
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class CustomerField(ComposedLine):
    """A line with a list of suggestions above it, or below where there is no room.

    Signals:
        asked(text): look up the customers for it; answer with ``offer``.
        chosen: another customer stands here, or none.
        settled: the user picked one and goes on.
    """

    asked = Signal(str)
    chosen = Signal()
    settled = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._customer: Found | None = None
        self._found: list[Found] = []
        self._moved = False
        self._popup: QFrame | None = None
        self._list = QListView()
        self._model = QStringListModel(self)
        self.textEdited.connect(self._on_edited)
        self.entered.connect(self._on_entered)

    def customer(self) -> Found | None:
        """Return the customer that stands here: id and name."""
        return self._customer

    def set_customer(self, customer: Found | None) -> None:
        """Put a customer in, or none."""
        changed = customer != self._customer
        self._customer = customer
        self.setText(customer[1] if customer else "")
        self.setCursorPosition(0)
        self.setToolTip(customer[1] if customer else "")
        self.close_list()
        if changed:
            self.chosen.emit()

    def offer(self, text: str, found: Sequence[Found]) -> None:
        """Show the customers for what is typed; an answer to an older text is dropped."""
        if text != self._typed() or not self.hasFocus():
            return
        self._found = list(found)
        self._moved = False
        if not self._found:
            self.close_list()
            return
        self._model.setStringList([name for _id, name in self._found])
        self._place()
        self._list.setCurrentIndex(self._model.index(0))

    def offered(self) -> list[Found]:
        """Return what is offered now."""
        return list(self._found) if self._popup is not None and self._popup.isVisible() else []

    def close_list(self) -> None:
        """Take the suggestions away."""
        if self._popup is not None:
            self._popup.hide()
        self._found = []

    def _typed(self) -> str:
        return "" if self._customer is not None else self.text()

    def _made(self) -> QFrame:
        if self._popup is None:
            popup = QFrame(self.window())
            popup.setProperty("card", "popup")
            inside = QVBoxLayout(popup)
            inside.setContentsMargins(1, self._theme.px("space.1"), 1, self._theme.px("space.1"))
            inside.addWidget(self._list)
            self._list.setObjectName("suggestions")
            self._list.setModel(self._model)
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.clicked.connect(self._on_clicked)
            self._theme.lift(popup)
            self._popup = popup
        return self._popup

    def _place(self) -> None:
        popup = self._made()
        rows = self._model.rowCount() * (self._theme.px("row.compact") + 1)
        height = rows + 2 * self._theme.px("space.1") + 2
        width = max(self.width(), self._theme.scaled(280))
        corner = self.mapTo(self.window(), QPoint(0, 0))
        left = min(corner.x(), self.window().width() - width)
        gap = self._theme.px("space.2")
        top = corner.y() - height - gap
        if top < 0:  # at the top of a dialog: below it then
            top = min(corner.y() + self.height() + gap, max(0, self.window().height() - height))
        popup.setGeometry(max(0, left), top, width, height)
        popup.show()
        popup.raise_()

    def _take(self, row: int) -> bool:
        if not 0 <= row < len(self._found):
            return False
        self.set_customer(self._found[row])
        return True

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        if self._customer is not None:
            self._customer = None
            self.chosen.emit()
        self.asked.emit(text)

    @Slot()
    def _on_entered(self) -> None:
        if self._customer is not None or self._take(self._list.currentIndex().row()):
            self.settled.emit()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if self._take(index.row()):
            self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QLineEdit.keyPressEvent: arrows walk the list, Esc closes it first."""
        step = _STEPS.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.offered() and step is not None and plain:
            row = min(max(self._list.currentIndex().row() + step, 0), len(self._found) - 1)
            self._list.setCurrentIndex(self._model.index(row))
            self._moved = True
        elif step == 1 and plain and self._customer is None:
            self.asked.emit(self.text())
        elif self.offered() and event.key() == Qt.Key.Key_Escape:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802 (Qt)
        """Override QWidget.focusNextPrevChild: Tab takes the first suggestion for what was typed."""
        if forward and self.offered() and (self.text().strip() or self._moved):
            self._take(self._list.currentIndex().row())
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QLineEdit.focusInEvent: what stands here is replaced by typing; an empty field offers the latest."""
        super().focusInEvent(event)
        self.selectAll()
        if self._customer is None:
            self.asked.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QLineEdit.focusOutEvent."""
        super().focusOutEvent(event)
        self.close_list()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.hideEvent: the list is no child of the field."""
        self.close_list()
        super().hideEvent(event)
