"""Small widgets of health: the shape of a band, the pill with the score, the sparkline of its course."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops_desktop.domain.scoring.definition import Band
from csops_desktop.ui.tables import health_marks as marks
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import scoring as say

_SIDE, _WIDE, _HIGH = 11, 44, 18  # px at 100 % text size


class _Mark(QWidget):
    """What the small widgets share: a fixed size that follows the text size, no focus, no mouse."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._on_theme_changed)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class BandShape(_Mark):
    """The shape of a band."""

    def __init__(self, theme: Theme, band: Band, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._band = band
        self.show_band(band)

    def show_band(self, band: Band) -> None:
        """Show another band."""
        self._band = band
        self.setAccessibleName(say.band(band))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        side = self.theme.scaled(_SIDE)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        middle = QPointF(self.width() / 2, self.height() / 2)
        marks.draw_shape(painter, self.theme, self._band, middle, min(self.width(), self.height()) - 1)
        painter.end()


class HealthPill(_Mark):
    """Shape and score on a soft ground; nothing while there is no score."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._band, self._text = Band.WITHHELD, ""
        self.hide()

    def show_score(self, band: Band | None, text: str) -> None:
        """Show a score, for example 118 or 61–128; None hides the pill."""
        self._band, self._text = band or Band.WITHHELD, text
        self.setVisible(band is not None)
        self.setAccessibleName("" if band is None else f"{say.band(band)} {text}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(marks.pill_width(self.theme, self._text), self.theme.px("size.pill"))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        marks.draw_pill(painter, self.theme, self.rect(), self._band, self._text)
        painter.end()


class Sparkline(_Mark):
    """The course of a score, small."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._values: Sequence[int] = ()
        self._at: Sequence[float] = ()
        self._band = Band.WITHHELD

    def show_course(self, values: Sequence[int], band: Band, at: Sequence[float] = ()) -> None:
        """Show totals, oldest first, and the band of the last; ``at`` says where each stands in time."""
        self._values, self._band, self._at = values, band, at
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self.theme.scaled(_WIDE), self.theme.scaled(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        marks.draw_sparkline(painter, self.theme, self.rect(), self._values, self._band, self._at)
        painter.end()
