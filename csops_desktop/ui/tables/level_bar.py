"""The four steps of a level of maturity, drawn the same in the list, on the page of a customer and on the map."""

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter

from csops_desktop.domain.maturity import LEVELS
from csops_desktop.ui.theme import Theme

_STEP, _HEIGHT, _GAP = 8, 10, 2  # px at 100 % text size


def bar_width(theme: Theme) -> int:
    """Return how much room the steps take."""
    return theme.scaled(_STEP) * len(LEVELS) + theme.scaled(_GAP) * (len(LEVELS) - 1)


def draw_levels(painter: QPainter, theme: Theme, spot: QRect, level: int, share: float = 0.0) -> None:
    """Draw the steps at the left of a rectangle, in its middle.

    Args:
        painter: to draw with.
        theme: for colours and sizes.
        spot: where.
        level: the steps that are reached, 0 to 4.
        share: of the evidence for the next step, 0 to 1; it fills the next step from below.
    """
    step, height, gap = theme.scaled(_STEP), theme.scaled(_HEIGHT), theme.scaled(_GAP)
    top = spot.center().y() - height / 2 + 1
    painter.save()
    for at in LEVELS:
        box = QRectF(spot.left() + (at - 1) * (step + gap), top, step, height)
        painter.fillRect(box, theme.color("accent" if at <= level else "bg.tag"))
        if at == level + 1 and share > 0:
            part = height * min(1.0, share)
            painter.fillRect(QRectF(QPointF(box.left(), box.bottom() - part), box.bottomRight()), theme.color("accent"))
    painter.restore()
