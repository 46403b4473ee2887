"""The line of steps at the top of the wizard; steps behind can be clicked to go back."""

from enum import IntEnum

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme


class Step(IntEnum):
    """The steps, in order."""

    FILE = 0
    READING = 1
    MAPPING = 2
    DIFF = 3
    DONE = 4


def step_name(step: Step) -> str:
    """Return the words of a step."""
    return {
        Step.FILE: _("File"),
        Step.READING: _("Reading"),
        Step.MAPPING: _("Mapping"),
        Step.DIFF: _("Differences"),
        Step.DONE: _("Imported"),
    }[step]


class Stepper(QWidget):
    """Paints the steps: those behind with a check, the present one filled.

    Signals:
        back_requested(step): a step behind was clicked.
    """

    back_requested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._step = Step.FILE
        self._facts = ""
        self._places: dict[Step, QRect] = {}
        self.setMouseTracking(True)
        self.setProperty("surface", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fit()
        theme.changed.connect(self._fit)

    def show_step(self, step: Step, facts: str) -> None:
        """Show where the user is, and what is being imported."""
        self._step, self._facts = step, facts
        self.setAccessibleName(step_name(step))
        self.update()

    @property
    def step(self) -> Step:
        """The present step."""
        return self._step

    def facts(self) -> str:
        """Return what is said of the file."""
        return self._facts

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._theme.scaled(52))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("bg.surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
        left = theme.px("space.6") + 2
        self._places.clear()
        for step in Step:
            left = self._draw(painter, step, left)
            if step is not Step.DONE:
                gap = theme.scaled(28)
                painter.fillRect(left + 12, self.height() // 2, gap, 1, theme.color("line.strong"))
                left += gap + 24
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text.2"))
        room = QRect(left + 24, 0, self.width() - left - 24 - theme.px("space.6"), self.height())
        words = QFontMetrics(theme.font("small")).elidedText(self._facts, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def _draw(self, painter: QPainter, step: Step, left: int) -> int:
        theme = self._theme
        side = theme.scaled(22)
        disc = QRect(left, (self.height() - side) // 2, side, side)
        behind, here = step < self._step, step == self._step
        painter.setPen(QPen(theme.color("accent" if here else "accent.line" if behind else "line.strong"), 1))
        painter.setBrush(theme.color("accent" if here else "accent.soft" if behind else "bg.surface"))
        painter.drawEllipse(disc)
        if behind:
            theme.draw_icon(painter, disc.adjusted(5, 5, -5, -5), "check", "accent.text")
        else:
            painter.setFont(theme.font("small", bold=here))
            painter.setPen(theme.color("text.onaccent" if here else "text.3"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(step + 1))
        font = theme.font("body", bold=here)
        width = QFontMetrics(font).horizontalAdvance(step_name(step)) + 2
        painter.setFont(font)
        painter.setPen(theme.color("text" if here else "text.2" if behind else "text.3"))
        place = QRect(disc.right() + 8, 0, width, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, step_name(step))
        self._places[step] = QRect(left, 0, place.right() - left, self.height())
        return place.right()

    def _at(self, event: QMouseEvent) -> Step | None:
        if self._step is Step.DONE:
            return None
        at = event.position().toPoint()
        return next((step for step, place in self._places.items() if place.contains(at) and step < self._step), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseMoveEvent."""
        hand = self._at(event) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.mouseReleaseEvent."""
        step = self._at(event)
        if step is not None:
            self.back_requested.emit(int(step))
