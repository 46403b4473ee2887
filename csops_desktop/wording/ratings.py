"""What operations on the health of one customer did: ratings, what does not apply, scores set by hand."""

import datetime as dt

from csops_desktop.domain.changes import Scalar
from csops_desktop.foundation.i18n import _
from csops_desktop.wording import values as show

OPERATIONS = frozenset(["rated", "unrated", "not_applicable", "applicable", "overridden", "override_cleared"])


def operation(key: str, data: dict[str, Scalar]) -> str:
    """Return what an operation did."""
    name, measure = str(data.get("name") or ""), str(data.get("measure") or "")
    if key == "rated":
        return _rated(name, measure, data)
    if key == "overridden":
        return _overridden(name, data)
    text = {
        "unrated": _("{name}: latest rating of “{measure}” taken back"),
        "not_applicable": _("{name}: “{measure}” does not apply"),
        "applicable": _("{name}: “{measure}” applies again"),
        "override_cleared": _("{name}: the score set by hand was taken back"),
    }[key]
    return text.format(name=name, measure=measure)


def _overridden(name: str, data: dict[str, Scalar]) -> str:
    if not data.get("until"):
        return _("{name}: score set to {value} by hand").format(name=name, value=data.get("value"))
    day = show.date(dt.date.fromisoformat(str(data["until"])))
    return _("{name}: score set to {value} by hand until {day}").format(name=name, value=data.get("value"), day=day)


def _rated(name: str, measure: str, data: dict[str, Scalar]) -> str:
    step, before = data.get("step"), data.get("before")
    if before is None or before == step:
        return _("{name}: “{measure}” rated {step}").format(name=name, measure=measure, step=step)
    text = _("{name}: “{measure}” rated {before} → {step}")
    return text.format(name=name, measure=measure, before=before, step=step)
