"""Draws the cards of runs: whose it is, how far it has come, what is next and when."""

import datetime as dt

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from csops_desktop.domain.playbooks.board import BoardLine, Mark
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.ui.tables.avatar import draw_avatar
from csops_desktop.ui.tables.health_marks import draw_shape
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import run_board as say

_V = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _V, Qt.AlignmentFlag.AlignRight | _V
_SHAPE, _BAR, _GAP, _NARROW = 9, 6, 3, 4  # px at 100 % text size
_MARKS = {Mark.DONE: "accent", Mark.OVERDUE: "health.red.solid", Mark.OPEN: "bg.sunken", Mark.LEFT_OUT: "line"}


class CardPainter:
    """Holds the fonts of the moment and draws one card; made anew when the theme changes."""

    def __init__(self, theme: Theme, *, owners: bool) -> None:
        self._theme = theme
        self._owners = owners
        self.small, self.small_bold = theme.font("small"), theme.font("small", bold=True)
        self.caption, self.caption_bold = theme.font("caption"), theme.font("caption", bold=True)
        self.bold = theme.font("body", bold=True)
        self._metrics = {
            id(font): QFontMetrics(font)
            for font in (self.small, self.small_bold, self.caption, self.caption_bold, self.bold)
        }
        self._pad = theme.px("space.4") + 2
        self._rows = (
            theme.px("line.h2"), theme.px("line.small"), theme.scaled(_BAR + 8), theme.px("line.body"),
            theme.px("line.caption"),
        )  # fmt: skip
        self.height = sum(self._rows) + 2 * theme.px("space.3") + theme.px("space.1")

    def draw(self, painter: QPainter, box: QRect, line: BoardLine, today: dt.date, *, on: bool, focus: bool) -> None:
        """Draw a card; ``on`` is the current one, ``focus`` whether it has the keyboard."""
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, width = ("focus" if focus else "accent", 2.0) if on else ("line", 1.0)
        painter.setPen(QPen(theme.color(edge), width))
        painter.setBrush(theme.color("bg.surface"))
        radius = theme.px("radius.lg")
        painter.drawRoundedRect(QRectF(box).adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius)
        painter.restore()
        inner = box.adjusted(self._pad, theme.px("space.3"), -self._pad, 0)
        rows = []
        top = inner.top()
        for tall in self._rows:
            rows.append(QRect(inner.left(), top, inner.width(), tall))
            top += tall
        name, playbook, bar, step, foot = rows
        self._head(painter, name, line)
        self._write(painter, playbook, say.playbook(line), self.small, "text.3")
        self._segments(painter, bar, line)
        self._pair(painter, step, say.step(line), *self._due(line, today))
        done = say.progress(line.course)
        self._pair(painter, foot, done, say.days(line.course), self.caption, "text.3", font=self.caption, tone="text.3")

    def _due(self, line: BoardLine, today: dt.date) -> tuple[str, QFont, str]:
        if line.current is None:
            return "", self.small, "text"
        late = line.due is not None and line.due < today
        font, tone = (self.small_bold, "health.red.text") if late else (self.small, "text")
        return say.due(line.due, today), font, tone

    def _head(self, painter: QPainter, row: QRect, line: BoardLine) -> None:
        theme, left, right = self._theme, row.left(), row.right()
        if line.head.band is not None:
            side = theme.scaled(_SHAPE)
            draw_shape(painter, theme, Band(line.head.band), QPointF(left + side / 2, row.center().y() + 0.5), side)
            left += side + theme.px("space.3")
        if self._owners and line.head.owner:
            side = theme.px("size.avatar")
            spot = QRect(right - side + 1, row.center().y() - side // 2, side, side)
            draw_avatar(painter, theme, spot, line.head.owner)
            right = spot.left() - theme.px("space.3")
        room = QRect(left, row.top(), right - left, row.height())
        self._write(painter, room, line.head.customer, self.bold, "text")

    def _segments(self, painter: QPainter, row: QRect, line: BoardLine) -> None:
        if not line.marks:
            return
        theme, n = self._theme, len(line.marks)
        gap = theme.scaled(_GAP) if row.width() / n > _NARROW * _GAP else 1
        wide = (row.width() - gap * (n - 1)) / n
        tall = theme.scaled(_BAR)
        top = row.center().y() - tall / 2 + 0.5
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, mark in enumerate(line.marks):
            part = QRectF(row.left() + at * (wide + gap), top, wide, tall)
            ink = theme.color(_MARKS[mark])
            painter.setPen(QPen(theme.color("line"), 1) if mark is Mark.OPEN else Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            if mark is Mark.OPEN:
                part.adjust(0.5, 0.5, -0.5, -0.5)
            elif mark is Mark.LEFT_OUT:
                painter.fillRect(part, theme.color("bg.sunken"))
                painter.setBrush(_hatched(theme.color("line.strong")))
            painter.drawRoundedRect(part, tall / 3, tall / 3)
        painter.restore()

    def _pair(
        self, painter: QPainter, row: QRect, left: str, right: str, right_font: QFont, right_tone: str,
        *, font: QFont | None = None, tone: str = "text",
    ) -> None:  # fmt: skip
        """Draw a text at each edge; the right one is whole."""
        wide = self._metrics[id(right_font)].horizontalAdvance(right)
        self._write(painter, row, right, right_font, right_tone, _RIGHT)
        room = row.adjusted(0, 0, -wide - self._theme.px("space.3"), 0)
        self._write(painter, room, left, font or self.small, tone)

    def _write(
        self, painter: QPainter, box: QRect, text: str, font: QFont, tone: str, flags: Qt.AlignmentFlag = _LEFT
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.color(tone))
        shown = self._metrics[id(font)].elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, flags, shown)


def _hatched(ink: QColor) -> QBrush:
    return QBrush(ink, Qt.BrushStyle.BDiagPattern)
