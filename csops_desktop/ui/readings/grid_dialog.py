"""The entry grid: a month of usage, customers down, metrics across, for those who have no log to import."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.contract_life import months_after
from csops_desktop.domain.readings import UsageGrid
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.readings.entry_dialog import EntryDialog, number_of, number_problem
from csops_desktop.ui.readings.metric_dialog import MetricDialog
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import readings as say
from csops_desktop.wording import renewals

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from csops_desktop.domain.changes import Outcome

_WIDTH, _HEIGHT = 960, 460


class GridDialog(EntryDialog):
    """Type in a month. Alt+Left and Alt+Right turn to other months; nothing is written before the button."""

    def __init__(self, workbench: Workbench, customers: Sequence[int] | None, parent: QWidget) -> None:
        super().__init__(
            workbench,
            _("Enter usage"),
            _("One figure per customer and metric. Paste a block from a spreadsheet with Ctrl+V."),
            parent,
            width=_WIDTH,
        )
        theme = workbench.theme
        self._customers = None if customers is None else tuple(customers)
        self._grid: UsageGrid | None = None
        self._month = workbench.clock.today().replace(day=1)
        self.before = IconButton(theme, "caret-left", parent=self)
        self.after = IconButton(theme, "caret-right", parent=self)
        self.month = label("", bold=True)
        self.month.setMinimumWidth(theme.scaled(96))
        self.month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.scope = label("", "small", tone="3")
        self.add_metric = Button(theme, _("Add a metric…"), icon="plus", compact=True, parent=self)
        self.add_metric.setAutoDefault(False)
        self.before.describe(_("The month before"), "Alt+Left")
        self.after.describe(_("The month after"), "Alt+Right")
        bar = QHBoxLayout()
        bar.setSpacing(theme.px("space.4"))
        for widget in (self.before, self.month, self.after, self.scope):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.add_metric)
        self.content.addLayout(bar)
        self.empty = EmptyState(theme, "chart-bar", self)
        self.empty.hide()
        self._inner.addWidget(self.empty)
        self.finish(_HEIGHT)
        for keys, turn in (("Alt+Left", self._on_before), ("Alt+Right", self._on_after)):
            QShortcut(QKeySequence(keys), self, turn)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.add_metric.clicked.connect(self._on_metric)
        self.load()

    def load(self) -> None:
        """Read the month."""
        service, month, customers = self.bench.services.readings, self._month, self._customers
        self.month.setText(renewals.month(month))
        self.table.setEnabled(False)  # what was typed now would go to the month that is left
        self.after.setEnabled(month < self.bench.clock.today().replace(day=1))
        self.bench.tasks.query(lambda: service.grid(month, customers), self._show, owner=self)

    def _show(self, grid: UsageGrid) -> None:
        self._grid = grid
        texts, locked = {}, {}
        for row, (customer, _name) in enumerate(grid.customers):
            for column, metric in enumerate(grid.metrics):
                cell = grid.cells.get((customer, metric.id))
                if cell is None:
                    continue
                texts[row, column] = say.value(cell.value) if cell.n > 1 else say.plain(cell.value)
                if cell.n > 1:
                    text = ngettext(
                        "{n} reading of this month, to be put right on the customer's page",
                        "{n} readings of this month, to be put right on the customer's page",
                        cell.n,
                    )
                    locked[row, column] = text.format(n=f"{cell.n:,}")
        heads = [metric.name + (f" ({metric.unit})" if metric.unit else "") for metric in grid.metrics]
        names = [name for _id, name in grid.customers]
        self.table.cells.put(names, heads, texts, locked=locked, check=lambda _column, text: number_problem(text))
        self.table.fit_columns()
        self.table.setEnabled(True)
        n = len(grid.customers)
        wanted = n if self._customers is None else len(self._customers)
        text = ngettext("{n} customer", "{n} customers", n) if wanted <= n else _("the first {n} of {all} customers")
        self.scope.setText(text.format(n=f"{n:,}", all=f"{wanted:,}"))
        nothing = not grid.metrics or not grid.customers
        self.table.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self.empty.set_words(
            _("No metric yet") if grid.customers else _("No customer yet"),
            _("Add what you count of the use of your product: log-ins, users, documents."),
        )
        if nothing:
            self.add_metric.setFocus()
        else:
            self.table.begin()

    def write(self) -> "Callable[[], Outcome[Any]]":
        """Override EntryDialog.write."""
        grid, service = self._grid, self.bench.services.readings
        if grid is None:
            raise AssertionError("there is nothing to write before the month is read")
        wanted = {
            (grid.customers[row][0], grid.metrics[column].id): number_of(text)
            for (row, column), text in self.table.cells.changes().items()
        }
        month: dt.date = grid.month
        return lambda: service.enter(month, wanted)

    def _turn(self, months: int) -> None:
        if self.ask_before_losing():
            self._month = months_after(self._month, months)
            self.load()

    @Slot()
    def _on_before(self) -> None:
        self._turn(-1)

    @Slot()
    def _on_after(self) -> None:
        if self.after.isEnabled():
            self._turn(1)

    @Slot()
    def _on_metric(self) -> None:
        if not self.ask_before_losing():
            return
        service = self.bench.services.readings
        dialog = MetricDialog(self.bench.theme, self)
        dialog.finished.connect(self.load)
        dialog.carry_out(self.bench.tasks, lambda given: service.add_metric(given.name, given.unit, given.adds_up))
