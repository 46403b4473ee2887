"""What the store knows by itself of customers on a day, for scores: one query per fact, for some customers or for all.

A day in the past is answered as far as dates say: what has no date (a contact, the words of a ticket) counts as it is
now, and a notice of termination, whose coming nobody dates, is not counted backwards.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from csops_desktop.domain.scoring.sources import How, Known, KnownFact, Usage
from csops_desktop.foundation.text import match_key
from csops_desktop.store import usage
from csops_desktop.store.connection import Connection
from csops_desktop.store.fact_rows import Asked, FactRow

_CRITICAL = "('critical', 'urgent', 'blocker', 'highest', 'p0', 'p1', '緊急', '至急', '重大', '最高', '致命的')"
_ACTIVE_USERS = ("active users", "users", "seats used", "licences used", "licenses used", "利用者数", "利用人数",
                 "アクティブユーザー", "アクティブユーザー数", "利用ユーザー数", "アクティブ利用者数")  # fmt: skip
_DELAY = (
    "payment delay",
    "payment delay days",
    "days overdue",
    "支払遅延",
    "支払い遅延",
    "支払遅延日数",
    "入金遅延日数",
)
_LICENCE_DAYS = 90
_OF_PRODUCT = "product_id = (SELECT id FROM product WHERE name = :product)"


@dataclass(frozen=True, slots=True)
class _Query:
    """One fact in SQL.

    Attributes:
        sql: gives (customer, value, day it is of, evidence); ``{whose}`` narrows it down to some customers.
        whose: column of the customer.
        zero: SQL that tells whether customers without a row have 0; empty: they have, always.
    """

    sql: str
    whose: str = "t.customer_id"
    zero: str | None = None
    product: str = ""


_NO_ZERO = "SELECT 0"
_ANY_TICKET = "SELECT EXISTS (SELECT 1 FROM ticket WHERE opened_on IS NULL OR opened_on <= :day)"
_OPEN_TICKET = "(t.opened_on IS NULL OR t.opened_on <= :day) AND (t.closed_on IS NULL OR t.closed_on > :day)"
_COUNTED = "SELECT t.customer_id, count(*), NULL, '{0}:' || max(t.id) FROM "
_CONTACTED = (
    "SELECT t.customer_id, CAST(round(julianday(:day) - julianday(max(t.happened_on))) AS INTEGER), NULL, "
    "'activity:' || t.id FROM activity t WHERE t.happened_on <= :day {extra}{whose} GROUP BY t.customer_id"
)
_WINDOW = "t.opened_on <= :day AND (:days = 0 OR t.opened_on > date(:day, '-' || :days || ' days'))"
_ANSWER = (
    "t.score IS NOT NULL AND t.answered_on <= :day "
    "AND (:days = 0 OR t.answered_on > date(:day, '-' || :days || ' days'))"
)
_COUNTS = "t.starts_on <= :day AND (t.ended_on IS NULL OR t.ended_on > :day)"

_QUERIES = {
    KnownFact.DAYS_SINCE_TWO_WAY: _Query(_CONTACTED.replace("{extra}", "AND t.two_way = 1 "), zero=_NO_ZERO),
    KnownFact.DAYS_SINCE_CONTACT: _Query(_CONTACTED.replace("{extra}", ""), zero=_NO_ZERO),
    KnownFact.TICKETS: _Query(
        _COUNTED.format("ticket") + f"ticket t WHERE {_WINDOW} {{whose}} GROUP BY t.customer_id", zero=_ANY_TICKET
    ),
    KnownFact.ESCALATIONS: _Query(
        _COUNTED.format("ticket") + f"ticket t WHERE t.escalated = 1 AND {_WINDOW} {{whose}} GROUP BY t.customer_id",
        zero=_ANY_TICKET,
    ),
    KnownFact.OPEN_TICKETS: _Query(
        _COUNTED.format("ticket") + f"ticket t WHERE {_OPEN_TICKET} {{whose}} GROUP BY t.customer_id", zero=_ANY_TICKET
    ),
    KnownFact.OPEN_CRITICAL_TICKETS: _Query(
        _COUNTED.format("ticket")
        + f"ticket t WHERE {_OPEN_TICKET} AND lower(t.priority) IN {_CRITICAL} {{whose}} GROUP BY t.customer_id",
        zero=_ANY_TICKET,
    ),
    KnownFact.OPEN_COMPLAINTS: _Query(
        "SELECT x.customer_id, count(*), NULL, 'request:' || max(t.id) FROM request t "
        "JOIN request_customer x ON x.request_id = t.id WHERE t.kind = 'complaint' "
        "AND (t.raised_on IS NULL OR t.raised_on <= :day) "
        "AND (coalesce(t.status, 'open') NOT IN ('done', 'declined') OR t.told_on > :day) {whose} "
        "GROUP BY x.customer_id",
        whose="x.customer_id",
    ),
    KnownFact.SURVEY_SCORE: _Query(
        # Answers of the same kind as the latest one: a 9 of 10 and a 4 of 5 have no mean.
        "SELECT t.customer_id, avg(t.score), l.answered_on, 'survey:' || l.id FROM survey_answer t JOIN ("
        "SELECT t.customer_id, t.kind, t.id, max(t.answered_on) answered_on FROM survey_answer t "
        f"WHERE {_ANSWER} {{whose}} GROUP BY t.customer_id) l ON l.customer_id = t.customer_id AND l.kind IS t.kind "
        f"WHERE {_ANSWER} AND (:days > 0 OR t.id = l.id) {{whose}} GROUP BY t.customer_id",
        zero=_NO_ZERO,
    ),
    KnownFact.MATURITY_LEVEL: _Query(
        # Of several products the lowest level: the customer stands where it is weakest.
        "SELECT customer_id, min(level), assessed_on, 'assessment:' || id FROM ("
        "SELECT t.customer_id, s.level, s.assessed_on, s.id, max(s.assessed_on || printf('%012d', s.id)) "
        "FROM assessment s JOIN adoption t ON t.id = s.adoption_id WHERE s.assessed_on <= :day {product} {whose} "
        "GROUP BY s.adoption_id) GROUP BY customer_id",
        zero=_NO_ZERO,
    ),
    KnownFact.CHAMPION_PRESENT: _Query(
        "SELECT t.customer_id, max(t.role IS 'champion'), NULL, 'contact:' || t.id FROM contact t "
        "WHERE (t.left_on IS NULL OR t.left_on > :day) {whose} GROUP BY t.customer_id",
        zero=_NO_ZERO,
    ),
    KnownFact.NOTICE_RECEIVED: _Query(
        "SELECT t.customer_id, min(t.ended_on IS NOT NULL), NULL, 'contract:' || max(t.id) FROM contract t "
        "WHERE :day >= :today AND (t.ended_on IS NULL OR t.ended_on > :day) {product} {whose} GROUP BY t.customer_id",
    ),
    KnownFact.OVERDUE_PROMISES: _Query(
        _COUNTED.format("promise")
        + "promise t WHERE t.made_by IS NOT 'customer' AND t.due_on < :day AND (t.kept_on IS NULL OR t.kept_on > :day) "
        "AND (t.broken_on IS NULL OR t.broken_on > :day) {whose} GROUP BY t.customer_id",
    ),
    KnownFact.MRR: _Query(
        "SELECT t.customer_id, sum(t.mrr), NULL, 'contract:' || max(t.id) FROM contract t "
        f"WHERE {_COUNTS} {{product}} {{whose}} GROUP BY t.customer_id",
    ),
    KnownFact.PAYMENT_DELAY: _Query(
        "SELECT v.record_id, CAST(v.value AS REAL), NULL, '' FROM custom_value v JOIN custom_field d "
        "ON d.id = v.field_id WHERE d.kind = 'customers' AND d.type = 'integer' "
        f"AND match_key(d.name) IN ({', '.join(repr(match_key(name)) for name in _DELAY)}) {{whose}} "
        "GROUP BY v.record_id",
        whose="v.record_id",
        zero=_NO_ZERO,
    ),
}


def rows(connection: Connection, fact: Known, asked: Asked) -> tuple[list[FactRow], float | None]:
    """Return what is known of those customers of whom something is, and the number of all others (None: nobody knows).

    Args:
        connection: to read through.
        fact: what is asked.
        asked: of whom, on which day.
    """
    special = _SPECIAL.get(fact.fact)
    if special is not None:
        return special(connection, fact, asked), None
    query = _QUERIES[fact.fact]
    product = f"AND t.{_OF_PRODUCT}" if fact.product else ""
    sql = query.sql.replace("{whose}", asked.whose(query.whose)).replace("{product}", product)
    values = asked.values | {"days": fact.days, "product": fact.product}
    found = connection.run(sql, values).all()
    if query.zero is None:
        return found, 0.0
    return found, 0.0 if query.zero != _NO_ZERO and connection.run(query.zero, values).scalar_one() else None


def starts(connection: Connection, asked: Asked, product: str = "") -> Iterable[tuple[int, str | None, int | None]]:
    """Return (customer, day its first contract started, that contract) up to the day."""
    narrowed = f"AND t.{_OF_PRODUCT}" if product else ""
    since = "" if product else "CASE WHEN c.customer_since <= :day THEN c.customer_since END"
    return connection.run(
        f"SELECT c.id, coalesce(k.first_on, {since or 'NULL'}), k.id FROM customer c LEFT JOIN ("
        "SELECT t.customer_id, t.id, min(t.starts_on) first_on FROM contract t WHERE t.starts_on <= :day "
        f"{narrowed} {asked.whose('t.customer_id')} GROUP BY t.customer_id) k ON k.customer_id = c.id "
        f"WHERE true {asked.whose('c.id')}",
        asked.values | {"product": product},
    ).all()


def months_since(start: dt.date, day: dt.date) -> int:
    """Return the whole months from a day to another one."""
    return (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)


def usage_rows(connection: Connection, wanted: Usage, asked: Asked) -> list[FactRow]:
    """Return what usage readings make over a window, of the customers that have any."""
    return [
        (id_, round(found.value, 4), None if found.as_of is None else found.as_of.isoformat(), found.evidence)
        for id_, found in usage.facts(connection, wanted, asked.day, asked.ids).items()
        if found.value is not None
    ]


def _tenure(connection: Connection, fact: Known, asked: Asked) -> list[FactRow]:
    return [
        (id_, months_since(dt.date.fromisoformat(first), asked.day), None, f"contract:{contract}" if contract else "")
        for id_, first, contract in starts(connection, asked, fact.product)
        if first is not None
    ]


def _licences(connection: Connection, fact: Known, asked: Asked) -> list[FactRow]:
    """Return how many of the seats paid for are in use, as the last reading of a metric of active users says."""
    known = {match_key(name) for name in _ACTIVE_USERS}
    metrics = list(connection.run("SELECT name FROM metric ORDER BY id").scalars())
    metric = next((name for name in metrics if match_key(name) in known), None)
    if metric is None:
        return []
    product = f"AND t.{_OF_PRODUCT}" if fact.product else ""
    seats = dict(
        connection.run(
            f"SELECT t.customer_id, sum(t.seats) FROM contract t WHERE {_COUNTS} AND t.seats > 0 {product} "
            f"{asked.whose('t.customer_id')} GROUP BY t.customer_id",
            asked.values | {"product": fact.product},
        ).all()
    )
    used = usage_rows(connection, Usage(metric, How.LAST, fact.days or _LICENCE_DAYS, fact.product), asked)
    return [
        (id_, round(value / seats[id_] * 100, 4), as_of, evidence)
        for id_, value, as_of, evidence in used
        if id_ in seats
    ]


_SPECIAL: dict[KnownFact, Callable[[Connection, Known, Asked], list[FactRow]]] = {
    KnownFact.TENURE_MONTHS: _tenure,
    KnownFact.LICENCE_USE: _licences,
}
