"""What a user can see of the health of all customers: where they stand, how they got there, what the seasons do."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from csops_desktop.domain.health import TRAIL_DAYS, HealthBook
from csops_desktop.domain.health_seasons import Seasons, seasons
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.store import contracts, health, scorecards, settings
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

Trail = tuple[tuple[dt.date, int, int], ...]
_YEARS = 3


@dataclass(frozen=True, slots=True)
class HealthService:
    """The use cases of looking at the health of the whole book."""

    database: Database

    def book(self, card_id: int | None = None) -> HealthBook:
        """Return everybody who is scored by a scorecard.

        Args:
            card_id: of the scorecard; without one, or when it is gone, the first that scores somebody.
        """
        self.database.turn_day()
        today = self.database.clock.today()
        return self.database.quietly(lambda connection: _book(connection, card_id, today))

    def any_card(self) -> bool:
        """Tell whether there is a scorecard."""
        with self.database.reading() as connection:
            return bool(scorecards.cards(connection))

    def trails(self, ids: Iterable[int]) -> Mapping[int, Trail]:
        """Return the way of customers on the plane of the axes in the last 90 days: day, and points of both."""
        since = self.database.clock.today() - dt.timedelta(days=TRAIL_DAYS)
        wanted = tuple(ids)
        return self.database.quietly(lambda connection: health.trails(connection, wanted, since))

    def seasons(self) -> Seasons:
        """Return the months of this fiscal year and of the two before, side by side."""
        today = self.database.clock.today()
        since = today.replace(year=today.year - _YEARS - 1, day=1)
        with self.database.reading() as connection:
            start = int(settings.get(connection, StoreSetting.FISCAL_YEAR_START.value.name) or 4)
        bands = self.database.quietly(lambda connection: health.month_bands(connection, since))
        rows = self.database.quietly(contracts.all_contracts)
        return seasons(rows, bands, today, start, _YEARS)


def _book(connection: Connection, card_id: int | None, today: dt.date) -> HealthBook:
    every = [card for card in scorecards.cards(connection) if card.archived_on is None]
    cards = tuple(card for card in every if card.current is not None)
    chosen = next((card for card in cards if card.id == card_id), None)
    if chosen is None and cards:
        used = health.used(connection)
        chosen = next((card for card in cards if card.id in used), cards[0])
    if chosen is None or chosen.current is None:
        return HealthBook(cards, bool(every), any_customer=health.any_customer(connection))
    version = scorecards.version(connection, chosen.current.id)
    lines = health.lines(connection, chosen.id, today, today - dt.timedelta(days=TRAIL_DAYS))
    return HealthBook(
        cards,
        drafts=False,
        card=version,
        lines=lines,
        unscored=health.unscored(connection),
        any_customer=health.any_customer(connection),
    )
