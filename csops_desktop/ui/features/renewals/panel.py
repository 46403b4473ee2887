"""The right part of the page: the current contract, the months as bars, the sums by outlook, the losses by reason."""

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csops_desktop.domain.renewals import Figures, Outlook, Total
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.renewals.card import ContractCard
from csops_desktop.ui.features.renewals.chart import COLOURS, HATCHED, Bar, MonthChart
from csops_desktop.ui.features.renewals.modes import Mode
from csops_desktop.ui.features.renewals.shown import Line, Shown
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import label, rule
from csops_desktop.ui.widgets.split_page import scrolling
from csops_desktop.ui.widgets.sum_line import SumLine
from csops_desktop.wording import renewals as say

_NONE = Total(0, 0)
REASONS = 8
"""So many reasons of losses are named; the line above them opens all."""


class RenewalPanel(QFrame):
    """The summary; every number in it narrows the list.

    Signals:
        wanted(Shown): what the list should show.
    """

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setProperty("edge", "left")
        self._theme = theme
        self._figures = Figures()
        self._shown = Shown()
        self._context = ListContext(dt.date.min)
        self.card = ContractCard(theme, self)
        self._rule = rule()
        self.chart = MonthChart(theme, self)
        self._chart_word = label("", "caption", tone="3", bold=True)
        self._outlook_word = label("", "caption", tone="3", bold=True)
        self._lost_word = label("", "caption", tone="3", bold=True)
        self.lost = SumLine(theme, parent=self)
        self.pressing = SumLine(theme, parent=self)
        self.undecided = SumLine(theme, parent=self)
        self.outlooks = {
            outlook: SumLine(theme, COLOURS[outlook], hatched=outlook in HATCHED, parent=self) for outlook in Outlook
        }
        self.reasons = [SumLine(theme, parent=self) for _number in range(REASONS)]
        self._build()
        self.chart.chosen.connect(self._on_month)
        self.undecided.clicked.connect(self._on_undecided)
        self.pressing.clicked.connect(self._on_pressing)
        self.lost.clicked.connect(self._on_lost)
        for line in self.outlooks.values():
            line.clicked.connect(self._on_outlook)
        for line in self.reasons:
            line.clicked.connect(self._on_reason)
        self.setMinimumWidth(theme.px("size.detail_min"))
        self.retranslate()

    def _build(self) -> None:
        theme, pad = self._theme, self._theme.px("space.6")
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(pad, theme.px("space.5"), pad, theme.px("space.5"))
        inner.setSpacing(theme.px("space.3"))
        inner.addWidget(self.card)
        inner.addWidget(self._rule)
        first = QVBoxLayout()
        first.setSpacing(0)
        first.addWidget(self.undecided)
        first.addWidget(self.pressing)
        inner.addLayout(first)
        inner.addWidget(self._chart_word)
        inner.addWidget(self.chart)
        sums = QVBoxLayout()
        sums.setSpacing(0)
        for line in self.outlooks.values():
            sums.addWidget(line)
        inner.addWidget(self._outlook_word)
        inner.addLayout(sums)
        inner.addSpacing(theme.px("space.2"))
        inner.addWidget(rule())
        inner.addWidget(self._lost_word)
        lost = QVBoxLayout()
        lost.setSpacing(0)
        lost.addWidget(self.lost)
        for line in self.reasons:
            lost.addWidget(line)
        inner.addLayout(lost)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.addWidget(scrolling(body, self))

    def show_figures(self, figures: Figures, shown: Shown, context: ListContext) -> None:
        """Show other figures, and what the list is narrowed to."""
        self._figures, self._shown, self._context = figures, shown, context
        currency, over = context.currency, figures.undecided
        self.chart.show_bars([Bar(month, totals) for month, totals in figures.months.items()], shown.month, currency)
        self.undecided.show_total(say.undecided(), over, currency, on=shown.undecided, danger=over.n > 0)
        self.undecided.setVisible(over.n > 0 or shown.undecided)
        self.pressing.show_total(say.pressing(), figures.pressing, currency, on=shown.pressing)
        sums = figures.outlooks if shown.month is None else figures.months.get(shown.month, {})
        for outlook, line in self.outlooks.items():
            on = shown.mode is Mode.ENDING and shown.outlook is outlook
            line.show_total(say.outlook(outlook), sums.get(outlook, _NONE), currency, on=on)
        self._outlook_word.setText(_("How they stand") if shown.month is None else say.month(shown.month))
        all_lost = shown.mode is Mode.LOST and not shown.narrowed
        self.lost.show_total(_("All reasons"), figures.lost, currency, on=all_lost)
        for at, line in enumerate(self.reasons):
            line.setVisible(at < len(figures.reasons))
            if at < len(figures.reasons):
                reason, total = figures.reasons[at]
                line.setProperty("reason", reason)
                on = shown.mode is Mode.LOST and shown.reason == reason
                line.show_total(say.reason(reason), total, currency, on=on)

    def show_line(self, line: Line | None, context: ListContext) -> None:
        """Show the contract of the current line."""
        self.card.show_line(line, context)
        self._rule.setVisible(line is not None)

    def retranslate(self) -> None:
        """Set the texts again."""
        self._chart_word.setText(_("Renewals in the next 12 months"))
        self._lost_word.setText(_("Lost in the last 12 months, by reason"))
        self.card.retranslate()
        self.show_figures(self._figures, self._shown, self._context)

    @Slot(object)
    def _on_month(self, month: dt.date | None) -> None:
        if self._shown.mode is Mode.CALENDAR and month is not None:
            self.wanted.emit(Shown(Mode.CALENDAR, day=month))
            return
        outlook = self._shown.outlook if self._shown.mode is Mode.ENDING else None
        self.wanted.emit(Shown(Mode.ENDING, month, outlook))

    @Slot()
    def _on_undecided(self) -> None:
        self.wanted.emit(Shown(Mode.ENDING, undecided=not self._shown.undecided))

    @Slot()
    def _on_pressing(self) -> None:
        self.wanted.emit(Shown(Mode.ENDING, pressing=not self._shown.pressing))

    @Slot()
    def _on_lost(self) -> None:
        self.wanted.emit(Shown(Mode.LOST))

    @Slot()
    def _on_outlook(self) -> None:
        outlook = next(found for found, line in self.outlooks.items() if line is self.sender())
        same = self._shown.outlook is outlook
        month = self._shown.month if self._shown.mode is Mode.ENDING else None
        self.wanted.emit(Shown(Mode.ENDING, month, None if same else outlook))

    @Slot()
    def _on_reason(self) -> None:
        reason = str(self.sender().property("reason"))
        same = self._shown.mode is Mode.LOST and self._shown.reason == reason
        self.wanted.emit(Shown(Mode.LOST, reason=None if same else reason))
