"""What a user can do with saved views."""

import datetime as dt
from dataclasses import dataclass, replace

from csops_desktop.domain.changes import Area, Outcome, Sentence, SetKind
from csops_desktop.domain.query import MINE_VIEW, ListQuery, SavedView, ViewCount, mine, seen_by
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import CannotWriteError, InvalidValueError
from csops_desktop.store import customer_list, views
from csops_desktop.store.engine import Database


@dataclass(frozen=True, slots=True)
class ViewService:
    """The use cases around saved views."""

    database: Database

    def all(self) -> list[SavedView]:
        """Return the saved views in their order."""
        with self.database.reading() as connection:
            return views.all_views(connection)

    def counts(self) -> list[ViewCount]:
        """Return the live count of each pinned view, and its rise since the day before; gives way to all other work.

        For a member who works here, the count of their own customers comes along.
        """
        today = self.database.clock.today()
        with self.database.reading() as connection:
            pinned = [view for view in views.all_views(connection) if view.pinned]
            before = views.counts_before(connection, today)
            noted = views.counts_on(connection, today)
        now = {view.id: self._count(seen_by(view.query, self.database.member_id), today) for view in pinned}
        if any(noted.get(view_id) != n for view_id, n in now.items()):
            try:
                with self.database.aside() as connection:
                    views.note_counts(connection, today, now)
            except CannotWriteError:
                pass  # a store that cannot be written still shows its counts
        found = [ViewCount(view_id, n, max(0, n - before.get(view_id, n))) for view_id, n in now.items()]
        me = self.database.member_id
        own = [] if me is None else [ViewCount(MINE_VIEW, self._count(seen_by(mine(), me), today), 0)]
        return [*found, *own]

    def _count(self, query: ListQuery, today: dt.date) -> int:
        return self.database.quietly(lambda connection: customer_list.count(connection, query, today))

    def add(self, name: str, query: ListQuery, columns: tuple[tuple[str, int], ...]) -> Outcome[int]:
        """Save a view under a name and return its id."""
        view = SavedView(0, _named(name), query, columns)
        sentence = Sentence("view_added", {"name": view.name})
        with self.database.operation(sentence) as operation:
            view_id = views.add(operation.connection, view)
        return Outcome(view_id, Area.VIEWS, sentence, operation.set_id)

    def change(self, view: SavedView) -> Outcome[None]:
        """Replace a view by what is given."""
        view = replace(view, name=_named(view.name))
        sentence = Sentence("view_changed", {"name": view.name})
        with self.database.operation(sentence) as operation:
            views.change(operation.connection, view)
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, Area.VIEWS, sentence, operation.set_id)

    def delete(self, view_id: int) -> Outcome[None]:
        """Delete a view; its customers stay."""
        with self.database.operation(Sentence("view_deleted"), SetKind.DELETE) as operation:
            name = views.delete(operation.connection, view_id)
            operation.sentence = Sentence("view_deleted", {"name": name})
        return Outcome(None, Area.VIEWS, operation.sentence, operation.set_id)


def _named(name: str) -> str:
    if not name.strip():
        raise InvalidValueError("name", name, Reason.REQUIRED)
    return name.strip()
