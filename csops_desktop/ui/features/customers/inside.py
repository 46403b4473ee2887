"""Leads to a place inside a customer's page: an entry of the timeline, the contracts, the words one searched for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customers.list_pane import ListPane
from csops_desktop.ui.features.customers.panel_host import PanelHost
from csops_desktop.ui.state import LogEntryPlace

if TYPE_CHECKING:
    from collections.abc import Callable

_TIMELINE, _CONTRACTS = "timeline", "contracts"


class Inside(QObject):
    """Waits until the customer is shown, then goes there.

    Attributes:
        words: what the list is searched for; a customer that is opened shows where it stands in its timeline.
        acts: the actions this carries out.
    """

    def __init__(self, host: PanelHost, pane: ListPane, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._pane = pane
        self._entry: LogEntryPlace | None = None
        self._block = ""
        self._shown: tuple[int, str] | None = None
        self.words = ""
        self.acts: dict[ActionId, Callable[[], None]] = {
            ActionId.FIND_IN_TIMELINE: self._find,
            ActionId.CONTRACTS: self._contracts,
        }
        host.shown.connect(self._on_shown)

    def seek(self, argument: object) -> int | None:
        """Take note of where an argument of a place leads; returns the customer, None when it names none."""
        self._entry = argument if isinstance(argument, LogEntryPlace) else None
        if self._entry is not None:
            return self._entry.customer_id
        return argument if isinstance(argument, int) else None

    def _find(self) -> None:
        self._go(_TIMELINE)

    def _contracts(self) -> None:
        self._go(_CONTRACTS)

    def _go(self, block: str) -> None:
        """Put the focus into a block of the customer shown, else of the current row."""
        panel, current = self._host.panel, self._pane.table.current_id()
        if panel is not None and self._host.is_open() and panel.record is not None:
            panel.blocks[block].take_focus()
        elif current is not None:
            self._block = block
            self._host.open(current)

    @Slot(int)
    def _on_shown(self, customer_id: int) -> None:
        panel, entry, block = self._host.panel, self._entry, self._block
        new, self._shown = (customer_id, self.words) != self._shown, (customer_id, self.words)
        if panel is None:
            return
        self._block = ""
        if entry is not None and entry.customer_id == customer_id:
            self._entry = None
            panel.timeline.go_to(entry.activity_id, entry.words)
        elif block:
            panel.blocks[block].take_focus()
        elif new and self.words.strip():
            panel.timeline.propose(self.words.strip())
