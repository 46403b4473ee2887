"""The question how a measure of a customer stands: a step, reasons, a note, and as of which day."""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.scoring.definition import Measure
from csops_desktop.domain.scoring.shown import RatingNow
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.rating.step_form import StepForm
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.day_row import DayRow

_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Rating:
    """What was entered."""

    step: int
    reasons: tuple[str, ...]
    note: str
    day: dt.date


class RateDialog(ActDialog):
    """Rates; ``submitted`` gives a ``Rating``. It begins with the last one."""

    def __init__(self, workbench: Workbench, measure: Measure, last: RatingNow | None, parent: QWidget) -> None:
        super().__init__(workbench.theme, measure.name, "", _("Rate"), parent, width=_WIDTH)
        today = workbench.clock.today()
        self.form = StepForm(workbench.theme, self)
        self.form.show_measure(measure, last)
        self.content.addWidget(self.form)
        self.day = DayRow(workbench.theme, "rated_on", _("As of"), today, today)
        self.add_row("rated_on", self.day)
        at = self.form.step()
        self.finish(self.form.steps[at - 1 if at else 0])

    def entered(self) -> Rating | None:
        """Override ActDialog.entered."""
        if not self.form.step():
            self.note.setText(_("Choose a step"))
            return None
        day = self.day.day()
        if not self.day.check(required=True) or day is None:
            return None
        return Rating(self.form.step(), self.form.reasons(), self.form.note.text().strip(), day)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QDialog.keyPressEvent: digits and letters choose."""
        if self.day.line.hasFocus() or not self.form.take_key(event):
            super().keyPressEvent(event)
