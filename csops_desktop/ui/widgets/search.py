"""The search box: a magnifier, a field whose placeholder names what can be found, and the key that leads to it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import IconButton
from csops_desktop.ui.widgets.parts import Icon, key_cap, set_look


class SearchBox(QFrame):
    """A search field.

    As a gate it takes no text: a click or a key asks for the command palette instead.

    Signals:
        changed(str): the text, at each change outside a composition of an input method.
        opened: the gate was clicked.
        left: the user goes on to the list below (Enter or Down).
    """

    changed = Signal(str)
    opened = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchBox")
        self._theme = theme
        self._gate = False
        self.field = QLineEdit(self)
        self.field.setProperty("look", "bare")
        self._cap = key_cap("")
        self._clear = IconButton(theme, "x", color="text.3", compact=True)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px("space.4") + 2, 0, theme.px("space.2"), 0)
        layout.setSpacing(theme.px("space.3"))
        layout.addWidget(Icon(theme, "magnifying-glass"))
        layout.addWidget(self.field, 1)
        layout.addWidget(self._clear)
        layout.addWidget(self._cap)
        self.field.textChanged.connect(self._on_text)
        self._clear.clicked.connect(self.field.clear)
        self.field.installEventFilter(self)
        self._fit()
        theme.changed.connect(self._fit)

    def set_words(self, placeholder: str, keys: str, clear: str) -> None:
        """Set the placeholder, the key cap and the tool tip of the button that clears."""
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self._cap.setText(keys.replace("+", " "))
        self._clear.describe(clear, "Esc")

    def set_gate(self, *, gate: bool) -> None:
        """Make the box a gate to the palette, or a field of its own."""
        self._gate = gate
        self.field.setCursor(Qt.CursorShape.PointingHandCursor if gate else Qt.CursorShape.IBeamCursor)
        self.field.setFocusPolicy(Qt.FocusPolicy.NoFocus if gate else Qt.FocusPolicy.StrongFocus)

    def show_text(self, text: str) -> None:
        """Show a text without telling anybody."""
        if self.field.text() == text:
            return
        self.field.blockSignals(True)
        self.field.setText(text)
        self.field.blockSignals(False)
        self._show_clear()

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self._show_clear()
        self.changed.emit(text)

    def _show_clear(self) -> None:
        filled = bool(self.field.text())
        self._clear.setVisible(filled)
        self._cap.setVisible(not filled)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px("size.control"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        """Override QObject.eventFilter: the frame shows the focus; keys that leave the field."""
        kind = event.type()
        if kind in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            set_look(self, "focused", "true" if kind == QEvent.Type.FocusIn else "false")
        elif self._gate and kind == QEvent.Type.MouseButtonPress:
            self.opened.emit()
            return True
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent: the whole box is the field."""
        if self._gate:
            self.opened.emit()
        else:
            self.field.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()
