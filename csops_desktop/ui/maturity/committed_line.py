"""A line of text that is taken when it is left or Enter is pressed; Esc brings back what stood there."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from csops_desktop.ui.widgets.parts import set_look


class CommittedLine(QLineEdit):
    """The line.

    Signals:
        committed(str): another text than the one shown was entered.
        keyed(int): Alt with an arrow (−1 up, 1 down), or Ctrl+Delete (0).
    """

    committed = Signal(str)
    keyed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.editingFinished.connect(self._on_finished)
        self.textEdited.connect(self._on_edited)

    def show_text(self, text: str) -> None:
        """Show what is stored; what is being typed stays."""
        typing = self.hasFocus() and self.text() != self._shown
        self._shown = text
        if not typing and self.text() != text:
            self.setText(text)

    def refuse(self) -> None:
        """Say that the text cannot be taken; it stays."""
        set_look(self, "invalid", "true")

    def take_back(self) -> None:
        """Show again what is stored."""
        self.setText(self._shown)
        set_look(self, "invalid", "false")

    @Slot()
    def _on_finished(self) -> None:
        text = self.text().strip()
        if text != self._shown:
            self.committed.emit(text)

    @Slot()
    def _on_edited(self) -> None:
        set_look(self, "invalid", "false")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QLineEdit.keyPressEvent."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape and self.text() != self._shown:
            self.take_back()
        elif held == Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.keyed.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif held == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Delete:
            self.keyed.emit(0)
        elif held in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier} and key in {
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        }:
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
