"""Reads and writes records of every kind by the fields declared in ``domain.fields``."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlcipher3 import dbapi2 as driver

from csops_desktop.domain.fields import FIELDS, Field, FieldType, Kind, stored
from csops_desktop.domain.records import Record, Value, names_in
from csops_desktop.foundation.errors import DuplicateError, NotFoundError
from csops_desktop.store import custom, links, swaps, tags
from csops_desktop.store.adoptions import adopt, adopt_all
from csops_desktop.store.batches import chunks as chunks  # noqa: PLC0414 (services cut their ids alike)
from csops_desktop.store.computed import COMPUTED, expression
from csops_desktop.store.connection import Connection, Stored
from csops_desktop.store.kinds import TABLES

_ORDER = {
    Kind.CUSTOMERS: "f.sort_key, r.id",
    Kind.CONTRACTS: "r.starts_on, r.id",
    Kind.ACTIVITIES: "r.happened_on DESC, r.id DESC",
    Kind.NEXT_ACTIONS: "r.due_on IS NULL, r.due_on, r.id",
    Kind.PROMISES: "r.due_on IS NULL, r.due_on, r.id",
    Kind.REQUESTS: "r.raised_on DESC, r.id DESC",
    Kind.TICKETS: "r.opened_on DESC, r.id DESC",
    Kind.SURVEYS: "r.answered_on DESC, r.id DESC",
    Kind.CHURN_EVENTS: "r.churned_on DESC, r.id DESC",
    Kind.FILES: "coalesce(r.title, r.path), r.id",
    Kind.HANDOFFS: "r.handed_on DESC, r.id DESC",
    Kind.READINGS: "r.on_day DESC, r.id DESC",
}
_ROWS = frozenset({FieldType.TAGS, FieldType.LINKS})  # held as rows of other tables
_LABEL = {Kind.CONTRACTS: "coalesce({0}.external_id, {0}.starts_on)"}


def columns(kind: Kind) -> tuple[Field, ...]:
    """Return the fields of a kind that are columns of its own table."""
    return tuple(f for f in stored(kind) if f.type not in _ROWS)


def to_store(value: Value) -> Stored:
    """Return a value as the column holds it; empty text is no value."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        raise TypeError("tags and links are rows of their own")
    return value


def from_store(field: Field, value: Stored) -> Value:
    """Return a column's value as its field's type."""
    if value is None:
        return None
    if field.type is FieldType.DATE:
        return dt.date.fromisoformat(str(value))
    if field.type is FieldType.FLAG:
        return bool(value)
    return value


def next_id(connection: Connection, kind: Kind) -> int:
    """Return the id that the next new record of a kind will get."""
    last = connection.run("SELECT seq FROM sqlite_sequence WHERE name = ?", (TABLES[kind],)).scalar()
    return int(last or 0) + 1


def insert(connection: Connection, kind: Kind, values: Mapping[str, Value]) -> int:
    """Insert one record and return its id.

    Raises:
        DuplicateError: an external id or a product's name is taken.
        NotFoundError: what it refers to is gone.
    """
    fields = [f for f in columns(kind) if f.name in values]
    with refused(connection, kind, values):
        ids = insert_many(connection, kind, [f.name for f in fields], [[to_store(values[f.name]) for f in fields]])
    _assign(connection, kind, ids[0], {name: value for name, value in values.items() if value})
    return ids[0]


def insert_many(connection: Connection, kind: Kind, names: Sequence[str], rows: Sequence[Sequence[Stored]]) -> range:
    """Insert records given as stored values in the order of ``names``; returns their ids, consecutive."""
    return insert_columns(connection, kind, names, list(zip(*rows, strict=True)), len(rows))


def insert_columns(
    connection: Connection, kind: Kind, names: Sequence[str], columns: Sequence[Sequence[Stored]], n: int
) -> range:
    """Insert ``n`` records given column by column in the order of ``names``; returns their ids, consecutive."""
    first = next_id(connection, kind)
    ids = range(first, first + n)
    if n:
        table, marks = TABLES[kind], ",".join("?" * (len(names) + 1))
        connection.run_many(
            f"INSERT INTO {table} ({','.join(('id', *names))}) VALUES ({marks})",
            list(zip(ids, *columns, strict=True)),
        )
        if kind is Kind.CONTRACTS:
            adopt(connection, ids[0], ids[-1])
    return ids


