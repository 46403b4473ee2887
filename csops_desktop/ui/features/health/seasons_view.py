"""Months beside the same months of earlier years: who left when, and how the bands stood then."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.health_seasons import Month, Seasons
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.health.season_chart import SeasonChart
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import fields as field_words
from csops_desktop.wording import renewals as month_words
from csops_desktop.wording import scoring as say
from csops_desktop.wording import values as show

_SMALL = 20


class SeasonsView(QFrame):
    """Two charts over the months of the fiscal year, and in words what the month under the cursor says.

    Signals:
        customers_requested(tuple, str): who left in a month, and how to call them.
    """

    customers_requested = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self._seasons = Seasons()
        self._currency = "JPY"
        self._month: Month | None = None
        self.chart = SeasonChart(theme, self)
        self.nothing = EmptyState(theme, "calendar-blank", self)
        self.who = Button(theme, icon="buildings", compact=True, keys="Enter", parent=self)
        self._word = label("", "caption", tone="3", bold=True)
        self._said = label("", "small", wrap=True)
        self._note = label("", "caption", tone="3", wrap=True)
        pad = theme.px("space.6")
        self._body = QWidget(self)
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(pad, theme.px("space.5"), pad, theme.px("space.5"))
        inner.setSpacing(theme.px("space.3"))
        inner.addWidget(self._word)
        inner.addWidget(self.chart, 1)
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        row.addWidget(self.who)
        inner.addLayout(row)
        inner.addWidget(self._note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        layout.addWidget(self.nothing)
        self.chart.pointed.connect(self._on_pointed)
        self.chart.opened.connect(self._on_open)
        self.who.clicked.connect(self._on_open)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._word.setText(_("Who left, month by month, beside the years before"))
        self._note.setText(
            _(
                "A customer left in the month of the last day under contract. The share is of the customers at the "
                "month's beginning; below 20 of them the number alone is drawn. The dashed line is the end of the "
                "fiscal year."
            )
        )
        self.nothing.set_words(
            _("No months to compare yet"),
            _("Once contracts with their ends are in the book, this says in which months customers leave."),
        )
        self.chart.retranslate()
        self._say()

    def show_seasons(self, seasons: Seasons, currency: str) -> None:
        """Show other months."""
        self._seasons, self._currency = seasons, currency
        self._body.setVisible(bool(seasons.years))
        self.nothing.setVisible(not seasons.years)
        self.chart.show_seasons(seasons)
        self._month = self.chart.month()
        self._say()

    def words(self) -> str:
        """Return what is said of the month under the cursor and of the same month of the years before."""
        if self._month is None:
            return ""
        number = self._month.first.month
        same = [
            month
            for year in self._seasons.years
            for month in self._seasons.months[year]
            if month is not None and month.first.month == number
        ]
        return "\n".join(self._of(month) for month in same)

    def _of(self, month: Month) -> str:
        of = field_words.counted(Kind.CUSTOMERS, month.customers)
        parts = [_("{left} of {customers} left").format(left=len(month.left), customers=of)]
        if month.left and month.customers >= _SMALL:
            parts.append(show.percent(len(month.left) / month.customers))
        if month.lost:
            parts.append(_("{money} a month").format(money=show.money(month.lost, self._currency)))
        if month.scored:
            parts.append("  ".join(f"{say.band(band)} {n}" for band, n in sorted(month.bands.items(), key=_best_first)))
        return f"{month_words.month(month.first)}: " + " ・ ".join(parts)

    def _say(self) -> None:
        self._said.setText(self.words())
        leavers = len(self._month.left) if self._month is not None else 0
        self.who.setVisible(leavers > 0)
        self.who.set_text(_("Who left: {customers}").format(customers=field_words.counted(Kind.CUSTOMERS, leavers)))

    @Slot()
    def _on_pointed(self) -> None:
        self._month = self.chart.month()
        self._say()

    @Slot()
    def _on_open(self) -> None:
        if self._month is not None and self._month.left:
            title = _("Left in {month}").format(month=month_words.month(self._month.first))
            self.customers_requested.emit(self._month.left, title)


def _best_first(item: tuple[Band, int]) -> int:
    return -item[0].rank
