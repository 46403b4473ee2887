"""A short list of one-line entries, painted; it is walked and worked on by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import draw_avatar

_ROW, _BOX, _AVATAR = 26, 14, 18
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WALK = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry.

    Attributes:
        fact: what stands at the right edge, in the colour of ``tone``.
        checked: the state of its box; None for no box.
        avatar: name of a member shown as a disc before the fact.
        faded: it is settled and stands back.
        hint: the whole of it for the tool tip.
    """

    id: int
    text: str
    fact: str = ""
    tone: str = "text.3"
    icon: str = ""
    checked: bool | None = None
    avatar: str = ""
    faded: bool = False
    hint: str = ""


class LineList(QWidget):
    """The lines. Up and down walk and leave at the ends; Enter opens, Space or E ticks, Delete deletes.

    Signals:
        opened(id): Enter.
        edit_requested(id): F2 or a double click.
        toggled(id), delete_requested(id): Space or the box, Del.
        keyed(letter, id): any other letter, in upper case.
    """

    opened = Signal(object)
    edit_requested = Signal(object)
    toggled = Signal(object)
    delete_requested = Signal(object)
    keyed = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self._at = 0
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; the current one stays when it is still there."""
        before = self.current()
        same = len(lines) == len(self._lines)
        self._lines = tuple(lines)
        self._at = next((at for at, line in enumerate(lines) if line.id == before), min(self._at, len(lines) - 1))
        self._at = max(0, self._at)
        self._describe()
        if not same:
            self._fit()
        self.update()

    def lines(self) -> tuple[Line, ...]:
        """Return the lines shown."""
        return self._lines

    def current(self) -> int | None:
        """Return the id of the current line."""
        return self._lines[self._at].id if self._at < len(self._lines) else None

    def go_to(self, id_: int) -> None:
        """Make a line current when it is there."""
        self._at = next((at for at, line in enumerate(self._lines) if line.id == id_), self._at)
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        return QSize(self._theme.scaled(200), len(self._lines) * self._theme.scaled(_ROW))

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()

    def _row(self, at: int) -> QRect:
        height = self._theme.scaled(_ROW)
        return QRect(0, at * height, self.width(), height)

    def _row_at(self, spot: QPoint) -> int:
        at = spot.y() // self._theme.scaled(_ROW)
        return at if 0 <= at < len(self._lines) else -1

    def _describe(self) -> None:
        if self._at < len(self._lines):
            line = self._lines[self._at]
            self.setAccessibleDescription(" ".join(part for part in (line.text, line.avatar, line.fact) if part))

    def _go(self, at: int) -> None:
        self._at = at
        self._describe()
        self.update()

    # --- painting -----------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        painter = QPainter(self)
        for at, line in enumerate(self._lines):
            self._draw(painter, self._row(at), line, at)
        painter.end()

    def _draw(self, painter: QPainter, rect: QRect, line: Line, at: int) -> None:
        theme = self._theme
        if at == self._at and self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(rect, theme.color("bg.selected"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.color("accent"))
        elif at == self._hovered:
            painter.fillRect(rect, theme.color("bg.hover"))
        gap = theme.px("space.3")
        left, right = rect.left() + theme.px("space.2"), rect.right() - theme.px("space.2")
        if line.checked is not None:
            self._draw_box(painter, QRect(left, rect.top(), theme.scaled(_BOX), rect.height()), checked=line.checked)
            left += theme.scaled(_BOX) + gap
        if line.icon:
            side = theme.px("size.icon") - 2
            theme.draw_icon(painter, QRect(left, rect.center().y() - side // 2 + 1, side, side), line.icon)
            left += side + gap
        font = theme.font("small")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        if line.fact:
            fact = metrics.elidedText(line.fact, Qt.TextElideMode.ElideRight, (right - left) * 2 // 3)
            painter.setPen(theme.color("text.3" if line.faded else line.tone))
            painter.drawText(QRect(left, rect.top(), right - left, rect.height()), _RIGHT, fact)
            right -= metrics.horizontalAdvance(fact) + gap
        if line.avatar:
            side = theme.scaled(_AVATAR)
            place = QRectF(right - side, rect.center().y() - side / 2 + 0.5, side, side)
            draw_avatar(painter, theme, place, line.avatar)
            painter.setFont(font)
            right -= side + gap
        painter.setPen(theme.color("text.3" if line.faded else "text"))
        shown = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, rect.top(), right - left, rect.height()), _LEFT, shown)

    def _draw_box(self, painter: QPainter, room: QRect, *, checked: bool) -> None:
        theme, side = self._theme, room.width()
        box = QRectF(room.left() + 0.5, room.center().y() - side / 2 + 0.5, side - 1, side - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("accent" if checked else "line.input"), 1))
        painter.setBrush(theme.color("accent" if checked else "bg.surface"))
        painter.drawRoundedRect(box, 3, 3)
        if checked:
            theme.draw_icon(painter, box.toRect().adjusted(1, 1, 0, 0), "check", "text.onaccent")
        painter.restore()

    # --- keys and mouse -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        key, current = Qt.Key(event.key()), self.current()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or current is None:
            super().keyPressEvent(event)
        elif key in _WALK:
            self._walk(_WALK[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(current)
        elif key == Qt.Key.Key_F2:
            self.edit_requested.emit(current)
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_E} and self._lines[self._at].checked is not None:
            self.toggled.emit(current)
        elif key == Qt.Key.Key_Delete:
            self.delete_requested.emit(current)
        elif Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
            self.keyed.emit(chr(int(key)), current)
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        target = self._at + by
        if 0 <= target < len(self._lines):
            self._go(target)
        else:
            self.focusNextPrevChild(by > 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mousePressEvent."""
        at = self._row_at(event.position().toPoint())
        if at < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        self._go(at)
        box = self._theme.scaled(_BOX) + 2 * self._theme.px("space.3")
        if self._lines[at].checked is not None and event.position().x() <= box:
            self.toggled.emit(self._lines[at].id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseDoubleClickEvent."""
        at = self._row_at(event.position().toPoint())
        if at >= 0:
            self.edit_requested.emit(self._lines[at].id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseMoveEvent."""
        self._hover(self._row_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.leaveEvent."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, at: int) -> None:
        if at != self._hovered:
            self._hovered = at
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.focusInEvent."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.focusOutEvent."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tool tip of the line under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._row_at(event.pos())
            if at >= 0:
                line = self._lines[at]
                QToolTip.showText(event.globalPos(), line.hint or line.text, self, self._row(at))
            return True
        return super().event(event)
