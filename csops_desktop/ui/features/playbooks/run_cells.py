"""The columns of the table of runs: how each stands, whose it is, which step is next and when."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.playbooks.board import BoardLine
from csops_desktop.domain.playbooks.runs import Closing, Pace
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.tables.columns import Cell, Column, ListContext, Paint, Tone
from csops_desktop.wording import fields as words
from csops_desktop.wording import playbooks
from csops_desktop.wording import run_board as say
from csops_desktop.wording import values as show

_TONES = {Pace.ON_TRACK: Tone.GOOD, Pace.LATE: Tone.WARN, Pace.STALLED: Tone.LATE}
_FAMILY = 2
_OUTCOMES = {Closing.SUCCESS: Tone.GOOD, Closing.PARTLY: Tone.WARN, Closing.FAILED: Tone.LATE}
Key = Callable[[BoardLine], tuple[object, ...]]


def columns(context: ListContext, *, closed: bool) -> list[Column]:
    """Return the columns of the open runs, or of the closed ones."""
    standing = (
        [
            Column("outcome", lambda: _("Outcome"), 100, _outcome, Paint.MARK),
            Column("closed", lambda: _("Closed on"), 104, _closed, Paint.DATE),
        ]
        if closed
        else [
            Column("pace", lambda: _("State"), 84, _pace, Paint.MARK),
            Column("due", lambda: pgettext("heading of the days by which things are to be done", "Due"), 126,
                   partial(_due, context), Paint.DAYS),
        ]
    )  # fmt: skip
    owner = partial(words.field_name, Kind.CUSTOMERS, "owner_id")
    name = partial(words.field_name, Kind.CUSTOMERS, "name")
    return [
        *standing,
        Column("customer", name, 150, _customer, Paint.STRONG, stretch=True),
        Column("playbook", lambda: _("Playbook"), 170, lambda line: Cell(say.playbook(line)), priority=1),
        *([] if closed else [Column("step", lambda: _("Current step"), 170, lambda line: Cell(say.step(line)))]),
        Column(
            "progress", lambda: _("Done"), 60, lambda line: Cell(say.progress(line.course)), Paint.NUMBER, priority=3
        ),
        Column("days", lambda: _("Business days"), 110, _days, Paint.NUMBER, priority=4),
        *([Column("owner", owner, 84, _owner, Paint.OWNER, priority=2)] if context.owners else []),
    ]


def order(name: str) -> Key:
    """Return what the runs are sorted by."""
    paces, outcomes = tuple(reversed(Pace)), tuple(Closing)
    keys: dict[str, Key] = {
        "pace": lambda line: (paces.index(line.pace), line.due or dt.date.max),
        "due": lambda line: (line.due or dt.date.max, line.head.customer),
        "customer": lambda line: (line.head.customer, line.due or dt.date.max),
        "playbook": lambda line: (say.playbook(line), line.due or dt.date.max),
        "step": lambda line: (say.step(line), line.due or dt.date.max),
        "progress": lambda line: (line.course.done / max(1, line.course.total), line.head.customer),
        "days": lambda line: (line.course.days_in, line.head.customer),
        "owner": lambda line: (line.head.owner == "", line.head.owner, line.due or dt.date.max),
        "outcome": lambda line: (len(outcomes) if line.head.outcome is None else outcomes.index(line.head.outcome),),
        "closed": lambda line: (line.head.closed_on or dt.date.max, line.head.customer),
    }
    return keys[name]


def _pace(line: BoardLine) -> Cell:
    return Cell(playbooks.pace(line.pace), icon=say.ICONS[line.pace], tone=_TONES[line.pace])


def _due(context: ListContext, line: BoardLine) -> Cell:
    if line.due is None:
        return Cell(show.DASH, main=show.DASH, tone=Tone.MUTED)
    left = (line.due - context.today).days
    day, distance = show.date_short(line.due, context.today), show.days_left(left)
    tone = Tone.LATE if left < 0 else Tone.WARN if left == 0 else Tone.NORMAL
    return Cell(f"{day} {distance}", first=day, main=distance, tone=tone)


def _customer(line: BoardLine) -> Cell:
    return Cell(line.head.customer, hint=line.head.note or line.head.customer)


def _progress(line: BoardLine) -> Cell:
    return Cell(say.progress(line.course))


def _days(line: BoardLine) -> Cell:
    return Cell(f"{show.number(max(0, line.course.days_in))} / {show.number(line.course.days_planned)}")


def _owner(line: BoardLine) -> Cell:
    family = line.head.owner.split()[0] if len(line.head.owner.split()) == _FAMILY else line.head.owner
    return Cell(line.head.owner, main=family)


def _outcome(line: BoardLine) -> Cell:
    outcome = line.head.outcome
    if outcome is None:
        return Cell("")
    return Cell(playbooks.closing(outcome), tone=_OUTCOMES.get(outcome, Tone.SECOND), hint=line.head.note)


def _closed(line: BoardLine) -> Cell:
    return Cell("" if line.head.closed_on is None else show.date(line.head.closed_on))
