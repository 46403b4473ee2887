"""A scale as a picture: thresholds as points that can be dragged, joined by steps or straight lines."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops_desktop.domain.scoring.definition import FULL, Knot, ScaleKind
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import values as show

_REACH = 12
_POINT = 5
_KEYS: dict[int, tuple[float, int]] = {
    Qt.Key.Key_Left: (-0.02, 0),
    Qt.Key.Key_Right: (0.02, 0),
    Qt.Key.Key_Up: (0, 5),
    Qt.Key.Key_Down: (0, -5),
}


class Curve(QWidget):
    """The picture. Arrows move the current point, Page Up and Page Down choose another one.

    Signals:
        moved(tuple of Knot): the user moves a point.
        settled: the user let go.
    """

    moved = Signal(object)
    settled = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("editable", True)
        self._theme = theme
        self._knots: tuple[Knot, ...] = ()
        self._kind = ScaleKind.STEPS
        self._whole = False
        self._at = 0
        self._dragged = False
        self._span = (0.0, 1.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self._fit()

    def show_scale(self, kind: ScaleKind, knots: tuple[Knot, ...], *, whole: bool) -> None:
        """Show thresholds.

        Args:
            kind: how they are joined.
            knots: in order.
            whole: only whole numbers make sense; dragging rounds to them.
        """
        self._kind, self._knots, self._whole = kind, knots, whole
        self._at = min(self._at, max(len(knots) - 1, 0))
        if not self._dragged:
            self._span = _span(knots)
        self.setAccessibleName(_("Curve of the scale"))
        self.setAccessibleDescription(", ".join(f"{show.real(knot.at)} → {knot.share}%" for knot in knots))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(240), self._theme.scaled(132))

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def _plot(self) -> QRectF:
        line = self._theme.px("line.small")
        return QRectF(self.rect()).adjusted(self._theme.scaled(34), 8, -10, -line - 2)

    def point(self, at: int) -> QPointF:
        """Return where a threshold is drawn."""
        plot, (low, high), knot = self._plot(), self._span, self._knots[at]
        x = plot.left() + (knot.at - low) / (high - low) * plot.width()
        return QPointF(x, plot.bottom() - knot.share / FULL * plot.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme, plot = self._theme, self._plot()
        painter = QPainter(self)
        painter.setFont(theme.font("caption"))
        for share in (0, 50, FULL):
            y = round(plot.bottom() - share / FULL * plot.height()) + 0.5
            painter.setPen(theme.color("line.strong" if share == 0 else "line.soft"))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.color("text.3"))
            room = QRectF(0, y - 9, plot.left() - 6, 18)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{share}%")
        if not self._knots:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = [self.point(at) for at in range(len(self._knots))]
        painter.setPen(QPen(theme.color("chart.1"), 2))
        painter.drawPolyline(self._line(points, plot))
        edge = theme.color("bg.surface")
        for at, point in enumerate(points):
            current = at == self._at and self.hasFocus()
            painter.setPen(QPen(theme.color("focus") if current else edge, 2))
            painter.setBrush(theme.color("bg.surface" if current else "chart.1"))
            painter.drawEllipse(point, _POINT + current, _POINT + current)
        painter.setPen(theme.color("text.3"))
        taken = -1.0
        for knot, point in zip(self._knots, points, strict=True):
            text = show.real(knot.at)
            width = painter.fontMetrics().horizontalAdvance(text)
            x = min(max(point.x() - width / 2, 0), self.width() - width)
            if x > taken:
                painter.drawText(QPointF(x, self.height() - 4), text)
                taken = x + width + 6

    def _line(self, points: list[QPointF], plot: QRectF) -> QPolygonF:
        line = [QPointF(plot.left(), points[0].y())]
        for before, point in zip([None, *points], points, strict=False):
            if self._kind is ScaleKind.STEPS and before is not None:
                line.append(QPointF(point.x(), before.y()))
            line.append(point)
        return QPolygonF([*line, QPointF(plot.right(), points[-1].y())])

    def _move(self, at: int, value: float, share: float) -> None:
        knots = list(self._knots)
        least = 1.0 if self._whole else (self._span[1] - self._span[0]) / 1000
        if at:
            value = max(value, knots[at - 1].at + least)
        if at + 1 < len(knots):
            value = min(value, knots[at + 1].at - least)
        value = float(round(value)) if self._whole else float(f"{value:.3g}")
        if (at and value <= knots[at - 1].at) or (at + 1 < len(knots) and value >= knots[at + 1].at):
            value = knots[at].at
        knots[at] = replace(knots[at], at=value, share=min(max(round(share), 0), FULL))
        if tuple(knots) != self._knots:
            self.moved.emit(tuple(knots))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent: take the nearest point."""
        near = [
            ((self.point(at) - event.position()).manhattanLength(), at) for at in range(len(self._knots))
        ]  # fmt: skip
        if near and min(near)[0] <= _REACH and event.button() is Qt.MouseButton.LeftButton:
            self._at, self._dragged = min(near)[1], True
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseMoveEvent."""
        if self._dragged:
            plot, (low, high) = self._plot(), self._span
            value = low + (event.position().x() - plot.left()) / plot.width() * (high - low)
            self._move(self._at, value, (plot.bottom() - event.position().y()) / plot.height() * FULL)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseReleaseEvent."""
        if self._dragged:
            self._dragged = False
            self._span = _span(self._knots)
            self.update()
            self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        step = _KEYS.get(event.key())
        if step is not None and self._knots:
            width = self._span[1] - self._span[0]
            by = max(step[0] * width, 1.0) if self._whole and step[0] > 0 else step[0] * width
            by = min(by, -1.0) if self._whole and step[0] < 0 else by
            knot = self._knots[self._at]
            self._move(self._at, knot.at + by, knot.share + step[1])
        elif event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown} and self._knots:
            forward = 1 if event.key() == Qt.Key.Key_PageDown else -1
            self._at = (self._at + forward) % len(self._knots)
            self.update()
        else:
            super().keyPressEvent(event)


def _span(knots: Sequence[Knot]) -> tuple[float, float]:
    """Return from where to where numbers are drawn: the thresholds with some room."""
    if not knots:
        return 0.0, 1.0
    low, high = min(knot.at for knot in knots), max(knot.at for knot in knots)
    room = (high - low) * 0.12 or max(abs(high), 1.0) * 0.5
    return (low - room if low else min(low, 0.0)), high + room
