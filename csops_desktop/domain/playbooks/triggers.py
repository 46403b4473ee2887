"""Which playbooks today's happenings ask for: one look at each customer, one suggestion for each reason."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from csops_desktop.domain.playbooks.conditions import Whom, fits
from csops_desktop.domain.playbooks.definition import Playbook, Trigger, TriggerKind

RECENT_DAYS = 30
"""A happening asks for a playbook for so many days; after that it is history."""
_DETRACTORS = {"nps": 6, "csat": 2}


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a customer on a day.

    Attributes:
        what: the phase, product and level, band or metric it is about, as far as the kind has one.
        number: the level, points, score or usage.
        ref: what it is told apart by, such as ``contract:12``; two happenings of one ref ask only once.
    """

    kind: TriggerKind
    day: dt.date
    ref: str
    what: str = ""
    number: float = 0


@dataclass(frozen=True, slots=True)
class Watched:
    """What triggers look at, of one customer.

    Attributes:
        since: the day it became a customer.
        two_way_on: last contact in which both sides spoke.
        renewals, notices: id of a contract → its day.
        happenings: of the last ``RECENT_DAYS``.
        usage: name of a metric → its sum over the last 30 days; a metric without readings is not in it.
    """

    customer_id: int
    whom: Whom
    since: dt.date | None = None
    two_way_on: dt.date | None = None
    renewals: Mapping[int, dt.date] = field(default_factory=dict)
    notices: Mapping[int, dt.date] = field(default_factory=dict)
    happenings: tuple[Happening, ...] = ()
    usage: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asking:
    """A playbook that a trigger asks for.

    Attributes:
        reason: tells it apart from others of the same playbook and customer: no second run while one of the same
            reason is open, and none again once it was dismissed.
        day: of the happening, the renewal, or the last contact.
    """

    customer_id: int
    playbook_key: str
    trigger: Trigger
    reason: str
    day: dt.date


def asking(playbook: Playbook, watched: Iterable[Watched], today: dt.date) -> tuple[Asking, ...]:
    """Return whom a playbook is asked for today, whether or not a run is open or it was dismissed."""
    triggers = [trigger for trigger in playbook.triggers if trigger.on]
    return tuple(
        Asking(customer.customer_id, playbook.key, trigger, f"{trigger.kind.value}:{ref}", day)
        for customer in watched
        if fits(playbook.scope, customer.whom)
        for trigger in triggers
        for ref, day in dict(_fired(trigger, customer, today)).items()
    )


def _fired(trigger: Trigger, customer: Watched, today: dt.date) -> Iterable[tuple[str, dt.date]]:
    """Return (ref, day) of everything that sets a trigger off."""
    match trigger.kind:
        case TriggerKind.NEW_CUSTOMER:
            return _new(trigger, customer, today)
        case TriggerKind.RENEWAL_NEAR:
            return _near(trigger, customer.renewals, today)
        case TriggerKind.NOTICE_NEAR:
            return _near(trigger, customer.notices, today)
        case TriggerKind.NO_TWO_WAY:
            last = customer.two_way_on or customer.since
            return [(last.isoformat(), last)] if last is not None and (today - last).days >= trigger.number else []
        case TriggerKind.USAGE_BELOW:
            used = customer.usage.get(trigger.word)
            return [(f"{trigger.word}:{today:%Y-%m}", today)] if used is not None and used < trigger.number else []
    return [
        (each.ref, each.day)
        for each in customer.happenings
        if each.kind is trigger.kind and 0 <= (today - each.day).days <= RECENT_DAYS and _meant(trigger, each)
    ]


def _new(trigger: Trigger, customer: Watched, today: dt.date) -> list[tuple[str, dt.date]]:
    since = customer.since
    if since is None or not 0 <= (today - since).days <= (trigger.number or RECENT_DAYS):
        return []
    return [(since.isoformat(), since)]


def _near(trigger: Trigger, days: Mapping[int, dt.date], today: dt.date) -> list[tuple[str, dt.date]]:
    horizon = today + dt.timedelta(trigger.number)
    return [
        (f"contract:{contract}:{day.isoformat()}", day) for contract, day in days.items() if today <= day <= horizon
    ]


def _meant(trigger: Trigger, each: Happening) -> bool:
    match trigger.kind:
        case TriggerKind.PHASE_ENTERED:
            return trigger.word in ("", each.what)
        case TriggerKind.LEVEL_REACHED:
            return each.number >= trigger.number
        case TriggerKind.LEVEL_LOST:
            return trigger.number in (0, each.number)
        case TriggerKind.SCORE_DROPPED:
            return each.number >= max(trigger.number, 1)
        case TriggerKind.DETRACTOR:
            return each.number <= _DETRACTORS.get(each.what, -1)
    return True
