"""Why a customer is on the list of the day, in words."""

from csops_desktop.domain.today import Group, Reason, ReasonKind
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.wording import today_health as health
from csops_desktop.wording import touch, values


def what(reason: Reason) -> str:
    """Return what is to be done: the user's own words where there are some."""
    match reason.kind:
        case ReasonKind.NEXT_ACTION | ReasonKind.PROMISE:
            return reason.text
        case ReasonKind.NOTICE:
            return _("Settle the renewal before the notice deadline")
        case ReasonKind.RENEWAL:
            return _("Talk about the renewal") if reason.days >= 0 else _("Decide the contract that ran out")
        case ReasonKind.CONTACT:
            return _("Get in touch")
        case _:
            return health.what(reason)


def why(reason: Reason) -> str:
    """Return the reason with its numbers."""
    days = abs(reason.days)
    match reason.kind:
        case ReasonKind.NEXT_ACTION:
            return _("Next action, {when}").format(when=_when(reason.days))
        case ReasonKind.PROMISE:
            return _("Promised, {when}").format(when=_when(reason.days))
        case ReasonKind.NOTICE | ReasonKind.RENEWAL:
            return _deadline(reason, days)
        case ReasonKind.CONTACT:
            if reason.never:
                return _("no contact logged yet, {n} days since the start (every {limit})").format(
                    n=f"{days:,}", limit=reason.limit
                )
            text = ngettext("no contact for {n} day (every {limit})", "no contact for {n} days (every {limit})", days)
            return text.format(n=days, limit=reason.limit)
        case _:
            return health.why(reason)


def _deadline(reason: Reason, days: int) -> str:
    notice = reason.kind is ReasonKind.NOTICE
    if reason.days == 0:
        return _("the notice deadline is today") if notice else _("the renewal is today")
    if notice:
        return ngettext("{n} day to the notice deadline", "{n} days to the notice deadline", days).format(n=days)
    if reason.days < 0:
        text = ngettext("term ended {n} day ago, undecided", "term ended {n} days ago, undecided", days)
        return text.format(n=days)
    return ngettext("{n} day to the renewal", "{n} days to the renewal", days).format(n=days)


def group_name(group: Group) -> str:
    """Return the heading of a part of the list."""
    today = pgettext("part of the list of the day", "Today")
    return {Group.FIRST: _("Act first"), Group.TODAY: today, Group.WEEK: _("This week")}[group]


def settled_by(reason: Reason) -> str:
    """Return what takes a reason off the list that cannot be ticked off."""
    if reason.kind in health.SETTLED:
        return health.settled_by(reason)
    if not is_settled_by_contact(reason):
        return _("This goes once the contract is renewed or ended")
    return _("This goes once a contact is logged")


def is_settled_by_contact(reason: Reason) -> bool:
    """Tell whether a contact takes the reason off the list; an undecided contract must be decided."""
    undecided = reason.kind is ReasonKind.RENEWAL and reason.days < 0
    return reason.record_id is None and not undecided and reason.kind not in health.SETTLED


def others(n: int) -> str:
    """Return how many further reasons there are."""
    return ngettext("+{n} more", "+{n} more", n).format(n=n)


def rest(n: int, minutes: int, urgent: int) -> str:
    """Return what does not fit into the day: so many customers, their minutes, how many of them to act on first."""
    text = ngettext(
        "{n} more customer does not fit into the day, {time}",
        "{n} more customers do not fit into the day, {time}",
        n,
    ).format(n=values.number(n), time=touch.duration(minutes))
    return _("{text} (act first: {n})").format(text=text, n=values.number(urgent)) if urgent else text


def minutes(spent: int, planned: int, budget: int) -> str:
    """Return how the minutes of the day are used."""
    text = _("Done {spent}, to do today {planned}, of {budget}. The minutes of a line come from the touch model.")
    return text.format(spent=touch.duration(spent), planned=touch.duration(planned), budget=touch.duration(budget))


def _when(days: int) -> str:
    if days < 0:
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days)
    if days == 0:
        return _("due today")
    return ngettext("due in {n} day", "due in {n} days", days).format(n=days)
