"""Turns the search words, filter chips and sort order of a customer list into SQL.

Field names are looked up in what is declared; what the user typed is only ever bound as a value.
"""

import datetime as dt
import json
from collections.abc import Callable, Sequence

from csops_desktop.domain import level_filter
from csops_desktop.domain.fields import FIELDS, Field, FieldType, Kind, field_of
from csops_desktop.domain.query import Condition, FilterValue, Group, ListQuery, Op, Sort
from csops_desktop.foundation.text import match_expression, normalise
from csops_desktop.store.computed import COMPUTED, TODAY, expression
from csops_desktop.store.kinds import TABLES

FROM = "customer c JOIN customer_fact f ON f.customer_id = c.id"
_CUSTOM = "custom:"
DERIVED = {f.name for f in FIELDS[Kind.CUSTOMERS] if f.derived and f.name not in COMPUTED}
CADENCE = expression("every_days", "c")
_FOUND = (
    "c.id IN (SELECT rowid FROM search_customer WHERE search_customer MATCH ? UNION "
    "SELECT a.customer_id FROM search_activity s CROSS JOIN activity a INDEXED BY activity_customer_of_id "
    "ON a.id = s.rowid WHERE s.search_activity MATCH ?)"
)

_RANGED = frozenset({"mrr", "score", "renewal_on", "last_contact_on", "next_action_on"})  # indexed behind ``hidden``

Values = list[str | int | float]
Sql = tuple[str, Values]


def where_of(query: ListQuery, today: dt.date) -> Sql:
    """Return the condition of a query over ``FROM`` and the values to bind."""
    # The plus keeps SQLite from walking an index of the facts, and so the wide table in random order, for nothing.
    ranged = {item.field for item in query.filter.items if isinstance(item, Condition)} & _RANGED
    parts = ["f.hidden = ?" if ranged and not query.filter.any_of else "+f.hidden = ?"]
    values: Values = [int(query.archived)]
    for word in query.text.split():
        expression = match_expression(word)
        if expression:
            parts.append(_FOUND)
            values += [expression, expression]
    sql, more = _group(query.filter, today)
    if sql:
        parts.append(sql)
    return " AND ".join(parts), values + more


def order_of(query: ListQuery) -> str:
    """Return the order of a query; empty values come last either way, equal ones by name."""
    parts = []
    if query.group_by:
        parts += [_order(Sort(query.group_by)), column_of(query.group_by)]
    # Two of one name stand as they do in the index of names, which is read from either end.
    backwards = query.sort.field == "name" and query.sort.descending
    parts += [_order(query.sort), "f.sort_key", "c.id DESC" if backwards else "c.id"]
    return ", ".join(parts)


def column_of(field: str) -> str:
    """Return the SQL of a field's value.

    Raises:
        KeyError: there is no such field.
    """
    if field.startswith(_CUSTOM):
        numeric = f"(SELECT type IN ('integer', 'money') FROM custom_field WHERE id = {_custom_id(field)})"
        value = _custom_text(field)
        return f"(CASE WHEN {numeric} THEN CAST({value} AS INTEGER) ELSE {value} END)"
    if field.startswith(level_filter.LEVEL):
        return _level(level_filter.product_of(field))
    if field_of(Kind.CUSTOMERS, field).type is FieldType.TAGS:
        return (
            "(SELECT group_concat(name, ', ') FROM (SELECT t.name FROM customer_tag x JOIN tag t ON t.id = x.tag_id "
            "WHERE x.customer_id = c.id ORDER BY t.name))"
        )
    if field in COMPUTED:
        return expression(field, "c")
    return f"f.{field}" if field in DERIVED else f"c.{field}"


def _order(sort: Sort) -> str:
    direction = "DESC" if sort.descending else "ASC"
    return f"{column_of(sort.field)} IS NULL, {key_of(sort.field)} {direction}"


def key_of(field: str) -> str:
    """Return what a field is ordered by: choices as declared, references by name, the name as it is read.

    Raises:
        KeyError: there is no such field.
    """
    column = column_of(field)
    if field == "name":
        return "f.sort_key"
    if field.startswith(_CUSTOM):
        return column
    if field.startswith(level_filter.LEVEL):
        return column
    declared = field_of(Kind.CUSTOMERS, field)
    if declared.choices:
        ranks = " ".join(f"WHEN '{choice}' THEN {at}" for at, choice in enumerate(declared.choices))
        return f"CASE {column} {ranks} END"
    if declared.refers is not None:
        return f"(SELECT sort_key(n.name) FROM {TABLES[declared.refers]} n WHERE n.id = {column})"
    return column


