"""Bands and movement: how the scores are spread, what stands in each band, who changed the band this month."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain import health
from csops_desktop.domain.health import Chosen, HealthBook
from csops_desktop.domain.scoring.definition import Band, Bands
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.health.histogram import Histogram
from csops_desktop.ui.features.health.moves import MoveMatrix
from csops_desktop.ui.tables.health_marks import COLOURS
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.sum_line import SumLine
from csops_desktop.wording import scoring as say


class BandsView(QFrame):
    """The charts.

    Signals:
        chosen(Chosen): whom to list.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self._theme = theme
        self._book, self._chosen, self._currency = HealthBook(), Chosen(), "JPY"
        self.histogram = Histogram(theme, self)
        self.matrix = MoveMatrix(theme, self)
        self.bands = {
            band: SumLine(theme, f"{COLOURS[band]}.solid", hatched=band is Band.WITHHELD, parent=self)
            for band in reversed(Band)
        }
        self._spread_word = label("", "caption", tone="3", bold=True)
        self._band_word = label("", "caption", tone="3", bold=True)
        self._move_word = label("", "caption", tone="3", bold=True)
        self._move_note = label("", "caption", tone="3", wrap=True)
        pad = theme.px("space.6")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(pad, theme.px("space.5"), pad, theme.px("space.5"))
        layout.setSpacing(theme.px("space.3"))
        layout.addWidget(self._spread_word)
        layout.addWidget(self.histogram, 1)
        layout.addSpacing(theme.px("space.4"))
        below = QHBoxLayout()
        below.setSpacing(theme.px("space.7"))
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._band_word)
        left.addSpacing(theme.px("space.2"))
        for line in self.bands.values():
            left.addWidget(line)
        left.addStretch(1)
        right.setSpacing(theme.px("space.2"))
        right.addWidget(self._move_word)
        right.addWidget(self.matrix)
        right.addWidget(self._move_note)
        right.addStretch(1)
        below.addLayout(left, 2)
        below.addLayout(right, 4)
        layout.addLayout(below)
        self.histogram.chosen.connect(self.chosen)
        self.matrix.chosen.connect(self.chosen)
        for line in self.bands.values():
            line.clicked.connect(self._on_band)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._spread_word.setText(_("Customers by score, ten points a bar"))
        self._band_word.setText(_("Bands today"))
        self._move_word.setText(_("From band to band since the month began"))
        self._move_note.setText(_("New: not scored when the month began. Green went up, red went down."))
        self.matrix.retranslate()
        self.show_book(self._book, self._chosen, self._currency)

    def show_book(self, book: HealthBook, chosen: Chosen, currency: str) -> None:
        """Show other customers, and what is listed of them."""
        self._book, self._chosen, self._currency = book, chosen, currency
        edges = Bands() if book.card is None else book.card.definition.bands
        self.histogram.show_bars(health.distribution(book.lines), edges, chosen)
        self.matrix.show_moves(health.movement(book.lines), chosen, currency)
        for band, found in health.by_band(book.lines).items():
            self.bands[band].show_total(say.band(band), found, currency, on=chosen.band is band)

    @Slot()
    def _on_band(self) -> None:
        band = next(found for found, line in self.bands.items() if line is self.sender())
        self.chosen.emit(Chosen() if self._chosen.band is band else Chosen(band=band))
