"""The columns of the customer list, made from the declared fields."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from csops_desktop.domain.fields import Field, FieldType
from csops_desktop.domain.records import Record
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.sources import Source
from csops_desktop.ui.features.customers import health_cells
from csops_desktop.ui.tables.columns import EMPTY, Cell, Column, ListContext, Paint, Tone, paint_for, select_column
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

DEFAULT = ("name", "touch", "phase", "mrr", "renewal_on", "last_contact_on", "next_action", "owner_id")
_SCORED = ("name", "score", *DEFAULT[1:])
_SOON, _NEAR = 60, 90
_NEARLY_DUE = 0.85
OWNER_WIDTH = 88
_WIDTHS = {
    "name": 160,
    "touch": 76,
    "phase": 108,
    "score": 124,
    "score_change": 72,
    "score_high": 80,
    "coverage": 64,
    "stale_ratings": 72,
    "maturity": 132,
    "mrr": 88,
    "renewal_on": 132,
    "last_contact_on": 76,
    "next_action": 168,
    "next_action_on": 132,
    "notice_on": 132,
    "owner_id": OWNER_WIDTH,
    "tags": 140,
    "external_id": 84,
    "note": 200,
    "success_goal": 200,
}
_TYPE_WIDTHS = {FieldType.DATE: 92, FieldType.MONEY: 92, FieldType.INTEGER: 80, FieldType.FLAG: 72}
_PRIORITY = {"phase": 4, "next_action": 3, "touch": 2, "owner_id": 1}
_OF_NEXT_ACTION = {
    "next_action": Field("next_action", required=True, derived=True),
    "next_action_on": Field("next_action_on", FieldType.DATE, derived=True),
}
"""Computed, and edited all the same: it is the earliest open action that changes."""


def default(*, scored: bool) -> tuple[str, ...]:
    """Return the columns to begin with; health is among them once somebody has a score."""
    return _SCORED if scored else DEFAULT


def columns(names: Sequence[str], known: dict[str, Source], context: ListContext) -> list[Column]:
    """Return the columns of these names, after the boxes; unknown names (a deleted custom field) are left out."""
    made = [_column(known[name], context) for name in names if name in known]
    return [select_column(_select_all), *made]


def _select_all() -> str:
    return _("Select all")


def _column(source: Source, context: ListContext) -> Column:
    field = source.field
    width = _WIDTHS.get(source.name) or _TYPE_WIDTHS.get(field.type, 120)
    editable = not field.derived and field.type is not FieldType.LONG_TEXT
    edit = _OF_NEXT_ACTION.get(source.name) or (field if editable else None)
    plain = Column(
        source.name,
        source.heading,
        width,
        partial(_plain, source, context),
        paint_for(field.type),
        edit=edit,
        edit_text=partial(_edit_text, source, context),
        priority=_PRIORITY.get(source.name, 0),
    )
    special = _SPECIAL.get(source.name)
    if special is None:
        return plain
    paint, word = special
    return replace(
        plain, word=partial(word, context), paint=paint, stretch=source.name == "name", opens=source.name == "name"
    )


def _plain(source: Source, context: ListContext, record: Record) -> Cell:
    value = source.value(record)
    if value is None or value == ():
        return EMPTY
    name = record.names.get(source.field.name, "")
    text = show.value(source.field, value, currency=context.currency, name=name)
    if source.field.type is FieldType.LONG_TEXT:
        return Cell(text, main=" ".join(text.split()), hint=text)
    return Cell(text, labels=tuple(map(str, value)) if isinstance(value, tuple) else (), hint=text)


def _edit_text(source: Source, context: ListContext, record: Record) -> str:
    name = record.names.get(source.field.name, "")
    return show.edit_text(source.field, source.value(record), currency=context.currency, name=name)


def _name(_context: ListContext, record: Record) -> Cell:
    text = str(record.values.get("name", ""))
    reading = record.values.get("reading")
    return Cell(text, hint=f"{text}\n{reading}" if reading else text)


def _touch(_context: ListContext, record: Record) -> Cell:
    key = record.values.get("touch")
    if not key:
        return EMPTY
    return Cell(words.choice_name("touch", str(key)), main=words.short_choice_name("touch", str(key)))


def _days(name: str, context: ListContext, record: Record) -> Cell:
    day = record.values.get(name)
    if not isinstance(day, dt.date):
        return EMPTY
    left = (day - context.today).days
    tone = Tone.LATE if left <= _SOON else Tone.WARN if left <= _NEAR else Tone.NORMAL
    date, words_left = show.date(day), show.days_left(left)
    return Cell(f"{date} {words_left}", first=date, main=words_left, tone=tone)


def _contact(context: ListContext, record: Record) -> Cell:
    values = record.values
    every = values.get("every_days")
    day = values.get("last_contact_on")
    if not isinstance(day, dt.date) or not isinstance(every, int):
        return Cell(show.DASH, main=show.DASH, tone=Tone.MUTED, hint=_("No contact recorded yet"))
    since = (context.today - day).days
    share = since / every
    tone = Tone.LATE if since > every else Tone.WARN if share >= _NEARLY_DUE else Tone.NORMAL
    hint = _("Last contact {date}: {days} days ago, planned every {every} days").format(
        date=show.date(day), days=since, every=every
    )
    return Cell(f"{since}/{every}", first=f"/{every}", main=str(since), tone=tone, share=max(0.0, share), hint=hint)


def _next_action(context: ListContext, record: Record) -> Cell:
    text, day = record.values.get("next_action"), record.values.get("next_action_on")
    if not text:
        return EMPTY
    if not isinstance(day, dt.date):
        return Cell(str(text), hint=str(text))
    late = (day - context.today).days <= 0
    when = show.relative_day(day, context.today)
    whole = f"{when} {text}"
    return Cell(whole, hint=whole, tone=Tone.LATE if late else Tone.NORMAL)


def _maturity(_context: ListContext, record: Record) -> Cell:
    text = str(record.values.get("maturity") or "")
    if not text:
        return EMPTY
    each = tuple(text.split("\N{EN SPACE}"))
    hint = "\n".join(_("{product}: level {level}").format(product=one[:-1], level=one[-1]) for one in each)
    return Cell(" ".join(each), labels=each, hint=hint)


def _owner(_context: ListContext, record: Record) -> Cell:
    name = record.names.get("owner_id", "")
    return Cell(name, main=_surname(name), hint=name) if name else EMPTY


def _surname(name: str) -> str:
    """Return the surname of a Japanese name; another name stays whole."""
    return name if name.isascii() else name.split(maxsplit=1)[0]


def _next_action_on(context: ListContext, record: Record) -> Cell:
    return _days("next_action_on", context, record)


def _renewal_on(context: ListContext, record: Record) -> Cell:
    return _days("renewal_on", context, record)


def _notice_on(context: ListContext, record: Record) -> Cell:
    return _days("notice_on", context, record)


_SPECIAL: dict[str, tuple[Paint, Callable[[ListContext, Record], Cell]]] = {
    "name": (Paint.STRONG, _name),
    "touch": (Paint.TEXT, _touch),
    "renewal_on": (Paint.DAYS, _renewal_on),
    "notice_on": (Paint.DAYS, _notice_on),
    "last_contact_on": (Paint.CADENCE, _contact),
    "next_action": (Paint.TEXT, _next_action),
    "next_action_on": (Paint.DAYS, _next_action_on),
    "maturity": (Paint.LEVELS, _maturity),
    **health_cells.CELLS,
    "owner_id": (Paint.OWNER, _owner),
}
