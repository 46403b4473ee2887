"""Between the first step and the second: the names in reference columns become ids, some of records made on the way."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from csops_desktop.domain.fields import FieldType, Kind, field_of
from csops_desktop.foundation.text import match_key
from csops_desktop.services.importing.lookup import (
    AMBIGUOUS,
    Lookup,
    contract_owners,
    id_key,
    load,
    load_people,
    person,
)
from csops_desktop.services.importing.parse import Parsed, Part
from csops_desktop.store.connection import Connection

_CREATED_ON_THE_WAY = frozenset({Kind.MEMBERS, Kind.PRODUCTS, Kind.CONTACTS, Kind.METRICS})
_SEPARATOR = re.compile(r"[,、，､;；\r\n\t|]+")
_OWNERS = ("customer_id", "customers")

Ids = list[int | None]
Lookups = Callable[[Kind], Lookup]


@dataclass(slots=True)
class Newcomers:
    """Members, products and contacts that a file names and the store does not have; they are created with the import.

    Attributes:
        names: the key of each name → its number, −1 and below; a contact's key holds its customer.
        labels: the names as written, in the order of their numbers, with the customer of a contact.
        used: the numbers that a record to be written points to.
    """

    names: dict[Kind, dict[object, int]] = field(default_factory=dict)
    labels: dict[Kind, list[tuple[str, int | None]]] = field(default_factory=dict)
    used: dict[Kind, set[int]] = field(default_factory=dict)

    def wanted(self, kind: Kind) -> list[tuple[int, str, int | None]]:
        """Return number, name and customer of those that a record to be written points to; no others are created."""
        used = self.used.get(kind, set())
        labels = enumerate(self.labels.get(kind, ()), 1)
        return [(-at, label, customer) for at, (label, customer) in labels if -at in used]

    def number(self, kind: Kind, text: str, customer: int | None = None) -> int:
        """Return the negative number under which a newcomer is known until it is created."""
        known = self.names.setdefault(kind, {})
        key = match_key(text) if customer is None else person(customer, text)
        if key not in known:
            self.labels.setdefault(kind, []).append((text, customer))
            known[key] = -len(self.labels[kind])
        return known[key]

    def use(self, kind: Kind, ids: Iterable[int | None]) -> None:
        """Note which of them records to be written point to."""
        self.used.setdefault(kind, set()).update(id_ for id_ in ids if id_ is not None and id_ < 0)


@dataclass(slots=True)
class Resolved:
    """What the reference columns of a part point to.

    Attributes:
        ids: REFERENCE field → one id per row; −k is the k-th record to be created on the way.
        links: LINKS field → ids per row.
    """

    ids: dict[str, Ids] = field(default_factory=dict)
    links: dict[str, list[tuple[int, ...]]] = field(default_factory=dict)


def lookups(connection: Connection) -> Lookups:
    """Return a reader of lookups that reads each kind once."""
    known: dict[Kind, Lookup] = {}

    def of(kind: Kind) -> Lookup:
        if kind not in known:
            known[kind] = load(connection, kind)
        return known[kind]

    return of


def resolve(connection: Connection, parsed: Parsed, part: Part, find: Lookups, newcomers: Newcomers) -> Resolved:
    """Turn the names in REFERENCE and LINKS columns into ids; a parent that is not there is an error of the row."""
    found = Resolved()
    fields = {name: field_of(part.kind, name) for name in part.texts}
    # People are found under the customer of their row, so customers come first.
    for name, declared in sorted(fields.items(), key=lambda item: item[1].refers is Kind.CONTACTS):
        if declared.refers is None:
            continue
        if declared.refers is Kind.CONTACTS and part.kind is not Kind.CONTACTS:
            resolver: _Names | _People = _People(connection, _customers(found, parsed.n), newcomers)
        else:
            resolver = _Names(connection, part, name, find, newcomers)
        if declared.type is FieldType.LINKS:
            found.links[name] = [
                _several(parsed, part, name, at, text, resolver) for at, text in enumerate(part.texts[name])
            ]
        else:
            found.ids[name] = [_one(parsed, part, name, at, text, resolver) for at, text in enumerate(part.texts[name])]
    for name in found.links:
        del part.texts[name]
    return found


def row_number(at: int) -> int:
    """Return the negative number under which the record of a row is known until it is created."""
    return -at - 1


def require_parents(parsed: Parsed, part: Part, parents: dict[str, Ids]) -> None:
    """A row that points to a row with an error points to nothing."""
    for name, ids in parents.items():
        if field_of(part.kind, name).refers is not part.kind:
            continue
        for at, id_ in enumerate(ids):
            if id_ is not None and id_ < 0 and row_number(id_) in parsed.errors and at not in parsed.errors:
                parsed.fail(at, part.heading[name], part.texts[name][at], "no_parent", part.kind.value)


class _Names:
    """Finds customers, members, products and contracts by id or name."""

    def __init__(self, connection: Connection, part: Part, name: str, find: Lookups, newcomers: Newcomers) -> None:
        declared = field_of(part.kind, name)
        self.kind = declared.refers or part.kind
        self._newcomers = newcomers
        self._lookup = find(self.kind)
        texts = set(part.texts[name]) - {""}
        if declared.type is FieldType.LINKS:
            texts |= {each.strip() for text in texts for each in _SEPARATOR.split(text)}
        if self.kind is Kind.CUSTOMERS and all(self._lookup.find(text) is None for text in texts):
            self._lookup = contract_owners(connection)  # the column names contracts
        self._in_file = _rows_by_id(part) if self.kind is part.kind else {}
        self._seen: dict[str, int | None] = {"": None}

    def find(self, _at: int, text: str) -> int | None:
        if text not in self._seen:
            self._seen[text] = self._new(text)
        return self._seen[text]

    def _new(self, text: str) -> int | None:
        found = self._lookup.find(text)
        if found is None and self.kind in _CREATED_ON_THE_WAY:
            found = self._newcomers.number(self.kind, text)
        if found is None and id_key(text) in self._in_file:
            found = row_number(self._in_file[id_key(text)])
        return found


class _People:
    """Finds contacts by name, mail address or id among those of the row's customer."""

    kind = Kind.CONTACTS

    def __init__(self, connection: Connection, customers: Ids, newcomers: Newcomers) -> None:
        self._customers, self._newcomers = customers, newcomers
        self._ids, self._people = load_people(connection)

    def find(self, at: int, text: str) -> int | None:
        customer = self._customers[at]
        if not text or customer is None:
            return None
        known = self._ids.get(id_key(text)) or self._people.get(person(customer, text))
        return known if known is not None else self._newcomers.number(Kind.CONTACTS, text, customer)


