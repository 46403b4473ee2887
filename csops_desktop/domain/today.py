"""What to do now, and why: each customer's strongest reason, ordered by urgency × MRR. Computed, never stored.

Urgency is a number from 0 to 1; the constants below are the whole of it, and the help prints them.
What is made for each customer is a named tuple: of a frozen dataclass, a hundred thousand take three times as long.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

HORIZON_DAYS = 7
"""Actions and promises are listed this many days ahead."""
WINDOWS = (120, 90, 60, 30, 7)
"""Days before a renewal or a notice deadline at which the customer is due a contact."""
_STRENGTHS = {120: 0.3, 90: 0.45, 60: 0.6, 30: 0.8, 7: 0.9}
_ASCENDING = WINDOWS[::-1]
WORSE = 0.1
"""So much more urgent, and who was put off until it is worse shows again: another window, ten days late, or a score
that fell by some 17 points more."""
DROP = 20
"""Health that fell by so many points within 30 days is spoken of."""
NEVER = dt.date.max


class ReasonKind(StrEnum):
    """Why a customer is on the list; the value is the ``kind`` on the command line."""

    NEXT_ACTION = "next_action"
    PROMISE = "promise"
    NOTICE = "notice"
    RENEWAL = "renewal"
    CONTACT = "contact"
    BAND_FALL = "band_fall"
    SCORE_DROP = "score_drop"
    OVERRIDE = "override"
    RATINGS = "ratings"


class Group(StrEnum):
    """The three parts of the list."""

    FIRST = "first"  # late, or about to be too late
    TODAY = "today"
    WEEK = "week"


class Standing(NamedTuple):
    """What the queue needs to know of a customer.

    Attributes:
        renewal_on: the day after the term that ends first.
        notice_on: the first notice deadline.
        cadence_days: how long it may go without contact.
        minutes: that a line of it takes.
    """

    id: int
    name: str
    mrr: int
    owner_id: int | None
    renewal_on: dt.date | None
    notice_on: dt.date | None
    last_contact_on: dt.date | None
    since: dt.date | None
    cadence_days: int
    minutes: int = 0


class Due(NamedTuple):
    """A next action or a promise of ours that is open.

    Attributes:
        owner_id: who is to do it; None leaves it to the owner of the customer.
    """

    kind: ReasonKind
    id: int
    customer_id: int
    text: str
    due_on: dt.date
    owner_id: int | None = None


class Reason(NamedTuple):
    """Why a customer is on the list.

    Attributes:
        due: the day it turns on.
        days: days until ``due``, negative when it is past; for CONTACT the days since the last contact.
        urgency: 0 to 1.
        text: what is to be done, in the user's words, for actions and promises.
        record_id: the action or promise.
        limit: for CONTACT the cadence in days; for RATINGS how many ratings are due.
        before, after: of a fall the totals before and now; of an override its value and the computed total.
        bands: of BAND_FALL the band before and now.
        never: of CONTACT whether none was ever logged; the days count from the start then.
    """

    kind: ReasonKind
    due: dt.date
    days: int
    urgency: float
    text: str = ""
    record_id: int | None = None
    limit: int = 0
    before: int | None = None
    after: int | None = None
    bands: tuple[str, str] | None = None
    never: bool = False


@dataclass(frozen=True, slots=True)
class Snooze:
    """How a customer was put off.

    Attributes:
        until: the day from which it shows again; ``NEVER`` when only urgency brings it back.
        urgency: of its strongest reason when it was put off until it is worse; None when only the day counts.
    """

    until: dt.date
    urgency: float | None = None

    def holds(self, today: dt.date, urgency: float) -> bool:
        """Tell whether the customer stays off the list."""
        worse = self.urgency is not None and urgency >= self.urgency + WORSE
        return self.until > today and not worse


class QueueItem(NamedTuple):
    """A line of the list: a customer with the strongest reason first; it takes ``minutes``."""

    customer_id: int
    name: str
    mrr: int
    owner_id: int | None
    group: Group
    reasons: tuple[Reason, ...]
    minutes: int = 0

    @property
    def reason(self) -> Reason:
        """The strongest reason."""
        return self.reasons[0]


def queue(
    standings: Iterable[Standing],
    dues: Sequence[Due],
    today: dt.date,
    snoozed: Mapping[int, Snooze],
    mine: int | None = None,
    health: Mapping[int, Sequence[Reason]] | None = None,
) -> list[QueueItem]:
    """Return the list of a day, in order.

    Args:
        standings: the customers that are not archived.
        dues: open actions and promises.
        today: the day.
        snoozed: customer → how it was put off.
        mine: a member: only what they are to do, and the deadlines and contacts of the customers they own.
        health: customer → what its health says (``domain.today_health``).
    """
    by_customer: dict[int, list[Due]] = {}
    for due in dues:
        by_customer.setdefault(due.customer_id, []).append(due)
    groups: dict[Group, list[QueueItem]] = {group: [] for group in Group}
    for standing in standings:
        id_, owner = standing.id, standing.owner_id
        found: list[Reason] = []
        if mine is None or owner == mine:
            found = _of_standing(standing, today)
            if health and id_ in health:
                found += health[id_]
        owing = by_customer.get(id_)
        if owing is not None:
            found += _of_dues(owing, owner, today, mine)
        if not found:
            continue
        if len(found) > 1:
            found.sort(key=_strength)
        snooze = snoozed.get(id_)
        if snooze is not None and snooze.holds(today, found[0].urgency):
            continue
        group = _group(found[0])
        groups[group].append(QueueItem(id_, standing.name, standing.mrr, owner, group, tuple(found), standing.minutes))
    for lines in groups.values():
        lines.sort(key=_order)
    return [line for lines in groups.values() for line in lines]


def fitting(items: Sequence[QueueItem], minutes: int) -> int:
    """Return how many lines fit into so many minutes, from the first on; one always does, however long it takes."""
    for at, item in enumerate(items):
        minutes -= item.minutes
        if minutes < 0:
            return max(at, 1)
    return len(items)


def _order(item: QueueItem) -> tuple[float, float, int]:
    """Return where a line stands in its group; without an amount urgency decides, after everything that has one."""
    urgency = item.reasons[0].urgency
    return -urgency * item.mrr, -urgency, item.customer_id


def _strength(reason: Reason) -> tuple[float, dt.date]:
    return -reason.urgency, reason.due


def _of_dues(dues: Iterable[Due], owner: int | None, today: dt.date, mine: int | None) -> list[Reason]:
    """Return the reasons of what is due soon; only what a member is to do when one is named."""
    return [
        _of_due(due, today)
        for due in dues
        if (mine is None or (owner if due.owner_id is None else due.owner_id) == mine)
        and (due.due_on - today).days <= HORIZON_DAYS
    ]


def _of_due(due: Due, today: dt.date) -> Reason:
    days = (due.due_on - today).days
    urgency = min(0.8 - 0.01 * days, 1.0) if days < 0 else 0.75 if days == 0 else 0.55 - 0.03 * days
    if due.kind is ReasonKind.PROMISE:
        urgency = min(urgency + 0.05, 1.0)  # somebody outside waits
    return Reason(due.kind, due.due_on, days, urgency, due.text, due.id)


def _of_standing(standing: Standing, today: dt.date) -> list[Reason]:
    found: list[Reason] = []
    if standing.notice_on is not None:
        found += _deadline(ReasonKind.NOTICE, standing.notice_on, standing.last_contact_on, today)
    if standing.renewal_on is not None:
        found += _deadline(ReasonKind.RENEWAL, standing.renewal_on, standing.last_contact_on, today)
    last = standing.last_contact_on or standing.since
    if last is not None and standing.cadence_days > 0:
        days = (today - last).days
        over = days / standing.cadence_days - 1
        if over > 0:
            due = last + _span(standing.cadence_days)
            urgency = 0.35 + 0.2 * min(over, 1.5)
            never = standing.last_contact_on is None
            found.append(Reason(ReasonKind.CONTACT, due, days, urgency, limit=standing.cadence_days, never=never))
    return found


def _deadline(kind: ReasonKind, day: dt.date, last_contact: dt.date | None, today: dt.date) -> list[Reason]:
    """Return the reason of a deadline: from each window on until the customer was contacted in it."""
    days = (day - today).days
    if days < 0:
        # A term that ended undecided stays until it is decided; a missed notice day only leaves the renewal.
        return [Reason(kind, day, days, 0.85)] if kind is ReasonKind.RENEWAL else []
    if days > WINDOWS[0]:
        return []
    window = _ASCENDING[bisect_left(_ASCENDING, days)]
    if last_contact is not None and (day - last_contact).days <= window:
        return []
    strength = _STRENGTHS[window]
    return [Reason(kind, day, days, strength if kind is ReasonKind.NOTICE else strength - 0.05)]


@lru_cache(maxsize=1000)
def _span(days: int) -> dt.timedelta:
    return dt.timedelta(days=days)


def _group(reason: Reason) -> Group:
    if reason.urgency >= 0.76:  # noqa: PLR2004 (just above "due today")
        return Group.FIRST
    if reason.kind in (ReasonKind.NEXT_ACTION, ReasonKind.PROMISE) and reason.days > 0:
        return Group.WEEK
    return Group.TODAY if reason.urgency >= 0.45 else Group.WEEK  # noqa: PLR2004 (a renewal in 90 days, or well over the cadence)
