"""How the customer uses our products: a row per metric with small bars for twelve months, its latest and its change."""

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolTip, QWidget

from csops_desktop.domain.readings import Trend
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.features.customer.block import Block
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.open_card import OpenCard
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import ElidedLabel, label
from csops_desktop.wording import readings as say
from csops_desktop.wording import renewals
from csops_desktop.wording import values as show

_SHOWN = 5
_BAR, _GAP, _HEIGHT = 7, 2, 26
_RUNNING = 110  # of 255: how much of its colour the bar of the running month has
_NAME, _VALUE, _CHANGE = 96, 84, 52
_FALL = -0.2


class Bars(QWidget):
    """A bar for each month; a month nobody knows of has none, the running one is lighter."""

    def __init__(self, theme: Theme, trend: Trend, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._trend = theme, trend
        n = len(trend.months)
        self.setFixedSize(QSize(n * theme.scaled(_BAR) + (n - 1) * _GAP, theme.scaled(_HEIGHT)))

    def _bar(self, at: int) -> QRectF:
        width, values = self._theme.scaled(_BAR), self._trend.values
        most = max((abs(value) for value in values if value is not None), default=0) or 1
        value = values[at] or 0.0
        tall = max(1.0, (self.height() - 2) * abs(value) / most) if values[at] is not None else 0.0
        return QRectF(at * (width + _GAP), self.height() - 1 - tall, width, tall)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("chart.axis"))
        for at in range(len(self._trend.months)):
            color = QColor(self._theme.color("chart.1"))
            if at == len(self._trend.months) - 1:
                color.setAlpha(_RUNNING)
            painter.fillRect(self._bar(at), color)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip tells the month below the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = min(int(event.pos().x() / (self._theme.scaled(_BAR) + _GAP)), len(self._trend.months) - 1)
            value = self._trend.values[at]
            words = _("No reading") if value is None else say.value(value, self._trend.metric.unit)
            QToolTip.showText(event.globalPos(), f"{renewals.month(self._trend.months[at])}  {words}", self)
            return True
        return super().event(event)


class MetricCard(OpenCard):
    """One metric; Enter opens its readings."""

    def __init__(self, theme: Theme, trend: Trend, sheet: CustomerSheet, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.trend = trend
        row = QHBoxLayout()
        row.setSpacing(theme.px("space.4"))
        name = ElidedLabel("small", self)
        name.show_text(trend.metric.name)
        name.setMinimumWidth(theme.scaled(_NAME))
        row.addWidget(name, 1)
        row.addWidget(Bars(theme, trend, self))
        at, unit = trend.told, trend.metric.unit
        number = trend.last_value if at is None else trend.values[at]
        value = label(say.value(number or 0.0, unit), "small", bold=True)
        value.setFixedWidth(theme.scaled(_VALUE))
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(value)
        share = trend.change
        change = label("" if share is None else say.change(share), "small", tone=_tone(share))
        change.setFixedWidth(theme.scaled(_CHANGE))
        change.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(change)
        self.inside.addLayout(row)
        when = show.date_short(trend.last_on, sheet.today)
        told = _("Last reading {day}: {value}").format(day=when, value=say.value(trend.last_value, unit))
        if at is not None:
            told = _("{month}, {told}").format(month=renewals.month(trend.months[at]), told=told)
        for part in (value, change, name):
            part.setToolTip(told)
        self.setAccessibleName(f"{trend.metric.name} {value.text()} {change.text()}, {told}")
        self.setAccessibleDescription(say.lines(trend))


def _tone(share: float | None) -> str:
    return "danger" if share is not None and share <= _FALL else "3"


class UsageBlock(Block):
    """Usage, the metrics read latest first. The link opens the entry grid for this customer."""

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        self.cards: list[MetricCard] = []
        self._all = False
        self.more = Button(self.theme, variant="link", compact=True, parent=self)
        self.body.addWidget(self.more)
        self.more.clicked.connect(self._on_more)
        self.add.clicked.connect(self.enter)
        self.fold_line.clicked.connect(self.enter)

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Override Block.show_customer."""
        other = self.sheet is None or self.sheet.id != sheet.id
        if other:
            self._all = False
        stale = other or self.sheet is None or self.sheet.usage != sheet.usage
        super().show_customer(sheet)
        latest = max((trend.last_on for trend in sheet.usage), default=None)
        aside = "" if latest is None else _("until {day}").format(day=show.date_short(latest, sheet.today))
        self.set_head(_("Usage"), aside, add=_("Enter"))
        self.set_folded(folded=not sheet.usage, words=_("Add usage"))
        if stale:
            self._rebuild(sheet)

    def _rebuild(self, sheet: CustomerSheet) -> None:
        focused = next((card.trend.metric.id for card in self.cards if card.hasFocus()), None)
        if not self.cards and not sheet.usage:
            self.more.hide()
            return
        for card in self.cards:
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        shown = sheet.usage if self._all else sheet.usage[:_SHOWN]
        self.cards = [MetricCard(self.theme, trend, sheet, self) for trend in shown]
        for at, card in enumerate(self.cards):
            card.opened.connect(partial(self.open, card.trend))
            self.body.insertWidget(at, card)
            if card.trend.metric.id == focused:
                card.setFocus()
        left = len(sheet.usage) - len(shown)
        self.more.setVisible(left > 0)
        self.more.set_text(ngettext("and {n} more", "and {n} more", left).format(n=show.number(left)))
        self.grown.emit()

    def retranslate(self) -> None:
        """Override Block.retranslate: the rows are worded anew."""
        if self.sheet is not None:
            self._rebuild(self.sheet)

    def take_focus(self) -> None:
        """Override Block.take_focus."""
        if self.is_folded() or not self.cards:
            self.fold_line.setFocus()
        else:
            self.cards[0].setFocus()

    def open(self, trend: Trend, *, at: int | None = None) -> None:
        """Open the readings of a metric, at one of them."""
        from csops_desktop.ui.readings.readings_dialog import ReadingsDialog  # noqa: PLC0415 (only when asked for)

        sheet = self.sheet
        if sheet is not None:
            customer = (sheet.id, str(sheet.record.values.get("name") or ""))
            ReadingsDialog(self.workbench, customer, trend.metric, self, at=at).open()

    @Slot()
    def enter(self) -> None:
        """Type in a month of this customer."""
        from csops_desktop.ui.readings.grid_dialog import GridDialog  # noqa: PLC0415 (only when asked for)

        if self.sheet is not None:
            GridDialog(self.workbench, (self.sheet.id,), self).open()

    @Slot()
    def _on_more(self) -> None:
        self._all = True
        if self.sheet is not None:
            self._rebuild(self.sheet)
            self.cards[_SHOWN].setFocus()
