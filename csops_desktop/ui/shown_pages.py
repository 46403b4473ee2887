"""Which pages stand in the navigation: as the user chose, else all in a team, and alone those that hold something."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from csops_desktop.domain.fields import Kind
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.pages import PAGES, PageEntry, entry
from csops_desktop.ui.state import PageId, Workbench

if TYPE_CHECKING:
    from collections.abc import Callable

    from csops_desktop.domain.changes import Area
    from csops_desktop.services.bundle import Services

SIGNS: "dict[PageId, Callable[[Services], bool]]" = {
    PageId.HEALTH: lambda services: services.any_scorecard(),
}
"""Pages that for somebody who works alone appear with something that is no record of a kind."""

_WAITING = frozenset(kind for page in PAGES for kind in page.first_data)


class ShownPages(QObject):
    """Knows the pages of the navigation.

    Signals:
        changed: other pages.
    """

    changed = Signal()

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = workbench
        self._filled: frozenset[Kind] = frozenset()
        self._signs: frozenset[PageId] = frozenset()
        workbench.preferences.changed.connect(self._on_preference)
        workbench.crew.changed.connect(self.changed)
        workbench.tasks.changed.connect(self._on_changed)

    def load(self) -> None:
        """Look what the store holds, for the pages that appear with their first data."""
        records, missing = self._bench.services.records, _WAITING - self._filled
        if missing:
            self._bench.tasks.query(lambda: records.filled(missing), self._arrived, key="pages", owner=self)
        unseen = SIGNS.keys() - self._signs
        if unseen:
            services = self._bench.services
            self._bench.tasks.query(
                lambda: frozenset(page for page in unseen if SIGNS[page](services)),
                self._signed,
                key="pages.signs",
                owner=self,
            )

    def ids(self) -> list[PageId]:
        """Return the pages in the navigation, in order."""
        return [page.id for page in PAGES if not page.inner and self.is_shown(page)]

    def is_shown(self, page: PageEntry) -> bool:
        """Tell whether a page stands in the navigation."""
        said = self._bench.preferences.part(prefs.PAGES_SHOWN, page.id.value)
        if not page.optional or said is not None:
            return not page.optional or bool(said)
        if self._bench.crew.team or page.id in self._signs or not self._filled.isdisjoint(page.first_data):
            return True
        return not _waits(page)

    def visit(self, page_id: PageId) -> None:
        """Note that the user went to a page: one that was not in the navigation stays from now on, unless hidden."""
        page = entry(page_id)
        if _waits(page) and self._bench.preferences.part(prefs.PAGES_SHOWN, page_id.value) is None:
            self.choose(page_id, shown=True)

    def choose(self, page_id: PageId, *, shown: bool) -> None:
        """Show or hide a page for good."""
        self._bench.preferences.set_part(prefs.PAGES_SHOWN, page_id.value, shown)

    def _arrived(self, found: frozenset[Kind]) -> None:
        if found:
            self._filled |= found
            self.changed.emit()

    def _signed(self, found: frozenset[PageId]) -> None:
        if found:
            self._signs |= found
            self.changed.emit()

    @Slot(object, object)
    def _on_changed(self, _areas: "Area", _initiator: object) -> None:
        self.load()

    @Slot(str)
    def _on_preference(self, name: str) -> None:
        if name == prefs.PAGES_SHOWN.name:
            self.changed.emit()


def _waits(page: PageEntry) -> bool:
    """Tell whether a page appears with its first data only."""
    return bool(page.first_data) or page.id in SIGNS
