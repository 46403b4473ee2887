"""Second step: which record in the store, or which earlier row of the same file, each row means."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection

from csops_desktop.domain.fields import Kind, field_of
from csops_desktop.domain.imports import Decisions
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.foundation.text import match_key, normalise
from csops_desktop.services.importing.lookup import AMBIGUOUS, Lookup, id_key, load
from csops_desktop.services.importing.parse import Parsed, Part, Stored
from csops_desktop.store import records

NEAR = 88.0
"""Similarity (rapidfuzz ratio, 0–100) from which two names may be one customer."""
_BLOCK = 2
_ASK_EVERY = 5000
_CREATED_ON_THE_WAY = (Kind.MEMBERS, Kind.PRODUCTS)


@dataclass(slots=True)
class Matched:
    """What each row means, for one part.

    Attributes:
        target: id of the record in the store, or None for a new one.
        first: index of the row that stands for the same record in this file: its own index for the first.
        doubts: row index → (id, name) of the customer it may be.
        parents: REFERENCE field → ids; a negative id −k is the k-th record to be created on the way.
        by_name: rows matched by a name in some spelling: the spelling in the store stays.
    """

    part: Part
    target: list[int | None]
    first: list[int]
    doubts: dict[int, tuple[int, str]] = field(default_factory=dict)
    parents: dict[str, list[int | None]] = field(default_factory=dict)
    by_name: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Newcomers:
    """Members and products that a file names and the store does not have; they are created with the import."""

    names: dict[Kind, dict[str, int]] = field(default_factory=dict)
    labels: dict[Kind, list[str]] = field(default_factory=dict)

    def number(self, kind: Kind, text: str) -> int:
        """Return the negative number under which a newcomer is known until it is created."""
        known = self.names.setdefault(kind, {})
        key = match_key(text)
        if key not in known:
            self.labels.setdefault(kind, []).append(text)
            known[key] = -len(self.labels[kind])
        return known[key]


Lookups = Callable[[Kind], Lookup]


def lookups(connection: Connection) -> Lookups:
    """Return a reader of lookups that reads each kind once."""
    known: dict[Kind, Lookup] = {}

    def of(kind: Kind) -> Lookup:
        if kind not in known:
            known[kind] = load(connection, kind)
        return known[kind]

    return of


def resolve(parsed: Parsed, part: Part, find: Lookups, newcomers: Newcomers) -> dict[str, list[int | None]]:
    """Turn the names in REFERENCE columns into ids; a parent that is not there is an error of the row."""
    found: dict[str, list[int | None]] = {}
    for name, texts in part.texts.items():
        kind = field_of(part.kind, name).refers
        if kind is None:
            continue
        lookup, seen = find(kind), dict[str, int | None]()
        column: list[int | None] = []
        for at, text in enumerate(texts):
            if text not in seen:
                seen[text] = lookup.find(text) if text else None
                if seen[text] is None and text and kind in _CREATED_ON_THE_WAY:
                    seen[text] = newcomers.number(kind, text)
            record_id = seen[text]
            if text and (record_id is None or (record_id == AMBIGUOUS and kind not in _CREATED_ON_THE_WAY)):
                why = "no_parent" if record_id is None else "ambiguous_parent"
                parsed.fail(at, part.heading[name], text, why, kind.value)
                record_id = None
            column.append(record_id)
        found[name] = column
    return found


def match(
    parsed: Parsed,
    part: Part,
    parents: dict[str, list[int | None]],
    find: Lookups,
    connection: Connection,
    decisions: Decisions,
    cancelled: Callable[[], bool],
) -> Matched:
    """Find for each row of the imported kind the record it means.

    By external id first, then by the name in any spelling (customers, products, members) or by what makes a record of
    its kind one of a kind under its parent. A row whose external id is new matches a record by name only when that
    record has no external id itself.
    """
    lookup = find(part.kind)
    matched = Matched(part, [None] * parsed.n, list(range(parsed.n)), parents=parents)
    external = part.columns.get("external_id") if parsed.mapping.key != "name" else None
    natural = _natural_keys(part, parents, parsed.n)
    known = _known(connection, part.kind, lookup)
    rows_by_id: dict[str, int] = {}
    rows_by_key: dict[object, int] = {}
    waiting: list[int] = []
    for at in range(parsed.n):
        if at % _ASK_EVERY == 0 and cancelled():
            raise CancelledError
        outside = external[at] if external else None
        if outside is not None:
            own = id_key(str(outside))
            first = rows_by_id.setdefault(own, at)
            if first != at:
                _repeat(parsed, matched, at, first, str(outside))
                continue
            matched.target[at] = lookup.by_id.get(own)
            if matched.target[at] is None:
                matched.target[at] = _adopting(known.get(natural(at)), lookup) if known else None
                matched.by_name.add(at)
            continue
        matched.by_name.add(at)
        key = natural(at)
        if key is None:
            continue
        matched.first[at] = rows_by_key.setdefault(key, at)
        if matched.first[at] == at and not _by_key(parsed, matched, at, known.get(key)):
            waiting.append(at)
        matched.target[at] = matched.target[matched.first[at]]
    _near(connection, matched, waiting, decisions)
    return matched


def _adopting(target: int | None, lookup: Lookup) -> int | None:
    """Return a record found by name for a row with a new id: one that has an id already is another record."""
    return None if target == AMBIGUOUS or target in lookup.ids else target


def _by_key(parsed: Parsed, matched: Matched, at: int, target: int | None) -> bool:
    """Take the record found by its key; False when a near match may still be looked for."""
    part = matched.part
    if target == AMBIGUOUS:
        heading = part.heading.get("name", "")
        parsed.fail(at, heading, part.columns.get("name", [""] * parsed.n)[at], "ambiguous_name")
        return True
    matched.target[at] = target
    return target is not None or part.kind is not Kind.CUSTOMERS


def _repeat(parsed: Parsed, matched: Matched, at: int, first: int, external: str) -> None:
    """A second row with the same external id: for a customer sheet its further lines, else an error."""
    if matched.part.kind is Kind.CUSTOMERS:
        matched.first[at], matched.target[at] = first, matched.target[first]
        return
    parsed.fail(at, matched.part.heading["external_id"], external, "repeated_id", str(parsed.table.rows[first]))


def _natural_keys(part: Part, parents: dict[str, list[int | None]], n: int) -> Callable[[int], object]:
    """Return what makes a record one of a kind where it has no external id."""
    empty: list[Stored] = [None] * n
    names = part.columns.get("name", empty)
    if part.kind in (Kind.CUSTOMERS, Kind.PRODUCTS, Kind.MEMBERS):
        return lambda at: None if names[at] is None else match_key(str(names[at]))
    owner = parents.get("customer_id", [None] * n)
    by_kind = {
        Kind.CONTACTS: ("name",),
        Kind.CONTRACTS: ("starts_on", "plan"),
        Kind.OPPORTUNITIES: ("name",),
        Kind.ACTIVITIES: ("happened_on", "kind", "subject", "body"),
    }
    columns = [part.columns.get(name, empty) for name in by_kind[part.kind]]
    product: list[int | None] = parents.get("product_id", [None] * n)

    def key(at: int) -> object:
        if owner[at] is None or columns[0][at] is None:
            return None
        return (owner[at], *(_folded(column[at]) for column in columns), product[at])

    return key


def _known(connection: Connection, kind: Kind, lookup: Lookup) -> dict[object, int]:
    if kind in (Kind.CUSTOMERS, Kind.PRODUCTS, Kind.MEMBERS):
        own: dict[object, int] = {}
        own.update(lookup.by_name.items())
        return own
    fields = {
        Kind.CONTACTS: "customer_id, name, NULL",
        Kind.CONTRACTS: "customer_id, starts_on, plan, product_id",
        Kind.OPPORTUNITIES: "customer_id, name, NULL",
        Kind.ACTIVITIES: "customer_id, happened_on, kind, subject, body, NULL",
    }
    found: dict[object, int] = {}
    for record_id, owner, *rest in records.keys(connection, kind, fields[kind]):
        *texts, product = rest
        key = (owner, *(_folded(text) for text in texts), product)
        found[key] = AMBIGUOUS if key in found else record_id
    return found


def _folded(value: Stored) -> Stored:
    return normalise(value) if isinstance(value, str) else value


def _near(connection: Connection, matched: Matched, waiting: list[int], decisions: Decisions) -> None:
    """Look for customers whose names are nearly the same; the human says whether they are."""
    undecided = [at for at in waiting if at not in decisions.other]
    if not undecided:
        return
    blocks: dict[str, list[tuple[int, str]]] = {}
    for customer_id, key in records.customer_keys(connection):
        blocks.setdefault(key[:_BLOCK], []).append((customer_id, key))
    if not blocks:
        return
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (only an import needs it)

    names = matched.part.columns["name"]
    for at in undecided:
        if at in decisions.same:
            matched.target[at] = decisions.same[at]
            continue
        key = match_key(str(names[at])) if names[at] is not None else ""
        block = blocks.get(key[:_BLOCK], ())
        best = process.extractOne(key, [other for _id, other in block], scorer=fuzz.ratio, score_cutoff=NEAR)
        if best is not None:
            customer_id = list(block)[best[2]][0]
            matched.doubts[at] = (customer_id, records.name(connection, Kind.CUSTOMERS, customer_id))


def rows_of(matched: Matched) -> Iterator[int]:
    """Return the indexes of the rows that stand for a record of their own."""
    return (at for at, first in enumerate(matched.first) if first == at)
