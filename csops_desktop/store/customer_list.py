"""The customer list as SQL: search, filter and sort give an ordered list of ids.

The plain list (nothing searched or filtered) is read straight off an index of ``customer_fact``, so that re-sorting
100,000 customers costs one index scan.
"""

import datetime as dt
from itertools import groupby

from sqlalchemy import Connection

from csops_desktop.domain.query import ListQuery, ListResult
from csops_desktop.foundation.text import match_expression
from csops_desktop.store.conditions import FROM, column_of, order_of, where_of

_INDEXED = {
    "name": "sort_key",
    "mrr": "mrr",
    "renewal_on": "renewal_on",
    "last_contact_on": "last_contact_on",
    "next_action_on": "next_action_on",
}


def find(connection: Connection, query: ListQuery, today: dt.date) -> ListResult:
    """Return the customers of a query in order, with the sum of their MRR."""
    if not (query.text.strip() or query.filter.items or query.group_by) and query.sort.field in _INDEXED:
        ids = _straight(connection, query)
        hidden = int(query.archived)
        total = connection.exec_driver_sql("SELECT total(mrr) FROM customer_fact WHERE hidden = ?", (hidden,)).scalar()
        return ListResult(tuple(ids), int(total or 0))
    where, values = where_of(query, today)
    group = f"{column_of(query.group_by)}, " if query.group_by else "NULL, "
    order = order_of(query)
    sql = f"SELECT c.id, {group} f.mrr FROM {FROM} WHERE {where} ORDER BY {order}"
    rows = connection.exec_driver_sql(sql, tuple(values)).all()
    groups: tuple[tuple[str | None, int], ...] = ()
    if query.group_by:
        runs = groupby(rows, key=lambda row: row[1])
        groups = tuple((None if value is None else str(value), sum(1 for _ in run)) for value, run in runs)
    return ListResult(tuple(row[0] for row in rows), sum(row[2] for row in rows), groups)


def count(connection: Connection, query: ListQuery, today: dt.date) -> int:
    """Return how many customers a query holds."""
    where, values = where_of(query, today)
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {FROM} WHERE {where}", tuple(values)).scalar_one())


def suggest(connection: Connection, text: str, limit: int) -> list[tuple[int, str]]:
    """Return (id, name) of the customers that match what is typed; the latest contacted first when nothing is typed."""
    if not text.strip():
        sql = (
            f"SELECT c.id, c.name FROM {FROM} WHERE f.hidden = 0 AND f.last_contact_on IS NOT NULL "
            "ORDER BY f.last_contact_on DESC, c.id DESC LIMIT ?"
        )
        return [(row[0], row[1]) for row in connection.exec_driver_sql(sql, (limit,))]
    # A name that begins with the words comes first.
    sql = (
        f"SELECT c.id, c.name FROM {FROM} WHERE f.hidden = 0 AND c.id IN "
        "(SELECT rowid FROM search_customer WHERE search_customer MATCH ?) "
        "ORDER BY instr(f.match_key, match_key(?)) <> 1, f.sort_key LIMIT ?"
    )
    expression = match_expression(text)
    if not expression:
        return []
    rows = connection.exec_driver_sql(sql, (expression, text, limit))
    return [(row[0], row[1]) for row in rows]


def is_empty(connection: Connection) -> bool:
    """Tell whether there is no customer at all, not even an archived one."""
    return not connection.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM customer)").scalar_one()


def distinct(connection: Connection, field: str, limit: int = 500) -> list[str]:
    """Return the different values of a text field, the most frequent first."""
    column = column_of(field)
    sql = f"SELECT {column} v FROM {FROM} WHERE v IS NOT NULL GROUP BY v ORDER BY count(*) DESC, v LIMIT ?"
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
