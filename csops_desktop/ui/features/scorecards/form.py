"""What the forms of the editor share: they show a part of the draft, change it, and say what is wrong there."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from csops_desktop.domain.scoring.flaws import Problem
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.quiet import QuietCombo, QuietSpin
from csops_desktop.wording import scoring as say
from csops_desktop.wording import values as show

LABELS = 128
_SPIN = 116
_INSET = 4  # px; the style sheet does not reach the text of a box


class Form(QWidget):
    """A form of one part of the draft.

    Attributes:
        body: takes the rows.
        rows: by the end of the path of what can be wrong there, as ``name`` or ``scale.knots``.
    """

    def __init__(self, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        self.bench, self.theme, self.draft = workbench, workbench.theme, draft
        self.rows: dict[str, FormRow] = {}
        self.body = QVBoxLayout(self)
        side = workbench.theme.px("space.6")
        self.body.setContentsMargins(side + 4, side, side + 4, side)
        self.body.setSpacing(workbench.theme.px("space.4"))

    def place(self) -> str:
        """Return the path of the part in the scorecard, as ``axes[0].groups[1]``."""
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

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say at each row what is wrong there."""
        inside = self.place()
        said = dict.fromkeys(self.rows, "")
        for problem in problems:
            if not problem.where.startswith(inside):
                continue
            rest = problem.where[len(inside) :].lstrip(".")
            key = max((key for key in self.rows if key and rest.startswith(key)), key=len, default="")
            if key in said and not said[key]:
                said[key] = say.problem(Problem(problem.where, problem.flaw, problem.value))
        for key, sentence in said.items():
            self.rows[key].set_fault(sentence)


def line(changed: Callable[[str], object], *, placeholder: str = "") -> QLineEdit:
    """Return a line that tells each change the user makes."""
    made = QLineEdit()
    made.setPlaceholderText(placeholder)
    made.textEdited.connect(changed)
    return made


def spin(least: int, most: int, changed: Callable[..., object], *, width: int = _SPIN) -> QSpinBox:
    """Return a box for a whole number."""
    made = QuietSpin()
    made.setRange(least, most)
    made.setMinimumWidth(width)
    made.lineEdit().setTextMargins(_INSET, 0, 0, 0)
    made.valueChanged.connect(changed)
    return made


def choice(items: Sequence[tuple[str, object]], changed: Callable[..., object]) -> QComboBox:
    """Return a list of which one is chosen."""
    made = QuietCombo()
    for text, value in items:
        made.addItem(text, value)
    made.activated.connect(changed)
    return made


def beside(*parts: QWidget, stretch: bool = True) -> QWidget:
    """Return parts in one line."""
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        layout.addWidget(part)
    if stretch:
        layout.addStretch(1)
    return made


def show_text(field: QLineEdit, text: str) -> None:
    """Show a text unless it stands there already; the cursor stays."""
    if field.text() != text:
        field.setText(text)


def show_number(box: QSpinBox, value: int) -> None:
    """Show a number without telling anybody."""
    if box.value() != value:
        blocker = QSignalBlocker(box)
        box.setValue(value)
        blocker.unblock()


def show_choice(box: QComboBox, value: object) -> None:
    """Show which one is chosen."""
    box.setCurrentIndex(max(0, box.findData(value)))


def small_button(form: Form, text: str, icon: str, run: Callable[[], object], *, variant: str = "") -> Button:
    """Return a small button of a form."""
    made = Button(form.theme, text, icon=icon, variant=variant, compact=True, parent=form)
    made.clicked.connect(run)
    return made


def number_of(text: str) -> float | None:
    """Return the number that was typed, also with full-width digits and separators; None for none."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(show.MINUS, "-").strip()
    try:
        return float(plain)
    except ValueError:
        return None
