"""Finds out why an undo was refused: what stands at a place now, and by which name the user knows the record."""

import json
from typing import Any

from csops_desktop.foundation.errors import Obstacle
from csops_desktop.store.connection import Connection
from csops_desktop.store.shape import columns, references

Values = dict[str, Any]
_NAMES = ("name", "title", "subject", "text", "external_id")
_OWNERS = {"customer_id": "customer", "low_id": "customer", "record_id": "customer", "request_id": "request"}


def obstacle(connection: Connection, set_id: int, place: tuple[str, int, str]) -> Obstacle:
    """Return what stands in the way of an undo.

    Args:
        connection: of the store as it is; the undo was taken back.
        set_id: the operation that was to be undone.
        place: table, row and column of the conflict.
    """
    table, pk, column = place
    images = _images(connection, set_id, table, pk)
    row = _row(connection, table, pk)
    before = images[0]
    known = row or _deleted(connection, table, pk) or before
    return Obstacle(
        why=_why(connection, place, row, images),
        table=table,
        column=column,
        name=_name(connection, table, known),
        field=_text(connection, "custom_field", known.get("field_id")) if table == "custom_value" else "",
        value=str(before.get(column) or ""),
    )


def _why(connection: Connection, place: tuple[str, int, str], row: Values, images: tuple[Values, Values]) -> str:
    table, _pk, column = place
    before, after = images
    parents = {name: parent for name, parent, _empty in references(connection, table)}
    if not row and after:
        return "gone"
    if column in parents and before.get(column) is not None and not _row(connection, parents[column], before[column]):
        return "parent_gone"
    if row and column in after and row.get(column) != after[column]:
        return "changed"
    return "taken"


def _images(connection: Connection, set_id: int, table: str, pk: int) -> tuple[Values, Values]:
    """Return the row before the operation and after it, as far as the log has them; after a deletion nothing."""
    rows = connection.run(
        "SELECT op, old, new FROM change WHERE set_id = ? AND tbl = ? AND pk = ? ORDER BY id", (set_id, table, pk)
    ).all()
    before: Values = {}
    after: Values = {}
    for _op, old, new in rows:
        before = {**json.loads(old or "{}"), **before}
        after |= json.loads(new or "{}")
    return before, after


def _deleted(connection: Connection, table: str, pk: int) -> Values:
    """Return a row as it was when it was deleted last, empty when it never was."""
    sql = "SELECT old FROM change WHERE tbl = ? AND pk = ? AND op = 'delete' ORDER BY id DESC LIMIT 1"
    old = connection.run(sql, (table, pk)).scalar()
    return dict(json.loads(old)) if old else {}


def _row(connection: Connection, table: str, pk: int) -> Values:
    names = columns(connection, table)
    found = connection.run(f"SELECT {','.join(names)} FROM {table} WHERE id = ?", (pk,)).first()
    return {} if found is None else dict(zip(names, found, strict=True))


def _name(connection: Connection, table: str, values: Values) -> str:
    """Return the name of a record; what has none of its own is known by whom it belongs to."""
    own = next((str(values[name]) for name in _NAMES[:4] if values.get(name)), "")
    if own:
        return own
    owner = next(((parent, values[column]) for column, parent in _OWNERS.items() if values.get(column)), None)
    if owner is not None and table != owner[0]:
        return _text(connection, *owner)
    return str(values.get("external_id") or "")


def _text(connection: Connection, table: str, pk: object) -> str:
    row = _row(connection, table, int(str(pk))) if pk is not None else {}
    return next((str(row[name]) for name in _NAMES if row.get(name)), "")
