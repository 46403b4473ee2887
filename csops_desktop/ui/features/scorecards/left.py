"""The left side of the editor: the parts of the scorecard, what can be added, and whether it can be published."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.scoring import editing
from csops_desktop.domain.scoring.definition import AXES, Definition
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.features.scorecards.outline import Outline
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.outline import Part
from csops_desktop.ui.widgets.parts import label, set_look
from csops_desktop.wording import scoring as say


class LeftSide(QWidget):
    """The outline with its buttons.

    Signals:
        chosen(Part): another part is current.
        entered: go on in the form.
    """

    chosen = Signal(object)
    entered = Signal()

    def __init__(self, theme: Theme, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "surface")
        self._draft = draft
        self.outline = Outline(theme, self)
        self.outline.chosen.connect(self.chosen)
        self.outline.entered.connect(self.entered)
        self.outline.removing.connect(self.remove)
        self.outline.moving.connect(self.shift)
        self.add_measure = Button(theme, icon="plus", compact=True, parent=self)
        self.add_group = Button(theme, icon="plus", compact=True, parent=self)
        self.add_rule = Button(theme, icon="plus", compact=True, parent=self)
        self.up = IconButton(theme, "arrow-up", compact=True, parent=self)
        self.down = IconButton(theme, "arrow-down", compact=True, parent=self)
        self.drop = IconButton(theme, "trash", compact=True, parent=self)
        self.state = label("", "small", wrap=True)
        self.add_measure.clicked.connect(self.new_measure)
        self.add_group.clicked.connect(self.new_group)
        self.add_rule.clicked.connect(self.new_rule)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.drop.clicked.connect(self.remove)
        side = theme.px("space.5")
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (first, (self.add_measure, self.add_group, self.add_rule)),
            (second, (self.up, self.down, self.drop)),
        ):
            row.setSpacing(theme.px("space.3"))
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        first.addLayout(second)
        foot = QVBoxLayout()
        foot.setContentsMargins(side, theme.px("space.3"), side, side)
        foot.setSpacing(theme.px("space.4"))
        foot.addLayout(first)
        foot.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px("space.3"), 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.outline, 1)
        layout.addLayout(foot)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.outline.setAccessibleName(_("Parts of the scorecard"))
        self.add_measure.set_text(_("Measure"))
        self.add_group.set_text(_("Heading"))
        self.add_rule.set_text(_("Rule"))
        self.up.describe(_("Further up"), "Alt+↑")
        self.down.describe(_("Further down"), "Alt+↓")
        self.drop.describe(_("Take out"), "Delete")
        self.show_draft()

    def show_draft(self) -> None:
        """Show the draft and whether it can be published."""
        found = self._draft.problems()
        self.outline.show_card(self._draft.definition, found)
        may = not self._draft.read_only
        for button in (self.add_measure, self.add_group, self.add_rule, self.up, self.down, self.drop):
            button.setEnabled(may)
        if not may:
            text, tone = "", "3"
        elif not found:
            text, tone = _("Can be published"), "good"
        else:
            more = len(found) - 1
            text, tone = say.problem(found[0]), "warning"
            if more:
                text += "\n" + ngettext("{n} more problem.", "{n} more problems.", more).format(n=f"{more:,}")
        self.state.setText(text)
        self.state.setVisible(bool(text))
        set_look(self.state, "tone", tone)

    def _place(self) -> tuple[int, int]:
        """Return axis and group in which the current part is, the last group of the first axis for none."""
        part, card = self.outline.part() or ("whole",), self._draft.definition
        if part[0] == "measure":
            return editing.place_of(card, str(part[1]))[:2]
        if part[0] == "group":
            return int(part[1]), int(part[2])
        axis = int(part[1]) if part[0] == "axis" else 0
        return axis, max(len(card.axes[axis].groups) - 1, 0)

    @Slot()
    def new_measure(self) -> None:
        """Add a measure where the current part is."""
        axis, group = self._place()
        card = self._draft.definition
        if not card.axes[axis].groups:
            card = editing.add_group(card, axis, "")
        made, key = editing.add_measure(card, axis, group, _("New measure"))
        self._take(made, ("measure", key))

    @Slot()
    def new_group(self) -> None:
        """Add a heading to the current axis."""
        axis = min(self._place()[0], AXES - 1)
        made = editing.add_group(self._draft.definition, axis, _("New heading"))
        self._take(made, ("group", axis, len(made.axes[axis].groups) - 1))

    @Slot()
    def new_rule(self) -> None:
        """Add a rule."""
        made, key = editing.add_rule(self._draft.definition, _("New rule"))
        self._take(made, ("rule", key))

    def _take(self, definition: Definition, part: Part) -> None:
        self._draft.change(definition)
        self.outline.choose(part)
        self.entered.emit()

    @Slot()
    def remove(self) -> None:
        """Take the current part out."""
        part, card = self.outline.part() or ("whole",), self._draft.definition
        if part[0] == "measure":
            self._draft.change(editing.remove_measure(card, str(part[1])))
        elif part[0] == "group":
            self._draft.change(editing.remove_group(card, int(part[1]), int(part[2])))
        elif part[0] == "rule":
            self._draft.change(editing.remove_rule(card, str(part[1])))
        self.outline.setFocus()

    @Slot(int)
    def shift(self, by: int) -> None:
        """Move the current measure."""
        part = self.outline.part() or ("whole",)
        if part[0] == "measure":
            self._draft.change(editing.move_measure(self._draft.definition, str(part[1]), by))
            self.outline.choose(part)

    @Slot()
    def _on_up(self) -> None:
        self.shift(-1)

    @Slot()
    def _on_down(self) -> None:
        self.shift(1)
