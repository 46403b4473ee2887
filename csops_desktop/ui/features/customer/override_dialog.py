"""What a person says beside a score: another score with its reason, or that a measure does not apply."""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.scoring.definition import TOTAL
from csops_desktop.domain.scoring.scores import Override
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.day_row import DayRow, InputRow
from csops_desktop.ui.widgets.record_rows import WordsRow

_STANDS = 30  # days that an override stands unless the user says otherwise


@dataclass(frozen=True, slots=True)
class Set:
    """What was entered."""

    value: int
    reason: str
    until: dt.date | None


class OverrideDialog(ActDialog):
    """Sets a score beside the computed one; ``submitted`` gives a ``Set``."""

    def __init__(self, workbench: Workbench, computed: int, last: Override | None, parent: QWidget) -> None:
        body = _("The computed score {n} stays and is shown beside it. It counts again when this one ends.")
        super().__init__(
            workbench.theme, _("Set the score by hand"), body.format(n=computed), _("Set the score"), parent
        )
        theme, today = workbench.theme, workbench.clock.today()
        self.value = InputRow(theme, "value", "" if last is None else str(last.value))
        self.value.set_words(_("Score, 0 to {n}").format(n=TOTAL))
        until = last.until if last is not None else today + dt.timedelta(days=_STANDS)
        self.until = DayRow(theme, "until", _("Until (empty: until it is taken back)"), until, today)
        self.reason = WordsRow(theme, _("Reason"), last.reason if last is not None else "", lines=2, parent=self)
        self.add_beside(("value", self.value), ("until", self.until))
        self.add_row("reason", self.reason)
        self.finish(self.value.line)

    def entered(self) -> Set | None:
        """Override ActDialog.entered."""
        text = self.value.line.text().strip()
        if not (text.isascii() and text.isdigit() and int(text) <= TOTAL):
            self.value.set_fault(_("Enter a whole number from 0 to {n}.").format(n=TOTAL))
            self.value.line.setFocus()
            return None
        if not self.until.check(required=False) or not self.reason.check():
            return None
        return Set(int(text), self.reason.text(), self.until.day())


class NotApplicableDialog(ActDialog):
    """Says that a measure does not apply; ``submitted`` gives the reason."""

    def __init__(self, workbench: Workbench, measure: str, parent: QWidget) -> None:
        title = _("Why does “{measure}” not apply?").format(measure=measure)
        body = _("Its weight goes to the other measures of its axis.")
        super().__init__(workbench.theme, title, body, _("Does not apply"), parent)
        self.reason = WordsRow(workbench.theme, _("Reason"), "", lines=2, parent=self)
        self.add_row("reason", self.reason)
        self.finish(self.reason.edit)

    def entered(self) -> str | None:
        """Override ActDialog.entered."""
        return self.reason.text() if self.reason.check() else None
