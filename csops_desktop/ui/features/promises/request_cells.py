"""The columns of the list of requests: what is asked for, by whom, how much that weighs, how far it is."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.requests import RequestLine
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.tables.columns import Cell, Column, ListContext, Paint, Tone
from csops_desktop.wording import fields as words
from csops_desktop.wording import requests as say
from csops_desktop.wording import values as show

SIGNS: dict[str, tuple[str, Tone]] = {
    "open": ("circle-dashed", Tone.MUTED),
    "passed_on": ("arrow-right", Tone.LINK),
    "planned": ("hourglass-medium", Tone.WARN),
    "done": ("check", Tone.GOOD),
    "declined": ("x", Tone.SECOND),
}
KINDS = {"product": "lightbulb", "market": "chart-line-up", "complaint": "warning", "praise": "thumbs-up"}


def columns(context: ListContext) -> list[Column]:
    """Return the columns of the list."""
    return [
        _column("text", 300, _request, Paint.TASK, stretch=True),
        _column("mrr", 112, partial(_mrr, context), Paint.LINES, sortable=True),
        _column("status", 118, _status, Paint.MARK),
        _column("raised_on", 96, lambda line: _day(line.raised_on), Paint.DATE, sortable=True, priority=2),
        _column("told_on", 104, _told, Paint.DATE, sortable=True, priority=1),
    ]


def _column(
    name: str,
    width: int,
    word: Callable[[RequestLine], Cell],
    paint: Paint = Paint.TEXT,
    *,
    stretch: bool = False,
    sortable: bool = False,
    priority: int = 0,
) -> Column:
    heading = partial(words.field_name, Kind.REQUESTS, name)
    return Column(name, heading, width, word, paint, sortable=sortable, stretch=stretch, priority=priority)


def _request(line: RequestLine) -> Cell:
    text = " ".join(line.text.split())
    kind = words.choice_name("kind", line.kind) if line.kind else ""
    asking = say.asking(line)
    names = "\n".join(customer.name for customer in line.customers)
    return Cell(
        " ".join(part for part in (text, kind, asking) if part),
        first=asking,
        main=text,
        labels=(kind, "", "") if kind else (),
        tone=Tone.WARN if line.kind == "complaint" else Tone.SECOND,
        icon=KINDS.get(line.kind, "chat-text"),
        hint=f"{line.text}\n{line.note}\n{names}".strip(),
    )


def _mrr(context: ListContext, line: RequestLine) -> Cell:
    amount, n = show.money(line.mrr, context.currency), words.counted(Kind.CUSTOMERS, len(line.customers))
    return Cell(f"{amount} {n}", first=n, main=amount, bold=True)


def _status(line: RequestLine) -> Cell:
    icon, tone = SIGNS[line.status]
    return Cell(words.choice_name("status", line.status), icon=icon, tone=tone)


def _told(line: RequestLine) -> Cell:
    return Cell(_("not yet"), tone=Tone.MUTED) if line.told_on is None else _day(line.told_on)


def _day(day: dt.date | None) -> Cell:
    return Cell(show.DASH, tone=Tone.MUTED) if day is None else Cell(show.date(day))
