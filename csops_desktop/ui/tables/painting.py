"""Draws the cells: money, dates with days left, contact cadence, avatars, labels, changes; colours from the theme."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from csops_desktop.ui.tables.avatar import draw_avatar
from csops_desktop.ui.tables.columns import Cell, Fill, Paint, Tone
from csops_desktop.ui.tables.health_cell import draw_health
from csops_desktop.ui.tables.level_bar import bar_width, draw_levels
from csops_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

_MEASURED = 20_000
_V = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _V, Qt.AlignmentFlag.AlignRight | _V
_ARROW = "→"


class CellPainter:
    """Holds fonts and colours of the moment and draws one cell; made anew when the theme changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.small, self.small_bold = theme.font("small"), theme.font("small", bold=True)
        self.body, self.body_bold = theme.font("body"), theme.font("body", bold=True)
        self.caption, self.caption_bold = theme.font("caption"), theme.font("caption", bold=True)
        self._metrics: dict[int, QFontMetrics] = {
            id(font): QFontMetrics(font)
            for font in (self.small, self.small_bold, self.body, self.body_bold, self.caption, self.caption_bold)
        }
        self._advances: dict[tuple[int, str], int] = {}
        self._tones = {tone: theme.color(tone.value) for tone in Tone}
        self._fills = {fill: theme.color(fill.value) for fill in Fill if fill.value}
        self.line = theme.color("line.soft")
        self.selected, self.selected_inactive = theme.color("bg.selected"), theme.color("bg.selected.inactive")
        self.hover, self.header = theme.color("bg.hover"), theme.color("bg.header")
        self.accent, self.line_strong = theme.color("accent"), theme.color("line.strong")
        self.focus, self.surface = theme.color("focus"), theme.color("bg.surface")
        self._text_selected = theme.color("text.selected")
        self._track, self._tag = theme.color("line"), theme.color("bg.tag")
        self._input, self._on_accent = theme.color("line.input"), theme.color("text.onaccent")
        self._unit = theme.px("space.2")
        self.pad = theme.px("space.3")
        self._box = theme.px("size.checkbox")
        self._avatar = theme.px("size.avatar")

    def draw(self, painter: QPainter, rect: QRect, paint: Paint, cell: Cell, *, selected: bool) -> None:
        """Draw a cell inside its rectangle; the ground is already there."""
        if cell.fill is not Fill.NONE:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), self._fills[cell.fill])
        if paint is Paint.CHECK:
            self.check_box(painter, rect, state=selected)
            return
        _DRAW[paint](self, painter, rect.adjusted(self.pad, 0, -self.pad, -1), cell, selected)

    def check_box(self, painter: QPainter, rect: QRect, *, state: bool | None) -> None:
        """Draw a box in the middle of a rectangle; None is the dash for "some"."""
        box = QRectF(0, 0, self._box - 1, self._box - 1)
        box.moveCenter(QPointF(rect.center().x() + 0.5, rect.center().y() + 0.5))
        box.moveTopLeft(QPointF(int(box.left()) + 0.5, int(box.top()) + 0.5))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._unit
        painter.setPen(QPen(self.accent if state else self._input, 1))
        painter.setBrush(self.accent if state else self.surface)
        painter.drawRoundedRect(box, radius, radius)
        if state is not False:
            painter.setPen(QPen(self._on_accent if state else self._tones[Tone.MUTED], 1.6))
            left, middle, width = box.left(), box.center().y(), box.width()
            if state:
                painter.drawPolyline(
                    [
                        QPointF(left + 0.24 * width, middle),
                        QPointF(left + 0.43 * width, middle + 0.2 * width),
                        QPointF(left + 0.77 * width, middle - 0.22 * width),
                    ]
                )
            else:
                painter.drawLine(QPointF(left + 0.28 * width, middle), QPointF(left + 0.72 * width, middle))
        painter.restore()

    def metrics(self, font: QFont) -> QFontMetrics:
        """Return the metrics of one of the painter's own fonts."""
        return self._metrics[id(font)]

    def write(
        self, painter: QPainter, rect: QRect, text: str, font: QFont, color: QColor, flags: Qt.AlignmentFlag
    ) -> None:
        """Draw one line of text, elided at its end."""
        painter.setFont(font)
        painter.setPen(color)
        if self.advance(font, text) > rect.width():
            text = self._metrics[id(font)].elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, flags, text)

    def advance(self, font: QFont, text: str) -> int:
        """Return the width of a text; remembered, because measuring costs as much as drawing."""
        key = (id(font), text)
        width = self._advances.get(key)
        if width is None:
            if len(self._advances) > _MEASURED:
                self._advances.clear()
            width = self._advances[key] = self._metrics[id(font)].horizontalAdvance(text)
        return width

    def _color(self, cell: Cell, *, selected: bool) -> QColor:
        return self._text_selected if selected and cell.tone is Tone.NORMAL else self._tones[cell.tone]

    def draw_text(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        """Draw words from the left edge."""
        font = self.small_bold if cell.bold else self.small
        self.write(painter, rect, cell.main or cell.text, font, self._color(cell, selected=selected), _LEFT)

    def draw_strong(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        """Draw the name of a row."""
        font = self.body_bold if selected or cell.bold else self.body
        self.write(painter, rect, cell.text, font, self._color(cell, selected=selected), _LEFT)

    def draw_right(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        """Draw words at the right edge."""
        font = self.small_bold if cell.bold else self.small
        self.write(painter, rect, cell.main or cell.text, font, self._color(cell, selected=selected), _RIGHT)

    def draw_days(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        """Draw a date and the days left."""
        width = self.advance(self.small_bold, cell.main)
        self.write(painter, rect, cell.main, self.small_bold, self._color(cell, selected=selected), _RIGHT)
        before = rect.adjusted(0, 0, -width - self._unit, 0)
        self.write(painter, before, cell.first, self.small, self._tones[Tone.MUTED], _RIGHT)

    def draw_cadence(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        """Draw days since and days planned over a bar."""
        if not cell.text:
            return
        late = cell.tone is Tone.LATE
        font = self.small_bold if late else self.small
        color = self._color(cell, selected=selected)
        tail = "" if late else cell.first
        if tail:
            self.write(painter, rect, tail, self.small, self._tones[Tone.MUTED], _RIGHT)
        lead = rect.adjusted(0, 0, -self.advance(self.small, tail), 0)
        self.write(painter, lead, cell.text if late else cell.main, font, color, _RIGHT)
        if cell.share is not None:
            bar = QRect(rect.left(), rect.bottom() - self._unit - 1, rect.width(), 2)
            painter.fillRect(bar, self._track)
            bar.setWidth(round(bar.width() * min(1.0, cell.share)))
            painter.fillRect(bar, color if cell.tone is not Tone.NORMAL else self._input)

    def draw_owner(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        """Draw an avatar and a name."""
        if not cell.text:
            return
        size = self._avatar
        self.avatar(painter, QRect(rect.left(), rect.center().y() - size // 2 + 1, size, size), cell.text)
        room = rect.adjusted(size + self._unit + 2, 0, 0, 0)
        if room.width() > size:
            self.write(painter, room, cell.main or cell.text, self.small, self._color(cell, selected=selected), _LEFT)

    def avatar(self, painter: QPainter, rect: QRect, name: str) -> None:
        """Draw the round sign of a person."""
        draw_avatar(painter, self._theme, rect, name)

    def draw_tags(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        """Draw labels."""
        left = rect.left()
        metrics = self._metrics[id(self.caption)]
        height = metrics.height() + 2
        for label in cell.labels or ((cell.text,) if cell.text else ()):
            width = metrics.horizontalAdvance(label) + 2 * self.pad
            room = rect.right() - left
            if room < 4 * self.pad:
                return
            box = QRect(left, rect.center().y() - height // 2 + 1, min(width, room), height)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.surface if selected else self._tag)
            painter.drawRoundedRect(box, self._unit, self._unit)
            painter.restore()
            inside = box.adjusted(self.pad, 0, -self.pad, 0)
            self.write(painter, inside, label, self.caption, self._tones[Tone.SECOND], _LEFT)
            left += box.width() + self._unit

    def draw_levels(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        """Draw the steps of each product after its short name, as many as there is room for."""
        left, steps = rect.left(), bar_width(self._theme)
        for label in cell.labels:
            name, level = label[:-1], int(label[-1])
            width = self.advance(self.caption, name)
            if left + width + self._unit + steps > rect.right() + 1:
                width = min(width, rect.width() - steps - self._unit) if left == rect.left() else -1
            if width < 0:
                return
            spot = QRect(left, rect.top(), width, rect.height())
            self.write(painter, spot, name, self.caption, self._color(cell, selected=selected), _LEFT)
            draw_levels(painter, self._theme, rect.adjusted(left + width + self._unit - rect.left(), 0, 0, 0), level)
            left += width + self._unit + steps + self.pad

    def draw_health(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: ARG002, FBT001 (dispatch)
        """Draw the pill of a score, and its course where there is room."""
        draw_health(painter, self._theme, rect, cell)

    def draw_mark(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001, ARG002 (dispatch)
        """Draw an icon and a bold word."""
        size = self._theme.px("size.icon") - 2
        left = 0
        if cell.icon:
            spot = QRect(rect.left(), rect.center().y() - size // 2 + 1, size, size)
            self._theme.draw_icon(painter, spot, cell.icon, cell.tone.value)
            left = size + self._unit
        self.write(painter, rect.adjusted(left, 0, 0, 0), cell.text, self.small_bold, self._tones[cell.tone], _LEFT)

    def draw_pick(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        """Draw a value with the caret of a list; without a value there is nothing to choose."""
        if not cell.text:
            return
        side = self._theme.px("size.icon") - 4
        spot = QRect(rect.right() - side + 1, rect.center().y() - side // 2 + 1, side, side)
        self._theme.draw_icon(painter, spot, "caret-down", "text.3")
        self.draw_text(painter, rect.adjusted(0, 0, -side - self._unit, 0), cell, selected)

    def draw_change(self, painter: QPainter, rect: QRect, cell: Cell, selected: bool) -> None:  # noqa: FBT001 (dispatch)
        """Draw old → new."""
        color = self._color(cell, selected=selected and cell.fill is Fill.NONE)
        if not cell.first:
            font = self.small_bold if cell.bold else self.small
            self.write(painter, rect, cell.main or cell.text, font, color, _LEFT)
            return
        small, bold = self._metrics[id(self.small)], self._metrics[id(self.small_bold)]
        gap = self._unit + 1
        arrow = small.horizontalAdvance(_ARROW)
        new = min(bold.horizontalAdvance(cell.main), rect.width())
        whole = small.horizontalAdvance(cell.first)
        old = min(whole, rect.width() - new - arrow - 2 * gap)
        left = rect.left()
        if old > arrow:
            struck = QFont(self.small)
            struck.setStrikeOut(True)
            painter.setFont(struck)
            painter.setPen(self._tones[Tone.MUTED])
            box = QRect(left, rect.top(), old, rect.height())
            # Eliding measures without the tabular digits: what fits by a hair is not to be cut.
            text = cell.first if old == whole else small.elidedText(cell.first, Qt.TextElideMode.ElideRight, old)
            painter.drawText(box, _LEFT, text)
            left += old + gap
            self.write(
                painter,
                QRect(left, rect.top(), arrow, rect.height()),
                _ARROW,
                self.small,
                self._tones[Tone.MUTED],
                _LEFT,
            )
            left += arrow + gap
        rest = QRect(left, rect.top(), rect.right() - left + 1, rect.height())
        self.write(painter, rest, cell.main, self.small_bold, color, _LEFT)


_DRAW: "dict[Paint, Callable[[CellPainter, QPainter, QRect, Cell, bool], None]]" = {
    Paint.TEXT: CellPainter.draw_text,
    Paint.STRONG: CellPainter.draw_strong,
    Paint.MONEY: CellPainter.draw_right,
    Paint.NUMBER: CellPainter.draw_right,
    Paint.DATE: CellPainter.draw_right,
    Paint.DAYS: CellPainter.draw_days,
    Paint.CADENCE: CellPainter.draw_cadence,
    Paint.OWNER: CellPainter.draw_owner,
    Paint.TAGS: CellPainter.draw_tags,
    Paint.LEVELS: CellPainter.draw_levels,
    Paint.HEALTH: CellPainter.draw_health,
    Paint.MARK: CellPainter.draw_mark,
    Paint.CHANGE: CellPainter.draw_change,
    Paint.PICK: CellPainter.draw_pick,
}
"""By class, not by instance: a table of bound methods would be a cycle, and fonts must not wait for the collector."""
