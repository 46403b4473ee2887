"""Cuts long lists of ids into pieces that fit into one statement."""

from collections.abc import Iterable, Iterator
from itertools import islice

_CHUNK = 500


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Cut ids into pieces that fit into one statement."""
    waiting = iter(ids)
    while piece := list(islice(waiting, _CHUNK)):
        yield piece
