"""Figures and search documents computed from the records: what an operation touched is brought up to date at its end.

TEMP triggers note the ids; ``refresh`` recomputes just those. Nothing here is logged, and all of it can be rebuilt.
"""

import datetime as dt
from collections.abc import Callable

from csops_desktop.store import reading_months
from csops_desktop.store.connection import Connection

VERSION = "4"
"""Raise it when figures or search words are computed differently: the next opening computes all of them anew."""

_SLICE = 5000
_SHOWN = ("name", "reading", "external_id", "status", "note", "success_goal", "archived_on")
"""The columns of a customer that figures and search words are made from."""
_TOUCH_PARENT = (
    "contact",
    "contract",
    "next_action",
    "activity",
    "customer_tag",
    "ticket",
    "request_customer",
    "adoption",
)
_TIES = {"tag": "customer_tag", "request": "request_customer"}

_FACTS = """
INSERT INTO customer_fact(customer_id, hidden, sort_key, match_key, mrr, contracts_open, renewal_on, notice_on,
                          last_contact_on, next_action, next_action_on, tickets_open, maturity)
SELECT c.id, c.archived_on IS NOT NULL, sort_key(coalesce(nullif(c.reading, ''), c.name)), match_key(c.name),
       coalesce(k.mrr, 0), coalesce(k.n, 0), k.renewal_on, k.notice_on,
       (SELECT max(a.happened_on) FROM activity a WHERE a.customer_id = c.id AND a.happened_on <= :today),
       n.title, n.due_on,
       (SELECT count(*) FROM ticket t WHERE t.customer_id = c.id AND t.closed_on IS NULL),
       -- The level of each product by its latest assessment, an en space between them: 配2 受1
       (SELECT group_concat(told, char(8194)) FROM (
            SELECT coalesce(nullif(p.short_name, ''), p.name) || (
                SELECT s.level FROM assessment s WHERE s.adoption_id = a.id
                ORDER BY s.assessed_on DESC, s.id DESC LIMIT 1) told
            FROM adoption a JOIN product p ON p.id = a.product_id WHERE a.customer_id = c.id ORDER BY a.product_id))
FROM customer c
LEFT JOIN (
    -- What has an end already, renewed or not, is no renewal to decide any more; a renewal that lies ahead is the next.
    SELECT customer_id, sum(mrr) FILTER (WHERE starts_on <= :today) mrr, count(*) FILTER (WHERE starts_on <= :today) n,
           date(min(term_ends_on) FILTER (WHERE open), '+1 day') renewal_on,
           min(notice_on) FILTER (WHERE open) notice_on
    FROM (SELECT *, ended_on IS NULL AND (starts_on <= :today OR predecessor_id IS NOT NULL) open FROM contract)
    WHERE customer_id IN (SELECT id FROM touched) AND (ended_on IS NULL OR ended_on > :today)
    GROUP BY customer_id
) k ON k.customer_id = c.id
LEFT JOIN next_action n ON n.id = (
    SELECT id FROM next_action WHERE customer_id = c.id AND done_on IS NULL ORDER BY due_on IS NULL, due_on, id LIMIT 1
)
WHERE c.id IN (SELECT id FROM touched)
ORDER BY c.id
ON CONFLICT(customer_id) DO UPDATE SET
       hidden = excluded.hidden, sort_key = excluded.sort_key, match_key = excluded.match_key, mrr = excluded.mrr,
       contracts_open = excluded.contracts_open, renewal_on = excluded.renewal_on, notice_on = excluded.notice_on,
       last_contact_on = excluded.last_contact_on, next_action = excluded.next_action,
       next_action_on = excluded.next_action_on, tickets_open = excluded.tickets_open, maturity = excluded.maturity
"""
_GONE = """
DELETE FROM customer_fact
WHERE customer_id IN (SELECT id FROM touched WHERE fresh = 0) AND customer_id NOT IN (SELECT id FROM customer)
"""

