"""The columns of the list of promises: until when, what, to whom, by whom."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.promises import Grouping, PromiseLine, State
from csops_desktop.ui.tables.columns import EMPTY, Cell, Column, ListContext, Paint, Tone
from csops_desktop.wording import fields as words
from csops_desktop.wording import promises as say
from csops_desktop.wording import values as show

_SOON = 7
_FAMILY = 2
SIDE_ICONS = {"us": "arrow-right", "customer": "arrow-left"}
_WEEK = dt.timedelta(days=7)


def columns(context: ListContext, state: State, *, owners: bool) -> list[Column]:
    """Return the columns of a list; ``owners`` shows whose promises they are."""
    settled = {State.KEPT: "kept_on", State.BROKEN: "broken_on"}.get(state)
    made = [_column(settled, 112, _settled, Paint.DATE)] if settled else []
    made += [
        _column("due_on", 150, partial(_due, context), Paint.DAYS, priority=1 if settled else 0),
        _column("text", 200, _text, Paint.STRONG, stretch=True),
        _column("customer_id", 170, _customer),
        _column("made_by", 140, _side, Paint.MARK, priority=2),
    ]
    return [*made, _column("owner_id", 84, _owner, Paint.OWNER, priority=3)] if owners else made


def place(grouping: Grouping, line: PromiseLine, today: dt.date) -> tuple[int, str]:
    """Return where the group of a promise stands, and its heading."""
    if grouping is Grouping.CUSTOMER:
        return 0, line.customer
    if grouping is Grouping.OWNER:
        return (0, line.owner) if line.owner else (1, say.nobody())
    if line.settled_on is not None:
        month = line.settled_on.replace(day=1)
        return -month.toordinal(), say.month(month)
    if line.due_on is None:
        return 3, say.no_day()
    if line.due_on < today:
        return 0, say.late()
    return (1, say.this_week()) if line.due_on < today + _WEEK else (2, say.later())


def _column(
    name: str,
    width: int,
    word: Callable[[PromiseLine], Cell],
    paint: Paint = Paint.TEXT,
    *,
    stretch: bool = False,
    priority: int = 0,
) -> Column:
    heading = partial(words.field_name, Kind.PROMISES, name)
    return Column(name, heading, width, word, paint, sortable=False, stretch=stretch, priority=priority)


def _due(context: ListContext, line: PromiseLine) -> Cell:
    if line.due_on is None:
        return EMPTY
    day = show.date(line.due_on)
    if not line.open:
        return Cell(day, first=day)
    left = (line.due_on - context.today).days
    tone = Tone.LATE if left < 0 else Tone.WARN if left <= _SOON else Tone.NORMAL
    distance = show.days_left(left)
    return Cell(f"{day} {distance}", first=day, main=distance, tone=tone)


def _settled(line: PromiseLine) -> Cell:
    return EMPTY if line.settled_on is None else Cell(show.date(line.settled_on))


def _text(line: PromiseLine) -> Cell:
    text = " ".join(line.text.split())
    return Cell(text, hint=f"{line.text}\n{line.note}".strip())


def _customer(line: PromiseLine) -> Cell:
    return Cell(line.customer, hint=line.customer)


def _side(line: PromiseLine) -> Cell:
    if not line.made_by:
        return Cell(show.DASH, tone=Tone.MUTED)
    tone = Tone.SECOND if line.made_by == "us" else Tone.LINK
    return Cell(words.choice_name("made_by", line.made_by), icon=SIDE_ICONS[line.made_by], tone=tone)


def _owner(line: PromiseLine) -> Cell:
    family = line.owner.split()[0] if len(line.owner.split()) == _FAMILY else line.owner
    return Cell(line.owner, main=family)
