"""Where Tab leads in a table that is edited in place."""

from collections.abc import Sequence

from csops_desktop.ui.tables.columns import Column


def next_cell(
    columns: Sequence[Column], order: Sequence[int], place: tuple[int, int], *, back: bool
) -> tuple[int, int] | None:
    """Return the (row, column) of the next cell that can be edited, or of the one before; None where there is none.

    Args:
        columns: of the model.
        order: of those shown, as places in ``columns``.
        place: the current row and column.
        back: towards the beginning.
    """
    row, column = place
    editable = [at for at in order if columns[at].edit is not None]
    if not editable:
        return None
    here = order.index(column)
    places = [order.index(at) for at in editable]
    later = [at for at in places if (at < here if back else at > here)]
    if later:
        return row, order[max(later) if back else min(later)]
    return row + (-1 if back else 1), editable[-1] if back else editable[0]
