"""Touch models as they are set in the store."""

from csops_desktop.domain.touch import TouchModel
from csops_desktop.store.connection import Connection


def models(connection: Connection) -> tuple[TouchModel, ...]:
    """Return the touch models, the closest first."""
    rows = connection.run("SELECT touch, cadence_days, minutes FROM touch_model ORDER BY id")
    return tuple(TouchModel(*row) for row in rows)


def put(connection: Connection, model: TouchModel) -> None:
    """Set a touch model."""
    connection.run(
        "UPDATE touch_model SET cadence_days = ?, minutes = ? WHERE touch = ?",
        (model.cadence_days, model.minutes, model.touch),
    )
