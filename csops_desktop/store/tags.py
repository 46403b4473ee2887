"""Tags of customers."""

from collections.abc import Mapping, Sequence

from csops_desktop.store.batches import chunks
from csops_desktop.store.connection import Connection


def names(connection: Connection) -> list[str]:
    """Return all tags that are in use, by name."""
    return [
        row[0]
        for row in connection.run("SELECT name FROM tag WHERE id IN (SELECT tag_id FROM customer_tag) ORDER BY name")
    ]


def of(connection: Connection, customer_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the tags of each customer."""
    found: dict[int, tuple[str, ...]] = {}
    if not customer_ids:
        return found
    marks = ",".join("?" * len(customer_ids))
    sql = (
        "SELECT x.customer_id, t.name FROM customer_tag x JOIN tag t ON t.id = x.tag_id "
        f"WHERE x.customer_id IN ({marks}) ORDER BY x.customer_id, t.name"
    )
    for customer_id, name in connection.run(sql, tuple(customer_ids)):
        found[customer_id] = (*found.get(customer_id, ()), name)
    return found


def assign(connection: Connection, wanted: Mapping[int, Sequence[str]]) -> None:
    """Give customers exactly these tags, making new ones as needed."""
    known = {name: id_ for id_, name in connection.run("SELECT id, name FROM tag")}
    for name in sorted({name for names_ in wanted.values() for name in names_} - known.keys()):
        connection.run("INSERT INTO tag(name) VALUES (?)", (name,))
        known[name] = connection.run("SELECT last_insert_rowid()").scalar_one()
    gone: list[tuple[int, int]] = []
    new: list[tuple[int, int]] = []
    for chunk in chunks(wanted):
        have: dict[int, set[int]] = {}
        marks = ",".join("?" * len(chunk))
        sql = f"SELECT customer_id, tag_id FROM customer_tag WHERE customer_id IN ({marks})"
        for customer_id, tag_id in connection.run(sql, tuple(chunk)):
            have.setdefault(customer_id, set()).add(tag_id)
        for customer_id in chunk:
            ids, had = {known[name] for name in wanted[customer_id]}, have.get(customer_id, set())
            gone += [(customer_id, tag_id) for tag_id in sorted(had - ids)]
            new += [(customer_id, tag_id) for tag_id in sorted(ids - had)]
    if gone:
        connection.run_many("DELETE FROM customer_tag WHERE customer_id = ? AND tag_id = ?", gone)
    if new:
        connection.run_many("INSERT INTO customer_tag(customer_id, tag_id) VALUES (?, ?)", new)
