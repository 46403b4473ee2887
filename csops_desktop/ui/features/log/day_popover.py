"""A small window for a day in words: 金曜, 来週火, +3d, 12/5; it says which day it understood."""

import datetime as dt

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.day_words import parse_day
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.composed_line import ComposedLine
from csops_desktop.ui.widgets.parts import label, set_look
from csops_desktop.ui.widgets.popover import Popover
from csops_desktop.wording import values

_WEEK = dt.timedelta(weeks=1)


class DayPopover(Popover):
    """Asks for a day.

    Args:
        theme: look.
        today: the day from which words are seen.
        past: the day lies today or before: a weekday is the one before.
        parent: where it hangs.

    Signals:
        picked(date | None): the day, None for an empty line.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, today: dt.date, *, past: bool, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._today = today
        self._past = past
        self.line = ComposedLine(self)
        self.line.setMinimumWidth(theme.scaled(220))
        self.line.setPlaceholderText(_("Yesterday, Fri, 11/20") if past else _("Fri, next Tue, +3d, 12/5"))
        self.line.setAccessibleName(_("Day"))
        self._said = label("", "caption", tone="3")
        self.body.addWidget(self.line)
        self.body.addWidget(self._said)
        self.line.textChanged.connect(self._on_text)
        self.line.entered.connect(self._on_entered)
        self._on_text("")
        self.line.setFocus()

    def day(self) -> dt.date | None:
        """Return the day that stands in the line."""
        found = parse_day(self.line.text(), self._today)
        if found is None or not self._past or found <= self._today:
            return found
        return found - _WEEK if found - _WEEK <= self._today else None

    @Slot(str)
    def _on_text(self, text: str) -> None:
        found = self.day()
        wrong = bool(text.strip()) and found is None
        set_look(self._said, "tone", "danger" if wrong else "3")
        if wrong:
            self._said.setText(_("No such day, or not yet") if self._past else _("No day is meant by that"))
        elif found is None:
            self._said.setText(_("Enter takes it, empty is no day") if not self._past else _("Enter takes it"))
        else:
            self._said.setText(values.date_with_weekday(found))

    @Slot()
    def _on_entered(self) -> None:
        found = self.day()
        if found is None and self.line.text().strip():
            return
        self.picked.emit(found)
        self.close()
