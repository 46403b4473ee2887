"""What a draft would do: whom it is for and which bands they would get, without writing anything."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csops_desktop.domain.scoring.definition import Band, Definition, Scope
from csops_desktop.domain.scoring.evaluation import evaluate
from csops_desktop.domain.scoring.facts import Facts
from csops_desktop.domain.scoring.scores import Score
from csops_desktop.domain.scoring.sources import Source
from csops_desktop.services import score_facts
from csops_desktop.store import scopes, scorecards
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database
from csops_desktop.store.fact_rows import Asked

if TYPE_CHECKING:
    from csops_desktop.analysis.scoring import BookScores, Rescorer

_DRAFT = 0  # no version has this id


@dataclass(frozen=True, slots=True)
class Flow:
    """Customers who would go from one band to another, or stay."""

    before: Band
    after: Band
    customers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a draft would do to the customers it is for.

    Attributes:
        flows: by band before and after, best first; everybody stays where nothing was published before.
        compared: whether there is a published version to compare with.
    """

    flows: tuple[Flow, ...]
    compared: bool

    @property
    def size(self) -> int:
        """How many customers it is for."""
        return sum(len(flow.customers) for flow in self.flows)

    @property
    def moving(self) -> tuple[Flow, ...]:
        """Those who would change their band, most customers first."""
        moving = [flow for flow in self.flows if flow.before is not flow.after]
        return tuple(sorted(moving, key=lambda flow: -len(flow.customers)))

    @property
    def moved(self) -> int:
        """How many would change their band."""
        return sum(len(flow.customers) for flow in self.moving)

    def counts(self) -> dict[Band, int]:
        """Return how many would be in each band."""
        found = dict.fromkeys(Band, 0)
        for flow in self.flows:
            found[flow.after] += len(flow.customers)
        return found


class Trial:
    """A book in memory on which any number of drafts can be tried; no store is asked."""

    def __init__(
        self,
        rescorer: "Rescorer",
        names: Mapping[int, str],
        scope: Scope,
        sources: Collection[Source],
        published: Definition | None,
    ) -> None:
        self.names = names
        self._rescorer = rescorer
        self._scope = scope
        self._sources = frozenset(sources)
        self._published = published
        self._before: BookScores | None = None if published is None else rescorer.score(published)

    def covers(self, definition: Definition, published: Definition | None) -> bool:
        """Tell whether a draft can be tried on this book: it is for the same customers and asks nothing else."""
        same = definition.scope == self._scope and published == self._published
        return same and self._sources.issuperset(definition.sources)

    def run(self, definition: Definition) -> Forecast:
        """Return what a draft would do."""
        from csops_desktop.analysis.scoring import moves  # noqa: PLC0415 (heavy)

        after = self._rescorer.score(definition)
        before = after if self._before is None else self._before
        flows = tuple(Flow(move.before, move.after, move.customers) for move in moves(before, after))
        return Forecast(flows, compared=self._before is not None)


@dataclass(frozen=True, slots=True)
class WhatIfService:
    """The use cases around trying a draft."""

    database: Database

    def begin(self, card_id: int, definition: Definition) -> Trial:
        """Read the customers a draft would be for, and all it asks about them.

        Args:
            card_id: whose draft it is: the scorecards that count before it keep their customers.
            definition: the draft.
        """
        from csops_desktop.analysis.scoring import Rescorer  # noqa: PLC0415 (heavy)

        day = self.database.clock.today()
        with self.database.reading() as connection:
            ids = _whose(connection, card_id, definition.scope, day)
            published = _published(connection, card_id)
            sources = dict.fromkeys((*definition.sources, *(published.sources if published is not None else ())))
            book = score_facts.book(connection, sources, Asked(day, day), ids)
            names = {row[0]: row[1] for row in connection.run("SELECT id, name FROM customer")}
        return Trial(Rescorer(book, day), names, definition.scope, tuple(sources), published)

    def try_on(self, customer_id: int, definition: Definition) -> Score:
        """Return what one customer would get by a draft, whether or not it is for this customer."""
        day = self.database.clock.today()
        with self.database.reading() as connection:
            known = score_facts.facts(connection, definition.sources, Asked(day, day, (customer_id,)))
        return evaluate(definition, known.get(customer_id, Facts()), day)


def _whose(connection: Connection, card_id: int, scope: Scope, day: dt.date) -> list[int]:
    """Return the customers that would be scored by a draft."""
    by_card: dict[int, Scope] = {}
    current = {version.parent_id: version for version in scorecards.VERSIONS.current(connection)}
    for card in scorecards.cards(connection):
        if card.id == card_id:
            by_card[_DRAFT] = scope
        elif card.id in current:
            by_card[current[card.id].id] = current[card.id].definition.scope
    found, _none, _several = scopes.matched(connection, Asked(day, day), by_card)
    return found.get(_DRAFT, [])


def _published(connection: Connection, card_id: int) -> Definition | None:
    found = (version.definition for version in scorecards.VERSIONS.current(connection) if version.parent_id == card_id)
    return next(found, None)
