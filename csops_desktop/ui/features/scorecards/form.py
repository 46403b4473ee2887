"""What the forms of the editor share: they show a part of the draft, change it, and say what is wrong there."""

from PySide6.QtWidgets import QWidget

from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.draft_form import DraftForm


class Form(DraftForm):
    """A form of one part of the scorecard."""

    def __init__(self, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, parent)
        self.draft = draft
