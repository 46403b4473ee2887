"""How much waits on a page: the numbers beside the names in the navigation."""

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from csops_desktop.domain.changes import Area
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.tasks import Handle

if TYPE_CHECKING:
    from collections.abc import Callable

    from csops_desktop.services.bundle import Services
    from csops_desktop.ui.widgets.page import Page

COUNTERS: "dict[PageId, Callable[[Services, int | None], int]]" = {
    PageId.TODAY: lambda services, mine: len(services.today.queue(mine=mine)),
    PageId.PLAYBOOKS: lambda services, mine: services.run_board.held_up(mine),
    PageId.RENEWALS: lambda services, _mine: services.contracts.pressing(),
    PageId.PROMISES: lambda services, _mine: services.promises.late(),
}
"""What is counted for a page, beside the store worker, for everybody or for one member."""

WATCHED = (
    Area.CUSTOMERS | Area.CONTRACTS | Area.ACTIVITIES | Area.NEXT_ACTIONS | Area.PROMISES | Area.SETTINGS
    | Area.PLAYBOOKS
)  # fmt: skip
_LATER_MS = 800


class Badges(QObject):
    """Takes the number from the page that has just counted, else counts a moment after a change.

    Signals:
        changed: another number.
    """

    changed = Signal()

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._counts: dict[PageId, int] = {}
        self._due: set[PageId] = set()
        self._pages: dict[PageId, Page] = {}
        self._stopped = False
        self._timer = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._timer.timeout.connect(self._count)
        workbench.tasks.changed.connect(self._on_changed)

    def start(self) -> None:
        """Count soon, unless the pages do."""
        self._wait(set(COUNTERS) - set(self._counts))

    def stop(self) -> None:
        """Count no more: the window closes."""
        self._timer.stop()
        self._stopped = True

    def text(self, page: PageId) -> str:
        """Return what stands beside the name of a page, empty for nothing."""
        n = self._counts.get(page, 0)
        return f"{n:,}" if n else ""

    def follow(self, page_id: PageId, page: "Page") -> None:
        """Take the numbers that a page counts from now on."""
        self._pages[page_id] = page
        page.counted.connect(partial(self.take, page_id))

    @Slot(object, int)
    def take(self, page: PageId, n: int) -> None:
        """Take the number from the page itself."""
        self._due.discard(page)
        if not self._due:
            self._timer.stop()
        if self._counts.get(page) != n:
            self._counts[page] = n
            self.changed.emit()

    def _wait(self, pages: set[PageId]) -> None:
        if pages and not self._stopped:
            self._due |= pages
            self._timer.start()

    @Slot(object, object)
    def _on_changed(self, areas: Area, _initiator: object) -> None:
        if areas & WATCHED:
            self._wait(set(COUNTERS))

    @Slot()
    def _count(self) -> None:
        # Beside the store worker, because with very many customers it takes longer than somebody wants to wait.
        services = self._workbench.services
        if not shiboken6.isValid(self._workbench.tasks):
            return  # the program has ended under an open window
        # A page that is reading brings its number itself; twice at once would hold up the list that is waited for.
        reading = {page_id for page_id in self._due if page_id in self._pages and self._pages[page_id].counting}
        pages, self._due = self._due - reading, reading
        if not pages:
            return
        mine = self._workbench.crew.mine

        def work(_handle: Handle) -> dict[PageId, int]:
            return {page: COUNTERS[page](services, mine) for page in pages}

        self._workbench.tasks.background(work, self._counted)

    def _counted(self, counts: dict[PageId, int]) -> None:
        for page, n in counts.items():
            if page not in self._due:  # else it is counted anew in a moment
                self.take(page, n)
