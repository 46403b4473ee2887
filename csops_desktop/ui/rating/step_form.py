"""The steps of a rating with their wording, its reasons and a note; every choice has a key."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from csops_desktop.domain.scoring.definition import Measure
from csops_desktop.domain.scoring.shown import MOST_REASONS, RatingNow
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import escape
from csops_desktop.ui.widgets.parts import key_cap, label

REASON_KEYS = "QWERTYUIOP"
_ACROSS = 2


class StepForm(QWidget):
    """Digits choose a step, letters of the upper row a reason.

    Signals:
        changed: something else is chosen or written.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.measure: Measure | None = None
        self.steps: list[QRadioButton] = []
        self.boxes: list[QCheckBox] = []
        self._parts: list[QWidget] = []
        self._steps = QGridLayout()
        self._steps.setVerticalSpacing(theme.px("space.3"))
        self._steps.setHorizontalSpacing(theme.px("space.4"))
        self._steps.setColumnStretch(1, 1)
        self._reason_word = label("", "small", tone="3")
        self._reasons = QGridLayout()
        self._reasons.setHorizontalSpacing(theme.px("space.4"))
        self._reasons.setVerticalSpacing(theme.px("space.3"))
        for column in range(1, 2 * _ACROSS, 2):
            self._reasons.setColumnStretch(column, 1)
        self.note = QLineEdit(self)
        self.note.textEdited.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.4"))
        layout.addLayout(self._steps)
        layout.addSpacing(theme.px("space.2"))
        layout.addWidget(self._reason_word)
        layout.addLayout(self._reasons)
        layout.addWidget(self.note)

    def show_measure(self, measure: Measure, chosen: RatingNow | None = None) -> None:
        """Show the steps of a measure; without a rating none is chosen."""
        self.measure = measure
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self.steps = [QRadioButton(escape(anchor), self) for anchor in measure.anchors]
        self.boxes = [QCheckBox(escape(reason), self) for reason in measure.reasons[: len(REASON_KEYS)]]
        caps: list[QWidget] = []
        for at, radio in enumerate(self.steps):
            cap = key_cap(str(at + 1))
            radio.setAccessibleName(f"{at + 1} {measure.anchors[at]}")
            self._steps.addWidget(cap, at, 0)
            self._steps.addWidget(radio, at, 1)
            radio.setChecked(chosen is not None and chosen.step == at + 1)
            radio.clicked.connect(self.changed)
            caps.append(cap)
        for at, box in enumerate(self.boxes):
            cap = key_cap(REASON_KEYS[at])
            row, column = divmod(at, _ACROSS)
            self._reasons.addWidget(cap, row, 2 * column)
            self._reasons.addWidget(box, row, 2 * column + 1)
            box.setChecked(chosen is not None and measure.reasons[at] in chosen.reasons)
            box.toggled.connect(self._on_reason)
            caps.append(cap)
        self._parts = [*self.steps, *self.boxes, *caps]
        for part in self._parts:
            part.show()  # at once: the focus goes there
        self._reason_word.setVisible(bool(self.boxes))
        self._reason_word.setText(_("Reasons, up to {n}").format(n=MOST_REASONS))
        self.note.setText(chosen.note if chosen is not None else "")
        self.note.setPlaceholderText(_("Note"))
        self.note.setAccessibleName(_("Note"))
        before = self.parentWidget()
        for widget in (*self.steps, *self.boxes, self.note):
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget

    def step(self) -> int:
        """Return the step that is chosen, 0 for none."""
        return next((at for at, radio in enumerate(self.steps, 1) if radio.isChecked()), 0)

    def reasons(self) -> tuple[str, ...]:
        """Return the reasons that are ticked."""
        measure = self.measure
        if measure is None:
            return ()
        return tuple(measure.reasons[at] for at, box in enumerate(self.boxes) if box.isChecked())

    def take_key(self, event: QKeyEvent) -> bool:
        """Choose a step or a reason by its key; False for any other key, and while a note is written."""
        text = event.text().upper()
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if held or not text or self.note.hasFocus():
            return False
        if text.isdigit() and 1 <= int(text) <= len(self.steps):
            radio = self.steps[int(text) - 1]
            radio.setChecked(True)
            radio.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.changed.emit()
            return True
        at = REASON_KEYS.find(text)
        if 0 <= at < len(self.boxes):
            if self.boxes[at].isEnabled():
                self.boxes[at].toggle()
            return True
        return False

    @Slot()
    def _on_reason(self) -> None:
        full = len(self.reasons()) >= MOST_REASONS
        for box in self.boxes:
            box.setEnabled(not full or box.isChecked())
        self.changed.emit()
