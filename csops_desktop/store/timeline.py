"""Reads the timeline of a customer, and finds activities of all customers by words.

Of one customer the words are looked for in its own activities: that takes as long as there are activities of it,
however many the book has. The search over all customers uses the index of pairs of characters. Both see text alike.
"""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from csops_desktop.domain.contact_flags import Person, Talk
from csops_desktop.domain.timeline import Entry, EntryKind, Hit, Timeline, Wanted
from csops_desktop.foundation.text import excerpt, match_expression, normalise, spans
from csops_desktop.store.connection import Connection
from csops_desktop.store.contracts import FOLLOWED

_COLUMNS = "kind, id, day, title, body, detail, started_by, two_way, owner_id, owner, mrr"
_ACTIVITIES = (
    "SELECT 'activity' kind, a.id id, a.happened_on day, a.subject title, a.body body, a.kind detail, "
    "a.started_by started_by, a.two_way two_way, a.owner_id owner_id, m.name owner, NULL mrr "
    "FROM activity a LEFT JOIN member m ON m.id = a.owner_id WHERE a.customer_id = :customer"
)
_CONTRACT = "k.id, {day}, coalesce(p.name, k.plan), NULL, {detail}, NULL, NULL, NULL, NULL, k.mrr FROM contract k "
_QUIET = (
    (
        "SELECT 'promise_kept', r.id, r.kept_on, r.text, NULL, NULL, r.made_by, NULL, r.owner_id, m.name, NULL "
        "FROM promise r LEFT JOIN member m ON m.id = r.owner_id "
        "WHERE r.customer_id = :customer AND r.kept_on IS NOT NULL"
    ),
    (
        "SELECT 'promise_broken', r.id, r.broken_on, r.text, NULL, NULL, r.made_by, NULL, r.owner_id, m.name, NULL "
        "FROM promise r LEFT JOIN member m ON m.id = r.owner_id "
        "WHERE r.customer_id = :customer AND r.broken_on IS NOT NULL"
    ),
    (
        f"SELECT 'contract_started', {_CONTRACT.format(day='k.starts_on', detail='k.kind')}"
        "LEFT JOIN product p ON p.id = k.product_id WHERE k.customer_id = :customer AND k.starts_on <= :today"
    ),
    (
        "SELECT 'contract_ended', "
        f"{_CONTRACT.format(day='k.ended_on', detail='coalesce(k.end_reason_real, k.end_reason_said)')}"
        "LEFT JOIN product p ON p.id = k.product_id "
        f"WHERE k.customer_id = :customer AND k.ended_on <= :today AND NOT ({FOLLOWED})"
    ),
    (
        "SELECT DISTINCT 'imported', s.id, date(s.at, 'localtime'), json_extract(s.data, '$.file'), NULL, NULL, NULL, "
        "NULL, NULL, s.member, NULL FROM change ch JOIN change_set s ON s.id = ch.set_id "
        "WHERE ch.tbl = 'customer' AND ch.pk = :customer AND s.kind = 'import' AND s.undone_by IS NULL"
    ),
)
_ORDER = "ORDER BY day DESC, kind <> 'activity', id DESC"
_FOUND_AT_MOST = 20_000
"""Of so many latest written activities that hold the words, the newest are shown."""
_EXCERPT = 32


def read(connection: Connection, customer_id: int, wanted: Wanted, limit: int, today: dt.date) -> Timeline:
    """Return the newest entries of a customer, how many there are, and whose they are."""
    sql, values = _sql(wanted)
    values |= {"customer": customer_id, "today": today.isoformat()}
    total = int(connection.run(f"SELECT count(*) FROM ({sql})", values).scalar_one())
    listed = f"SELECT {_COLUMNS} FROM ({sql}) {_ORDER} LIMIT :limit"
    rows = connection.run(listed, values | {"limit": limit}).all()
    people = _people(connection, [row[1] for row in rows if row[0] == EntryKind.ACTIVITY])
    entries = tuple(_entry(tuple(row), people) for row in rows)
    return Timeline(entries, total, _owners(connection, customer_id))


def place_of(connection: Connection, customer_id: int, activity_id: int, today: dt.date) -> int | None:
    """Return how many entries of the whole timeline stand before an activity, None when it is not there."""
    sql, values = _sql(Wanted())
    values |= {"customer": customer_id, "today": today.isoformat(), "activity": activity_id}
    row = connection.run(
        f"SELECT place FROM (SELECT kind, id, row_number() OVER ({_ORDER}) - 1 place FROM ({sql})) "
        "WHERE kind = 'activity' AND id = :activity",
        values,
    ).first()
    return None if row is None else int(row[0])


def search(connection: Connection, text: str, limit: int) -> list[Hit]:
    """Return the newest activities that hold all words of a text; customers in the archive are left out."""
    expression = match_expression(text)
    if not expression:
        return []
    rows = connection.run(
        "SELECT a.id, a.customer_id, c.name, a.happened_on, a.kind, a.subject, a.body FROM "
        "(SELECT rowid id FROM search_activity WHERE search_activity MATCH ? ORDER BY rowid DESC LIMIT ?) s "
        "CROSS JOIN activity a ON a.id = s.id JOIN customer c ON c.id = a.customer_id "
        "WHERE c.archived_on IS NULL ORDER BY a.happened_on DESC, a.id DESC LIMIT ?",
        (expression, _FOUND_AT_MOST, limit),
    )
    return [
        Hit(row[0], row[1], row[2], _day(row[3]), row[4], _around(row[5] or "", row[6] or "", text)) for row in rows
    ]


