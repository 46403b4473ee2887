"""The contract an act is about, as far as the questions about it need to know."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from csops_desktop.domain.contracts import Contract, is_followed
from csops_desktop.domain.records import Record
from csops_desktop.domain.renewals import LostLine, RenewalLine


class State(Enum):
    """How far a contract is settled."""

    OPEN = auto()  # still to be decided
    RENEWED = auto()
    ENDED = auto()


@dataclass(frozen=True, slots=True)
class Subject:
    """A contract with its customer.

    Attributes:
        id: of the contract; 0 for a customer without one, who can only get one.
        mrr: smallest currency unit.
        renewal_on: the day after its term; None when it is open-ended.
        forecast: one of ``domain.fields.FORECASTS``, or empty.
    """

    id: int
    customer_id: int
    customer: str
    mrr: int = 0
    renewal_on: dt.date | None = None
    forecast: str = ""
    note: str = ""
    state: State = State.OPEN


def of_line(line: RenewalLine | LostLine) -> Subject:
    """Return the contract of a line of the Renewals page."""
    if isinstance(line, LostLine):
        return Subject(line.id, line.customer_id, line.customer, line.mrr, state=State.ENDED)
    state = State.RENEWED if line.renewed else State.OPEN
    return Subject(line.id, line.customer_id, line.customer, line.mrr, line.renewal_on, line.forecast, line.note, state)


def of_record(record: Record, contract: Contract, others: Iterable[Contract], customer: str) -> Subject:
    """Return a contract of a customer's page.

    Args:
        record: of the contract.
        contract: the same, as the business computes with it.
        others: all contracts of the customer.
        customer: its name.
    """
    state = State.OPEN
    if contract.ended_on is not None:
        state = State.RENEWED if is_followed(contract, others) else State.ENDED
    forecast, note = (str(record.values.get(name) or "") for name in ("forecast", "forecast_note"))
    return Subject(record.id, contract.customer_id, customer, contract.mrr, contract.renewal_on, forecast, note, state)
