"""The cell of a health score: the pill, then the course of the last 90 days as a sparkline."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from csops_desktop.ui.tables.columns import Cell
from csops_desktop.ui.theme import Theme

_SLOT, _WIDE, _HIGH = 58, 44, 18  # px at 100 % text size: room for the pill, then the sparkline


def draw_health(painter: QPainter, theme: Theme, rect: QRect, cell: Cell) -> None:
    """Draw the pill at the left, the sparkline after it when there is room for both."""
    if not cell.band:
        return
    from csops_desktop.domain.scoring.definition import Band  # noqa: PLC0415 (not before a store has scores)
    from csops_desktop.ui.tables import health_marks as marks  # noqa: PLC0415 (likewise)

    band = Band(cell.band)
    taken = max(marks.draw_pill(painter, theme, rect, band, cell.main), theme.scaled(_SLOT))
    left = rect.left() + taken + theme.px("space.2")
    high = theme.scaled(_HIGH)
    spot = QRect(left, rect.center().y() - high // 2 + 1, min(theme.scaled(_WIDE), rect.right() - left), high)
    if cell.course and spot.width() > high:
        days, totals = zip(*cell.course, strict=True)
        marks.draw_sparkline(painter, theme, spot, totals, band, days)
