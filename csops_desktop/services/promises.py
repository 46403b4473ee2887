"""What a user can do with promises: see them by state, keep or break them, open them again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csops_desktop.domain import promises as rules
from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.promises import PromiseBook, PromiseLine, PromiseQuery, State
from csops_desktop.domain.records import Value
from csops_desktop.foundation.text import normalise
from csops_desktop.store import customer_list, promises, records
from csops_desktop.store.engine import Database

_AREAS = Area.PROMISES | Area.CUSTOMERS
_KEYS = {State.KEPT: "promise_kept", State.BROKEN: "promise_broken", State.OPEN: "promise_reopened"}


@dataclass(frozen=True, slots=True)
class PromiseService:
    """The use cases around promises."""

    database: Database

    def book(self, query: PromiseQuery) -> PromiseBook:
        """Return a list of promises, how many stand in the others, and whose they are."""
        today = self.database.clock.today()
        with self.database.reading() as connection:
            every = promises.lines(connection)
            empty = customer_list.is_empty(connection)
        owners = sorted({(line.owner_id, line.owner) for line in every if line.owner_id}, key=lambda pair: pair[1])
        words = normalise(query.text).split()
        listed = [line for line in every if _fits(line, query, words)]
        return PromiseBook(
            rules.in_order(listed, query.state, today),
            rules.counted(listed, today),
            tuple((id_, name) for id_, name in owners if id_ is not None),
            any_promise=bool(every),
            any_customer=not empty,
        )

    def late(self) -> int:
        """Return how many open promises should have been kept by now."""
        with self.database.reading() as connection:
            return promises.late(connection, self.database.clock.today())

    def settle(self, ids: Sequence[int], state: State) -> Outcome[int]:
        """Mark promises as kept or broken today, or open them again; returns how many that changed.

        Args:
            ids: promises; those that are gone, or are in that state already, are left out.
            state: KEPT, BROKEN or OPEN.
        """
        today = self.database.clock.today()
        values: dict[str, Value] = {
            "kept_on": today if state is State.KEPT else None,
            "broken_on": today if state is State.BROKEN else None,
        }
        with self.database.operation(Sentence(_KEYS[state])) as operation:
            found = records.read(operation.connection, Kind.PROMISES, ids)
            concerned = [record for record in found if _state(record.values) is not state]
            for record in concerned:
                records.update(operation.connection, Kind.PROMISES, record.id, values)
            data: dict[str, Scalar] = {"kind": Kind.PROMISES.value, "n": len(concerned)}
            if concerned:
                first = concerned[0]
                text, name = str(first.values["text"]), first.names["customer_id"]
                operation.sentence = Sentence(_KEYS[state], {**data, "text": text, "name": name})
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(len(concerned), _AREAS, operation.sentence, operation.set_id)


def _state(values: Mapping[str, Value]) -> State:
    if values.get("kept_on"):
        return State.KEPT
    return State.BROKEN if values.get("broken_on") else State.OPEN


def _fits(line: PromiseLine, query: PromiseQuery, words: Sequence[str]) -> bool:
    if query.owner_id is not None and line.owner_id != query.owner_id:
        return False
    if not words:
        return True
    text = normalise(f"{line.text} {line.customer} {line.owner} {line.note}")
    return all(word in text for word in words)
