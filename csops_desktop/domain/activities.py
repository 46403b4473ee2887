"""What is logged of a contact with customers, and what it means for when the next contact is due."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LogEntry:
    """Something that happened with one customer or with many at once.

    Attributes:
        customer_ids: with whom; those of one webinar or mail are logged together.
        kind: one of ``domain.fields.ACTIVITY_KINDS``.
        text: what happened, one line.
        happened_on: the day.
        started_by: one of ``domain.fields.SIDES``, or None.
        two_way: whether both sides spoke.
        body: whatever does not fit the line, such as the text of a mail.
        next_action: what is to be done next, empty for nothing.
        next_on: by when.
        owner_id: who it was of ours; None for the member who works here.
        attended: customer → who of them took part, in words; a customer without an entry has the line alone.
        contacts: customer → ids of those of its contacts with whom it was.
    """

    customer_ids: tuple[int, ...]
    kind: str
    text: str
    happened_on: dt.date
    started_by: str | None = None
    two_way: bool | None = None
    body: str = ""
    next_action: str = ""
    next_on: dt.date | None = None
    owner_id: int | None = None
    attended: Mapping[int, str] = field(default_factory=dict)
    contacts: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ContactState:
    """When a customer was contacted last and how long it may go without contact.

    Attributes:
        cadence_days: in days.
    """

    last_on: dt.date | None
    cadence_days: int


@dataclass(frozen=True, slots=True)
class ContactEffect:
    """What a contact on a day changes.

    Attributes:
        due_on: the day by which the next contact is due afterwards.
        moves: whether that is another day than before.
    """

    due_on: dt.date
    moves: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """A customer of a log for many, with the people who may have taken part.

    Attributes:
        contacts: (id, name) of them; those who left are not among them.
    """

    customer_id: int
    name: str
    contacts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail or a text file says, to fill the log with.

    Attributes:
        kind: ``mail`` or ``note``.
        sender: the address it came from, in lower case; empty when unknown.
        receivers: the addresses it went to.
        sent_on: the day, local time; None when the file does not say.
    """

    kind: str
    subject: str
    body: str
    sent_on: dt.date | None = None
    sender: str = ""
    receivers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterGuess:
    """A letter with the customer it is probably about.

    Attributes:
        customer: (id, name), or None when no address is known or several customers would fit.
        started_by: one of ``domain.fields.SIDES``, or None.
    """

    letter: Letter
    customer: tuple[int, str] | None = None
    started_by: str | None = None


def effect(state: ContactState, happened_on: dt.date) -> ContactEffect:
    """Return what a contact on a day means for the next one: an older day than the last contact changes nothing."""
    last = happened_on if state.last_on is None else max(state.last_on, happened_on)
    return ContactEffect(last + dt.timedelta(days=state.cadence_days), state.last_on != last)
