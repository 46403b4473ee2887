"""Levels of maturity in words."""

import datetime as dt

from csops_desktop.domain.changes import Scalar
from csops_desktop.domain.maturity import LEVELS, Standing
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.wording import values


def level_name(standing: Standing, level: int) -> str:
    """Return a level with its number and name: "Lv2 Several departments"."""
    name = next((each.name for each in standing.levels if each.level == level), "")
    if not name:
        return _("Not at level 1 yet") if level == 0 else f"Lv{level}"
    return f"Lv{level} {name}"


def to_next(standing: Standing) -> str:
    """Return how much is missing for the next level."""
    if standing.level is None:
        return _("Not assessed yet")
    if standing.level >= LEVELS[-1]:
        return _("The highest level")
    n = len(standing.missing)
    return ngettext("{n} more for the next level", "{n} more for the next level", n).format(n=n)


def latest(standing: Standing, today: dt.date) -> str:
    """Return when and by whom the level that counts was found, and that it is not what the evidence shows."""
    found = standing.latest
    if found is None:
        return ""
    parts = [values.date_short(found.assessed_on, today), found.owner]
    if found.forced:
        text = _("set by hand (the evidence shows Lv{level}): {reason}")
        parts.append(text.format(level=found.reached, reason=found.reason))
    return " ・ ".join(part for part in parts if part)


def to_value(standing: Standing) -> str:
    """Return how long it took until the product was worth it."""
    if standing.first_value_on is None:
        return ""
    day = values.date(standing.first_value_on)
    if standing.since is None or standing.first_value_on < standing.since:
        return _("First value on {day}").format(day=day)
    n = (standing.first_value_on - standing.since).days
    text = ngettext(
        "First value on {day}, {n} day after the start", "First value on {day}, {n} days after the start", n
    )
    return text.format(day=day, n=n)


def operation(key: str, data: dict[str, Scalar]) -> str:
    """Return what an operation on levels did."""
    name, product = str(data.get("name") or ""), str(data.get("product") or "")
    if key == "levels":
        return _("Levels of maturity for {name}").format(name=name)
    if key == "first_value":
        if not data.get("day"):
            return _("{name}, {product}: first value taken back").format(name=name, product=product)
        day = values.date(dt.date.fromisoformat(str(data["day"])))
        return _("{name}, {product}: first value on {day}").format(name=name, product=product, day=day)
    level, before = int(data.get("level") or 0), data.get("before")
    if before is None or int(before) == level:
        return _("{name}, {product}: level {level}").format(name=name, product=product, level=level)
    text = _("{name}, {product}: level {before} → {level}")
    return text.format(name=name, product=product, before=int(before), level=level)
