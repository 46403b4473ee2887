"""Paints the rows that are in sight: ground once per row, then its cells, from theme tokens."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QObject, QRect, Qt, Slot
from PySide6.QtGui import QPainter, QPen

from csops_desktop.ui.tables.columns import Cell, Paint, Tone
from csops_desktop.ui.tables.model import LOADING, IdTableModel
from csops_desktop.ui.tables.two_lines import TwoLinePainter
from csops_desktop.ui.theme import Theme

Place = tuple[int, int, int]
"""A column, its left edge in the viewport, its width."""

_PLACEHOLDER = Cell(LOADING, tone=Tone.MUTED)
_FOCUS_LINE = 2
_BAR = 3
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowPainter(QObject):
    """Paints whole rows: cell by cell through a view and its delegate costs twice the time.

    Attributes:
        hovered: the row below the pointer, -1 for none.
        focus: (row, column) of the cell that shows the keyboard focus, or None.
        grid: lines between columns.
    """

    def __init__(self, model: IdTableModel[Any], theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._pens = TwoLinePainter(theme)
        self.hovered = -1
        self.focus: tuple[int, int] | None = None
        self.grid = False
        theme.changed.connect(self._on_theme_changed)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._pens = TwoLinePainter(self._theme)

    def paint(
        self,
        painter: QPainter,
        rows: Sequence[tuple[int, QRect]],
        places: Sequence[Place],
        *,
        selected: Collection[int],
        active: bool,
    ) -> None:
        """Paint rows.

        Args:
            painter: of the viewport.
            rows: each row and its rectangle.
            places: the columns in sight.
            selected: the selected ones of these rows.
            active: the window is active.
        """
        pens = self._pens
        chosen = pens.selected if active else pens.selected_inactive
        bar = pens.accent if active else pens.line_strong
        for row, rect in rows:
            heading = self._model.heading_at(row)
            if heading is not None:
                self._paint_heading(painter, rect, heading)
                continue
            on = row in selected
            if on or row == self.hovered:
                painter.fillRect(rect, chosen if on else pens.hover)
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, pens.line)
            self._paint_cells(painter, row, rect, places, on=on)
            if on:
                painter.fillRect(0, rect.top(), _BAR, rect.height() - 1, bar)

    def _paint_cells(self, painter: QPainter, row: int, rect: QRect, places: Sequence[Place], *, on: bool) -> None:
        pens, model = self._pens, self._model
        found, note = model.record(row), model.note(row)
        until = len(model.columns) if note is None else note[0]
        top, height = rect.top(), rect.height()
        for column, left, width in places:
            if self.grid and column < until:
                painter.fillRect(left + width - 1, top, 1, height, pens.line)
            if column < until:
                spec, cell_rect = model.columns[column], QRect(left, top, width, height)
                if spec.paint is Paint.CHECK:
                    pens.check_box(painter, cell_rect, state=on)
                elif found is None:
                    pens.draw(painter, cell_rect, Paint.TEXT, _PLACEHOLDER, selected=on)
                else:
                    pens.draw(painter, cell_rect, spec.paint, spec.word(found), selected=on)
            elif note is not None and column == until:
                whole = QRect(left, top, rect.right() - left + 1, height)
                pens.draw(painter, whole, Paint.TEXT, note[1], selected=False)
            if self.focus == (row, column):
                painter.setPen(QPen(pens.focus, _FOCUS_LINE))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRect(left + 1, top + 1, width - 2, height - 2))

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: str) -> None:
        pens = self._pens
        painter.fillRect(rect, pens.header)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, pens.line)
        inside = rect.adjusted(2 * pens.pad, 0, -pens.pad, 0)
        pens.write(painter, inside, heading, pens.caption_bold, self._theme.color("text.2"), _LEFT)
