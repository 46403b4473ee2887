"""The words of a timeline: what an entry says, with whom it was, what it is narrowed to."""

import datetime as dt
from collections.abc import Sequence

from csops_desktop.domain.timeline import Entry, EntryKind, Wanted
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.wording import values
from csops_desktop.wording.fields import choice_name


def title(entry: Entry, currency: str) -> str:
    """Return the first line of an entry."""
    mrr = values.money(entry.mrr, currency) if entry.mrr is not None else ""
    what = " ".join(part for part in (entry.title, mrr) if part)
    match entry.kind:
        case EntryKind.ACTIVITY:
            first = next((line for line in entry.body.splitlines() if line.strip()), "")
            return entry.title or first or choice_name("kind", entry.detail)
        case EntryKind.PROMISE_KEPT:
            return _("Promise kept: {text}").format(text=entry.title)
        case EntryKind.PROMISE_BROKEN:
            return _("Promise broken: {text}").format(text=entry.title)
        case EntryKind.CONTRACT_STARTED:
            kind = choice_name("kind", entry.detail or "new")
            return f"{kind}: {what}"
        case EntryKind.CONTRACT_ENDED:
            return _("Contract ended: {text}").format(text=what)
        case EntryKind.IMPORTED:
            return _("Imported from {file}").format(file=entry.title)


def note(entry: Entry) -> str:
    """Return with whom it was and who began."""
    parts = [pgettext("between values", ", ").join(name for _id, name in entry.people)]
    if entry.started_by == "customer" and entry.kind is EntryKind.ACTIVITY:
        parts.append(_("They began"))
    if entry.kind is EntryKind.CONTRACT_ENDED:
        parts.append(entry.detail)
    return " ・ ".join(part for part in parts if part)


def narrowed(wanted: Wanted, owners: Sequence[tuple[int, str]], people: Sequence[tuple[int, str]]) -> str:
    """Return what a timeline is narrowed to besides words; empty when it is not."""
    parts = [choice_name("kind", kind) for kind in wanted.kinds]
    parts += [name for id_, name in owners if id_ == wanted.owner_id]
    parts += [name for id_, name in people if id_ == wanted.contact_id]
    if wanted.since is not None:
        parts.append(_("since {date}").format(date=values.date(wanted.since)))
    if wanted.two_way is not None:
        parts.append(two_way(both=wanted.two_way))
    return " ・ ".join(parts)


def two_way(*, both: bool) -> str:
    """Return whether both sides spoke."""
    return pgettext("an activity", "Two-way") if both else pgettext("an activity", "One-way")


def period(days: int) -> str:
    """Return a stretch of time up to today."""
    return _("Last {n} days").format(n=days)


def since(days: int, today: dt.date) -> dt.date:
    """Return the first day of it."""
    return today - dt.timedelta(days=days)
