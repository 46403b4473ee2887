"""Second step: which record in the store, or which earlier row of the same file, each row means."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import Decisions
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.foundation.text import match_key
from csops_desktop.services.importing.keys import LINED, NAMED, Pairing, Step, steps, told_by
from csops_desktop.services.importing.lookup import Lookup, id_key
from csops_desktop.services.importing.parse import Parsed, Part, Stored
from csops_desktop.services.importing.resolving import Lookups, Resolved
from csops_desktop.services.similar_names import NEAR
from csops_desktop.store import records
from csops_desktop.store.connection import Connection

_BLOCK = 2
_ASK_EVERY = 5000


@dataclass(slots=True)
class Matched:
    """What each row means, for one part.

    Attributes:
        target: id of the record in the store, or None for a new one.
        first: index of the row that stands for the same record in this file: its own index for the first.
        doubts: row index → (id, name) of the customer it may be.
        parents: REFERENCE field → ids; a negative id −k is the k-th record to be created on the way.
        links: LINKS field → ids; those of further lines stand with the first.
        by_name: rows matched by a name in some spelling: the spelling in the store stays.
        left: number of rows whose record cannot be told from others and stays as it is.
    """

    part: Part
    target: list[int | None]
    first: list[int]
    doubts: dict[int, tuple[int, str]] = field(default_factory=dict)
    parents: dict[str, list[int | None]] = field(default_factory=dict)
    links: dict[str, list[tuple[int, ...]]] = field(default_factory=dict)
    by_name: set[int] = field(default_factory=set)
    left: int = 0


def match(
    parsed: Parsed,
    part: Part,
    resolved: Resolved,
    find: Lookups,
    connection: Connection,
    decisions: Decisions,
    cancelled: Callable[[], bool],
) -> Matched:
    """Find for each row of the imported kind the record it means; rows with an error mean none.

    By external id first, then by the name in any spelling (customers, products, members) or by what makes a record of
    its kind one of a kind under its parent. A row whose external id is new takes a record found that way only when that
    record has no external id itself. No two records of a file become one record in the store.
    """
    lookup = find(part.kind)
    matched = Matched(part, [None] * parsed.n, list(range(parsed.n)), parents=resolved.ids)
    work = _Work(parsed, matched, lookup, steps(connection, part, resolved.ids, lookup))
    external = part.columns.get("external_id") if parsed.mapping.key != "name" else None
    new, without = work.by_id(external, cancelled)
    work.adopt(new)
    if cancelled():
        raise CancelledError
    if part.kind in NAMED:
        waiting = work.by_name(without, external)
        if part.kind is Kind.CUSTOMERS:
            _near(connection, matched, waiting, decisions)
    else:
        work.by_key(without)
    for at, first in enumerate(matched.first):
        if first != at:
            matched.target[at] = matched.target[first]
    matched.links = {name: _joined(matched, column, parsed) for name, column in resolved.links.items()}
    return matched


def _joined(matched: Matched, column: list[tuple[int, ...]], parsed: Parsed) -> list[tuple[int, ...]]:
    """Add what further lines of a record link to, to what its first line does."""
    joined = list(column)
    for at, first in enumerate(matched.first):
        if first != at and at not in parsed.errors:
            joined[first] = tuple(dict.fromkeys((*joined[first], *column[at])))
    return joined


class _Work:
    """The rows that still look for their record, and the records already taken."""

    def __init__(self, parsed: Parsed, matched: Matched, lookup: Lookup, tries: tuple[Step, ...]) -> None:
        self._parsed, self._matched, self._lookup, self._tries = parsed, matched, lookup, tries
        self._main = next(step for step in tries if not step.lone)
        self._pairing = Pairing(matched.target)

    def by_id(self, external: list[Stored] | None, cancelled: Callable[[], bool]) -> tuple[list[int], list[int]]:
        """Return the rows whose id is new, and the rows without one."""
        new, without = list[int](), list[int]()
        seen: dict[str, int] = {}
        for count, at in enumerate(self._in_order()):
            if count % _ASK_EVERY == 0 and cancelled():
                raise CancelledError
            if at in self._parsed.errors:
                continue
            outside = external[at] if external else None
            if outside is None:
                without.append(at)
                continue
            own = id_key(str(outside))
            first = seen.setdefault(own, at)
            if first != at:
                self._repeat(at, first, str(outside))
                continue
            target = self._lookup.by_id.get(own)
            if target is None:
                new.append(at)
            else:
                self._pairing.take(at, target)
        return new, without

    def _in_order(self) -> Iterable[int]:
        """Return the rows; of a customer's lines one with the name comes first, it stands for the others."""
        every, names = range(self._parsed.n), self._matched.part.columns.get(told_by(self._matched.part.kind))
        if self._matched.part.kind not in LINED or names is None or None not in names:
            return every
        return sorted(every, key=lambda at: names[at] is None)

    def adopt(self, rows: list[int]) -> None:
        """Give rows with a new id the records that lack one and are recognised otherwise."""
        for step in self._tries:
            for at in rows if step.known else ():
                if self._matched.target[at] is not None:
                    continue
                found = step.known.get(step.of(at), ())
                free = [id_ for id_ in found if id_ not in self._pairing.taken and id_ not in self._lookup.ids]
                if free and (len(found) == 1 or not (step.lone or self._matched.part.kind in NAMED)):
                    self._pairing.take(at, free[0])

    def by_name(self, rows: list[int], external: list[Stored] | None) -> list[int]:
        """Find records by their names, in the file and in the store; return the rows whose name is new."""
        matched, step = self._matched, self._main
        with_id: dict[object, list[int]] = {}
        for at, outside in enumerate(external or ()) if rows else ():
            if outside is not None and matched.first[at] == at and at not in self._parsed.errors:
                with_id.setdefault(step.of(at), []).append(at)
        firsts: dict[object, int] = {}
        waiting: list[int] = []
        for at in rows:
            matched.by_name.add(at)
            key = step.of(at)
            if key is None:
                continue
            named = with_id.get(key, ())
            first = firsts.get(key) if not named else named[0]
            if first is not None and len(named) <= 1:
                matched.first[at] = first
                continue
            # A record that a row with its id calls otherwise in this file is not meant.
            free = [id_ for id_ in step.known.get(key, ()) if id_ not in self._pairing.taken]
            if named or len(free) > 1:
                self._refuse(at)
                continue
            firsts[key] = at
            if free:
                self._pairing.take(at, free[0])
            else:
                waiting.append(at)
        return waiting

    def by_key(self, rows: list[int]) -> None:
        """Find records by what they are under their customer."""
        rows = self._without_copies(rows)
        for step in self._tries:
            if step is self._main:
                self._matched.by_name.update(rows)
            for at in self._pairing.pair(rows, step):
                self._refuse(at)
            rows = [at for at in rows if self._matched.target[at] is None and at not in self._parsed.errors]

    def _without_copies(self, rows: list[int]) -> list[int]:
        """Rows that are equal in every cell are one record."""
        columns = self._parsed.table.columns
        seen: dict[object, int] = {}
        kept: list[int] = []
        for at in rows:
            first = seen.setdefault(tuple(str(column[at]) for column in columns), at)
            self._matched.first[at] = first
            if first == at:
                kept.append(at)
        return kept

    def _refuse(self, at: int) -> None:
        part = self._matched.part
        field = told_by(part.kind)
        value = part.columns.get(field, [""] * self._parsed.n)[at]
        why = "ambiguous_name" if part.kind is Kind.CUSTOMERS else "ambiguous_record"
        self._parsed.fail(at, part.heading.get(field, ""), value, why)

    def _repeat(self, at: int, first: int, external: str) -> None:
        """A second row with the same external id: of customers and requests a further line, else an error."""
        part = self._matched.part
        if part.kind in LINED:
            self._matched.first[at] = first
            return
        self._parsed.fail(at, part.heading["external_id"], external, "repeated_id", str(self._parsed.table.rows[first]))


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
