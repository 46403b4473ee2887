"""What makes a record one of a kind where it has no external id: its name, or what it is under its customer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.text import match_key, normalise
from csops_desktop.services.importing.lookup import Lookup
from csops_desktop.services.importing.parse import Part, Stored
from csops_desktop.store import records
from csops_desktop.store.connection import Connection

NAMED = frozenset({Kind.CUSTOMERS, Kind.PRODUCTS, Kind.MEMBERS, Kind.REQUESTS})
"""Kinds whose records are told by their name alone, requests by their text."""

LINED = frozenset({Kind.CUSTOMERS, Kind.REQUESTS})
"""Kinds of which several rows may be lines of one record: a customer's contracts, a request's customers."""

_TELLING = {
    Kind.CONTACTS: ("name",),
    Kind.CONTRACTS: ("starts_on", "plan", "product_id"),
    Kind.OPPORTUNITIES: ("name",),
    Kind.ACTIVITIES: ("happened_on", "kind", "subject", "body"),
    Kind.TICKETS: ("opened_on", "subject"),
    Kind.SURVEYS: ("answered_on", "survey", "kind", "contact_id"),
    Kind.CHURN_EVENTS: ("churned_on",),
}
_LESS = {Kind.CONTRACTS: ("starts_on",)}
_SURER = {Kind.CONTACTS: ("mail",)}

Key = object
KeyOf = Callable[[int], Key | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One way to recognise records; several are tried, the surest first.

    Attributes:
        of: index of a row → its key; None where the row does not tell it.
        known: key → ids of the records in the store that bear it, the oldest first.
        lone: only a key that one row and one record bear counts.
        alike: the records that bear a key say the same, so any of them will do.
    """

    of: KeyOf
    known: dict[Key, list[int]]
    lone: bool = False
    alike: bool = False


class Pairing:
    """Gives rows the records they mean; no two rows get the same one.

    Attributes:
        target: row index → id of its record, None while it has none.
        taken: record id → the row that has it.
    """

    def __init__(self, target: list[int | None]) -> None:
        self.target = target
        self.taken: dict[int, int] = {}

    def take(self, at: int, record_id: int) -> None:
        """Give a row its record."""
        self.target[at] = record_id
        self.taken[record_id] = at

    def pair(self, rows: Iterable[int], step: Step) -> list[int]:
        """Give rows without a record one by its key; of several alike, the order tells which is which.

        Returns:
            The rows whose key is borne by more records than rows, so that it cannot be told which are meant.
        """
        alike: dict[Key, list[int]] = {}
        for at in rows:
            if self.target[at] is None and (key := step.of(at)) is not None:
                alike.setdefault(key, []).append(at)
        unclear: list[int] = []
        for key, group in alike.items():
            free = [id_ for id_ in step.known.get(key, ()) if id_ not in self.taken]
            if step.lone and not len(group) == len(free) == 1:
                continue
            if len(free) > len(group) and not step.alike:
                unclear += group
                continue
            for at, record_id in zip(group, free, strict=False):
                self.take(at, record_id)
        return unclear


def told_by(kind: Kind) -> str:
    """Return the field that an error names when records of a kind cannot be told apart."""
    if kind is Kind.REQUESTS:
        return "text"
    return "name" if kind in NAMED else _TELLING[kind][0]


def steps(connection: Connection, part: Part, parents: dict[str, list[int | None]], lookup: Lookup) -> tuple[Step, ...]:
    """Return how the records of a part are recognised; the step that is not ``lone`` decides which rows are one."""
    if part.kind in NAMED:
        names = part.columns.get(told_by(part.kind))
        fold = normalise if part.kind is Kind.REQUESTS else match_key
        known: dict[Key, list[int]] = {name: ids for name, ids in lookup.by_name.items()}  # noqa: C416 (other key type)
        return (Step(lambda at: fold(str(names[at])) if names and names[at] is not None else None, known),)
    tries = [(_SURER.get(part.kind), True), (_TELLING[part.kind], False), (_LESS.get(part.kind), True)]
    return tuple(_step(connection, part, parents, fields, lone=lone) for fields, lone in tries if fields)


def _step(
    connection: Connection,
    part: Part,
    parents: dict[str, list[int | None]],
    fields: tuple[str, ...],
    *,
    lone: bool,
) -> Step:
    """A key of the customer and some fields; fields beyond the first count only where the file has them."""
    given: Mapping[str, Sequence[Stored]] = {**part.columns, **parents}
    if fields[0] not in given or "customer_id" not in given:
        return Step(lambda _at: None, {}, lone)
    told = [name for name in fields if name in given]
    owner, first, *more = (given[name] for name in ("customer_id", *told))

    def key(at: int) -> Key | None:
        if owner[at] is None or first[at] is None:
            return None
        return (owner[at], folded(first[at]), *(folded(column[at]) for column in more))

    known: dict[Key, list[int]] = {}
    for record_id, *cells in sorted(records.keys(connection, part.kind, ", ".join(("customer_id", *told))), key=_id):
        if cells[1] is not None:
            known.setdefault(tuple(map(folded, cells)), []).append(record_id)
    return Step(key, known, lone, alike=part.kind is Kind.ACTIVITIES)


def _id(row: tuple[Stored, ...]) -> int:
    return int(row[0] or 0)


def folded(value: Stored) -> Stored:
    """Return a value in the form in which values are compared."""
    if not isinstance(value, str):
        return value
    return value.lower() if value.isascii() else normalise(value)
