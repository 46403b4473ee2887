"""What the panels of a promise and of a request have in common: facts by name, a note, and what one can do."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import IconButton
from csops_desktop.ui.widgets.parts import label, set_look


class RecordPanel(QFrame):
    """The current record in full.

    Signals:
        edit_requested, delete_requested: what the user wants.
    """

    edit_requested = Signal()
    delete_requested = Signal()

    def __init__(self, theme: Theme, facts: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setProperty("edge", "left")
        self._theme = theme
        self.note = label("", "small", tone="2", wrap=True)
        self._facts: dict[str, tuple[QLabel, QLabel]] = {
            name: (label("", "caption", tone="3"), label("", "small", wrap=True)) for name in facts
        }
        self.edit = IconButton(theme, "pencil-simple", compact=True, parent=self)
        self.delete = IconButton(theme, "trash", compact=True, parent=self)
        self.edit.clicked.connect(self.edit_requested)
        self.delete.clicked.connect(self.delete_requested)
        self.setMinimumWidth(theme.px("size.detail_min"))

    def add_record(self, inner: QVBoxLayout, acts: Sequence[QWidget]) -> None:
        """Add facts, note and the buttons of the acts to the layout of the panel."""
        theme, pad = self._theme, self._theme.px("space.6")
        inner.setContentsMargins(pad, theme.px("space.5"), pad, theme.px("space.5"))
        inner.setSpacing(theme.px("space.3"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px("space.5"))
        grid.setVerticalSpacing(theme.px("space.2"))
        grid.setColumnStretch(1, 1)
        for row, (word, value) in enumerate(self._facts.values()):
            grid.addWidget(word, row, 0)
            grid.addWidget(value, row, 1)
        inner.addLayout(grid)
        inner.addWidget(self.note)
        line = QHBoxLayout()
        line.setSpacing(theme.px("space.3"))
        for act in acts:
            line.addWidget(act)
        line.addStretch(1)
        line.addWidget(self.edit)
        line.addWidget(self.delete)
        inner.addSpacing(theme.px("space.2"))
        inner.addLayout(line)
        inner.addSpacing(theme.px("space.2"))

    def show_facts(self, facts: Mapping[str, tuple[str, str]], note: str, *, danger: str = "") -> None:
        """Show facts and a note; what is empty goes away.

        Args:
            facts: name → (its words, what is said).
            note: below them.
            danger: the fact that is pressing.
        """
        for name, (word, value) in self._facts.items():
            text, said = facts[name]
            word.setText(text)
            value.setText(said)
            set_look(value, "tone", "danger" if name == danger else "")
            for part in (word, value):
                part.setVisible(bool(said))
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def fact(self, name: str) -> str:
        """Return what is said about a field."""
        return self._facts[name][1].text()

    def retranslate(self) -> None:
        """Set the texts again."""
        self.edit.describe(_("Edit"), "F2")
        self.delete.describe(_("Delete"), "Del")
