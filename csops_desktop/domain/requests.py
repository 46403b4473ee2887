"""What customers ask for or tell us: who asks, how much they pay together, and how the list of it is made up."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

SETTLED = frozenset({"done", "declined"})
"""States in which nothing more is to be done about a request."""


class Sort(StrEnum):
    """By what requests are put in order; the value is the name of the column."""

    MRR = "mrr"
    ASKING = "asking"
    RAISED = "raised_on"
    TOLD = "told_on"


@dataclass(frozen=True, slots=True)
class Asking:
    """One of the customers that ask.

    Attributes:
        mrr: what it pays today, smallest currency unit.
    """

    id: int
    name: str
    mrr: int


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request with the names it is shown by.

    Attributes:
        text: as it was said.
        kind: one of ``domain.fields.REQUEST_KINDS``, or empty.
        status: one of ``domain.fields.REQUEST_STATES``; a request without one is open.
        told_on: the day the customers heard what came of it.
        customers: who asks, the one that pays most first.
    """

    id: int
    text: str
    kind: str = ""
    status: str = "open"
    raised_on: dt.date | None = None
    told_on: dt.date | None = None
    owner_id: int | None = None
    owner: str = ""
    contact: str = ""
    note: str = ""
    customers: tuple[Asking, ...] = ()

    @property
    def mrr(self) -> int:
        """What its customers pay together."""
        return sum(customer.mrr for customer in self.customers)

    @property
    def settled(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.status in SETTLED


@dataclass(frozen=True, slots=True)
class RequestQuery:
    """Which requests are listed, in which order.

    Attributes:
        settled: those about which nothing more is to be done, instead of the others.
        kind: only those of one kind; empty for all.
        text: words that occur in the request, its note or the names of its customers; empty for all.
    """

    settled: bool = False
    kind: str = ""
    text: str = ""
    sort: Sort = Sort.MRR
    descending: bool = True


@dataclass(frozen=True, slots=True)
class RequestBook:
    """Everything the list of requests shows.

    Attributes:
        lines: in order.
        open, settled: how many there are of either, of those that text and kind let through.
        kinds: kind → how many of the listed half; the empty kind counts all.
        any_request: there is one at all.
        any_customer: there is somebody who could ask.
    """

    lines: tuple[RequestLine, ...] = ()
    open: int = 0
    settled: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    any_request: bool = False
    any_customer: bool = False


@dataclass(frozen=True, slots=True)
class NamesFound:
    """What came of a list of names.

    Attributes:
        customers: (id, name) of those that were found, each once.
        unknown: names that nobody has.
        several: names that several customers have.
    """

    customers: tuple[tuple[int, str], ...] = ()
    unknown: tuple[str, ...] = ()
    several: tuple[str, ...] = ()


def in_order(lines: Iterable[RequestLine], sort: Sort, *, descending: bool) -> tuple[RequestLine, ...]:
    """Return requests in order; those without the value stand last either way, equals by what they weigh."""
    by_weight = sorted(lines, key=lambda line: (-line.mrr, -len(line.customers), line.id))
    there = [line for line in by_weight if _value(line, sort) is not None]
    there.sort(key=lambda line: _value(line, sort) or 0, reverse=descending)
    return (*there, *(line for line in by_weight if _value(line, sort) is None))


def book(lines: Sequence[RequestLine], query: RequestQuery) -> RequestBook:
    """Return the list of a query from the requests that its words let through."""
    half = [line for line in lines if line.settled is query.settled]
    kinds: dict[str, int] = {"": len(half)}
    for line in half:
        if line.kind:
            kinds[line.kind] = kinds.get(line.kind, 0) + 1
    of_kind = [line for line in lines if query.kind in ("", line.kind)]
    open_ones = sum(not line.settled for line in of_kind)
    listed = [line for line in of_kind if line.settled is query.settled]
    return RequestBook(
        in_order(listed, query.sort, descending=query.descending), open_ones, len(of_kind) - open_ones, kinds
    )


def _value(line: RequestLine, sort: Sort) -> int | None:
    match sort:
        case Sort.MRR:
            return line.mrr
        case Sort.ASKING:
            return len(line.customers)
        case Sort.RAISED:
            return None if line.raised_on is None else line.raised_on.toordinal()
        case Sort.TOLD:
            return None if line.told_on is None else line.told_on.toordinal()
