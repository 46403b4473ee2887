"""The run at the right of the page: its checklist, worked through by single keys."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from csops_desktop.ui.state import Workbench


class RunPane(QFrame):
    """One run.

    Signals:
        closed: the user is done with it.
    """

    closed = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench = workbench
        self.run_id: int | None = None
        self.setProperty("surface", "surface")

    def show_run(self, run_id: int) -> None:
        """Show a run."""
        self.run_id = run_id

    def focus_content(self) -> None:
        """Take the focus."""
        self.setFocus()

    def retranslate(self) -> None:
        """Set the texts again."""
