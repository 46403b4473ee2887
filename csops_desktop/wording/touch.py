"""Touch models in words: rules as sentences, minutes, who has how much to do, what was decided."""

from csops_desktop.domain.changes import Scalar
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.touch import Load, Stay, TouchRule
from csops_desktop.foundation.i18n import _, current, pgettext
from csops_desktop.wording import values
from csops_desktop.wording.fields import choice_name, counted

_HOUR = 60
_TEN_THOUSAND = 10_000


def name(touch: str | None) -> str:
    """Return the name of a touch model, a dash for none."""
    return choice_name("touch", touch) if touch else values.DASH


def duration(minutes: int) -> str:
    """Return minutes as hours and minutes: 3 h 50 min."""
    hours, rest = divmod(abs(minutes), _HOUR)
    sign = values.MINUS if minutes < 0 else ""
    if not hours:
        return _("{sign}{n} min").format(sign=sign, n=rest)
    if not rest:
        return _("{sign}{n} h").format(sign=sign, n=values.number(hours))
    return _("{sign}{hours} h {minutes} min").format(sign=sign, hours=values.number(hours), minutes=rest)


def hours(minutes: int) -> str:
    """Return minutes of a month as hours, rounded to one place below ten."""
    whole = minutes / _HOUR
    text = f"{whole:.1f}".removesuffix(".0") if whole < 10 else values.number(round(whole))  # noqa: PLR2004 (see above)
    return _("{n} h").format(n=text)


def amount(money: int, currency: str) -> str:
    """Return an amount of a rule; in yen shortly, the way one speaks of it."""
    if current() == "ja" and currency == "JPY" and money >= _TEN_THOUSAND and not money % _TEN_THOUSAND:
        return f"¥{money // _TEN_THOUSAND:,}万"
    return values.money(money, currency)


def condition(rule: TouchRule, currency: str) -> str:
    """Return for whom a rule holds, in words."""
    parts = [_revenue(rule, currency), _levels(rule)]
    if rule.complexity is not None:
        parts.append(_("complexity “{choice}”").format(choice=choice_name("complexity", rule.complexity)))
    said = [part for part in parts if part]
    return pgettext("between conditions", " and ").join(said) if said else _("all others")


def rule(given: TouchRule, currency: str) -> str:
    """Return a rule as a sentence: yearly revenue from ¥600万 → high touch."""
    return f"{condition(given, currency)} → {name(given.touch)}"


def _revenue(rule: TouchRule, currency: str) -> str:
    low, high = rule.revenue_from, rule.revenue_below
    if low is not None and high is not None:
        text = _("yearly revenue from {low} to below {high}")
        return text.format(low=amount(low, currency), high=amount(high, currency))
    if low is not None:
        return _("yearly revenue of {low} or more").format(low=amount(low, currency))
    if high is not None:
        return _("yearly revenue below {high}").format(high=amount(high, currency))
    return ""


def _levels(rule: TouchRule) -> str:
    low, high = rule.level_from, rule.level_to
    if low is None and high is None:
        return ""
    if low is not None and high is not None:
        return _("level {n}").format(n=low) if low == high else _("level {low} to {high}").format(low=low, high=high)
    if low is not None:
        return _("level {n} or above").format(n=low)
    return _("level {n} or below").format(n=high)


def load(given: Load) -> str:
    """Return what a member's customers ask for against what there is: 田中: 42 hours needed / 30 hours."""
    who = given.name or (_("Without an owner") if given.member_id is None else "")
    return f"{who}: {needed(given)}"


def needed(given: Load) -> str:
    """Return the minutes needed and, where that is known, those there are."""
    if given.available is None:
        return _("{needed} needed a month").format(needed=hours(given.needed))
    return _("{needed} needed / {available}").format(needed=hours(given.needed), available=hours(given.available))


def over(given: Load) -> str:
    """Return by how much the minutes are not enough, or what is left; empty when that is not known."""
    missing = given.over
    if missing is None:
        return ""
    return _("{n} short").format(n=hours(missing)) if missing > 0 else _("{n} left").format(n=hours(-missing))


def stay(given: Stay) -> str:
    """Return what happened to a customer's touch model, without the day."""
    if given.suggested:
        said = _("{touch} suggested, left as it was").format(touch=name(given.touch))
    elif given.before is None:
        said = name(given.touch)
    else:
        said = f"{name(given.before)} → {name(given.touch)}"
    return " ・ ".join(part for part in (said, given.reason, given.member) if part)


def operation(key: str, data: dict[str, Scalar]) -> str:
    """Return the sentence of an operation on touch models, their rules or suggestions."""
    n = int(data.get("n") or 0)
    what = str(data.get("name") or "") if n == 1 else counted(Kind.CUSTOMERS, n)
    match key:
        case "touch_model":
            text = _("{touch}: contact every {days} days, {minutes} minutes a month")
            return text.format(touch=name(str(data.get("touch"))), days=data.get("days"), minutes=data.get("minutes"))
        case "touch_confirmed" if n == 1:
            change = f"{name(_text(data.get('before')))} → {name(_text(data.get('touch')))}"
            return _("Touch model of {what}: {change}").format(what=what, change=change)
        case "touch_confirmed":
            return _("Touch models as suggested for {what}").format(what=what)
        case "touch_kept":
            return _("Touch model left as it is for {what}").format(what=what)
        case "touch_rules":
            return _("Changed the order of the rules of touch models")
    texts = {
        "touch_rule_added": _("Added a rule of touch models: {rule}"),
        "touch_rule_changed": _("Changed a rule of touch models: {rule}"),
        "touch_rule_deleted": _("Deleted a rule of touch models: {rule}"),
    }
    return texts[key].format(rule=_of(data))


def _of(data: dict[str, Scalar]) -> str:
    def number(key: str) -> int | None:
        value = data.get(key)
        return None if value is None else int(value)

    given = TouchRule(
        str(data.get("touch") or ""),
        number("revenue_from"),
        number("revenue_below"),
        number("level_from"),
        number("level_to"),
        _text(data.get("complexity")),
    )
    return rule(given, str(data.get("currency") or "JPY"))


def _text(value: Scalar) -> str | None:
    return None if value is None else str(value)
