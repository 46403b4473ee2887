"""The columns of the dry run: what happens to a row, then each mapped column with old → new."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from csops_desktop.domain.fields import FIELDS, Field, FieldType, Kind
from csops_desktop.domain.imports import CellChange, Mapping, RowPlan, RowState, Table, Target
from csops_desktop.domain.records import CustomField, Value
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.imports import mapping_rules as rules
from csops_desktop.ui.tables.columns import Cell, Column, Fill, Paint, Tone
from csops_desktop.wording import errors as sentences
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_TITLE = 2
_JOINED = {"first_name": "name", "last_name": "name", "renewal_on": "term_ends_on"}
_KEYS = frozenset({"external_id", "name"})
_ICONS = {
    RowState.NEW: ("plus-circle", Tone.GOOD),
    RowState.CHANGED: ("pencil-simple", Tone.WARN),
    RowState.SAME: ("equals", Tone.MUTED),
    RowState.DOUBT: ("question", Tone.LINK),
    RowState.SKIPPED: ("minus-circle", Tone.MUTED),
    RowState.ERROR: ("warning-circle", Tone.LATE),
}


@dataclass(frozen=True, slots=True)
class DiffContext:
    """What the words in the cells depend on."""

    table: Table
    mapping: Mapping
    currency: str
    custom: tuple[CustomField, ...] = ()


def match_words(mapping: Mapping) -> str:
    """Return by what rows find the records that are there."""
    own = {target.field for target in mapping.targets if target is not None and target.kind is mapping.kind}
    keys = [mapping.key] if mapping.key else [name for name in ("external_id", "name") if name in own]
    names = " → ".join(words.field_name(mapping.kind, name) for name in keys)
    return _("Matched by {fields}").format(fields=names) if names else ""


def state_words(state: RowState) -> str:
    """Return what happens to a row."""
    return {
        RowState.NEW: _("New"),
        RowState.CHANGED: _("Changed"),
        RowState.SAME: _("Same"),
        RowState.DOUBT: _("Please decide"),
        RowState.SKIPPED: _("Left out"),
        RowState.ERROR: _("Error"),
    }[state]


def columns(context: DiffContext) -> list[Column]:
    """Return the columns of the table."""
    made = [
        Column("state", lambda: _("Result"), 96, _state_cell, Paint.MARK, sortable=False),
        Column("row", lambda: _("Row"), 48, _row_cell, Paint.NUMBER, sortable=False),
    ]
    order = sorted(range(len(context.mapping.targets)), key=lambda at: _place(context.mapping, at))
    for at in order:
        target = context.mapping.targets[at]
        if target is None:
            continue
        field = declared(target.kind, target.field)
        made.append(
            Column(
                f"column{at}",
                partial(_heading, context, target),
                _width(target, field),
                partial(_cell, context, at, _stored(context.mapping, target)),
                Paint.CHANGE,
                sortable=False,
                tag=None if target.field in _KEYS else partial(rules.rule_words, rules.rule_of(context.mapping, at)),
            )
        )
    return made


def note_of(context: DiffContext, plan: RowPlan) -> tuple[int, Cell] | None:
    """Return the sentence of a row with an error, over the cells that follow what identifies the row."""
    if plan.state is not RowState.ERROR:
        return None
    text = sentences.cells(plan.errors)
    return _TITLE + _identifying(context.mapping), Cell(text, tone=Tone.LATE, fill=Fill.ERROR, hint=text)


def _identifying(mapping: Mapping) -> int:
    keys = [target for target in mapping.targets if target and target.kind is mapping.kind and target.field in _KEYS]
    others = sum(target is not None for target in mapping.targets) - len(keys)
    return len(keys) if others else 0


def declared(kind: Kind, name: str) -> Field | None:
    """Return the declared field of a name, None for a custom one."""
    real = _JOINED.get(name, name)
    return next((field for field in FIELDS[kind] if field.name == real), None)


def change_name(change: CellChange, context: DiffContext) -> str:
    """Return the words of the field that changes."""
    name = change.field
    if name.startswith("custom="):
        return name.removeprefix("custom=")
    own = next((field.name for field in context.custom if f"custom:{field.id}" == name), "")
    field = own or words.field_name(change.kind, name)
    return field if change.kind is context.mapping.kind else f"{words.kind_name(change.kind)}: {field}"


def value_words(change: CellChange, value: Value, currency: str) -> str:
    """Return a value of a change in words."""
    if value is None or value in ("", ()):
        return _("(blank)")
    field = declared(change.kind, change.field)
    if field is None:
        return show.value(FieldType.DATE if hasattr(value, "isoformat") else FieldType.TEXT, value)
    if field.type is FieldType.REFERENCE:
        return str(value)
    return show.value(field, value, currency=currency)


def rule_for(change: CellChange, mapping: Mapping) -> str:
    """Return the rule of the column that a change comes from."""
    for at, target in enumerate(mapping.targets):
        if target is not None and target.kind is change.kind and _stored(mapping, target).field == change.field:
            return rules.rule_words(rules.rule_of(mapping, at))
    return rules.rule_words(mapping.rule)


def _place(mapping: Mapping, at: int) -> tuple[int, int]:
    target = mapping.targets[at]
    if target is None or target.kind is not mapping.kind:
        return (2, at)
    return ({"external_id": 0, "name": 1}.get(target.field, 2), at)


def _stored(mapping: Mapping, target: Target) -> Target:
    if target.field == "end":
        return Target(target.kind, "ended_on" if mapping.end_date == "ended" else "term_ends_on")
    return Target(target.kind, _JOINED.get(target.field, target.field))


def _width(target: Target, field: Field | None) -> int:
    if target.field == "name":
        return 170
    if field is not None and field.type is FieldType.MONEY:
        return 154
    if field is not None and field.type is FieldType.DATE:
        return 172
    return 84 if target.field == "external_id" else 130


def _heading(context: DiffContext, target: Target) -> str:
    if target.field == rules.NEW_FIELD:
        at = context.mapping.targets.index(target)
        return context.table.headings[at]
    own = next((field.name for field in context.custom if f"custom:{field.id}" == target.field), "")
    return own or words.field_name(target.kind, target.field)


def _state_cell(plan: RowPlan) -> Cell:
    icon, tone = _ICONS[plan.state]
    return Cell(state_words(plan.state), icon=icon, tone=tone)


def _row_cell(plan: RowPlan) -> Cell:
    return Cell(str(plan.row), tone=Tone.MUTED)


def _cell(context: DiffContext, at: int, target: Target, plan: RowPlan) -> Cell:
    change = _change(plan.changes, context, at, target)
    raw = _raw(context.table.columns[at][plan.at])
    if change is None:
        tone = Tone.SECOND if plan.state is not RowState.SAME else Tone.MUTED
        fresh = plan.state is RowState.NEW and (raw or target.field != "external_id")
        return Cell(raw, tone=tone, fill=Fill.ADD if fresh else Fill.NONE, hint=raw)
    change = _shifted(context.mapping.targets[at], change)
    new = value_words(change, change.new, context.currency)
    if plan.state is RowState.NEW:
        bold = target.kind is context.mapping.kind and target.field == "name"
        return Cell(new, bold=bold, fill=Fill.ADD, hint=new)
    if change.kept:
        return Cell(
            raw,
            tone=Tone.MUTED,
            hint=_("Kept: {value}").format(value=value_words(change, change.old, context.currency)),
        )
    old = value_words(change, change.old, context.currency)
    text = f"{old} → {new}"
    return Cell(text, first=old, main=new, fill=Fill.CHANGE, hint=text)


def _change(changes: Sequence[CellChange], context: DiffContext, at: int, target: Target) -> CellChange | None:
    name = target.field
    if name == rules.NEW_FIELD:
        name = f"custom={context.table.headings[at]}"
    return next((each for each in changes if each.kind is target.kind and each.field == name), None)


def _shifted(target: Target | None, change: CellChange) -> CellChange:
    """Show a renewal as the file has it: the day after the term that is stored."""
    if target is None or target.field != "renewal_on":
        return change
    day = dt.timedelta(days=1)
    old, new = (value + day if isinstance(value, dt.date) else value for value in (change.old, change.new))
    return replace(change, old=old, new=new)


def _raw(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
