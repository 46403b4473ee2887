"""Finds names that are nearly the same among very many, without comparing each with each.

Two names are compared when they share one of the rarest groups of three characters; how alike they are, rapidfuzz says.
Names whose digits or telling characters (第一 / 第二, 東 / 西) differ are different however alike the rest is.
"""

import re
import zlib
from array import array
from collections.abc import Iterator, Sequence

from csops_desktop.foundation.errors import CancelledError
from csops_desktop.foundation.progress import Cancelled, Progress

NEAR = 88.0
"""Similarity (rapidfuzz ratio, 0–100) from which two names may be one customer."""

_TELLING = re.compile(r"[0-9一二三四五六七八九十東西南北]")
_BITS = 20  # so many numbers for groups of characters: a million counts are four megabytes, whatever the names
_SLOTS = 1 << _BITS
_COMMON = 100  # what more names share says nothing
_RAREST = 6
_STEP = 1000


def similar(keys: Sequence[str], *, progress: Progress, cancelled: Cancelled) -> Iterator[tuple[int, int]]:
    """Yield (i, j) with i < j of the keys that are nearly the same.

    Args:
        keys: names in the form of ``match_key``, each once.
        progress: called with (names done, names in all).
        cancelled: asked between steps.

    Raises:
        CancelledError: the user stopped.
    """
    counts = array("I", bytes(4 * _SLOTS))
    for _at, key in _steps(keys, cancelled):
        for slot in _slots(key):
            counts[slot] += 1
    holders: dict[int, array[int]] = {}
    for at, key in _steps(keys, cancelled, progress):
        usable = sorted((slot for slot in _slots(key) if 1 < counts[slot] <= _COMMON), key=lambda slot: counts[slot])
        near = sorted({other for slot in usable[:_RAREST] for other in holders.get(slot, ())})
        for name in _nearest(key, [keys[other] for other in near]):
            yield near[name], at
        for slot in usable:
            holders.setdefault(slot, array("I")).append(at)


def _steps(keys: Sequence[str], cancelled: Cancelled, progress: Progress | None = None) -> Iterator[tuple[int, str]]:
    for at, key in enumerate(keys):
        if at % _STEP == 0:
            if cancelled():
                raise CancelledError
            if progress is not None:
                progress(at, len(keys))
        yield at, key
    if progress is not None:
        progress(len(keys), len(keys))


def _nearest(key: str, names: Sequence[str]) -> list[int]:
    """Return where among the names those stand that are nearly this one."""
    if not names:
        return []
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (only a search for duplicates needs it)

    found = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
    return [at for name, _score, at in found if _telling(name) == _telling(key)]


def _telling(key: str) -> list[str]:
    return _TELLING.findall(key)


def _slots(key: str) -> set[int]:
    """Return the numbers of the groups of three characters of a name, its begin and end marked."""
    told = "".join(_telling(key))
    padded = f"^{key}$"
    crc = zlib.crc32
    return {crc(f"{padded[at : at + 3]}{told}".encode()) & (_SLOTS - 1) for at in range(len(padded) - 2)}
