"""Where the columns of the map stand: the heads of rows at the left, then the levels; curve and matrix share them."""

from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.domain.maturity import LEVELS, NOT_YET
from csops_desktop.domain.operation_map import MapBook
from csops_desktop.ui.theme import Theme

_HEAD, _FIRST = 100, 100  # px at 100 % text size


@dataclass(frozen=True, slots=True)
class Columns:
    """Lengths in px.

    Attributes:
        head: width of the heads of rows.
        spans: level → left and right edge.
    """

    head: int
    spans: dict[int, tuple[int, int]]

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels, from the left."""
        return tuple(self.spans)

    @property
    def right(self) -> int:
        """The right edge of the map."""
        return max((right for _left, right in self.spans.values()), default=self.head)

    def level_at(self, x: float) -> int | None:
        """Return the level at a place, None at the heads of rows and beside the map."""
        return next((level for level, (left, right) in self.spans.items() if left <= x < right), None)


def columns(theme: Theme, book: MapBook, width: int) -> Columns:
    """Return the columns for a width; the one before level 1 is there only when somebody stands in it."""
    before = any(each.level == NOT_YET for each in book.placed)
    return spread(width, theme.scaled(_HEAD), theme.scaled(_FIRST) if before else 0, LEVELS)


def spread(width: int, head: int, first: int, levels: Sequence[int]) -> Columns:
    """Return columns of equal width behind the heads and, when it has a width, the column before level 1."""
    spans: dict[int, tuple[int, int]] = {NOT_YET: (head, head + first)} if first else {}
    start, room = head + first, max(0, width - head - first)
    for at, level in enumerate(levels):
        spans[level] = (start + room * at // len(levels), start + room * (at + 1) // len(levels))
    return Columns(head, spans)
