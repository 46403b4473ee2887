"""What sales hand over to customer success: how much of it is there, and what was promised in it."""

from collections.abc import Mapping

from csops_desktop.domain.records import Value
from csops_desktop.foundation.text import normalise

PARTS = ("stakeholders", "use_case", "criteria", "commercial", "technical")
"""The fields without which a handoff is not complete."""

PROMISED = {"commercial": "commercial", "technical": "technical"}
"""Parts of which each line is a promise, and the kind of promise."""

_NONE = frozenset({"なし", "無し", "特になし", "特に無し", "ない", "none", "nothing", "no", "n/a", "-", "ー", "—"})
_BULLETS = "・-–—*•●○◯■□▪◆◇+＋ \t　"


def missing(values: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the parts that are not filled in; 「なし」 fills one."""
    return tuple(part for part in PARTS if not str(values.get(part) or "").strip())


def promises_in(text: str) -> tuple[str, ...]:
    """Return the promises a text lists, one a line without its bullet, each once; 「なし」 is none."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        words = line.strip().strip("　").lstrip(_BULLETS).strip()
        key = normalise(words)
        if words and key.rstrip("。.") not in _NONE:
            found.setdefault(key, words)
    return tuple(found.values())