def people(connection: Connection, customer_id: int) -> list[Person]:
    """Return the contacts of a customer, as far as the flags look at them."""
    sql = "SELECT id, coalesce(role, ''), left_on FROM contact WHERE customer_id = ?"
    rows = connection.run(sql, (customer_id,))
    return [Person(row[0], row[1], None if row[2] is None else _day(row[2])) for row in rows]


def talks(connection: Connection, customer_id: int, since: dt.date) -> list[Talk]:
    """Return the activities of a customer from a day on in which contacts were named."""
    rows = connection.run(
        "SELECT a.happened_on, a.two_way, json_group_array(x.contact_id) FROM activity a "
        "JOIN activity_contact x ON x.activity_id = a.id WHERE a.customer_id = ? AND a.happened_on >= ? GROUP BY a.id",
        (customer_id, since.isoformat()),
    )
    return [Talk(_day(row[0]), tuple(json.loads(row[2])), None if row[1] is None else bool(row[1])) for row in rows]


def talked(connection: Connection, customer_id: int, today: dt.date) -> dict[int, dt.date]:
    """Return contact → the day one last talked to them, of those contacts of a customer who were named at all."""
    rows = connection.run(
        "SELECT x.contact_id, max(a.happened_on) FROM activity_contact x JOIN activity a ON a.id = x.activity_id "
        "WHERE x.contact_id IN (SELECT id FROM contact WHERE customer_id = ?) AND a.happened_on <= ? "
        "GROUP BY x.contact_id",
        (customer_id, today.isoformat()),
    )
    return {row[0]: _day(row[1]) for row in rows}


def _sql(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """Return the entries asked for and the values to bind, without the customer."""
    parts, values = [_ACTIVITIES], dict[str, Any]()
    for at, word in enumerate(normalise(wanted.text).split()):
        text = "normalise(coalesce(a.subject, '') || ' ' || coalesce(a.body, ''))"
        parts.append(f"instr({text}, :word{at}) > 0")
        values[f"word{at}"] = word
    if wanted.kinds:
        parts.append("a.kind IN (SELECT value FROM json_each(:kinds))")
        values["kinds"] = json.dumps(wanted.kinds)
    for name, sql, value in (
        ("owner", "a.owner_id = :owner", wanted.owner_id),
        (
            "contact",
            "EXISTS (SELECT 1 FROM activity_contact x WHERE x.activity_id = a.id AND x.contact_id = :contact)",
            wanted.contact_id,
        ),
        ("two_way", "coalesce(a.two_way, 0) = :two_way", None if wanted.two_way is None else int(wanted.two_way)),
    ):
        if value is not None:
            parts.append(sql)
            values[name] = value
    sql = " AND ".join(parts)
    if wanted.quiet_too:
        sql = " UNION ALL ".join((sql, *_QUIET))
    period = []
    for name, sign, day in (("since", ">=", wanted.since), ("until", "<=", wanted.until)):
        if day is not None:
            period.append(f"day {sign} :{name}")
            values[name] = day.isoformat()
    return (f"SELECT * FROM ({sql}) WHERE {' AND '.join(period)}" if period else sql), values


def _entry(row: tuple[Any, ...], people: dict[int, tuple[tuple[int, str], ...]]) -> Entry:
    kind, id_, day, title, body, detail, started_by, two_way, owner_id, owner, mrr = row
    return Entry(
        EntryKind(kind),
        id_,
        _day(day),
        title or "",
        body or "",
        detail or "",
        started_by or "",
        None if two_way is None else bool(two_way),
        owner_id,
        owner or "",
        people.get(id_, ()) if kind == EntryKind.ACTIVITY else (),
        mrr,
    )


def _people(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[tuple[int, str], ...]]:
    """Return activity → (id, name) of the contacts it was with."""
    rows = connection.run(
        "SELECT x.activity_id, k.id, k.name FROM activity_contact x JOIN contact k ON k.id = x.contact_id "
        "WHERE x.activity_id IN (SELECT value FROM json_each(?)) ORDER BY x.id",
        (json.dumps(list(ids)),),
    )
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for activity, id_, name in rows:
        found[activity] = (*found.get(activity, ()), (id_, name))
    return found


def _owners(connection: Connection, customer_id: int) -> tuple[tuple[int, str], ...]:
    sql = (
        "SELECT m.id, m.name FROM member m WHERE m.id IN "
        "(SELECT owner_id FROM activity WHERE customer_id = ?) ORDER BY m.name, m.id"
    )
    return tuple((row[0], row[1]) for row in connection.run(sql, (customer_id,)))


def _around(subject: str, body: str, text: str) -> str:
    """Return what is shown of an activity that was found: what it is about, or the place in its text."""
    if subject and (not body or spans(subject, text)):
        return subject
    return excerpt(body, text, _EXCERPT)


def _day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)
