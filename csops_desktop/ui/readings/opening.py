"""Opens the readings of a metric at one of them: what a number of a score rests on."""

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.readings import Trend
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.readings.readings_dialog import ReadingsDialog
from csops_desktop.ui.state import Workbench


def open_reading(workbench: Workbench, customer: tuple[int, str], reading_id: int, parent: QWidget) -> None:
    """Show a reading of a customer (id, name) among those of its metric, or say that it is gone."""
    service = workbench.services.readings

    def find() -> Trend | None:
        place = service.place(reading_id)
        trends = service.trends(customer[0])
        return next((trend for trend in trends if place == (customer[0], trend.metric.id)), None)

    def show(found: Trend | None) -> None:
        if found is None:
            workbench.messages.toast(_("This reading is gone"), icon="info")
        else:
            ReadingsDialog(workbench, customer, found.metric, parent, at=reading_id).open()

    workbench.tasks.query(find, show, owner=parent)
