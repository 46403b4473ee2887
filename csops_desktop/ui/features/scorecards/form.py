"""What the forms of the editor share: they show a part of the draft, change it, and say what is wrong there."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.draft_form import DraftForm


class Form(DraftForm):
    """A form of one part of the scorecard."""

    def __init__(self, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, parent)
        self.draft = draft


def small_button(form: Form, text: str, icon: str, run: Callable[[], object], *, variant: str = "") -> Button:
    """Return a small button of a form."""
    made = Button(form.theme, text, icon=icon, variant=variant, compact=True, parent=form)
    made.clicked.connect(run)
    return made
