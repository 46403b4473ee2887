"""What a user can find out about levels over time: how long they take, who is stuck, who moved in which month."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from csops_desktop.domain import level_moves as moves
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.level_moves import LevelReport, Line, Month, Stuck, TimeToLevel, Track
from csops_desktop.domain.maturity import LEVELS
from csops_desktop.foundation.errors import NotFoundError
from csops_desktop.store import level_moves, maturity, records
from csops_desktop.store.engine import Database


@dataclass(frozen=True, slots=True)
class LevelMovesService:
    """The use cases around the movement of customers between levels."""

    database: Database

    def tracks(self, product_id: int) -> tuple[Track, ...]:
        """Return the way of every customer of a product that is not archived."""
        return self.database.quietly(lambda connection: level_moves.tracks(connection, product_id))

    def report(self, product_id: int) -> LevelReport:
        """Return how the customers of a product move, or raise NotFoundError; with many customers it takes a moment."""
        from csops_desktop.analysis import maturity as figures  # noqa: PLC0415 (numpy, only when asked for)

        today = self.database.clock.today()
        with self.database.reading() as connection:
            if not records.exists(connection, Kind.PRODUCTS, product_id):
                raise NotFoundError(Kind.PRODUCTS.value, product_id)
            model = maturity.model(connection, product_id)
        tracks = self.tracks(product_id)
        times: dict[int, TimeToLevel] = {}
        for level in LEVELS:
            waits = (track.wait_for(level, today) for track in tracks)
            found = figures.time_to(figures.Spell(*wait) for wait in waits if wait is not None)
            times[level] = TimeToLevel(found.median, found.n, found.done)
        staying, names = moves.staying(tracks, today), {track.customer_id: track.customer for track in tracks}
        lines: dict[int, Line] = {}
        stuck: list[Stuck] = []
        for level, days in moves.moved_on(tracks, today).items():
            line = figures.stuck_line(days)
            if line is None:
                continue
            lines[level] = Line(line.days, line.n)
            there = staying[level]
            stuck += [Stuck(id_, names[id_], level, there[id_], line.days) for id_ in figures.stuck(there, line)]
        stuck.sort(key=lambda each: (-each.days, each.customer_id))
        return LevelReport(
            product_id,
            model.name,
            today,
            {level.level: level.name for level in model.levels},
            times,
            lines,
            staying,
            tuple(stuck),
            _months(tracks, today),
            names,
        )


def _months(tracks: Sequence[Track], today: dt.date) -> tuple[Month, ...]:
    from csops_desktop.analysis import maturity as figures  # noqa: PLC0415 (numpy, only when asked for)

    firsts = moves.months(tracks, today)
    if not firsts:
        return ()
    before = moves.levels_on(tracks, moves.last_day((firsts[-1] - dt.timedelta(days=1)).replace(day=1), today))
    found: list[Month] = []
    for first in reversed(firsts):
        after = moves.levels_on(tracks, moves.last_day(first, today))
        found.append(Month(first, figures.movements(before, after)))
        before = after
    return tuple(reversed(found))
