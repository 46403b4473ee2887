"""A small window that hangs below a button or a cell and closes when the user clicks beside it."""

from PySide6.QtCore import QMargins, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csops_desktop.ui.theme import Theme


class Popover(QWidget):
    """A frame with shadow; put widgets into ``body`` and call ``show_below`` or ``show_at``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._theme = theme
        self._margin = theme.tokens.shadow_blur
        outer = QVBoxLayout(self)
        self._edges = QMargins(self._margin, self._margin // 2, self._margin, self._margin + 4)
        outer.setContentsMargins(self._edges)
        self._frame = QFrame(self)
        self._frame.setProperty("card", "popup")
        self._frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer.addWidget(self._frame)
        self.body = QVBoxLayout(self._frame)
        space = theme.px("space.5")
        self.body.setContentsMargins(space, space, space, space)
        self.body.setSpacing(theme.px("space.4"))
        theme.lift(self._frame)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent.

        WORKAROUND(X11): without a compositor what is translucent is black, and Qt does not tell whether there is one.
        There the window is as large as its frame, and the shadow is left out.
        """
        super().resizeEvent(event)
        if QGuiApplication.platformName() == "xcb":
            radius, outline = self._theme.px("radius.lg"), QPainterPath()
            outline.addRoundedRect(self.rect().marginsRemoved(self._edges), radius, radius)
            self.setMask(QRegion(outline.toFillPolygon().toPolygon()))

    def show_below(self, anchor: QWidget) -> None:
        """Show it below a widget, left edges aligned."""
        self.show_at(QRect(anchor.mapToGlobal(QPoint(0, 0)), anchor.size()))

    def show_at(self, rect: QRect) -> None:
        """Show it below a rectangle of the screen, or above when there is no room."""
        self.adjustSize()
        size = self.sizeHint()
        screen = QGuiApplication.screenAt(rect.center()) or QGuiApplication.primaryScreen()
        free = screen.availableGeometry()
        left = min(max(rect.left() - self._margin, free.left()), free.right() - size.width())
        top = rect.bottom() + 1 - self._margin // 2 + self._theme.px("space.2")
        if top + size.height() > free.bottom():
            top = max(free.top(), rect.top() - size.height() + self._margin)
        self.move(left, top)
        self.show()
