"""Where a block from the clipboard goes: which rows, which columns, and what does not fit."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from csops_desktop.foundation.text import normalise

Cells = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the user pastes.

    Attributes:
        ids: the rows that may be filled, in order: the selected ones when there are several, else the current one and
            all below it.
        chosen: ``ids`` are the selected rows; a block of one row fills all of them.
        columns: names of the columns in sight, in order.
        at: index of the current column.
        listed: names of the columns that the list has, also where the window is too narrow for them.
        headings: words of every column there is, shown or not → its name.
        derived: names of the columns that are computed.
    """

    ids: Sequence[int]
    chosen: bool
    columns: tuple[str, ...]
    at: int
    listed: AbstractSet[str]
    headings: Mapping[str, str]
    derived: AbstractSet[str]


@dataclass(frozen=True, slots=True)
class Laid:
    """A block laid over the list.

    Attributes:
        ids: the rows it fills, in order.
        fields: the columns it fills, in order.
        rows: the cells, a row for each id, a column for each field; None where the block has no cell.
        derived: columns left out because they are computed.
        hidden: columns left out because the list does not show them.
        rows_over: rows of the block for which there is no row in the list.
        columns_over: columns of the block for which there is no column in the list.
        headed: the first row of the block were headings.
    """

    ids: tuple[int, ...]
    fields: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    derived: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    rows_over: int = 0
    columns_over: int = 0
    headed: bool = False


def lay(cells: Cells, place: Place) -> Laid:
    """Lay a block over the list, from the current cell to the right and down, or by its headings where it has them.

    Args:
        cells: rows of text, ragged at will.
        place: where the user pastes.
    """
    width = max(map(len, cells), default=0)
    headed = _headings(cells, place)
    body = cells[1:] if headed else cells
    targets: list[str | None] = list(headed or place.columns[place.at : place.at + width])
    columns_over = width - len(targets) if not headed else 0
    hidden = tuple(name for name in targets if name is not None and name not in place.listed)
    derived = tuple(name for name in targets if name is not None and name in place.derived and name not in hidden)
    taken = [(at, name) for at, name in enumerate(targets) if name is not None and name not in (*hidden, *derived)]
    if place.chosen and len(body) == 1:
        body = [body[0]] * len(place.ids)
    ids = tuple(place.ids[: len(body)])
    return Laid(
        ids,
        tuple(name for _at, name in taken),
        tuple(tuple(row[at] if at < len(row) else None for at, _name in taken) for row in body[: len(ids)]),
        derived,
        hidden,
        len(body) - len(ids),
        columns_over,
        bool(headed),
    )


def _headings(cells: Cells, place: Place) -> list[str | None]:
    """Return the columns that the first row names; nothing when it holds anything but different headings."""
    if len(cells) < 2:  # noqa: PLR2004 (a heading needs something below it)
        return []
    known = {normalise(words).strip(): name for words, name in place.headings.items()}
    named = [known.get(normalise(cell).strip()) if cell.strip() else None for cell in cells[0]]
    filled = [name for name in named if name is not None]
    if not filled or len(set(filled)) < len(filled) or len(filled) < sum(bool(cell.strip()) for cell in cells[0]):
        return []
    return named
