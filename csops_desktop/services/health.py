"""What a user can see of the health of all customers: where they stand, how they got there, what the seasons do."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csops_desktop.domain.health import TRAIL_DAYS, HealthBook
from csops_desktop.domain.health_seasons import Seasons, seasons
from csops_desktop.domain.scoring.outcomes import Churn
from csops_desktop.domain.scoring.shown import Version
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.foundation.progress import Cancelled, Progress, never, no_progress
from csops_desktop.store import contracts, health, scorecards, settings
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

if TYPE_CHECKING:
    from csops_desktop.analysis.backtest import BackTest

Trail = tuple[tuple[dt.date, int, int], ...]
_YEARS = 3


@dataclass(frozen=True, slots=True)
class HealthService:
    """The use cases of looking at the health of the whole book."""

    database: Database

    def book(self, card_id: int | None = None) -> HealthBook:
        """Return everybody who is scored by a scorecard.

        Args:
            card_id: of the scorecard; without one, or when it is gone, the one that scores most customers.
        """
        self.database.turn_day()
        today = self.database.clock.today()
        return self.database.quietly(lambda connection: _book(connection, card_id, today))

    def trails(self, ids: Iterable[int]) -> Mapping[int, Trail]:
        """Return the way of customers on the plane of the axes in the last 90 days: day, and points of both."""
        since = self.database.clock.today() - dt.timedelta(days=TRAIL_DAYS)
        wanted = tuple(ids)
        return self.database.quietly(lambda connection: health.trails(connection, wanted, since))

    def versions(self, card_id: int) -> tuple[Version, ...]:
        """Return the published versions of a scorecard, the newest first."""
        with self.database.reading() as connection:
            return tuple(each for each in scorecards.VERSIONS.all(connection, card_id) if each.number is not None)

    def proof(
        self,
        version: Version,
        horizon: int,
        churn: Churn,
        *,
        progress: Progress = no_progress,
        cancelled: Cancelled = never,
    ) -> "Proof":
        """Return whether a version told those who churned from those who stayed; beside the store worker.

        Args:
            version: of a scorecard.
            horizon: days after a score in which something counts as its consequence.
            churn: what counts as churn.
            progress: called with days of the past done, and all.
            cancelled: asked between them.

        Raises:
            CancelledError: the user stopped.
        """
        from csops_desktop.analysis.backtest import back_test  # noqa: PLC0415 (heavy)
        from csops_desktop.services import back_cases  # noqa: PLC0415 (heavy)

        found = back_cases.cases(self.database, version.id, horizon, churn, progress=progress, cancelled=cancelled)
        keys = [measure.key for measure in version.definition.measures]
        test = back_test(found, keys, cancelled=cancelled)
        if cancelled():
            raise CancelledError
        named = {*test.hits, *test.misses, *test.false_alarms, *test.unjudged}
        names = self.database.quietly(lambda connection: health.names(connection, named))
        return Proof(version, horizon, churn, test, names)

    def seasons(self) -> Seasons:
        """Return the months of this fiscal year and of the two before, side by side."""
        today = self.database.clock.today()
        since = today.replace(year=today.year - _YEARS - 1, day=1)
        with self.database.reading() as connection:
            start = int(settings.get(connection, StoreSetting.FISCAL_YEAR_START.value.name) or 4)
        bands = self.database.quietly(lambda connection: health.month_bands(connection, since))
        rows = self.database.quietly(contracts.all_contracts)
        return seasons(rows, bands, today, start, _YEARS)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a version's scores said about what came afterwards.

    Attributes:
        names: of the customers that are named.
    """

    version: Version
    horizon: int
    churn: Churn
    test: "BackTest"
    names: Mapping[int, str]


def _book(connection: Connection, card_id: int | None, today: dt.date) -> HealthBook:
    every = [card for card in scorecards.cards(connection) if card.archived_on is None]
    cards = tuple(card for card in every if card.current is not None)
    chosen = next((card for card in cards if card.id == card_id), None)
    if chosen is None and cards:
        used = health.used(connection)
        chosen = max(cards, key=lambda card: used.get(card.id, 0))  # of equal ones the first
    if chosen is None or chosen.current is None:
        return HealthBook(cards, bool(every), any_customer=health.any_customer(connection))
    version = scorecards.VERSIONS.get(connection, chosen.current.id)
    lines = health.lines(connection, chosen.id, today, today - dt.timedelta(days=TRAIL_DAYS))
    return HealthBook(
        cards,
        drafts=False,
        card=version,
        lines=lines,
        unscored=health.unscored(connection),
        any_customer=health.any_customer(connection),
    )
