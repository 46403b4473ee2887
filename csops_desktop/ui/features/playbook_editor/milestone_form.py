"""The form of a milestone: its name."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.playbooks import editing
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.playbook_editor.draft import Draft
from csops_desktop.ui.features.playbook_editor.form import Form, WordsLine
from csops_desktop.ui.state import Workbench


class MilestoneForm(Form):
    """One milestone."""

    def __init__(self, index: int, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, draft, parent)
        self.index = index
        self.name = WordsLine(draft, self._on_name)
        hint = _("What the steps reach together. It is reached when its required steps are done.")
        self.row("name", self.name, _("Milestone"), hint)
        self.body.addStretch(1)
        self.show_draft()

    def place(self) -> str:
        """Override DraftForm.place."""
        return f"milestones[{self.index}]"

    def show_draft(self) -> None:
        """Override DraftForm.show_draft."""
        if self.index < len(self.draft.definition.milestones):
            self.name.show_words(self.draft.definition.milestones[self.index].name)

    def _on_name(self, language: str, text: str) -> None:
        self.draft.edit(
            lambda playbook: editing.change_milestone(
                playbook, self.index, lambda each: replace(each, name=each.name.changed(language, text))
            ),
            ("milestone", self.index, language),
        )
