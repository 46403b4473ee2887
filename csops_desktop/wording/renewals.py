"""The words of renewals: how one stands, under which month it is listed, what sums say."""

import datetime as dt

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.renewal_calendar import Event
from csops_desktop.domain.renewals import PRESSING_DAYS, Outlook, Total
from csops_desktop.foundation.i18n import _, current, pgettext
from csops_desktop.wording import values
from csops_desktop.wording.fields import choice_name, counted, field_name

_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def outlook(found: Outlook) -> str:
    """Return how a renewal stands."""
    if found is Outlook.RENEWED:
        return pgettext("a contract that was renewed", "Renewed")
    if found is Outlook.UNSAID:
        return _("Not said")
    return choice_name("forecast", found.value)


def month(first: dt.date) -> str:
    """Return a month with its year: 2026年12月, Dec 2026."""
    if current() == "ja":
        return f"{first.year}年{first.month}月"
    return f"{_MONTHS_EN[first.month - 1]} {first.year}"


def month_tick(first: dt.date) -> str:
    """Return a month on an axis: 12月, Dec; January with its year."""
    if current() == "ja":
        return f"{first.month}月"
    return _MONTHS_EN[first.month - 1]


def event(found: Event) -> str:
    """Return what falls on a day of the calendar."""
    match found:
        case Event.NOTICE:
            return field_name(Kind.CONTRACTS, "notice_on")
        case Event.RENEWAL:
            return field_name(Kind.CUSTOMERS, "renewal_on")
        case Event.TERM_END:
            return _("Last day of the term")


def day(found: dt.date) -> str:
    """Return a day of the calendar."""
    return values.date_with_weekday(found)


def undecided() -> str:
    """Return what contracts are called whose term is over and that still run."""
    return _("Term over, undecided")


def pressing() -> str:
    """Return what renewals are called that must be decided soon."""
    return _("Notice or renewal within {n} days").format(n=PRESSING_DAYS)


def summed(found: Total, currency: str) -> str:
    """Return a number of contracts with their MRR."""
    return f"{counted(Kind.CONTRACTS, found.n)}  {values.money(found.mrr, currency)}"


def reason(said: str) -> str:
    """Return a reason for which a contract ended, or that nobody wrote one down."""
    return said or _("No reason written down")
