"""The marks of health: shape by band, pill and sparkline, drawn the same in lists, on pages and on maps."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from csops_desktop.domain.scoring.definition import Band
from csops_desktop.foundation.i18n import pgettext
from csops_desktop.ui.theme import Theme

COLOURS = {
    Band.HEALTHY: "health.green",
    Band.WATCH: "health.yellow",
    Band.RISK: "health.red",
    Band.WITHHELD: "health.grey",
}
"""What comes before ``.solid``, ``.text``, ``.soft`` and ``.line`` in the name of a band's colours."""

_AREA = {Band.HEALTHY: 0.88, Band.WATCH: 0.98, Band.RISK: 1.0, Band.WITHHELD: 0.82}  # so that they look equally large
_SHAPE, _GAP, _PAD = 9, 4, 7  # px of a pill at 100 % text size
_SPAN = 30  # points that a sparkline covers at least, so that noise stays flat
_DOT, _LINE = 2.2, 1.3
_FEW = 2


def letter(band: Band) -> str:
    """Return the letter that stands for a band where there is no colour."""
    return {
        Band.HEALTHY: pgettext("letter of a band", "H"),
        Band.WATCH: pgettext("letter of a band", "W"),
        Band.RISK: pgettext("letter of a band", "R"),
        Band.WITHHELD: pgettext("letter of a band", "?"),
    }[band]


def colour(theme: Theme, band: Band, use: str = "solid") -> QColor:
    """Return a colour of a band; ``use`` is solid, text, soft or line."""
    return theme.color(f"{COLOURS[band]}.{use}")


def shape(band: Band, centre: QPointF, size: float) -> QPainterPath:
    """Return the outline of a band's shape: circle, triangle, diamond, ring.

    Args:
        band: whose.
        centre: its middle.
        size: height of the box it fills, px.
    """
    path = QPainterPath()
    half = size * _AREA[band] / 2
    x, y = centre.x(), centre.y()
    if band is Band.WATCH:
        path.moveTo(x, y - half)
        path.lineTo(x + half, y + half * 0.82)
        path.lineTo(x - half, y + half * 0.82)
        path.closeSubpath()
    elif band is Band.RISK:
        path.moveTo(x, y - half)
        path.lineTo(x + half, y)
        path.lineTo(x, y + half)
        path.lineTo(x - half, y)
        path.closeSubpath()
    else:
        path.addEllipse(centre, half, half)
    return path


def draw_shape(
    painter: QPainter, theme: Theme, band: Band, centre: QPointF, size: float, *, edge: QColor | None = None
) -> None:
    """Draw the shape of a band in its colour.

    Args:
        painter: to draw with.
        theme: for colours.
        band: which.
        centre: its middle.
        size: height of the box it fills, px.
        edge: a line around it that tells it from its neighbours.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path, ink = shape(band, centre, size), colour(theme, band)
    if band is Band.WITHHELD:
        pen = QPen(ink, max(1.2, size * 0.15), Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1.4, 1.1])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(Qt.PenStyle.NoPen if edge is None else QPen(edge, 1))
        painter.setBrush(ink)
    painter.drawPath(path)
    painter.restore()


def pill_width(theme: Theme, text: str) -> int:
    """Return how wide a pill with a text is."""
    words = QFontMetrics(theme.font("small", bold=True)).horizontalAdvance(text)
    return words + theme.scaled(_SHAPE) + theme.scaled(_GAP) + 2 * theme.scaled(_PAD)


def draw_pill(painter: QPainter, theme: Theme, spot: QRect, band: Band, text: str) -> int:
    """Draw a pill at the left of a rectangle, in its middle: shape and score on a soft ground.

    Args:
        painter: to draw with.
        theme: for colours and sizes.
        spot: where.
        band: which.
        text: the score, for example 118 or 61–128.

    Returns:
        Its width.
    """
    height, width = theme.px("size.pill"), min(pill_width(theme, text), max(1, spot.width()))
    box = QRectF(spot.left() + 0.5, spot.center().y() - height // 2 + 0.5, width - 1, height - 1)
    side, pad = theme.scaled(_SHAPE), theme.scaled(_PAD)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    dashes = Qt.PenStyle.DashLine if band is Band.WITHHELD else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour(theme, band, "line"), 1, dashes))
    painter.setBrush(colour(theme, band, "soft"))
    painter.drawRoundedRect(box, height / 2, height / 2)
    draw_shape(painter, theme, band, QPointF(box.left() + pad + side / 2, box.center().y()), side)
    font = theme.font("small", bold=True)
    painter.setFont(font)
    painter.setPen(colour(theme, band, "text"))
    left = round(box.left()) + pad + side + theme.scaled(_GAP)
    room = QRect(left, round(box.top()), round(box.right()) - left - pad + 3, height - 1)
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()
    return width


def draw_sparkline(
    painter: QPainter, theme: Theme, spot: QRect, values: Sequence[int], band: Band, at: Sequence[float] = ()
) -> None:
    """Draw the course of a score in a rectangle, its end as a dot in the colour of its band.

    Args:
        painter: to draw with.
        theme: for colours.
        spot: where; 44 × 18 px in a list.
        values: totals, oldest first; with fewer than two nothing is drawn.
        band: of the last one.
        at: where each stands in time, rising; evenly without.
    """
    if len(values) < _FEW:
        return
    where = at or range(len(values))
    spread = max(values) - min(values)
    span = max(_SPAN, spread)
    least = min(values) - (span - spread) / 2
    inside = QRectF(spot).adjusted(1, _DOT, -_DOT - 1, -_DOT)
    wide = (where[-1] - where[0]) or 1
    points = [
        QPointF(
            inside.left() + (x - where[0]) / wide * inside.width(),
            inside.bottom() - (value - least) / span * inside.height(),
        )
        for x, value in zip(where, values, strict=True)
    ]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("text.3"), _LINE))
    painter.drawPolyline(points)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(theme, band))
    painter.drawEllipse(points[-1], _DOT, _DOT)
    painter.restore()
