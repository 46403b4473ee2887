"""What health says to the list of the day, in words."""

from csops_desktop.domain.today import Reason, ReasonKind
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.wording import fields
from csops_desktop.wording import values as show

SETTLED = frozenset({ReasonKind.OVERRIDE, ReasonKind.RATINGS})
"""Reasons that neither a tick nor a contact takes off the list."""


def what(reason: Reason) -> str:
    """Return what is to be done."""
    match reason.kind:
        case ReasonKind.OVERRIDE:
            return _("Set the score anew, or let it end") if reason.days >= 0 else _("See whether the score is right")
        case ReasonKind.RATINGS:
            return _("Rate what is due")
    return _("Find out why health fell")


def why(reason: Reason) -> str:
    """Return the reason with its numbers."""
    days, before, after = abs(reason.days), reason.before or 0, reason.after or 0
    match reason.kind:
        case ReasonKind.BAND_FALL:
            old, new = (fields.choice_name("band", band) for band in reason.bands or ("", ""))
            text = _("Health fell from {old} to {new} ({before} → {after}), {when}")
            return text.format(old=old, new=new, before=before, after=after, when=_ago(days))
        case ReasonKind.OVERRIDE:
            return _override(reason, days)
        case ReasonKind.RATINGS:
            text = ngettext("{n} rating is missing or expired", "{n} ratings are missing or expired", reason.limit)
            return text.format(n=show.number(reason.limit))
    text = _("Health fell by {n} ({before} → {after}), {when}")
    return text.format(n=before - after, before=before, after=after, when=_ago(days))


def settled_by(reason: Reason) -> str:
    """Return what takes such a reason off the list."""
    if reason.kind is ReasonKind.RATINGS:
        return _("This goes once the ratings are in")
    return _("This goes once the score set by hand is set anew or taken back")


def _override(reason: Reason, days: int) -> str:
    words = {"value": reason.before or 0, "computed": reason.after or 0, "n": days}
    if reason.days > 0:
        text = ngettext(
            "{value} set by hand ends in {n} day (computed {computed})",
            "{value} set by hand ends in {n} days (computed {computed})",
            days,
        )
    elif not days:
        text = _("{value} set by hand ends today (computed {computed})")
    else:
        text = ngettext(
            "{value} set by hand ended {n} day ago, {computed} counts again",
            "{value} set by hand ended {n} days ago, {computed} counts again",
            days,
        )
    return text.format(**words)


def _ago(days: int) -> str:
    if not days:
        return pgettext("when health fell", "today")
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
