"""Writes what happened with customers, and looks up who is meant by the addresses of a mail."""

import datetime as dt
from collections.abc import Sequence

from csops_desktop.domain.activities import ContactState, Invited, LogEntry
from csops_desktop.domain.fields import Kind
from csops_desktop.store import links, records
from csops_desktop.store.conditions import CADENCE, FROM
from csops_desktop.store.connection import Connection

_COLUMNS = (
    "customer_id", "event_id", "happened_on", "kind", "started_by", "two_way", "subject", "body", "owner_id",
)  # fmt: skip


def insert(connection: Connection, entry: LogEntry, ids: Sequence[int], owner_id: int | None) -> None:
    """Write one activity for each customer; those of one event share its number, the id of the first of them."""
    event = records.next_id(connection, Kind.ACTIVITIES) if len(ids) > 1 else None
    day, side, text = entry.happened_on.isoformat(), entry.started_by, entry.text or None
    rows: list[list[str | int | None]] = []
    for customer_id in ids:
        parts = [part for part in (entry.attended.get(customer_id, ""), entry.body) if part]
        # Who took part was in the talk; for the others of a webinar it was one-way.
        two_way = entry.two_way if not entry.attended else customer_id in entry.attended
        both = None if two_way is None else int(two_way)
        rows.append([customer_id, event, day, entry.kind, side, both, text, "\n".join(parts) or None, owner_id])
    made = records.insert_many(connection, Kind.ACTIVITIES, _COLUMNS, rows)
    wanted = {contact for contacts in entry.contacts.values() for contact in contacts}
    theirs = _customers_of(connection, sorted(wanted))
    pairs = [
        (activity, contact)
        for activity, customer_id in zip(made, ids, strict=True)
        for contact in dict.fromkeys(entry.contacts.get(customer_id, ()))
        if theirs.get(contact) == customer_id
    ]
    links.add(connection, Kind.ACTIVITIES, "contacts", pairs)


def insert_next_actions(connection: Connection, entry: LogEntry, ids: Sequence[int], owner_id: int | None) -> None:
    """Write the next action of an entry, one for each customer."""
    due = None if entry.next_on is None else entry.next_on.isoformat()
    rows: list[list[str | int | None]] = [[customer_id, entry.next_action, due, owner_id] for customer_id in ids]
    records.insert_many(connection, Kind.NEXT_ACTIONS, ("customer_id", "title", "due_on", "owner_id"), rows)


def existing(connection: Connection, ids: Sequence[int]) -> list[tuple[int, str]]:
    """Return (id, name) of the customers that are there, each once, in the order asked for."""
    found: dict[int, str] = {}
    for chunk in records.chunks(ids):
        marks = ",".join("?" * len(chunk))
        sql = f"SELECT id, name FROM customer WHERE id IN ({marks})"
        found.update((row[0], row[1]) for row in connection.run(sql, tuple(chunk)))
    return [(id_, found[id_]) for id_ in dict.fromkeys(ids) if id_ in found]


def contact_state(connection: Connection, customer_id: int) -> ContactState | None:
    """Return when a customer was contacted last and how often it should be; None when it is gone."""
    sql = f"SELECT f.last_contact_on, {CADENCE} FROM {FROM} WHERE c.id = ?"
    row = connection.run(sql, (customer_id,)).first()
    if row is None:
        return None
    return ContactState(None if row[0] is None else dt.date.fromisoformat(row[0]), row[1])


def invited(connection: Connection, ids: Sequence[int]) -> list[Invited]:
    """Return customers with the names of their contacts who have not left, in the order asked for."""
    people: dict[int, list[tuple[int, str]]] = {}
    for chunk in records.chunks(ids):
        marks = ",".join("?" * len(chunk))
        sql = (
            f"SELECT customer_id, id, name FROM contact WHERE left_on IS NULL AND customer_id IN ({marks}) ORDER BY id"
        )
        for customer_id, id_, name in connection.run(sql, tuple(chunk)):
            people.setdefault(customer_id, []).append((id_, name))
    return [Invited(id_, name, tuple(people.get(id_, ()))) for id_, name in existing(connection, ids)]


def _customers_of(connection: Connection, contacts: Sequence[int]) -> dict[int, int]:
    """Return contact → customer of the contacts that are there."""
    found: dict[int, int] = {}
    for chunk in records.chunks(contacts):
        marks = ",".join("?" * len(chunk))
        sql = f"SELECT id, customer_id FROM contact WHERE id IN ({marks})"
        found.update((row[0], row[1]) for row in connection.run(sql, tuple(chunk)))
    return found


def is_member(connection: Connection, address: str) -> bool:
    """Tell whether a mail address is one of ours."""
    sql = "SELECT EXISTS (SELECT 1 FROM member WHERE lower(mail) = ?)"
    return bool(connection.run(sql, (address,)).scalar_one())


def with_address(connection: Connection, address: str) -> list[tuple[int, str]]:
    """Return (id, name) of the customers that have a contact with a mail address."""
    return _customers(connection, "lower(k.mail) = ?", (address,))


def with_domain(connection: Connection, domain: str) -> list[tuple[int, str]]:
    """Return (id, name) of the customers that have a contact with a mail address of a domain."""
    return _customers(connection, "lower(substr(k.mail, instr(k.mail, '@') + 1)) = ?", (domain,))


def with_website(connection: Connection, domain: str) -> list[tuple[int, str]]:
    """Return (id, name) of the customers whose web site has a name, with or without www."""
    bare = "replace(replace(replace(lower(c.website), 'https://', ''), 'http://', ''), 'www.', '')"
    sql = f"SELECT c.id, c.name FROM {FROM} WHERE f.hidden = 0 AND instr({bare} || '/', ? || '/') = 1 LIMIT 2"
    return [(row[0], row[1]) for row in connection.run(sql, (domain,))]


def _customers(connection: Connection, condition: str, values: tuple[str, ...]) -> list[tuple[int, str]]:
    sql = (
        f"SELECT DISTINCT c.id, c.name FROM {FROM} JOIN contact k ON k.customer_id = c.id "
        f"WHERE f.hidden = 0 AND k.mail IS NOT NULL AND {condition} LIMIT 2"
    )
    return [(row[0], row[1]) for row in connection.run(sql, values)]
