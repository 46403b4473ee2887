"""What disagrees about a customer's leaving, as a sentence."""

from csops_desktop.domain.disagreements import About, Disagreement
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.wording import values


def sentence(found: Disagreement) -> str:
    """Return the sentence for one disagreement."""
    day = values.date(found.on) if found.on is not None else ""
    match found.about:
        case About.NOTED:
            return ngettext(
                "A churn record says that it left on {day}; {n} contract ran on.",
                "A churn record says that it left on {day}; {n} contracts ran on.",
                found.contracts,
            ).format(day=day, n=found.contracts)
        case About.FLAGGED:
            return ngettext(
                "The churn flag is set; {n} contract runs.",
                "The churn flag is set; {n} contracts run.",
                found.contracts,
            ).format(n=found.contracts)
        case About.UNFLAGGED:
            return _("The churn flag says no; the last contract ended on {day}.").format(day=day)
