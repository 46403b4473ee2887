"""Finds which contacts are meant in a line of a log: by full name, or by a family name that only one of them bears."""

import re
from collections import Counter
from collections.abc import Sequence

from csops_desktop.foundation.text import normalise

_TITLES = "さん|様|さま|氏|君|先生|社長|部長|次長|課長|係長|主任|室長|所長|店長|校長|理事長|常務|専務|取締役"
_LONGEST_ALONE = 1
_SHORTEST_LATIN = 3


def named(text: str, people: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    """Return the ids of the people whom a text names, in the order given.

    A full name counts in any spacing. A part of a name counts when no other of the people has the same part: of Latin
    names as a whole word of three letters or more; a Japanese family name of one character only before a title
    (林さん, 森部長), so that 林業 names nobody.
    """
    plain = normalise(text)
    solid = "".join(plain.split())
    parts = {id_: normalise(name).split() for id_, name in people}
    shared = Counter(part for found in parts.values() for part in set(found))
    return tuple(
        id_
        for id_, _name in people
        if parts[id_]
        and (
            _whole(parts[id_], plain, solid)
            or any(shared[part] == 1 and _stands(part, plain, first=part == parts[id_][0]) for part in parts[id_])
        )
    )


def _whole(parts: list[str], plain: str, solid: str) -> bool:
    name = "".join(parts)
    if name.isascii():
        spaced = r"\s+".join(map(re.escape, parts))
        return re.search(rf"\b{spaced}\b", plain) is not None
    return len(name) > _LONGEST_ALONE and name in solid


def _stands(part: str, plain: str, *, first: bool) -> bool:
    """Tell whether a part of a name stands in a text; of Japanese names only the family name does."""
    if part.isascii():
        return len(part) >= _SHORTEST_LATIN and re.search(rf"\b{re.escape(part)}\b", plain) is not None
    if not first:
        return False
    if len(part) > _LONGEST_ALONE:
        return part in plain
    return re.search(rf"(?<![一-鿿]){re.escape(part)}\s*(?:{_TITLES})", plain) is not None
