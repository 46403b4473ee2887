"""The words of promises: how their lists and groups are called."""

import datetime as dt

from csops_desktop.domain.promises import Grouping, State
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.wording import renewals


def state(found: State) -> str:
    """Return the name of a list."""
    return {
        State.OPEN: pgettext("promises not yet kept", "Open"),
        State.LATE: pgettext("promises past their day", "Late"),
        State.KEPT: pgettext("promises", "Kept"),
        State.BROKEN: pgettext("promises", "Broken"),
    }[found]


def grouping(found: Grouping) -> str:
    """Return by what the promises are put together."""
    return {
        Grouping.DUE: pgettext("promises put together by", "By day"),
        Grouping.CUSTOMER: pgettext("promises put together by", "By customer"),
        Grouping.OWNER: pgettext("promises put together by", "By person"),
    }[found]


def late() -> str:
    """Return the heading of what is past its day."""
    return pgettext("promises past their day", "Late")


def this_week() -> str:
    """Return the heading of what is due from today on and within a week."""
    return _("In the next 7 days")


def later() -> str:
    """Return the heading of what is due later."""
    return pgettext("promises due after the next days", "Later")


def no_day() -> str:
    """Return the heading of what has no day."""
    return _("Without a day")


def nobody() -> str:
    """Return the heading of what has no owner."""
    return _("Without an owner")


def month(first: dt.date) -> str:
    """Return a month with its year."""
    return renewals.month(first)
