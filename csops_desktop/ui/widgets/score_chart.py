"""The course of a score over time: totals between the edges of the bands, with a mark where another version counts."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops_desktop.domain.scoring.definition import TOTAL, Bands
from csops_desktop.domain.scoring.shown import Point
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.tables.health_marks import draw_shape
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import values as show

_HIGH, _SHAPE = 132, 8  # px at 100 % text size
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ScoreChart(QWidget):
    """A line of what was kept; dotted, what another version would have said, never in its place."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.points: Sequence[Point] = ()
        self.again: Sequence[Point] = ()
        self._bands = Bands()
        self._today = dt.date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.scaled(_HIGH))

    def show_points(self, points: Sequence[Point], bands: Bands, today: dt.date) -> None:
        """Show a course, the oldest first; the last one stands until today."""
        self.points, self._bands, self._today = points, bands, today
        if points:
            ends = (points[0], points[-1])
            text = _("From {before} on {day} to {after}")
            self.setAccessibleName(text.format(before=ends[0].total, day=show.date(ends[0].day), after=ends[1].total))
        self.update()

    def show_again(self, points: Sequence[Point]) -> None:
        """Show the same days by another version, dotted; none takes that away."""
        self.again = points
        self.update()

    def changes(self) -> list[Point]:
        """Return the first point of each version but the first."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return [later for earlier, later in pairs if later.version_id != earlier.version_id]

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(320), self._theme.scaled(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        if not self.points:
            return
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font("caption")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        room = QRectF(self.rect()).adjusted(metrics.horizontalAdvance("200") + 6, 6, -8, -metrics.height() - 4)
        first = self.points[0].day
        span = max((self._today - first).days, 1)

        def spot(day: dt.date, total: float) -> QPointF:
            across = (day - first).days / span * room.width()
            return QPointF(room.left() + across, room.bottom() - total / TOTAL * room.height())

        for edge in (0, self._bands.watch, self._bands.healthy, TOTAL):
            inner = edge in (self._bands.watch, self._bands.healthy)
            painter.setPen(QPen(theme.color("line"), 1, Qt.PenStyle.DashLine if inner else Qt.PenStyle.SolidLine))
            left, right = spot(first, edge), spot(self._today, edge)
            painter.drawLine(left, right)
            painter.setPen(theme.color("text.3"))
            painter.drawText(QRectF(0, left.y() - 8, room.left() - 4, 16), Qt.AlignmentFlag.AlignRight, str(edge))
        for point in self.changes():
            at = spot(point.day, 0)
            painter.setPen(QPen(theme.color("text.3"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(at.x(), room.top()), at)
            painter.drawText(QRectF(at.x() + 3, room.top() - 4, 120, 16), _LEFT, _("another version"))
        if self.again:
            painter.setPen(QPen(theme.color("chart.2"), 1.8, Qt.PenStyle.DotLine))
            painter.drawPolyline([spot(point.day, point.total) for point in self.again])
        last = self.points[-1]
        painter.setPen(QPen(theme.color("chart.1"), 1.8))
        end = spot(self._today, last.total)
        painter.drawPolyline([*(spot(point.day, point.total) for point in self.points), end])
        draw_shape(painter, theme, last.band, end, theme.scaled(_SHAPE))
        painter.setPen(theme.color("text.3"))
        under = QRectF(room.left(), room.bottom() + 2, room.width(), metrics.height() + 2)
        painter.drawText(under, Qt.AlignmentFlag.AlignLeft, show.date(first))
        painter.drawText(under, Qt.AlignmentFlag.AlignRight, show.date(self._today))
        painter.end()