def _group(group: Group, today: dt.date) -> Sql:
    parts: list[str] = []
    values: Values = []
    for item in group.items:
        sql, more = _group(item, today) if isinstance(item, Group) else _condition(item, today)
        if sql:
            parts.append(sql)
            values += more
    joined = (" OR " if group.any_of else " AND ").join(parts)
    return (f"({joined})" if parts else ""), values


def _condition(condition: Condition, today: dt.date) -> Sql:
    """Return one condition; one that still lacks its values holds for every customer."""
    given = condition.values if condition.op in (Op.IS, Op.IS_NOT) else _plain(condition.values)
    if not given and condition.op not in _NEEDS_NO_VALUE:
        return "", []
    if condition.field == level_filter.PICKED:
        ids = [value for value in condition.values if isinstance(value, int)]
        return "c.id IN (SELECT value FROM json_each(?))", [json.dumps(ids)]
    if condition.field == "tags" and condition.op in _TAG_OPS:
        return _tags(condition)
    return _OPS[condition.op](condition, today)


def _empty(condition: Condition, _today: dt.date) -> Sql:
    return f"{column_of(condition.field)} IS NULL", []


def _not_empty(condition: Condition, _today: dt.date) -> Sql:
    return f"{column_of(condition.field)} IS NOT NULL", []


def _is(condition: Condition, _today: dt.date) -> Sql:
    column, values = _comparable(condition)
    parts = [f"{column} IN ({_marks(values)})"] if values else []
    if None in condition.values:
        parts.append(f"{column} IS NULL")
    return f"({' OR '.join(parts)})", values


def _is_not(condition: Condition, today: dt.date) -> Sql:
    sql, values = _is(condition, today)
    return f"({sql}) IS NOT 1", values  # what is empty is not equal to anything


def _contains(condition: Condition, _today: dt.date) -> Sql:
    column, _values = _comparable(condition)
    declared = _declared(condition.field)
    if declared is not None and declared.refers is not None:
        column = f"(SELECT n.name FROM {TABLES[declared.refers]} n WHERE n.id = {column})"
    words = [str(value) for value in condition.values if value is not None]
    likes = " OR ".join(f"normalise({column}) LIKE ? ESCAPE '\\'" for _ in words)
    return f"({likes})", [f"%{_escaped(word)}%" for word in words]


def _at_least(condition: Condition, _today: dt.date) -> Sql:
    return f"{column_of(condition.field)} >= ?", _plain(condition.values)[:1]


def _at_most(condition: Condition, _today: dt.date) -> Sql:
    return f"{column_of(condition.field)} <= ?", _plain(condition.values)[:1]


def _within_days(condition: Condition, today: dt.date) -> Sql:
    days = int(_plain(condition.values)[0])
    span = sorted((today, today + dt.timedelta(days=days)))
    return f"{column_of(condition.field)} BETWEEN ? AND ?", [day.isoformat() for day in span]


def _changed_within(condition: Condition, today: dt.date) -> Sql:
    day = today - dt.timedelta(days=int(_plain(condition.values)[0]))
    since = dt.datetime.combine(day, dt.time()).astimezone().astimezone(dt.UTC).isoformat(timespec="milliseconds")
    bound: Values = [since.replace("+00:00", "Z")]
    log = "FROM change_set s JOIN change ch ON ch.set_id = s.id"
    if condition.field == "tags":
        # A tag taken off stands in the log with its customer, one put on still stands in the table.
        sql = (
            f"SELECT coalesce(json_extract(ch.old, '$.customer_id'), x.customer_id) {log} "
            "LEFT JOIN customer_tag x ON x.id = ch.pk WHERE ch.tbl = 'customer_tag' AND s.at >= ?"
        )
    elif condition.field.startswith(_CUSTOM):
        sql = (
            f"SELECT coalesce(json_extract(ch.old, '$.record_id'), x.record_id) {log} "
            "LEFT JOIN custom_value x ON x.id = ch.pk WHERE ch.tbl = 'custom_value' AND s.at >= ? "
            f"AND coalesce(json_extract(ch.old, '$.field_id'), x.field_id) = {_custom_id(condition.field)}"
        )
    else:
        sql = f"SELECT ch.pk {log} WHERE ch.tbl = 'customer' AND s.at >= ?"
        if condition.field:
            bound.append(f"$.{field_of(Kind.CUSTOMERS, condition.field).name}")
            sql += " AND json_type(ch.new, ?) IS NOT NULL"
    return f"c.id IN ({sql})", bound


