"""Questions as windows in the house style; the other side of ``messages.Asker``."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.messages import Question
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.parts import label

DIALOG_WIDTH = 440
_FRAME = 180  # title, sentence and buttons around the contents
_LEAST = 160
_EDGE = 16  # px left of the window on each side
_UNBOUNDED = 4000
_FACTS_SHOWN = 12


class HouseDialog(QDialog):
    """A dialog: title, body, whatever stands in ``content``, and buttons at the right, the verb last."""

    def __init__(
        self, theme: Theme, title: str, body: str = "", *, width: int = DIALOG_WIDTH, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setMinimumWidth(min(theme.scaled(width), self._room().width()))
        space = theme.px("space.6")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space + 4, space, space + 4, space)
        layout.setSpacing(theme.px("space.5"))
        self.heading = label(title, "h2", wrap=True)
        layout.addWidget(self.heading)
        self.text = label(body, tone="2", wrap=True)
        self.text.setVisible(bool(body))
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self.text)
        self.content = QVBoxLayout()
        self.content.setSpacing(theme.px("space.4"))
        layout.addLayout(self.content, 1)
        layout.addSpacing(theme.px("space.2"))
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.px("space.4"))
        self.note: QLabel = label("", "small", tone="3")
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        layout.addLayout(self._row)
        self.pressed = ""

    def height_for(self, wanted: int) -> int:
        """Return the height of a tall part of the contents: scaled, but the whole dialog stays inside the window."""
        theme = self.theme
        return min(theme.scaled(wanted), max(theme.scaled(_LEAST), self._room().height() - theme.scaled(_FRAME)))

    def _room(self) -> QSize:
        parent = self.parentWidget()
        window = parent.window() if parent is not None else None
        if window is None or not window.isVisible():
            return QSize(_UNBOUNDED, _UNBOUNDED)
        return window.size() - QSize(2 * _EDGE, 2 * _EDGE)

    def add_button(self, text: str, *, variant: str = "", closes: bool = True, keys: str = "") -> Button:
        """Add a button at the right of those before; by default it closes the dialog and is ``pressed``.

        ``keys`` are printed on it and press it.
        """
        button = Button(self.theme, text, variant=variant, keys=keys, parent=self)
        for each in (keys, keys.replace("Enter", "Return")) if "Enter" in keys else (keys,) if keys else ():
            QShortcut(QKeySequence(each), self, button.click)
        button.setObjectName(f"dialog-{variant or 'normal'}")
        button.setProperty("verb", text)
        self._row.addWidget(button)
        if closes:
            button.clicked.connect(self._on_pressed)
        return button

    def add_at_left(self, *buttons: Button) -> None:
        """Put buttons at the left of the row, for what does not close the dialog."""
        for at, button in enumerate(buttons):
            self._row.insertWidget(at, button)

    def add_cancel(self, text: str = "") -> Button:
        """Add やめる, which closes with nothing pressed."""
        button = Button(self.theme, text or _("Cancel"), parent=self)
        button.clicked.connect(self.reject)
        self._row.addWidget(button)
        return button

    def add_facts(self, facts: Sequence[tuple[str, str]], *, at: int = -1) -> None:
        """Add a framed list of (left, right) lines, at the end or at a place of the content."""
        frame = QFrame()
        frame.setProperty("card", "true")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(*(self.theme.px("space.5"),) * 4)
        inner.setSpacing(self.theme.px("space.2"))
        for left, right in facts[:_FACTS_SHOWN]:
            row = QHBoxLayout()
            row.addWidget(label(left, wrap=True), 1)
            row.addWidget(label(right, bold=True))
            inner.addLayout(row)
        self.content.insertWidget(at, frame)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: as wide as the contents need, also when words come later.

        Qt leaves a window that has a minimum size of its own at that.
        """
        layout = self.layout()
        if layout is not None and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            needed = layout.totalMinimumSize().width()
            if needed > self.minimumWidth():
                self.setMinimumWidth(needed)
        return super().event(event)

    @Slot()
    def _on_pressed(self) -> None:
        self.pressed = str(self.sender().property("verb"))
        self.accept()


