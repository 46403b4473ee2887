"""The words of opportunities: how far one is, what sums say, what an operation did."""

from csops_desktop.domain.changes import Scalar
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.opportunities import Amount, Stage
from csops_desktop.domain.periods import Period
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.wording import values
from csops_desktop.wording.fields import choice_name, counted


def stage(found: Stage) -> str:
    """Return how far an opportunity is."""
    match found:
        case Stage.RAISED:
            return pgettext("an opportunity that we raised", "Raised")
        case Stage.ACCEPTED:
            return _("Accepted by sales (CSQL)")
        case Stage.WON | Stage.LOST:
            return choice_name("outcome", found.value)


def short_stage(found: Stage) -> str:
    """Return how far an opportunity is, for a narrow column."""
    return pgettext("an opportunity that sales took", "CSQL") if found is Stage.ACCEPTED else stage(found)


def period(found: Period) -> str:
    """Return which stretch of time a list shows."""
    match found:
        case Period.ALL:
            return pgettext("stretch of time", "All time")
        case Period.MONTH:
            return _("This month")
        case Period.QUARTER:
            return _("This quarter")
        case Period.YEAR:
            return _("This fiscal year")
        case Period.YEAR_BEFORE:
            return _("Last fiscal year")


def summed(found: Amount, currency: str) -> str:
    """Return a number of opportunities with what they add up to."""
    return f"{counted(Kind.OPPORTUNITIES, found.n)}  {values.money(found.amount, currency)}"


def reason(said: str) -> str:
    """Return a reason for which an opportunity was lost, or that nobody wrote one down."""
    return said or _("No reason written down")


def operation(key: str, data: dict[str, Scalar]) -> str:
    """Return what an operation did with opportunities."""
    n, currency = int(data.get("n") or 0), str(data.get("currency") or "JPY")
    name, title = str(data.get("name") or ""), str(data.get("title") or "")
    what = _("{name}, {title}").format(name=name, title=title) if n == 1 else counted(Kind.OPPORTUNITIES, n)
    match key:
        case "opportunity_raised":
            amount = data.get("amount")
            said = "" if amount is None else f": {values.money(int(amount), currency)}"
            return _("New opportunity with {what}").format(what=what) + said
        case "opportunity_accepted":
            return _("Accepted by sales: {what}").format(what=what)
        case "opportunity_won":
            step = int(data.get("mrr") or 0)
            grown = f"{'+' if step > 0 else ''}{values.money(step, currency)}"
            return _("Won: {what}").format(what=what) + (f" (MRR {grown})" if step else "")
        case "opportunity_lost":
            why = str(data.get("reason") or "")
            return _("Lost: {what}").format(what=what) + (f" ({why})" if why else "")
    return _("Reopened: {what}").format(what=what)
