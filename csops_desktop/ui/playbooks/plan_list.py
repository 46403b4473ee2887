"""The steps of a playbook with the dates they would get, and why; what is not for the customer is struck out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from csops_desktop.domain.playbooks.definition import Base, Playbook
from csops_desktop.domain.playbooks.shown import Planned
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.plain_tree import PlainTree
from csops_desktop.wording import playbooks as say
from csops_desktop.wording import values as show

_ROWS = 13
_STEP, _DAY, _WHY = range(3)


class PlanList(PlainTree):
    """The steps under their milestones."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, _ROWS, parent, columns=3)
        self._theme = theme
        self.header().setSectionResizeMode(_WHY, self.header().ResizeMode.Stretch)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.set_headings((_("Step"), _("Due"), _("Why this day")))

    def show_plan(self, playbook: Playbook, planned: Sequence[Planned]) -> None:
        """Show the steps as they would be."""
        self.clear()
        milestone = -1
        for number, each in enumerate(planned):
            if each.milestone != milestone:
                milestone = each.milestone
                head = self.add(-1, (say.said(playbook.milestones[milestone].name), "", ""))
                head.setFirstColumnSpanned(True)
                head.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self._paint(head, "text.2", bold=True)
            self._add(number, each)

    def _add(self, number: int, each: Planned) -> None:
        day, reason = _when(each)
        item = self.add(number, (say.said(each.step.title), day, reason))
        item.setToolTip(_STEP, say.said(each.step.title))
        item.setToolTip(_WHY, reason)
        if not each.applies:
            self._paint(item, "text.3", struck=True)
        else:
            item.setForeground(_WHY, self._color("text.3"))

    def _color(self, tone: str) -> QColor:
        return self._theme.color(tone)

    def _paint(self, item: QTreeWidgetItem, tone: str, *, bold: bool = False, struck: bool = False) -> None:
        for column in range(self.columnCount()):
            item.setForeground(column, self._color(tone))
        font = self._theme.font("small", bold=bold)
        font.setStrikeOut(struck)
        item.setFont(_STEP, font)


def _when(each: Planned) -> tuple[str, str]:
    """Return the day of a step and why; without a day, what it waits for."""
    if not each.applies:
        condition = each.step.condition
        return _("Not applicable"), "" if condition is None else say.condition(condition)
    if each.why is None:
        return show.DASH, say.waits(each.step.offset)
    day = show.date_with_weekday(each.why.day)
    if each.step.offset.base is Base.PREVIOUS:
        return day, say.waits(each.step.offset)
    return day, say.why(each.why)