class Dialogs:
    """Asks with windows."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def ask(self, question: Question, parent: QWidget | None) -> str:
        """Return the verb the user pressed, empty for やめる."""
        dialog = HouseDialog(self._theme, question.title, question.body, parent=parent)
        if question.facts:
            dialog.add_facts(question.facts)
        if question.details:
            details = QPlainTextEdit(question.details)
            details.setReadOnly(True)
            details.setMinimumHeight(self._theme.scaled(160))
            dialog.content.addWidget(details)
            copy = dialog.add_button(_("Copy"), closes=False)
            copy.clicked.connect(details.selectAll)
            copy.clicked.connect(details.copy)
        dialog.note.setText(question.note)
        cancel = dialog.add_cancel(_("Close") if not question.verb and not question.others else "")
        for verb in question.others:
            dialog.add_button(verb)
        if question.verb:
            button = dialog.add_button(question.verb, variant="danger" if question.danger else "primary")
            (cancel if question.danger else button).setFocus()
            button.setDefault(not question.danger)
        dialog.exec()
        pressed = dialog.pressed
        dialog.deleteLater()
        return pressed

    def text(
        self, question: Question, label: str, value: str, parent: QWidget | None, *, optional: bool = False
    ) -> str | None:
        """Return the line the user typed, None for やめる; empty only where it is optional."""
        dialog = HouseDialog(self._theme, question.title, question.body, parent=parent)
        field = QLineEdit(value)
        field.selectAll()
        row = FormRow(self._theme, field)
        row.set_words(label)
        dialog.content.addWidget(row)
        dialog.add_cancel()
        button = dialog.add_button(question.verb, variant="primary")
        button.setDefault(True)
        button.setEnabled(bool(value) or optional)
        gate = _Gate(button, [field])
        if not optional:
            field.textChanged.connect(gate.look)
        field.setFocus()
        done = dialog.exec()
        typed = field.text().strip()
        dialog.deleteLater()
        return typed if done and (typed or optional) else None

    def passphrase(self, question: Question, parent: QWidget | None, *, twice: bool, minimum: int) -> str | None:
        """Return a passphrase, None for やめる."""
        dialog = HouseDialog(self._theme, question.title, question.body, parent=parent)
        fields = [_secret() for _number in range(2 if twice else 1)]
        words = (_("Passphrase"), _("The same once more"))
        hint = _("At least {n} characters").format(n=minimum) if minimum else ""
        for field, word, below in zip(fields, words, (hint, ""), strict=False):
            row = FormRow(self._theme, field)
            row.set_words(word, below)
            dialog.content.addWidget(row)
        dialog.note.setText(question.note)
        dialog.add_cancel()
        button = dialog.add_button(question.verb, variant="primary")
        button.setDefault(True)
        button.setEnabled(False)
        gate = _Gate(button, fields, minimum)
        for field in fields:
            field.textChanged.connect(gate.look)
        fields[0].setFocus()
        done = dialog.exec()
        typed = fields[0].text()
        dialog.deleteLater()
        return typed if done and typed else None

    def open_files(
        self, title: str, folder: Path | None, filters: Sequence[str], parent: QWidget | None, *, several: bool
    ) -> list[Path]:
        """Return the files the user chose, empty for none."""
        start, wanted = str(folder or ""), ";;".join(filters)
        if several:
            return [Path(name) for name in QFileDialog.getOpenFileNames(parent, title, start, wanted)[0]]
        name = QFileDialog.getOpenFileName(parent, title, start, wanted)[0]
        return [Path(name)] if name else []

    def save_file(self, title: str, proposal: Path, filters: Sequence[str], parent: QWidget | None) -> Path | None:
        """Return where to write, None for やめる."""
        name = QFileDialog.getSaveFileName(parent, title, str(proposal), ";;".join(filters))[0]
        return Path(name) if name else None


class _Gate:
    """Opens a button when its fields are filled: all alike, and long enough."""

    def __init__(self, button: Button, fields: Sequence[QLineEdit], minimum: int = 1) -> None:
        self._button = button
        self._fields = fields
        self._minimum = max(1, minimum)

    def look(self) -> None:
        texts = {field.text() for field in self._fields}
        self._button.setEnabled(len(texts) == 1 and len(texts.pop().strip()) >= self._minimum)


def _secret() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    return field


def copy_text(text: str) -> None:
    """Put text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
