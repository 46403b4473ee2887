"""A line that says how many and how much, and opens what is behind it."""

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from csops_desktop.domain.renewals import Total
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import values as show

_V = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _V, Qt.AlignmentFlag.AlignRight | _V


class SumLine(QAbstractButton):
    """Swatch, words, number and MRR in one line; on while the list is narrowed to it."""

    def __init__(self, theme: Theme, colour: str = "", *, hatched: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colour = colour
        self._hatched = hatched
        self._total = Total(0, 0)
        self._money = ""
        self._danger = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme)

    def show_total(self, words: str, total: Total, currency: str, *, on: bool, danger: bool = False) -> None:
        """Show a sum; ``danger`` colours it as pressing."""
        self._total, self._money, self._danger = total, show.money(total.mrr, currency), danger
        self.setText(words)
        self.setAccessibleName(f"{words}: {show.number(total.n)}, {self._money}")
        self.setToolTip(words)
        self.setChecked(on)
        self.setEnabled(total.n > 0 or on)
        self.update()

    def total(self) -> Total:
        """Return what it says."""
        return self._total

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(200), self._theme.px("size.touch_target_min"))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.minimumSizeHint."""
        return QSize(self._theme.scaled(120), self._theme.px("size.touch_target_min"))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme, pad = self._theme, self._theme.px("space.3")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "bg.selected" if self.isChecked() else "bg.hover" if self.underMouse() and self.isEnabled() else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(self.rect(), theme.px("radius.sm"), theme.px("radius.sm"))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.px("radius.sm"), theme.px("radius.sm"))
        left = pad
        if self._colour:
            left = self._swatch(painter, pad)
        token = "text.disabled" if not self.isEnabled() else "health.red.text" if self._danger else "text"
        ink = theme.color(token)
        font = theme.font("small", bold=self.isChecked() or self._danger)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(ink)
        money = max(metrics.horizontalAdvance(self._money), theme.scaled(84))
        painter.drawText(self.rect().adjusted(0, 0, -pad, 0), _RIGHT, self._money)
        number = QRect(0, 0, self.width() - pad - money - pad, self.height())
        painter.setPen(theme.color("text.disabled" if not self.isEnabled() else "text.2"))
        painter.drawText(number, _RIGHT, show.number(self._total.n))
        room = number.right() - theme.scaled(28) - left
        painter.setPen(ink)
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, 0, room, self.height()), _LEFT, text)
        painter.end()

    def _swatch(self, painter: QPainter, pad: int) -> int:
        side = self._theme.px("space.4") + 2
        box = QRect(pad, (self.height() - side) // 2, side, side)
        colour = self._theme.color(self._colour)
        if self._hatched:
            painter.setPen(QPen(colour, 1))
            painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        else:
            painter.fillRect(box, colour)
        return box.right() + 1 + pad
