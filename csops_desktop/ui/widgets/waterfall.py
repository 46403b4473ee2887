"""Why a score is another one than before: bars from one shape to the other, each with its points and what moved it."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csops_desktop.domain.scoring.scores import Score
from csops_desktop.domain.scoring.waterfall import Line, Waterfall
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.tables.health_marks import draw_shape
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import scoring as say
from csops_desktop.wording import values as show

_ROW, _NAME, _BAR, _POINTS = 22, 112, 92, 40  # px at 100 % text size
_NAME_MOST, _BAR_MOST = 220, 200  # where there is room
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SHAPE = 9
_MARGIN = 0.06  # of the span, free at both ends


class WaterfallView(QWidget):
    """The lines. Up and down walk, Enter or a double click opens what a change rests on.

    Attributes:
        lines: those that are shown one by one.

    Signals:
        opened(Line): a line was asked for.
    """

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, *, most: int = 0) -> None:
        super().__init__(parent)
        self._theme = theme
        self._most = most
        self._found: Waterfall | None = None
        self.lines: tuple[Line, ...] = ()
        self._words: Callable[[Line], str] = lambda line: say.cause(line.cause)
        self._ends = ("", "")
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def show_waterfall(self, found: Waterfall, ends: tuple[str, str], words: Callable[[Line], str]) -> None:
        """Show one.

        Args:
            found: what to show.
            ends: what the two scores are called.
            words: what moved a line, in a few words.
        """
        self._found, self._ends, self._words = found, ends, words
        self.lines = self._shown(found.lines)
        self._at = min(self._at, max(len(self.lines) - 1, 0))
        self._describe()
        self._fit()
        self.update()

    def _shown(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Return the lines that are shown one by one; the smallest of too many stand together."""
        if not self._most or len(lines) <= self._most:
            return lines
        large = sorted(lines, key=lambda line: -abs(line.points))[: self._most - 1]
        return tuple(line for line in lines if line in large)

    def rest(self) -> tuple[int, int]:
        """Return how many lines stand together in one, and their points."""
        if self._found is None:
            return 0, 0
        others = [line for line in self._found.lines if line not in self.lines]
        return len(others), sum(line.points for line in others)

    def texts(self) -> list[str]:
        """Return everything it says, row by row."""
        if self._found is None:
            return []
        first, last = self._found.before, self._found.after
        rows = [f"{self._ends[0]} {first.total}"]
        rows += [f"{line.name} {show.signed(line.points)} {self._words(line)}" for line in self.lines]
        n, points = self.rest()
        if n:
            rows.append(f"{_others(n)} {show.signed(points)}")
        return [*rows, f"{self._ends[1]} {last.total}"]

    def current(self) -> Line | None:
        """Return the current line."""
        return self.lines[self._at] if self._at < len(self.lines) else None

    def _describe(self) -> None:
        self.setAccessibleName(" / ".join(self.texts()))

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(260), len(self.texts()) * self._theme.scaled(_ROW))

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(max(1, self.sizeHint().height()))

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        found = self._found
        if found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale(found)
        self._end(painter, 0, found.before, self._ends[0], scale)
        total = found.before.total
        for at, line in enumerate(self.lines, 1):
            self._change(painter, at, line.name, (total, total + line.points), self._words(line), scale)
            total += line.points
        n, points = self.rest()
        at = len(self.lines) + 1
        if n:
            self._change(painter, at, _others(n), (total, total + points), "", scale)
            at += 1
        self._end(painter, at, found.after, self._ends[1], scale)
        painter.end()

    def _sizes(self) -> tuple[int, int]:
        """Return how wide names and bars are."""
        theme, width = self._theme, self.width()
        name = min(max(theme.scaled(_NAME), width * 3 // 10), theme.scaled(_NAME_MOST))
        return name, min(max(theme.scaled(_BAR), width // 4), theme.scaled(_BAR_MOST))

    def _scale(self, found: Waterfall) -> Callable[[int], float]:
        """Return where a total stands; the axis is cut to what is needed."""
        totals = [found.before.total]
        for line in self.lines:
            totals.append(totals[-1] + line.points)
        totals.append(found.after.total)
        low, high = min(totals), max(totals)
        span = max(high - low, 10)
        names, width = self._sizes()
        left = names + self._theme.px("space.3")
        return lambda total: left + width * (_MARGIN + (1 - 2 * _MARGIN) * (total - low) / span)

    def _row(self, at: int) -> QRect:
        height = self._theme.scaled(_ROW)
        return QRect(0, at * height, self.width(), height)

    def _end(self, painter: QPainter, at: int, score: Score, name: str, scale: Callable[[int], float]) -> None:
        theme, rect = self._theme, self._row(at)
        middle = rect.center().y() + 0.5
        painter.setPen(theme.color("line"))
        names, bar = self._sizes()
        left = names + theme.px("space.3")
        painter.drawLine(QPointF(left, middle), QPointF(left + bar, middle))
        draw_shape(painter, theme, score.band, QPointF(scale(score.total), middle), theme.scaled(_SHAPE))
        said = "" if score.coverage == 100 else _("Coverage {n}%").format(n=score.coverage)  # noqa: PLR2004 (all of it)
        self._write(painter, rect, name, str(score.total), "text", said, bold=True)

    def _change(
        self,
        painter: QPainter,
        at: int,
        name: str,
        ends: tuple[int, int],
        words: str,
        scale: Callable[[int], float],
    ) -> None:
        theme, rect = self._theme, self._row(at)
        if self.hasFocus() and at - 1 == self._at and at <= len(self.lines):
            painter.fillRect(rect, theme.color("bg.selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
        start, end = (scale(total) for total in ends)
        rise = ends[1] > ends[0]
        height = rect.height() * 0.5
        bar = QRectF(min(start, end), rect.center().y() - height / 2 + 0.5, max(abs(end - start), 2), height)
        painter.fillRect(bar, theme.color("health.green.solid" if rise else "health.red.solid"))
        tone = "health.green.text" if rise else "health.red.text"
        self._write(painter, rect, name, show.signed(ends[1] - ends[0]), tone, words, bold=False)

    def _write(
        self, painter: QPainter, rect: QRect, name: str, points: str, tone: str, words: str, *, bold: bool
    ) -> None:
        theme = self._theme
        plain, heavy = theme.font("small", bold=bold), theme.font("small", bold=True)
        pad = theme.px("space.2")
        names, bar = self._sizes()
        painter.setFont(plain)
        painter.setPen(theme.color("text"))
        room = rect.adjusted(pad, 0, 0, 0)
        room.setWidth(names - pad)
        painter.drawText(room, _LEFT, _fitted(plain, name, room.width()))
        left = names + theme.px("space.3") + bar
        painter.setFont(heavy)
        painter.setPen(theme.color(tone))
        painter.drawText(QRect(left, rect.top(), theme.scaled(_POINTS), rect.height()), _RIGHT, points)
        left += theme.scaled(_POINTS) + theme.px("space.3")
        small = theme.font("caption")
        painter.setFont(small)
        painter.setPen(theme.color("text.3"))
        rest = QRect(left, rect.top(), rect.right() - left, rect.height())
        painter.drawText(rest, _LEFT, _fitted(small, words, rest.width()))

    # --- keys and mouse -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        key, line = Qt.Key(event.key()), self.current()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            at = self._at + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= at < len(self.lines):
                self._at = at
                self.update()
            else:
                self.focusNextPrevChild(key == Qt.Key.Key_Down)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and line is not None:
            self.opened.emit(line)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent."""
        at = int(event.position().y()) // self._theme.scaled(_ROW) - 1
        if 0 <= at < len(self.lines):
            self._at = at
            self.update()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseDoubleClickEvent."""
        line = self.current()
        if line is not None:
            self.opened.emit(line)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.focusInEvent."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.focusOutEvent."""
        super().focusOutEvent(event)
        self.update()


def _others(n: int) -> str:
    return ngettext("{n} other", "{n} others", n).format(n=n)


def _fitted(font: QFont, text: str, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, max(width, 0))