_CUSTOMER_DOCS = """
INSERT INTO search_customer(rowid, doc)
SELECT c.id, bigrams(c.name || ' ' || coalesce(c.reading, '') || ' ' || coalesce(c.external_id, '') || ' '
    || coalesce(c.status, '') || ' ' || coalesce(c.note, '') || ' ' || coalesce(c.success_goal, '') || ' '
    || coalesce((SELECT group_concat(k.name || ' ' || coalesce(k.reading, '') || ' ' || coalesce(k.mail, ''), ' ')
                 FROM contact k WHERE k.customer_id = c.id), '') || ' '
    || coalesce((SELECT group_concat(t.name, ' ') FROM customer_tag x JOIN tag t ON t.id = x.tag_id
                 WHERE x.customer_id = c.id), '') || ' '
    || coalesce((SELECT group_concat(q.text, ' ') FROM request_customer x JOIN request q ON q.id = x.request_id
                 WHERE x.customer_id = c.id), ''))
FROM customer c WHERE c.id IN (SELECT id FROM touched) ORDER BY c.id
"""

_ACTIVITY_DOCS = """
INSERT INTO search_activity(rowid, doc)
SELECT a.id, bigrams(coalesce(a.subject, '') || ' ' || coalesce(a.body, ''))
FROM activity a WHERE a.id IN (SELECT id FROM touched_activity) ORDER BY a.id
"""


def install(connection: Connection) -> None:
    """Create the TEMP tables and triggers that note which customers and activities an operation touches."""
    run = connection.run
    # fresh: 1 for a row that this operation inserted, so that there is nothing old to take out of the index
    run("CREATE TEMP TABLE touched (id INTEGER PRIMARY KEY, fresh INTEGER NOT NULL)")
    run("CREATE TEMP TABLE touched_activity (id INTEGER PRIMARY KEY, fresh INTEGER NOT NULL)")
    _note(connection, "customer", "touched", "id", of=f" OF {', '.join(_SHOWN)}")
    _note(connection, "activity", "touched_activity", "id")
    reading_months.install(connection)
    for table in _TOUCH_PARENT:
        # ON CONFLICT and not OR IGNORE: a foreign key action overrides the latter in the triggers that it fires
        stale = "INSERT INTO touched VALUES ({}.customer_id, 0) ON CONFLICT(id) DO NOTHING;"
        for event, sides in (("INSERT", ("new",)), ("UPDATE", ("old", "new")), ("DELETE", ("old",))):
            body = " ".join(stale.format(side) for side in sides)
            run(f"CREATE TEMP TRIGGER touch_by_{table}_{event} AFTER {event} ON main.{table} BEGIN {body} END")
    for table, column in (("tag", "name"), ("request", "text")):
        run(
            f"CREATE TEMP TRIGGER touch_by_{table} AFTER UPDATE OF {column} ON main.{table} BEGIN "
            f"INSERT INTO touched SELECT customer_id, 0 FROM {_TIES[table]} WHERE {table}_id = new.id "
            "ON CONFLICT(id) DO NOTHING; END"
        )
    for event, side in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
        run(
            f"CREATE TEMP TRIGGER touch_by_assessment_{event} AFTER {event} ON main.assessment BEGIN "
            f"INSERT INTO touched SELECT customer_id, 0 FROM adoption WHERE id = {side}.adoption_id "
            "ON CONFLICT(id) DO NOTHING; END"
        )
    run(
        "CREATE TEMP TRIGGER touch_by_product AFTER UPDATE OF name, short_name ON main.product BEGIN "
        "INSERT INTO touched SELECT customer_id, 0 FROM adoption WHERE product_id = new.id "
        "AND id IN (SELECT adoption_id FROM assessment) ON CONFLICT(id) DO NOTHING; END"
    )


