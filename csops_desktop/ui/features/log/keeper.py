"""Keeps what is typed in the log in the store, a moment after it was typed and when the window closes."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Slot

from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.ui.features.log.draft import Draft, to_text
from csops_desktop.ui.state import Workbench

_AFTER_MS = 400


class DraftKeeper(QObject):
    """Writes the draft when it changed; it lies in the store because it names customers."""

    def __init__(self, workbench: Workbench, look: Callable[[], Draft], parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._look = look
        self._kept = ""
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._timer.timeout.connect(self._on_time)

    def is_kept(self, text: str) -> None:
        """Note what the store holds already."""
        self._kept = text

    @Slot()
    def note(self) -> None:
        """Write in a moment."""
        self._timer.start()

    def write_now(self) -> None:
        """Write before the store is let go; where that fails the log of the day is not what matters."""
        self._timer.stop()
        text = to_text(self._look())
        if text != self._kept:
            self._kept = text
            with suppress(CsopsError):
                self._workbench.services.settings.set(StoreSetting.LOG_DRAFT, text)

    @Slot()
    def _on_time(self) -> None:
        text = to_text(self._look())
        if text == self._kept:
            return
        self._kept = text
        settings = self._workbench.services.settings
        self._workbench.tasks.query(
            lambda: settings.set(StoreSetting.LOG_DRAFT, text), lambda _outcome: None, key="log draft", owner=self
        )
