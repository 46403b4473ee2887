"""The words of the log: what a contact means for the next one, who took part, which day."""

import datetime as dt
from collections.abc import Sequence

from csops_desktop.domain.activities import ContactEffect
from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.wording import values
from csops_desktop.wording.fields import counted


def effect(found: ContactEffect, today: dt.date) -> str:
    """Return by when the next contact is due once this is logged."""
    day = values.date_short(found.due_on, today)
    if found.moves:
        return _("Next contact due by {day}").format(day=day)
    return _("Next contact stays due by {day}").format(day=day)


def effect_on_many(n: int) -> str:
    """Return that the cadence of many customers begins anew."""
    return _("Counts as contact with {customers}").format(customers=counted(Kind.CUSTOMERS, n))


def attended(names: Sequence[str]) -> str:
    """Return the line that says who took part; it is kept with the activity."""
    return _("Attended: {names}").format(names=pgettext("between values", ", ").join(names))


def happened(day: dt.date, today: dt.date) -> str:
    """Return the day of a contact: today, yesterday, else the short date."""
    if day == today:
        return _("Today")
    if day == today - dt.timedelta(days=1):
        return _("Yesterday")
    return values.date_short(day, today)
