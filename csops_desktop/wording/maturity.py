"""Levels of maturity in words."""

import datetime as dt
from collections.abc import Mapping, Sequence

from csops_desktop.domain.changes import Scalar
from csops_desktop.domain.level_moves import TimeToLevel
from csops_desktop.domain.maturity import LEVELS, NOT_YET, Assessed, Standing
from csops_desktop.domain.phases import PhaseStay, current
from csops_desktop.foundation.i18n import N_, _, ngettext
from csops_desktop.wording import values
from csops_desktop.wording.fields import choice_name

OPERATIONS = frozenset(
    (
        "levels", "level_named", "evidence_added", "evidence_changed", "evidence_moved", "evidence_removed",
        "evidence_back", "touch_share", "assessed", "assessment_corrected", "assessment_removed", "first_value",
        "phase", "phase_saved", "phase_removed", "phase_role",
    )
)  # fmt: skip
"""Operations that ``operation`` words."""
_PIECES = {
    "level_named": N_("{product}, Lv{level}: {text}"),
    "evidence_added": N_("{product}, Lv{level}: evidence added ({text})"),
    "evidence_changed": N_("{product}, Lv{level}: evidence changed ({text})"),
    "evidence_moved": N_("{product}, Lv{level}: evidence moved ({text})"),
    "evidence_removed": N_("{product}, Lv{level}: evidence deleted ({text})"),
    "evidence_back": N_("{product}, Lv{level}: evidence counts again ({text})"),
}
_ROLES = {"rollout": N_("Rollout"), "support": N_("Technical support")}


def level_name(standing: Standing, level: int) -> str:
    """Return a level with its number and name: "Lv2 Several departments"."""
    return numbered(level, next((each.name for each in standing.levels if each.level == level), ""))


def numbered(level: int, name: str) -> str:
    """Return a level with its number and name: "Lv2 Several departments"."""
    if level == NOT_YET:
        return _("Not at level 1 yet")
    return f"Lv{level} {name}" if name and name != f"Lv{level}" else f"Lv{level}"


def days(n: int) -> str:
    """Return a number of days: 84日, 84 days."""
    return ngettext("{n} day", "{n} days", n).format(n=f"{n:,}")


def median(time: TimeToLevel) -> str:
    """Return how long it takes to a level, and how many of whom got there: 84日 (31/49)."""
    if not time.n:
        return "—"
    return f"{'—' if time.median is None else days(time.median)} ({time.done:,}/{time.n:,})"


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
    """Return what an operation on levels or phases did."""
    name, product = str(data.get("name") or ""), str(data.get("product") or "")
    if key.startswith("phase"):
        return _phase(key, name, product, data)
    if key in _PIECES or key == "touch_share":
        return _piece(key, name, data)
    if key == "levels":
        return _("Levels of maturity for {name}").format(name=name)
    return _about(key, name, product, data)


def _about(key: str, name: str, product: str, data: dict[str, Scalar]) -> str:
    day = values.date(dt.date.fromisoformat(str(data["day"]))) if data.get("day") else ""
    if key == "assessment_removed":
        return _("{name}, {product}: assessment of {day} deleted").format(name=name, product=product, day=day)
    if key == "assessment_corrected":
        return _("{name}, {product}: assessment of {day} put right").format(name=name, product=product, day=day)
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


def role_subject(what: str) -> str:
    """Return what somebody leads: a phase, or work beside the phases."""
    return _(_ROLES[what]) if what in _ROLES else choice_name("phase", what)


def _phase(key: str, name: str, product: str, data: dict[str, Scalar]) -> str:
    phase = choice_name("phase", str(data.get("phase") or ""))
    if key == "phase_role":
        subject, role = role_subject(str(data.get("phase") or "")), str(data.get("role") or "")
        if not role:
            return _("{phase}: nobody is named any more").format(phase=subject)
        return _("{phase} is led by {role}").format(phase=subject, role=role)
    if key == "phase_removed":
        return _("{name}, {product}: an entry of the phases deleted").format(name=name, product=product)
    if key == "phase_saved":
        return _("{name}, {product}: {phase} put right").format(name=name, product=product, phase=phase)
    day = values.date(dt.date.fromisoformat(str(data["day"])))
    return _("{name}, {product}: {phase} since {day}").format(name=name, product=product, phase=phase, day=day)


def _piece(key: str, product: str, data: dict[str, Scalar]) -> str:
    if key == "touch_share":
        touch = choice_name("touch", str(data.get("touch") or ""))
        text = _("{product}: {share} of the customers by {touch}")
        return text.format(product=product, touch=touch, share=f"{data.get('share')}%")
    level, said = data.get("level"), str(data.get("text") or "")
    if key == "level_named" and not said:
        return _("{product}, Lv{level}: name taken back").format(product=product, level=level)
    if key == "evidence_removed" and data.get("retired"):
        text = _("{product}, Lv{level}: evidence counts no more ({text})")
        return text.format(product=product, level=level, text=said)
    return _(_PIECES[key]).format(product=product, level=level, text=said)


def level_change(before: int | None, after: int) -> str:
    """Return what an assessment did to the level: Lv1 → Lv2, or the level when it stayed or was the first."""
    return f"Lv{after}" if before is None or before == after else f"Lv{before} → Lv{after}"


def changed_evidence(now: Assessed, before: Assessed | None, texts: Mapping[int, str]) -> str:
    """Return what an assessment found otherwise than the one before it, line by line."""
    held = {} if before is None else before.holding
    lines = [f"＋ {texts.get(id_, '')}{_remark(note)}" for id_, note in now.holding.items() if id_ not in held]
    lines += [f"− {texts.get(id_, '')}" for id_ in held if id_ not in now.holding]
    if not lines:
        lines.append(_("No evidence changed."))
    if now.forced:
        text = _("set by hand (the evidence shows Lv{level}): {reason}")
        lines.append(text.format(level=now.reached, reason=now.reason))
    if now.note:
        lines.append(now.note)
    return "\n".join(lines)


def _remark(note: str) -> str:
    return _(" ({note})").format(note=note) if note else ""


def phase(stays: Sequence[PhaseStay], of_customer: str, today: dt.date) -> str:
    """Return the phase of a product with the time in it; that of the customer while none was written down."""
    stay = current(stays)
    if stay is None:
        if not of_customer:
            return ""
        return _("{phase} (since when is not written down)").format(phase=choice_name("phase", of_customer))
    text = _("{phase} since {day} ({days})")
    day = values.date_short(stay.entered_on, today)
    return text.format(phase=choice_name("phase", stay.phase), day=day, days=days(stay.days(today)))


def noted(stay: PhaseStay) -> str:
    """Return when a stay was written down, when that was later than it began."""
    if stay.noted_on is None:
        return ""
    day = values.date_with_weekday(stay.noted_on)
    if stay.noted_later:
        return _("Written down afterwards, on {day}").format(day=day)
    return _("Written down on the same day")
