"""The minutes of the day: how much of them the list takes, and the line behind which what does not fit is folded."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import key_cap, label
from csops_desktop.wording import today as say
from csops_desktop.wording import touch as words

REST_KEY = "R"
_BAR = 96
_THICK = 6


@dataclass(frozen=True, slots=True)
class DayMinutes:
    """The minutes of a day.

    Attributes:
        spent: that what was done stands for.
        planned: that what is to be done today takes.
        budget: that there are; 0 when the list is not to be cut.
    """

    spent: int = 0
    planned: int = 0
    budget: int = 0

    @property
    def left(self) -> int:
        """What may still be planned."""
        return max(0, self.budget - self.spent)


class _Bar(QWidget):
    """How full the day is: what was done, then what is to be done."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._day = DayMinutes()
        self._fit()
        theme.changed.connect(self._fit)

    def show_day(self, day: DayMinutes) -> None:
        """Show other minutes."""
        self._day = day
        self.update()

    @Slot()
    def _fit(self) -> None:
        self.setFixedSize(QSize(self._theme.scaled(_BAR), self._theme.px("line.body")))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        painter, theme, day = QPainter(self), self._theme, self._day
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        thick = theme.scaled(_THICK)
        top = (self.height() - thick) / 2
        whole = max(day.budget, 1)
        over = day.spent + day.planned > day.budget
        parts = (
            (1.0, "bg.sunken"),
            (min((day.spent + day.planned) / whole, 1.0), "health.red.solid" if over else "accent"),
            (min(day.spent / whole, 1.0), "health.green.solid"),
        )
        for share, colour in parts:
            if share > 0:
                painter.setBrush(theme.color(colour))
                painter.drawRoundedRect(QRectF(0, top, self.width() * share, thick), thick / 2, thick / 2)
        painter.end()


class DayMeter(QWidget):
    """What the day takes against what it has; pressing it leads to where that is set.

    Signals:
        requested: the button.
    """

    requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._word = label("", "small", tone="3")
        self._bar = _Bar(theme, self)
        self.button = Button(theme, variant="ghost", compact=True, parent=self)
        self._row_space = theme.px("space.4")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("space.4"))
        for part in (self._word, self._bar, self.button):
            row.addWidget(part)
        self.setMinimumWidth(1)  # it gives way: nothing else in the bar may be cut for it
        self.button.clicked.connect(self.requested)

    def show_day(self, day: DayMinutes) -> None:
        """Show the minutes of the day; without a bound there is nothing to show."""
        self.setVisible(bool(day.budget))
        self._word.setText(_("Expected today"))
        self._bar.show_day(day)
        self.button.set_text(f"{words.duration(day.spent + day.planned)} / {words.duration(day.budget)}")
        self.button.setToolTip(say.minutes(day.spent, day.planned, day.budget))

    def fit(self, room: int) -> None:
        """Show as much of it as there is room for, in px: the figures first, then the bar, then the word."""
        for part in (self.button, self._bar, self._word):
            room -= part.sizeHint().width() if part is not self._bar else part.width()
            part.setVisible(room >= 0)
            room -= self._row_space


class RestLine(QFrame):
    """The line at the end of the day's list that opens what does not fit into the day.

    Signals:
        toggled: open what is folded, or fold it again.
    """

    toggled = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("edge", "top")
        self.setProperty("surface", "header")
        self._theme = theme
        self.button = Button(theme, icon="caret-down", variant="ghost", compact=True, parent=self)
        self._key = key_cap(REST_KEY)
        row = QHBoxLayout(self)
        side = theme.px("space.5")
        row.setContentsMargins(side, theme.px("space.1"), side, theme.px("space.1"))
        row.setSpacing(theme.px("space.3"))
        row.addWidget(self.button)
        row.addWidget(self._key)
        row.addStretch(1)
        self.button.clicked.connect(self.toggled)
        self.hide()

    def show_rest(self, n: int, minutes: int, urgent: int, *, opened: bool) -> None:
        """Say what is folded: so many customers, their minutes, and how many of them one should act on first."""
        self.setVisible(n > 0)
        self.button.setIcon(self._theme.icon("caret-up" if opened else "caret-down", "text.2"))
        self.button.set_text(_("Only what fits into the day") if opened else say.rest(n, minutes, urgent))