def _overdue(condition: Condition, today: dt.date) -> Sql:
    if condition.field == "last_contact_on":
        since = "julianday(?) - julianday(coalesce(f.last_contact_on, c.customer_since))"
        return f"{since} > {CADENCE}", [today.isoformat()]
    return f"{column_of(condition.field)} < ?", [today.isoformat()]


_OPS: dict[Op, Callable[[Condition, dt.date], Sql]] = {
    Op.EMPTY: _empty,
    Op.NOT_EMPTY: _not_empty,
    Op.IS: _is,
    Op.IS_NOT: _is_not,
    Op.CONTAINS: _contains,
    Op.AT_LEAST: _at_least,
    Op.AT_MOST: _at_most,
    Op.WITHIN_DAYS: _within_days,
    Op.CHANGED_WITHIN: _changed_within,
    Op.OVERDUE: _overdue,
}
_NEEDS_NO_VALUE = (Op.EMPTY, Op.NOT_EMPTY, Op.OVERDUE)
_TAG_OPS = (Op.IS, Op.IS_NOT, Op.CONTAINS, Op.EMPTY, Op.NOT_EMPTY)


def _tags(condition: Condition) -> Sql:
    negated = "NOT " if condition.op in (Op.IS_NOT, Op.EMPTY) else ""
    exists = "EXISTS (SELECT 1 FROM customer_tag x JOIN tag t ON t.id = x.tag_id WHERE x.customer_id = c.id"
    if condition.op in (Op.EMPTY, Op.NOT_EMPTY):
        return f"{negated}{exists})", []
    words = [str(value) for value in condition.values if value is not None]
    if condition.op is Op.CONTAINS:
        likes = " OR ".join("normalise(t.name) LIKE ? ESCAPE '\\'" for _ in words)
        return f"{exists} AND ({likes}))", [f"%{_escaped(word)}%" for word in words]
    return f"{negated}{exists} AND t.name IN ({_marks(words)}))", list(words)


def _comparable(condition: Condition) -> Sql:
    """Return a column and values that compare equal: custom values are stored as text."""
    if condition.field.startswith(_CUSTOM):
        return _custom_text(condition.field), [str(value) for value in _plain(condition.values)]
    return column_of(condition.field), _plain(condition.values)


def _level(product_id: int) -> str:
    """Return the SQL of the level with a product as text; null without the product."""
    return (
        f"(SELECT coalesce((SELECT s.level || '' FROM assessment s WHERE s.adoption_id = a.id "
        f"ORDER BY s.assessed_on DESC, s.id DESC LIMIT 1), '{level_filter.NOT_ASSESSED}') "
        f"FROM adoption a WHERE a.customer_id = c.id AND a.product_id = {product_id} "
        # Whoever ended all contracts with it no longer has it; the plus keeps off the index of all its contracts.
        f"AND (SELECT count(*) = count(k.ended_on) AND max(k.ended_on) <= {TODAY} FROM contract k "
        f"WHERE k.customer_id = c.id AND +k.product_id = {product_id}) IS NOT 1)"
    )


def _declared(field: str) -> Field | None:
    if field.startswith(level_filter.LEVEL):
        return level_filter.declared(field)
    return None if field.startswith(_CUSTOM) else field_of(Kind.CUSTOMERS, field)


def _custom_id(field: str) -> int:
    return int(field.removeprefix(_CUSTOM))


def _custom_text(field: str) -> str:
    return f"(SELECT v.value FROM custom_value v WHERE v.field_id = {_custom_id(field)} AND v.record_id = c.id)"


def _plain(values: Sequence[FilterValue]) -> Values:
    return [int(value) if isinstance(value, bool) else value for value in values if value is not None]


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _escaped(text: str) -> str:
    return normalise(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
