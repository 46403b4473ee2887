"""What a user can do with opportunities: raise, have them accepted by sales, win with a contract, lose, reopen."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csops_desktop.domain import choice_words, opportunities
from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence
from csops_desktop.domain.checking import check
from csops_desktop.domain.fields import OPPORTUNITY_OUTCOMES, Kind
from csops_desktop.domain.opportunities import (
    HigherAmount,
    NewContract,
    OpportunityBook,
    OpportunityLine,
    RunningContract,
    Stage,
    Winning,
)
from csops_desktop.domain.records import Value
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError, NotFoundError, OpportunitySettledError
from csops_desktop.services import contracts
from csops_desktop.store import crew, records, settings
from csops_desktop.store import opportunities as stored
from csops_desktop.store.engine import Database, Operation

_AREAS = Area.OPPORTUNITIES | Area.CUSTOMERS


@dataclass(frozen=True, slots=True)
class OpportunityService:
    """The use cases around opportunities."""

    database: Database

    def book(self) -> OpportunityBook:
        """Return every opportunity of the customers that are not archived, in the order listed."""
        self.database.turn_day()
        with self.database.reading() as connection:
            return OpportunityBook(opportunities.in_order(stored.lines(connection)))

    def running_contracts(self, customer_id: int) -> list[RunningContract]:
        """Return the contracts of a customer that a win can raise, the largest first."""
        with self.database.reading() as connection:
            return stored.running_contracts(connection, customer_id, self.database.clock.today())

    def lost_reasons(self) -> list[str]:
        """Return the reasons written down so far, the most frequent first."""
        with self.database.reading() as connection:
            return stored.lost_reasons(connection)

    def raise_one(self, values: Mapping[str, Value]) -> Outcome[int]:
        """Create an opportunity, raised today by whoever works here where nothing else is said; returns its id.

        Raises:
            InvalidValueError, DuplicateError, NotFoundError: nothing was written.
        """
        whole = {"raised_on": self.database.clock.today(), **values}
        check(Kind.OPPORTUNITIES, whole, whole=True)
        with self.database.operation(Sentence("opportunity_raised")) as operation:
            if "owner_id" not in whole:
                whole["owner_id"] = crew.acting(operation.connection, self.database.member_id)
            new = records.insert(operation.connection, Kind.OPPORTUNITIES, whole)
            amount = whole.get("amount")
            self._say(operation, "opportunity_raised", [new], amount=amount if isinstance(amount, int) else None)
        return Outcome(new, _AREAS, operation.sentence, operation.set_id)

    def accept(self, ids: Sequence[int], on: dt.date | None = None) -> Outcome[int]:
        """Note that sales took opportunities, today when no day is given; returns how many that concerned.

        Those that are settled or taken already are left as they are.
        """
        day = on or self.database.clock.today()
        with self.database.operation(Sentence("opportunity_accepted")) as operation:
            concerned = [line.id for line in self._lines(operation, ids) if line.stage is Stage.RAISED]
            for id_ in concerned:
                records.update(operation.connection, Kind.OPPORTUNITIES, id_, {"accepted_on": day})
            self._say(operation, "opportunity_accepted", concerned)
        return self._outcome(operation, len(concerned))

    def win(self, opportunity_id: int, winning: Winning) -> Outcome[int | None]:
        """Note a win, with what becomes of the contracts in the same step; returns the contract that was made, if any.

        Raises:
            OpportunitySettledError: it was won or lost already; nothing was written.
            InvalidValueError, ContractOverError, NotFoundError: nothing was written.
        """
        with self.database.operation(Sentence("opportunity_won")) as operation:
            line = self._line(operation, opportunity_id)
            if not line.stage.open:
                raise OpportunitySettledError(line.id)
            self._not_before(line, winning.on)
            values: dict[str, Value] = {"outcome": "won", "closed_on": winning.on, "reason": None}
            records.update(operation.connection, Kind.OPPORTUNITIES, opportunity_id, values)
            made, step = self._bring(operation, line, winning)
            self._say(operation, "opportunity_won", [opportunity_id], amount=line.amount, mrr=step)
        areas = _AREAS if made is None else _AREAS | Area.CONTRACTS
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(made, areas, operation.sentence, operation.set_id)

    def lose(self, ids: Sequence[int], on: dt.date, reason: str) -> Outcome[int]:
        """Note that opportunities were lost, and why; returns how many that concerned.

        Those that are settled already are left as they are.
        """
        with self.database.operation(Sentence("opportunity_lost")) as operation:
            lines = [line for line in self._lines(operation, ids) if line.stage.open]
            values: dict[str, Value] = {"outcome": "lost", "closed_on": on, "reason": reason.strip() or None}
            for line in lines:
                self._not_before(line, on)
                records.update(operation.connection, Kind.OPPORTUNITIES, line.id, values)
            self._say(operation, "opportunity_lost", [line.id for line in lines], reason=reason.strip())
        return self._outcome(operation, len(lines))

    def reopen(self, ids: Sequence[int]) -> Outcome[int]:
        """Take one step back: what is settled is open again, what sales took is not taken any more.

        The stage of another program goes when it says that all is over; contracts stay as they are.
        """
        with self.database.operation(Sentence("opportunity_reopened")) as operation:
            concerned = [line for line in self._lines(operation, ids) if line.stage is not Stage.RAISED]
            for line in concerned:
                values: dict[str, Value] = {"accepted_on": None}
                if not line.stage.open:
                    values = {"outcome": None, "closed_on": None, "reason": None}
                    if line.said and choice_words.choice(OPPORTUNITY_OUTCOMES, line.said):
                        values["stage"] = None
                records.update(operation.connection, Kind.OPPORTUNITIES, line.id, values)
            self._say(operation, "opportunity_reopened", [line.id for line in concerned])
        return self._outcome(operation, len(concerned))

    def _bring(self, operation: Operation, line: OpportunityLine, winning: Winning) -> tuple[int | None, int | None]:
        """Write what a win brings; returns the contract made and by how much the MRR grows."""
        match winning.brings:
            case NewContract(values):
                kind: dict[str, Value] = {"kind": line.kind} if line.kind else {}
                made = contracts.begin(operation, {**kind, **values, "customer_id": line.customer_id})
                return made.id, made.mrr
            case HigherAmount(contract_id, on, mrr):
                before, new = contracts.continue_at(operation, contract_id, on, mrr)
                return new, mrr - before.mrr
            case None:
                return None, None

    def _line(self, operation: Operation, opportunity_id: int) -> OpportunityLine:
        found = self._lines(operation, [opportunity_id])
        if not found:
            raise NotFoundError(Kind.OPPORTUNITIES.value, opportunity_id)
        return found[0]

    def _lines(self, operation: Operation, ids: Sequence[int]) -> list[OpportunityLine]:
        by_id = {line.id: line for line in stored.lines(operation.connection, tuple(ids))} if ids else {}
        return [by_id[id_] for id_ in ids if id_ in by_id]

    def _not_before(self, line: OpportunityLine, on: dt.date) -> None:
        if line.raised_on is not None and on < line.raised_on:
            raise InvalidValueError("closed_on", on.isoformat(), Reason.TOO_EARLY)

    def _say(self, operation: Operation, key: str, ids: Sequence[int], **data: Scalar) -> None:
        lines = self._lines(operation, ids[:1])
        first = lines[0] if lines else None
        currency = str(settings.get(operation.connection, StoreSetting.CURRENCY.value.name) or "JPY")
        named = {"name": first.customer if first else "", "title": first.name if first else ""}
        operation.sentence = Sentence(key, {**named, "n": len(ids), "currency": currency, **data})

    def _outcome(self, operation: Operation, n: int) -> Outcome[int]:
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(n, _AREAS, operation.sentence, operation.set_id)
