"""The readings of a customer and a metric one by one: put right by typing, deleted by emptying."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Field, FieldType
from csops_desktop.domain.readings import Metric, Reading
from csops_desktop.domain.values import parse
from csops_desktop.foundation.errors import InvalidValueError
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.readings.entry_dialog import EntryDialog, number_of, number_problem
from csops_desktop.ui.state import Workbench
from csops_desktop.wording import errors
from csops_desktop.wording import readings as say
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from collections.abc import Callable

    from csops_desktop.domain.changes import Outcome

_DAY, _VALUE = 0, 1
_DATE = Field("on_day", FieldType.DATE, required=True)
_WIDTH, _HEIGHT = 560, 380


class ReadingsDialog(EntryDialog):
    """The latest readings, newest first."""

    def __init__(
        self, workbench: Workbench, customer: tuple[int, str], metric: Metric, parent: QWidget, *, at: int | None = None
    ) -> None:
        body = _("Type over what is wrong. A reading whose value is emptied is deleted.")
        title = _("{metric} of {customer}").format(metric=metric.name, customer=customer[1])
        super().__init__(workbench, title, body, parent, width=_WIDTH)
        self._readings: tuple[Reading, ...] = ()
        self._metric, self._at = metric, at
        self.finish(_HEIGHT)
        service = workbench.services.readings
        workbench.tasks.query(lambda: service.of(customer[0], metric.id), self._show, owner=self)

    def _show(self, found: tuple[Reading, ...]) -> None:
        self._readings = found
        texts = {}
        for row, reading in enumerate(found):
            texts[row, _DAY], texts[row, _VALUE] = show.date(reading.on_day), say.plain(reading.value)
        unit = self._metric.unit
        heads = [_("Day"), _("Value") + (f" ({unit})" if unit else "")]
        rows = [reading.product or str(at) for at, reading in enumerate(found, 1)]
        self.table.cells.put(rows, heads, texts, check=self._problem)
        self.table.verticalHeader().setFixedWidth(self.theme.scaled(120 if any(r.product for r in found) else 48))
        self.table.fit_columns(150)
        place = next((at for at, reading in enumerate(found) if reading.id == self._at), 0)
        if found:
            self.table.begin((place, _VALUE))
            self.table.scrollTo(self.table.currentIndex())
        n = len(found)
        self.note.setText(ngettext("{n} reading", "{n} readings", n).format(n=show.number(n)))

    def _problem(self, column: int, text: str) -> str:
        if column == _VALUE:
            return number_problem(text)
        try:
            parse(_DATE, text, today=self.bench.clock.today())
        except InvalidValueError as error:
            return errors.sentence(error)
        return ""

    def write(self) -> "Callable[[], Outcome[Any]]":
        """Override EntryDialog.write."""
        service, today = self.bench.services.readings, self.bench.clock.today()
        changed = self.table.cells.changes()
        wanted: dict[int, tuple[dt.date, float] | None] = {}
        for row in {row for row, _column in changed}:
            reading = self._readings[row]
            value = number_of(changed[row, _VALUE]) if (row, _VALUE) in changed else reading.value
            day = parse(_DATE, changed[row, _DAY], today=today) if (row, _DAY) in changed else reading.on_day
            wanted[reading.id] = None if value is None or not isinstance(day, dt.date) else (day, value)
        return lambda: service.amend(wanted)
