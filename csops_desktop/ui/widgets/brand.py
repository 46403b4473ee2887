"""The mark of the program."""

from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from csops_desktop.foundation.paths import resources
from csops_desktop.ui.theme import Theme


class Mark(QWidget):
    """The blue square with the rising line.

    Args:
        theme: look.
        side: length of its sides in px at 100 % text size.
    """

    def __init__(self, theme: Theme, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QIcon(str(resources() / "icons" / "csops.svg"))
        length = theme.scaled(side)
        self.setFixedSize(length, length)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
