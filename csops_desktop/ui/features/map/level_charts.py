"""Of one level: who shows which evidence for the next one, and how long its customers have been there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops_desktop.domain.operation_map import MapBook, histogram, holding
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import map_levels as say_levels

if TYPE_CHECKING:
    from csops_desktop.domain.maturity import Evidence

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
_ROW, _CHART, _SIDE = 38, 84, 64  # px at 100 % text size


class EvidenceBars(QWidget):
    """How many of a level show each piece of evidence for the next one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: list[tuple[Evidence, int]] = []
        self._of = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def show_level(self, book: MapBook, level: int) -> None:
        """Show the evidence for the level after this one."""
        self._items, self._of = holding(book, level), len(book.at(level))
        self.setAccessibleName(", ".join(f"{item.text} {n}/{self._of}" for item, n in self._items))
        self.setToolTip("\n".join(f"{at}. {item.text}" for at, (item, _n) in enumerate(self._items, 1)))
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(max(1, len(self._items) * self._theme.scaled(_ROW)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme, painter, tall = self._theme, QPainter(self), self._theme.scaled(_ROW)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc, side = theme.scaled(18), theme.scaled(_SIDE)
        for at, (item, n) in enumerate(self._items):
            box = QRect(0, at * tall, self.width(), tall)
            ring = QRectF(0.5, box.top() + 4.5, disc - 1, disc - 1)
            painter.setPen(QPen(theme.color("accent.line"), 1))
            painter.setBrush(theme.color("bg.surface"))
            painter.drawEllipse(ring)
            painter.setFont(theme.font("caption", bold=True))
            painter.setPen(theme.color("accent.text"))
            painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, str(at + 1))
            words = QRect(disc + theme.px("space.3"), box.top() + 2, box.width() - disc - side - 14, theme.scaled(20))
            font = theme.font("small")
            painter.setFont(font)
            painter.setPen(theme.color("text"))
            shown = QFontMetrics(font).elidedText(item.text, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, _LEFT, shown)
            icon = QRect(words.left(), words.bottom(), theme.scaled(12), theme.scaled(12))
            theme.draw_icon(painter, icon, "paperclip" if item.needs_proof else "eye", "text.3")
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("text.3"))
            below = QRect(icon.right() + 4, words.bottom() - 1, words.width(), theme.scaled(14))
            painter.drawText(below, _LEFT, say_levels.proof(needed=item.needs_proof))
            right = QRect(box.right() - side, box.top() + 2, side, theme.scaled(20))
            painter.setFont(theme.font("small", bold=True))
            painter.setPen(theme.color("text"))
            painter.drawText(right, _RIGHT, f"{n}/{self._of}")
            track = QRectF(right.left(), right.bottom() + 3, side, 4)
            painter.fillRect(track, theme.color("bg.sunken"))
            if self._of:
                track.setWidth(track.width() * n / self._of)
                painter.fillRect(track, theme.color("accent"))
            painter.fillRect(QRect(0, box.bottom(), self.width(), 1), theme.color("line.soft"))
        painter.end()


class DaysChart(QWidget):
    """How long the customers of a level have been there, and where the line of being stuck runs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: list[int] = []
        self._width = 10
        self._limit: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self._fit()

    def show_level(self, book: MapBook, level: int) -> None:
        """Show a level."""
        days = [each.days(book.today) for each in book.at(level)]
        self._width, self._bars = histogram(days)
        stays = book.stays.get(level)
        self._limit = None if stays is None else stays.limit
        said = ", ".join(f"{at * self._width}–: {n}" for at, n in enumerate(self._bars))
        self.setAccessibleName(said)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._theme.scaled(_CHART))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(300), self._theme.scaled(_CHART))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        if not self._bars:
            return
        theme, painter = self._theme, QPainter(self)
        foot, head = theme.scaled(16), theme.scaled(16)
        room = QRect(0, head, self.width(), self.height() - foot - head)
        n, most = max(len(self._bars), 4), max(self._bars)
        step = room.width() / n
        caption = theme.font("caption")
        painter.setFont(caption)
        for at, count in enumerate(self._bars):
            tall = room.height() * count / most if most else 0
            bar = QRectF(at * step + 1, room.bottom() - tall, step - 3, tall)
            over = self._limit is not None and at * self._width > self._limit
            painter.fillRect(bar, theme.color("health.yellow.solid" if over else "accent.line"))
            if count:
                painter.setPen(theme.color("text.2"))
                painter.drawText(
                    QRectF(bar.left() - 4, bar.top() - head, bar.width() + 8, head - 1), _CENTRE, str(count)
                )
        painter.fillRect(QRect(0, room.bottom() + 1, self.width(), 1), theme.color("line.strong"))
        painter.setPen(theme.color("text.3"))
        for at in range(0, n + 1, max(1, n // 4)):
            words = say_levels.stay_axis(at * self._width)
            place = QRectF(at * step - (0 if at == 0 else 24), room.bottom() + 2, 48, foot)
            if place.right() <= self.width():
                painter.drawText(place, Qt.AlignmentFlag.AlignLeft if at == 0 else Qt.AlignmentFlag.AlignHCenter, words)
        self._line(painter, room, step)
        painter.end()

    def _line(self, painter: QPainter, room: QRect, step: float) -> None:
        """Draw where one is stuck from."""
        theme = self._theme
        if self._limit is None:
            return
        at = min(self._limit / self._width * step, room.width() - 1.0)
        pen = QPen(theme.color("text"), 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(int(at), room.top() - theme.scaled(12), int(at), room.bottom())
        words = say_levels.stuck_line(self._limit)
        width = QFontMetrics(theme.font("caption")).horizontalAdvance(words) + 4
        left = at + 4 if at + width + 8 < room.width() else at - width - 4
        place = QRectF(left, 0, width, theme.scaled(14))
        painter.fillRect(place, theme.color("bg.surface"))
        painter.setPen(theme.color("text.2"))
        painter.drawText(place, _LEFT, words)
