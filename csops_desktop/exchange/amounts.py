"""What headings say about amounts: in thousands, in millions, in which currency."""

import re
from collections.abc import Iterable

from csops_desktop.domain.imports import Table

_SCALES = (
    (re.compile("百万円|百万|million|(?<![a-z])mn(?![a-z])", re.IGNORECASE), 1_000_000),
    (re.compile("万円", re.IGNORECASE), 10_000),
    (re.compile("千円|千ドル|thousand|(?<![a-z])k(?:jpy|usd|yen)(?![a-z])", re.IGNORECASE), 1_000),
)
_CURRENCIES = (
    (re.compile("(?<![a-z])(usd|eur|gbp|cny|krw|aud|cad|jpy)(?![a-z])", re.IGNORECASE), None),
    (re.compile("米?ドル|[$＄]"), "USD"),
    (re.compile("ユーロ|€"), "EUR"),
    (re.compile("ポンド|£"), "GBP"),
    (re.compile("円|[¥￥]"), "JPY"),
)


def scale_of(text: str) -> int:
    """Return by how much amounts under a heading are multiplied: 1,000 for 千円, 1 when it says nothing."""
    return next((factor for pattern, factor in _SCALES if pattern.search(text)), 1)


def currency_of(heading: str) -> str | None:
    """Return the currency that a heading names, None when it names none."""
    for pattern, code in _CURRENCIES:
        if found := pattern.search(heading):
            return code or found[0].upper()
    return None


def scales_of(table: Table) -> dict[int, int]:
    """Return column → factor where amounts would be counted in thousands or so.

    A 単位 in the lines above the table holds for every column whose heading does not say its own.
    """
    above = _above(cell for _number, row in table.above for cell in row)
    found = {at: scale_of(heading) for at, heading in enumerate(table.headings)}
    return {at: own if own > 1 else above for at, own in found.items() if max(own, above) > 1}


def _above(cells: Iterable[str]) -> int:
    return max((scale_of(cell) for cell in cells if "単位" in cell), default=1)
