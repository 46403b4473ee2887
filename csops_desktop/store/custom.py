"""Custom fields and their values."""

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlcipher3 import dbapi2 as driver

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.records import CustomField, Value
from csops_desktop.foundation.errors import DuplicateError, NotFoundError
from csops_desktop.store.connection import Connection
from csops_desktop.store.kinds import TABLES

_PYTHON: dict[FieldType, type] = {
    FieldType.TEXT: str,
    FieldType.LONG_TEXT: str,
    FieldType.DATE: dt.date,
    FieldType.MONEY: int,
    FieldType.INTEGER: int,
    FieldType.FLAG: bool,
}


def install(connection: Connection) -> None:
    """Create the TEMP triggers that take a record's values away with it: their record is of no one table."""
    for kind, table in TABLES.items():
        connection.run(
            f"CREATE TEMP TRIGGER drop_custom_{table} AFTER DELETE ON main.{table} BEGIN DELETE FROM custom_value "
            f"WHERE record_id = old.id AND field_id IN (SELECT id FROM custom_field WHERE kind = '{kind.value}'); END"
        )


def fields(connection: Connection, kind: Kind) -> list[CustomField]:
    """Return the custom fields of a kind in their order."""
    rows = connection.run(
        "SELECT id, kind, name, type, position FROM custom_field WHERE kind = ? ORDER BY position, id", (kind.value,)
    )
    return [CustomField(row[0], Kind(row[1]), row[2], FieldType(row[3]), row[4]) for row in rows]


def add(connection: Connection, kind: Kind, name: str, type_: FieldType) -> int:
    """Add a custom field at the end and return its id.

    Raises:
        DuplicateError: the kind has one with this name.
    """
    try:
        connection.run(
            "INSERT INTO custom_field(kind, name, type, position) "
            "SELECT ?, ?, ?, coalesce(max(position), 0) + 1 FROM custom_field WHERE kind = ?",
            (kind.value, name, type_.value, kind.value),
        )
    except driver.IntegrityError as error:
        raise DuplicateError(kind.value, "name", name) from error
    return int(connection.run("SELECT last_insert_rowid()").scalar_one())


def delete(connection: Connection, field_id: int) -> None:
    """Delete a custom field with its values."""
    connection.run("DELETE FROM custom_field WHERE id = ?", (field_id,))


def values_of(connection: Connection, kind: Kind, record_ids: Sequence[int]) -> dict[int, dict[int, Value]]:
    """Return record id → (field id → value) for up to some hundred records."""
    types = {field.id: field.type for field in fields(connection, kind)}
    found: dict[int, dict[int, Value]] = {}
    if not types or not record_ids:
        return found
    marks = ",".join("?" * len(record_ids))
    listed = ",".join(str(id_) for id_ in types)
    sql = f"SELECT record_id, field_id, value FROM custom_value WHERE record_id IN ({marks}) AND field_id IN ({listed})"
    for record_id, field_id, value in connection.run(sql, tuple(record_ids)):
        found.setdefault(record_id, {})[field_id] = from_text(types[field_id], value)
    return found


def field_type(connection: Connection, field_id: int) -> FieldType:
    """Return the type of a custom field.

    Raises:
        NotFoundError: there is none with this id.
    """
    found = connection.run("SELECT type FROM custom_field WHERE id = ?", (field_id,)).scalar()
    if found is None:
        raise NotFoundError("fields", field_id)
    return FieldType(found)


def fits(type_: FieldType, value: Value) -> bool:
    """Tell whether a custom field of a type can hold a value; None empties it."""
    if value is None or value == "":
        return True
    wanted = _PYTHON[type_]
    return isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))


def put(connection: Connection, field_id: int, values: Iterable[tuple[int, Value]]) -> None:
    """Set the value of one field in many records: pairs of (record id, value); an empty value removes it."""
    gone: list[tuple[int, int]] = []
    kept: list[tuple[int, int, str]] = []
    for record_id, value in values:
        if value is None or value == "":
            gone.append((field_id, record_id))
        else:
            kept.append((field_id, record_id, to_text(value)))
    if gone:
        connection.run_many("DELETE FROM custom_value WHERE field_id = ? AND record_id = ?", gone)
    if kept:
        connection.run_many(
            "INSERT INTO custom_value(field_id, record_id, value) VALUES (?, ?, ?) "
            "ON CONFLICT(field_id, record_id) DO UPDATE SET value = excluded.value",
            kept,
        )


def unreadable(connection: Connection) -> str:
    """Return a stored value that is none of its field's type, empty when all are; for stores filled from outside."""
    for id_, name, type_ in connection.run("SELECT id, name, type FROM custom_field").all():
        for (value,) in connection.run("SELECT DISTINCT value FROM custom_value WHERE field_id = ?", (id_,)):
            try:
                from_text(FieldType(type_), value)
            except ValueError:
                return f"{name}: {value}"
    return ""


def to_text(value: Value) -> str:
    """Return a value as stored: numbers and flags as digits, dates as ISO text."""
    if isinstance(value, bool):
        return str(int(value))
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def from_text(type_: FieldType, value: str) -> Value:
    """Return a stored value as its field's type."""
    if type_ is FieldType.DATE:
        return dt.date.fromisoformat(value)
    if type_ is FieldType.FLAG:
        return value == "1"
    return int(value) if type_ in (FieldType.INTEGER, FieldType.MONEY) else value
