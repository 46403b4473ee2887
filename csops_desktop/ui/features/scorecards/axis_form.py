"""The forms of an axis and of a group: names, and the points of every measure as sliders with their sum."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops_desktop.domain.scoring import editing
from csops_desktop.domain.scoring.definition import AXIS_POINTS, Axis
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.scorecards.draft import Draft
from csops_desktop.ui.features.scorecards.form import Form
from csops_desktop.ui.features.scorecards.points_row import PointsRow
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.form_fields import line, show_text
from csops_desktop.ui.widgets.parts import label, set_look


def sum_words(axis: Axis) -> tuple[str, str]:
    """Return what the points of an axis sum to, in words, and the tone of it."""
    missing = AXIS_POINTS - axis.points
    if missing > 0:
        return _("{n} of 100 points, {missing} still to give").format(n=axis.points, missing=missing), "warning"
    if missing < 0:
        return _("{n} points, {over} too many").format(n=axis.points, over=-missing), "danger"
    return _("100 points"), "good"


class AxisForm(Form):
    """One axis: its name and the points of its measures."""

    def __init__(self, axis: int, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, draft, parent)
        self.axis = axis
        self.name = line(self._on_name)
        self.row("name", self.name, _("Name of the axis"))
        self.heading(_("Points"))
        self.points: dict[str, PointsRow] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(workbench.theme.px("space.3"))
        self.body.addLayout(self._list)
        self.sum = label("", "small", bold=True)
        self.body.addWidget(self.sum)
        self.body.addStretch(1)
        self.show_draft()

    def place(self) -> str:
        """Override Form.place."""
        return f"axes[{self.axis}]"

    def show_draft(self) -> None:
        """Override Form.show_draft."""
        axis = self.draft.definition.axes[self.axis]
        show_text(self.name, axis.name)
        keys = [measure.key for measure in axis.measures]
        if keys != list(self.points):
            self._lay_out(keys)
        published = self.draft.published
        for measure in axis.measures:
            before = published.measure(measure.key) if published is not None else None
            row = self.points[measure.key]
            row.show_value(measure.name, measure.points, before.points if before is not None else None)
        text, tone = sum_words(axis)
        self.sum.setText(text)
        set_look(self.sum, "tone", tone)

    def _lay_out(self, keys: list[str]) -> None:
        for row in self.points.values():
            row.hide()
            row.deleteLater()
        self.points = {}
        for key in keys:
            row = self.points[key] = PointsRow(self.theme, 0, AXIS_POINTS, self)
            row.moved.connect(partial(self._on_moved, key))
            row.settled.connect(self.draft.seal)
            self._list.addWidget(row)

    def _on_moved(self, key: str, points: int) -> None:
        self.draft.edit(
            lambda card: editing.change_measure(card, key, lambda each: replace(each, points=points)), ("points", key)
        )

    @Slot(str)
    def _on_name(self, text: str) -> None:
        self.draft.edit(lambda card: editing.rename_axis(card, self.axis, text), ("axis", self.axis))


class GroupForm(Form):
    """One group: its name."""

    def __init__(self, axis: int, group: int, workbench: Workbench, draft: Draft, parent: QWidget) -> None:
        super().__init__(workbench, draft, parent)
        self.axis, self.group = axis, group
        self.name = line(self._on_name)
        self.row(
            "name", self.name, _("Heading"), _("Measures under one heading stand together on the customer's page.")
        )
        self.body.addStretch(1)
        self.show_draft()

    def place(self) -> str:
        """Override Form.place."""
        return f"axes[{self.axis}].groups[{self.group}]"

    def show_draft(self) -> None:
        """Override Form.show_draft."""
        show_text(self.name, self.draft.definition.axes[self.axis].groups[self.group].name)

    @Slot(str)
    def _on_name(self, text: str) -> None:
        self.draft.edit(
            lambda card: editing.rename_group(card, self.axis, self.group, text), ("group", self.axis, self.group)
        )
