"""The scorecard that is being edited."""

from PySide6.QtCore import QObject

from csops_desktop.domain.scoring.checking import problems
from csops_desktop.domain.scoring.definition import Definition
from csops_desktop.domain.scoring.editing import empty
from csops_desktop.domain.scoring.flaws import Problem
from csops_desktop.ui.widgets.drafting import EditedDraft


class Draft(EditedDraft[Definition]):
    """Holds one scorecard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(empty("", ("", "")), parent)

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps it from being published."""
        return problems(self.definition)

    def is_sound(self) -> bool:
        """Override EditedDraft.is_sound."""
        return not self.problems()
