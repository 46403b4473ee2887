"""What comes next and by when: one line that understands 「見積もりを送る 金曜」, and buttons for the usual days."""

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.day_words import parse_day, split_day
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.log.day_popover import DayPopover
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.composed_line import ComposedLine
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import values

_SHORTCUTS = {"tomorrow": "tomorrow", "monday": "next week", "week": "1w", "month": "1m"}
_OTHER = "other"


class NextRow(QWidget):
    """The next action with its due day.

    Signals:
        changed: words or day.
        entered: Enter in the line.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._chosen: dt.date | None = None
        self._key = ""
        self._literal = False
        self._caption = label("", "caption", tone="3")
        self.line = ComposedLine(self)
        self.due = Segment((*_SHORTCUTS, _OTHER), self)
        self._caption.setBuddy(self.line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.4"))
        layout.addWidget(self._caption)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.due)
        self.line.textEdited.connect(self._on_edited)
        self.line.entered.connect(self.entered)
        self.due.chosen.connect(self._on_due)

    def value(self) -> tuple[str, dt.date | None]:
        """Return what is to be done and by when."""
        if self._chosen is not None or self._literal:
            return self.line.text().strip(), self._chosen
        return split_day(self.line.text(), self._clock.today())

    def chosen_day(self) -> dt.date | None:
        """Return the day chosen by button; None when it stands in the words, or nowhere."""
        return self._chosen

    def show_value(self, words: str, day: dt.date | None) -> None:
        """Put in words and a day chosen before."""
        self.line.setText(words)
        self._chosen, self._key, self._literal = day, _OTHER if day else "", False
        self._show_due()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._caption.setText(_("Next action"))
        self.line.setPlaceholderText(_("Send the offer Fri"))
        self.line.setAccessibleName(_("Next action"))
        self._show_due()

    def choose(self, day: dt.date | None, key: str = _OTHER) -> None:
        """Set the day by button; None takes every day away, the words stay as they are."""
        words, spoken = split_day(self.line.text(), self._clock.today())
        if day is not None and spoken is not None and not self._literal:
            self.line.setText(words)  # what stands there is what will be saved
        self._chosen, self._key, self._literal = day, key if day else "", day is None
        self._show_due()
        self.changed.emit()

    def _show_due(self) -> None:
        today = self._clock.today()
        _words, day = self.value()
        texts = [_("Tomorrow"), _("Next week"), _("1 week"), _("1 month"), _("Day…")]
        key = self._key if self._chosen is not None else _OTHER if day is not None else ""
        if day is not None:
            at = [*_SHORTCUTS, _OTHER].index(key)
            said = values.date_short(day, today)
            texts[at] = said if key == _OTHER else f"{texts[at]} {said}"
        self.due.set_texts(texts)
        self.due.choose(key)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        _words, spoken = split_day(text, self._clock.today())
        if spoken is not None and not self._literal:
            self._chosen, self._key = None, ""  # the day typed last counts
        if not text:
            self._literal = False
        self._show_due()
        self.changed.emit()

    @Slot(str)
    def _on_due(self, key: str) -> None:
        if key == _OTHER:
            self._show_due()
            popover = DayPopover(self._theme, self._clock.today(), past=False, parent=self)
            popover.picked.connect(self.choose)
            popover.show_below(self.due)
        elif key == self._key:
            self.choose(None)
        else:
            self.choose(parse_day(_SHORTCUTS[key], self._clock.today()), key)
