"""The customer list as SQL: search, filter and sort give an ordered list of ids.

The plain list (nothing searched or filtered) is read straight off an index of ``customer_fact``, so that re-sorting
100,000 customers costs one index scan.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import Connection

from csops_desktop.domain.fields import CADENCE_DAYS, DEFAULT_CADENCE_DAYS, FIELDS, FieldType, Kind, field_of
from csops_desktop.domain.query import Condition, Group, ListQuery, ListResult, Op, Sort
from csops_desktop.foundation.text import match_expression, normalise

_INDEXED = {
    "name": "sort_key",
    "mrr": "mrr",
    "renewal_on": "renewal_on",
    "last_contact_on": "last_contact_on",
    "next_action_on": "next_action_on",
}
_DERIVED = {f.name for f in FIELDS[Kind.CUSTOMERS] if f.derived}
_FROM = "customer c JOIN customer_fact f ON f.customer_id = c.id"
_CADENCE = (
    "coalesce(c.cadence_days, CASE c.touch "
    + " ".join(f"WHEN '{touch}' THEN {days}" for touch, days in CADENCE_DAYS.items())
    + f" ELSE {DEFAULT_CADENCE_DAYS} END)"
)

Values = list[str | int]


def find(connection: Connection, query: ListQuery, today: dt.date) -> ListResult:
    """Return the customers of a query in order, with the sum of their MRR."""
    if not (query.text.strip() or query.filter.items or query.group_by) and query.sort.field in _INDEXED:
        ids = _straight(connection, query)
        hidden = int(query.archived)
        total = connection.exec_driver_sql("SELECT total(mrr) FROM customer_fact WHERE hidden = ?", (hidden,)).scalar()
        return ListResult(tuple(ids), int(total or 0))
    where, values = _where(query, today)
    group = f"{_column(query.group_by)}, " if query.group_by else "NULL, "
    order = _order(query)
    sql = f"SELECT c.id, {group} f.mrr FROM {_FROM} WHERE {where} ORDER BY {order}"
    rows = connection.exec_driver_sql(sql, tuple(values)).all()
    groups: tuple[tuple[str | None, int], ...] = ()
    if query.group_by:
        runs = groupby(rows, key=lambda row: row[1])
        groups = tuple((None if value is None else str(value), sum(1 for _ in run)) for value, run in runs)
    return ListResult(tuple(row[0] for row in rows), sum(row[2] for row in rows), groups)


def count(connection: Connection, query: ListQuery, today: dt.date) -> int:
    """Return how many customers a query holds."""
    where, values = _where(query, today)
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {_FROM} WHERE {where}", tuple(values)).scalar_one())


def suggest(connection: Connection, text: str, limit: int) -> list[tuple[int, str]]:
    """Return (id, name) of the customers that match what is typed; the latest contacted first when nothing is typed."""
    if not text.strip():
        sql = (
            f"SELECT c.id, c.name FROM {_FROM} WHERE f.hidden = 0 AND f.last_contact_on IS NOT NULL "
            "ORDER BY f.last_contact_on DESC, c.id DESC LIMIT ?"
        )
        return [(row[0], row[1]) for row in connection.exec_driver_sql(sql, (limit,))]
    # A name that begins with the words comes first.
    sql = (
        f"SELECT c.id, c.name FROM {_FROM} WHERE f.hidden = 0 AND c.id IN "
        "(SELECT rowid FROM search_customer WHERE search_customer MATCH ?) "
        "ORDER BY instr(f.match_key, match_key(?)) <> 1, f.sort_key LIMIT ?"
    )
    rows = connection.exec_driver_sql(sql, (match_expression(text), text, limit))
    return [(row[0], row[1]) for row in rows]


def distinct(connection: Connection, field: str, limit: int = 500) -> list[str]:
    """Return the different values of a text field, the most frequent first."""
    column = _column(field)
    sql = f"SELECT {column} v FROM {_FROM} WHERE v IS NOT NULL GROUP BY v ORDER BY count(*) DESC, v LIMIT ?"
    return [str(row[0]) for row in connection.exec_driver_sql(sql, (limit,))]


def _straight(connection: Connection, query: ListQuery) -> list[int]:
    column = _INDEXED[query.sort.field]
    direction = "DESC" if query.sort.descending else "ASC"
    base = "SELECT customer_id FROM customer_fact WHERE hidden = ? AND"
    filled = f"{base} {column} IS NOT NULL ORDER BY {column} {direction}, customer_id {direction}"
    empty = f"{base} {column} IS NULL ORDER BY customer_id"
    ids: list[int] = []
    for sql in (filled, empty):
        ids += connection.exec_driver_sql(sql, (int(query.archived),)).scalars()
    return ids


def _where(query: ListQuery, today: dt.date) -> tuple[str, Values]:
    parts = ["f.hidden = ?"]
    values: Values = [int(query.archived)]
    for word in query.text.split():
        expression = match_expression(word)
        parts.append(
            "c.id IN (SELECT rowid FROM search_customer WHERE search_customer MATCH ? UNION "
            "SELECT a.customer_id FROM search_activity s CROSS JOIN activity a INDEXED BY activity_customer_of_id "
            "ON a.id = s.rowid WHERE s.search_activity MATCH ?)"
        )
        values += [expression, expression]
    sql, more = _group(query.filter, today)
    if sql:
        parts.append(sql)
    return " AND ".join(parts), values + more


def _group(group: Group, today: dt.date) -> tuple[str, Values]:
    parts: list[str] = []
    values: Values = []
    for item in group.items:
        sql, more = _group(item, today) if isinstance(item, Group) else _condition(item, today)
        if sql:
            parts.append(sql)
            values += more
    joined = (" OR " if group.any_of else " AND ").join(parts)
    return (f"({joined})" if parts else ""), values


def _condition(condition: Condition, today: dt.date) -> tuple[str, Values]:  # noqa: PLR0911 (one return per operator reads as the table it is)
    values: Values = [_plain(value) for value in condition.values if value is not None]
    if condition.op is Op.CHANGED_WITHIN:
        return _changed(condition.field, int(values[0]), today)
    if condition.op is Op.OVERDUE:
        return _overdue(condition.field, today)
    if condition.field == "tags":
        return _tags(condition, values)
    column = _column(condition.field)
    match condition.op:
        case Op.EMPTY:
            return f"{column} IS NULL", []
        case Op.NOT_EMPTY:
            return f"{column} IS NOT NULL", []
        case Op.IS:
            return (f"{column} IN ({_marks(values)})", values) if values else (f"{column} IS NULL", [])
        case Op.IS_NOT:
            return f"({column} IS NULL OR {column} NOT IN ({_marks(values)}))", values
        case Op.CONTAINS:
            likes = " OR ".join(f"normalise({column}) LIKE ? ESCAPE '\\'" for _ in values)
            return f"({likes})", [f"%{_escaped(str(value))}%" for value in values]
        case Op.AT_LEAST:
            return f"{column} >= ?", values[:1]
        case Op.AT_MOST:
            return f"{column} <= ?", values[:1]
        case Op.WITHIN_DAYS:
            days = int(values[0])
            span = sorted((today, today + dt.timedelta(days=days)))
            return f"{column} BETWEEN ? AND ?", [day.isoformat() for day in span]
    raise AssertionError(condition.op)


def _changed(field: str, days: int, today: dt.date) -> tuple[str, Values]:
    since = (today - dt.timedelta(days=days)).isoformat()
    sql = (
        "c.id IN (SELECT ch.pk FROM change ch JOIN change_set s ON s.id = ch.set_id "
        "WHERE ch.tbl = 'customer' AND s.at >= ?"
    )
    if not field:
        return f"{sql})", [since]
    field_of(Kind.CUSTOMERS, field)
    return f"{sql} AND json_type(ch.new, ?) IS NOT NULL)", [since, f"$.{field}"]


def _overdue(field: str, today: dt.date) -> tuple[str, Values]:
    if field == "last_contact_on":
        since = "julianday(?) - julianday(coalesce(f.last_contact_on, c.customer_since))"
        return f"{since} > {_CADENCE}", [today.isoformat()]
    return f"{_column(field)} < ?", [today.isoformat()]


def _tags(condition: Condition, values: Values) -> tuple[str, Values]:
    exists = "EXISTS (SELECT 1 FROM customer_tag x JOIN tag t ON t.id = x.tag_id WHERE x.customer_id = c.id"
    if condition.op in (Op.EMPTY, Op.NOT_EMPTY):
        return f"{'NOT ' if condition.op is Op.EMPTY else ''}{exists})", []
    negated = "NOT " if condition.op is Op.IS_NOT else ""
    return f"{negated}{exists} AND t.name IN ({_marks(values)}))", values


def _order(query: ListQuery) -> str:
    parts = []
    if query.group_by:
        column = _column(query.group_by)
        parts += [f"{column} IS NULL", column]
    parts.append(_sorted(query.sort))
    parts += ["f.sort_key", "c.id"]
    return ", ".join(parts)


def _sorted(sort: Sort) -> str:
    direction = "DESC" if sort.descending else "ASC"
    column = "f.sort_key" if sort.field == "name" else _column(sort.field)
    return f"{column} IS NULL, {column} {direction}"


def _column(field: str) -> str:
    """Return the SQL of a field; unknown names are refused, so no text of the user gets into the statement."""
    if field.startswith("custom:"):
        field_id = int(field.removeprefix("custom:"))
        value = f"(SELECT v.value FROM custom_value v WHERE v.field_id = {field_id} AND v.record_id = c.id)"
        numeric = f"(SELECT type IN ('integer', 'money') FROM custom_field WHERE id = {field_id})"
        return f"(CASE WHEN {numeric} THEN CAST({value} AS INTEGER) ELSE {value} END)"
    declared = field_of(Kind.CUSTOMERS, field)
    if declared.type is FieldType.TAGS:
        return (
            "(SELECT group_concat(name, ', ') FROM (SELECT t.name FROM customer_tag x JOIN tag t ON t.id = x.tag_id "
            "WHERE x.customer_id = c.id ORDER BY t.name))"
        )
    if field == "owner_id":
        return "c.owner_id"
    return f"f.{field}" if field in _DERIVED else f"c.{field}"


def _plain(value: str | int | bool) -> str | int:
    return int(value) if isinstance(value, bool) else value


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _escaped(text: str) -> str:
    return normalise(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
