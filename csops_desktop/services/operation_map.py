"""What a user can do with the operation map of a product: look at the whole book on it, and plan what is done where."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from csops_desktop.domain import level_moves as moves
from csops_desktop.domain.changes import Area, Outcome, Scalar, Sentence
from csops_desktop.domain.fields import TOUCHES, Kind
from csops_desktop.domain.level_moves import Track
from csops_desktop.domain.maturity import LEVELS, PlannedAction
from csops_desktop.domain.operation_map import COLUMNS, MOVED_DAYS, MapBook, Stays
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError, NotFoundError
from csops_desktop.store import maturity, operation_map, records, settings, touch
from csops_desktop.store.connection import Connection
from csops_desktop.store.engine import Database

MOST_MINUTES = 60_000
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class MapProduct:
    """A product that can have a map.

    Attributes:
        customers: that use it and are not in the archive.
        levels: whether it has levels.
    """

    id: int
    name: str
    customers: int
    levels: bool


@dataclass(frozen=True, slots=True)
class OperationMapService:
    """The use cases around the operation map."""

    database: Database

    def products(self) -> tuple[MapProduct, ...]:
        """Return all products."""
        with self.database.reading() as connection:
            return tuple(
                MapProduct(*row) for row in operation_map.products(connection, self.database.clock.today().isoformat())
            )

    def book(self, product_id: int) -> MapBook:
        """Return everything the map of a product shows, or raise NotFoundError; with many it takes a moment."""
        today = self.database.clock.today()
        with self.database.reading() as connection:
            if not records.exists(connection, Kind.PRODUCTS, product_id):
                raise NotFoundError(Kind.PRODUCTS.value, product_id)
            model = maturity.model(connection, product_id)
            placed = operation_map.placed(connection, product_id, today.isoformat())
            actions = operation_map.actions(connection, product_id)
            models = touch.models(connection)
            capacity = operation_map.capacity(connection)
            currency = str(settings.get(connection, StoreSetting.CURRENCY.value.name) or "JPY")
        from csops_desktop.analysis import maturity as figures  # noqa: PLC0415 (numpy, only when asked for)

        tracks = [each.track for each in placed]
        before = moves.levels_on(tracks, today - dt.timedelta(days=MOVED_DAYS))
        return MapBook(
            product_id,
            model.name,
            today,
            model.levels,
            model.evidence,
            tuple(actions),
            tuple(placed),
            model.shares,
            {each.touch: each.minutes for each in models},
            capacity,
            self._stays(tracks),
            figures.movements(before, moves.levels_on(tracks, today)),
            currency,
        )

    def _stays(self, tracks: Sequence[Track]) -> dict[int, Stays]:
        from csops_desktop.analysis import maturity as figures  # noqa: PLC0415 (numpy, only when asked for)

        today = self.database.clock.today()
        there, gone = moves.staying(tracks, today), moves.moved_on(tracks, today)
        spells: dict[int, list[figures.Spell]] = {level: [] for level in COLUMNS}
        for track in tracks:
            for stay in track.stays(today):
                spells[stay.level].append(figures.Spell(stay.days(today), stay.risen))
        found: dict[int, Stays] = {}
        for level in COLUMNS:
            line = figures.stuck_line(gone[level]) if level < LEVELS[-1] else None
            median = figures.time_to(spells[level]).median if level < LEVELS[-1] else None
            stuck = figures.stuck(there[level], line)
            found[level] = Stays(median, None if line is None else line.days, len(gone[level]), stuck)
        return found

    def add_action(self, product_id: int, plan: PlannedAction) -> Outcome[int]:
        """Plan an action, as the last of its cell; returns its id.

        Raises:
            NotFoundError: the product is gone.
            InvalidValueError: no title, or a number out of bounds.
        """
        _check(plan)
        with self.database.operation(_sentence("action_added", plan)) as operation:
            if not records.exists(operation.connection, Kind.PRODUCTS, product_id):
                raise NotFoundError(Kind.PRODUCTS.value, product_id)
            made = operation_map.insert(operation.connection, product_id, plan)
        return Outcome(made, Area.MATURITY, operation.sentence, operation.set_id)

    def change_action(self, action_id: int, plan: PlannedAction) -> Outcome[None]:
        """Change what an action is, or where it stands.

        Raises:
            NotFoundError: it is gone.
            InvalidValueError: no title, or a number out of bounds.
        """
        _check(plan)
        with self.database.operation(_sentence("action_changed", plan)) as operation:
            _found(operation.connection, action_id)
            operation_map.update(operation.connection, action_id, plan)
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, Area.MATURITY, operation.sentence, operation.set_id)

    def delete_action(self, action_id: int) -> Outcome[None]:
        """Take an action out of the plan, or raise NotFoundError."""
        with self.database.operation(Sentence("action_deleted")) as operation:
            operation.sentence = _sentence("action_deleted", _found(operation.connection, action_id))
            operation_map.delete(operation.connection, action_id)
        return Outcome(None, Area.MATURITY, operation.sentence, operation.set_id)

    def order_actions(self, ids: Iterable[int]) -> Outcome[None]:
        """Put the actions of a cell in this order, or raise NotFoundError."""
        wanted = list(ids)
        with self.database.operation(Sentence("actions_ordered")) as operation:
            plans = [_found(operation.connection, each) for each in wanted]
            if plans:
                operation.sentence = _sentence("actions_ordered", plans[0])
                operation_map.order(operation.connection, wanted)
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, Area.MATURITY, operation.sentence, operation.set_id)


def _check(plan: PlannedAction) -> None:
    if not plan.title.strip():
        raise InvalidValueError("title", "", Reason.REQUIRED)
    if len(plan.title) > _LONGEST:
        raise InvalidValueError("title", plan.title, Reason.TOO_HIGH)
    if plan.minutes is not None and not 0 <= plan.minutes <= MOST_MINUTES:
        reason = Reason.TOO_LOW if plan.minutes < 0 else Reason.TOO_HIGH
        raise InvalidValueError("minutes", str(plan.minutes), reason)
    if plan.level not in LEVELS or plan.touch not in TOUCHES:
        raise InvalidValueError("level", str(plan.level), Reason.TOO_HIGH)


def _found(connection: Connection, action_id: int) -> PlannedAction:
    found = operation_map.action(connection, action_id)
    if found is None:
        raise NotFoundError("level_action", action_id)
    return found[1]


def _sentence(key: str, plan: PlannedAction) -> Sentence:
    data: dict[str, Scalar] = {"title": plan.title, "level": plan.level, "touch": plan.touch}
    return Sentence(key, data)
