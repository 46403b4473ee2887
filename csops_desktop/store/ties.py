"""What ties rows to others: uniqueness, and references to rows that may be gone when something is restored."""

from collections.abc import Sequence

from csops_desktop.store.batches import chunks
from csops_desktop.store.connection import Connection
from csops_desktop.store.shape import pointing, references

LINKS = ("adoption", "customer_tag", "custom_value", "request_customer", "activity_contact", "distinct_pair")
"""Rows that only tie two others together: with one of them gone, or the tie there already, they are left out."""

MOST_CONFLICTS = 10
"""So many places are named when an undo is refused."""

ALONG = ("tag", "custom_field", "member", "product", "metric")
"""What is made along with other records, by its name, and used by later ones."""

Place = tuple[str, int, str]
"""Table, id and column."""


def tie(connection: Connection, table: str, ids: Sequence[int]) -> list[Place]:
    """Deal with references of restored rows to what is gone; returns those without which a row cannot stand."""
    conflicts: list[Place] = []
    for column, parent, may_be_empty in references(connection, table):
        for chunk in chunks(ids):
            missing = _missing(connection, table, column, parent, chunk)
            if not missing:
                continue
            marks = ",".join("?" * len(missing))
            if may_be_empty:
                sql = f"UPDATE {table} SET {column} = NULL WHERE id IN ({marks})"
            elif table in LINKS:
                sql = f"DELETE FROM {table} WHERE id IN ({marks})"
            else:
                conflicts += [(table, pk, column) for pk in missing]
                continue
            connection.run(sql, tuple(missing))
    return conflicts


def _missing(connection: Connection, table: str, column: str, parent: str, ids: Sequence[int]) -> list[int]:
    marks = ",".join("?" * len(ids))
    rows = connection.run(
        f"SELECT id FROM {table} r WHERE id IN ({marks}) AND {column} IS NOT NULL "
        f"AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = r.{column})",
        tuple(ids),
    )
    return [row[0] for row in rows]


def unused(connection: Connection, table: str) -> str:
    """Return the condition under which nothing points to a row, so that nobody's later work goes with it."""
    return " AND ".join(
        f"NOT EXISTS (SELECT 1 FROM {child} x WHERE x.{column} = {table}.id)"
        for child, column in pointing(connection, table)
    )
