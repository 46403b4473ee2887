"""Rows of a form: a label, an editor, a hint, and the sentence that says what is wrong with the input."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import label, set_look


class FormRow(QWidget):
    """One editor with its label above or at the left, and room for a hint or an error below."""

    def __init__(
        self, theme: Theme, editor: QWidget, *, beside: bool = False, width: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.editor = editor
        self._width = width
        self._beside = beside
        self._label = label("", "small" if not beside else "body", tone="3" if not beside else "2")
        self._label.setBuddy(editor)
        self._hint = label("", "caption", tone="3", wrap=True)
        self._hint.hide()
        self._hint_text = ""
        self._fault = False
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(theme.px("space.6"))
        layout.setVerticalSpacing(theme.px("space.2"))
        if beside:
            layout.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
            layout.addWidget(editor, 0, 1, Qt.AlignmentFlag.AlignLeft)
            layout.addWidget(self._hint, 1, 1)
            layout.setColumnStretch(1, 1)
        else:
            layout.addWidget(self._label, 0, 0)
            layout.addWidget(editor, 1, 0)
            layout.addWidget(self._hint, 2, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._fit()
        theme.changed.connect(self._fit)

    def set_words(self, text: str, hint: str = "") -> None:
        """Set the label and the hint below the editor."""
        self._label.setText(text)
        self.editor.setAccessibleName(text)
        self._hint_text = hint
        if not self._fault:
            self._show_hint(hint, fault=False)

    def set_fault(self, sentence: str) -> None:
        """Show what is wrong with the input, or with an empty sentence that all is well; the input stays."""
        self._fault = bool(sentence)
        set_look(self.editor, "invalid", "true" if sentence else "false")
        self._show_hint(sentence or self._hint_text, fault=self._fault)

    def _show_hint(self, text: str, *, fault: bool) -> None:
        set_look(self._hint, "tone", "danger" if fault else "3")
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    @Slot()
    def _fit(self) -> None:
        if self._beside:
            self._label.setFixedWidth(self._theme.scaled(self._width or 160))
            self._label.setMinimumHeight(self._theme.px("size.control"))


class Section(QWidget):
    """A titled group of rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "h2")
        self._note = label("", "small", tone="3", wrap=True)
        self._note.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px("space.4"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.4"))
        layout.addWidget(self._title)
        layout.addWidget(self._note)
        layout.addLayout(self.body)

    def retranslate(self) -> None:
        """Set every text again."""

    def set_words(self, title: str, note: str = "") -> None:
        """Set the title and the remark below it."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
