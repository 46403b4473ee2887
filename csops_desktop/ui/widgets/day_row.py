"""A row of a dialog that reads a day and says what it understood; and what such rows have in common."""

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit

from csops_desktop.domain.day_words import parse_day
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.wording import values as show


class InputRow(FormRow):
    """A line of text that a subclass reads.

    Args:
        theme: look.
        name: of the field it is for.
        text: what stands there at first.

    Signals:
        changed: other text.
    """

    changed = Signal()

    def __init__(self, theme: Theme, name: str, text: str) -> None:
        self.line = QLineEdit(text)
        super().__init__(theme, self.line)
        self.name = name


class DayRow(InputRow):
    """A day, typed as a date or in words (月末, 12/31, +1m)."""

    def __init__(self, theme: Theme, name: str, words: str, day: dt.date | None, today: dt.date) -> None:
        super().__init__(theme, name, "" if day is None else show.date(day))
        self._words = words
        self._today = today
        self.line.textChanged.connect(self._on_text)
        self._on_text()

    def rename(self, words: str) -> None:
        """Set the label again, for another language."""
        self._words = words
        self._show_words()

    def day(self) -> dt.date | None:
        """Return the day, None when there is none or it cannot be read."""
        return parse_day(self.line.text(), self._today)

    def check(self, *, required: bool) -> bool:
        """Say what is wrong with it, if anything; True when it can be taken."""
        text = self.line.text().strip()
        if text and self.day() is None:
            self.set_fault(_("“{value}” is not a date. Write it like 2026/11/24.").format(value=text))
        elif required and not text:
            self.set_fault(_("must be filled in."))
        else:
            return True
        self.line.setFocus()
        return False

    @Slot()
    def _on_text(self) -> None:
        self.set_fault("")
        self._show_words()
        self.changed.emit()

    def _show_words(self) -> None:
        day = self.day()
        self.set_words(self._words, "" if day is None else show.date_with_weekday(day))
