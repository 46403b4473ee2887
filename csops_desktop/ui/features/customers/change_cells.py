"""The columns of the preview of a change of many: the customer, then each field with old → new, or why it stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from csops_desktop.domain.bulk import Refusal, RowChange
from csops_desktop.domain.fields import Field, FieldType
from csops_desktop.domain.records import Value
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.sources import Source
from csops_desktop.ui.tables.columns import Cell, Column, Fill, Paint, Tone
from csops_desktop.wording import errors as sentences
from csops_desktop.wording import values as show

_NAME_WIDTH, _LEAST, _ROOM = 190, 150, 630


@dataclass(frozen=True, slots=True)
class PreviewContext:
    """What the words in the cells depend on."""

    sources: Sequence[Source]
    currency: str


def columns(context: PreviewContext) -> list[Column]:
    """Return the columns of a preview."""
    made = [Column("name", lambda: _("Customer"), _NAME_WIDTH, _name, Paint.STRONG, sortable=False)]
    last = len(context.sources) - 1
    width = max(_LEAST, _ROOM // max(1, len(context.sources)))
    for at, source in enumerate(context.sources):
        word = partial(_cell, source, context.currency)
        made.append(Column(source.name, source.heading, width, word, Paint.CHANGE, sortable=False, stretch=at == last))
    return made


def refusal_words(refusal: Refusal) -> str:
    """Return why a cell stays as it is."""
    return sentences.problem(refusal.reason, refusal.value, "members" if refusal.reason == "ambiguous_parent" else "")


def value_words(field: Field, value: Value, currency: str) -> str:
    """Return a value of a preview in words; a reference is a name already."""
    if value is None or value in ("", ()):
        return _("(blank)")
    text = str(value) if field.type is FieldType.REFERENCE else show.value(field, value, currency=currency)
    return " ".join(text.split())


def _name(row: RowChange) -> Cell:
    return Cell(row.name or _("(deleted)"), hint=row.name)


def _cell(source: Source, currency: str, row: RowChange) -> Cell:
    refused = next((each for each in row.refusals if each.field == source.name), None)
    if refused is not None:
        text = refusal_words(refused)
        return Cell(text, tone=Tone.LATE, fill=Fill.ERROR, hint=text)
    if source.name not in row.changes:
        kept = row.kept.get(source.name)
        text = "" if kept is None or kept == () else value_words(source.field, kept, currency)
        return Cell(text, tone=Tone.MUTED, hint=text)
    old, new = (value_words(source.field, value, currency) for value in row.changes[source.name])
    text = f"{old} → {new}"
    return Cell(text, first=old, main=new, fill=Fill.CHANGE, hint=text)
