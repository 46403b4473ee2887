"""What is on the screen while a store takes long to open: which one, why, and that it goes on."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.brand import Mark
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.progress import ProgressLine

_LATER_MS = 700
"""So long nothing is shown: most stores are open by then, and a window that flashes is worse than none."""


class WaitingWindow(QWidget):
    """A small window with the name of the store and what is being done.

    Signals:
        closed: the user closed it.
    """

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("CSOps Desktop")
        self.name = label("", "h2")
        self.what = label("", tone="2", wrap=True)
        self._line = ProgressLine(self)
        texts = QVBoxLayout()
        texts.setSpacing(theme.px("space.3"))
        texts.addWidget(self.name)
        texts.addWidget(self.what)
        texts.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(*(theme.px("space.7"),) * 4)
        row.setSpacing(theme.px("space.6"))
        row.addWidget(Mark(theme, 40), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        whole.addWidget(self._line)
        self._line.set_running(True)
        self.setFixedSize(theme.scaled(460), theme.scaled(150))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.closeEvent."""
        super().closeEvent(event)
        self.closed.emit()


class Waiting(QObject):
    """Shows the window when opening takes long, and takes it away.

    Signals:
        checking: from any thread: the store was not closed last time, and is looked through.
        left: the user does not want to wait.
    """

    checking = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = ""
        self._unclean = False
        self.window: WaitingWindow | None = None
        # The first timer ends when the event loop runs: what the start of the program takes does not count.
        self._begun = QTimer(self, singleShot=True, interval=0)
        self._timer = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._begun.timeout.connect(self._timer.start)
        self._timer.timeout.connect(self._show)
        self.checking.connect(self._on_checking)

    def begin(self, name: str) -> None:
        """A store of this name is being opened."""
        self._name, self._unclean = name, False
        self._begun.start()

    def end(self) -> None:
        """It is open, or will not be."""
        self._begun.stop()
        self._timer.stop()
        window, self.window = self.window, None
        if window is not None:
            window.closed.disconnect(self.left)
            window.close()
            window.deleteLater()

    @Slot()
    def _show(self) -> None:
        if self.window is None:
            self.window = WaitingWindow(self._theme)
            self.window.closed.connect(self.left)
        self._say()
        self.window.show()

    @Slot()
    def _on_checking(self) -> None:
        self._unclean = True
        self._say()

    def _say(self) -> None:
        if self.window is None:
            return
        self.window.name.setText(self._name)
        unclean = _("The program did not end properly last time. Looking whether the file is whole…")
        self.window.what.setText(unclean if self._unclean else _("Opening…"))
