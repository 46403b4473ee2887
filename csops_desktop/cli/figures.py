"""``csops today`` and ``csops kpi``: their JSON shapes and what a person reads."""

import datetime as dt
from typing import Any

from csops_desktop.domain.kpi import Figure
from csops_desktop.domain.settings import CURRENCY_DIGITS, StoreSetting
from csops_desktop.domain.today import QueueItem
from csops_desktop.services.bundle import Services
from csops_desktop.wording import today as words

_AMOUNTS = ("mrr_start", "mrr_end")
_AMOUNT_RATES = (
    "grr",
    "nrr",
    "revenue_churn_gross",
    "revenue_churn_net",
    "contract_revenue_churn",
    "renewal_rate_amount",
)


def queue_item(item: QueueItem) -> dict[str, Any]:
    """Return a line of the list of the day."""
    return {
        "kind": item.reason.kind.value,
        "customer": item.name,
        "what": words.what(item.reason),
        "why": words.why(item.reason),
        "due": item.reason.due.isoformat(),
        "urgency": round(item.reason.urgency, 4),
        "minutes": item.minutes,
        "group": item.group.value,
        "more": [words.why(reason) for reason in item.reasons[1:]],
    }


def document(found: dict[str, Figure], start: dt.date, end: dt.date, digits: int) -> dict[str, Any]:
    """Return the figures of a period; money in whole units, rates as fractions."""
    return {
        "from": start.isoformat(),
        "to": end.isoformat(),
        "kpis": {name: _figure(name, figure, digits) for name, figure in found.items()},
    }


def shown(name: str, figure: Figure, digits: int) -> str:
    """Return a figure as a person reads it; without a denominator there is none."""
    told = _figure(name, figure, digits)
    if figure.value is None:
        return "—"
    if name in _AMOUNTS:
        return f"{told['value']:,}"
    return f"{figure.value:.1%}  {told['numerator']:,}/{told['denominator']:,}  n={figure.n:,}"


def currency_digits(services: Services) -> int:
    """Return the digits after the point of the store's currency."""
    return CURRENCY_DIGITS.get(str(services.settings.get(StoreSetting.CURRENCY)), 0)


def year_before(day: dt.date) -> dt.date:
    """Return the same day a year before; 28 February for the leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _figure(name: str, figure: Figure, digits: int) -> dict[str, Any]:
    amounts = name in _AMOUNTS or name in _AMOUNT_RATES
    unit = 10**digits if amounts and digits else 1
    whole = figure.numerator / unit if unit > 1 else figure.numerator
    below = figure.denominator if name in _AMOUNTS or unit == 1 else figure.denominator / unit
    value = whole if name in _AMOUNTS else figure.value
    return {"value": value, "numerator": whole, "denominator": below, "n": figure.n}
