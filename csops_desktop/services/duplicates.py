"""What a user can do about customers that are in the store twice: find them, tell them apart, merge them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, TypeVar

from csops_desktop.domain.changes import Area, Outcome, Sentence, SetKind
from csops_desktop.domain.checking import check
from csops_desktop.domain.duplicates import (
    Because,
    Clue,
    Group,
    Likeness,
    MergedValues,
    MergePlan,
    Pair,
    alike,
    group,
    mail_clue,
    pair_of,
    phone_clue,
    reading_clue,
    site_clue,
)
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.foundation import garbage
from csops_desktop.foundation.errors import CancelledError, NotFoundError
from csops_desktop.foundation.progress import Cancelled, Progress, never, no_progress
from csops_desktop.services.backups import BackupService
from csops_desktop.services.similar_names import similar
from csops_desktop.store import custom, duplicates, merging, records
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

Row = TypeVar("Row", bound=tuple[Any, ...])
_SLICE = 5000


class _Shared:
    """Who has what; most of it one customer has alone, and a number takes less room than a list."""

    def __init__(self) -> None:
        self._alone: dict[Clue, int] = {}
        self._several: dict[Clue, set[int]] = {}

    def add(self, clue: Clue | None, customer: int) -> None:
        if clue is None:
            return
        first = self._alone.setdefault(clue, customer)
        if first != customer:
            self._several.setdefault(clue, {first}).add(customer)

    def likenesses(self) -> Iterator[Likeness]:
        for clue, ids in self._several.items():
            yield from alike(clue, sorted(ids))


@dataclass(frozen=True, slots=True)
class DuplicateService:
    """The use cases around duplicates."""

    database: Database
    backups: BackupService

    @garbage.left_alone()
    def find(self, *, progress: Progress = no_progress, cancelled: Cancelled = never) -> list[Group]:
        """Return groups of customers that are likely one, the surest first; may run in any thread.

        Args:
            progress: called with (names compared, names in all).
            cancelled: asked between steps.

        Raises:
            CancelledError: the user stopped.
        """
        named, shared, different = self._read(cancelled)
        ids_of: dict[str, list[int]] = {}
        for id_, key in named:
            ids_of.setdefault(key, []).append(id_)
        keys = list(ids_of)

        def likenesses() -> Iterator[Likeness]:
            for ids in ids_of.values():
                if len(ids) > 1:
                    yield from alike(Clue(Because.NAME), ids)
            yield from shared.likenesses()
            for one, other in similar(keys, progress=progress, cancelled=cancelled):
                yield Likeness(pair_of(ids_of[keys[one]][0], ids_of[keys[other]][0]), Clue(Because.SIMILAR))

        return self._named(group(likenesses(), different))

    def tell_apart(self, ids: Sequence[int]) -> Outcome[int]:
        """Note that customers are different, each from each; they are not listed together again.

        Raises:
            NotFoundError: one of them is gone.
        """
        pairs = [pair_of(*two) for two in combinations(sorted(set(ids)), 2)]
        with self.database.operation(Sentence("told_apart")) as operation:
            names = _names(operation.connection, ids)
            duplicates.tell_apart(operation.connection, pairs)
            operation.sentence = Sentence("told_apart", {"name": names[0], "other": names[-1], "n": len(names)})
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(len(pairs), Area.CUSTOMERS, operation.sentence, operation.set_id)

    def plan(self, keep: int, others: Sequence[int]) -> MergePlan:
        """Return what merging would do, for looking at it first.

        Raises:
            NotFoundError: one of the customers is gone.
        """
        with self.database.reading() as connection:
            found = records.read(connection, Kind.CUSTOMERS, [keep, *others])
            _require(found, [keep, *others])
            gone = [contact for contact, _stays in merging.joins(connection, keep, others)]
            joined = [str(row.values["name"]) for row in records.read(connection, Kind.CONTACTS, gone)]
            return MergePlan(tuple(found), tuple(merging.moves(connection, others)), tuple(joined))

    def merge(self, keep: int, others: Sequence[int], values: MergedValues) -> Outcome[int]:
        """Merge customers into one of them, after a backup, as one undo step; returns the one that stays.

        Args:
            keep: the customer that stays.
            others: those that become part of it; everything of theirs goes over.
            values: what it says afterwards, where that differs from what it says now.

        Raises:
            NotFoundError: one of the customers is gone; nothing was written.
            InvalidValueError, DuplicateError: a field cannot take its value; nothing was written.
        """
        check(Kind.CUSTOMERS, values.fields, whole=False)
        self.backups.before_bulk()
        with self.database.operation(Sentence("merged"), SetKind.BULK) as operation:
            connection = operation.connection
            names = _names(connection, [keep, *others])
            merging.merge(connection, keep, others)
            records.update(connection, Kind.CUSTOMERS, keep, values.fields)
            for field_id, value in values.custom.items():
                custom.put(connection, field_id, [(keep, value)])
            name = str(values.fields.get("name") or names[0])
            operation.sentence = Sentence("merged", {"name": name, "other": names[1], "n": len(others)})
        return Outcome(keep, Area.ALL, operation.sentence, operation.set_id)

    def _read(self, cancelled: Cancelled) -> tuple[list[tuple[int, str]], _Shared, frozenset[Pair]]:
        """Return (id, key of the name) of all customers, what they share, and which pairs are different."""
        shared, keys = _Shared(), list[tuple[int, str]]()
        for id_, key, reading, phone, website in self._slices(duplicates.looks, cancelled):
            keys.append((id_, key))
            for clue in (reading_clue(reading), phone_clue(phone), site_clue(website)):
                shared.add(clue, id_)
        for _id, customer, mail, phone in self._slices(duplicates.reaches, cancelled):
            shared.add(mail_clue(mail), customer)
            shared.add(phone_clue(phone), customer)
        with self.database.reading() as connection:
            return keys, shared, duplicates.different(connection)

    def _slices(self, read: Callable[[Connection, int, int], list[Row]], cancelled: Cancelled) -> Iterator[Row]:
        """Yield rows read in slices by their id, first of all; others get at the store between them."""
        last = 0
        while True:
            if cancelled():
                raise CancelledError
            with self.database.reading() as connection:
                rows = read(connection, last, _SLICE)
            if not rows:
                return
            yield from rows
            last = rows[-1][0]

    def _named(self, groups: Sequence[Group]) -> list[Group]:
        ids = [id_ for found in groups for id_ in found.ids]
        with self.database.reading() as connection:
            rows = records.stored_rows(connection, Kind.CUSTOMERS, ("name",), ids)
        names = {id_: str(row[0]) for id_, row in rows.items()}
        return [
            replace(found, names=tuple(names[id_] for id_ in found.ids))
            for found in groups
            if all(id_ in names for id_ in found.ids)  # deleted while the search went on
        ]


def _names(connection: Connection, ids: Sequence[int]) -> list[str]:
    found = records.read(connection, Kind.CUSTOMERS, ids)
    _require(found, ids)
    return [str(row.values["name"]) for row in found]


def _require(found: Iterable[Record], ids: Sequence[int]) -> None:
    there = {row.id for row in found}
    for id_ in ids:
        if id_ not in there:
            raise NotFoundError(Kind.CUSTOMERS.value, id_)
