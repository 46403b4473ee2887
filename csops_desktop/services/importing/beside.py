"""What else the rows of a customer sheet hold: one contract, one contact, a next action, the last contact.

Each is found again by what it is under its customer, so that importing next month's sheet changes records instead of
adding them a second time.
"""

import datetime as dt

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Rule
from csops_desktop.services.importing.keys import Pairing
from csops_desktop.services.importing.match import Matched
from csops_desktop.services.importing.parse import Parsed, Part, Stored
from csops_desktop.services.importing.recognising import steps_beside
from csops_desktop.store.connection import Connection

BESIDE = (Kind.CONTACTS, Kind.CONTRACTS, Kind.NEXT_ACTIONS, Kind.ACTIVITIES)
_OWN = {
    Kind.CONTRACTS: ("mrr", "starts_on", "term_ends_on", "ended_on"),
    Kind.CONTACTS: ("name", "mail"),
    Kind.NEXT_ACTIONS: ("title", "due_on"),
    Kind.ACTIVITIES: ("happened_on",),
}
_ONE_RECORD = {Kind.CONTACTS: ("mail",), Kind.NEXT_ACTIONS: ("title",), Kind.ACTIVITIES: ("happened_on",)}
"""Rows of one customer that agree in these speak of one record; contracts must agree in everything."""


def match_beside(
    connection: Connection,
    parsed: Parsed,
    part: Part,
    owners: Matched,
    parents: dict[str, list[int | None]],
    today: dt.date,
) -> tuple[Matched, list[int]]:
    """Find the records that the rows hold besides their customer.

    Returns:
        The match, and the indexes of the rows that hold such a record.
    """
    rows = [at for at in range(parsed.n) if at not in parsed.errors and _holds(part, at)]
    _complete(part, rows, parsed, today)
    matched = Matched(part, [None] * parsed.n, list(range(parsed.n)), parents=parents)
    customers = [owners.target[owners.first[at]] for at in range(parsed.n)]
    rows = _distinct(part, parents, rows, owners)
    known = [at for at in rows if customers[at] is not None]
    pairing = Pairing(matched.target)
    unclear: set[int] = set()
    told_by = "title" if part.kind is Kind.NEXT_ACTIONS else "starts_on"
    rule = parsed.mapping.rules.get(part.column_of.get(told_by, -1), parsed.mapping.rule)
    corrects = rule is Rule.OVERWRITE or (rule is Rule.APPEND and part.kind is Kind.CONTRACTS)
    for step in steps_beside(connection, part, parents, customers, known, corrects=corrects):
        unclear.update(pairing.pair(known, step))
        known = [at for at in known if matched.target[at] is None and at not in unclear]
        if not known:
            break
    matched.left = len(unclear)
    kept = [at for at in rows if at not in unclear and (matched.target[at] is not None or _tells_something(part, at))]
    return matched, kept


def _holds(part: Part, at: int) -> bool:
    """Tell whether a row holds a record of this part: a plan or a number of seats alone makes no contract."""
    return any(name in part.columns and part.columns[name][at] is not None for name in _OWN[part.kind])


def _tells_something(part: Part, at: int) -> bool:
    """Tell whether a row is worth a new record: an amount of nothing without any date is no contract."""
    if part.kind is not Kind.CONTRACTS or part.columns["mrr"][at]:
        return True
    dated = any(name in part.columns and part.columns[name][at] for name in ("term_ends_on", "ended_on"))
    return dated or ("starts_on", at) not in part.filled


def _complete(part: Part, rows: list[int], parsed: Parsed, today: dt.date) -> None:
    """Fill what a new record needs and a sheet leaves out; shown in the dry run like any other cell."""
    fill: dict[str, Stored] = {}
    if part.kind is Kind.CONTRACTS:
        _fill_starts(part, rows, parsed, today.isoformat())
        fill = {"mrr": 0}
    elif part.kind is Kind.ACTIVITIES:
        fill = {"kind": "note"}
    elif part.kind is Kind.NEXT_ACTIONS:
        fill = {"title": part.heading.get("due_on", "")}  # the user's own word for it
    elif part.kind is Kind.CONTACTS and "mail" in part.columns:
        names = part.columns.setdefault("name", [None] * parsed.n)
        for at in rows:
            names[at] = names[at] or part.columns["mail"][at]
    for name, value in fill.items():
        column = part.columns.setdefault(name, [None] * parsed.n)
        part.filled.update((name, at) for at in rows if column[at] is None)
        for at in rows:
            if column[at] is None:
                column[at] = value


def _fill_starts(part: Part, rows: list[int], parsed: Parsed, today: str) -> None:
    """A contract starts when the customer became one, or today: nothing is claimed about the time before."""
    starts = part.columns.setdefault("starts_on", [None] * parsed.n)
    nothing: list[Stored] = [None] * parsed.n
    since = parsed.parts[Kind.CUSTOMERS].columns.get("customer_since", nothing)
    ends = part.columns.get("ended_on", nothing)
    for at in rows:
        if starts[at] is None:
            starts[at] = since[at] or min(today, str(ends[at] or today))
            part.filled.add(("starts_on", at))


def _distinct(part: Part, parents: dict[str, list[int | None]], rows: list[int], owners: Matched) -> list[int]:
    """Return the rows that hold a record of their own: further lines of a customer repeat its contact, its action."""
    given: dict[str, list[Stored]] = {**part.columns, **{name: list(ids) for name, ids in parents.items()}}
    seen: set[object] = set()
    kept: list[int] = []
    for at in rows:
        own = tuple(given[name][at] for name in _ONE_RECORD.get(part.kind, given) if name in given)
        if part.kind is Kind.CONTACTS and own in ((), (None,)):
            own = ("name", given["name"][at])
        place = (owners.first[at], own)
        if place not in seen:
            seen.add(place)
            kept.append(at)
    return kept
