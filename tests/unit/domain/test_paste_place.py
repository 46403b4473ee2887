"""Where a pasted block goes: never to a row or column that was not offered, and what does not fit is counted."""

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.pasting import Laid, Place, lay

_COLUMNS = ("name", "touch", "mrr", "owner_id")
_HEADINGS = {"Customer name": "name", "Touch": "touch", "MRR": "mrr", "Owner": "owner_id", "Note": "note"}


def _place(
    ids: tuple[int, ...] = (1, 2, 3), at: int = 0, *, chosen: bool = False, columns: tuple[str, ...] = _COLUMNS
) -> Place:
    return Place(ids, chosen, columns, at, frozenset(_COLUMNS), _HEADINGS, {"mrr"})


def test_a_block_goes_right_and_down_from_the_current_cell() -> None:
    laid = lay([["a", "b"], ["c", "d"]], _place())
    assert laid == Laid((1, 2), ("name", "touch"), (("a", "b"), ("c", "d")))


def test_a_column_that_is_computed_is_left_out_and_named() -> None:
    laid = lay([["high", "120000", "佐伯"]], _place(at=1))
    assert (laid.fields, laid.rows, laid.derived) == (("touch", "owner_id"), (("high", "佐伯"),), ("mrr",))


def test_what_is_too_long_or_too_wide_is_counted() -> None:
    laid = lay([["a", "b", "c"]] * 5, _place(at=3))
    assert (laid.ids, laid.fields, laid.rows_over, laid.columns_over) == ((1, 2, 3), ("owner_id",), 2, 2)


def test_one_row_fills_all_that_are_selected_several_rows_only_as_many() -> None:
    assert lay([["x"]], _place(chosen=True)).rows == (("x",),) * 3
    two = lay([["x"], ["y"]], _place(chosen=True))
    assert (two.ids, two.rows) == ((1, 2), (("x",), ("y",)))
    assert lay([["x"]], _place()).ids == (1,)


def test_a_ragged_row_leaves_the_cells_it_lacks_alone() -> None:
    assert lay([["a", "b"], ["c"]], _place()).rows == (("a", "b"), ("c", None))


def test_headings_say_which_columns_are_meant_whatever_the_current_cell() -> None:
    cells = [["Owner", "", "ｔｏｕｃｈ", "MRR", "Note"], ["佐伯", "-", "high", "1", "x"]]
    laid = lay(cells, _place(at=3))
    assert (laid.fields, laid.rows, laid.ids) == (("owner_id", "touch"), (("佐伯", "high"),), (1,))
    assert (laid.derived, laid.hidden, laid.headed) == (("mrr",), ("note",), True)


def test_a_heading_may_name_a_column_for_which_the_window_is_too_narrow() -> None:
    laid = lay([["Owner"], ["佐伯"]], _place(columns=("name",)))
    assert laid.fields == ("owner_id",)


def test_a_first_row_with_anything_but_headings_is_a_row() -> None:
    assert lay([["Touch", "x"], ["a", "b"]], _place()).ids == (1, 2)
    assert lay([["Touch"]], _place()).rows == (("Touch",),)
    assert not lay([["Touch", "Touch"], ["a", "b"]], _place()).headed


def test_nothing_is_laid_as_nothing() -> None:
    assert lay([], _place()) == Laid((), (), ())


@given(
    cells=st.lists(st.lists(st.sampled_from(["", "x", "Touch", "MRR", "Owner"]), max_size=6), max_size=6),
    n=st.integers(0, 5),
    at=st.integers(0, 3),
    chosen=st.booleans(),
)
def test_nothing_outside_what_was_offered_is_ever_filled(
    cells: list[list[str]], n: int, at: int, *, chosen: bool
) -> None:
    place = _place(tuple(range(1, n + 1)), at, chosen=chosen)
    laid = lay(cells, place)
    assert laid.ids == tuple(place.ids[: len(laid.ids)])
    assert set(laid.fields) <= set(_COLUMNS) - {"mrr"}
    assert len(set(laid.fields)) == len(laid.fields)
    assert len(laid.rows) == len(laid.ids)
    assert all(len(row) == len(laid.fields) for row in laid.rows)
    if not laid.headed:
        assert set(laid.fields) <= set(_COLUMNS[at:])
        assert chosen or len(laid.ids) + laid.rows_over == len(cells)
