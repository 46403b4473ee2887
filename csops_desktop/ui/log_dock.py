"""Holds the log bar at the bottom of the window: made when it is first asked for, fed by page, navigator and files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from csops_desktop.domain.settings import StoreSetting
from csops_desktop.ui.state import Workbench

if TYPE_CHECKING:
    from csops_desktop.ui.features.log.bar import LogBar

LETTERS = (".eml",)


class LogDock(QObject):
    """The place of the log bar.

    Signals:
        raised(px): so much of the window's bottom is taken by the bar now.
        left: the bar was closed and the focus has nowhere to return to.
    """

    raised = Signal(int)
    left = Signal()

    def __init__(self, workbench: Workbench, place: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._place = place
        self._draft = ""
        self._before: QWidget | None = None
        self.bar: LogBar | None = None

    @Slot()
    def load_draft(self) -> None:
        """Fetch what was typed and not saved when the store was open last."""
        settings = self._workbench.services.settings
        self._workbench.tasks.query(lambda: str(settings.get(StoreSetting.LOG_DRAFT) or ""), self._on_draft)

    def open(self, customers: Sequence[int] | None, current: int | None) -> None:
        """Show the bar for customers, or for the current one of the page."""
        bar = self._made()
        focus = QApplication.focusWidget()
        if focus is not None and not bar.isAncestorOf(focus):
            self._before = focus
        bar.show()
        self.raised.emit(bar.height())
        bar.begin(customers, current)

    def drop(self, files: Sequence[Path]) -> None:
        """Show the bar filled with a mail."""
        self.open(None, None)
        self._made().read_letters(files)

    def follow(self, customer: int | None) -> None:
        """Tell an open and untouched bar which customer the page is on."""
        if self.bar is not None and self.bar.isVisible():
            self.bar.follow(customer)

    def keep(self) -> None:
        """Write down what is typed and not saved: the window closes."""
        if self.bar is not None:
            self.bar.keep()

    def _made(self) -> "LogBar":
        if self.bar is None:
            from csops_desktop.ui.features.log.bar import LogBar  # noqa: PLC0415 (not before the first paint)

            self.bar = LogBar(self._workbench)
            self.bar.hide()
            self._place.addWidget(self.bar)
            self.bar.closed.connect(self._on_closed)
            self.bar.restore(self._draft)
        return self.bar

    def _on_draft(self, draft: str) -> None:
        self._draft = draft
        if self.bar is not None:
            self.bar.restore(draft)

    @Slot()
    def _on_closed(self) -> None:
        if self.bar is not None:
            self.bar.hide()
        self.raised.emit(0)
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self.left.emit()


def letters(files: Sequence[Path]) -> list[Path]:
    """Return the files that are mails, which no import reads; those can be dropped anywhere on the window."""
    return [file for file in files if file.suffix.lower() in LETTERS]
