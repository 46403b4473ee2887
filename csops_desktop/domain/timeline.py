"""The timeline of a customer: what happened, newest first, and what can be asked of it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

PAGE = 50
"""So many entries are read at once."""


class EntryKind(StrEnum):
    """What an entry tells; all but activities are quiet ones, told from other records."""

    ACTIVITY = "activity"
    PROMISE_KEPT = "promise_kept"
    PROMISE_BROKEN = "promise_broken"
    CONTRACT_STARTED = "contract_started"
    CONTRACT_ENDED = "contract_ended"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        id: of the record it tells of: an activity, promise, contract, or the change set of an import.
        title: subject of an activity, text of a promise, product of a contract, file of an import.
        detail: kind of an activity or of a contract (``domain.fields``), real or given reason of an end.
        owner: name of the member.
        people: (id, name) of the contacts it was with.
        mrr: of a contract, smallest unit.
    """

    kind: EntryKind
    id: int
    day: dt.date
    title: str = ""
    body: str = ""
    detail: str = ""
    started_by: str = ""
    two_way: bool | None = None
    owner_id: int | None = None
    owner: str = ""
    people: tuple[tuple[int, str], ...] = ()
    mrr: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What part of the timeline is asked for; quiet entries are left out as soon as more than a period is said.

    Attributes:
        text: words that must all occur in subject or body.
        kinds: of activities; empty for all.
        owner_id: one member.
        contact_id: one contact.
        since, until: days, inclusive.
        two_way: only those that went both ways, or only those that did not.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    owner_id: int | None = None
    contact_id: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    two_way: bool | None = None

    @property
    def quiet_too(self) -> bool:
        """Whether quiet entries belong to it."""
        named = self.owner_id is not None or self.contact_id is not None or self.two_way is not None
        return not (self.text.strip() or self.kinds or named)

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self.quiet_too and self.since is None and self.until is None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A stretch of a timeline from its newest entry on.

    Attributes:
        entries: newest first.
        total: how many entries there are of what was asked for.
        owners: (id, name) of the members who occur in the whole timeline.
    """

    entries: tuple[Entry, ...] = ()
    total: int = 0
    owners: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An activity of some customer in which words were found.

    Attributes:
        text: the part of subject or body around the words, one line.
    """

    activity_id: int
    customer_id: int
    customer: str
    day: dt.date
    kind: str
    text: str
