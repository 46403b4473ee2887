"""Settings kept in the store, and remembered import mappings; neither is an undo step."""

import json

from csops_desktop.domain.changes import Scalar
from csops_desktop.store.connection import Connection


def get(connection: Connection, name: str) -> Scalar:
    """Return a setting, or None when it was never set."""
    value = connection.run("SELECT value FROM setting WHERE name = ?", (name,)).scalar()
    return None if value is None else json.loads(value)


def put(connection: Connection, name: str, value: Scalar) -> None:
    """Set a setting."""
    connection.run(
        "INSERT INTO setting(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        (name, json.dumps(value, ensure_ascii=False)),
    )


def meta(connection: Connection, key: str) -> str | None:
    """Return what the store knows of itself under a key."""
    found: str | None = connection.run("SELECT value FROM meta WHERE key = ?", (key,)).scalar()
    return found


def put_meta(connection: Connection, key: str, value: str) -> None:
    """Let the store know something of itself."""
    connection.run(
        "INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", (key, value)
    )


def mapping(connection: Connection, kind: str, headings: str) -> str | None:
    """Return the mapping remembered for a set of headings, as JSON text."""
    found: str | None = connection.run(
        "SELECT mapping FROM import_mapping WHERE kind = ? AND headings = ?", (kind, headings)
    ).scalar()
    return found


def remember_mapping(connection: Connection, kind: str, headings: str, value: str) -> None:
    """Remember the mapping of a set of headings."""
    connection.run(
        "INSERT INTO import_mapping(kind, headings, mapping) VALUES (?, ?, ?) "
        "ON CONFLICT(kind, headings) DO UPDATE SET mapping = excluded.mapping",
        (kind, headings, value),
    )
