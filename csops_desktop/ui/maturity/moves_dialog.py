"""How customers of a product move between levels: how long they take, who is stuck, who moved in a month."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QTreeWidgetItem, QVBoxLayout, QWidget

from csops_desktop.domain.level_moves import LevelReport, Movement
from csops_desktop.domain.maturity import LEVELS
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.dialogs import HouseDialog
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import PlainTree, framed
from csops_desktop.wording import maturity as say
from csops_desktop.wording import values as show
from csops_desktop.wording.renewals import month as month_name

_WIDTH = 980
_ROWS_SHOWN = 15
_LEVELS_SHOWN = 5
_CELLS: tuple[int | None, ...] = (None, 0, *LEVELS)


class _Listed(PlainTree):
    """Customers; Enter opens one."""

    opened = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        if Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.chosen():
            self.opened.emit(self.chosen()[0])
        else:
            super().keyPressEvent(event)


class _Matrix(PlainTree):
    """Levels before as rows, levels after as columns; the arrows go from cell to cell."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        columns = len(_CELLS) + 1
        super().__init__(workbench.theme, len(_CELLS), parent, columns=columns, numbers=range(1, columns))
        self.setSelectionBehavior(PlainTree.SelectionBehavior.SelectItems)
        self.setAllColumnsShowFocus(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        item = self.currentItem()
        if by is None or item is None:
            super().keyPressEvent(event)
            return
        self.setCurrentItem(item, max(1, min(self.columnCount() - 1, self.currentColumn() + by)))


class MovesDialog(HouseDialog):
    """Three tables of a product; a row or a cell shows its customers at the right.

    Signals:
        customer_wanted(int): the page of a customer is to be shown.
    """

    customer_wanted = Signal(int)

    def __init__(self, workbench: Workbench, report: LevelReport, parent: QWidget) -> None:
        title = _("How customers move: {product}").format(product=report.product)
        n = len(report.customers)
        population = ngettext("{n} customer", "{n} customers", n).format(n=f"{n:,}")
        body = _("{customers}, as of {day}. Archived customers are left out.")
        super().__init__(
            workbench.theme,
            title,
            body.format(customers=population, day=show.date_with_weekday(report.today)),
            width=_WIDTH,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report = report
        theme = workbench.theme
        self.levels = PlainTree(theme, _LEVELS_SHOWN, self, columns=5, numbers=(1, 2, 3, 4))
        self.month = QComboBox(self)
        self.matrix = _Matrix(workbench, self)
        self.customers = _Listed(theme, _ROWS_SHOWN, self, columns=3, numbers=(1, 2))
        self._whom = label("", "small", bold=True, wrap=True)
        self._hint = label("", "caption", tone="3", wrap=True)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(theme.px("space.4"))
        left.addWidget(label(_("Time to each level, stuck customers"), "small", bold=True))
        left.addWidget(framed(self.levels, self))
        left.addWidget(self._hint)
        head = QHBoxLayout()
        head.addWidget(label(_("Movement in a month (rows: before, columns: after)"), "small", bold=True))
        head.addStretch(1)
        head.addWidget(self.month)
        left.addLayout(head)
        left.addWidget(framed(self.matrix, self))
        left.addStretch(1)
        right.addWidget(self._whom)
        right.addWidget(framed(self.customers, self))
        right.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px("space.6"))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        self.content.addLayout(grid)
        self.add_cancel(_("Close"))
        self._fill()
        self.levels.itemSelectionChanged.connect(self._on_level)
        self.month.currentIndexChanged.connect(self._on_month)
        self.matrix.currentItemChanged.connect(self._on_cell)
        self.matrix.itemSelectionChanged.connect(self._on_cell)
        self.customers.opened.connect(self._on_opened)
        self.customers.itemDoubleClicked.connect(self._on_double_click)
        items = self.levels.items()
        if items:
            self.levels.setCurrentItem(items[self._first_stuck()])
        self.levels.setFocus()

    def _first_stuck(self) -> int:
        """Return the row of the level at which the customer stands that is stuck for longest."""
        return self._report.stuck[0].level if self._report.stuck else 0

    def _fill(self) -> None:
        report = self._report
        self.levels.set_headings((_("Level"), _("Days to it (median)"), _("There now"), _("Stuck after"), _("Stuck")))
        self.levels.setAccessibleName(_("Time to each level, stuck customers"))
        for level in (0, *LEVELS):
            time, line = report.times.get(level), report.lines.get(level)
            stuck = sum(each.level == level for each in report.stuck)
            self.levels.add(
                level,
                (
                    say.numbered(level, report.names.get(level, "")),
                    "" if time is None else say.median(time),
                    f"{len(report.staying[level]):,}",
                    "—" if line is None else say.days(line.days),
                    f"{stuck:,}" if line is not None else "—",
                ),
            )
        self._hint.setText(
            _(
                "The median counts those who are not there yet as waiting; “—” means that fewer than half are known to "
                "get there. Stuck is who has been at a level for longer than nine of ten of those who moved on."
            )
        )
        for month in report.months:
            self.month.addItem(month_name(month.first))
        self.month.setEnabled(bool(report.months))
        self.month.setAccessibleName(_("Month"))
        self.matrix.set_headings(("", *(_short(level) for level in _CELLS)))
        self.matrix.setAccessibleName(_("Movement in a month (rows: before, columns: after)"))
        self._show_month()

    def _show_month(self) -> None:
        at = self.month.currentIndex()
        moves = self._report.months[at].moves if 0 <= at < len(self._report.months) else {}
        self.matrix.clear()
        for before in _CELLS:
            counts = [len(moves.get((before, after), ())) for after in _CELLS]
            item = self.matrix.add(_CELLS.index(before), (_short(before), *(f"{n:,}" if n else "·" for n in counts)))
            for column, after in enumerate(_CELLS, 1):
                if before == after:
                    item.setForeground(column, self.theme.color("text.3"))
                elif counts[column - 1] and before is not None and after is not None:
                    better = after > before
                    item.setForeground(column, self.theme.color("health.green.text" if better else "health.red.text"))

    # --- what is chosen -----------------------------------------------------------------------------------------

    @Slot()
    def _on_level(self) -> None:
        chosen = self.levels.chosen()
        if not chosen:
            return
        level, report = chosen[0], self._report
        there = report.staying[level]
        line = report.lines.get(level)
        ids = sorted(there, key=lambda id_: (-there[id_], id_))
        name = say.numbered(level, report.names.get(level, ""))
        title = _("At {level} now, longest first").format(level=name)
        self._list(title, ids, there, None if line is None else line.days)

    @Slot()
    def _on_month(self) -> None:
        self._show_month()
        self._on_cell()

    @Slot()
    def _on_cell(self) -> None:
        item, at = self.matrix.currentItem(), self.month.currentIndex()
        if item is None or at < 0:
            return
        column = max(1, self.matrix.currentColumn())
        pair: Movement = (_CELLS[self.matrix.indexOfTopLevelItem(item)], _CELLS[column - 1])
        month = self._report.months[at]
        text = _("{before} → {after} in {month}")
        title = text.format(before=_short(pair[0]), after=_short(pair[1]), month=month_name(month.first))
        self._list(title, month.moves.get(pair, ()), {})

    def _list(self, title: str, ids: Sequence[int], known: Mapping[int, int], limit: int | None = None) -> None:
        count = ngettext("{n} customer", "{n} customers", len(ids)).format(n=f"{len(ids):,}")
        self._whom.setText(f"{title} ・ {count}")
        self.customers.clear()
        self.customers.set_headings((_("Customer"), _("Days") if known else "", ""))
        for id_ in ids:
            there = known.get(id_)
            stuck = there is not None and limit is not None and there > limit
            texts = (self._report.customers[id_], "" if there is None else f"{there:,}", _("Stuck") if stuck else "")
            item = self.customers.add(id_, texts)
            if stuck:
                item.setForeground(2, self.theme.color("health.yellow.text"))
        self.customers.setAccessibleName(title)

    @Slot(int)
    def _on_opened(self, customer: int) -> None:
        self.customer_wanted.emit(customer)
        self.accept()

    @Slot(QTreeWidgetItem)
    def _on_double_click(self, _item: QTreeWidgetItem) -> None:
        if self.customers.chosen():
            self._on_opened(self.customers.chosen()[0])


def _short(level: int | None) -> str:
    return _("none") if level is None else f"Lv{level}"
