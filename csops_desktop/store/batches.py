"""Cuts long lists of ids into pieces that fit into one statement."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
_CHUNK = 500


def chunks(ids: Iterable[T]) -> Iterator[list[T]]:
    """Cut ids or keys into pieces that fit into one statement."""
    waiting = iter(ids)
    while piece := list(islice(waiting, _CHUNK)):
        yield piece
