"""Splitting what somebody hands over: fair, complete, and the choices kept."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.handover import HandOver, Holding, shares, split

LEAVER, COLLEAGUE, GONE = 1, 2, 3
TAKERS = (2, 4, 5)
holdings = st.lists(
    st.builds(
        Holding,
        customer_id=st.integers(1, 500),
        owner_id=st.sampled_from([LEAVER, LEAVER, LEAVER, COLLEAGUE, GONE, None]),
        mrr=st.integers(0, 10**6),
        actions=st.integers(0, 3),
    ),
    unique_by=lambda holding: holding.customer_id,
    max_size=60,
)


@given(holdings, st.integers(1, 3))
def test_everything_finds_a_taker_and_numbers_differ_by_one_at_most(found: list[Holding], n: int) -> None:
    decided = HandOver(LEAVER, TAKERS[:n])
    result = split(found, decided, {2, 4, 5})
    assert result.keys() == {holding.customer_id for holding in found}
    assert set(result.values()) <= {*TAKERS[:n], COLLEAGUE}
    own = Counter(result[holding.customer_id] for holding in found if holding.owner_id in (LEAVER, None, GONE))
    counts = [own[taker] for taker in TAKERS[:n]]
    assert max(counts) - min(counts) <= 1
    assert all(result[holding.customer_id] == COLLEAGUE for holding in found if holding.owner_id == COLLEAGUE)


@given(holdings, st.dictionaries(st.integers(1, 500), st.sampled_from(TAKERS)))
def test_what_is_chosen_goes_where_it_was_put(found: list[Holding], chosen: dict[int, int]) -> None:
    result = split(found, HandOver(LEAVER, TAKERS, chosen), {2, 4, 5})
    assert all(
        result[holding.customer_id] == chosen.get(holding.customer_id, result[holding.customer_id]) for holding in found
    )
    total = shares(found, result, LEAVER)
    mine = [holding for holding in found if holding.owner_id == LEAVER]
    assert sum(share.customers for share in total.values()) == len(mine)
    assert sum(share.mrr for share in total.values()) == sum(holding.mrr for holding in mine)
    assert sum(share.others for share in total.values()) == sum(holding.actions for holding in found)


def test_large_customers_are_spread() -> None:
    found = [Holding(n, owner_id=LEAVER, mrr=mrr) for n, mrr in enumerate((900, 800, 10, 5), start=1)]
    result = split(found, HandOver(LEAVER, (4, 5)), {4, 5})
    assert result[1] != result[2]
    assert Counter(result.values()) == {4: 2, 5: 2}
