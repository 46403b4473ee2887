"""The columns of health in the customer list: score and course, change, range, coverage, ratings that are due."""

from collections.abc import Callable

from csops_desktop.domain.records import Record
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.tables.columns import EMPTY, Cell, ListContext, Paint, Tone
from csops_desktop.wording import fields as words
from csops_desktop.wording import health_figures as say
from csops_desktop.wording import values as show

_FALL = -20


def _score(_context: ListContext, record: Record) -> Cell:
    values = record.values
    score, high, band = values.get("score"), values.get("score_high"), values.get("band")
    if not isinstance(score, int) or not isinstance(band, str):
        return EMPTY
    best = high if isinstance(high, int) else score
    shown = say.pill(values)
    said = words.choice_name("band", band)
    hint = [f"{said} {say.stretch(score, best)}"]
    coverage, change = values.get("coverage"), values.get("score_change")
    if isinstance(coverage, int):
        hint.append(_("Coverage {n}%").format(n=coverage))
    if isinstance(change, int) and change:
        hint.append(_("{change} in 30 days").format(change=show.signed(change)))
    course = values.get("course")
    pairs = course if isinstance(course, tuple) else ()
    days = tuple(day for day in pairs[::2] if isinstance(day, int))
    totals = tuple(total for total in pairs[1::2] if isinstance(total, int))
    return Cell(
        f"{shown} {said}",
        main=shown,
        band=band,
        course=tuple(zip(days, totals, strict=True)),
        hint="\n".join(hint),
    )


def _change(_context: ListContext, record: Record) -> Cell:
    change = record.values.get("score_change")
    if not isinstance(change, int):
        return EMPTY
    if not change:
        return Cell("0", tone=Tone.MUTED)
    arrow = "↑" if change > 0 else "↓"
    text = show.signed(change)
    return Cell(text, main=f"{arrow} {text}", tone=Tone.GOOD if change > 0 else Tone.LATE, bold=change <= _FALL)


def _range(_context: ListContext, record: Record) -> Cell:
    low, high = record.values.get("score"), record.values.get("score_high")
    if not isinstance(low, int) or not isinstance(high, int):
        return EMPTY
    hint = _("Between the worst and the best that what is missing could be")
    return Cell(say.stretch(low, high), tone=Tone.NORMAL if high > low else Tone.MUTED, hint=hint)


def _coverage(_context: ListContext, record: Record) -> Cell:
    share = record.values.get("coverage")
    if not isinstance(share, int):
        return EMPTY
    withheld = record.values.get("band") == "withheld"
    return Cell(f"{share}%", tone=Tone.WARN if withheld else Tone.NORMAL)


def _stale(_context: ListContext, record: Record) -> Cell:
    n = record.values.get("stale_ratings")
    return Cell(show.number(n), tone=Tone.WARN) if isinstance(n, int) and n else EMPTY


CELLS: dict[str, tuple[Paint, Callable[[ListContext, Record], Cell]]] = {
    "score": (Paint.HEALTH, _score),
    "score_change": (Paint.NUMBER, _change),
    "score_high": (Paint.NUMBER, _range),
    "coverage": (Paint.NUMBER, _coverage),
    "stale_ratings": (Paint.NUMBER, _stale),
}
