"""The draw of a persona: fair, and to be replayed by anybody who has the slip.

The algorithm, word for word as the help prints it, so that a stranger can write it again:

1. The *pool* is a JSON object: ``band`` (lowest and highest sum of points), ``banned`` (pairs of card codes that may
   not meet, each pair and the list sorted), ``cards`` (dimension → card code → points, only the cards that can be
   drawn). Its text is the JSON with keys sorted, without spaces, characters outside ASCII as they are, in UTF-8. The
   *pool hash* is its SHA-256 in hexadecimal.
2. Before the candidate says a word, pool hash and *commitment* are shown: SHA-256 of ``csops-draw/1|commit|``
   followed by the secret in hexadecimal.
3. The *seed* is the SHA-256 of the JSON list (written as above) of ``csops-draw/1``, the secret in hexadecimal, the
   word (Unicode NFC), the pool hash and the id of the draw.
4. The numbers are the first eight bytes, big-endian, of SHA-256(seed ‖ counter), the counter in eight bytes,
   big-endian, 0, 1, 2, … A number below n is x mod n of the next x that is less than the largest multiple of n up to
   2^64; others are passed over, so no remainder is likelier than another.
5. For each dimension, in alphabetical order of its code, a number below the count of its cards picks one of them, in
   alphabetical order of their codes. Where the points are outside the band or a banned pair is among the cards, all
   dimensions are picked again with the numbers that follow.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from csops_desktop.foundation.errors import CsopsError

VERSION = "csops-draw/1"
"""Changes with every change of the algorithm; a slip says by which it was drawn."""
_WORDS = 1 << 64
_MOST_TRIES = 1_000_000
_EXPOSURE = 1  # a card may have been used so many times more than the least used one


@dataclass(frozen=True, slots=True)
class Pool:
    """What can be drawn.

    Attributes:
        band: lowest and highest sum of points, both included.
        cards: dimension → card → points.
        banned: pairs of cards that may not meet.
    """

    band: tuple[int, int]
    cards: Mapping[str, Mapping[str, int]]
    banned: frozenset[frozenset[str]] = frozenset()

    @property
    def hash(self) -> str:
        """The SHA-256 of its text, in hexadecimal."""
        pairs = sorted(sorted(pair) for pair in self.banned)
        said = {"band": list(self.band), "banned": pairs, "cards": {d: dict(cs) for d, cs in self.cards.items()}}
        return hashlib.sha256(_text(said)).hexdigest()

    def allows(self, codes: Iterable[str]) -> bool:
        """Tell whether these cards, one of each dimension, can be a hand."""
        listed = list(codes)
        points = sum(self.cards[d][code] for d, code in zip(sorted(self.cards), listed, strict=True))
        low, high = self.band
        return low <= points <= high and not any(frozenset(pair) in self.banned for pair in combinations(listed, 2))


@dataclass(frozen=True, slots=True)
class Slip:
    """A draw with everything that it takes to replay it.

    Attributes:
        commitment: shown before the word was said.
        secret: in hexadecimal.
        cards: dimension → card.
        refilled: dimensions of which the candidate had met every card, so that they were all put back.
    """

    version: str
    draw_id: str
    pool: Pool
    commitment: str
    secret: str
    word: str
    cards: Mapping[str, str]
    refilled: tuple[str, ...] = ()


class Doubt(StrEnum):
    """What does not hold of a slip."""

    VERSION = "version"  # drawn by an algorithm that this program does not know
    COMMITMENT = "commitment"  # the secret is not the one that was committed to
    CARDS = "cards"  # the replay gives other cards


@dataclass(frozen=True)
class NoHandError(CsopsError):
    """No cards of the pool fit together: the band or the pairs leave nothing."""

    band: tuple[int, int]


def commitment(secret: str) -> str:
    """Return what is shown before the word is said.

    Args:
        secret: in hexadecimal.
    """
    return hashlib.sha256(f"{VERSION}|commit|{secret}".encode()).hexdigest()


def pool_of(
    deck: Mapping[str, Mapping[str, int]],
    band: tuple[int, int],
    banned: Iterable[tuple[str, str]] = (),
    *,
    met: Iterable[str] = (),
    uses: Mapping[str, int] | None = None,
) -> tuple[Pool, tuple[str, ...]]:
    """Return what can be drawn for a candidate, and the dimensions that had to be refilled.

    Args:
        deck: dimension → card → points.
        band: lowest and highest sum of points.
        banned: pairs that may not meet.
        met: cards that the candidate met in the last 12 months; they are left out while others are there.
        uses: card → how often it was drawn; only cards within one use of the least used of their dimension stay.

    Raises:
        NoHandError: not even all cards of the deck make a hand.
    """
    pairs = frozenset(frozenset(pair) for pair in banned)
    seen, used = set(met), uses or {}
    fresh = {d: {code: points for code, points in cards.items() if code not in seen} for d, cards in deck.items()}
    refilled = tuple(sorted(d for d, cards in fresh.items() if not cards))
    fresh = {d: cards or dict(deck[d]) for d, cards in fresh.items()}
    # Evenness gives way before freshness does, and both before there is no draw at all.
    for cards in ({d: _least_used(cards, used) for d, cards in fresh.items()}, fresh):
        pool = Pool(band, cards, pairs)
        if _any_hand(pool):
            return pool, refilled
    pool = Pool(band, {d: dict(cards) for d, cards in deck.items()}, pairs)
    if not _any_hand(pool):
        raise NoHandError(band)
    return pool, tuple(sorted(d for d in deck if any(code in seen for code in deck[d])))


def draw(pool: Pool, secret: str, word: str, draw_id: str, refilled: tuple[str, ...] = ()) -> Slip:
    """Return the slip of a draw.

    Args:
        pool: what can be drawn.
        secret: at least 16 random bytes in hexadecimal, made and committed to before the word was said.
        word: what the candidate said.
        draw_id: names the draw; never used twice.
        refilled: of ``pool_of``.

    Raises:
        NoHandError: no cards of the pool fit together.
    """
    said = unicodedata.normalize("NFC", word)
    cards = _hand(pool, _seed(pool, secret, said, draw_id))
    return Slip(VERSION, draw_id, pool, commitment(secret), secret, said, cards, refilled)


def doubts(slip: Slip) -> tuple[Doubt, ...]:
    """Replay a draw and return what does not hold of its slip; nothing when all does."""
    if slip.version != VERSION:
        return (Doubt.VERSION,)
    found = []
    if commitment(slip.secret) != slip.commitment:
        found.append(Doubt.COMMITMENT)
    try:
        replayed: Mapping[str, str] = _hand(slip.pool, _seed(slip.pool, slip.secret, slip.word, slip.draw_id))
    except NoHandError:
        replayed = {}
    if replayed != slip.cards:
        found.append(Doubt.CARDS)
    return tuple(found)


def numbers(seed: bytes) -> Iterator[int]:
    """Yield the 64-bit numbers of a seed."""
    counter = 0
    while True:
        yield int.from_bytes(hashlib.sha256(seed + counter.to_bytes(8, "big")).digest()[:8], "big")
        counter += 1


def below(stream: Iterator[int], n: int) -> int:
    """Return the next number below n, each as likely as the others."""
    limit = _WORDS - _WORDS % n
    return next(number for number in stream if number < limit) % n


def _hand(pool: Pool, seed: bytes) -> dict[str, str]:
    stream = numbers(seed)
    decks = {d: sorted(pool.cards[d]) for d in sorted(pool.cards)}
    for _try in range(_MOST_TRIES):
        hand = {d: codes[below(stream, len(codes))] for d, codes in decks.items()}
        if pool.allows(hand.values()):
            return hand
    raise NoHandError(pool.band)


def _seed(pool: Pool, secret: str, word: str, draw_id: str) -> bytes:
    return hashlib.sha256(_text([VERSION, secret, word, pool.hash, draw_id])).digest()


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _least_used(cards: Mapping[str, int], uses: Mapping[str, int]) -> dict[str, int]:
    least = min(uses.get(code, 0) for code in cards)
    return {code: points for code, points in cards.items() if uses.get(code, 0) <= least + _EXPOSURE}


def _any_hand(pool: Pool) -> bool:
    """Tell whether any cards fit together, by looking for them dimension by dimension."""
    decks = [sorted(pool.cards[d].items()) for d in sorted(pool.cards)]
    least = [sum(min(points for _code, points in deck) for deck in decks[at:]) for at in range(len(decks) + 1)]
    most = [sum(max(points for _code, points in deck) for deck in decks[at:]) for at in range(len(decks) + 1)]
    low, high = pool.band

    def found(at: int, points: int, hand: tuple[str, ...]) -> bool:
        if points + least[at] > high or points + most[at] < low:
            return False
        if at == len(decks):
            return True
        return any(
            found(at + 1, points + more, (*hand, code))
            for code, more in decks[at]
            if not any(frozenset((code, other)) in pool.banned for other in hand)
        )

    return found(0, 0, ())
