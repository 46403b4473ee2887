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
        today, words = self.database.clock.today(), normalise(query.text).split()
        with self.database.reading() as connection:
            # Words are looked for here; without them the store counts, and only the list asked for is read.
            lines = promises.lines(connection, today, None if words else query.state, query.owner_id)
            listed = [line for line in lines if _holds(line, words)] if words else lines
            counts = rules.counted(listed, today) if words else promises.counts(connection, today, query.owner_id)
            return PromiseBook(
                rules.in_order(listed, query.state, today),
                counts,
                tuple(promises.owners(connection)),
                any_promise=promises.any_promise(connection),
                any_customer=not customer_list.is_empty(connection),
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


def _holds(line: PromiseLine, words: Sequence[str]) -> bool:
    text = normalise(f"{line.text} {line.customer} {line.owner} {line.note}")
    return all(word in text for word in words)
