"""The scores of a whole book, for pages that show all customers at once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.analysis.book import Book
from csops_desktop.analysis.scoring import BookScores, score_book
from csops_desktop.domain.scoring.definition import Band, Definition
from csops_desktop.services import score_facts
from csops_desktop.store import scopes, scored
from csops_desktop.store.connection import Connection
from csops_desktop.store.fact_rows import Asked

_MANY = 500  # from here on, asking for all is faster than naming each


@dataclass(frozen=True, slots=True)
class ScoredBook:
    """The scores of many customers; every tuple runs along ``ids``.

    Attributes:
        owner: id of a member.
        mrr: smallest currency unit.
        axis_1, axis_2: points of the axes, 0 to 100; their sum is the total.
        change_30: against the score of 30 days ago, None without one.
        version_id: by which it was computed; 0: by a draft.
        computed: what a draft gave, for more than stands here.
    """

    day: dt.date
    ids: tuple[int, ...]
    names: tuple[str, ...]
    owner: tuple[int | None, ...]
    mrr: tuple[int, ...]
    renewal_on: tuple[dt.date | None, ...]
    axis_1: tuple[int, ...]
    axis_2: tuple[int, ...]
    total: tuple[int, ...]
    high: tuple[int, ...]
    band: tuple[Band, ...]
    coverage: tuple[int, ...]
    change_30: tuple[int | None, ...]
    version_id: tuple[int, ...]
    computed: BookScores | None = None

    def __len__(self) -> int:
        """Return how many customers there are."""
        return len(self.ids)


def standing(connection: Connection, card_id: int | None, today: dt.date) -> ScoredBook:
    """Return the scores as they stand, of one scorecard or of all."""
    rows = scored.standing(connection, card_id)
    columns = list(zip(*rows, strict=True)) or [() for _ in range(13)]
    ids, names, owner, mrr, renewal, change, one, other, total, high, band, coverage, version = columns
    bands = {each.value: each for each in Band}
    return ScoredBook(
        today, ids, names, owner, mrr, _days(renewal), one, other, total, high,
        tuple(bands[each] for each in band), coverage, change, version,
    )  # fmt: skip


def tried(connection: Connection, definition: Definition, today: dt.date) -> ScoredBook:
    """Return the scores that a draft would give to those it is for."""
    book, _day, _names = facts(connection, definition, today)
    found = score_book(definition, book, today)
    ids = tuple(found.ids.tolist())
    beside = scored.beside(connection, _asked(today, ids))
    names, owner, mrr, renewal, change = zip(*(beside[id_] for id_ in ids), strict=True) if ids else ((),) * 5
    return ScoredBook(
        today, ids, names, owner, mrr, _days(renewal), tuple(found.axes[0].tolist()), tuple(found.axes[1].tolist()),
        tuple(found.low.tolist()), tuple(found.high.tolist()), tuple(found.bands), tuple(found.coverage.tolist()),
        change, (0,) * len(ids), found,
    )  # fmt: skip


def facts(connection: Connection, definition: Definition, today: dt.date) -> tuple[Book, dt.date, dict[int, str]]:
    """Return the facts of those a scorecard is for, the day, and their names."""
    everybody = Asked(today, today)
    ids = scopes.matched(connection, everybody, {0: definition.scope})[0][0]
    asked = _asked(today, ids)
    names = {id_: row[0] for id_, row in scored.beside(connection, asked).items()}
    book = score_facts.book(connection, definition.sources, asked, ids)
    return book, today, {id_: names[id_] for id_ in ids}


def _asked(today: dt.date, ids: Sequence[int]) -> Asked:
    return Asked(today, today, None if len(ids) > _MANY else ids)


def _days(texts: Sequence[str | None]) -> tuple[dt.date | None, ...]:
    return tuple(None if text is None else dt.date.fromisoformat(text) for text in texts)
