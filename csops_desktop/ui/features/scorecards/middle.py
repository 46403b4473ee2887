"""The middle of the editor: the form of the part that is chosen."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.scoring.flaws import Problem
from csops_desktop.ui.features.scorecards.axis_form import AxisForm, GroupForm
from csops_desktop.ui.features.scorecards.bands_form import BandsForm, RuleForm
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.features.scorecards.form import Form
from csops_desktop.ui.features.scorecards.measure_form import MeasureForm
from csops_desktop.ui.features.scorecards.source_part import Names
from csops_desktop.ui.features.scorecards.whole_form import WholeForm
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.form_place import FormPlace
from csops_desktop.ui.widgets.outline import Part
from csops_desktop.wording import scoring as say


class Middle(FormPlace):
    """Holds one form.

    Attributes:
        names: what sources can name; set before a part is opened.
    """

    def __init__(self, workbench: Workbench, draft: Draft, keys: QObject, before: QWidget, parent: QWidget) -> None:
        super().__init__(draft, keys, before, parent)
        self.names = Names()
        self._bench, self._draft = workbench, draft

    def faults(self) -> list[tuple[str, str]]:
        """Override FormPlace.faults."""
        found = self._draft.problems()
        return [(each.where, say.problem(Problem(each.where, each.flaw, each.value))) for each in found]

    def make(self, part: Part) -> Form:
        """Override FormPlace.make."""
        bench, draft = self._bench, self._draft
        match part:
            case ("axis", int(axis)):
                return AxisForm(axis, bench, draft, self)
            case ("group", int(axis), int(group)):
                return GroupForm(axis, group, bench, draft, self)
            case ("measure", str(key)):
                return MeasureForm(key, self.names, bench, draft, self)
            case ("bands",):
                return BandsForm(bench, draft, self)
            case ("rule", str(key)):
                return RuleForm(key, self.names, bench, draft, self)
        return WholeForm(self.names.products, bench, draft, self)
