"""The columns of the suggested touch models: who, what they pay, where they stand, from what to what, and why."""

from collections.abc import Sequence
from functools import partial

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.touch import Suggestion, TouchRule
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.tables.columns import EMPTY, Cell, Column, Paint
from csops_desktop.wording import fields as words
from csops_desktop.wording import touch as say
from csops_desktop.wording import values as show


def columns(rules: Sequence[TouchRule], currency: str, *, owners: bool) -> list[Column]:
    """Return the columns.

    Args:
        rules: that were applied, in their order.
        currency: of the store.
        owners: whether it matters who owns what.
    """
    field = partial(words.field_name, Kind.CUSTOMERS)
    found = [
        Column("name", partial(field, "name"), 190, _name, Paint.STRONG, sortable=False, stretch=True),
        Column("revenue", _revenue_heading, 110, partial(_revenue, currency), Paint.MONEY, sortable=False),
        Column("level", _level_heading, 72, _level, Paint.NUMBER, sortable=False),
        Column("touch", _change_heading, 210, _change, Paint.CHANGE, sortable=False),
        Column("why", _why_heading, 270, partial(_why, rules, currency), sortable=False),
    ]
    if owners:
        found.insert(1, Column("owner_id", partial(field, "owner_id"), 112, _owner, Paint.OWNER, sortable=False))
    return found


def _revenue_heading() -> str:
    return _("Yearly revenue")


def _level_heading() -> str:
    return _("Maturity")


def _change_heading() -> str:
    return _("Now → suggested")


def _why_heading() -> str:
    return pgettext("before a reason", "Why")


def _name(line: Suggestion) -> Cell:
    return Cell(line.customer.name, hint=line.customer.name)


def _owner(line: Suggestion) -> Cell:
    return Cell(line.customer.owner) if line.customer.owner else EMPTY


def _revenue(currency: str, line: Suggestion) -> Cell:
    return Cell(show.money(line.customer.revenue, currency))


def _level(line: Suggestion) -> Cell:
    return EMPTY if line.customer.level is None else Cell(f"Lv{line.customer.level}")


def _change(line: Suggestion) -> Cell:
    before, after = say.name(line.customer.touch), say.name(line.touch)
    if line.customer.touch is None:
        return Cell(after, main=after, bold=True)
    return Cell(f"{before} → {after}", first=before, main=after)


def _why(rules: Sequence[TouchRule], currency: str, line: Suggestion) -> Cell:
    why = say.condition(rules[line.rule], currency)
    if line.kept is None:
        return Cell(why, hint=why)
    kept = line.kept.reason or _("left as it was on {day}").format(day=show.date(line.kept.on))
    return Cell(kept, hint=f"{why}\n{kept}")
