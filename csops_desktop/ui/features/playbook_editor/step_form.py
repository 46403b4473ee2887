"""The form of a step: what is done by whom, when, for whom, and what it leaves behind."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from csops_desktop.domain.playbooks import editing
from csops_desktop.domain.playbooks.checking import LONGEST_MINUTES
from csops_desktop.domain.playbooks.definition import Condition, Offset, Proof, Role, Step
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.playbook_editor.condition_part import ConditionPart
from csops_desktop.ui.features.playbook_editor.draft import Draft
from csops_desktop.ui.features.playbook_editor.form import Form, WordsBox, WordsLine
from csops_desktop.ui.features.playbook_editor.timing_part import TimingPart
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.form_fields import beside, choice, show_choice, show_number, spin
from csops_desktop.wording import playbooks as words

_GUIDANCE_LINES = 5


class StepForm(Form):
    """One step, known by its key."""

    def __init__(self, key: str, products: Sequence[str], workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, draft, parent)
        self.key = key
        self.name = WordsLine(draft, self._on_title)
        self.row("title", self.name, _("Step"))
        self.role = choice([(words.role(each), each) for each in Role], self._on_role, fitting=True)
        self.row("role", self.role, _("Role"))
        self.timing = TimingPart(self.theme, self)
        self.timing.chosen.connect(self._on_offset)
        self.row("offset", self.timing, _("Due"))
        self.required = QCheckBox(_("Required"), self)
        self.shared = QCheckBox(_("May be shown to the customer"), self)
        self.required.clicked.connect(self._on_required)
        self.shared.clicked.connect(self._on_shared)
        self.row("required", beside(self.required, self.shared), "")
        self.proof = choice([(words.proof(each), each) for each in Proof], self._on_proof, fitting=True)
        self.hint = WordsLine(draft, self._on_hint)
        self.row("proof", self.proof, _("Proof"), _("What it must leave behind to be done."))
        self.row("proof_hint", self.hint, _("What exactly"))
        self.condition = ConditionPart(self.theme, products, self)
        self.condition.chosen.connect(self._on_condition)
        self.row("condition", self.condition, _("Only for"))
        self.minutes = spin(0, LONGEST_MINUTES, self._on_minutes)
        self.minutes.setSuffix(_(" minutes"))
        self.minutes.setSingleStep(5)
        self.row("minutes", self.minutes, _("Takes"))
        self.guidance = WordsBox(self.theme, draft, _GUIDANCE_LINES, self._on_guidance)
        self.row("guidance", self.guidance, _("Guidance"), _("Phrases, links, a small checklist: one to a line."))
        self.milestone = choice([], self._on_milestone, fitting=True)
        self.row("milestone", self.milestone, _("Milestone"))
        self.body.addStretch(1)
        self.show_draft()

    def place(self) -> str:
        """Override DraftForm.place."""
        if self.draft.definition.step(self.key) is None:
            return "nowhere"
        milestone, at = editing.place_of(self.draft.definition, self.key)
        return f"milestones[{milestone}].steps[{at}]"

    def show_draft(self) -> None:
        """Override DraftForm.show_draft."""
        step = self.draft.definition.step(self.key)
        if step is None:
            return
        self.name.show_words(step.title)
        self.guidance.show_words(step.guidance)
        self.hint.show_words(step.proof_hint)
        self.rows["proof_hint"].setVisible(step.proof is not Proof.NONE)
        show_choice(self.role, step.role)
        show_choice(self.proof, step.proof)
        self.timing.show_offset(step.offset)
        self.required.setChecked(step.required)
        self.shared.setChecked(step.shared)
        self.condition.show_condition(step.condition)
        show_number(self.minutes, step.minutes)
        self._show_milestones()

    def _show_milestones(self) -> None:
        playbook, box = self.draft.definition, self.milestone
        names = [each.name.said(self.draft.language) or _("without a name") for each in playbook.milestones]
        if [box.itemText(at) for at in range(box.count())] != names:
            box.clear()
            for at, name in enumerate(names):
                box.addItem(name, at)
        show_choice(box, editing.place_of(playbook, self.key)[0])
        self.rows["milestone"].setVisible(len(names) > 1)

    def _edit(self, change: Callable[[Step], Step], merging: Hashable = None) -> None:
        if self.draft.definition.step(self.key) is not None:
            self.draft.edit(lambda playbook: editing.change_step(playbook, self.key, change), merging)

    def _on_title(self, language: str, text: str) -> None:
        self._edit(lambda step: replace(step, title=step.title.changed(language, text)), ("title", self.key))

    def _on_guidance(self, language: str, text: str) -> None:
        self._edit(lambda step: replace(step, guidance=step.guidance.changed(language, text)), ("guidance", self.key))

    def _on_hint(self, language: str, text: str) -> None:
        self._edit(lambda step: replace(step, proof_hint=step.proof_hint.changed(language, text)), ("hint", self.key))

    @Slot()
    def _on_role(self) -> None:
        self._edit(lambda step: replace(step, role=Role(self.role.currentData())))

    @Slot(object)
    def _on_offset(self, offset: Offset) -> None:
        self._edit(lambda step: replace(step, offset=offset), ("offset", self.key))

    @Slot()
    def _on_required(self) -> None:
        self._edit(lambda step: replace(step, required=self.required.isChecked()))

    @Slot()
    def _on_shared(self) -> None:
        self._edit(lambda step: replace(step, shared=self.shared.isChecked()))

    @Slot()
    def _on_proof(self) -> None:
        self._edit(lambda step: replace(step, proof=Proof(self.proof.currentData())))

    @Slot(object)
    def _on_condition(self, condition: Condition | None) -> None:
        self._edit(lambda step: replace(step, condition=condition), ("condition", self.key))

    @Slot(int)
    def _on_minutes(self, minutes: int) -> None:
        self._edit(lambda step: replace(step, minutes=minutes), ("minutes", self.key))

    @Slot()
    def _on_milestone(self) -> None:
        milestone = int(self.milestone.currentData())
        self.draft.edit(lambda playbook: editing.put_step(playbook, self.key, milestone))
