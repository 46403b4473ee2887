"""Paints the plane of the two axes: grid, quadrants with their sums, band edges, trails, marks and names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.health import SPLIT, Chosen, Quadrant
from csops_desktop.domain.renewals import Total
from csops_desktop.domain.scoring.definition import AXIS_POINTS, Band, Bands
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.health import words
from csops_desktop.ui.features.health.spots import Plane, Spot
from csops_desktop.ui.tables import health_marks as marks
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import fields as field_words
from csops_desktop.wording import values as show

_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 14, 46  # px around the plot at 100 % text size
_TICKS = range(0, AXIS_POINTS + 1, 20)
_FAINT, _QUIET, _OUTSIDE = 0.8, 0.55, 0.22  # opacity of marks
_VEIL = 0.72  # opacity of the ground behind words
_FEW = 40  # trails that are drawn strong, with names
_C = Qt.AlignmentFlag
_WHERE = {
    Quadrant.SUPPORT: (_C.AlignLeft, _C.AlignTop),
    Quadrant.GROW: (_C.AlignRight, _C.AlignTop),
    Quadrant.REBUILD: (_C.AlignLeft, _C.AlignBottom),
    Quadrant.QUIET: (_C.AlignRight, _C.AlignBottom),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What is shown besides the customers.

    Attributes:
        axes: names of the horizontal and the vertical one.
        bands: where they begin.
        sums: of the quadrants.
        chosen: what is listed.
        listed: who that is; None for everybody. The others are faint, and without trails.
    """

    axes: tuple[str, str]
    bands: Bands
    currency: str
    sums: Mapping[Quadrant, Total]
    chosen: Chosen
    listed: frozenset[int] | None = None


