"""What the window expects of a page."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.state import Workbench


class Page(QWidget):
    """A page of the content stack.

    A subclass builds its widgets in its constructor, then calls ``retranslate``. The page hears of changes by itself:
    ``refresh`` is called at once while the page is visible, else when it is shown next.

    Attributes:
        watches: the areas the page shows.
        counting: ``counted`` is about to come; nobody need count the same beside it.

    Signals:
        described: title, context, status or commands changed; the command bar and status bar look again.
        counted(int): how much waits on the page; the navigation shows it.
    """

    watches = Area.NONE
    counting = False
    described = Signal()
    counted = Signal(int)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self._stale = Area.NONE
        self.setProperty("surface", "window")
        workbench.tasks.changed.connect(self._on_data_changed)

    def title(self) -> str:
        """Return the name of the page, translated."""
        raise NotImplementedError

    def context(self) -> str:
        """Return what stands beside the title, for example the name of the saved view."""
        return ""

    def status(self) -> str:
        """Return the page's part of the status bar, for example 31社中 1社を選択."""
        return ""

    def commands(self) -> list[QWidget]:
        """Return the buttons at the right of the command bar, made once; the primary one last."""
        return []

    def search_placeholder(self) -> str:
        """Return what the search field of the command bar finds; empty gives the field to the command palette."""
        return ""

    def search(self, text: str) -> None:
        """Take what stands in the search field, at each change."""

    def search_text(self) -> str:
        """Return what the search field should hold when the page comes to the front."""
        return ""

    def focus_content(self) -> None:
        """Take the focus when the page is opened or the search field is left downwards."""
        self.setFocus()

    def supported(self) -> frozenset[ActionId]:
        """Return the page actions that can run now."""
        return frozenset()

    def trigger(self, action: ActionId) -> None:
        """Run one of the supported actions."""

    def undo(self) -> bool:
        """Take a step of a draft back; False where the page has none, and the latest operation is undone."""
        return False

    def redo(self) -> bool:
        """Take a step of a draft forth again; False where the page has none."""
        return False

    def open(self, argument: object) -> None:
        """Show what a ``Place`` names."""

    def may_leave(self) -> bool:
        """Return False when unsaved input must be settled first; the page has asked the user."""
        return True

    def is_wide(self) -> bool:
        """Tell whether the page has a sub-list and a panel, so that the navigation shrinks below 1600 px."""
        return False

    def current_customer(self) -> int | None:
        """Return the customer that the page is on, for whom the log opens."""
        return None

    def retranslate(self) -> None:
        """Set every text again; called after construction and at each switch of the language."""

    def refresh(self, areas: Area) -> None:
        """Load again what these areas cover."""

    @Slot(object, object)
    def _on_data_changed(self, areas: Area, initiator: object) -> None:
        concerned = areas & self.watches
        if not concerned or initiator is self:
            return
        if self.isVisible():
            self.refresh(concerned)
        else:
            self._stale |= concerned

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.showEvent: catch up with what changed while hidden."""
        super().showEvent(event)
        stale, self._stale = self._stale, Area.NONE
        if stale:
            self.refresh(stale)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.changeEvent."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.described.emit()
        super().changeEvent(event)
