"""The question where a customer stands with a product: evidence to tick with a note to each, and the level it shows."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QWidget

from csops_desktop.domain.maturity import LEVELS, Assessed, Assessment, Standing, reached, unproven
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.day_row import DayRow
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.record_rows import WordsRow
from csops_desktop.wording import maturity as say

_WIDTH = 640
_KEYS = ("0", *(str(level) for level in LEVELS))


class AssessDialog(ActDialog):
    """Assesses; ``submitted`` gives an ``Assessment``. It begins with what held the last time.

    Args:
        workbench: what every page has.
        standing: with the evidence to ask about, and what held before as its latest assessment.
        parent: of the dialog.
        correcting: the assessment that is put right; None for a new one.
    """

    def __init__(
        self, workbench: Workbench, standing: Standing, parent: QWidget, *, correcting: Assessed | None = None
    ) -> None:
        title = _("Where do they stand with {product}?").format(product=standing.product)
        if correcting is not None:
            title = _("Put the assessment of {product} right").format(product=standing.product)
        super().__init__(workbench.theme, title, "", _("Write down"), parent, width=_WIDTH)
        self._standing = standing
        self.boxes: dict[int, QCheckBox] = {}
        self.notes: dict[int, QLineEdit] = {}
        self._by_hand = False
        theme, today = workbench.theme, workbench.clock.today()
        self.content.addWidget(self._evidence())
        self.level = Segment(_KEYS, self)
        self.level.set_texts([f"Lv{key}" for key in _KEYS])
        self.level.chosen.connect(self._on_level)
        room = QWidget(self)
        line = QHBoxLayout(room)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.level)
        line.addStretch(1)
        self.level_row = FormRow(theme, room, parent=self)
        self.day = DayRow(
            theme, "assessed_on", _("As of"), today if correcting is None else correcting.assessed_on, today
        )
        self.reason = WordsRow(theme, _("Why another level than the evidence shows"), "", lines=1, parent=self)
        self.remark = WordsRow(theme, _("Note"), "", lines=1, parent=self)
        self.add_beside(("level", self.level_row), ("assessed_on", self.day))
        self.add_row("reason", self.reason)
        self.add_row("note", self.remark)
        if correcting is not None:
            self.remark.edit.setPlainText(correcting.note)
            self.reason.edit.setPlainText(correcting.reason)
            self._by_hand = correcting.forced
            self.level.choose(str(correcting.level))
        self._show_level()
        self.finish(next(iter(self.boxes.values()), self.remark.edit))

    def _evidence(self) -> QScrollArea:
        theme, latest = self.theme, self._standing.latest
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.px("space.4"), 0)
        grid.setHorizontalSpacing(theme.px("space.5"))
        grid.setVerticalSpacing(theme.px("space.2"))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for step in self._standing.levels:
            heading = label(say.level_name(self._standing, step.level), "small", bold=True)
            heading.setToolTip(step.meaning)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for item in (each for each in self._standing.evidence if each.level == step.level):
                box, note = QCheckBox(item.text.replace("&", "&&")), QLineEdit()
                before = latest.holding.get(item.id) if latest is not None else None
                box.setChecked(before is not None)
                box.setToolTip(item.text)
                note.setText(before or "")
                note.setAccessibleName(_("Note to: {text}").format(text=item.text))
                note.setPlaceholderText(_("Seen by what?") if item.needs_proof else _("Note"))
                box.toggled.connect(self._on_ticked)
                note.textChanged.connect(self._on_note)
                row = grid.rowCount()
                grid.addWidget(box, row, 0)
                grid.addWidget(note, row, 1)
                self.boxes[item.id], self.notes[item.id] = box, note
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(min(inside.sizeHint().height(), theme.scaled(300)))
        return area

    def holding(self) -> dict[int, str]:
        """Return the evidence that is ticked, with its notes."""
        return {id_: self.notes[id_].text().strip() for id_, box in self.boxes.items() if box.isChecked()}

    def shown(self) -> int:
        """Return the level that the ticked evidence shows."""
        return reached(self._standing.evidence, self.holding())

    @Slot()
    def _on_ticked(self) -> None:
        self._by_hand = False
        self._show_level()

    @Slot()
    def _on_note(self) -> None:
        sender = self.sender()
        if isinstance(sender, QLineEdit):
            sender.setProperty("invalid", "false")
            sender.style().polish(sender)

    @Slot(str)
    def _on_level(self, key: str) -> None:
        self._by_hand = int(key) != self.shown()
        self._show_level()

    def _show_level(self) -> None:
        shown = self.shown()
        if not self._by_hand:
            self.level.choose(str(shown))
        self.level_row.set_words(_("Level"), _("The evidence shows Lv{level}").format(level=shown))
        self.reason.setVisible(self._by_hand)
        self._fit()

    def entered(self) -> Assessment | None:
        """Override ActDialog.entered."""
        holding = self.holding()
        if bare := unproven(self._standing.evidence, holding):
            note = self.notes[bare[0].id]
            note.setProperty("invalid", "true")
            note.style().polish(note)
            note.setFocus()
            return None
        if self._by_hand and not self.reason.check():
            return None
        if not self.day.check(required=True):
            return None
        day = self.day.day()
        if day is None:
            return None
        level = int(self.level.current()) if self._by_hand else None
        reason = self.reason.text() if self._by_hand else ""
        return Assessment(self._standing.adoption_id, day, holding, level, reason, self.remark.text())
