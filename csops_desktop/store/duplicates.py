"""What a search for duplicates reads of all customers, and the pairs that the user called different."""

from collections.abc import Iterable

from csops_desktop.domain.duplicates import Pair
from csops_desktop.store.connection import Connection

Looks = tuple[int, str, str | None, str | None, str | None]
"""Id, match key of the name, reading, telephone, website."""
Reach = tuple[int, int, str | None, str | None]
"""Id of the contact, its customer, mail address and telephone."""


def looks(connection: Connection, after: int, n: int) -> list[Looks]:
    """Return what up to ``n`` customers with an id above ``after`` are compared by, the archived ones too."""
    sql = (
        "SELECT c.id, f.match_key, c.reading, c.phone, c.website FROM customer c "
        "JOIN customer_fact f ON f.customer_id = c.id WHERE c.id > ? ORDER BY c.id LIMIT ?"
    )
    return connection.run(sql, (after, n)).all()


def reaches(connection: Connection, after: int, n: int) -> list[Reach]:
    """Return how up to ``n`` contacts with an id above ``after`` are reached."""
    sql = (
        "SELECT id, customer_id, mail, phone FROM contact WHERE id > ? AND (mail IS NOT NULL OR phone IS NOT NULL) "
        "ORDER BY id LIMIT ?"
    )
    return connection.run(sql, (after, n)).all()


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
