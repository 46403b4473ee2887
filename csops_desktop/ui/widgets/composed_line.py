"""A line of text for Japanese input: the Enter that ends a composition is no Enter of the form."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_RETURNS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ComposedLine(QLineEdit):
    """A line edit that knows whether an input method is composing.

    Signals:
        entered: Enter outside a composition. Ctrl+Enter is left to the form around the line.
    """

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preedit = False
        self._ending = False
        self.setAcceptDrops(False)  # files dropped here are meant for what is around the line

    def is_composing(self) -> bool:
        """Tell whether Enter belongs to the input method."""
        return self._preedit or self._ending

    def finish_composing(self) -> None:
        """Take over what is being composed as it stands."""
        if self._preedit:
            QGuiApplication.inputMethod().commit()

    @Slot()
    def _on_ended(self) -> None:
        self._ending = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 (Qt)
        """Override QLineEdit.inputMethodEvent: some platforms send the Enter that commits after the commit."""
        before, self._preedit = self._preedit, bool(event.preeditString())
        if before and not self._preedit:
            self._ending = True
            QTimer.singleShot(0, self, self._on_ended)
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QLineEdit.keyPressEvent."""
        if Qt.Key(event.key()) not in _RETURNS:
            super().keyPressEvent(event)
        elif self.is_composing():
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QLineEdit.focusOutEvent: leaving the line ends the composition."""
        super().focusOutEvent(event)
        self._preedit = False
