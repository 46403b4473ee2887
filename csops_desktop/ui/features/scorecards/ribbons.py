"""Bands before and after as two bars, and between them the customers who stay and who move, as ribbons."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csops_desktop.domain.scoring.definition import Band
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.tables import health_marks as marks
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import scoring as say
from csops_desktop.wording import values as show

ORDER = (Band.HEALTHY, Band.WATCH, Band.RISK, Band.WITHHELD)
Flows = Mapping[tuple[Band, Band], int]
_BAR = 13
_GAP = 4
_LEAST = 2.0  # px of a ribbon or bar that stands for somebody
_MOVING = 200  # of 255: how solid a ribbon of those who move is


class Ribbons(QWidget):
    """The picture; ``after`` alone when there is nothing to compare with."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._flows: Flows = {}
        self._compared = False
        self._titles = ("", "")
        self._hits: list[tuple[QPainterPath, str]] = []
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self._fit()

    def show_flows(self, flows: Flows, titles: tuple[str, str], *, compared: bool) -> None:
        """Show who goes from which band to which: numbers of customers, and what stands over the two bars."""
        self._flows, self._titles, self._compared = flows, titles, compared
        self.setAccessibleName(_("Bands before and after"))
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """Return the picture as text."""
        before, after = self._sums(0), self._sums(1)
        words = "{band} {before} → {after}" if self._compared else "{band} {after}"
        return ", ".join(
            words.format(band=say.band(band), before=f"{before[band]:,}", after=f"{after[band]:,}") for band in ORDER
        )

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(320), self._theme.scaled(210))

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def _sums(self, side: int) -> dict[Band, int]:
        found = dict.fromkeys(ORDER, 0)
        for bands, n in self._flows.items():
            found[bands[side]] += n
        return found

    def _stack(self, sums: Mapping[Band, int], area: QRectF, scale: float) -> dict[Band, QRectF]:
        """Return the bars of one side, one below the other."""
        found, top = {}, area.top()
        for band in ORDER:
            height = max(sums[band] * scale, _LEAST) if sums[band] else 0.0
            found[band] = QRectF(area.left(), top, area.width(), height)
            top += height + (_GAP if height else 0)
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        self._hits = []
        total = sum(self._flows.values())
        if not total:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(theme.font("small", bold=True))
        widest = max(metrics.horizontalAdvance(f"{say.band(band)} {total:,}") for band in ORDER)
        right_room = widest + metrics.horizontalAdvance(" −9,999") + _GAP
        top, bar = theme.px("line.small") + _GAP, theme.scaled(_BAR)
        height = self.height() - top - _GAP
        room = height - (len(ORDER) - 1) * (_GAP + _LEAST)
        left = QRectF(widest + 2 * _GAP if self._compared else 0, top, bar, height)
        right = QRectF(self.width() - right_room - bar, top, bar, height)
        scale = max(room, 1) / total
        after = self._stack(self._sums(1), right, scale)
        before = self._stack(self._sums(0), left, scale)
        if self._compared:
            self._paint_ribbons(painter, before, after, scale)
            self._paint_bars(painter, before)
            self._paint_title(painter, left, self._titles[0])
        self._paint_bars(painter, after)
        self._paint_title(painter, right, self._titles[1])
        self._paint_labels(painter, before, after)

    def _paint_title(self, painter: QPainter, area: QRectF, text: str) -> None:
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("text.3"))
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        x = min(max(area.center().x() - width / 2, 0), self.width() - width)
        painter.drawText(QRectF(x, 0, width, area.top() - 2), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_bars(self, painter: QPainter, bars: Mapping[Band, QRectF]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for band, bar in bars.items():
            if bar.height():
                painter.setBrush(marks.colour(self._theme, band))
                painter.drawRoundedRect(bar, 2, 2)

    def _paint_labels(self, painter: QPainter, before: Mapping[Band, QRectF], after: Mapping[Band, QRectF]) -> None:
        theme, old, new = self._theme, self._sums(0), self._sums(1)
        line = theme.px("line.small")
        font, heavy = theme.font("small"), theme.font("small", bold=True)
        for bars, sums, at_left in ((before, old, True), (after, new, False)):
            if at_left and not self._compared:
                continue
            shown = [band for band in ORDER if sums[band] or (not at_left and old[band] and self._compared)]
            centres = _apart([bars[band].center().y() for band in shown], line, self.height())
            for band, y in zip(shown, centres, strict=True):
                name, n = say.band(band) + " ", f"{sums[band]:,}"
                x = bars[band].left() - 2 * _GAP if at_left else bars[band].right() + 2 * _GAP
                width = QFontMetrics(font).horizontalAdvance(name) + QFontMetrics(heavy).horizontalAdvance(n)
                x = x - width if at_left else x
                for text, face, colour in ((name, font, "text.2"), (n, heavy, "text")):
                    painter.setFont(face)
                    painter.setPen(theme.color(colour))
                    advance = painter.fontMetrics().horizontalAdvance(text)
                    painter.drawText(QRectF(x, y - line / 2, advance + 2, line), Qt.AlignmentFlag.AlignVCenter, text)
                    x += advance
                if not at_left and self._compared and new[band] != old[band]:
                    painter.setFont(font)
                    painter.setPen(theme.color("text.3"))
                    text = " " + show.signed(new[band] - old[band])
                    painter.drawText(QRectF(x, y - line / 2, 80, line), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_ribbons(
        self, painter: QPainter, before: Mapping[Band, QRectF], after: Mapping[Band, QRectF], scale: float
    ) -> None:
        tops = {**{("b", band): bar.top() for band, bar in before.items()}}
        tops |= {("a", band): bar.top() for band, bar in after.items()}
        places = []
        for old in ORDER:
            for new in ORDER:
                n = self._flows.get((old, new), 0)
                if n:
                    places.append((old, new, n, tops["b", old], 0.0))
                    tops["b", old] += n * scale
        ends = {}
        for new in ORDER:
            for old in ORDER:
                n = self._flows.get((old, new), 0)
                if n:
                    ends[old, new] = tops["a", new]
                    tops["a", new] += n * scale
        staying = [place for place in places if place[0] is place[1]]
        for old, new, n, top, _unused in [*staying, *(place for place in places if place[0] is not place[1])]:
            path = _ribbon(before[old].right(), top, after[new].left(), ends[old, new], max(n * scale, _LEAST))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._shade(old, new))
            painter.drawPath(path)
            self._hits.append((path, _("{before} → {after}: {n}").format(
                before=say.band(old), after=say.band(new), n=f"{n:,}"
            )))  # fmt: skip

    def _shade(self, old: Band, new: Band) -> QColor:
        if old is new:
            return self._theme.color("bg.tag")
        colour = QColor(marks.colour(self._theme, new))
        colour.setAlpha(_MOVING)
        return colour

    def event(self, event: object) -> bool:
        """Override QWidget.event: the ribbon under the mouse says who it is."""
        if isinstance(event, QHelpEvent):
            text = next((words for path, words in reversed(self._hits) if path.contains(QPointF(event.pos()))), "")
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)  # type: ignore[arg-type]


def _ribbon(x1: float, y1: float, x2: float, y2: float, thick: float) -> QPainterPath:
    middle = (x1 + x2) / 2
    path = QPainterPath(QPointF(x1, y1))
    path.cubicTo(QPointF(middle, y1), QPointF(middle, y2), QPointF(x2, y2))
    path.lineTo(x2, y2 + thick)
    path.cubicTo(QPointF(middle, y2 + thick), QPointF(middle, y1 + thick), QPointF(x1, y1 + thick))
    path.closeSubpath()
    return path


def _apart(centres: Sequence[float], least: float, bottom: float) -> list[float]:
    """Return centres of lines so far apart that none covers another."""
    found: list[float] = []
    for centre in centres:
        found.append(max(centre, found[-1] + least) if found else max(centre, least / 2))
    over = found[-1] + least / 2 - bottom if found else 0
    for at in range(len(found) - 1, -1, -1):
        if over > 0:
            ceiling = found[at + 1] - least if at + 1 < len(found) else bottom - least / 2
            found[at] = min(found[at], ceiling)
    return found
