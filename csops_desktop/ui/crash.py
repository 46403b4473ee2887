"""Our own mistakes, from any thread: told once each, with a report to read, copy and save; nothing is sent."""

import logging
import platform
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Signal, Slot, qVersion

import csops_desktop
from csops_desktop.foundation.log import frames
from csops_desktop.ui.theme import Theme

_LOG = logging.getLogger(__name__)


def report(error: BaseException) -> str:
    """Return what a developer needs; no message of an exception and no value, because these may quote a customer."""
    return "\n".join(
        [
            f"CSOps Desktop {csops_desktop.__version__}",
            f"{platform.system()} {platform.release()}, Python {platform.python_version()}, Qt {qVersion()}",
            "",
            frames(error),
        ]
    )


class CrashReporter(QObject):
    """Catches what nobody else caught and shows it on the GUI thread."""

    caught = Signal(object)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._told: set[str] = set()
        self._showing = False
        self.caught.connect(self._on_caught)

    def install(self) -> None:
        """Take over the hooks of the interpreter and of threads."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    @staticmethod
    def uninstall() -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.caught.emit(error)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.caught.emit(args.exc_value)

    @Slot(object)
    def _on_caught(self, error: BaseException) -> None:
        text = report(error)
        if text in self._told:
            return
        self._told.add(text)
        _LOG.error("unexpected error\n%s", frames(error))
        if self._showing:
            return
        self._showing = True
        try:
            from csops_desktop.ui.crash_dialog import CrashDialog  # noqa: PLC0415 (rare)

            dialog = CrashDialog(self._theme, text)
            dialog.exec()
            dialog.deleteLater()
        finally:
            self._showing = False
