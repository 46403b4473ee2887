"""The middle of the editor: the form of the part that is chosen."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csops_desktop.ui.features.playbook_editor.draft import Draft
from csops_desktop.ui.features.playbook_editor.form import Form
from csops_desktop.ui.features.playbook_editor.milestone_form import MilestoneForm
from csops_desktop.ui.features.playbook_editor.step_form import StepForm
from csops_desktop.ui.features.playbook_editor.triggers_form import TriggersForm
from csops_desktop.ui.features.playbook_editor.whole_form import WholeForm
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.form_place import FormPlace
from csops_desktop.ui.widgets.outline import Part
from csops_desktop.wording import playbooks as say


@dataclass(frozen=True, slots=True)
class Names:
    """What a playbook can name.

    Attributes:
        taken: keys of steps in published versions.
    """

    metrics: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    taken: frozenset[str] = frozenset()


class Middle(FormPlace):
    """Holds one form.

    Attributes:
        names: set before a part is opened.
    """

    def __init__(self, workbench: Workbench, draft: Draft, keys: QObject, before: QWidget, parent: QWidget) -> None:
        super().__init__(draft, keys, before, parent)
        self.names = Names()
        self._bench, self._draft = workbench, draft

    def faults(self) -> list[tuple[str, str]]:
        """Override FormPlace.faults."""
        return [(each.where, say.problem(replace(each, name=None))) for each in self._draft.problems()]

    def make(self, part: Part) -> Form:
        """Override FormPlace.make."""
        bench, draft, names = self._bench, self._draft, self.names
        match part:
            case ("milestone", int(index)):
                return MilestoneForm(index, bench, draft, self)
            case ("step", str(key)):
                return StepForm(key, names.products, bench, draft, self)
            case ("triggers",):
                return TriggersForm(names.metrics, bench, draft, self)
        return WholeForm(names.products, bench, draft, self)
