"""What was promised, by whom and until when: which state a promise is in, and how the list of them is made up."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """The lists of promises; what is late is open too."""

    OPEN = "open"
    LATE = "late"
    KEPT = "kept"
    BROKEN = "broken"


class Grouping(StrEnum):
    """Under what the promises stand."""

    DUE = "due"
    CUSTOMER = "customer"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise with the names it is shown by.

    Attributes:
        made_by: one of ``domain.fields.SIDES``, or empty for nothing said.
        kind: one of ``domain.fields.PROMISE_KINDS``, or empty.
        due_on: the last day on which it is kept in time.
        settled_on: the day it was kept or broken; None while it is open.
    """

    id: int
    customer_id: int
    customer: str
    text: str
    made_by: str = ""
    owner_id: int | None = None
    owner: str = ""
    due_on: dt.date | None = None
    settled_on: dt.date | None = None
    kept: bool = False
    note: str = ""
    kind: str = ""

    @property
    def open(self) -> bool:
        """Whether it is neither kept nor broken."""
        return self.settled_on is None

    def late(self, today: dt.date) -> bool:
        """Tell whether it is open and its day is past."""
        return self.open and self.due_on is not None and self.due_on < today

    def state(self, today: dt.date) -> State:
        """Return the one state it is in."""
        if not self.open:
            return State.KEPT if self.kept else State.BROKEN
        return State.LATE if self.late(today) else State.OPEN

    def belongs(self, state: State, today: dt.date) -> bool:
        """Tell whether it stands in a list."""
        own = self.state(today)
        return own is state or (state is State.OPEN and own is State.LATE)


@dataclass(frozen=True, slots=True)
class PromiseQuery:
    """Which promises are listed.

    Attributes:
        text: words that occur in the promise, its note or its customer's name; empty for all.
        owner_id: only those of one member; None for all.
    """

    state: State = State.OPEN
    text: str = ""
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class PromiseBook:
    """Everything the page of promises shows.

    Attributes:
        lines: of the state asked for, what presses first at the top; what is settled, the latest first.
        counts: how many stand in each list, of those that text and owner let through.
        owners: (id, name) of the members who have promises, by name.
        any_promise: there is one at all.
        any_customer: there is somebody to whom one could be made.
    """

    lines: tuple[PromiseLine, ...] = ()
    counts: Mapping[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))
    owners: tuple[tuple[int, str], ...] = ()
    any_promise: bool = False
    any_customer: bool = False


def counted(lines: Iterable[PromiseLine], today: dt.date) -> dict[State, int]:
    """Return how many promises stand in each list."""
    counts = dict.fromkeys(State, 0)
    for line in lines:
        own = line.state(today)
        counts[own] += 1
        if own is State.LATE:
            counts[State.OPEN] += 1
    return counts


def in_order(lines: Iterable[PromiseLine], state: State, today: dt.date) -> tuple[PromiseLine, ...]:
    """Return the promises of a list in order: open ones by day, those without one last; settled ones latest first."""
    found = [line for line in lines if line.belongs(state, today)]
    if state in {State.OPEN, State.LATE}:
        return tuple(sorted(found, key=lambda line: (line.due_on or dt.date.max, line.customer, line.id)))
    return tuple(sorted(found, key=lambda line: (-(line.settled_on or dt.date.min).toordinal(), line.id)))


def grouped(
    lines: Sequence[PromiseLine], key: Callable[[PromiseLine], tuple[int, str]]
) -> dict[str, list[PromiseLine]]:
    """Return the promises under their headings.

    Args:
        lines: in order; they keep it within a group.
        key: returns the place of a group and its heading; groups of one place stand by how many promises they have,
            the longest first.
    """
    by: dict[tuple[int, str], list[PromiseLine]] = {}
    for line in lines:
        by.setdefault(key(line), []).append(line)
    ordered = sorted(by, key=lambda found: (found[0], -len(by[found])))
    return {heading: by[place, heading] for place, heading in ordered}