def _one(parsed: Parsed, part: Part, name: str, at: int, text: str, resolver: _Names | _People) -> int | None:
    found = resolver.find(at, text)
    if not text or (found is None and resolver.kind is Kind.CONTACTS):
        return None  # a person of a customer that is an error itself
    if found is None or found == AMBIGUOUS:
        why = "no_parent" if found is None else "ambiguous_parent"
        parsed.fail(at, part.heading[name], text, why, resolver.kind.value)
        return None
    return found


def _several(parsed: Parsed, part: Part, name: str, at: int, text: str, resolver: _Names | _People) -> tuple[int, ...]:
    """Several names in one cell; a name that holds a comma itself is tried whole first."""
    whole = resolver.find(at, text) if text and resolver.kind is not Kind.CONTACTS else None
    if whole:
        return (whole,)
    texts = [each.strip() for each in _SEPARATOR.split(text)]
    found = (_one(parsed, part, name, at, each, resolver) for each in texts if each)
    return tuple(dict.fromkeys(id_ for id_ in found if id_ is not None))


def _customers(found: Resolved, n: int) -> Ids:
    """Return the customer of each row, of several the first."""
    for name in _OWNERS:
        if name in found.ids:
            return found.ids[name]
        if name in found.links:
            return [next(iter(ids), None) for ids in found.links[name]]
    return [None] * n


def _rows_by_id(part: Part) -> dict[str, int]:
    ids: Sequence[object] = part.columns.get("external_id", ())
    return {id_key(str(outside)): at for at, outside in enumerate(ids) if outside is not None}