class PlanePainter:
    """Knows where everything lies in a rectangle, and paints it."""

    def __init__(self, theme: Theme, rect: QRectF) -> None:
        self._theme = theme
        self._scale = theme.scale / 100
        scale = self._scale
        plot = rect.adjusted(_LEFT * scale, _TOP * scale, -_RIGHT * scale, -_BOTTOM * scale)
        self.plane = Plane(plot)
        self._stamps: dict[tuple[Band, int, int], QPixmap] = {}

    def quadrant(self, quadrant: Quadrant) -> QRectF:
        """Return where a quadrant lies."""
        across = (SPLIT[0], AXIS_POINTS) if quadrant in {Quadrant.GROW, Quadrant.QUIET} else (0, SPLIT[0])
        up = (SPLIT[1], AXIS_POINTS) if quadrant in {Quadrant.GROW, Quadrant.SUPPORT} else (0, SPLIT[1])
        return QRectF(self.plane.at(across[0], up[1]), self.plane.at(across[1], up[0]))

    def quadrant_at(self, where: QPointF) -> Quadrant | None:
        """Return the quadrant of a place on the plot."""
        return next((each for each in Quadrant if self.quadrant(each).contains(where)), None)

    def draw(
        self,
        painter: QPainter,
        scene: Scene,
        spots: Sequence[Spot],
        trails: Mapping[int, Sequence[tuple[int, int]]],
    ) -> None:
        """Draw everything but the current mark."""
        if scene.listed is not None:
            trails = {id_: trail for id_, trail in trails.items() if id_ in scene.listed}
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, scene)
        self._edges(painter, scene.bands)
        painter.save()
        painter.setClipRect(self.plane.plot.adjusted(-20, -20, 20, 20))
        for trail in trails.values():
            self._trail(painter, trail, strong=len(trails) < _FEW)
        self._marks(painter, scene, spots, trails)
        painter.restore()
        taken = [self._corner(painter, scene, quadrant) for quadrant in Quadrant]
        named = sorted((spot for spot in spots if not spot.several and spot.line.id in trails), key=_by_money)
        if len(trails) < _FEW:
            self._names(painter, named, taken)

    def draw_current(self, painter: QPainter, spot: Spot, *, focused: bool) -> None:
        """Draw a ring around the current mark, and its name."""
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if spot.several:
            self._cluster(painter, spot)
        else:
            marks.draw_shape(painter, theme, spot.line.band, spot.centre, spot.size, edge=theme.color("bg.surface"))
        painter.setPen(QPen(theme.color("focus" if focused else "line.input"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = spot.size / 2 + 5
        painter.drawEllipse(spot.centre, radius, radius)
        text = field_words.counted(Kind.CUSTOMERS, len(spot.lines)) if spot.several else spot.line.name
        self._name(painter, spot, text, [], bold=True)

    def draw_focus(self, painter: QPainter) -> None:
        """Draw that keys come here, while no mark is the current one."""
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.plane.plot)

    def _ground(self, painter: QPainter, scene: Scene) -> None:
        theme, plane, plot = self._theme, self.plane, self.plane.plot
        danger = QColor(theme.color("health.red.soft"))
        danger.setAlphaF(0.45)
        painter.fillRect(self.quadrant(Quadrant.QUIET), danger)
        if scene.chosen.quadrant is not None:
            soft = QColor(theme.color("accent.soft"))
            soft.setAlphaF(0.55)
            painter.fillRect(self.quadrant(scene.chosen.quadrant), soft)
        painter.setPen(QPen(theme.color("line.soft"), 1))
        caption = theme.font("caption")
        painter.setFont(caption)
        high = QFontMetricsF(caption).height()
        for tick in _TICKS:
            across, up = plane.at(tick, 0), plane.at(0, tick)
            painter.setPen(QPen(theme.color("line.soft"), 1))
            painter.drawLine(across, QPointF(across.x(), plot.top()))
            painter.drawLine(up, QPointF(plot.right(), up.y()))
            painter.setPen(theme.color("text.3"))
            painter.drawText(
                QRectF(across.x() - 20, across.y() + 4, 40, high), _C.AlignHCenter | _C.AlignTop, str(tick)
            )
            painter.drawText(
                QRectF(up.x() - 46, up.y() - high / 2, 40, high), _C.AlignRight | _C.AlignVCenter, str(tick)
            )
        painter.setPen(QPen(theme.color("chart.axis"), 1.4))
        painter.drawLine(plane.at(SPLIT[0], 0), plane.at(SPLIT[0], AXIS_POINTS))
        painter.drawLine(plane.at(0, SPLIT[1]), plane.at(AXIS_POINTS, SPLIT[1]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("line.strong"), 1))
        painter.drawRect(plot)
        painter.setPen(theme.color("text.2"))
        painter.setFont(theme.font("caption", bold=True))
        higher = _("{axis}  higher is better →")
        below = QRectF(plot.left(), plot.bottom() + high + 8, plot.width(), high + 2)
        painter.drawText(below, _C.AlignCenter, higher.format(axis=scene.axes[0]))
        painter.save()
        painter.translate(plot.left() - 36 * self._scale, plot.center().y())
        painter.rotate(-90)
        painter.drawText(
            QRectF(-plot.height() / 2, -high, plot.height(), high + 2),
            _C.AlignCenter,
            higher.format(axis=scene.axes[1]),
        )
        painter.restore()

    def _edges(self, painter: QPainter, bands: Bands) -> None:
        """Draw where the bands begin, dashed, with the number at the line's end."""
        theme, plane = self._theme, self.plane
        painter.setFont(theme.font("caption"))
        for edge in (bands.watch, bands.healthy):
            low = max(0, edge - AXIS_POINTS)
            high = min(AXIS_POINTS, edge)
            painter.setPen(QPen(theme.color("line.strong"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(plane.at(low, high), plane.at(high, low))
            painter.setPen(theme.color("text.3"))
            if edge > AXIS_POINTS:  # the line ends inside the frame, at its right
                where = plane.at(high, low)
                painter.drawText(
                    QRectF(where.x() - 34, where.y() - 18, 30, 16), _C.AlignRight | _C.AlignVCenter, str(edge)
                )

    def _corner(self, painter: QPainter, scene: Scene, quadrant: Quadrant) -> QRectF:
        """Write the name, the sum and the meaning of a quadrant into its corner; returns where."""
        theme, pad = self._theme, self._theme.px("space.4")
        room = self.quadrant(quadrant).adjusted(pad, pad / 2, -pad, -pad / 2)
        across, up = _WHERE[quadrant]
        found = scene.sums.get(quadrant, Total(0, 0))
        bold, small = theme.font("small", bold=True), theme.font("caption")
        name = words.quadrant(quadrant)
        sum_ = f"  {field_words.counted(Kind.CUSTOMERS, found.n)} ・ {show.money(found.mrr, scene.currency)}"
        means = words.quadrant_means(quadrant, *scene.axes)
        first, second = QFontMetricsF(bold), QFontMetricsF(small)
        wide = min(room.width(), first.horizontalAdvance(name) + second.horizontalAdvance(sum_))
        high = first.height() + second.height()
        left = room.left() if across == _C.AlignLeft else room.right() - wide
        top = room.top() if up == _C.AlignTop else room.bottom() - high
        danger = quadrant is Quadrant.QUIET
        veil = QColor(theme.color("bg.surface"))
        veil.setAlphaF(_VEIL)
        below_wide = min(room.width(), second.horizontalAdvance(means))
        below_left = room.left() if across == _C.AlignLeft else room.right() - below_wide
        painter.fillRect(QRectF(left, top, wide, first.height()), veil)
        painter.fillRect(QRectF(below_left, top + first.height(), below_wide, second.height()), veil)
        painter.setFont(bold)
        painter.setPen(theme.color("health.red.text" if danger else "text"))
        painter.drawText(QRectF(left, top, wide, first.height()), _C.AlignLeft | _C.AlignVCenter, name)
        painter.setFont(small)
        painter.setPen(theme.color("health.red.text" if danger else "text.2"))
        head = first.horizontalAdvance(name)
        painter.drawText(
            QRectF(left + head, top, wide - head, first.height()),
            _C.AlignLeft | _C.AlignVCenter,
            second.elidedText(sum_, Qt.TextElideMode.ElideRight, wide - head),
        )
        painter.setPen(theme.color("health.red.text" if danger else "text.3"))
        below = QRectF(room.left(), top + first.height(), room.width(), second.height())
        painter.drawText(
            below, across | _C.AlignVCenter, second.elidedText(means, Qt.TextElideMode.ElideRight, room.width())
        )
        return QRectF(left, top, wide, high)

    def _trail(self, painter: QPainter, points: Sequence[tuple[int, int]], *, strong: bool) -> None:
        """Draw the way of a customer, thicker toward today."""
        ink = QColor(self._theme.color("text.2"))
        n = len(points) - 1
        for at in range(n):
            share = (at + 1) / n
            ink.setAlphaF((0.25 + 0.5 * share) if strong else 0.22)
            painter.setPen(QPen(ink, (0.7 + 1.5 * share) if strong else 0.8))
            painter.drawLine(self.plane.at(*points[at]), self.plane.at(*points[at + 1]))
        if strong and n > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(self.plane.at(*points[0]), 1.8, 1.8)

    def _marks(self, painter: QPainter, scene: Scene, spots: Sequence[Spot], trails: Mapping[int, object]) -> None:
        some = scene.listed is not None
        for spot in spots:
            inside = scene.listed is None or any(line.id in scene.listed for line in spot.lines)
            if not inside:
                painter.setOpacity(_OUTSIDE)
            elif some or spot.several or spot.line.id in trails:
                painter.setOpacity(1.0)
            else:
                painter.setOpacity(_FAINT)
            if spot.several:
                self._cluster(painter, spot)
            else:
                self._stamp(painter, spot)
        painter.setOpacity(1.0)

    def _stamp(self, painter: QPainter, spot: Spot) -> None:
        """Put the shape of a customer; each band and size is drawn once."""
        size, ratio = round(spot.size * 2), painter.device().devicePixelRatioF()
        key = (spot.line.band, size, round(ratio * 100))
        stamp = self._stamps.get(key)
        if stamp is None:
            side = size // 2 + 4
            stamp = QPixmap(round(side * ratio), round(side * ratio))
            stamp.setDevicePixelRatio(ratio)
            stamp.fill(Qt.GlobalColor.transparent)
            own = QPainter(stamp)
            middle = QPointF(side / 2, side / 2)
            marks.draw_shape(own, self._theme, spot.line.band, middle, size / 2, edge=self._theme.color("bg.surface"))
            own.end()
            self._stamps[key] = stamp
        half = (size // 2 + 4) / 2
        painter.drawPixmap(QPointF(spot.centre.x() - half, spot.centre.y() - half), stamp)

    def _cluster(self, painter: QPainter, spot: Spot) -> None:
        """Draw several customers as a disc with their number, and their bands around it."""
        theme, radius = self._theme, spot.size / 2
        box = QRectF(spot.centre.x() - radius, spot.centre.y() - radius, spot.size, spot.size)
        painter.setPen(QPen(theme.color("bg.surface"), 1))
        painter.setBrush(theme.color("bg.surface"))
        painter.drawEllipse(box.adjusted(-1.5, -1.5, 1.5, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start = 90 * 16
        for band in Band:
            n = sum(line.band is band for line in spot.lines)
            if n:
                span = -round(n / len(spot.lines) * 360 * 16)
                style = Qt.PenStyle.DotLine if band is Band.WITHHELD else Qt.PenStyle.SolidLine
                painter.setPen(QPen(marks.colour(theme, band), 3.5, style, Qt.PenCapStyle.FlatCap))
                painter.drawArc(box.adjusted(1.8, 1.8, -1.8, -1.8), start, span)
                start += span
        painter.setFont(theme.font("caption", bold=True))
        painter.setPen(theme.color("text"))
        painter.drawText(box.adjusted(-4, 0, 4, 0), _C.AlignCenter, str(len(spot.lines)))

    def _names(self, painter: QPainter, spots: Sequence[Spot], taken: list[QRectF]) -> None:
        for spot in spots:
            self._name(painter, spot, spot.line.name, taken)

    def _name(self, painter: QPainter, spot: Spot, text: str, taken: list[QRectF], *, bold: bool = False) -> None:
        """Write a name beside a mark where nothing else is written; not at all where there is no room."""
        theme = self._theme
        font = theme.font("caption", bold=bold)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, 140 * self._scale)
        wide, high, away = metrics.horizontalAdvance(text) + 2, metrics.height(), spot.size / 2 + (8 if bold else 3)
        x, y = spot.centre.x(), spot.centre.y()
        places = (
            QRectF(x + away, y - high / 2, wide, high),
            QRectF(x - away - wide, y - high / 2, wide, high),
            QRectF(x - wide / 2, y - away - high, wide, high),
            QRectF(x - wide / 2, y + away, wide, high),
        )
        frame = self.plane.plot.adjusted(2, 2, -2, -2)
        free = next((at for at in places if frame.contains(at) and not any(at.intersects(o) for o in taken)), None)
        if free is None:
            return
        taken.append(free)
        veil = QColor(theme.color("bg.surface"))
        veil.setAlphaF(_VEIL)
        painter.fillRect(free, veil)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(free, _C.AlignCenter, text)


def _by_money(spot: Spot) -> tuple[int, int]:
    return -spot.line.mrr, spot.line.id
