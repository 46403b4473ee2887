"""The lines above and below the board: where runs get stuck, and how those came out that were closed of late."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from csops_desktop.domain.playbooks.board import RESULT_DAYS, Results, StickingPoint
from csops_desktop.domain.playbooks.runs import Closing
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, escape
from csops_desktop.ui.widgets.parts import Icon, label
from csops_desktop.wording import run_board as say

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SHOWN = 3
_BAR = (150, 10)  # px at 100 % text size
_INKS = {
    Closing.SUCCESS: "accent",
    Closing.PARTLY: "accent.line",
    Closing.FAILED: "text.3",
    Closing.NOT_NEEDED: "line.strong",
}


class StuckButton(QAbstractButton):
    """One step on which runs get stuck: its title, how many, for how long."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.point: StickingPoint | None = None
        self._parts: tuple[tuple[str, QFont, str], ...] = ()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_point(self, point: StickingPoint, *, on: bool) -> None:
        """Show a step; ``on`` when the board shows its runs alone."""
        theme, (title, runs, days) = self._theme, say.stuck(point)
        self.point = point
        small, bold = theme.font("small"), theme.font("small", bold=True)
        self._parts = ((title, small, "text"), (runs, bold, "text"), (days, small, "text.3"))
        self.setChecked(on)
        self.setText(f"{title} {runs} {days}")
        self.setToolTip(say.stuck_hint(point))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.sizeHint."""
        gap = self._theme.px("space.3")
        wide = sum(QFontMetrics(font).horizontalAdvance(text) + gap for text, font, _tone in self._parts)
        return QSize(wide + gap + 2, self._theme.px("size.control_sm"))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt)
        """Override QWidget.minimumSizeHint."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QAbstractButton.paintEvent."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.px("radius.md")
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("bg.selected" if self.isChecked() else "bg.hover"))
            painter.drawRoundedRect(self.rect(), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        gap = left = theme.px("space.3")
        for text, font, tone in self._parts:
            painter.setFont(font)
            painter.setPen(theme.color(tone))
            wide = QFontMetrics(font).horizontalAdvance(text)
            painter.drawText(QRect(left, 0, wide + 2, self.height()), _LEFT, text)
            left += wide + gap
        painter.end()


class StickingStrip(QFrame):
    """Where most runs get stuck; a step shows its runs.

    Signals:
        chosen(StickingPoint or None): show the runs on this step alone, or all again.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: Sequence[StickingPoint] = ()
        self._on: tuple[int, str] | None = None
        self.setProperty("surface", "surface")
        self.setProperty("edge", "bottom")
        self._title = label("", "small", tone="2", bold=True)
        self.buttons = [StuckButton(theme, self) for _at in range(_SHOWN)]
        self.more = Button(theme, variant="ghost", compact=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px("space.5"), 0, theme.px("space.5"), 0)
        row.setSpacing(theme.px("space.3"))
        row.addWidget(Icon(theme, "hourglass-medium", "text.3"))
        row.addWidget(self._title)
        for button in self.buttons:
            button.clicked.connect(self._on_button)
            row.addWidget(button)
        row.addWidget(self.more)
        row.addStretch(1)
        self.more.clicked.connect(self._on_more)
        self.setFixedHeight(theme.scaled(38))
        self.hide()

    def show_points(self, points: Sequence[StickingPoint], on: tuple[int, str] | None) -> None:
        """Show the steps; ``on`` is the one whose runs are shown alone. Nothing stuck hides the line."""
        self._points, self._on = points, on
        self.setVisible(bool(points))
        self._show()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._title.setText(_("Where runs get stuck"))
        self._title.setToolTip(_("Steps on which two or more open runs are late or stalled"))
        self._show()

    def _show(self) -> None:
        fits = self._fitting()
        for at, button in enumerate(self.buttons):
            button.setVisible(at < fits)
            if at < fits:
                point = self._points[at]
                button.show_point(point, on=(point.playbook_id, point.step_key) == self._on)
        left = len(self._points) - fits
        self.more.setVisible(left > 0)
        self.more.set_text(_("{n} more…").format(n=left))

    def _fitting(self) -> int:
        """Return for how many steps there is room."""
        gap = self._theme.px("space.3")
        room = self.width() - self._title.sizeHint().width() - self._theme.scaled(130)
        for at, point in enumerate(self._points[:_SHOWN]):
            self.buttons[at].show_point(point, on=False)
            room -= self.buttons[at].sizeHint().width() + gap
            if room < 0:
                return max(at, 1)
        return min(len(self._points), _SHOWN)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._show()

    @Slot()
    def _on_button(self) -> None:
        button = self.sender()
        if isinstance(button, StuckButton) and button.point is not None:
            self._choose(button.point)

    @Slot()
    def _on_more(self) -> None:
        menu = QMenu(self)
        for point in self._points:
            action = menu.addAction(escape("  ".join(say.stuck(point))))
            action.setToolTip(say.stuck_hint(point))
            action.setData(point)
        chosen = menu.exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.deleteLater()
        if chosen is not None:
            self._choose(chosen.data())

    def _choose(self, point: StickingPoint) -> None:
        again = (point.playbook_id, point.step_key) == self._on
        self.chosen.emit(None if again else point)


class ResultBar(QWidget):
    """How closed runs came out, as one bar."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._results = Results()
        self.setFixedSize(theme.scaled(_BAR[0]), theme.scaled(_BAR[1]))

    def show_results(self, results: Results) -> None:
        """Show other results."""
        self._results = results
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        painter, left = QPainter(self), 0.0
        for outcome, n in self._results.runs:
            wide = self.width() * n / max(1, self._results.total)
            painter.fillRect(QRect(round(left), 0, max(1, round(left + wide) - round(left) - 1), self.height()),
                             self._theme.color(_INKS[outcome]))  # fmt: skip
            left += wide
        painter.end()


class ResultStrip(QFrame):
    """How the runs of the last 90 days came out, and what the health of their customers did afterwards.

    Signals:
        closed_requested: the closed runs themselves.
        effect_requested: what each playbook achieves.
    """

    closed_requested = Signal()
    effect_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._results = Results()
        self.setProperty("surface", "surface")
        self.setProperty("edge", "top")
        self._title, self._total = label("", "caption", tone="2", bold=True), label("", "caption", tone="3")
        self.bar = ResultBar(theme, self)
        self.words = label("", "small")
        self._later, self.change = label("", "caption", tone="3"), label("", "small", bold=True)
        self._n = label("", "caption", tone="3")
        self.show_closed = Button(theme, variant="link", compact=True, parent=self)
        row = QHBoxLayout(self)
        side = theme.px("space.5")
        row.setContentsMargins(side, 0, side, 0)
        row.setSpacing(side)
        first, last, tail = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for layout in (first, last):
            layout.setSpacing(0)
            layout.addStretch(1)
        first.addWidget(self._title)
        first.addWidget(self._total)
        first.addStretch(1)
        last.addWidget(self._later, 0, Qt.AlignmentFlag.AlignRight)
        tail.addStretch(1)
        tail.addWidget(self.change)
        tail.addWidget(self._n)
        last.addLayout(tail)
        last.addStretch(1)
        row.addLayout(first)
        row.addWidget(self.bar)
        row.addWidget(self.words)
        row.addWidget(self.show_closed)
        row.addStretch(1)
        row.addLayout(last)
        self.show_closed.clicked.connect(self.closed_requested)
        self.setFixedHeight(theme.scaled(54))
        self.hide()

    def show_results(self, results: Results) -> None:
        """Show other results; none hide the line."""
        self._results = results
        self.setVisible(bool(results.total))
        self.bar.show_results(results)
        self._show()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._title.setText(_("Results of {n} days").format(n=RESULT_DAYS))
        self._later.setText(_("Health 30 days after (median)"))
        self.show_closed.set_text(_("Show them"))
        hint = _("A change of the score after a run is no proof that the run caused it.")
        for part in (self._later, self.change, self._n):
            part.setToolTip(hint)
        self._show()

    def _show(self) -> None:
        found = self._results
        self._total.setText(say.runs(found.total))
        self.words.setText("   ".join(say.outcome(found, outcome) for outcome, _n in found.runs))
        self.change.setText(say.change(found))
        self._n.setText(f"n={len(found.changes)}" if found.changes else "")
