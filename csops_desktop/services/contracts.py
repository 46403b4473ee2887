"""What a user can do with contracts: start, renew, change the amount, end, take an end back, say what is expected."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csops_desktop.domain import contract_life, renewals
from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence
from csops_desktop.domain.checking import check
from csops_desktop.domain.contract_life import Ending, Follow, Terms
from csops_desktop.domain.contracts import Contract
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Value
from csops_desktop.domain.renewals import Book
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.errors import ContractFollowedError
from csops_desktop.store import contracts, records, settings
from csops_desktop.store.engine import Database, Operation

_AREAS = Area.CONTRACTS | Area.CUSTOMERS
_DECIDED = ("starts_on", "mrr", "term_ends_on", "notice_on", "kind", "predecessor_id")
_GOES_ON = ("customer_id", "product_id", "plan", "seats", "auto_renew")
_SAME_TERM = ("forecast", "forecast_note")


@dataclass(frozen=True, slots=True)
class ContractService:
    """The use cases around the life of a contract."""

    database: Database

    def book(self) -> Book:
        """Return what ends in the months ahead, what has run over its term, and what was lost in as many months."""
        today = self.database.clock.today()
        with self.database.reading() as connection:
            lines = contracts.renewal_lines(connection, today, renewals.horizon(today))
            since = contract_life.months_after(today, -renewals.MONTHS)
            lost = contracts.lost_lines(connection, since)
            return Book(renewals.in_order(lines, today), tuple(lost), contracts.any_contract(connection))

    def get(self, contract_id: int) -> Contract:
        """Return one contract, or raise NotFoundError."""
        with self.database.reading() as connection:
            return contracts.get(connection, contract_id)

    def start(self, values: Mapping[str, Value]) -> Outcome[int]:
        """Create a contract; without a kind it follows from what the customer has on its first day.

        Raises:
            InvalidValueError, DuplicateError, NotFoundError: nothing was written.
        """
        with self.database.operation(Sentence("contract_started")) as operation:
            made = begin(operation, values)
            self._say(operation, "contract_started", made, day=made.starts_on.isoformat(), mrr=made.mrr)
        return Outcome(made.id, _AREAS, operation.sentence, operation.set_id)

    def renew(self, contract_id: int, terms: Terms) -> Outcome[int]:
        """End a contract after its term and start its renewal that day; returns the new contract.

        Raises:
            ContractOverError, InvalidValueError, NotFoundError: nothing was written.
        """
        with self.database.operation(Sentence("renewed")) as operation:
            before = contracts.get(operation.connection, contract_id)
            new = _follow(operation, contract_life.renew(before, terms), _GOES_ON)
            until = None if terms.term_ends_on is None else terms.term_ends_on.isoformat()
            self._say(operation, "renewed", before, until=until, old=before.mrr, mrr=terms.mrr)
        return Outcome(new, _AREAS, operation.sentence, operation.set_id)

    def change_amount(self, contract_id: int, on: dt.date, mrr: int) -> Outcome[int]:
        """End a contract on a day and let it go on at another amount; returns the new contract.

        Raises:
            ContractOverError, InvalidValueError, NotFoundError: nothing was written.
        """
        with self.database.operation(Sentence("amount_changed")) as operation:
            before, new = continue_at(operation, contract_id, on, mrr)
            self._say(operation, "amount_changed", before, day=on.isoformat(), old=before.mrr, mrr=mrr)
        return Outcome(new, _AREAS, operation.sentence, operation.set_id)

    def end(self, contract_id: int, ending: Ending) -> Outcome[None]:
        """End a contract, with the reasons.

        Raises:
            ContractOverError, InvalidValueError, NotFoundError: nothing was written.
        """
        with self.database.operation(Sentence("contract_ended")) as operation:
            before = contracts.get(operation.connection, contract_id)
            contract_life.end(before, ending.on)
            _update(
                operation,
                contract_id,
                {
                    "ended_on": ending.on,
                    "end_reason_said": ending.said.strip() or None,
                    "end_reason_real": ending.real.strip() or None,
                    "end_controllable": ending.controllable,
                },
            )
            self._say(operation, "contract_ended", before, day=ending.on.isoformat(), mrr=before.mrr)
        return Outcome(None, _AREAS, operation.sentence, operation.set_id)

    def resume(self, contract_id: int) -> Outcome[None]:
        """Take the end of a contract back, with its reasons; one that runs is left alone.

        Raises:
            ContractFollowedError: another contract has taken its place.
            NotFoundError: it is gone.
        """
        with self.database.operation(Sentence("contract_resumed")) as operation:
            before = contracts.get(operation.connection, contract_id)
            if contracts.is_followed(operation.connection, contract_id):
                raise ContractFollowedError(contract_id)
            after = contract_life.resume(before)
            reasons = dict.fromkeys(("end_reason_said", "end_reason_real", "end_controllable"))
            _update(operation, contract_id, {"ended_on": after.ended_on, **reasons})
            self._say(operation, "contract_resumed", before)
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, _AREAS, operation.sentence, operation.set_id)

    def forecast(self, ids: Sequence[int], expected: str | None, note: str | None = None) -> Outcome[int]:
        """Say what is expected of renewals; returns how many contracts that concerned.

        Args:
            ids: contracts; those that are gone are left out.
            expected: one of ``domain.fields.FORECASTS``, None for nothing said.
            note: why; None leaves the note as it is, empty takes it away.

        Raises:
            InvalidValueError: there is no such forecast.
        """
        values: dict[str, Value] = {"forecast": expected}
        if note is not None:
            values["forecast_note"] = note.strip() or None
        check(Kind.CONTRACTS, values, whole=False)
        with self.database.operation(Sentence("forecast")) as operation:
            there = [id_ for id_ in ids if records.exists(operation.connection, Kind.CONTRACTS, id_)]
            for id_ in there:
                _update(operation, id_, values)
            if there:
                first = contracts.get(operation.connection, there[0])
                self._say(operation, "forecast", first, forecast=expected, n=len(there))
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(len(there), _AREAS, operation.sentence, operation.set_id)

    def explain(self, ids: Sequence[int], note: str) -> Outcome[int]:
        """Write down why what is expected of renewals is expected; an empty note goes.

        Returns how many contracts that concerned; those that are gone are left out.
        """
        values: dict[str, Value] = {"forecast_note": note.strip() or None}
        with self.database.operation(Sentence("forecast_note")) as operation:
            there = [id_ for id_ in ids if records.exists(operation.connection, Kind.CONTRACTS, id_)]
            for id_ in there:
                _update(operation, id_, values)
            if there:
                first = contracts.get(operation.connection, there[0])
                self._say(operation, "forecast_note", first, n=len(there))
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(len(there), _AREAS, operation.sentence, operation.set_id)

    def pressing(self) -> int:
        """Return how many renewals must be decided soon; see ``RenewalLine.pressing``."""
        last = self.database.clock.today() + dt.timedelta(days=renewals.PRESSING_DAYS)
        # With very many contracts this takes a moment, and it is counted for the navigation after each change.
        return self.database.quietly(lambda connection: contracts.pressing(connection, last))

    def end_reasons(self) -> list[str]:
        """Return the reasons written down so far, the most frequent first."""
        with self.database.reading() as connection:
            return contracts.end_reasons(connection)

    def _say(self, operation: Operation, key: str, contract: Contract, **data: Scalar) -> None:
        name = records.name(operation.connection, Kind.CUSTOMERS, contract.customer_id)
        currency = str(settings.get(operation.connection, StoreSetting.CURRENCY.value.name) or "JPY")
        operation.sentence = Sentence(key, {"name": name, "currency": currency, **data})


def begin(operation: Operation, values: Mapping[str, Value]) -> Contract:
    """Write a contract inside an operation; without a kind it follows from what the customer has on its first day.

    Raises:
        InvalidValueError, DuplicateError, NotFoundError
    """
    check(Kind.CONTRACTS, values, whole=True)
    whole = dict(values)
    customer, start, product = values["customer_id"], values["starts_on"], values.get("product_id")
    if not whole.get("kind") and isinstance(customer, int) and isinstance(start, dt.date):
        others = contracts.of_customer(operation.connection, customer)
        whole["kind"] = contract_life.kind_of_new(others, product if isinstance(product, int) else None, start)
    return contracts.get(operation.connection, records.insert(operation.connection, Kind.CONTRACTS, whole))


def continue_at(operation: Operation, contract_id: int, on: dt.date, mrr: int) -> tuple[Contract, int]:
    """Let a contract go on at another amount inside an operation; returns it as it was, and the id of the new row.

    Raises:
        ContractOverError, InvalidValueError, NotFoundError
    """
    before = contracts.get(operation.connection, contract_id)
    follow = contract_life.change_amount(before, on, mrr)
    return before, _follow(operation, follow, (*_GOES_ON, *_SAME_TERM))


def _follow(operation: Operation, follow: Follow, carried: Sequence[str]) -> int:
    """Write the end of the old row and the new one, which has what stands on from the old; returns its id."""
    connection = operation.connection
    old = records.get(connection, Kind.CONTRACTS, follow.old.id)
    values: dict[str, Value] = {name: old.values.get(name) for name in carried}
    values |= {name: getattr(follow.new, name) for name in _DECIDED}
    check(Kind.CONTRACTS, values, whole=True)
    _update(operation, follow.old.id, {"ended_on": follow.old.ended_on})
    return records.insert(connection, Kind.CONTRACTS, values)


def _update(operation: Operation, contract_id: int, values: Mapping[str, Value]) -> None:
    records.update(operation.connection, Kind.CONTRACTS, contract_id, values)
