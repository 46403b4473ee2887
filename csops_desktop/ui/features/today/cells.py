"""The columns of the list of the day: what to do for whom and why, the money, when."""

import datetime as dt
from functools import partial

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.today import Group, QueueItem, Reason, ReasonKind
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.tables.columns import EMPTY, Cell, Column, ListContext, Paint, Tone
from csops_desktop.wording import fields as words
from csops_desktop.wording import today as say
from csops_desktop.wording import values as show

ICONS = {
    ReasonKind.NEXT_ACTION: "check-square-offset",
    ReasonKind.PROMISE: "handshake",
    ReasonKind.NOTICE: "hourglass-medium",
    ReasonKind.RENEWAL: "arrows-clockwise",
    ReasonKind.CONTACT: "phone",
    ReasonKind.BAND_FALL: "trend-down",
    ReasonKind.SCORE_DROP: "trend-down",
    ReasonKind.OVERRIDE: "clock-counter-clockwise",
    ReasonKind.RATINGS: "circle-dashed",
}
_SINCE = frozenset({ReasonKind.BAND_FALL, ReasonKind.SCORE_DROP})
"""What happened on a day; nothing falls due on it."""
TONES = {Group.FIRST: Tone.LATE, Group.TODAY: Tone.WARN, Group.WEEK: Tone.SECOND}


def columns(context: ListContext) -> list[Column]:
    """Return the columns."""
    return [
        Column("task", _task_heading, 300, _task, Paint.TASK, sortable=False, stretch=True),
        Column("mrr", _mrr_heading, 96, partial(_mrr, context), Paint.MONEY, sortable=False),
        Column("due", _due_heading, 128, partial(_due, context), Paint.LINES, sortable=False),
    ]


def when(reason: Reason, today: dt.date) -> tuple[str, str, bool]:
    """Return when a reason falls due, the same in other words, and whether it is late."""
    day, distance = reason.due, (reason.due - today).days
    if reason.kind in _SINCE:
        return show.date_short(day, today), "", False
    if distance < 0:
        return show.days_left(distance), show.date_short(day, today), True
    if distance == 0:
        return show.relative_day(day, today), show.date_short(day, today), False
    left = show.relative_day(day, today) if distance == 1 else show.days_left(distance)
    return show.date_short(day, today), left, False


def _task_heading() -> str:
    return _("What to do, and why now")


def _mrr_heading() -> str:
    return words.field_name(Kind.CUSTOMERS, "mrr")


def _due_heading() -> str:
    return pgettext("heading of the days by which things are to be done", "Due")


def _task(item: QueueItem) -> Cell:
    reason, more = item.reason, len(item.reasons) - 1
    what, why = say.what(reason), say.why(reason)
    others = say.others(more) if more else ""
    name = item.name or words.counted(Kind.CUSTOMERS, reason.days)
    lines = "\n".join(f"{say.what(each)} ({say.why(each)})" for each in item.reasons)
    return Cell(
        " ".join(part for part in (f"{name}: {what} ({why})", others) if part),
        first=name,
        main=" ".join(what.split()),
        labels=(pgettext("before a reason", "Why"), why, others),
        tone=TONES[item.group],
        icon=ICONS[reason.kind],
        hint=f"{name}\n{lines}",
    )


def _mrr(context: ListContext, item: QueueItem) -> Cell:
    return Cell(show.money(item.mrr, context.currency)) if item.mrr else EMPTY


def _due(context: ListContext, item: QueueItem) -> Cell:
    if item.reason.kind is ReasonKind.RATINGS:
        return EMPTY
    first, second, late = when(item.reason, context.today)
    urgent = late or item.reason.due == context.today
    text = f"{first} {second}".strip()
    return Cell(text, first=second, main=first, tone=Tone.LATE if late else Tone.NORMAL, bold=urgent)
