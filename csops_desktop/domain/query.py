"""What a list shows: search words, filter chips in AND/OR groups, sort order; and the saved view that keeps it."""

import datetime as dt
import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from csops_desktop.domain.crew import ME, NOBODY

FilterValue = str | int | float | bool | None


class Op(StrEnum):
    """How a condition compares. Dates travel as ISO text."""

    IS = "is"  # equal to any of the values
    IS_NOT = "is_not"
    CONTAINS = "contains"  # text holds any of the values (normalised)
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    WITHIN_DAYS = "within_days"  # a date from today to today + n (n negative: the last n days)
    EMPTY = "empty"
    NOT_EMPTY = "not_empty"
    CHANGED_WITHIN = "changed_within"  # the field changed in the last n days, says the change log; field "" is any
    OVERDUE = "overdue"  # last contact older than the cadence; a next action or renewal in the past


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of one field.

    Attributes:
        field: name of a customer field, or ``custom:<id>`` for a custom one.
        values: what to compare with; several mean "any of".
    """

    field: str
    op: Op
    values: tuple[FilterValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions and groups that must hold all, or any.

    The chips of the list are one group with ``any_of=False``; a chip with several alternatives is a group inside.
    """

    items: tuple["Condition | Group", ...] = ()
    any_of: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """Order by a field; empty values come last either way."""

    field: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which customers, in which order.

    Attributes:
        text: what stands in the search box.
        archived: show the archived customers instead of the others.
        group_by: name of a field whose values head groups, or empty.
    """

    text: str = ""
    filter: Group = field(default_factory=Group)
    sort: Sort = field(default_factory=Sort)
    archived: bool = False
    group_by: str = ""


@dataclass(frozen=True, slots=True)
class ListResult:
    """The customers of a query, in order.

    Attributes:
        ids: customer ids.
        mrr: sum of their MRR, smallest unit.
        groups: with ``group_by``: (value, number of rows) in order of appearance, else empty.
    """

    ids: tuple[int, ...]
    mrr: int
    groups: tuple[tuple[str | None, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SavedView:
    """A named query with its columns.

    Attributes:
        columns: (column name, width in px) in order.
        pinned: listed with its live count.
    """

    id: int
    name: str
    query: ListQuery
    columns: tuple[tuple[str, int], ...]
    pinned: bool = True
    icon: str = ""


MINE_VIEW = 0
"""Stands where the id of a saved view does for the customers of whoever looks."""


@dataclass(frozen=True, slots=True)
class ViewCount:
    """How many customers a view holds now, and how many more than yesterday."""

    view_id: int
    n: int
    rise: int


def mine() -> ListQuery:
    """Return the query of the customers of whoever looks."""
    return ListQuery(filter=Group((Condition("owner_id", Op.IS, (ME,)),)))


def seen_by(query: ListQuery, member_id: int | None) -> ListQuery:
    """Return a query in which "me" is this member; for somebody who is not named it fits no customer."""
    return replace(query, filter=_seen_by(query.filter, member_id or NOBODY))


def _seen_by(group: Group, member_id: int) -> Group:
    return Group(
        tuple(
            _seen_by(item, member_id)
            if isinstance(item, Group)
            else replace(item, values=tuple(member_id if value == ME else value for value in item.values))
            for item in group.items
        ),
        group.any_of,
    )


def to_json(query: ListQuery) -> str:
    """Return a query as JSON text, the form in which views are stored."""
    return json.dumps(
        {
            "text": query.text,
            "filter": _plain(query.filter),
            "sort": {"field": query.sort.field, "descending": query.sort.descending},
            "archived": query.archived,
            "group_by": query.group_by,
        },
        ensure_ascii=False,
    )


def from_json(text: str) -> ListQuery:
    """Return the query that ``to_json`` wrote."""
    data = json.loads(text)
    return ListQuery(
        text=data["text"],
        filter=_group(data["filter"]),
        sort=Sort(data["sort"]["field"], data["sort"]["descending"]),
        archived=data["archived"],
        group_by=data["group_by"],
    )


def _plain(group: Group) -> dict[str, Any]:
    return {
        "any_of": group.any_of,
        "items": [
            _plain(item)
            if isinstance(item, Group)
            else {"field": item.field, "op": item.op.value, "values": list(item.values)}
            for item in group.items
        ],
    }


def _group(data: dict[str, Any]) -> Group:
    return Group(
        tuple(
            _group(item) if "items" in item else Condition(item["field"], Op(item["op"]), tuple(item["values"]))
            for item in data["items"]
        ),
        data["any_of"],
    )


def iso(day: dt.date) -> str:
    """Return a date as a filter value."""
    return day.isoformat()
