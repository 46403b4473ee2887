"""What a user can do with what sales hand over: write it down, and ask for what is missing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csops_desktop.domain import handoff
from csops_desktop.domain.changes import Area, Outcome, Sentence
from csops_desktop.domain.checking import check
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record, Value
from csops_desktop.foundation.text import normalise
from csops_desktop.store import records
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

_AREAS = Area.HANDOFFS | Area.PROMISES | Area.CUSTOMERS


@dataclass(frozen=True, slots=True)
class HandoffService:
    """The use cases around the handoff from sales."""

    database: Database

    def save(self, customer_id: int, values: Mapping[str, Value], owner_id: int | None = None) -> Outcome[int]:
        """Write the handoff of a customer, of which there is one; returns how many promises it brought.

        Each line under the commercial and technical promises becomes a promise of ours, unless the customer has it
        already; a line that is taken out again leaves its promise be.

        Args:
            customer_id: whose.
            values: fields of the handoff that are new.
            owner_id: who looks after the promises.
        """
        whole = {**values, "customer_id": customer_id}
        check(Kind.HANDOFFS, whole, whole=True)
        with self.database.operation(Sentence("handoff")) as operation:
            connection = operation.connection
            there = _handoff(connection, customer_id)
            if there is None:
                records.insert(connection, Kind.HANDOFFS, whole)
            else:
                records.update(connection, Kind.HANDOFFS, there.id, values)
            now = records.get(connection, Kind.HANDOFFS, there.id) if there else _handoff(connection, customer_id)
            n = 0 if now is None else _bring(connection, now, customer_id, owner_id)
            name = records.name(connection, Kind.CUSTOMERS, customer_id)
            left = len(handoff.missing(now.values)) if now is not None else len(handoff.PARTS)
            parts = len(handoff.PARTS)
            operation.sentence = Sentence("handoff", {"name": name, "n": n, "done": parts - left, "parts": parts})
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(n, _AREAS, operation.sentence, operation.set_id)

    def ask(
        self, customer_id: int, titles: Sequence[str], due_on: dt.date, owner_id: int | None = None
    ) -> Outcome[int]:
        """Make a next action of each thing that is to be asked for; returns how many are new.

        Args:
            customer_id: whose.
            titles: what is to be done; what is open already under the same words is left out.
            due_on: by when.
            owner_id: by whom.
        """
        with self.database.operation(Sentence("handoff_asked")) as operation:
            connection = operation.connection
            ids = records.ids_of(connection, Kind.NEXT_ACTIONS, customer_id=customer_id)
            actions = records.read(connection, Kind.NEXT_ACTIONS, ids)
            known = {normalise(str(each.values["title"])) for each in actions if not each.values.get("done_on")}
            new = [title for title in titles if normalise(title) not in known]
            for title in new:
                values: dict[str, Value] = {"customer_id": customer_id, "title": title, "due_on": due_on}
                values["owner_id"] = owner_id
                check(Kind.NEXT_ACTIONS, values, whole=True)
                records.insert(connection, Kind.NEXT_ACTIONS, values)
            name = records.name(connection, Kind.CUSTOMERS, customer_id)
            operation.sentence = Sentence("handoff_asked", {"name": name, "n": len(new)})
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(len(new), Area.NEXT_ACTIONS | Area.CUSTOMERS, operation.sentence, operation.set_id)


def _handoff(connection: Connection, customer_id: int) -> Record | None:
    found = records.read(connection, Kind.HANDOFFS, records.ids_of(connection, Kind.HANDOFFS, customer_id=customer_id))
    return found[0] if found else None


def _bring(connection: Connection, now: Record, customer_id: int, owner_id: int | None) -> int:
    """Write the promises of a handoff that the customer does not have yet; returns how many."""
    ids = records.ids_of(connection, Kind.PROMISES, customer_id=customer_id)
    known = {normalise(str(each.values["text"])) for each in records.read(connection, Kind.PROMISES, ids)}
    n = 0
    for part, kind in handoff.PROMISED.items():
        for text in handoff.promises_in(str(now.values.get(part) or "")):
            if normalise(text) not in known:
                known.add(normalise(text))
                values: dict[str, Value] = {"customer_id": customer_id, "text": text, "kind": kind, "made_by": "us"}
                values["owner_id"] = owner_id
                records.insert(connection, Kind.PROMISES, values)
                n += 1
    return n
