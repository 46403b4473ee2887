"""What else the rows of a customer sheet hold: one contract, one contact, a next action, the last contact.

Each is found again by what it is under its customer, so that importing next month's sheet changes records instead of
adding them a second time.
"""

import datetime as dt

from sqlalchemy import Connection

from csops_desktop.domain.fields import Kind
from csops_desktop.services.importing.lookup import AMBIGUOUS
from csops_desktop.services.importing.match import Matched
from csops_desktop.services.importing.parse import Parsed, Part, Stored
from csops_desktop.store import records

BESIDE = (Kind.CONTACTS, Kind.CONTRACTS, Kind.NEXT_ACTIONS, Kind.ACTIVITIES)
_STORED_KEYS = {
    Kind.CONTRACTS: "customer_id, starts_on, ended_on",
    Kind.CONTACTS: "customer_id, name, mail",
    Kind.NEXT_ACTIONS: "customer_id, title, done_on",
    Kind.ACTIVITIES: "customer_id, happened_on, NULL",
}
_OWN = {
    Kind.CONTRACTS: ("mrr", "starts_on", "term_ends_on", "ended_on"),
    Kind.CONTACTS: ("name", "mail"),
    Kind.NEXT_ACTIONS: ("title", "due_on"),
    Kind.ACTIVITIES: ("happened_on",),
}


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
    _complete(part, rows, parsed.n, today)
    matched = Matched(part, [None] * parsed.n, list(range(parsed.n)), parents=parents)
    customers = [owners.target[owners.first[at]] for at in range(parsed.n)]
    known = _known(connection, part.kind, {customer for at in rows if (customer := customers[at]) is not None})
    seen: dict[object, int] = {}
    kept: list[int] = []
    for at in rows:
        keys = _keys(part, at)
        in_file = (owners.first[at], keys[0])
        if seen.setdefault(in_file, at) != at:
            continue
        kept.append(at)
        customer = customers[at]
        if customer is not None:
            hits = (known.get((customer, *key)) for key in keys)
            matched.target[at] = next((hit for hit in hits if hit is not None and hit != AMBIGUOUS), None)
    return matched, kept


def _holds(part: Part, at: int) -> bool:
    """Tell whether a row holds a record of this part: a plan or a number of seats alone makes no contract."""
    return any(name in part.columns and part.columns[name][at] is not None for name in _OWN[part.kind])


def _complete(part: Part, rows: list[int], n: int, today: dt.date) -> None:
    """Fill what a new record needs and a sheet leaves out; shown in the dry run like any other cell."""
    fill: dict[str, Stored] = {}
    if part.kind is Kind.CONTRACTS:
        # No start in the sheet: the amount is known as of today, and nothing is claimed about the time before.
        fill = {"starts_on": today.isoformat(), "mrr": 0}
    elif part.kind is Kind.ACTIVITIES:
        fill = {"kind": "note"}
    elif part.kind is Kind.NEXT_ACTIONS:
        fill = {"title": part.heading.get("due_on", "")}  # the user's own word for it
    elif part.kind is Kind.CONTACTS and "mail" in part.columns:
        names = part.columns.setdefault("name", [None] * n)
        for at in rows:
            names[at] = names[at] or part.columns["mail"][at]
    for name, value in fill.items():
        column = part.columns.setdefault(name, [None] * n)
        part.filled.update((name, at) for at in rows if column[at] is None)
        for at in rows:
            if column[at] is None:
                column[at] = value


def _keys(part: Part, at: int) -> list[tuple[Stored, ...]]:
    """Return what identifies the record under its customer, the surest first."""
    value = {name: column[at] for name, column in part.columns.items()}
    if part.kind is Kind.CONTRACTS:
        own = ("starts", value.get("starts_on"))
        # A start that the sheet does not tell cannot tell contracts apart: then it is the only open one.
        return [("open",)] if ("starts_on", at) in part.filled else [own, ("open",)]
    if part.kind is Kind.CONTACTS:
        return (
            [("mail", value.get("mail")), ("name", value.get("name"))]
            if value.get("mail")
            else [("name", value["name"])]
        )
    if part.kind is Kind.NEXT_ACTIONS:
        return [("title", value.get("title"))]
    return [("day", value.get("happened_on"))]


def _known(connection: Connection, kind: Kind, customers: set[int]) -> dict[object, int]:
    found: dict[object, int] = {}
    if not customers:
        return found
    for record_id, customer, first, second in records.keys(connection, kind, _STORED_KEYS[kind]):
        if customer not in customers:
            continue
        for key in _stored_keys(kind, first, second):
            place = (customer, *key)
            # Any activity of a day will do as the last contact that a sheet means; of others there must be just one.
            repeated = place in found and kind is not Kind.ACTIVITIES
            found[place] = AMBIGUOUS if repeated else record_id
    return found


def _stored_keys(kind: Kind, first: Stored, second: Stored) -> list[tuple[Stored, ...]]:
    """Return the keys of ``_keys`` under which a stored record is found."""
    if kind is Kind.CONTRACTS:
        return [("starts", first)] if second is not None else [("starts", first), ("open",)]
    if kind is Kind.CONTACTS:
        return [("name", first)] if second is None else [("name", first), ("mail", second)]
    if kind is Kind.NEXT_ACTIONS:
        return [("title", first)] if second is None else []
    return [("day", first)]
