"""Fields that point to several records: which customers have a request, whom an activity was with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from csops_desktop.domain.fields import FIELDS, FieldType, Kind
from csops_desktop.domain.records import Value, ids_in
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.store.connection import Connection
from csops_desktop.store.kinds import TABLES


@dataclass(frozen=True, slots=True)
class Tie:
    """The table that holds the pairs of one field.

    Attributes:
        own: its column with the record that has the field.
        other: its column with the record that the field points to.
    """

    table: str
    own: str
    other: str


TIES: Mapping[tuple[Kind, str], Tie] = {
    (Kind.REQUESTS, "customers"): Tie("request_customer", "request_id", "customer_id"),
    (Kind.ACTIVITIES, "contacts"): Tie("activity_contact", "activity_id", "contact_id"),
}

Linked = tuple[tuple[int, ...], tuple[str, ...]]
"""Ids and names of the records that a field points to."""


def of(connection: Connection, kind: Kind, ids: Sequence[int]) -> dict[str, dict[int, Linked]]:
    """Return, for each LINKS field of a kind, what up to some hundred records point to, in the order it was added."""
    found: dict[str, dict[int, Linked]] = {}
    if not ids:
        return found
    marks = ",".join("?" * len(ids))
    for field in FIELDS[kind]:
        if field.type is not FieldType.LINKS or field.refers is None:
            continue
        tie = TIES[kind, field.name]
        sql = (
            f"SELECT x.{tie.own}, x.{tie.other}, o.name FROM {tie.table} x "
            f"JOIN {TABLES[field.refers]} o ON o.id = x.{tie.other} WHERE x.{tie.own} IN ({marks}) ORDER BY x.id"
        )
        linked = found.setdefault(field.name, {})
        for record_id, other_id, name in connection.run(sql, tuple(ids)):
            others, names = linked.get(record_id, ((), ()))
            linked[record_id] = ((*others, other_id), (*names, name))
    return found


def assign(connection: Connection, kind: Kind, name: str, wanted: Mapping[int, Value]) -> None:
    """Let records point to exactly these others: record id → ids.

    Raises:
        NotFoundError: one of the others is gone.
    """
    tie = TIES[kind, name]
    for record_id, value in wanted.items():
        ids = ids_in(value)
        sql = f"SELECT {tie.other} FROM {tie.table} WHERE {tie.own} = ?"
        have = {row[0] for row in connection.run(sql, (record_id,))}
        gone = [(record_id, id_) for id_ in sorted(have.difference(ids))]
        if gone:
            connection.run_many(f"DELETE FROM {tie.table} WHERE {tie.own} = ? AND {tie.other} = ?", gone)
        add(connection, kind, name, ((record_id, id_) for id_ in ids if id_ not in have))


def add(connection: Connection, kind: Kind, name: str, pairs: Iterable[tuple[int, int]]) -> None:
    """Let records point to more others: pairs of (record id, other's id); what is tied already stays.

    Raises:
        NotFoundError: one of the others is gone.
    """
    tie, new = TIES[kind, name], list(pairs)
    if not new:
        return
    refers = next(field.refers for field in FIELDS[kind] if field.name == name)
    if refers is not None:
        _refuse_gone(connection, refers, {other for _id, other in new})
    connection.run_many(f"INSERT OR IGNORE INTO {tie.table}({tie.own}, {tie.other}) VALUES (?, ?)", new)


def _refuse_gone(connection: Connection, kind: Kind, ids: set[int]) -> None:
    sql = f"SELECT EXISTS (SELECT 1 FROM {TABLES[kind]} WHERE id = ?)"
    for id_ in sorted(ids):
        if not connection.run(sql, (id_,)).scalar_one():
            raise NotFoundError(kind.value, id_)
