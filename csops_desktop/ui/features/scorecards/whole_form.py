"""The form of a scorecard as a whole: its name and whom it is for."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from csops_desktop.domain.fields import PHASES, TOUCHES
from csops_desktop.domain.scoring.definition import Scope
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.features.scorecards.form import Form
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.form_fields import line, show_text
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import fields as words


class WholeForm(Form):
    """Name and scope."""

    def __init__(self, products: Sequence[str], workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, draft, parent)
        self.name = line(self._on_name)
        self.row("name", self.name, _("Name"))
        self.heading(
            _("Whom it is for"), _("Nothing ticked: all customers. A customer gets the first scorecard that fits.")
        )
        self._boxes: dict[tuple[str, str], QCheckBox] = {}
        named = dict.fromkeys((*products, *draft.definition.scope.products))
        for part, title, choices in (
            ("products", _("Product"), {name: name for name in named}),
            ("phases", _("Phase"), {code: words.choice_name("phase", code) for code in PHASES}),
            ("touches", _("Touch model"), {code: words.choice_name("touch", code) for code in TOUCHES}),
        ):
            if choices:
                self.body.addWidget(label(title, "small", tone="2"))
            for code, text in choices.items():
                box = self._boxes[part, code] = QCheckBox(text.replace("&", "&&"), self)
                box.setAccessibleName(f"{title}: {text}")
                box.clicked.connect(self._on_scope)
                self.body.addWidget(box)
        self.body.addStretch(1)
        self.show_draft()

    def place(self) -> str:
        """Override Form.place."""
        return ""

    def show_draft(self) -> None:
        """Override Form.show_draft."""
        definition = self.draft.definition
        show_text(self.name, definition.name)
        for (part, code), box in self._boxes.items():
            box.setChecked(code in getattr(definition.scope, part))

    @Slot(str)
    def _on_name(self, text: str) -> None:
        self.draft.edit(lambda card: replace(card, name=text), "name")

    @Slot()
    def _on_scope(self) -> None:
        def ticked(part: str) -> tuple[str, ...]:
            return tuple(code for (found, code), box in self._boxes.items() if found == part and box.isChecked())

        scope = Scope(ticked("products"), ticked("phases"), ticked("touches"))
        self.draft.edit(lambda card: replace(card, scope=scope))
