"""The health of a customer as the list knows it, in words; nothing of scorecards is needed for that."""

from collections.abc import Mapping

from csops_desktop.domain.records import Value


def stretch(low: int, high: int) -> str:
    """Return a range of totals, a single one where both are the same."""
    return f"{low}–{high}" if high > low else str(low)


def pill(values: Mapping[str, Value]) -> str:
    """Return what stands in the pill: the score, or the range while the band is withheld; empty without a score."""
    score, high = values.get("score"), values.get("score_high")
    if not isinstance(score, int):
        return ""
    return stretch(score, high) if values.get("band") == "withheld" and isinstance(high, int) else str(score)