def update(connection: Connection, kind: Kind, record_id: int, values: Mapping[str, Value]) -> None:
    """Change fields of one record.

    Raises:
        NotFoundError: the record, or what it refers to, is gone.
        DuplicateError: an external id or a product's name is taken.
    """
    if not exists(connection, kind, record_id):
        raise NotFoundError(kind.value, record_id)
    fields = [f for f in columns(kind) if f.name in values]
    _assign(connection, kind, record_id, values)
    if not fields:
        return
    assignments = ", ".join(f"{f.name} = ?" for f in fields)
    with refused(connection, kind, values):
        connection.run(
            f"UPDATE {TABLES[kind]} SET {assignments} WHERE id = ?",
            (*(to_store(values[f.name]) for f in fields), record_id),
        )
    if kind is Kind.CONTRACTS:
        adopt(connection, record_id, record_id)


def update_column(connection: Connection, kind: Kind, name: str, values: Iterable[tuple[Stored, int]]) -> None:
    """Set one column of many records: pairs of (stored value, id)."""
    pairs = list(values)
    if pairs:
        swaps.update(connection, TABLES[kind], name, pairs)
        if kind is Kind.CONTRACTS and name in ("customer_id", "product_id"):
            adopt_all(connection)


def any_of(connection: Connection, kind: Kind) -> bool:
    """Tell whether there is a record of a kind at all."""
    return bool(connection.run(f"SELECT EXISTS (SELECT 1 FROM {TABLES[kind]})").scalar_one())


def exists(connection: Connection, kind: Kind, record_id: int) -> bool:
    """Tell whether there is a record with this id."""
    sql = f"SELECT EXISTS (SELECT 1 FROM {TABLES[kind]} WHERE id = ?)"
    return bool(connection.run(sql, (record_id,)).scalar_one())


def delete(connection: Connection, kind: Kind, ids: Iterable[int]) -> int:
    """Delete records with everything that hangs on them; returns how many there were."""
    n = 0
    for chunk in chunks(ids):
        marks = ",".join("?" * len(chunk))
        n += connection.run(f"DELETE FROM {TABLES[kind]} WHERE id IN ({marks})", tuple(chunk)).rowcount
    return n


def get(connection: Connection, kind: Kind, record_id: int) -> Record:
    """Return one record.

    Raises:
        NotFoundError: there is none with this id.
    """
    found = read(connection, kind, [record_id])
    if not found:
        raise NotFoundError(kind.value, record_id)
    return found[0]


def read(connection: Connection, kind: Kind, ids: Sequence[int], only: Collection[str] | None = None) -> list[Record]:
    """Return records by id, in the order asked for; ids that are gone are left out.

    Args:
        connection: to read through.
        kind: of the records.
        ids: of the records.
        only: names of the fields to read (``custom:<id>`` for own ones), all when None; for the many of an export.
    """
    found: dict[int, Record] = {}
    for chunk in chunks(ids):
        marks = ",".join("?" * len(chunk))
        for record in _select(connection, kind, f"WHERE r.id IN ({marks})", tuple(chunk), only):
            found[record.id] = record
    return [found[id_] for id_ in ids if id_ in found]


def ids_of(connection: Connection, kind: Kind, *, customer_id: int | None = None) -> list[int]:
    """Return the ids of all records of a kind, or of those of one customer, in their natural order."""
    own = "r.id IN (SELECT request_id FROM request_customer WHERE customer_id = ?)"
    where = "" if customer_id is None else f"WHERE {own if kind is Kind.REQUESTS else 'r.customer_id = ?'}"
    values = () if customer_id is None else (customer_id,)
    order = _ORDER.get(kind, "r.name, r.id")
    facts = "JOIN customer_fact f ON f.customer_id = r.id" if kind is Kind.CUSTOMERS else ""
    rows = connection.run(f"SELECT r.id FROM {TABLES[kind]} r {facts} {where} ORDER BY {order}", values)
    return [row[0] for row in rows]


def names(connection: Connection, kind: Kind) -> list[tuple[int, str]]:
    """Return (id, name) of all records of a kind that has names."""
    rows = connection.run(f"SELECT id, name FROM {TABLES[kind]} ORDER BY name, id")
    return [(row[0], row[1]) for row in rows]


def column(connection: Connection, kind: Kind, name: str) -> list[tuple[int, Stored]]:
    """Return (id, stored value) of one column for all records of a kind."""
    return connection.run(f"SELECT id, {name} FROM {TABLES[kind]}").all()


def customer_keys(connection: Connection) -> list[tuple[int, str]]:
    """Return (id, match key of the name) of all customers."""
    return connection.run("SELECT customer_id, match_key FROM customer_fact").all()


