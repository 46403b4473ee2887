"""The playbook that is being edited, and the language in which its texts are."""

from PySide6.QtCore import QObject

from csops_desktop.domain.playbooks.checking import Problem, problems
from csops_desktop.domain.playbooks.definition import Playbook, Words
from csops_desktop.foundation.i18n import current
from csops_desktop.ui.widgets.drafting import EditedDraft

LANGUAGES = ("ja", "en")


class Draft(EditedDraft[Playbook]):
    """Holds one playbook.

    Attributes:
        language: in which the forms show and change its texts: ``ja`` or ``en``.
        taken: keys of steps in published versions, which a new step must not get.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(Playbook("", Words()), parent)
        self.language = current() if current() in LANGUAGES else LANGUAGES[0]
        self.taken: frozenset[str] = frozenset()

    def use_language(self, language: str) -> None:
        """Edit the texts in another language."""
        if language != self.language:
            self.language = language
            self.seal()
            self.changed.emit()

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps it from being published."""
        return problems(self.definition)

    def is_sound(self) -> bool:
        """Override EditedDraft.is_sound."""
        return not self.problems()
