"""Draws the matrix of levels and touch models: customers, bands, actions, work and gaps; on the page and the poster."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from csops_desktop.domain.fields import TOUCHES
from csops_desktop.domain.operation_map import Cell, Key, MapBook, PlacedAction, Share, cells, shares
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.ui.features.map.columns import Columns
from csops_desktop.ui.tables.health_marks import COLOURS
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import operation_map as say
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from collections.abc import Mapping

_V = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _V, Qt.AlignmentFlag.AlignRight | _V
_BANDS = ("healthy", "watch", "risk", "withheld", None)
MOST_LINES = 4
ICONS = {
    "playbook": "check-square-offset",
    "content": "book-open",
    "webinar": "presentation-chart",
    "meeting": "users-three",
    "mail": "envelope-simple",
    "": "dot-outline",
}


@dataclass(frozen=True, slots=True)
class MatrixLook:
    """What of the matrix is current.

    Attributes:
        cell: the chosen cell.
        rows: the touch model of which all cells are chosen, in a list; empty for none.
        focused: whether the cell shows that it has the keyboard.
        action: the action in the cell that is current.
    """

    cell: Key | None = None
    row: str | None = None
    focused: bool = False
    action: int | None = None


class MatrixPainter:
    """The matrix of one book for some columns; ``height`` tells how tall it is."""

    def __init__(self, theme: Theme, book: MapBook, columns: Columns, *, most: int = MOST_LINES) -> None:
        self.theme, self.book, self.columns, self._most = theme, book, columns, most
        self.cells: Mapping[Key, Cell] = cells(book)
        self.shares: Mapping[str, Share] = shares(book)
        loose = any(touch is None and cell.customers for (_level, touch), cell in self.cells.items())
        self.touches: tuple[str | None, ...] = (*TOUCHES, None) if loose else TOUCHES
        self._line = theme.scaled(19)
        self.tops: dict[str | None, tuple[int, int]] = {}
        top = 0
        for touch in self.touches:
            longest = max((len(self._cell(level, touch).actions) for level in columns.levels), default=0)
            lines = min(most, max(2, longest)) if touch is not None else 0
            tall = theme.scaled(34) + lines * self._line
            self.tops[touch] = (top, top + tall)
            top += tall
        self.height = top

    def _cell(self, level: int, touch: str | None) -> Cell:
        return self.cells.get((level, touch), Cell())

    def served(self, touch: str | None) -> int:
        """Return how many customers are served by a touch model, those who were never assessed among them."""
        return sum(each.touch == touch for each in self.book.placed)

    def box(self, key: Key) -> QRect:
        """Return where a cell stands, from the upper edge of the matrix."""
        left, right = self.columns.spans.get(key[0], (0, 0))
        top, bottom = self.tops.get(key[1], (0, 0))
        return QRect(left, top, right - left, bottom - top)

    def key_at(self, x: float, y: float) -> tuple[int | None, str | None] | None:
        """Return level and touch model at a place; the level is None at the head of a row."""
        touch = next((each for each, (top, bottom) in self.tops.items() if top <= y < bottom), "")
        if touch == "":
            return None
        return (None if x < self.columns.head else self.columns.level_at(x)), touch

    def action_box(self, key: Key, at: int) -> QRect:
        """Return where a line of a cell stands; the one behind its last action too."""
        box = self.box(key)
        pad = self.theme.px("space.4")
        return QRect(
            box.left() + pad, box.top() + self.theme.scaled(26) + at * self._line, box.width() - 2 * pad, self._line
        )

    # --- painting -----------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, look: MatrixLook) -> None:
        """Draw all of it from its upper left corner."""
        theme = self.theme
        painter.fillRect(QRect(0, 0, self.columns.right, self.height), theme.color("bg.surface"))
        for touch, (top, bottom) in self.tops.items():
            self._row_head(painter, touch, QRect(0, top, self.columns.head, bottom - top), chosen=look.row == touch)
            for level in self.columns.levels:
                self._draw_cell(painter, (level, touch), look)
            painter.fillRect(QRect(0, bottom - 1, self.columns.right, 1), theme.color("line"))
        if look.cell is not None:
            box = self.box(look.cell)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus" if look.focused else "accent.line"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))

    def _row_head(self, painter: QPainter, touch: str | None, box: QRect, *, chosen: bool) -> None:
        theme = self.theme
        painter.fillRect(box, theme.color("bg.selected" if chosen else "bg.header"))
        inner = box.adjusted(theme.px("space.4"), theme.px("space.3"), -2, 0)
        bold, caption = theme.font("small", bold=True), theme.font("caption")
        line = QRect(inner.left(), inner.top(), inner.width(), theme.px("line.small"))
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        name = say.touch(touch)
        if QFontMetrics(bold).horizontalAdvance(name) > line.width():
            name = say.row_name(touch)
        painter.drawText(line, _LEFT, _fitted(bold, name, line.width()))
        lines = [(say.customers(self.served(touch)), "text.3")]
        share = self.shares.get(touch or "")
        if share is not None and share.percent is not None:
            lines.append((say.share(share), "health.yellow.text" if share.off else "text.3"))
        painter.setFont(caption)
        for text, tone in lines:
            line.translate(0, theme.px("line.caption"))
            if line.bottom() > box.bottom():
                break
            painter.setPen(theme.color(tone))
            painter.drawText(line, _LEFT, _fitted(caption, text, line.width()))

    def _draw_cell(self, painter: QPainter, key: Key, look: MatrixLook) -> None:
        theme, cell, box = self.theme, self._cell(*key), self.box(key)
        chosen = look.cell == key
        if chosen or (look.row == key[1] and look.row is not None):
            painter.fillRect(box, theme.color("bg.selected"))
        painter.fillRect(QRect(box.left(), box.top(), 1, box.height()), theme.color("line.soft"))
        pad = theme.px("space.4")
        top = QRect(box.left() + pad, box.top() + theme.px("space.2"), box.width() - 2 * pad, theme.scaled(22))
        self._counts(painter, top, cell)
        room = (box.height() - theme.scaled(30)) // self._line
        shown = list(cell.actions[:room])
        if len(cell.actions) > room:
            shown = list(cell.actions[: room - 1])
        for at, action in enumerate(shown):
            line = self.action_box(key, at)
            if chosen and look.action == action.id:
                painter.fillRect(line.adjusted(-4, 0, 4, 0), theme.color("accent.soft"))
                painter.setPen(QPen(theme.color("focus"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(line.adjusted(-4, 0, 3, -1))
            self.draw_action(painter, line, action, quiet=not cell.customers)
        if len(shown) < len(cell.actions):
            self._caption(painter, self.action_box(key, len(shown)), say.more(len(cell.actions) - len(shown)), "text.3")
        if cell.gap is not None:
            self._gap(painter, key, cell, len(shown))

    def _gap(self, painter: QPainter, key: Key, cell: Cell, at: int) -> None:
        theme, line = self.theme, self.action_box(key, at)
        if line.bottom() > self.box(key).bottom():
            return
        side = theme.scaled(13)
        theme.draw_icon(
            painter, QRect(line.left(), line.center().y() - side // 2, side, side), "warning", "health.yellow.text"
        )
        self._caption(
            painter, line.adjusted(side + theme.px("space.2"), 0, 0, 0), say.gap(cell), "health.yellow.text"
        )  # fmt: skip

    def _counts(self, painter: QPainter, line: QRect, cell: Cell) -> None:
        theme = self.theme
        n = len(cell.customers)
        if not n:
            self._caption(painter, line, show.DASH, "text.3")
            if cell.minutes:
                self._caption(painter, line, say.minutes(cell.minutes), "text.3", right=True)
            return
        bold = theme.font("body", bold=True)
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        text = say.short(n)
        painter.drawText(line, _LEFT, text)
        left = line.left() + QFontMetrics(bold).horizontalAdvance(text) + theme.px("space.3")
        bar = min(theme.scaled(60), max(theme.scaled(28), line.width() // 4))
        fact = f"{show.money_short(cell.mrr, self.book.currency)}・{say.minutes(cell.minutes)}"
        room = QRect(left, line.top(), line.right() - bar - theme.px("space.3") - left, line.height())
        caption = theme.font("caption")
        if QFontMetrics(caption).horizontalAdvance(fact) > room.width():
            fact = show.money_short(cell.mrr, self.book.currency)
        if QFontMetrics(caption).horizontalAdvance(fact) <= room.width():
            self._caption(painter, room, fact, "text.3")
        self._bands(painter, QRectF(line.right() - bar, line.center().y() - 2, bar, theme.scaled(6)), cell)

    def _bands(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        theme, whole = self.theme, max(1, len(cell.customers))
        left = box.left()
        for band in _BANDS:
            n = cell.bands.get(band, 0)
            if not n:
                continue
            width = box.width() * n / whole
            tone = "line.strong" if band is None else f"{COLOURS[Band(band)]}.solid"
            painter.fillRect(QRectF(left, box.top(), max(1.0, width - 1), box.height()), theme.color(tone))
            left += width

    def draw_action(self, painter: QPainter, line: QRect, action: PlacedAction, *, quiet: bool) -> None:
        """Draw an action: what it is, and how often."""
        theme, side = self.theme, self.theme.scaled(13)
        icon = ICONS.get(action.plan.kind, ICONS[""])
        theme.draw_icon(painter, QRect(line.left(), line.center().y() - side // 2 + 1, side, side), icon, "text.3")
        font, caption = theme.font("small"), theme.font("caption")
        rhythm = QFontMetrics(caption).elidedText(action.plan.rhythm, Qt.TextElideMode.ElideRight, line.width() // 3)
        right = QFontMetrics(caption).horizontalAdvance(rhythm) + theme.px("space.2") if rhythm else 0
        words = line.adjusted(side + theme.px("space.2"), 0, -right, 0)
        painter.setFont(font)
        painter.setPen(theme.color("text.3" if quiet else "text.2"))
        painter.drawText(words, _LEFT, _fitted(font, action.plan.title, words.width()))
        if rhythm:
            self._caption(painter, line, rhythm, "text.3", right=True)

    def _caption(self, painter: QPainter, box: QRect, text: str, tone: str, *, right: bool = False) -> None:
        font = self.theme.font("caption")
        painter.setFont(font)
        painter.setPen(self.theme.color(tone))
        painter.drawText(box, _RIGHT if right else _LEFT, _fitted(font, text, box.width()))

    def words(self, key: Key) -> str:
        """Return a cell in words, one fact a line."""
        cell = self._cell(*key)
        lines = [say.cell_title(self.book, *key), *say.cell_facts(cell, self.book)]
        lines += [f"・{say.action(each.plan)}" for each in cell.actions]
        return "\n".join(line for line in lines if line)


def _fitted(font: QFont, text: str, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
