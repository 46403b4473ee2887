"""The form of a playbook as a whole: name, purpose, expected outcome, and whom it is for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from csops_desktop.domain.fields import PHASES, TOUCHES
from csops_desktop.domain.playbooks.definition import Scope
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.playbook_editor.draft import Draft
from csops_desktop.ui.features.playbook_editor.form import Form, WordsBox, WordsLine
from csops_desktop.ui.state import Workbench
from csops_desktop.wording import fields as words

_LEVELS = (0, 1, 2, 3, 4)
_ACROSS = 2


class WholeForm(Form):
    """Name, purpose, outcome and scope."""

    def __init__(self, products: Sequence[str], workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, draft, parent)
        self.name = WordsLine(draft, self._on_name)
        self.row("name", self.name, _("Name"))
        self.purpose = WordsBox(self.theme, draft, 2, self._on_purpose)
        self.row("purpose", self.purpose, _("Purpose"))
        self.outcome = WordsBox(self.theme, draft, 2, self._on_outcome)
        self.row("outcome", self.outcome, _("Expected outcome"))
        self.heading(
            _("Whom it is for"), _("Nothing ticked: all customers. Triggers ask for it only for those it is for.")
        )
        self._boxes: dict[tuple[str, str | int], QCheckBox] = {}
        named = dict.fromkeys((*products, *draft.definition.scope.products))
        for part, title, choices in (
            ("products", _("Product"), {name: name for name in named}),
            ("phases", _("Phase"), {code: words.choice_name("phase", code) for code in PHASES}),
            ("levels", _("Maturity level"), {level: _("Lv{n}").format(n=level) for level in _LEVELS}),
            ("touches", _("Touch model"), {code: words.choice_name("touch", code) for code in TOUCHES}),
        ):
            if choices:
                self.row(f"scope.{part}", self._choices(part, title, choices), title)
        self.body.addStretch(1)
        self.show_draft()

    def _choices(self, part: str, title: str, choices: Mapping[str, str] | Mapping[int, str]) -> QWidget:
        across = len(_LEVELS) if part == "levels" else _ACROSS
        made = QWidget(self)
        grid = QGridLayout(made)
        grid.setContentsMargins(0, self.theme.px("space.2"), 0, 0)
        grid.setVerticalSpacing(self.theme.px("space.3"))
        listed: list[tuple[str | int, str]] = list(choices.items())
        for at, (code, text) in enumerate(listed):
            box = self._boxes[part, code] = QCheckBox(text.replace("&", "&&"), made)
            box.setAccessibleName(f"{title}: {text}")
            box.clicked.connect(self._on_scope)
            grid.addWidget(box, at // across, at % across)
        for column in range(across):
            grid.setColumnStretch(column, 1)
        return made

    def place(self) -> str:
        """Override DraftForm.place."""
        return ""

    def show_draft(self) -> None:
        """Override DraftForm.show_draft."""
        playbook = self.draft.definition
        self.name.show_words(playbook.name)
        self.purpose.show_words(playbook.purpose)
        self.outcome.show_words(playbook.outcome)
        for (part, code), box in self._boxes.items():
            box.setChecked(code in getattr(playbook.scope, part))

    def _on_name(self, language: str, text: str) -> None:
        self.draft.edit(lambda each: replace(each, name=each.name.changed(language, text)), "name")

    def _on_purpose(self, language: str, text: str) -> None:
        self.draft.edit(lambda each: replace(each, purpose=each.purpose.changed(language, text)), "purpose")

    def _on_outcome(self, language: str, text: str) -> None:
        self.draft.edit(lambda each: replace(each, outcome=each.outcome.changed(language, text)), "outcome")

    @Slot()
    def _on_scope(self) -> None:
        def ticked(part: str) -> list[str | int]:
            return [code for (found, code), box in self._boxes.items() if found == part and box.isChecked()]

        scope = Scope(
            tuple(map(str, ticked("products"))),
            tuple(map(str, ticked("phases"))),
            tuple(map(int, ticked("levels"))),
            tuple(map(str, ticked("touches"))),
        )
        self.draft.edit(lambda each: replace(each, scope=scope))
