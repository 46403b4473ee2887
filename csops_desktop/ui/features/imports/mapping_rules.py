"""What can be chosen for a column, what is still open, and a mapping with one thing changed: pure functions."""

from dataclasses import replace

from csops_desktop.domain.fields import FIELDS, IMPORTABLE, FieldType, Kind, stored
from csops_desktop.domain.imports import Guess, Mapping, Question, Rule, Target
from csops_desktop.domain.readings import PER_COLUMN, PER_MONTH, SPREADING
from csops_desktop.domain.records import CustomField
from csops_desktop.foundation.i18n import _
from csops_desktop.wording import fields as words

Open = tuple[Question, tuple[int, ...]]
NEW_FIELD = "custom"
_BESIDE = (Kind.CONTRACTS, Kind.CONTACTS, Kind.NEXT_ACTIONS, Kind.ACTIVITIES)
_EXTRA: dict[Kind, tuple[str, ...]] = {
    Kind.CONTRACTS: ("renewal_on", "end"),
    Kind.CONTACTS: ("last_name", "first_name"),
    Kind.READINGS: SPREADING,
}
_NO_TARGET = frozenset({"archived_on"})
_KEYS = ("external_id", "name", "text")


def kinds() -> tuple[Kind, ...]:
    """Return what a file can be imported as."""
    return IMPORTABLE


def fields_of(kind: Kind, *, beside: bool) -> list[str]:
    """Return the fields a column can go to; ``beside`` for what a customer sheet holds besides customers."""
    names = [field.name for field in stored(kind) if field.name not in _NO_TARGET]
    if beside:
        names = [name for name in names if name not in {"customer_id", "predecessor_id"}]
    return names + list(_EXTRA.get(kind, ()))


def targets(kind: Kind, custom: tuple[CustomField, ...]) -> list[tuple[str, str]]:
    """Return (key, words) of everything a column can go to, grouped by kind."""
    found = [(key(Target(kind, name)), target_words(Target(kind, name))) for name in fields_of(kind, beside=False)]
    own = [Target(kind, f"custom:{field.id}") for field in custom if field.kind is kind]
    found += [(key(target), target_words(target, custom)) for target in own]
    if kind is not Kind.READINGS:
        found.append((key(Target(kind, NEW_FIELD)), target_words(Target(kind, NEW_FIELD))))
    if kind is Kind.CUSTOMERS:
        for other in _BESIDE:
            found += [
                (key(Target(other, name)), target_words(Target(other, name))) for name in fields_of(other, beside=True)
            ]
    return found


def key(target: Target | None) -> str:
    """Return a target as one text."""
    return "" if target is None else f"{target.kind.value}.{target.field}"


def target_of(text: str) -> Target | None:
    """Return the target of such a text."""
    if not text:
        return None
    kind, _dot, field = text.partition(".")
    return Target(Kind(kind), field)


def target_words(target: Target | None, custom: tuple[CustomField, ...] = (), scale: int = 1) -> str:
    """Return a target in words: "Contracts: MRR"; with the factor of an amount in thousands: "… × 1,000"."""
    if target is None:
        return _("Leave out")
    if target.field == NEW_FIELD:
        field = _("New field of the same name")
    elif target.field.startswith("custom:"):
        field = next((each.name for each in custom if f"custom:{each.id}" == target.field), target.field)
    else:
        field = words.field_name(target.kind, target.field)
    text = _("{kind}: {field}").format(kind=words.kind_name(target.kind), field=field)
    return text if scale == 1 else f"{text} × {scale:,}"


def rule_words(rule: Rule) -> str:
    """Return a collision rule in words."""
    return {
        Rule.OVERWRITE: _("Overwrite"),
        Rule.BLANK: _("Only if blank"),
        Rule.NEVER: _("Never"),
        Rule.APPEND: _("Append"),
    }[rule]


def order_words(order: str) -> str:
    """Return a date order in words."""
    return {
        "ymd": _("year / month / day"),
        "dmy": _("day / month / year"),
        "mdy": _("month / day / year"),
    }[order]


def rule_of(mapping: Mapping, column: int) -> Rule:
    """Return the rule of a column."""
    return mapping.rules.get(column, mapping.rule)


def is_date(target: Target | None) -> bool:
    """Tell whether a column goes to a date."""
    if target is None:
        return False
    if target.field in {"renewal_on", "end"}:
        return True
    return any(field.name == target.field and field.type is FieldType.DATE for field in FIELDS[target.kind])


def with_target(mapping: Mapping, column: int, target: Target | None) -> Mapping:
    """Return a mapping in which a column goes elsewhere; another column that went there is left out."""
    single = target is not None and target.field not in {NEW_FIELD, "note", "tags", "body", PER_COLUMN, PER_MONTH}
    old = [None if single and each == target else each for each in mapping.targets]
    old[column] = target
    orders = {at: order for at, order in mapping.date_orders.items() if at != column or is_date(target)}
    return replace(mapping, targets=tuple(old), date_orders=orders)


def with_rule(mapping: Mapping, column: int, rule: Rule) -> Mapping:
    """Return a mapping in which a column has another rule."""
    return replace(mapping, rules={**mapping.rules, column: rule})


def with_order(mapping: Mapping, columns: tuple[int, ...], order: str) -> Mapping:
    """Return a mapping in which dates are read in an order."""
    return replace(mapping, date_orders={**mapping.date_orders, **dict.fromkeys(columns, order)})


def open_questions(guess: Guess, mapping: Mapping) -> list[Open]:
    """Return what is still to be decided."""
    found: list[Open] = []
    for question, columns in guess.open:
        left = tuple(at for at in columns if at < len(mapping.targets) and mapping.targets[at] is not None)
        if question is Question.DATE_ORDER:
            left = tuple(at for at in left if at not in mapping.date_orders and is_date(mapping.targets[at]))
            if left:
                found.append((question, left))
        elif question is Question.END_DATE:
            left = tuple(
                at for at, target in enumerate(mapping.targets) if target is not None and target.field == "end"
            )
            if left and mapping.end_date is None:
                found.append((question, left))
        elif question is not Question.KEY:
            found.append((question, left))
    asked_key = any(question is Question.KEY for question, _columns in guess.open)
    mapped = {target.field for target in mapping.targets if target is not None and target.kind is mapping.kind}
    if asked_key and not mapped & {*_KEYS, "customer_id"}:
        found.append((Question.KEY, ()))
    if not any(mapping.targets) and (Question.KEY, ()) not in found:
        found.append((Question.KEY, ()))
    return found
