"""Settings of the touch models: cadence and minutes, the rules that suggest one, and what it means for our people."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import TOUCHES
from csops_desktop.domain.touch import MOST_DAYS, MOST_MINUTES, TouchModel
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.settings.capacity import CapacityView
from csops_desktop.ui.features.settings.touch_rules import TouchRules
from csops_desktop.ui.preferences import TODAY_MINUTES
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.forms import FormRow, Section
from csops_desktop.wording import fields as words

_DAY = 24 * 60


class TouchSection(Section):
    """One row for each touch model, where a number is taken when it is left; then capacity and rules.

    Signals:
        suggestions_requested: the customers for whom something else is suggested are to be shown.
    """

    suggestions_requested = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench.theme, parent)
        self._bench = workbench
        self._models: dict[str, TouchModel] = {}
        self.days: dict[str, QSpinBox] = {}
        self.minutes: dict[str, QSpinBox] = {}
        self._rows: dict[str, FormRow] = {}
        for touch in TOUCHES:
            pair = QWidget(self)
            line = QHBoxLayout(pair)
            line.setContentsMargins(0, 0, 0, 0)
            for boxes, low, high, width in ((self.days, 1, MOST_DAYS, 130), (self.minutes, 0, MOST_MINUTES, 180)):
                box = boxes[touch] = QSpinBox(pair)
                box.setRange(low, high)
                box.setKeyboardTracking(False)
                box.lineEdit().setTextMargins(workbench.theme.px("space.2"), 0, 0, 0)
                box.setFixedWidth(workbench.theme.scaled(width))
                box.editingFinished.connect(self._on_edited)
                line.addWidget(box)
            row = self._rows[touch] = FormRow(workbench.theme, pair, beside=True)
            self.body.addWidget(row)
        self.day = QSpinBox(self)
        self.day.setRange(0, _DAY)
        self.day.setSingleStep(30)
        self.day.setKeyboardTracking(False)
        self.day.lineEdit().setTextMargins(workbench.theme.px("space.2"), 0, 0, 0)
        self.day.setFixedWidth(workbench.theme.scaled(180))
        self.day.setValue(workbench.preferences.get(TODAY_MINUTES))
        self.day.valueChanged.connect(self._on_day)
        self._day_row = FormRow(workbench.theme, self.day, beside=True)
        self.body.addWidget(self._day_row)
        self.capacity = CapacityView(workbench, self)
        self.rules = TouchRules(workbench, self)
        self.rules.suggestions_requested.connect(self.suggestions_requested)
        self.body.addWidget(self.capacity)
        self.body.addSpacing(workbench.theme.px("space.5"))
        self.body.addWidget(self.rules)
        workbench.tasks.changed.connect(self._on_changed)
        self.retranslate()
        self.load_all()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_words(_("Touch models"), _("How often their customers are to be talked to, and how long that takes."))
        for touch in TOUCHES:
            name = words.choice_name("touch", touch)
            self._rows[touch].set_words(name)
            self.days[touch].setSuffix(_(" days"))
            self.minutes[touch].setSuffix(_(" minutes a month"))
            for boxes, what in ((self.days, _("Cadence (days)")), (self.minutes, _("Minutes a month"))):
                boxes[touch].setAccessibleName(f"{name}: {what}")
        self.day.setSuffix(_(" minutes a day"))
        self.day.setSpecialValueText(_("Not cut"))
        self._day_row.set_words(
            _("List of the day"), _("What does not fit is folded. A line takes half of what a turn of the cadence has.")
        )
        self.capacity.retranslate()
        self.rules.retranslate()

    def load(self) -> None:
        """Read the models again."""
        services = self._bench.services
        self._bench.tasks.query(services.touch.models, self._show, owner=self)

    def load_all(self) -> None:
        """Read everything again."""
        self.load()
        self.capacity.load()
        self.rules.load()

    def _show(self, models: tuple[TouchModel, ...]) -> None:
        self._models = {model.touch: model for model in models}
        for model in models:
            if model.touch in self.days:
                self.days[model.touch].setValue(model.cadence_days)
                self.minutes[model.touch].setValue(model.minutes)

    @Slot()
    def _on_edited(self) -> None:
        services, tasks = self._bench.services, self._bench.tasks
        for touch, before in self._models.items():
            now = TouchModel(touch, self.days[touch].value(), self.minutes[touch].value())
            if now != before:
                self._models[touch] = now
                tasks.operate(lambda now=now: services.touch.set_model(now), owner=self)  # type: ignore[misc]

    @Slot(int)
    def _on_day(self, minutes: int) -> None:
        self._bench.preferences.set(TODAY_MINUTES, minutes)

    @Slot(object, object)
    def _on_changed(self, areas: Area, _who: object) -> None:
        if areas & Area.MATURITY:
            self.load()
