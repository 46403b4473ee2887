"""Asks for a metric: its name, its unit and how it adds up."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from csops_desktop.domain.readings import AddsUp, Metric, guessed_adding, guessed_unit
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.wording.fields import choice_name


class MetricDialog(ActDialog):
    """A metric, new or changed; for a new one unit and adding up follow from the name until one says otherwise."""

    def __init__(self, theme: Theme, parent: QWidget, metric: Metric | None = None) -> None:
        title = _("Which metric?") if metric is None else _("Change the metric")
        body = _("Log-ins and documents add up over a month; rates take the mean, numbers of people the last value.")
        super().__init__(theme, title, body, _("Add") if metric is None else _("Change"), parent)
        self._metric = metric
        self.name, self.unit, self.adds_up = QLineEdit(self), QLineEdit(self), QComboBox(self)
        for way in AddsUp:
            self.adds_up.addItem(choice_name("adds_up", way.value), way.value)
        rows = {name: FormRow(theme, widget) for name, widget in (
            ("name", self.name), ("unit", self.unit), ("adds_up", self.adds_up),
        )}  # fmt: skip
        rows["name"].set_words(_("Name"))
        rows["unit"].set_words(_("Unit"))
        rows["adds_up"].set_words(_("Adds up as"))
        self.add_row("name", rows["name"])
        self.add_beside(("unit", rows["unit"]), ("adds_up", rows["adds_up"]))
        if metric is None:
            self.name.textEdited.connect(self._on_name)
        else:
            self.name.setText(metric.name)
            self.unit.setText(metric.unit)
            self.adds_up.setCurrentIndex(self.adds_up.findData(metric.adds_up.value))
        self.finish(self.name)

    def entered(self) -> Metric | None:
        """Override ActDialog.entered."""
        known = self._metric.id if self._metric is not None else 0
        return Metric(known, self.name.text().strip(), self.unit.text().strip(), AddsUp(self.adds_up.currentData()))

    def _on_name(self, text: str) -> None:
        if not self.unit.isModified():
            self.unit.setText(guessed_unit(text))
        self.adds_up.setCurrentIndex(self.adds_up.findData(guessed_adding(text).value))
