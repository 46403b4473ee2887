"""Our own mistakes, from any thread: told once each, with a report to read, copy and save; nothing is sent."""

import logging
import platform
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, Slot, qVersion

import csops_desktop
from csops_desktop.foundation.i18n import _
from csops_desktop.foundation.log import frames
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.dialogs import HouseDialog, copy_text

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
            dialog = CrashDialog(self._theme, text)
            dialog.exec()
            dialog.deleteLater()
        finally:
            self._showing = False


class CrashDialog(HouseDialog):
    """Says that the program made a mistake, and gives the report."""

    def __init__(self, theme: Theme, text: str, *, choose: Callable[[], Path | None] | None = None) -> None:
        super().__init__(
            theme,
            _("The program made a mistake"),
            _(
                "What you saved is safe. You can go on working; if something looks wrong, start the program again. "
                "The report below holds no data of your customers and is not sent anywhere."
            ),
            width=620,
        )
        from PySide6.QtWidgets import QPlainTextEdit  # noqa: PLC0415 (rare)

        self._report = text
        self._choose = choose or self._ask
        self.view = QPlainTextEdit(text)
        self.view.setReadOnly(True)
        self.view.setMinimumHeight(theme.scaled(220))
        self.content.addWidget(self.view)
        self.add_button(_("Copy the report"), closes=False).clicked.connect(self._on_copy)
        self.add_button(_("Save the report…"), closes=False).clicked.connect(self._on_save)
        self.add_button(_("Go on"), variant="primary")

    @Slot()
    def _on_copy(self) -> None:
        copy_text(self._report)
        self.note.setText(_("Copied"))

    @Slot()
    def _on_save(self) -> None:
        path = self._choose()
        if path is None:
            return
        try:
            path.write_text(self._report, encoding="utf-8")
        except OSError:
            self.note.setText(_("Could not be saved there. Choose another folder"))
        else:
            self.note.setText(_("Saved"))

    def _ask(self) -> Path | None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (rare)

        name = QFileDialog.getSaveFileName(self, _("Save the report"), "csops-report.txt")[0]
        return Path(name) if name else None
