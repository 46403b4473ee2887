"""The contract an act is about, as far as the questions about it need to know."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto

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
