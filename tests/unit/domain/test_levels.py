"""Levels: which one the evidence shows, and what is missing for the next."""

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.maturity import Evidence, lacking, reached, unproven

_ITEMS = st.lists(st.integers(1, 4), max_size=12).map(
    lambda levels: [Evidence(at, level, f"{at}") for at, level in enumerate(levels)]
)


@given(_ITEMS, st.sets(st.integers(0, 11)))
def test_the_level_is_the_highest_whose_evidence_and_all_below_holds(items: list[Evidence], holding: set[int]) -> None:
    level = reached(items, holding)
    assert lacking(items, holding, level) == ()
    above = [item for item in items if item.level == level + 1]
    assert level == 4 or not above or any(item.id not in holding for item in above)


@given(_ITEMS, st.sets(st.integers(0, 11)), st.integers(0, 11))
def test_more_evidence_never_lowers_the_level(items: list[Evidence], holding: set[int], more: int) -> None:
    assert reached(items, holding | {more}) >= reached(items, holding)


def test_a_hole_below_keeps_the_level_down_and_is_named_first() -> None:
    items = [Evidence(1, 1, "a"), Evidence(2, 2, "b"), Evidence(3, 2, "c"), Evidence(4, 3, "d")]
    assert reached(items, {1, 3, 4}) == 1
    assert [item.text for item in lacking(items, {1, 3, 4}, 2)] == ["b"]


def test_a_level_without_evidence_cannot_be_shown() -> None:
    assert reached([Evidence(1, 1, "a"), Evidence(2, 3, "c")], {1, 2}) == 1
    assert reached([], set()) == 0


def test_what_needs_a_note_and_has_none_is_named() -> None:
    items = [Evidence(1, 1, "a", needs_proof=True), Evidence(2, 1, "b", needs_proof=True), Evidence(3, 1, "c")]
    assert [item.id for item in unproven(items, {1: "画面で見た", 2: " ", 3: ""})] == [2]
