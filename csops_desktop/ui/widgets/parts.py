"""The small parts: labels in the sizes of the theme, tags, pills, key caps, avatars, rules, icons."""

import zlib

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from csops_desktop.ui.theme import Theme


def repolish(widget: QWidget) -> None:
    """Apply the style sheet again after a dynamic property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        repolish(widget)


def label(text: str = "", kind: str = "body", *, tone: str = "", bold: bool = False, wrap: bool = False) -> QLabel:
    """Return a label of plain text.

    Args:
        text: what it says.
        kind: caption, small, body, h2, h1 or display.
        tone: ``2`` or ``3`` (quieter), ``danger``, ``warning``, ``good``, ``accent``, or empty.
        bold: heavier within its size.
        wrap: break into lines.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("type", kind)
    if tone:
        made.setProperty("tone", tone)
    if bold:
        made.setProperty("bold", "true")
    made.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


class ElidedLabel(QLabel):
    """One line of plain text that is cut with an ellipsis where room is short; the tool tip has it whole."""

    def __init__(self, kind: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Set the text."""
        self._whole = " ".join(text.split())
        self.setToolTip(self._whole)
        self.setAccessibleName(self._whole)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._fit()


def _part(part: str, text: str, look: str) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("part", part)
    if look:
        made.setProperty("look", look)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def tag(text: str = "", look: str = "") -> QLabel:
    """Return a tag: empty look is filled, ``line`` outlined, ``sample`` dashed."""
    return _part("tag", text, look)


def pill(text: str = "", look: str = "") -> QLabel:
    """Return a pill: info, good, warning, danger, or empty for neutral."""
    return _part("pill", text, look)


def key_cap(text: str, on: str = "") -> QLabel:
    """Return a key cap; ``on`` is ``accent`` or ``toast`` when it stands on such a ground."""
    made = _part("keycap", text.replace("+", " "), "")
    if on:
        made.setProperty("on", on)
    return made


def rule() -> QFrame:
    """Return a dividing line."""
    made = QFrame()
    made.setProperty("rule", "true")
    made.setFixedHeight(1)
    return made


class Icon(QWidget):
    """A picture of the icon font that follows the theme."""

    def __init__(
        self, theme: Theme, name: str, color: str = "text.3", size: str = "size.icon", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._color = color
        self._size = size
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._fit()
        theme.changed.connect(self._fit)

    def show_icon(self, name: str, color: str) -> None:
        """Show another icon."""
        self._name = name
        self._color = color
        self.update()

    @Slot()
    def _fit(self) -> None:
        side = self._theme.px(self._size)
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        self._theme.draw_icon(painter, self.rect(), self._name, self._color)
        painter.end()


def draw_avatar(painter: QPainter, theme: Theme, rect: QRectF, name: str) -> None:
    """Draw an avatar: a disc with the first character of the name; a name always has the same colours."""
    ground, text = theme.avatar(zlib.crc32(name.encode()))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(rect)
    painter.setPen(text)
    painter.setFont(theme.font("caption", bold=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name.strip()[:1])
    painter.restore()
