"""Usage in words: what an operation did to readings and metrics, values with their unit, changes."""

import datetime as dt

from csops_desktop.domain.changes import Scalar
from csops_desktop.domain.readings import Trend
from csops_desktop.domain.values import cell_text
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.wording import renewals
from csops_desktop.wording import values as show

_WHOLE_FROM, _DIGITS = 100, 2
_FLAT = 0.005


def operation(key: str, data: dict[str, Scalar]) -> str:
    """Return what an operation did to readings or metrics."""
    n, name = int(data.get("n") or 0), str(data.get("name") or "")
    if key == "metrics_merged":
        return _("Merged the metric {other} into {name}").format(name=name, other=data.get("other"))
    if key == "readings_amended":
        text = ngettext("Corrected {n} reading of {name}: {metric}", "Corrected {n} readings of {name}: {metric}", n)
        return text.format(n=f"{n:,}", name=name, metric=data.get("metric"))
    month = renewals.month(dt.date.fromisoformat(str(data["month"])))
    customers = int(data.get("customers") or 0)
    whose = name or ngettext("{n} customer", "{n} customers", customers).format(n=f"{customers:,}")
    text = ngettext("Entered {n} figure of {month} for {whose}", "Entered {n} figures of {month} for {whose}", n)
    return text.format(n=f"{n:,}", month=month, whose=whose)


def value(number: float, unit: str = "") -> str:
    """Return a value with its unit, rounded to what one can take in."""
    text = show.real(float(round(number)) if abs(number) >= _WHOLE_FROM else round(number, _DIGITS))
    between = " " if unit[:1].isascii() and unit[:1].isalpha() else ""
    return f"{text}{between}{unit}"


def change(share: float) -> str:
    """Return a change against the month before: +12%, −8%, ±0%."""
    if abs(share) < _FLAT:
        return "±0%"
    sign = "+" if share > 0 else show.MINUS
    return f"{sign}{abs(share) * 100:.0f}%"


def lines(trend: Trend) -> str:
    """Return a trend in words, for those who do not see the bars: month and value, the latest first."""
    pairs = [
        f"{renewals.month(month)} {value(number, trend.metric.unit)}"
        for month, number in zip(trend.months, trend.values, strict=True)
        if number is not None
    ]
    return ", ".join(reversed(pairs))


def plain(number: float) -> str:
    """Return a value as one types it: without separators, whole ones without a point."""
    return cell_text(float(number))
