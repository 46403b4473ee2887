"""The left side of the editor: milestones and steps, what can be added, and whether it can be published."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.playbooks import editing
from csops_desktop.domain.playbooks.definition import Base, Offset, Playbook, Step, Words
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.features.playbook_editor.draft import LANGUAGES, Draft
from csops_desktop.ui.features.playbook_editor.outline import Outline
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton, Segment
from csops_desktop.ui.widgets.outline import WHOLE, Part
from csops_desktop.ui.widgets.parts import label, set_look
from csops_desktop.wording import playbooks as say

_NEXT = Offset(Base.PREVIOUS, 3, business=True)


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
        self.language = Segment(LANGUAGES, self)
        self.language.choose(draft.language)
        self.language.chosen.connect(draft.use_language)
        self.outline = Outline(theme, self)
        self.outline.chosen.connect(self.chosen)
        self.outline.entered.connect(self.entered)
        self.outline.removing.connect(self.remove)
        self.outline.moving.connect(self.shift)
        self.outline.adding.connect(self.new_step)
        self.add_step = Button(theme, icon="plus", compact=True, parent=self)
        self.add_milestone = Button(theme, icon="plus", compact=True, parent=self)
        self.up = IconButton(theme, "arrow-up", compact=True, parent=self)
        self.down = IconButton(theme, "arrow-down", compact=True, parent=self)
        self.drop = IconButton(theme, "trash", compact=True, parent=self)
        self.state = label("", "small", wrap=True)
        self.add_step.clicked.connect(self.new_step)
        self.add_milestone.clicked.connect(self.new_milestone)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.drop.clicked.connect(self.remove)
        side = theme.px("space.5")
        head, row = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(side, side - theme.px("space.3"), side, theme.px("space.3"))
        head.addWidget(self.language)
        head.addStretch(1)
        row.setSpacing(theme.px("space.3"))
        row.addWidget(self.add_step)
        row.addWidget(self.add_milestone)
        row.addStretch(1)
        row.addWidget(self.up)
        row.addWidget(self.down)
        row.addWidget(self.drop)
        foot = QVBoxLayout()
        foot.setContentsMargins(side, theme.px("space.3"), side, side)
        foot.setSpacing(theme.px("space.4"))
        foot.addLayout(row)
        foot.addWidget(self.state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px("space.3"), 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.outline, 1)
        layout.addLayout(foot)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.language.set_texts(["日本語", "English"])
        self.language.set_hints([_("Texts in Japanese"), _("Texts in English")])
        self.outline.setAccessibleName(_("Parts of the playbook"))
        self.add_step.set_text(_("Step"))
        self.add_milestone.set_text(_("Milestone"))
        self.add_step.setToolTip("Insert")
        self.up.describe(_("Further up"), "Alt+↑")
        self.down.describe(_("Further down"), "Alt+↓")
        self.drop.describe(_("Take out"), "Delete")
        self.show_draft()

    def show_draft(self) -> None:
        """Show the draft and whether it can be published."""
        found = self._draft.problems()
        self.outline.show_playbook(self._draft, found)
        may = not self._draft.read_only
        for button in (self.add_step, self.add_milestone, self.up, self.down, self.drop):
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
        """Return milestone and place of the current part, the last step for what is neither."""
        part, playbook = self.outline.part() or WHOLE, self._draft.definition
        if part[0] == "step":
            return editing.place_of(playbook, str(part[1]))
        if part[0] == "milestone":
            return int(part[1]), -1
        last = len(playbook.milestones) - 1
        return last, len(playbook.milestones[last].steps) - 1 if last >= 0 else -1

    @Slot()
    def new_step(self) -> None:
        """Add a step behind the current part; it is due after the step before it."""
        playbook = self._draft.definition
        if not playbook.milestones:
            playbook = editing.add_milestone(playbook, -1, self._words(_("First milestone")))
        milestone, at = self._place() if self._draft.definition.milestones else (0, -1)
        offset = _NEXT if playbook.steps else Offset(business=True)
        step = Step("", self._words(_("New step")), offset=offset)
        made, key = editing.add_step(playbook, milestone, at, step, self._draft.taken)
        self._take(made, ("step", key))

    @Slot()
    def new_milestone(self) -> None:
        """Add a milestone behind the one in which the current part is."""
        at = self._place()[0]
        made = editing.add_milestone(self._draft.definition, at, self._words(_("New milestone")))
        self._take(made, ("milestone", at + 1))

    def _words(self, text: str) -> Words:
        return Words().changed(self._draft.language, text)

    def _take(self, definition: Playbook, part: Part) -> None:
        self._draft.change(definition)
        self.outline.choose(part)
        self.entered.emit()

    @Slot()
    def remove(self) -> None:
        """Take the current part out; the steps of a milestone stay, in the one before."""
        part, playbook = self.outline.part() or WHOLE, self._draft.definition
        if part[0] == "step":
            keys = [step.key for step in playbook.steps]
            at = keys.index(str(part[1]))
            self._draft.change(editing.remove_step(playbook, str(part[1])))
            beside = keys[at + 1 : at + 2] or keys[max(at - 1, 0) : at]
            if beside:
                self.outline.choose(("step", beside[0]))
        elif part[0] == "milestone":
            self._draft.change(editing.remove_milestone(playbook, int(part[1])))
        self.outline.setFocus()

    @Slot(int)
    def shift(self, by: int) -> None:
        """Move the current step or milestone."""
        part, playbook = self.outline.part() or WHOLE, self._draft.definition
        if part[0] == "step":
            self._draft.change(editing.move_step(playbook, str(part[1]), by))
            self.outline.choose(part)
        elif part[0] == "milestone" and 0 <= int(part[1]) + by < len(playbook.milestones):
            self._draft.change(editing.move_milestone(playbook, int(part[1]), by))
            self.outline.choose(("milestone", int(part[1]) + by))

    @Slot()
    def _on_up(self) -> None:
        self.shift(-1)

    @Slot()
    def _on_down(self) -> None:
        self.shift(1)
