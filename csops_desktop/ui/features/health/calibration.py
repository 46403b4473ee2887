"""How often customers left by how many points they had: five groups, each a dot with its interval."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops_desktop.domain.scoring.definition import TOTAL, Bands
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.health import proof_words
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csops_desktop.analysis.backtest import CalibrationGroup

_C = Qt.AlignmentFlag
_TICKS = range(0, TOTAL + 1, 40)
_FAINT = 0.18


class CalibrationChart(QWidget):
    """Points across, the share of those who left up."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._groups: Sequence[CalibrationGroup] = ()
        self._edges = Bands()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def show_groups(self, groups: "Sequence[CalibrationGroup]", edges: Bands) -> None:
        """Show other groups."""
        self._groups, self._edges = groups, edges
        self.setAccessibleName(_("Share of those who left, by points"))
        self.setAccessibleDescription("; ".join(self.words()))
        self.setToolTip("\n".join(self.words()))
        self.update()

    def words(self) -> list[str]:
        """Return what each group says."""
        text = _("{low}–{high} points: {rate}")
        rates = [(each, proof_words.rate(each.churned)) for each in self._groups]
        return [text.format(low=each.lowest, high=each.highest, rate=rate) for each, rate in rates]

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(320), self._theme.scaled(190))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme, line = self._theme, self._theme.px("line.caption")
        plot = QRectF(self.rect()).adjusted(2.6 * line, line, -line, -1.4 * line)
        most = max([each.churned.high or 0 for each in self._groups] + [0.1])
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text.3"))
        for share in (0.0, most / 2, most):
            y = plot.bottom() - share / most * plot.height()
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), theme.color("chart.grid"))
            beside = QRectF(0, y - line / 2, plot.left() - 6, line)
            painter.drawText(beside, _C.AlignRight | _C.AlignVCenter, show.percent(share))
        for tick in _TICKS:
            x = plot.left() + tick / TOTAL * plot.width()
            painter.drawText(QRectF(x - 20, plot.bottom() + 3, 40, line), _C.AlignCenter, str(tick))
        for edge in (self._edges.watch, self._edges.healthy):
            x = plot.left() + edge / TOTAL * plot.width()
            painter.setPen(QPen(theme.color("line.strong"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        self._draw_groups(painter, plot, most)
        painter.end()

    def _draw_groups(self, painter: QPainter, plot: QRectF, most: float) -> None:
        ink, faint = self._theme.color("chart.1"), QColor(self._theme.color("chart.1"))
        faint.setAlphaF(_FAINT)
        dots = []
        for group in self._groups:
            found = group.churned
            if found.value is None or found.low is None or found.high is None:
                continue
            left = plot.left() + group.lowest / TOTAL * plot.width()
            wide = max(4.0, (group.highest - group.lowest) / TOTAL * plot.width())
            top, bottom = (plot.bottom() - share / most * plot.height() for share in (found.high, found.low))
            painter.fillRect(QRectF(left, top, wide, bottom - top), faint)
            dots.append(QPointF(left + wide / 2, plot.bottom() - found.value / most * plot.height()))
        painter.setPen(QPen(ink, 1.8))
        painter.drawPolyline(dots)
        painter.setPen(QPen(self._theme.color("bg.surface"), 1))
        painter.setBrush(ink)
        for dot in dots:
            painter.drawEllipse(dot, 4, 4)
