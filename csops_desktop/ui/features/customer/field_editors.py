"""One editor per field of the form; each says when its input is done and keeps it when it is wrong."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Field, FieldType
from csops_desktop.domain.records import Value
from csops_desktop.ui.widgets.composed_line import ComposedLine
from csops_desktop.ui.widgets.quiet import QuietCombo

_LISTED = frozenset({FieldType.CHOICE, FieldType.FLAG, FieldType.REFERENCE})


class _LongText(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.left.emit()
            event.ignore()  # the form around may save all of it
        else:
            super().keyPressEvent(event)


class FieldEditor(QWidget):
    """The editor of one field.

    Signals:
        committed: the input is done (Enter, focus left, a choice made) and differs from what was shown.
        entered: Enter in a line of text, outside of a composition.
    """

    committed = Signal()
    entered = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._shown = ""
        self._value: Value = None
        self._before: tuple[Value, str] = (None, "")
        self._choices: Sequence[tuple[Value, str]] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._box: QComboBox | QLineEdit | QPlainTextEdit
        if field.type in _LISTED:
            self._box = QuietCombo(self)
            self._box.activated.connect(self._on_done)
        elif field.type is FieldType.LONG_TEXT:
            self._box = _LongText(self)
            self._box.setFixedHeight(self._box.fontMetrics().lineSpacing() * 4)
            self._box.setTabChangesFocus(True)
            self._box.left.connect(self._on_done)
        else:
            self._box = line = ComposedLine(self)
            line.editingFinished.connect(self._on_done)
            line.entered.connect(self._on_done)
            line.entered.connect(self.entered)
        self._box.installEventFilter(self)
        self._box.setObjectName(f"edit_{field.name}")
        self.setFocusProxy(self._box)
        layout.addWidget(self._box)

    @property
    def box(self) -> QWidget:
        """The widget that takes the focus and shows the invalid edge."""
        return self._box

    def set_choices(self, choices: Sequence[tuple[Value, str]]) -> None:
        """Offer these values; an empty one stands first."""
        if isinstance(self._box, QComboBox) and tuple(choices) != tuple(self._choices):
            self._choices = tuple(choices)
            self._box.clear()
            self._box.addItem("", None)
            for value, words in choices:
                self._box.addItem(words, value)
            self._pick()

    def show_value(self, value: Value, text: str, *, force: bool = False) -> None:
        """Show a value; input that is not done yet stays unless ``force``."""
        if not force and (self.is_dirty() or (self._box.hasFocus() and self._shown == text)):
            return
        self._value, self._shown = value, text
        if isinstance(self._box, QComboBox):
            self._pick()
        elif isinstance(self._box, QLineEdit):
            if self._box.text() != text:
                self._box.setText(text)
                self._box.setCursorPosition(0)
        elif self._box.toPlainText() != text:
            self._box.setPlainText(text)

    def suggest(self, value: Value, text: str) -> None:
        """Put in a value as if the user had; it is not saved yet."""
        if isinstance(self._box, QComboBox):
            at = next((row for row in range(self._box.count()) if self._box.itemData(row) == value), 0)
            self._box.setCurrentIndex(at)
        elif isinstance(self._box, QLineEdit):
            self._box.setText(text)
        else:
            self._box.setPlainText(text)

    def is_dirty(self) -> bool:
        """Tell whether the input differs from what was shown."""
        if isinstance(self._box, QComboBox):
            return bool(self._box.currentData() != self._value) and self._box.count() > 0
        return self.text() != self._shown

    def text(self) -> str:
        """Return what was typed."""
        if isinstance(self._box, QLineEdit):
            return self._box.text()
        return self._box.currentText() if isinstance(self._box, QComboBox) else self._box.toPlainText()

    def choice(self) -> Value:
        """Return the value chosen in a list."""
        if not isinstance(self._box, QComboBox):
            raise TypeError(self.field.name)
        chosen: Value = self._box.currentData()
        return chosen

    @property
    def listed(self) -> bool:
        """Whether values are chosen, not typed."""
        return isinstance(self._box, QComboBox)

    def accept(self) -> None:
        """Take the input as what is shown: it is being saved."""
        self._before = (self._value, self._shown)
        self._shown = self.text()
        if isinstance(self._box, QComboBox):
            self._value = self._box.currentData()

    def reject(self) -> None:
        """Count the input as unsaved again: saving failed."""
        self._value, self._shown = self._before

    def revert(self) -> None:
        """Put back what was shown."""
        self.show_value(self._value, self._shown, force=True)

    def _pick(self) -> None:
        if isinstance(self._box, QComboBox):
            at = next((row for row in range(self._box.count()) if self._box.itemData(row) == self._value), -1)
            if at < 0 and self._value is not None and self._shown:
                self._box.addItem(self._shown, self._value)
                at = self._box.count() - 1
            self._box.setCurrentIndex(max(0, at))

    @Slot()
    def _on_done(self) -> None:
        if self.is_dirty():
            self.committed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        """Override QObject.eventFilter: Esc puts back what stood there, Ctrl with the arrows goes to the panel."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape and self.is_dirty():
            self.revert()
            return True
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
