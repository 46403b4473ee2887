"""The draw: replayed by a second implementation, fair by counting, never changed silently."""

import datetime as dt
import hashlib
import json
import secrets
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops_desktop.domain.certification.draw import (
    Doubt,
    NoHandError,
    Pool,
    Slip,
    below,
    commitment,
    doubts,
    draw,
    numbers,
    pool_of,
)

DECK = {
    "A": {"A1": 1, "A2": 1, "A3": 2, "A4": 3},
    "G": {"G1": 1, "G2": 2, "G3": 3},
    "I": {f"I{n:02}": 0 for n in range(1, 8)},
    "R": {"R1": 1, "R2": 2, "R3": 2, "R4": 3},
}
BANNED = [("R4", "A4"), ("G3", "I01")]
EVERYTHING = (0, 99)


def _stranger(slip: Slip) -> dict[str, str]:
    """Draw again by the words of the help alone."""

    def text(value: object) -> bytes:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    banned = sorted(sorted(pair) for pair in slip.pool.banned)
    pool = {
        "band": list(slip.pool.band),
        "banned": banned,
        "cards": {dimension: dict(cards) for dimension, cards in slip.pool.cards.items()},
    }
    pool_hash = hashlib.sha256(text(pool)).hexdigest()
    seed = hashlib.sha256(text(["csops-draw/1", slip.secret, slip.word, pool_hash, slip.draw_id])).digest()
    counter = 0
    while True:
        hand: dict[str, str] = {}
        points = 0
        for dimension in sorted(slip.pool.cards):
            codes = sorted(slip.pool.cards[dimension])
            while True:
                number = int.from_bytes(hashlib.sha256(seed + counter.to_bytes(8, "big")).digest()[:8], "big")
                counter += 1
                if number < 2**64 // len(codes) * len(codes):
                    break
            hand[dimension] = codes[number % len(codes)]
            points += slip.pool.cards[dimension][hand[dimension]]
        met = any(set(pair) <= set(hand.values()) for pair in banned)
        if slip.pool.band[0] <= points <= slip.pool.band[1] and not met:
            return hand


def test_a_stranger_who_reads_the_help_draws_the_same_a_thousand_times() -> None:
    words = ["さくら", "café", "ありがとう", "  ", "𠮷野"]
    for n in range(1000):
        pool, refilled = pool_of(DECK, (4, 7), BANNED, met={"R1"} if n % 3 else set(), uses={"I01": n % 5})
        slip = draw(pool, secrets.token_hex(32), words[n % 5], f"2026-{n:04}", refilled)
        assert _stranger(slip) == slip.cards
        assert doubts(slip) == ()


def test_a_pinned_draw_never_changes() -> None:
    slip = draw(Pool((4, 7), DECK, frozenset(map(frozenset, BANNED))), "00" * 32, "さくら", "2026-0001")
    assert slip.pool.hash == "260065a4553530fdcbdb4ef1121597957d8c96c4accaceac3bb70d1ce6a29b02"
    assert slip.commitment == "d40916d8d1f28c51ed54671e3a9c29b124b97da6deb27ff912e004485346f953"
    assert slip.cards == {"A": "A4", "G": "G2", "I": "I07", "R": "R1"}


def test_every_hand_that_fits_is_drawn_as_often_as_the_others() -> None:
    pool = Pool((4, 7), DECK, frozenset(map(frozenset, BANNED)))
    hands = [
        (a, g, i, r)
        for a in DECK["A"] for g in DECK["G"] for i in DECK["I"] for r in DECK["R"]
        if pool.allows((a, g, i, r))
    ]  # fmt: skip
    drawn = Counter(tuple(draw(pool, f"{n:064x}", "word", str(n)).cards.values()) for n in range(4000))
    assert set(drawn) <= set(hands)
    expected = 4000 / len(hands)
    chi = sum((drawn[hand] - expected) ** 2 / expected for hand in hands)
    free = len(hands) - 1
    assert abs(chi - free) < 4 * (2 * free) ** 0.5  # a fixed sample: four standard deviations of chi-square


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7, 12, 1000])
def test_numbers_below_n_have_no_bias_of_the_remainder(n: int) -> None:
    top = 2**64 - 2**64 % n
    passed_over = [top, 2**64 - 1] if top < 2**64 else []
    assert below(iter([*passed_over, n + 1]), n) == 1 % n
    stream = numbers(b"seed")
    assert all(0 <= below(stream, n) < n for _ in range(50))


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        ({"word": "うめ"}, Doubt.CARDS),
        ({"secret": "01" * 32}, Doubt.COMMITMENT),
        ({"commitment": commitment("ff" * 32)}, Doubt.COMMITMENT),
        ({"version": "csops-draw/9"}, Doubt.VERSION),
        ({"draw_id": "2026-0002"}, Doubt.CARDS),
        ({"cards": {"A": "A1", "G": "G1", "I": "I01", "R": "R1"}}, Doubt.CARDS),
    ],
)
def test_a_slip_that_was_changed_is_doubted(change: dict[str, object], doubt: Doubt) -> None:
    slip = draw(Pool((4, 7), DECK), "00" * 32, "さくら", "2026-0001")
    assert doubt in doubts(replace(slip, **change))  # type: ignore[arg-type]


def test_a_word_typed_in_two_forms_draws_the_same() -> None:
    pool = Pool((4, 7), DECK)
    one, other = (draw(pool, "00" * 32, word, "1").cards for word in ("\u30ac", "\u30ab\u3099"))
    assert one == other


def test_cards_that_were_met_come_back_only_when_a_dimension_is_exhausted() -> None:
    pool, refilled = pool_of(DECK, EVERYTHING, met={"A1", "G1", "G2", "G3"})
    assert set(pool.cards["A"]) == {"A2", "A3", "A4"}
    assert set(pool.cards["G"]) == set(DECK["G"])
    assert refilled == ("G",)


def test_only_cards_within_one_use_of_the_least_used_are_drawn() -> None:
    pool, _refilled = pool_of(DECK, EVERYTHING, uses={"A1": 2, "A2": 1, "A3": 1, "R1": 5})
    assert set(pool.cards["A"]) == {"A2", "A3", "A4"}
    assert set(pool.cards["R"]) == {"R2", "R3", "R4"}


def test_evenness_gives_way_where_nothing_else_fits_the_band() -> None:
    pool, refilled = pool_of(DECK, (9, 9), uses={"A4": 9})
    assert "A4" in pool.cards["A"]
    assert refilled == ()
    with pytest.raises(NoHandError):
        pool_of(DECK, (10, 12))


@given(
    st.tuples(st.integers(0, 6), st.integers(3, 10)).filter(lambda band: band[0] <= band[1]),
    st.sets(st.sampled_from([code for cards in DECK.values() for code in cards])),
    st.text(max_size=10),
)
def test_whatever_was_met_a_hand_fits_the_band_and_the_rules(band: tuple[int, int], met: set[str], word: str) -> None:
    try:
        pool, refilled = pool_of(DECK, band, BANNED, met=met)
    except NoHandError:
        assert band[0] > 9 or band[1] < 3
        return
    slip = draw(pool, "ab" * 16, word, dt.date(2026, 1, 1).isoformat(), refilled)
    assert pool.allows(slip.cards.values())
    assert not {code for d, code in slip.cards.items() if d not in refilled} & met
    assert doubts(slip) == ()
