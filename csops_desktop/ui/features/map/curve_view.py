"""The curve on the page: points are walked with the arrows, told by the pointer, opened by Enter or a click."""

import math

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csops_desktop.domain.operation_map import MapBook
from csops_desktop.ui.features.map.chosen import Chosen
from csops_desktop.ui.features.map.columns import Columns, columns
from csops_desktop.ui.features.map.curve_drawing import CurvePainter
from csops_desktop.ui.features.map.marks import Mark, Size
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import operation_map as say

_REACH = 4  # px around a point that still mean it
_ASIDE = 2.5  # a point beside the way counts as so much farther
_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_HINTED = 12
"""So many names of a cluster its tool tip tells."""


class CurveView(QWidget):
    """The customers of a product along its curve.

    Signals:
        opened(int): a customer.
        chosen(Chosen): a cluster, or those who were never assessed.
    """

    opened = Signal(int)
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._book: MapBook | None = None
        self._choice = Chosen()
        self._size = Size.YEARLY
        self._drawn: CurvePainter | None = None
        self._at: int | None = None
        self.setObjectName("mapCurve")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._lay_out)

    def show_book(self, book: MapBook, choice: Chosen, size: Size) -> None:
        """Show a product; the current point stays when it is still there."""
        kept = self.current()
        self._book, self._choice, self._size = book, choice, size
        self._lay_out()
        self._at = next((at for at, mark in enumerate(self.marks) if kept is not None and mark.ids == kept.ids), None)
        self._tell()

    def show_choice(self, choice: Chosen) -> None:
        """Fade what is not meant by a choice."""
        self._choice = choice
        self.update()

    @property
    def marks(self) -> list[Mark]:
        """The points and clusters."""
        return [] if self._drawn is None else self._drawn.marks

    def columns(self) -> Columns | None:
        """Return where the levels stand."""
        return None if self._book is None else columns(self._theme, self._book, self.width())

    def current(self) -> Mark | None:
        """Return the current point."""
        return self.marks[self._at] if self._at is not None and self._at < len(self.marks) else None

    def words(self, mark: Mark) -> str:
        """Return a point in words."""
        if self._book is None:
            return ""
        there = [placed for id_ in mark.ids if (placed := self._book.customer(id_)) is not None]
        if not mark.clustered:
            return "\n".join(say.point(there[0], self._book)) if there else ""
        names = [placed.name for placed in there[:_HINTED]]
        return "\n".join([say.customers(len(there)), *names, *(["…"] if len(there) > _HINTED else [])])

    def unassessed(self) -> int:
        """Return how many customers were never assessed."""
        return 0 if self._book is None else len(self._book.at(None))

    @Slot()
    def _lay_out(self) -> None:
        columns = self.columns()
        if self._book is not None and columns is not None and self.width() > columns.head:
            room = QRect(0, 0, self.width(), self.height())
            self._drawn = CurvePainter(self._theme, self._book, columns, room, self._size)
        self.update()

    def _tell(self) -> None:
        mark = self.current()
        self.setAccessibleName("" if mark is None else self.words(mark).replace("\n", ", "))
        self.update()

    # --- painting -----------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(760), self._theme.scaled(300))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.minimumSizeHint."""
        return QSize(self._theme.scaled(480), self._theme.scaled(190))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._lay_out()

    def _shown(self, mark: Mark) -> bool:
        """Tell whether a point is meant by what is chosen; a level shows itself by its column alone."""
        choice = self._choice
        if choice.cluster:
            return mark.ids == choice.cluster
        if self._book is None or not (choice.cell or choice.touch is not None):
            return True
        return any((placed := self._book.customer(id_)) and choice.takes(placed) for id_ in mark.ids)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("bg.surface"))
        if self._drawn is not None:
            self._drawn.draw(painter, self._shown, level=self._choice.level)
            self._draw_gutter(painter)
            mark = self.current()
            if mark is not None and self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(mark.x, mark.y), mark.radius + 4, mark.radius + 4)
            elif self.hasFocus():
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
        painter.end()

    def gutter(self) -> QRect:
        """Return where those stand who were never assessed."""
        theme, columns = self._theme, self.columns()
        width = 0 if columns is None else columns.head
        return QRect(0, self.height() - theme.scaled(74), width, theme.scaled(50))

    def _draw_gutter(self, painter: QPainter) -> None:
        theme, n = self._theme, self.unassessed()
        box = self.gutter()
        painter.fillRect(QRect(0, 0, box.width(), self.height()), theme.color("bg.header"))
        if not n:
            return
        if self._choice.unassessed:
            painter.fillRect(box, theme.color("bg.selected"))
        inner = box.adjusted(theme.px("space.4"), 0, 0, 0)
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(theme.color("accent.text"))
        painter.drawText(QRect(inner.left(), inner.top() + 4, inner.width(), theme.scaled(20)), _LEFT, say.customers(n))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text.3"))
        below = QRect(inner.left(), inner.top() + theme.scaled(22), inner.width(), theme.scaled(20))
        painter.drawText(below, _LEFT, say.unassessed())

    # --- what the user does -------------------------------------------------------------------------------------

    def mark_at(self, x: float, y: float) -> int | None:
        """Return the number of the point at a place, the nearest one when several are near."""
        near = [
            (math.hypot(mark.x - x, mark.y - y) - mark.radius, at)
            for at, mark in enumerate(self.marks)
            if abs(mark.x - x) <= mark.radius + _REACH and abs(mark.y - y) <= mark.radius + _REACH
        ]
        best = min(near, default=(math.inf, None))
        return best[1] if best[0] <= _REACH else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _WAYS and self.marks:
            self._walk(*_WAYS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self.current() is not None:
            self._open()
        elif key == Qt.Key.Key_Home and self.unassessed():
            self.chosen.emit(Chosen(unassessed=True))
        else:
            super().keyPressEvent(event)

    def _walk(self, dx: int, dy: int) -> None:
        """Go to the nearest point in a direction; what lies beside the way counts as farther."""
        mark = self.current()
        if mark is None:
            self._at = min(range(len(self.marks)), key=lambda at: self.marks[at].x) if dx >= 0 else len(self.marks) - 1
            self._tell()
            return
        best: tuple[float, int] | None = None
        for at, other in enumerate(self.marks):
            ahead = (other.x - mark.x) * dx + (other.y - mark.y) * dy
            aside = abs((other.x - mark.x) * dy) + abs((other.y - mark.y) * dx)
            if ahead > 0.5 and (best is None or ahead + aside * _ASIDE < best[0]):  # noqa: PLR2004 (half a pixel)
                best = (ahead + aside * _ASIDE, at)
        if best is not None:
            self._at = best[1]
            self._tell()

    def _open(self) -> None:
        mark = self.current()
        if mark is None:
            return
        if mark.clustered:
            self.chosen.emit(Chosen(mark.level, cluster=mark.ids))
        else:
            self.opened.emit(mark.ids[0])

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent."""
        place = event.position()
        at = self.mark_at(place.x(), place.y())
        columns = self.columns()
        if event.button() != Qt.MouseButton.LeftButton or columns is None:
            return
        if at is not None:
            self._at = at
            self._tell()
            self._open()
        elif self.unassessed() and self.gutter().contains(place.toPoint()):
            self.chosen.emit(Chosen(unassessed=True))
        elif (level := columns.level_at(place.x())) is not None:
            self.chosen.emit(Chosen(level))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseMoveEvent: the pointer tells what can be opened."""
        place = event.position()
        over = self.mark_at(place.x(), place.y()) is not None or (
            self.unassessed() > 0 and self.gutter().contains(place.toPoint())
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip says whose point is below the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.mark_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), "" if at is None else self.words(self.marks[at]), self)
            return True
        return super().event(event)
