"""Draws the cells of tall rows: what is to be done over whom it is for and why; a fact over its explanation."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from csops_desktop.ui.tables.columns import Cell, Paint, Tone
from csops_desktop.ui.tables.painting import CellPainter
from csops_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

_TILES = {Tone.LATE: "health.red.soft", Tone.WARN: "health.yellow.soft"}
_V = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _V, Qt.AlignmentFlag.AlignRight | _V
_THIRD = 3


class TwoLinePainter(CellPainter):
    """A ``CellPainter`` that knows the cells with two lines too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._gap = theme.px("space.3")

    def draw(self, painter: QPainter, rect: QRect, paint: Paint, cell: Cell, *, selected: bool) -> None:
        """Draw a cell inside its rectangle; the ground is already there."""
        own = _DRAW.get(paint)
        if own is None:
            super().draw(painter, rect, paint, cell, selected=selected)
        else:
            own(self, painter, rect.adjusted(self.pad, 0, -self.pad, -1), cell, selected)

    def _task(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        theme = self._theme
        side = theme.px("size.control") - 2
        tile = QRect(rect.left() + self._gap, rect.center().y() - side // 2 + 1, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(_TILES.get(cell.tone, "bg.tag")))
        painter.drawRoundedRect(tile, theme.px("radius.md"), theme.px("radius.md"))
        painter.restore()
        inset = (side - theme.px("size.icon")) // 2
        theme.draw_icon(painter, tile.adjusted(inset, inset, -inset, -inset), cell.icon, cell.tone.value)
        upper, lower = self._halves(rect, tile.right() + 2 * self._gap)
        font = self.body_bold if selected else self.body
        ink = self._text_selected if selected else self._tones[Tone.NORMAL]
        self.write(painter, upper, cell.main or cell.text, font, ink, _LEFT)
        self._reason(painter, lower, cell)

    def _reason(self, painter: QPainter, rect: QRect, cell: Cell) -> None:
        """Draw "customer [why] reason  and 2 more"; the reason gives way first, then the customer."""
        why, reason, more = (*cell.labels, "", "", "")[:_THIRD]
        quiet, gap = self._tones[Tone.SECOND], self._gap
        frame = self.advance(self.caption, why) + gap
        tail = self.advance(self.small, more) + 2 * gap if more else 0
        name = min(self.advance(self.small, cell.first) + 1, max(rect.width() // 2, rect.width() - frame - tail))
        place = QRect(rect.left(), rect.top(), name, rect.height())
        self.write(painter, place, cell.first, self.small, quiet, _LEFT)
        place = QRect(place.right() + gap, rect.top(), frame, rect.height())
        self._framed(painter, place, why)
        left = place.right() + gap
        width = max(0, min(self.advance(self.small, reason) + 1, rect.right() - left - tail))
        self.write(painter, QRect(left, rect.top(), width, rect.height()), reason, self.small, quiet, _LEFT)
        if more:
            rest = QRect(left + width + 2 * gap, rect.top(), tail, rect.height())
            self.write(painter, rest, more, self.small, self._tones[Tone.MUTED], _LEFT)

    def _lines(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        upper, lower = self._halves(rect.adjusted(0, 0, -self._gap, 0), rect.left())
        font = self.body_bold if cell.bold else self.body
        self.write(painter, upper, cell.main or cell.text, font, self._color(cell, selected=selected), _RIGHT)
        self.write(painter, lower, cell.first, self.small, self._tones[Tone.MUTED], _RIGHT)

    def _standing(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        """Draw the pill of a score and whose it is, over what more there is to say."""
        upper, lower = self._halves(rect, rect.left() + self._gap)
        from csops_desktop.domain.scoring.definition import Band  # noqa: PLC0415 (not before a store has scores)
        from csops_desktop.ui.tables.health_marks import draw_pill  # noqa: PLC0415 (likewise)

        taken = draw_pill(painter, self._theme, upper, Band(cell.band), cell.main)
        font = self.body_bold if selected or cell.bold else self.body
        ink = self._text_selected if selected else self._tones[Tone.NORMAL]
        self.write(painter, upper.adjusted(taken + self._gap, 0, 0, 0), cell.text, font, ink, _LEFT)
        self.write(painter, lower, cell.first, self.small, self._tones[Tone.SECOND], _LEFT)

    def _halves(self, rect: QRect, left: int) -> tuple[QRect, QRect]:
        """Return the places of two lines in the middle of a tall row, from ``left`` on."""
        first, second = self._theme.px("line.body"), self._theme.px("line.small")
        top, width = rect.center().y() - (first + second) // 2 + 1, rect.right() - left + 1
        return QRect(left, top, width, first), QRect(left, top + first, width, second)

    def _framed(self, painter: QPainter, rect: QRect, text: str) -> None:
        height = self.metrics(self.caption).height()
        box = QRectF(rect.left() + 0.5, rect.center().y() - height // 2 + 1.5, rect.width() - 1, height - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.line_strong, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, self._unit, self._unit)
        painter.restore()
        self.write(painter, rect, text, self.caption, self._tones[Tone.MUTED], Qt.AlignmentFlag.AlignCenter)


_DRAW: "dict[Paint, Callable[[TwoLinePainter, QPainter, QRect, Cell, bool], None]]" = {
    Paint.TASK: TwoLinePainter._task,  # noqa: SLF001 (its own table)
    Paint.LINES: TwoLinePainter._lines,  # noqa: SLF001
    Paint.STANDING: TwoLinePainter._standing,  # noqa: SLF001
}
