"""Messages inside the window: the toast at the bottom and the banner under the command bar."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csops_desktop.foundation.i18n import _
from csops_desktop.ui.messages import Banner, Toast
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.parts import Icon, key_cap, label, set_look

_MS_PER_CHARACTER = 80  # a long sentence needs longer to be read than the usual toast stays

_BANNER_ICONS = {
    "info": ("info", "info.text"),
    "warning": ("warning", "health.yellow.text"),
    "error": ("warning-circle", "health.red.text"),
}


class ToastView(QFrame):
    """One short message; stays while the pointer or the focus is on it.

    Signals:
        undo_requested(int): the operation to undo.
    """

    undo_requested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._theme = theme
        self._window = parent
        self._toast: Toast | None = None
        self._floor = 0
        self._icon = Icon(theme, "check-circle", "tooltip.text")
        self._text = label()
        self._undo = Button(theme)
        self._cap = key_cap("Ctrl+Z", "toast")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px("space.5"), 0, theme.px("space.5"), 0)
        layout.setSpacing(theme.px("space.4"))
        for part in (self._icon, self._text, self._undo, self._cap):
            layout.addWidget(part)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)
        self._undo.clicked.connect(self._on_undo)
        self._undo.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    def show_toast(self, toast: Toast) -> None:
        """Show a message in place of the one before."""
        self._toast = toast
        self._text.setText(toast.text)
        self._icon.show_icon(toast.icon, "tooltip.text")
        self._undo.set_text(_("Undo"))
        for part in (self._undo, self._cap):
            part.setVisible(toast.set_id is not None)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(max(self._theme.motion("toast"), len(toast.text) * _MS_PER_CHARACTER))

    @Slot(int)
    def stand_on(self, height: int) -> None:
        """Stay clear of what takes so many pixels at the bottom of the window."""
        self._floor = height
        if self.isVisible():
            self._place()

    def current(self) -> Toast | None:
        """Return what is shown now."""
        return self._toast if self.isVisible() else None

    @Slot()
    def close_toast(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self.hide()

    @Slot()
    def _on_undo(self) -> None:
        toast = self._toast
        self.close_toast()
        if toast is not None and toast.set_id is not None:
            self.undo_requested.emit(toast.set_id)

    @Slot()
    def _on_time(self) -> None:
        if self.underMouse() or self._undo.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _place(self) -> None:
        parent = self._window
        self._text.setWordWrap(False)
        self.setFixedHeight(self._theme.px("size.toast"))
        room = parent.width() - 2 * self._theme.px("space.7")
        self.setMaximumWidth(room)
        width = min(self.sizeHint().width(), room)
        if self.sizeHint().width() > room:
            self._text.setWordWrap(True)
            self.setFixedHeight(self._theme.px("size.toast") + self._theme.px("line.body"))
        self.resize(width, self.height())
        bottom = parent.height() - self._floor - self._theme.px("size.status_bar") - self._theme.px("size.toast")
        self.move((parent.width() - width) // 2, bottom - self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        """Override QObject.eventFilter: stay in place when the window is resized."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.enterEvent: give the reader the full time again."""
        self._timer.start()
        super().enterEvent(event)


class BannerView(QFrame):
    """One sentence that stays, with one action and a way to close it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._banner: Banner | None = None
        self._icon = Icon(theme, "info")
        self._text = label(wrap=True)
        self._run = Button(theme, variant="link")
        self._close = IconButton(theme, "x", compact=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px("space.5"), theme.px("space.1"), theme.px("space.2"), theme.px("space.1"))
        layout.setSpacing(theme.px("space.4"))
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._run)
        layout.addWidget(self._close)
        self.setMinimumHeight(theme.px("row.normal"))
        self._run.clicked.connect(self._on_run)
        self._close.clicked.connect(self.hide)
        self.hide()

    def show_banner(self, banner: Banner | None) -> None:
        """Show a banner, or take it away."""
        self._banner = banner
        if banner is None:
            self.hide()
            return
        set_look(self, "look", banner.look)
        for part in (self._text, self._run):
            set_look(part, "in", banner.look)  # the rules below #banner are matched anew
        self._icon.show_icon(*_BANNER_ICONS[banner.look])
        self._text.setText(banner.text)
        self._run.set_text(banner.action)
        self._run.setVisible(bool(banner.action))
        self._close.describe(_("Close"))
        self.show()

    @Slot()
    def _on_run(self) -> None:
        if self._banner is not None and self._banner.run is not None:
            self._banner.run()
