"""What a user can do with touch models: see and set how often their customers are to be talked to."""

from dataclasses import dataclass

from csops_desktop.domain.changes import Area, Outcome, Sentence
from csops_desktop.domain.touch import MOST_DAYS, MOST_MINUTES, TouchModel
from csops_desktop.domain.values import Reason
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.store import touch
from csops_desktop.store.engine import Database

_AREAS = Area.MATURITY | Area.CUSTOMERS


@dataclass(frozen=True, slots=True)
class TouchService:
    """The use cases around touch models."""

    database: Database

    def models(self) -> tuple[TouchModel, ...]:
        """Return the touch models, the closest first."""
        with self.database.reading() as connection:
            return touch.models(connection)

    def set_model(self, model: TouchModel) -> Outcome[None]:
        """Set cadence and minutes of a touch model; customers with a cadence of their own keep it.

        Raises:
            InvalidValueError: a number out of bounds.
        """
        for name, value, low, high in (
            ("cadence_days", model.cadence_days, 1, MOST_DAYS),
            ("minutes", model.minutes, 0, MOST_MINUTES),
        ):
            if not low <= value <= high:
                raise InvalidValueError(name, str(value), Reason.TOO_LOW if value < low else Reason.TOO_HIGH)
        sentence = Sentence("touch_model", {"touch": model.touch, "days": model.cadence_days, "minutes": model.minutes})
        with self.database.operation(sentence) as operation:
            touch.put(operation.connection, model)
        if not operation.changes:
            return Outcome(None, Area.NONE)
        return Outcome(None, _AREAS, sentence, operation.set_id)
