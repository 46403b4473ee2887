"""The days without work that the store knows: our own, and public holidays of a list that was read in."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from csops_desktop.store.connection import Connection


class ClosingKind(StrEnum):
    """Whose day it is."""

    OWN = "own"
    HOLIDAY = "holiday"


def days(connection: Connection, kind: ClosingKind) -> dict[dt.date, str]:
    """Return the days of a kind by name, in order."""
    rows = connection.run("SELECT day, name FROM closing_day WHERE kind = ? ORDER BY day", (kind.value,))
    return {dt.date.fromisoformat(day): name for day, name in rows}


def put(connection: Connection, kind: ClosingKind, wanted: Mapping[dt.date, str]) -> None:
    """Let these be the days of a kind, no others; a day that stays as it is is not written."""
    there = days(connection, kind)
    gone = [(day.isoformat(), kind.value) for day in there.keys() - wanted.keys()]
    connection.run_many("DELETE FROM closing_day WHERE day = ? AND kind = ?", sorted(gone))
    changed = [(day.isoformat(), kind.value, name) for day, name in wanted.items() if there.get(day) != name]
    connection.run_many(
        "INSERT INTO closing_day(day, kind, name) VALUES (?, ?, ?) "
        "ON CONFLICT(day, kind) DO UPDATE SET name = excluded.name",
        sorted(changed),
    )
