"""The open connection as the store speaks to it: SQL in, rows out, one statement at a time.

A few lines over the driver instead of SQLAlchemy's engine, which every statement of the store only passed through and
whose import alone took a third of the program's start; the schema and its migrations are SQLModel's and Alembic's.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Values = Sequence[Any] | Mapping[str, Any]
Stored = str | int | float | None
"""What a column holds."""


class Rows:
    """What a statement gave: tuples, to be read once."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Any]:
        """Yield the rows."""
        return iter(self._cursor)

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        return int(self._cursor.rowcount)

    def all(self) -> list[Any]:
        """Return all rows."""
        rows: list[Any] = self._cursor.fetchall()
        return rows

    def first(self) -> Any | None:
        """Return the first row or None, and let go of the others."""
        row = self._cursor.fetchone()
        self._cursor.close()  # a statement half read would keep the file busy
        return row

    def scalar(self) -> Any | None:
        """Return the first column of the first row, or None when there is no row."""
        row = self.first()
        return None if row is None else row[0]

    def scalar_one(self) -> Any:
        """Return the first column of the row that there must be."""
        row = self.first()
        if row is None:
            raise AssertionError("a statement gave no row")
        return row[0]

    def scalars(self) -> Iterator[Any]:
        """Yield the first column of each row."""
        return (row[0] for row in self._cursor)


class Connection:
    """A connection to the open file; transactions are begun and ended by ``store.engine`` alone.

    Attributes:
        raw: the driver's connection.
    """

    __slots__ = ("raw",)

    def __init__(self, raw: Any) -> None:
        self.raw = raw

    def run(self, sql: str, values: Values = ()) -> Rows:
        """Run a statement once; ``values`` by position (``?``) or by name (``:name``)."""
        return Rows(self.raw.execute(sql, values))

    def run_many(self, sql: str, values: Any) -> Rows:
        """Run a statement once for each of many values."""
        return Rows(self.raw.executemany(sql, values))
