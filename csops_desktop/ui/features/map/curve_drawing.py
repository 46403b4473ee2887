"""Draws the curve with its customers: on the page and on the poster, the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from csops_desktop.domain.operation_map import MapBook
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.map import marks as layout
from csops_desktop.ui.features.map.columns import Columns
from csops_desktop.ui.features.map.marks import Frame, Mark, Size
from csops_desktop.ui.tables.health_marks import COLOURS, draw_shape, shape
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import operation_map as say
from csops_desktop.wording import scoring as say_scores

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FADED = 0.18
_CALLOUTS = ((-0.5, -1), (-0.1, -1), (-0.9, -1), (-0.5, 1), (-0.1, 1), (-0.9, 1))
"""Places of a callout beside its point: part of its width to the left, and above or below."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A name beside its point; px."""

    mark: Mark
    box: QRect
    name: str
    fact: str


class CurvePainter:
    """The curve of one book in one room."""

    def __init__(self, theme: Theme, book: MapBook, columns: Columns, room: QRect, size: Size) -> None:
        self.theme, self.book, self.columns, self.room, self.size = theme, book, columns, room, size
        scale = theme.scale / 100
        self.frame = Frame(
            room.top() + theme.scaled(8), room.bottom() - theme.scaled(24),
            3.2 * scale, 9 * scale, 13 * scale, 5 * scale,
        )  # fmt: skip
        self.marks = layout.place(book, columns, self.frame, size)
        self._legend = self._legend_box()
        self.callouts = self._callouts()

    # --- painting -----------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, shown: Callable[[Mark], bool], *, level: int | None = None) -> None:
        """Draw all of it.

        Args:
            painter: to draw with.
            shown: whether a mark is meant by what is chosen; others are faded.
            level: the one that is chosen.
        """
        theme = self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if level in self.columns.spans:
            left, right = self.columns.spans[level]
            painter.fillRect(QRect(left, self.room.top(), right - left, self.room.height()), theme.color("bg.header"))
        self._ground(painter)
        for mark in self.marks:
            if not shown(mark):
                painter.setOpacity(_FADED)
                self.draw_mark(painter, mark)
        painter.setOpacity(1)
        for mark in self.marks:
            if shown(mark):
                self.draw_mark(painter, mark)
        for callout in self.callouts:
            if shown(callout.mark):
                self._draw_callout(painter, callout)
        self._draw_legend(painter)
        painter.restore()

    def _ground(self, painter: QPainter) -> None:
        theme, columns, room = self.theme, self.columns, self.room
        path = QPainterPath()
        path.moveTo(columns.head, layout.height(columns, self.frame, columns.head))
        for x in range(columns.head, columns.right + 1, 4):
            path.lineTo(x, layout.height(columns, self.frame, x))
        under = QPainterPath(path)
        under.lineTo(columns.right, room.bottom() + 1)
        under.lineTo(columns.head, room.bottom() + 1)
        tint = QColor(theme.color("accent.soft"))
        tint.setAlphaF(0.35)
        painter.fillPath(under, tint)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent.line"), 2))
        painter.drawPath(path)
        for left, _right in columns.spans.values():
            painter.fillRect(QRectF(left, room.top(), 1, room.height()), theme.color("line.soft"))

    def draw_mark(self, painter: QPainter, mark: Mark) -> None:
        """Draw a point, or a cluster with its number."""
        theme, centre = self.theme, QPointF(mark.x, mark.y)
        if not mark.clustered:
            self._shape(painter, mark.band, centre, mark.radius * 2)
            return
        band = None if mark.band is None else Band(mark.band)
        name = "bg.tag" if band is None else f"{COLOURS[band]}.soft"
        edge = "line.strong" if band is None else f"{COLOURS[band]}.line"
        painter.setPen(QPen(theme.color(edge), 1.4))
        painter.setBrush(theme.color(name))
        path = QPainterPath()
        path.addEllipse(centre, mark.radius, mark.radius)
        painter.drawPath(path if band is None else shape(band, centre, mark.radius * 2.3))
        painter.setFont(theme.font("caption", bold=True))
        painter.setPen(theme.color("text" if band is None else f"{COLOURS[band]}.text"))
        box = QRectF(mark.x - mark.radius * 2, mark.y - mark.radius, mark.radius * 4, mark.radius * 2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{len(mark.ids):,}")

    def _shape(self, painter: QPainter, band: str | None, centre: QPointF, size: float) -> None:
        theme = self.theme
        if band is not None:
            draw_shape(painter, theme, Band(band), centre, size, edge=theme.color("bg.surface"))
            return
        painter.setPen(QPen(theme.color("bg.surface"), 1))
        painter.setBrush(theme.color("accent.line"))
        painter.drawEllipse(centre, size * 0.42, size * 0.42)

    # --- names beside points ------------------------------------------------------------------------------------

    def _callouts(self) -> list[Callout]:
        theme = self.theme
        by_id = {mark.ids[0]: mark for mark in self.marks if not mark.clustered}
        bold, plain = QFontMetrics(theme.font("caption", bold=True)), QFontMetrics(theme.font("caption"))
        busy = [
            QRect(int(m.x - m.radius), int(m.y - m.radius), int(m.radius * 2), int(m.radius * 2)) for m in self.marks
        ]
        busy.append(self._legend)
        inside = self.room.adjusted(self.columns.head + 4, 4, -4, -theme.scaled(20))
        found: list[Callout] = []
        for id_ in layout.notable(self.book, self.size):
            mark, placed = by_id.get(id_), self.book.customer(id_)
            if mark is None or placed is None:
                continue
            name = bold.elidedText(placed.name, Qt.TextElideMode.ElideRight, theme.scaled(120))
            fact = say.notable(placed, self.book)
            width = bold.horizontalAdvance(name) + plain.horizontalAdvance(fact) + theme.scaled(20)
            for box in self._places(mark, width):
                if inside.contains(box) and not any(box.intersects(each) for each in busy):
                    found.append(Callout(mark, box, name, fact))
                    busy.append(box.adjusted(-4, -4, 4, 4))
                    break
        return found

    def _places(self, mark: Mark, width: int) -> Sequence[QRect]:
        theme = self.theme
        height = theme.scaled(20)
        found = []
        for away in (38, 58, 80, 104):
            for left, side in _CALLOUTS:
                top = mark.y + side * theme.scaled(away) - height / 2
                found.append(QRect(int(mark.x + left * width), int(top), width, height))
        return found

    def _draw_callout(self, painter: QPainter, callout: Callout) -> None:
        theme, mark, box = self.theme, callout.mark, callout.box
        painter.setPen(QPen(theme.color("text.3"), 1))
        end_x = min(max(mark.x, box.left() + 6), box.right() - 6)
        below = box.top() > mark.y
        start = QPointF(mark.x, mark.y + (mark.radius if below else -mark.radius))
        painter.drawLine(start, QPointF(end_x, box.top() if below else box.bottom() + 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("text"), 1.2))
        painter.drawEllipse(QPointF(mark.x, mark.y), mark.radius + 2.5, mark.radius + 2.5)
        painter.setPen(QPen(theme.color("line.strong"), 1))
        painter.setBrush(theme.color("bg.raised"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        pad = theme.scaled(6)
        painter.setFont(theme.font("caption", bold=True))
        painter.setPen(theme.color("text"))
        inner = box.adjusted(pad, 0, -pad, 0)
        painter.drawText(inner, _LEFT, callout.name)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text.2"))
        painter.drawText(inner, _RIGHT, callout.fact)

    # --- what it means ------------------------------------------------------------------------------------------

    def bands(self) -> list[str | None]:
        """Return the bands that are on the map, for the legend."""
        there = {each.band for each in self.book.placed}
        return [band for band in ("healthy", "watch", "risk", "withheld", None) if band in there]

    def _legend_words(self) -> list[tuple[str | None, str]]:
        return [
            (band, _("No score") if band is None else say_scores.band(Band(band))) for band in self.bands()
        ]  # fmt: skip

    def _legend_box(self) -> QRect:
        theme, metrics = self.theme, QFontMetrics(self.theme.font("caption"))
        widths = [metrics.horizontalAdvance(words) + theme.scaled(24) for _band, words in self._legend_words()]
        size = metrics.horizontalAdvance(say.size(paid=self.size is Size.PAID)) + theme.scaled(12)
        return QRect(
            self.columns.head + theme.scaled(8), self.room.top() + theme.scaled(6), sum(widths) + size, theme.scaled(18)
        )

    def _draw_legend(self, painter: QPainter) -> None:
        theme, box = self.theme, self._legend
        metrics = QFontMetrics(theme.font("caption"))
        painter.setFont(theme.font("caption"))
        left = box.left()
        for band, words in self._legend_words():
            self._shape(painter, band, QPointF(left + theme.scaled(6), box.center().y() + 1), theme.scaled(9))
            painter.setPen(theme.color("text.2"))
            painter.setFont(theme.font("caption"))
            place = QRect(left + theme.scaled(14), box.top(), metrics.horizontalAdvance(words) + 2, box.height())
            painter.drawText(place, _LEFT, words)
            left += metrics.horizontalAdvance(words) + theme.scaled(24)
        painter.setPen(theme.color("text.3"))
        painter.drawText(
            QRect(left, box.top(), box.right() - left + 20, box.height()), _LEFT, say.size(paid=self.size is Size.PAID)
        )
        note = QRect(self.columns.head, self.room.bottom() - theme.scaled(20), 0, theme.scaled(18))
        note.setRight(self.columns.right - theme.scaled(8))
        painter.drawText(note, _RIGHT, metrics.elidedText(say.axes(), Qt.TextElideMode.ElideRight, note.width()))


def _box(mark: Mark) -> QRect:
    side = int(mark.radius * 2)
    return QRect(int(mark.x - mark.radius), int(mark.y - mark.radius), side, side)
