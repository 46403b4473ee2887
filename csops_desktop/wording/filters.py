"""Filter conditions in words: the chips above the list and the choices of the condition editor."""

from collections.abc import Callable

from csops_desktop.domain.fields import Field, FieldType, Kind
from csops_desktop.domain.level_filter import PICKED
from csops_desktop.domain.query import Condition, Group, Op
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.wording.fields import counted

Namer = Callable[[str], str]
Shower = Callable[[str, object], str]


def operators(field: Field | None) -> tuple[Op, ...]:  # noqa: PLR0911 (one return per type)
    """Return what a field can be asked; None stands for "any field"."""
    if field is None:
        return (Op.CHANGED_WITHIN,)
    late = (Op.OVERDUE,) if field.name in _CAN_BE_LATE else ()
    logged = (
        not field.derived
        and field.type not in (FieldType.TAGS, FieldType.LINKS)
        and not field.name.startswith("custom:")
    )
    changed = (Op.CHANGED_WITHIN,) if logged else ()
    known = (Op.EMPTY, Op.NOT_EMPTY)
    match field.type:
        case FieldType.DATE:
            return (Op.WITHIN_DAYS, Op.AT_LEAST, Op.AT_MOST, *late, *known, *changed)
        case FieldType.MONEY | FieldType.INTEGER | FieldType.NUMBER:
            return (Op.AT_LEAST, Op.AT_MOST, *known, *changed)
        case FieldType.CHOICE | FieldType.REFERENCE | FieldType.TAGS | FieldType.LINKS:
            return (Op.IS, Op.IS_NOT, *known, *changed)
        case FieldType.FLAG:
            return (Op.IS, *known, *changed)
        case FieldType.LONG_TEXT:
            return (Op.CONTAINS, *known, *changed)
        case FieldType.TEXT:
            return (Op.CONTAINS, Op.IS, Op.IS_NOT, *known, *changed)


_CAN_BE_LATE = frozenset({"last_contact_on", "next_action_on", "renewal_on", "notice_on"})


def operator_name(op: Op, field: Field | None) -> str:
    """Return the words of an operator in the condition editor."""
    dated = field is not None and field.type is FieldType.DATE
    names = {
        Op.IS: _("is one of"),
        Op.IS_NOT: _("is none of"),
        Op.CONTAINS: _("contains"),
        Op.AT_LEAST: _("on or after") if dated else _("at least"),
        Op.AT_MOST: _("on or before") if dated else _("at most"),
        Op.WITHIN_DAYS: _("within days"),
        Op.EMPTY: _("is empty"),
        Op.NOT_EMPTY: _("is filled in"),
        Op.CHANGED_WITHIN: _("changed in the last days"),
        Op.OVERDUE: _("is overdue"),
    }
    return names[op]


def condition(item: Condition | Group, name_of: Namer, show: Shower) -> tuple[str, str]:
    """Return (field, value) in words for a chip.

    Args:
        item: a condition, or a group whose alternatives one chip holds.
        name_of: the words of a field name.
        show: the words of one value of a field.
    """
    if isinstance(item, Condition):
        if item.field == PICKED:
            return str(item.values[0] or _("Chosen")), counted(Kind.CUSTOMERS, len(item.values) - 1)
        field = name_of(item.field) if item.field else _("Any field")
        return field, _value(item, show)
    between = _stretch(item, name_of, show)
    if between is not None:
        return between
    parts = [condition(each, name_of, show) for each in item.items]
    if not parts:
        return "", ""
    joint = pgettext("between alternatives", " or ") if item.any_of else pgettext("between conditions", " and ")
    if len({field for field, _value in parts}) == 1:
        return parts[0][0], joint.join(value for _field, value in parts)
    return "", joint.join(f"{field} {value}".strip() for field, value in parts)


def _stretch(group: Group, name_of: Namer, show: Shower) -> tuple[str, str] | None:
    """Return the words of "from here to there" of one field, None for any other group."""
    bounds = [each for each in group.items if isinstance(each, Condition)]
    if group.any_of or len(group.items) != len(bounds) or [each.op for each in bounds] != [Op.AT_LEAST, Op.AT_MOST]:
        return None
    low, high = bounds
    if low.field != high.field:
        return None
    shown = [", ".join(show(each.field, value) for value in each.values) for each in bounds]
    return name_of(low.field), pgettext("both bounds", "{low} to {high}").format(low=shown[0], high=shown[1])


def _value(item: Condition, show: Shower) -> str:  # noqa: C901, PLR0911 (one case per operator)
    shown = [show(item.field, value) for value in item.values]
    several = pgettext("between values", ", ").join(shown)
    first = item.values[0] if item.values else 0
    days = first if isinstance(first, int) else 0
    match item.op:
        case Op.IS:
            return several
        case Op.IS_NOT:
            return _("not {values}").format(values=several)
        case Op.CONTAINS:
            return _("contains “{text}”").format(text=several)
        case Op.AT_LEAST:
            return _("from {value}").format(value=several)
        case Op.AT_MOST:
            return _("up to {value}").format(value=several)
        case Op.WITHIN_DAYS if days < 0:
            return ngettext("in the last {n} day", "in the last {n} days", -days).format(n=-days)
        case Op.WITHIN_DAYS:
            return ngettext("within {n} day", "within {n} days", days).format(n=days)
        case Op.EMPTY:
            return _("empty")
        case Op.NOT_EMPTY:
            return _("filled in")
        case Op.CHANGED_WITHIN:
            return ngettext("changed in the last {n} day", "changed in the last {n} days", days).format(n=days)
        case Op.OVERDUE:
            return _("overdue")
