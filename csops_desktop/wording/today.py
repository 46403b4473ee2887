"""Why a customer is on the list of the day, in words."""

from csops_desktop.domain.today import Group, Reason, ReasonKind
from csops_desktop.foundation.i18n import _, ngettext


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


def why(reason: Reason) -> str:
    """Return the reason with its numbers."""
    days = abs(reason.days)
    match reason.kind:
        case ReasonKind.NEXT_ACTION:
            return _("Next action, {when}").format(when=_when(reason.days))
        case ReasonKind.PROMISE:
            return _("Promised, {when}").format(when=_when(reason.days))
        case ReasonKind.NOTICE:
            return ngettext("{n} day to the notice deadline", "{n} days to the notice deadline", days).format(n=days)
        case ReasonKind.RENEWAL:
            if reason.days < 0:
                text = ngettext("term ended {n} day ago, undecided", "term ended {n} days ago, undecided", days)
                return text.format(n=days)
            return ngettext("{n} day to the renewal", "{n} days to the renewal", days).format(n=days)
        case ReasonKind.CONTACT:
            text = ngettext("no contact for {n} day (every {limit})", "no contact for {n} days (every {limit})", days)
            return text.format(n=days, limit=reason.limit)


def group_name(group: Group) -> str:
    """Return the heading of a part of the list."""
    return {Group.FIRST: _("Act first"), Group.TODAY: _("Today"), Group.WEEK: _("This week")}[group]


def others(n: int) -> str:
    """Return how many further reasons there are."""
    return ngettext("and {n} more", "and {n} more", n).format(n=n)


def _when(days: int) -> str:
    if days < 0:
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days)
    if days == 0:
        return _("due today")
    return ngettext("due in {n} day", "due in {n} days", days).format(n=days)
