"""The question on which day a product first was worth it to a customer: the moment one says Wow."""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.maturity import Standing
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.day_row import DayRow


@dataclass(frozen=True, slots=True)
class FirstValue:
    """The answer; no day takes it back."""

    day: dt.date | None


class FirstValueDialog(ActDialog):
    """Asks for the day; ``submitted`` gives a ``FirstValue``."""

    def __init__(self, workbench: Workbench, standing: Standing, parent: QWidget) -> None:
        title = _("When was {product} first worth it to them?").format(product=standing.product)
        body = _("The day on which they saw with their own data that it works for them. Empty takes it back.")
        super().__init__(workbench.theme, title, body, _("Write down"), parent)
        today = workbench.clock.today()
        self.day = DayRow(workbench.theme, "first_value_on", _("Day"), standing.first_value_on, today)
        self.add_row("first_value_on", self.day)
        self.finish(self.day.line)

    def entered(self) -> FirstValue | None:
        """Override ActDialog.entered."""
        return FirstValue(self.day.day()) if self.day.check(required=False) else None