def refresh(connection: Connection, today: dt.date, step: Callable[[int, int], None] | None = None) -> None:
    """Recompute what the running operation touched.

    Args:
        connection: of the operation.
        today: the day the figures are of.
        step: called after every few thousand customers with (done, all); may raise to stop.
    """
    run = connection.run
    if run("SELECT EXISTS (SELECT 1 FROM touched)").scalar_one():
        old = "(SELECT id FROM touched WHERE fresh = 0)"
        run(_GONE)
        # All go before the first comes back: in turns, the search index would be written in many small pieces.
        run(f"DELETE FROM search_customer WHERE rowid IN {old}")
        touched = [] if step is None else run("SELECT id, fresh FROM touched ORDER BY id").all()
        if step is None or len(touched) <= _SLICE:
            _compute(connection, today)
        else:
            for start in range(0, len(touched), _SLICE):
                part = touched[start : start + _SLICE]
                run("DELETE FROM touched")
                connection.run_many("INSERT INTO touched VALUES (?, ?)", part)
                _compute(connection, today)
                step(start + len(part), len(touched))
        run("DELETE FROM touched")
    if run("SELECT EXISTS (SELECT 1 FROM touched_activity)").scalar_one():
        run("DELETE FROM search_activity WHERE rowid IN (SELECT id FROM touched_activity WHERE fresh = 0)")
        run(_ACTIVITY_DOCS)
        run("DELETE FROM touched_activity")
    reading_months.refresh(connection)


def _compute(connection: Connection, today: dt.date) -> None:
    connection.run(_FACTS, {"today": today.isoformat()})
    connection.run(_CUSTOMER_DOCS)


def is_current(connection: Connection, today: dt.date) -> bool:
    """Tell whether the figures are those of a day, computed the way this version of the program does."""
    return _noted(connection, "fact_day") == today.isoformat() and _noted(connection, "derived_version") == VERSION


def turn_day(connection: Connection, today: dt.date) -> None:
    """Bring the figures to a day.

    That is, recompute the customers whose contracts or activities begin or end between the day computed for and this
    one; or all, when another version of the program computed them in another way.
    """
    if _noted(connection, "derived_version") != VERSION:
        rebuild(connection, today)
        return
    before = _noted(connection, "fact_day") or "0000-00-00"
    span = tuple(sorted((before, today.isoformat())))
    for table, column in (("contract", "starts_on"), ("contract", "ended_on"), ("activity", "happened_on")):
        connection.run(
            f"INSERT OR IGNORE INTO touched SELECT DISTINCT customer_id, 0 FROM {table} "
            f"WHERE {column} > ? AND {column} <= ?",
            span,
        )
    refresh(connection, today)
    _note_meta(connection, "fact_day", today.isoformat())


def rebuild(connection: Connection, today: dt.date) -> None:
    """Compute everything anew."""
    for table in ("search_customer", "search_activity", "touched", "touched_activity"):
        connection.run(f"DELETE FROM {table}")
    connection.run("DELETE FROM customer_fact WHERE customer_id NOT IN (SELECT id FROM customer)")
    connection.run("INSERT INTO touched SELECT id, 1 FROM customer")
    connection.run("INSERT INTO touched_activity SELECT id, 1 FROM activity")
    refresh(connection, today)
    reading_months.rebuild(connection)
    _note_meta(connection, "fact_day", today.isoformat())
    _note_meta(connection, "derived_version", VERSION)


def _noted(connection: Connection, key: str) -> str | None:
    found: str | None = connection.run("SELECT value FROM meta WHERE key = ?", (key,)).scalar()
    return found


def _note_meta(connection: Connection, key: str, value: str) -> None:
    connection.run(
        "INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", (key, value)
    )


def _note(connection: Connection, table: str, into: str, column: str, *, of: str = "") -> None:
    for event, which, values in (
        ("INSERT", "", f"(new.{column}, 1)"),
        ("UPDATE", of, f"(new.{column}, 0)"),
    ):
        connection.run(
            f"CREATE TEMP TRIGGER note_{table}_{event} AFTER {event}{which} ON main.{table} BEGIN "
            f"INSERT INTO {into} VALUES {values} ON CONFLICT(id) DO NOTHING; END"
        )
    connection.run(
        f"CREATE TEMP TRIGGER note_{table}_DELETE AFTER DELETE ON main.{table} BEGIN "
        f"INSERT INTO {into} VALUES (old.{column}, 0) ON CONFLICT(id) DO UPDATE SET fresh = 0; END"
    )
