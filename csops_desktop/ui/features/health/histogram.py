"""How the scores are spread: a bar for every ten points, split by band, with the edges of the bands."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.health import Chosen
from csops_desktop.domain.scoring.definition import TOTAL, Band, Bands
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.health import words
from csops_desktop.ui.tables import health_marks as marks
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import fields as field_words
from csops_desktop.wording import scoring as say

_C = Qt.AlignmentFlag
_STACK = (Band.WITHHELD, Band.RISK, Band.WATCH, Band.HEALTHY)
_TICK = 20
_ROOM = 0.92  # of the height for the highest bar; its number stands above it


class Histogram(QWidget):
    """The bars; arrows walk, Enter, Space or a click lists whose they are, once more lists all.

    Signals:
        chosen(Chosen): the customers of a bar, or everybody.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("histogram")
        self._theme = theme
        self._bars: Sequence[Mapping[Band, int]] = ()
        self._edges = Bands()
        self._chosen: int | None = None
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._on_theme_changed)

    def show_bars(self, bars: Sequence[Mapping[Band, int]], edges: Bands, chosen: Chosen) -> None:
        """Show other bars, and which one is listed."""
        self._bars, self._edges, self._chosen = bars, edges, chosen.bin
        if chosen.bin is not None:
            self._at = chosen.bin
        elif bars and not any(bars[self._at].values()):
            self._at = next((at for at, bar in enumerate(bars) if any(bar.values())), 0)
        self.setAccessibleName(_("Customers by score"))
        self._say()
        self.update()

    def words_of(self, at: int) -> str:
        """Return what a bar says: its points, and how many customers of each band."""
        bar = self._bars[at]
        parts = [f"{say.band(band)} {bar[band]}" for band in reversed(_STACK) if bar.get(band)]
        n = field_words.counted(Kind.CUSTOMERS, sum(bar.values()))
        return "\n".join([f"{words.bar(at)}: {n}", *parts])

    def bar_rect(self, at: int) -> QRectF:
        """Return the place of a bar, from the bottom to the top of the plot."""
        plot = self._plot()
        wide = plot.width() / max(1, len(self._bars))
        return QRectF(plot.left() + at * wide, plot.top(), wide, plot.height())

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(480), self._theme.scaled(200))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.minimumSizeHint."""
        return QSize(self._theme.scaled(280), self._theme.scaled(120))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _plot(self) -> QRectF:
        line = self._theme.px("line.caption")
        return QRectF(self.rect()).adjusted(2 * line, line + 4, -line, -line - 6)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme, plot = self._theme, self._plot()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((sum(bar.values()) for bar in self._bars), default=0)
        painter.setFont(theme.font("caption"))
        line = theme.px("line.caption")
        if most:
            painter.setPen(theme.color("text.3"))
            top = plot.bottom() - plot.height() * _ROOM
            beside = QRectF(0, top - line / 2, plot.left() - 6, line)
            painter.drawText(beside, _C.AlignRight | _C.AlignVCenter, str(most))
            painter.fillRect(QRectF(plot.left(), top, plot.width(), 1), theme.color("chart.grid"))
        for at, bar in enumerate(self._bars):
            self._draw_bar(painter, at, bar, most)
        painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), theme.color("chart.axis"))
        painter.setPen(theme.color("text.3"))
        for points in range(0, TOTAL + 1, _TICK):
            x = plot.left() + points / TOTAL * plot.width()
            painter.drawText(QRectF(x - 20, plot.bottom() + 3, 40, line), _C.AlignCenter, str(points))
        for edge in (self._edges.watch, self._edges.healthy):
            x = plot.left() + edge / TOTAL * plot.width()
            painter.setPen(QPen(theme.color("text.2"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(
                QRectF(x, plot.top() - 4, 0, plot.height() + 4).topLeft(), QRectF(x, 0, 0, plot.bottom()).bottomLeft()
            )
            painter.drawText(QRectF(x - 30, 0, 60, line), _C.AlignCenter, str(edge))
        if self.hasFocus() and self._bars:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.bar_rect(self._at).adjusted(1, 1, -1, 0))
        painter.end()

    def _draw_bar(self, painter: QPainter, at: int, bar: Mapping[Band, int], most: int) -> None:
        theme, slot = self._theme, self.bar_rect(at)
        if at == self._chosen:
            painter.fillRect(slot, theme.color("bg.selected"))
        if not most:
            return
        inside = slot.adjusted(slot.width() * 0.12, 0, -slot.width() * 0.12, 0)
        bottom = inside.bottom()
        for band in _STACK:
            n = bar.get(band, 0)
            if not n:
                continue
            high = n / most * _ROOM * inside.height()
            part = QRectF(inside.left(), bottom - high, inside.width(), high)
            colour = marks.colour(theme, band)
            if band is Band.WITHHELD:
                painter.fillRect(part, QBrush(colour, Qt.BrushStyle.BDiagPattern))
                painter.setPen(QPen(colour, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(part.adjusted(0.5, 0.5, -0.5, -0.5))
            else:
                painter.fillRect(part, colour)
            bottom -= high
        total = sum(bar.values())
        if total and bottom - slot.top() > theme.px("line.caption"):
            painter.setPen(theme.color("text.2"))
            label = QRectF(slot.left(), bottom - theme.px("line.caption"), slot.width(), theme.px("line.caption"))
            painter.drawText(label, _C.AlignCenter, str(total))

    def _say(self) -> None:
        self.setAccessibleDescription(self.words_of(self._at).replace("\n", ", ") if self._bars else "")

    def _choose(self, at: int) -> None:
        self._at = at
        self.chosen.emit(Chosen() if at == self._chosen else Chosen(bin=at))

    def _bar_at(self, x: float) -> int | None:
        return next(
            (at for at in range(len(self._bars)) if self.bar_rect(at).left() <= x < self.bar_rect(at).right()), None
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent."""
        at = self._bar_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self._choose(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        key = event.key()
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and self._bars:
            self._at = min(max(0, self._at + (1 if key == Qt.Key.Key_Right else -1)), len(self._bars) - 1)
            self._say()
            self.update()
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._bars:
            self._choose(self._at)
        elif key in {Qt.Key.Key_0, Qt.Key.Key_Escape} and self._chosen is not None:
            self.chosen.emit(Chosen())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip says what a bar is made of."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._bar_at(event.pos().x())
            QToolTip.showText(event.globalPos(), "" if at is None else self.words_of(at), self)
            return True
        return super().event(event)
