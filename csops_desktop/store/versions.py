"""Drafts and published versions, kept as JSON: one draft at most, numbers from 1 on, nothing published ever changes.

A version whose text was damaged is none: what rests on it is missing, everything else goes on.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from csops_desktop.domain.changes import SetKind
from csops_desktop.domain.versions import Version
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.store.connection import Connection

D = TypeVar("D")

_KEPT = 200


@dataclass(frozen=True, slots=True)
class Versions(Generic[D]):
    """The versions in one table.

    Attributes:
        table: where they are.
        parent: the table of what they are versions of; ``<parent>_id`` points to it.
        read, write: from and to the text of a definition.
    """

    table: str
    parent: str
    read: Callable[[str], D]
    write: Callable[[D], str]
    _known: dict[str, D | None] = field(default_factory=dict, repr=False, compare=False)

    def all(self, connection: Connection, parent_id: int) -> tuple[Version[D], ...]:
        """Return the versions of one thing, the draft first, then the newest."""
        order = f"v.{self.parent}_id = ? ORDER BY v.number IS NOT NULL, v.number DESC"
        return self._found(connection, order, (parent_id,))

    def get(self, connection: Connection, version_id: int) -> Version[D] | None:
        """Return one version."""
        return next(iter(self._found(connection, "v.id = ?", (version_id,))), None)

    def draft(self, connection: Connection, parent_id: int) -> Version[D] | None:
        """Return the draft of one thing."""
        return next(iter(self._found(connection, f"v.{self.parent}_id = ? AND v.number IS NULL", (parent_id,))), None)

    def current(self, connection: Connection) -> tuple[Version[D], ...]:
        """Return the latest published version of everything that is in use, in its order."""
        latest = (
            f"v.number = (SELECT max(n.number) FROM {self.table} n WHERE n.{self.parent}_id = v.{self.parent}_id) "
            "AND p.archived_on IS NULL ORDER BY p.position, p.id"
        )
        return self._found(connection, latest, ())

    def put_draft(self, connection: Connection, parent_id: int, definition: D) -> int:
        """Write the draft of one thing and return the id of its row."""
        text, owner = self.write(definition), f"{self.parent}_id"
        sql = f"SELECT id FROM {self.table} WHERE {owner} = ? AND number IS NULL"
        known = connection.run(sql, (parent_id,)).scalar()
        if known is not None:
            connection.run(f"UPDATE {self.table} SET definition = ? WHERE id = ?", (text, known))
            return int(known)
        connection.run(f"INSERT INTO {self.table}({owner}, definition) VALUES (?, ?)", (parent_id, text))
        return int(connection.run("SELECT last_insert_rowid()").scalar_one())

    def drop_draft(self, connection: Connection, parent_id: int) -> None:
        """Throw the draft of one thing away."""
        connection.run(f"DELETE FROM {self.table} WHERE {self.parent}_id = ? AND number IS NULL", (parent_id,))

    def publish(
        self,
        connection: Connection,
        version: Version[D],
        day: dt.date,
        owner_id: int | None,
        note: str,
        *,
        lasting: bool = True,
    ) -> int:
        """Make a draft the next version, for good, and return its number.

        The operations that made it cannot be undone from now on: it would go with them. Only the sample, which is
        undone as a whole, is not lasting.
        """
        connection.run(
            f"UPDATE {self.table} SET number = (SELECT coalesce(max(o.number), 0) + 1 FROM {self.table} o "
            f"WHERE o.{self.parent}_id = {self.table}.{self.parent}_id), published_on = ?, owner_id = ?, note = ? "
            "WHERE id = ?",
            (day.isoformat(), owner_id, note or None, version.id),
        )
        if lasting:
            connection.run(
                "UPDATE change_set SET kind = ? WHERE id IN (SELECT set_id FROM change WHERE op <> 'delete' "
                "AND ((tbl = ? AND pk = ? AND op = 'insert') OR (tbl = ? AND pk = ?)))",
                (SetKind.LASTING.value, self.parent, version.parent_id, self.table, version.id),
            )
        return int(connection.run(f"SELECT number FROM {self.table} WHERE id = ?", (version.id,)).scalar_one())

    def _found(self, connection: Connection, where: str, values: tuple[int, ...]) -> tuple[Version[D], ...]:
        rows = connection.run(
            f"SELECT v.id, v.{self.parent}_id, v.number, v.definition, v.published_on, coalesce(m.name, ''), "
            f"coalesce(v.note, '') FROM {self.table} v JOIN {self.parent} p ON p.id = v.{self.parent}_id "
            f"LEFT JOIN member m ON m.id = v.owner_id WHERE {where}",
            values,
        ).all()
        return tuple(
            Version(
                row[0],
                row[1],
                row[2],
                definition,
                None if row[4] is None else dt.date.fromisoformat(row[4]),
                row[5],
                row[6],
            )
            for row in rows
            if (definition := self._definition(row[3])) is not None
        )

    def _definition(self, text: str) -> D | None:
        """Return what a text says, None when it is damaged; reading one takes a while, and a version never changes."""
        if text not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            try:
                self._known[text] = self.read(text)
            except CsopsError:
                self._known[text] = None
        return self._known[text]
