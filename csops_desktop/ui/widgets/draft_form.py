"""A form of one part of a draft: labelled rows, and what is wrong said at each."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSpinBox, QVBoxLayout, QWidget

from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.parts import label

LABELS = 128


class DraftForm(QWidget):
    """A form of one part of the draft.

    Attributes:
        body: takes the rows.
        rows: by the end of the path of what can be wrong there, as ``name`` or ``scale.knots``.
    """

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self.bench, self.theme = workbench, workbench.theme
        self.rows: dict[str, FormRow] = {}
        self.body = QVBoxLayout(self)
        side = workbench.theme.px("space.6")
        self.body.setContentsMargins(side + 4, side, side + 4, side)
        self.body.setSpacing(workbench.theme.px("space.4"))

    def place(self) -> str:
        """Return the path of the part in the definition, as ``axes[0].groups[1]``."""
        raise NotImplementedError

    def show_draft(self) -> None:
        """Show the draft as it is now, leaving alone what the user types in."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Return what gets the focus."""
        return next(iter(self.rows.values())).editor

    def row(self, key: str, editor: QWidget, text: str, hint: str = "") -> FormRow:
        """Add a labelled row."""
        made = FormRow(self.theme, editor, beside=True, width=LABELS, parent=self)
        made.set_words(text, hint)
        layout = made.layout()
        if layout is not None and not isinstance(editor, QSpinBox | QComboBox):
            layout.setAlignment(editor, Qt.AlignmentFlag(0))  # as wide as there is room
        self.rows[key] = made
        self.body.addWidget(made)
        return made

    def heading(self, text: str, note: str = "") -> None:
        """Add a heading within the form."""
        self.body.addSpacing(self.theme.px("space.3"))
        self.body.addWidget(label(text, "small", tone="3", bold=True))
        if note:
            self.body.addWidget(label(note, "caption", tone="3", wrap=True))

    def show_faults(self, faults: Iterable[tuple[str, str]]) -> None:
        """Say at each row what is wrong there.

        Args:
            faults: path in the definition, and the sentence.
        """
        inside = self.place()
        said = dict.fromkeys(self.rows, "")
        for where, sentence in faults:
            if not where.startswith(inside):
                continue
            rest = where[len(inside) :].lstrip(".")
            key = max((key for key in self.rows if key and rest.startswith(key)), key=len, default="")
            if key in said and not said[key]:
                said[key] = sentence
        for key, sentence in said.items():
            self.rows[key].set_fault(sentence)
