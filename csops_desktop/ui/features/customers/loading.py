"""What the page reads: lookups, ids, rows, counts; and the columns this machine remembers for the list."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csops_desktop.domain.query import ListQuery, ListResult, ViewCount
from csops_desktop.domain.records import Record
from csops_desktop.ui.features.customer.sources import OWNER, Source
from csops_desktop.ui.features.customers import lookups as reading
from csops_desktop.ui.features.customers.columns import OWNER_WIDTH
from csops_desktop.ui.features.customers.lookups import Lookups
from csops_desktop.ui.preferences import COLUMNS
from csops_desktop.ui.state import Workbench

if TYPE_CHECKING:
    from csops_desktop.ui.tasks import Handle

_KEY = "customers"
_FIRST = 48
"""Rows read together with the first ids, so that the first paint needs no second way to the store."""

Start = tuple[Lookups, ListResult, list[Record]]


class ListLoader:
    """Asks the store worker on behalf of the page; newer questions replace older ones of the same sort."""

    def __init__(self, workbench: Workbench, owner: QObject) -> None:
        self._services = workbench.services
        self._tasks = workbench.tasks
        self._preferences = workbench.preferences
        self._crew = workbench.crew
        self._owner = owner
        self._counting: Handle | None = None

    def start(self, query: ListQuery, then: Callable[[Start], None]) -> None:
        """Read everything the first paint needs, in one go."""
        services, team = self._services, self._crew.in_team

        def work() -> Start:
            found = services.customers.find(query)
            return reading.read(services, team=team), found, services.customers.rows(found.ids[:_FIRST])

        self._tasks.query(work, then, owner=self._owner)

    def rows(self, ids: tuple[int, ...], then: Callable[[Sequence[Record]], None]) -> None:
        """Read rows."""
        services = self._services
        self._tasks.query(lambda: services.customers.rows(ids), then, owner=self._owner)

    def lookups(self, then: Callable[[Lookups], None]) -> None:
        """Read members, tags, own fields, views."""
        services, team = self._services, self._crew.in_team
        self._tasks.query(lambda: reading.read(services, team=team), then, key=f"{_KEY}.lookups", owner=self._owner)

    def find(self, query: ListQuery, then: Callable[[ListResult], None]) -> None:
        """Find customers; only the newest query is answered."""
        services = self._services
        self._tasks.query(lambda: services.customers.find(query), then, key=f"{_KEY}.find", owner=self._owner)

    def counts(self, then: Callable[[Sequence[ViewCount]], None]) -> None:
        """Count the pinned views, beside the store worker: nobody waits for it, and it gives way."""
        services = self._services
        if self._counting is not None:
            self._counting.cancel()  # what it counted is no longer so
        self._counting = self._tasks.background(lambda _handle: services.views.counts(), then, owner=self._owner)

    def own_columns(self) -> dict[str, int]:
        """Return the columns of this machine as name → width, in order; what is no column is left out."""
        saved = self._preferences.part(COLUMNS, _KEY) or []
        pairs = [entry for entry in saved if len(entry) == 2]  # noqa: PLR2004 (a pair)
        return {name: width for name, width in pairs if isinstance(name, str) and isinstance(width, int)}

    def remember_columns(self, widths: Sequence[tuple[str, int]], known: Mapping[str, Source]) -> None:
        """Remember the columns on this machine; the owner, while it is not known as a column, comes along."""
        own = self.own_columns() or {OWNER: OWNER_WIDTH}
        hidden = [(OWNER, own[OWNER])] if OWNER in own and OWNER not in known else []
        self._preferences.set_part(COLUMNS, _KEY, [[name, width] for name, width in (*widths, *hidden)])
