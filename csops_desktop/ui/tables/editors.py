"""Editors inside a cell: a line for text, dates and numbers, a list for choices and references."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from csops_desktop.domain.fields import Field, FieldType
from csops_desktop.domain.records import Value
from csops_desktop.foundation.errors import CsopsError

INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Editing:
    """What cell editors need from the page.

    Attributes:
        parse: turns typed text into a value; raises a ``CsopsError`` when it cannot.
        choices: the values and words of a CHOICE, FLAG or REFERENCE field.
        explain: the sentence for an error.
    """

    parse: Callable[[Field, str], Value]
    choices: Callable[[Field], Sequence[tuple[Value, str]]]
    explain: Callable[[CsopsError], str]


class LineEditor(QLineEdit):
    """One line of text in a cell; keeps what was typed and says what is wrong with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellEditor")
        self._note = QLabel(parent)
        self._note.setObjectName("cellNote")
        self._note.setWordWrap(True)
        self._note.hide()
        self.textEdited.connect(self._on_edited)
        self.destroyed.connect(self._note.deleteLater)

    @property
    def note(self) -> str:
        """What is wrong with the input; empty when nothing is."""
        return self._note.text() if self.property(INVALID) else ""

    def refuse(self, sentence: str) -> None:
        """Mark the input as wrong and say why, below the cell."""
        self._mark(invalid=True)
        self._note.setText(sentence)
        parent = self.parentWidget()
        room = parent.width() if parent is not None else self.width()
        width = min(max(self.width(), self.fontMetrics().averageCharWidth() * 48), room)
        self._note.setFixedWidth(width)
        self._note.adjustSize()
        geometry = self.geometry()
        below = geometry.bottom() + 1
        if parent is not None and below + self._note.height() > parent.height():
            below = geometry.top() - self._note.height()
        self._note.move(max(0, min(geometry.left(), room - width)), below)
        self._note.show()
        self._note.raise_()

    @Slot(str)
    def _on_edited(self, _text: str) -> None:
        if self.property(INVALID):
            self._mark(invalid=False)
            self._note.hide()

    def _mark(self, *, invalid: bool) -> None:
        self.setProperty(INVALID, invalid)
        self.style().unpolish(self)
        self.style().polish(self)


class ChoiceEditor(QComboBox):
    """A list of values in a cell; opens by itself."""

    def __init__(self, choices: Sequence[tuple[Value, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellEditor")
        for value, words in choices:
            self.addItem(words, value)
        QTimer.singleShot(0, self, self._open)

    @Slot()
    def _open(self) -> None:
        if self.isVisible() and self.window().isActiveWindow():
            self.showPopup()


def make_editor(field: Field, editing: Editing, parent: QWidget) -> LineEditor | ChoiceEditor:
    """Return the editor for a field."""
    if field.type in {FieldType.CHOICE, FieldType.FLAG, FieldType.REFERENCE}:
        blank: list[tuple[Value, str]] = [] if field.required else [(None, "")]
        return ChoiceEditor([*blank, *editing.choices(field)], parent)
    return LineEditor(parent)
