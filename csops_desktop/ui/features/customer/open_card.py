"""A part of a block that takes the focus as a whole and is opened by Enter, F2, a letter or a double click."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops_desktop.ui.theme import Theme

_OPENING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}


class OpenCard(QWidget):
    """A card whose content a subclass puts into ``inside``.

    Signals:
        opened: it is to be opened.
    """

    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget, *, letter: Qt.Key | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._opening = _OPENING if letter is None else _OPENING | {letter}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.inside = QVBoxLayout(self)
        pad = theme.px("space.2")
        self.inside.setContentsMargins(pad, pad, pad, pad)
        self.inside.setSpacing(theme.px("space.1"))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.fillRect(self.rect(), self.theme.color("bg.selected"))
            painter.fillRect(0, 0, 3, self.height(), self.theme.color("accent"))
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: the arrows go on to what stands above and below."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in self._opening:
            self.opened.emit()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseDoubleClickEvent."""
        self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.focusInEvent."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.focusOutEvent."""
        super().focusOutEvent(event)
        self.update()
