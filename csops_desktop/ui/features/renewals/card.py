"""The contract of the current line: what it is, what is expected of it and why, and what can be done with it."""

import datetime as dt

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.fields import FORECASTS, Kind
from csops_desktop.domain.renewals import LostLine, RenewalLine
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.renewals.shown import Line
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton, Segment
from csops_desktop.ui.widgets.parts import ElidedLabel, label
from csops_desktop.wording import fields as words
from csops_desktop.wording import renewals as say
from csops_desktop.wording import values as show


class ContractCard(QFrame):
    """Shows one line and asks for acts on it.

    Signals:
        forecast_chosen(str), note_requested, renew_requested, amount_requested, end_requested, resume_requested,
        open_requested: what the user wants.
    """

    forecast_chosen = Signal(str)
    note_requested = Signal()
    renew_requested = Signal()
    amount_requested = Signal()
    end_requested = Signal()
    resume_requested = Signal()
    open_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line: Line | None = None
        self._context = ListContext(dt.date.min)
        self.title = ElidedLabel("h1", self)
        self._open = IconButton(theme, "arrow-square-out", parent=self)
        self._meta = label("", "small", tone="2", wrap=True)
        self._expected = label("", "caption", tone="3", bold=True)
        self.forecast = Segment(FORECASTS, self)
        self.note = label("", "small", wrap=True)
        self._note_button = Button(theme, variant="link", compact=True, parent=self)
        self.renew = Button(theme, variant="primary", compact=True, keys="R", parent=self)
        self.amount = Button(theme, compact=True, keys="A", parent=self)
        self.end = Button(theme, compact=True, keys="X", parent=self)
        self.resume = Button(theme, icon="arrow-u-up-left", compact=True, parent=self)
        self._build()
        self.forecast.chosen.connect(self._on_forecast)
        self._note_button.clicked.connect(self.note_requested)
        self.renew.clicked.connect(self.renew_requested)
        self.amount.clicked.connect(self.amount_requested)
        self.end.clicked.connect(self.end_requested)
        self.resume.clicked.connect(self.resume_requested)
        self._open.clicked.connect(self.open_requested)
        self.retranslate()

    def _build(self) -> None:
        theme = self._theme
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._open)
        said = QHBoxLayout()
        said.addWidget(self._expected, 1)
        said.addWidget(self._note_button)
        acts = QHBoxLayout()
        acts.setSpacing(theme.px("space.3"))
        for button in (self.renew, self.amount, self.end, self.resume):
            acts.addWidget(button)
        acts.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.2"))
        layout.addLayout(head)
        layout.addWidget(self._meta)
        layout.addSpacing(theme.px("space.2"))
        layout.addLayout(said)
        layout.addWidget(self.forecast, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.note)
        layout.addSpacing(theme.px("space.3"))
        layout.addLayout(acts)

    def show_line(self, line: Line | None, context: ListContext) -> None:
        """Show a line, or with None nothing at all."""
        self._line, self._context = line, context
        self.setVisible(line is not None)
        if line is None:
            return
        ending = isinstance(line, RenewalLine)
        open_ = isinstance(line, RenewalLine) and not line.renewed
        self.title.show_text(line.customer)
        self._meta.setText(self._facts(line))
        for widget in (self.renew, self.amount, self.end, self.forecast, self._note_button):
            widget.setVisible(open_)
        self.resume.setVisible(not ending)
        if isinstance(line, RenewalLine):
            self.forecast.choose(line.forecast)
            self._expected.setText(words.field_name(Kind.CONTRACTS, "forecast") if open_ else say.outlook(line.outlook))
            self._note_button.set_text(_("Change the note… (N)") if line.note else _("Add a note… (N)"))
            self.note.setText(line.note)
        else:
            self._expected.setText(_("Why it ended"))
            self.note.setText(_why(line))
        self.note.setVisible(bool(self.note.text()))

    def retranslate(self) -> None:
        """Set the texts again."""
        self.forecast.set_texts([words.choice_name("forecast", key) for key in FORECASTS])
        self.forecast.set_hints(
            [
                _("{forecast} ({number}; once more, or 0, takes it back)").format(
                    forecast=words.choice_name("forecast", key), number=number
                )
                for number, key in enumerate(FORECASTS, start=1)
            ]
        )
        self._open.describe(_("Open the customer"), "Enter")
        self.renew.set_text(_("Renew…"))
        self.amount.set_text(pgettext("change the amount of a contract", "Amount…"))
        self.end.set_text(pgettext("end a contract", "End…"))
        self.resume.set_text(_("Take the end back"))
        self.show_line(self._line, self._context)

    @Slot(str)
    def _on_forecast(self, expected: str) -> None:
        """Ask for a forecast; the one that stands is taken back by a second click."""
        same = isinstance(self._line, RenewalLine) and self._line.forecast == expected
        self.forecast_chosen.emit("" if same else expected)

    def _facts(self, line: Line) -> str:
        parts = [line.product, show.money(line.mrr, self._context.currency)]
        if isinstance(line, LostLine):
            parts.append(_("ended {date}").format(date=show.date(line.ended_on)))
        else:
            parts += _days(line, self._context.today)
            if line.auto_renew:
                parts.append(words.field_name(Kind.CONTRACTS, "auto_renew"))
        return " ・ ".join(part for part in parts if part)


def _days(line: RenewalLine, today: dt.date) -> list[str]:
    """Return the renewal, and the notice deadline while it lies ahead."""
    renewal = f"{words.field_name(Kind.CUSTOMERS, 'renewal_on')} {show.date(line.renewal_on)}"
    if line.renewed:
        return [renewal]
    days = [f"{renewal} ({show.days_left((line.renewal_on - today).days)})"]
    if line.notice_on is not None and line.notice_on >= today:
        days.insert(0, f"{words.field_name(Kind.CONTRACTS, 'notice_on')} {show.date(line.notice_on)}")
    return days


def _why(line: LostLine) -> str:
    parts = [
        (words.field_name(Kind.CONTRACTS, "end_reason_said"), line.said or show.DASH),
        (words.field_name(Kind.CONTRACTS, "end_reason_real"), line.real or show.DASH),
    ]
    if line.controllable is not None:
        parts.append((words.field_name(Kind.CONTRACTS, "end_controllable"), show.flag(line.controllable)))
    return "\n".join(f"{name}: {value}" for name, value in parts)
