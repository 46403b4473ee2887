"""Merges records into one: whatever points to the others points to the one that stays.

What points to a record is read from the schema, so that no later table can be forgotten. A row that cannot go over
because the record that stays has its like already (the same tag, the same product) goes away with the record it hung
on; of a table that holds one row for each record, the empty columns are filled first.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from csops_desktop.domain.duplicates import mail_key, pair_of
from csops_desktop.domain.fields import FIELDS, FieldType, Kind
from csops_desktop.foundation.text import match_key
from csops_desktop.store import custom, records, shape
from csops_desktop.store.connection import Connection
from csops_desktop.store.duplicates import tell_apart
from csops_desktop.store.kinds import TABLES

PAIRS = "distinct_pair"
"""The one table that points to two customers at once."""

_KINDS = {table: kind for kind, table in TABLES.items()}
_SHARED_BOXES = frozenset(
    (
        "info", "contact", "support", "sales", "office", "admin", "mail", "post", "inquiry", "toiawase", "soumu",
        "jimu", "jim", "keiri", "eigyo", "hello", "team", "help", "billing", "accounting", "school", "reception",
    )
)  # fmt: skip
_BETWEEN_TEXTS = "\n\n"


def moves(connection: Connection, customers: Sequence[int]) -> list[tuple[Kind, int]]:
    """Return how many records of each kind hang on customers; ties count as what they tie to."""
    marks = ",".join("?" * len(customers))
    found: dict[Kind, int] = {}
    for table, column in shape.pointing(connection, "customer"):
        kind = _KINDS.get(table) or _tied_kind(connection, table)
        if kind is None:
            continue
        sql = f"SELECT count(*) FROM {table} WHERE {column} IN ({marks})"
        n = int(connection.run(sql, tuple(customers)).scalar_one())
        if n:
            found[kind] = found.get(kind, 0) + n
    return [(kind, found[kind]) for kind in FIELDS if kind in found]


def merge(connection: Connection, keep: int, others: Sequence[int]) -> None:
    """Let one customer take over everything of others, which are deleted."""
    joined = joins(connection, keep, others)
    _carry_pairs(connection, keep, others)
    for other in others:
        _join_adoptions(connection, other, keep)
        _move(connection, "customer", other, keep)
    for gone, stays in joined:
        _join_contact(connection, gone, stays)
    records.delete(connection, Kind.CUSTOMERS, others)


def joins(connection: Connection, keep: int, others: Sequence[int]) -> list[tuple[int, int]]:
    """Return (contact that goes, contact that stays) of the contacts of different customers that are one person.

    These have the same mail address. In a box that several people read (info@…) the names must agree as well.
    """
    found: list[tuple[int, int]] = []
    known: dict[str, list[tuple[int, int, str]]] = {}
    for customer in (keep, *others):
        sql = "SELECT id, mail, name FROM contact WHERE customer_id = ? AND mail IS NOT NULL ORDER BY id"
        for id_, mail, name in connection.run(sql, (customer,)):
            address = mail_key(mail)
            if not address:
                continue
            same = known.setdefault(address, [])
            stays = next((one for one, of, other in same if of != customer and _one_person(address, name, other)), None)
            if stays is None:
                same.append((id_, customer, name))
            else:
                found.append((id_, stays))
    return found


def _one_person(address: str, name: str, other: str) -> bool:
    if address.partition("@")[0] not in _SHARED_BOXES:
        return True
    one, two = sorted((match_key(name), match_key(other)), key=len)
    return one in two


def _tied_kind(connection: Connection, table: str) -> Kind | None:
    """Return the kind at the other end of a table that only ties customers to it."""
    if table in {PAIRS, "customer_tag", "adoption"}:
        return None
    others = [target for _column, target, _empty in shape.references(connection, table) if target != "customer"]
    return _KINDS.get(others[0]) if len(others) == 1 else None


def _carry_pairs(connection: Connection, keep: int, others: Sequence[int]) -> None:
    """What is different from a customer that goes is different from the one that stays."""
    merged = {keep, *others}
    for other in others:
        rows = connection.run(
            f"SELECT low_id, high_id FROM {PAIRS} WHERE low_id = ? OR high_id = ?", (other, other)
        ).all()
        tell_apart(connection, (pair_of(keep, id_) for row in rows for id_ in row if id_ not in merged))


def _move(connection: Connection, parent: str, old: int, new: int) -> None:
    for table, column in shape.pointing(connection, parent):
        if table == PAIRS:
            continue
        if (column,) in shape.unique_keys(connection, table):
            _fill_only_row(connection, table, column, old, new)
        connection.run(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?", (new, old))


def _join_adoptions(connection: Connection, old: int, new: int) -> None:
    """Of a product that both have: what was found out about the one goes over to the other.

    The phases of the one that stays count; only where it has none it gets those of the other.
    """
    pairs = connection.run(
        "SELECT o.id, n.id FROM adoption o JOIN adoption n ON n.product_id = o.product_id "
        "WHERE o.customer_id = ? AND n.customer_id = ?",
        (old, new),
    ).all()
    for gone, stays in pairs:
        rows = {row["id"]: row for row in _rows(connection, "adoption", "id IN (?, ?)", (gone, stays))}
        known = "SELECT EXISTS (SELECT 1 FROM phase_stay WHERE adoption_id = ?)"
        if connection.run(known, (stays,)).scalar_one():
            connection.run("DELETE FROM phase_stay WHERE adoption_id = ?", (gone,))
        _move(connection, "adoption", gone, stays)
        _fill(connection, "adoption", rows[gone], rows[stays], skip=("customer_id", "product_id"))


def _fill_only_row(connection: Connection, table: str, column: str, old: int, new: int) -> None:
    """Of a table with one row for each record: give the row that stays what only the other one says."""
    rows = {row[column]: row for row in _rows(connection, table, f"{column} IN (?, ?)", (old, new))}
    if len(rows) > 1:
        own = {key[0] for key in shape.unique_keys(connection, table) if len(key) == 1}
        _fill(connection, table, rows[old], rows[new], skip=tuple(own))


def _join_contact(connection: Connection, gone: int, stays: int) -> None:
    rows = {row["id"]: row for row in _rows(connection, "contact", "id IN (?, ?)", (gone, stays))}
    one, other = rows[stays], rows[gone]
    _move(connection, "contact", gone, stays)
    _fill_custom(connection, gone, stays)
    if match_key(str(one["name"])) != match_key(str(other["name"])):
        other["note"] = "\n".join(str(part) for part in (other["note"], other["name"]) if part)
    records.delete(connection, Kind.CONTACTS, [gone])
    _fill(connection, "contact", other, one, skip=("name", "customer_id"))
    if other["opted_out"]:
        connection.run("UPDATE contact SET opted_out = 1 WHERE id = ?", (stays,))


def _fill_custom(connection: Connection, gone: int, stays: int) -> None:
    own = custom.values_of(connection, Kind.CONTACTS, [gone, stays])
    for field_id, value in own.get(gone, {}).items():
        if field_id not in own.get(stays, {}):
            custom.put(connection, field_id, [(stays, value)])


def _fill(
    connection: Connection, table: str, source: dict[str, Any], target: dict[str, Any], *, skip: tuple[str, ...]
) -> None:
    """Fill what is empty in a row from another one; long texts that differ are put one after the other."""
    fields = FIELDS.get(_KINDS[table], ()) if table in _KINDS else ()
    long = {field.name for field in fields if field.type is FieldType.LONG_TEXT}
    wanted: dict[str, Any] = {}
    for name, value in source.items():
        if name == "id" or name in skip or value is None or value == target[name]:
            continue
        if target[name] is None:
            wanted[name] = value
        elif name in long:
            wanted[name] = f"{target[name]}{_BETWEEN_TEXTS}{value}"
    if wanted:
        assignments = ", ".join(f"{name} = ?" for name in wanted)
        connection.run(f"UPDATE {table} SET {assignments} WHERE id = ?", (*wanted.values(), target["id"]))


def _rows(connection: Connection, table: str, where: str, values: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    names = shape.columns(connection, table)
    for row in connection.run(f"SELECT {','.join(names)} FROM {table} WHERE {where}", values):
        yield dict(zip(names, row, strict=True))
