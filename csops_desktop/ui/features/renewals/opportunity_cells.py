"""The columns of opportunities: with whom, what, how much, until when; of those lost, why."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.opportunities import OpportunityLine, Stage
from csops_desktop.ui.tables.columns import EMPTY, Cell, Column, ListContext, Paint, Tone
from csops_desktop.wording import fields as words
from csops_desktop.wording import opportunities as say
from csops_desktop.wording import values as show

_FAMILY = 2
EXPORTED = (
    "customer_id", "name", "kind", "product_id", "amount", "stage", "raised_on", "owner_id", "accepted_on", "closed_on",
    "outcome", "reason", "note",
)  # fmt: skip
"""Columns of the exported list."""


def columns(context: ListContext, *, owners: bool) -> list[Column]:
    """Return the columns; owners only where it matters whose an opportunity is."""
    found = [
        _column("customer_id", 150, lambda line: Cell(line.customer, hint=line.customer), Paint.STRONG, stretch=True),
        _column("name", 176, _name),
        _column("product_id", 70, lambda line: Cell(line.product), priority=2),
        _column("amount", 100, partial(_amount, context), Paint.MONEY),
        _column("raised_on", 90, lambda line: _date(line.raised_on), Paint.DATE, priority=4),
        _column("accepted_on", 112, lambda line: _date(line.accepted_on), Paint.DATE, priority=3),
        _column("closed_on", 142, partial(_closed, context), Paint.DAYS),
        _column("stage", 96, _stage, priority=5),
    ]
    return [*found, _column("owner_id", 84, _owner, Paint.OWNER, priority=1)] if owners else found


def _column(
    name: str,
    width: int,
    word: Callable[[OpportunityLine], Cell],
    paint: Paint = Paint.TEXT,
    *,
    stretch: bool = False,
    priority: int = 0,
) -> Column:
    heading = partial(words.field_name, Kind.OPPORTUNITIES, name)
    return Column(name, heading, width, word, paint, sortable=False, stretch=stretch, priority=priority)


def _name(line: OpportunityLine) -> Cell:
    kind = words.choice_name("kind", line.kind) if line.kind else ""
    return Cell(line.name, hint="\n".join(part for part in (line.name, kind, line.note) if part))


def _amount(context: ListContext, line: OpportunityLine) -> Cell:
    return EMPTY if line.amount is None else Cell(show.money(line.amount, context.currency))


def _date(day: dt.date | None) -> Cell:
    return EMPTY if day is None else Cell(show.date(day))


def _closed(context: ListContext, line: OpportunityLine) -> Cell:
    if line.closed_on is None:
        return EMPTY
    date = show.date(line.closed_on)
    if not line.stage.open:
        return Cell(date, first=date)
    left = (line.closed_on - context.today).days
    days = show.days_left(left)
    return Cell(f"{date} {days}", first=date, main=days, tone=Tone.LATE if left < 0 else Tone.NORMAL)


def _stage(line: OpportunityLine) -> Cell:
    """Return what another program says of it; of those lost the reason."""
    text = say.reason(line.reason) if line.stage is Stage.LOST else line.said
    return Cell(text, hint=text, tone=Tone.SECOND)


def _owner(line: OpportunityLine) -> Cell:
    family = line.owner.split()[0] if line.owner and len(line.owner.split()) == _FAMILY else line.owner
    return Cell(line.owner, main=family)
