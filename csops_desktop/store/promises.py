"""Promises with the names they are shown by."""

import datetime as dt

from csops_desktop.domain.promises import PromiseLine, State
from csops_desktop.store.connection import Connection

_STATES = {
    State.OPEN: "p.kept_on IS NULL AND p.broken_on IS NULL",
    State.LATE: "p.kept_on IS NULL AND p.broken_on IS NULL AND p.due_on < :today",
    State.KEPT: "p.kept_on IS NOT NULL",
    State.BROKEN: "p.kept_on IS NULL AND p.broken_on IS NOT NULL",
}
_SEEN = "FROM promise p JOIN customer_fact f ON f.customer_id = p.customer_id WHERE f.hidden = 0"
_OWNED = "(:owner IS NULL OR p.owner_id = :owner)"


def lines(connection: Connection, today: dt.date, state: State | None, owner_id: int | None) -> list[PromiseLine]:
    """Return the promises of one list, or with None of all, for one owner or all; not those of archived customers."""
    rows = connection.run(
        "SELECT p.id, p.customer_id, c.name, p.text, coalesce(p.made_by, ''), p.owner_id, coalesce(m.name, ''), "
        "p.due_on, coalesce(p.kept_on, p.broken_on), p.kept_on IS NOT NULL, coalesce(p.note, ''), coalesce(p.kind, '') "
        "FROM promise p JOIN customer c ON c.id = p.customer_id JOIN customer_fact f ON f.customer_id = c.id "
        f"LEFT JOIN member m ON m.id = p.owner_id WHERE f.hidden = 0 AND {_STATES[state] if state else 'true'} "
        f"AND {_OWNED}",
        {"today": today.isoformat(), "owner": owner_id},
    )
    days: dict[str, dt.date] = {}
    return [
        PromiseLine(
            id=row[0],
            customer_id=row[1],
            customer=row[2],
            text=row[3],
            made_by=row[4],
            owner_id=row[5],
            owner=row[6],
            due_on=_day(row[7], days),
            settled_on=_day(row[8], days),
            kept=bool(row[9]),
            note=row[10],
            kind=row[11],
        )
        for row in rows.all()
    ]


def counts(connection: Connection, today: dt.date, owner_id: int | None) -> dict[State, int]:
    """Return how many promises stand in each list, for one owner or all."""
    sums = ", ".join(f"coalesce(sum({condition}), 0)" for condition in _STATES.values())
    sql = f"SELECT {sums} {_SEEN} AND {_OWNED}"
    row = connection.run(sql, {"today": today.isoformat(), "owner": owner_id}).all()[0]
    return {state: int(n) for state, n in zip(_STATES, row, strict=True)}


def owners(connection: Connection) -> list[tuple[int, str]]:
    """Return (id, name) of the members who have promises, by name."""
    sql = "SELECT id, name FROM member WHERE id IN (SELECT owner_id FROM promise) ORDER BY name, id"
    return [(row[0], row[1]) for row in connection.run(sql)]


def any_promise(connection: Connection) -> bool:
    """Tell whether there is a promise at all."""
    return bool(connection.run("SELECT EXISTS (SELECT 1 FROM promise)").scalar_one())


def late(connection: Connection, today: dt.date) -> int:
    """Return how many open promises should have been kept before a day."""
    sql = f"SELECT count(*) {_SEEN} AND {_STATES[State.LATE]}"
    return int(connection.run(sql, {"today": today.isoformat()}).scalar_one())


def _day(value: str | None, known: dict[str, dt.date]) -> dt.date | None:
    """Return a day; few days stand in many promises."""
    if value is None:
        return None
    day = known.get(value)
    if day is None:
        day = known[value] = dt.date.fromisoformat(value)
    return day
