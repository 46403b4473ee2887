"""The columns of the page: the deadline first, whose contract, how much, how it stands; of losses, why."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.renewals import LostLine, RenewalLine
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.contracts.signs import SIGNS
from csops_desktop.ui.tables.columns import EMPTY, Cell, Column, ListContext, Paint, Tone
from csops_desktop.wording import fields as words
from csops_desktop.wording import renewals as say
from csops_desktop.wording import values as show

_SOON, _NEAR = 60, 90
_FAMILY = 2
EXPORTED = (
    "external_id", "customer_id", "product_id", "plan", "kind", "starts_on", "term_ends_on", "notice_on", "ended_on",
    "mrr", "seats", "auto_renew", "forecast", "forecast_note", "end_reason_said", "end_reason_real", "end_controllable",
    "note",
)  # fmt: skip
"""Columns of the exported list, as the import reads them."""


def columns(context: ListContext) -> list[Column]:
    """Return the columns of what ends."""
    return [
        _column("notice_on", 144, partial(_notice, context), Paint.DAYS, priority=1),
        _column("renewal_on", 166, partial(_renewal, context), Paint.DAYS, Kind.CUSTOMERS),
        _column("customer_id", 140, _customer, Paint.STRONG, stretch=True),
        _column("product_id", 76, lambda line: Cell(line.product), priority=3),
        _column("mrr", 100, partial(_mrr, context), Paint.MONEY),
        _column("forecast", 96, _forecast, Paint.MARK),
        *_owners(context),
    ]


def lost_columns(context: ListContext) -> list[Column]:
    """Return the columns of what was lost."""
    return [
        _column("ended_on", 112, lambda line: Cell(show.date(line.ended_on)), Paint.DATE),
        _column("customer_id", 160, _customer, Paint.STRONG, stretch=True),
        _column("product_id", 76, lambda line: Cell(line.product), priority=1),
        _column("mrr", 100, partial(_mrr, context), Paint.MONEY),
        _column("end_reason_said", 128, lambda line: _said(line.said)),
        _column("end_reason_real", 190, lambda line: _said(line.real)),
        _column("end_controllable", 76, _avoidable),
        *_owners(context),
    ]


def _owners(context: ListContext) -> list[Column]:
    return [_column("owner_id", 84, _owner, Paint.OWNER, Kind.CUSTOMERS, priority=2)] if context.owners else []


def _column(
    name: str,
    width: int,
    word: Callable[..., Cell],
    paint: Paint = Paint.TEXT,
    kind: Kind = Kind.CONTRACTS,
    *,
    stretch: bool = False,
    priority: int = 0,
) -> Column:
    heading = partial(words.field_name, kind, name)
    return Column(name, heading, width, word, paint, sortable=False, stretch=stretch, priority=priority)


def _notice(context: ListContext, line: RenewalLine) -> Cell:
    if line.notice_on is None or line.renewed:
        return EMPTY
    if line.notice_on < context.today:
        text = _("passed")
        return Cell(f"{show.date(line.notice_on)} {text}", first=show.date(line.notice_on), main=text, tone=Tone.MUTED)
    return _days(line.notice_on, context.today)


def _renewal(context: ListContext, line: RenewalLine) -> Cell:
    if line.renewed:
        return Cell(show.date(line.renewal_on), first=show.date(line.renewal_on))
    return _days(line.renewal_on, context.today)


def _days(day: dt.date, today: dt.date) -> Cell:
    left = (day - today).days
    tone = Tone.LATE if left <= _SOON else Tone.WARN if left <= _NEAR else Tone.NORMAL
    date, days = show.date(day), show.days_left(left)
    return Cell(f"{date} {days}", first=date, main=days, tone=tone)


def _customer(line: RenewalLine | LostLine) -> Cell:
    return Cell(line.customer, hint=line.customer)


def _mrr(context: ListContext, line: RenewalLine | LostLine) -> Cell:
    return Cell(show.money(line.mrr, context.currency))


def _forecast(line: RenewalLine) -> Cell:
    icon, tone = SIGNS[line.outlook]
    text = say.outlook(line.outlook)
    notes = [line.note] if line.note else []
    if line.auto_renew:
        notes.append(words.field_name(Kind.CONTRACTS, "auto_renew"))
    return Cell(text, tone=tone, icon=icon, hint="\n".join([text, *notes]))


def _owner(line: RenewalLine | LostLine) -> Cell:
    family = line.owner.split()[0] if line.owner and len(line.owner.split()) == _FAMILY else line.owner
    return Cell(line.owner, main=family)


def _said(text: str) -> Cell:
    return Cell(text, hint=text) if text else Cell(show.DASH, tone=Tone.MUTED)


def _avoidable(line: LostLine) -> Cell:
    return Cell(show.DASH, tone=Tone.MUTED) if line.controllable is None else Cell(show.flag(line.controllable))
