"""Settings of the metrics of usage: what is counted, in which unit, how it adds up; two that are one are merged."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QListWidgetItem, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.readings import Metric, guessed_adding, guessed_unit
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.settings.lists import ID, ListSection
from csops_desktop.ui.readings.metric_dialog import MetricDialog
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.wording import fields as words

_TWO = 2


class MergeDialog(ActDialog):
    """Asks which metric takes over the readings of another one."""

    def __init__(self, theme: Theme, goes: Metric, others: list[Metric], parent: QWidget) -> None:
        body = _("Its readings become those of the other one, and it goes. Scorecards find them under both names.")
        super().__init__(theme, _("Merge “{name}” into which metric?").format(name=goes.name), body, _("Merge"), parent)
        self.into = QComboBox(self)
        for metric in others:
            self.into.addItem(metric.name, metric.id)
        row = FormRow(theme, self.into)
        row.set_words(words.field_name(Kind.READINGS, "metric_id"))
        self.add_row("metric_id", row)
        self.finish(self.into)

    def entered(self) -> int:
        """Override ActDialog.entered."""
        return int(self.into.currentData())


class MetricsSection(ListSection):
    """The metrics; Enter or a double click changes one."""

    watches = Area.READINGS

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench, parent)
        self._metrics: dict[int, Metric] = {}
        self.change_button = Button(workbench.theme)
        self.merge_button = Button(workbench.theme)
        self.row.insertWidget(2, self.change_button)
        self.row.insertWidget(3, self.merge_button)
        self.change_button.clicked.connect(self.change)
        self.merge_button.clicked.connect(self.merge)
        self.list.opened.connect(self.change)
        self.list.itemDoubleClicked.connect(self.change)
        self.list.itemSelectionChanged.connect(self._on_chosen)
        self.retranslate()
        self.load()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_words(
            _("Metrics of usage"),
            _("What you count of the use of your products. Imports add to them by themselves."),
        )
        self.list.set_empty_words(_("No metric yet. Enter its name below, or import usage."))
        self.name.setPlaceholderText(_("Name of a metric"))
        self.add_button.set_text(_("Add"))
        self.change_button.set_text(_("Change…"))
        self.merge_button.set_text(_("Merge…"))
        self.delete_button.set_text(_("Delete"))
        self.list.setAccessibleName(words.kind_name(Kind.METRICS))
        self._show(tuple(self._metrics.values()))

    def load(self) -> None:
        """Override ListSection.load."""
        self.bench.tasks.query(self.bench.services.readings.metrics, self._show, key="settings metrics", owner=self)

    def _show(self, found: tuple[Metric, ...]) -> None:
        chosen = self._chosen()
        self._metrics = {metric.id: metric for metric in found}
        self.list.clear()
        for metric in found:
            parts = (metric.unit, words.choice_name("adds_up", metric.adds_up), words.counted(Kind.READINGS, metric.n))
            item = QListWidgetItem(f"{metric.name}  —  {', '.join(part for part in parts if part)}")
            item.setData(ID, metric.id)
            self.list.addItem(item)
            if chosen is not None and metric.id == chosen.id:
                self.list.setCurrentItem(item)
        self._on_chosen()

    def _chosen(self) -> Metric | None:
        items = self.list.selectedItems()
        return self._metrics.get(int(items[0].data(ID))) if items else None

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self._chosen() is not None
        self.change_button.setEnabled(chosen)
        self.merge_button.setEnabled(chosen and len(self._metrics) >= _TWO)

    def add(self, name: str) -> None:
        """Override ListSection.add: unit and adding up follow from the name."""
        service, unit, adds_up = self.bench.services.readings, guessed_unit(name), guessed_adding(name)
        self.bench.tasks.operate(
            lambda: service.add_metric(name, unit, adds_up), self._on_added, failed=self.show_fault, owner=self
        )

    def _on_added(self, _number: int) -> None:
        self.name.clear()

    @Slot()
    def change(self) -> None:
        """Change the selected metric."""
        metric, service = self._chosen(), self.bench.services.readings
        if metric is not None:
            MetricDialog(self.bench.theme, self, metric).carry_out(self.bench.tasks, service.change_metric)

    @Slot()
    def merge(self) -> None:
        """Merge the selected metric into another one."""
        metric, service = self._chosen(), self.bench.services.readings
        others = [each for each in self._metrics.values() if each != metric]
        if metric is not None and others:
            dialog = MergeDialog(self.bench.theme, metric, others, self)
            dialog.carry_out(self.bench.tasks, lambda into: service.merge_metrics(into, metric.id))

    def delete(self) -> None:
        """Override ListSection.delete: its readings go with it, and come back with an undo."""
        metric, records = self._chosen(), self.bench.services.records
        if metric is not None:
            self.bench.tasks.operate(
                lambda: records.delete(Kind.METRICS, [metric.id]), failed=self.show_fault, owner=self
            )
