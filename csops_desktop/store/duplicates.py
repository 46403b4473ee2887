"""What a search for duplicates reads of all customers, and the pairs that the user called different."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from csops_desktop.domain.duplicates import Pair
from csops_desktop.store.connection import Connection

_SLICE = 20_000

Looks = tuple[int, str, str | None, str | None, str | None]
"""Id, match key of the name, reading, telephone, website."""
Reach = tuple[int, str | None, str | None]
"""Customer, mail address and telephone of a contact."""


def looks(connection: Connection, between: Callable[[], None]) -> list[Looks]:
    """Return what customers are compared by, the archived ones too; ``between`` is called between slices."""
    sql = (
        "SELECT c.id, f.match_key, c.reading, c.phone, c.website FROM customer c "
        "JOIN customer_fact f ON f.customer_id = c.id WHERE c.id > ? ORDER BY c.id LIMIT ?"
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in _slices(connection, sql, between)]


def reaches(connection: Connection, between: Callable[[], None]) -> Iterator[Reach]:
    """Yield how contacts are reached; ``between`` is called between slices."""
    sql = (
        "SELECT id, customer_id, mail, phone FROM contact WHERE id > ? AND (mail IS NOT NULL OR phone IS NOT NULL) "
        "ORDER BY id LIMIT ?"
    )
    return ((row[1], row[2], row[3]) for row in _slices(connection, sql, between))


def different(connection: Connection) -> frozenset[Pair]:
    """Return the pairs that the user called different."""
    return frozenset((row[0], row[1]) for row in connection.run("SELECT low_id, high_id FROM distinct_pair"))


def tell_apart(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Note that the customers of these pairs are different."""
    for pair in pairs:
        connection.run(
            "INSERT INTO distinct_pair(low_id, high_id) SELECT ?, ? WHERE NOT EXISTS "
            "(SELECT 1 FROM distinct_pair WHERE low_id = ? AND high_id = ?)",
            (*pair, *pair),
        )


def _slices(connection: Connection, sql: str, between: Callable[[], None]) -> Iterator[tuple[Any, ...]]:
    last = 0
    while rows := connection.run(sql, (last, _SLICE)).all():
        yield from rows
        last = rows[-1][0]
        between()
