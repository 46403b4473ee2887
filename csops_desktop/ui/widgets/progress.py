"""How waiting looks: a thin line under the command bar, and a panel with やめる for long jobs."""

from PySide6.QtCore import QElapsedTimer, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import values


class ProgressLine(QProgressBar):
    """Two pixels that run while work has been under way for a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "true")
        self.setTextVisible(False)
        self.setRange(0, 1)
        self.setFixedHeight(2)

    @Slot(bool)
    def set_running(self, running: bool) -> None:  # noqa: FBT001 (slot)
        """Start or stop."""
        self.setRange(0, 0 if running else 1)
        self.reset()


class ProgressPanel(QWidget):
    """What a long job does, how far it is and how fast, with やめる.

    Signals:
        cancelled: the user pressed やめる.
    """

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = label("", bold=True)
        self._far = label("", "small", tone="3")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = Button(theme, compact=True)
        self._clock = QElapsedTimer()
        row = QHBoxLayout()
        row.addWidget(self._far, 1)
        row.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.4"))
        layout.addWidget(self._what)
        layout.addWidget(self._bar)
        layout.addLayout(row)
        self._stop.clicked.connect(self._on_stop)

    def start(self, what: str, *, can_stop: bool = True) -> None:
        """Begin to show a job."""
        self._what.setText(what)
        self._far.setText("")
        self._bar.setRange(0, 0)
        self._stop.set_text(_("Cancel"))
        self._stop.setVisible(can_stop)
        self._stop.setEnabled(True)
        self._clock.start()

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is; 0 as total means that nobody knows."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        seconds = max(self._clock.elapsed(), 1) / 1000
        rate = values.number(round(done / seconds))
        if total > 0:
            text = _("{done} of {total}, {rate} per second")
            self._far.setText(text.format(done=values.number(done), total=values.number(total), rate=rate))
        else:
            self._far.setText(_("{done}, {rate} per second").format(done=values.number(done), rate=rate))

    @Slot()
    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self._far.setText(_("Stopping…"))
        self.cancelled.emit()


def centred(widget: QWidget, width: int) -> QWidget:
    """Return a widget that holds another one in its middle, at most so wide."""
    outer = QWidget()
    widget.setMaximumWidth(width)
    layout = QHBoxLayout(outer)
    layout.addStretch(1)
    layout.addWidget(widget, 4, Qt.AlignmentFlag.AlignVCenter)
    layout.addStretch(1)
    return outer
