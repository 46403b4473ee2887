"""The round sign of a person: the first letter of the name on one of six grounds, the same one everywhere."""

import zlib

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from csops_desktop.ui.theme import Theme


def draw_avatar(painter: QPainter, theme: Theme, rect: QRect, name: str) -> None:
    """Draw it into a square."""
    ground, ink = theme.avatar(zlib.crc32(name.encode()))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(rect)
    painter.setFont(theme.font("caption", bold=True))
    painter.setPen(ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name[:1])
    painter.restore()