def keys(connection: Connection, kind: Kind, expressions: str) -> list[tuple[Any, ...]]:
    """Return (id, …) of all records of a kind, where ``expressions`` is SQL of our own over its columns."""
    return connection.run(f"SELECT id, {expressions} FROM {TABLES[kind]}").all()


def name(connection: Connection, kind: Kind, record_id: int) -> str:
    """Return the name of a record, empty when it is gone."""
    return str(connection.run(f"SELECT name FROM {TABLES[kind]} WHERE id = ?", (record_id,)).scalar() or "")


def stored_rows(
    connection: Connection, kind: Kind, fields: Sequence[str], ids: Sequence[int]
) -> dict[int, tuple[Stored, ...]]:
    """Return the stored values of some columns by id, for comparing many rows at once."""
    found: dict[int, tuple[Stored, ...]] = {}
    listed = ",".join(("id", *fields))
    for chunk in chunks(ids):
        marks = ",".join("?" * len(chunk))
        sql = f"SELECT {listed} FROM {TABLES[kind]} WHERE id IN ({marks})"
        found.update((row[0], row[1:]) for row in connection.run(sql, tuple(chunk)))
    return found


def _select(
    connection: Connection, kind: Kind, where: str, values: tuple[int, ...], only: Collection[str] | None
) -> Iterator[Record]:
    fields = [f for f in columns(kind) if only is None or f.name in only]
    derived = [f for f in FIELDS[kind] if f.derived and (only is None or f.name in only)]
    references = [(f, f.refers) for f in fields if f.refers is not None]
    selected = [f"r.{f.name}" for f in fields] + [_derived(f.name) for f in derived]
    joins = ["JOIN customer_fact f ON f.customer_id = r.id"] if derived else []
    for at, (field, refers) in enumerate(references):
        selected.append(_LABEL.get(refers, "{0}.name").format(f"x{at}"))
        joins.append(f"LEFT JOIN {TABLES[refers]} x{at} ON x{at}.id = r.{field.name}")
    sql = f"SELECT r.id, {', '.join(selected)} FROM {TABLES[kind]} r {' '.join(joins)} {where}"
    rows = connection.run(sql, values).all()
    ids = [row[0] for row in rows]
    own = only is None or any(name.startswith("custom:") for name in only)
    extra = custom.values_of(connection, kind, ids) if own else {}
    tagged = kind is Kind.CUSTOMERS and (only is None or "tags" in only)
    marked = tags.of(connection, ids) if tagged else {}
    tied = links.of(connection, kind, ids)
    plain = [*fields, *derived]
    for row in rows:
        record_values = {
            f.name: from_store(f, value) for f, value in zip(plain, row[1:], strict=False) if value is not None
        }
        if tagged:
            record_values["tags"] = marked.get(row[0], ())
        labels = {
            f.name: str(label)
            for (f, _refers), label in zip(references, row[1 + len(plain) :], strict=True)
            if label is not None
        }
        linked = {name: by_id[row[0]] for name, by_id in tied.items() if row[0] in by_id}
        record_values |= {name: others for name, (others, _names) in linked.items()}
        labels |= {name: ", ".join(others) for name, (_ids, others) in linked.items()}
        named = {name: others for name, (_ids, others) in linked.items()}
        yield Record(kind, row[0], record_values, labels, extra.get(row[0], {}), named)


def _derived(name: str) -> str:
    """Return the SQL of a derived field; of a computed one nothing stands for no."""
    return f"nullif({expression(name, 'r')}, 0)" if name in COMPUTED else f"f.{name}"


def _assign(connection: Connection, kind: Kind, record_id: int, values: Mapping[str, Value]) -> None:
    """Write the fields that are rows of other tables."""
    if "tags" in values:
        tags.assign(connection, {record_id: names_in(values["tags"])})
    for name, value in values.items():
        if (kind, name) in links.TIES:
            links.assign(connection, kind, name, {record_id: value})


@contextmanager
def refused(connection: Connection, kind: Kind, values: Mapping[str, Value]) -> Iterator[None]:
    """Word a broken uniqueness as the field that is taken, a broken reference as what is gone.

    Raises:
        DuplicateError, NotFoundError
    """
    try:
        yield
    except driver.IntegrityError as error:
        message = str(error)
        if "UNIQUE" in message:
            field = message.rpartition(".")[2]
            raise DuplicateError(kind.value, field, str(values.get(field, ""))) from error
        for reference in columns(kind):
            target = values.get(reference.name)
            if (
                reference.refers is not None
                and isinstance(target, int)
                and not exists(connection, reference.refers, target)
            ):
                raise NotFoundError(reference.refers.value, target) from error
        raise
