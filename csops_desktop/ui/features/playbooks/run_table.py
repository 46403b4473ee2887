"""The table of runs: open or closed ones, sorted by any column, several given to somebody at once."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.playbooks.board import BoardLine
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.playbooks import run_cells as cells
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.tables.marking_table import MarkingTable
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton, Segment
from csops_desktop.ui.widgets.line_pane import LinePane
from csops_desktop.wording import run_board as say

_KEYS = ("Space", "Enter", "O", "C", "L")


class Which(StrEnum):
    """Which runs the table lists."""

    OPEN = "open"
    CLOSED = "closed"


class RunTable(MarkingTable):
    """The lines.

    Signals:
        start_requested, owner_requested, log_requested, customer_requested: C, O, L and G.
    """

    start_requested = Signal()
    owner_requested = Signal()
    log_requested = Signal()
    customer_requested = Signal()

    def acts(self) -> Mapping[Qt.Key, SignalInstance]:
        """Override LineTable.acts."""
        return {
            Qt.Key.Key_C: self.start_requested,
            Qt.Key.Key_O: self.owner_requested,
            Qt.Key.Key_L: self.log_requested,
            Qt.Key.Key_G: self.customer_requested,
        }


class RunTablePane(LinePane[BoardLine, RunTable]):
    """The table and everything around it.

    Signals:
        which_chosen(Which): open or closed runs.
        export_requested(widget): the button below which the formats open.
    """

    which_chosen = Signal(object)
    export_requested = Signal(object)

    def __init__(self, theme: Theme, context: ListContext, parent: QWidget) -> None:
        super().__init__(
            theme,
            cells.columns(context, closed=False),
            _id_of,
            RunTable,
            parent,
            icon="check-square-offset",
            keys=_KEYS,
        )
        self._context = context
        self._listed: tuple[BoardLine, ...] = ()
        self._sort: dict[Which, tuple[str, bool]] = {Which.OPEN: ("pace", False), Which.CLOSED: ("closed", True)}
        self.table.setObjectName("runTable")
        self.which = Segment(tuple(Which), self)
        self.which.choose(Which.OPEN)
        self.give = Button(theme, icon="user-gear", compact=True, keys="O", parent=self)
        self.export = IconButton(theme, "file-arrow-down", parent=self)
        self.bar.addWidget(self.which)
        self.bar.addStretch(1)
        self.bar.addWidget(self.give)
        self.bar.addWidget(self.export)
        self.second.hide()
        self.which.chosen.connect(self._on_which)
        self.give.clicked.connect(self.table.owner_requested)
        self.export.clicked.connect(self._on_export)
        self.table.sort_requested.connect(self._on_sort)
        self.table.selection_counted.connect(self._on_marked)
        self.retranslate()

    def shown(self) -> Which:
        """Return which runs are listed."""
        return Which(self.which.current() or Which.OPEN)

    def show_which(self, which: Which) -> None:
        """List open or closed runs from now on."""
        self.which.choose(which)
        self._put_columns()

    def show_lines(self, lines: Sequence[BoardLine], context: ListContext, *, loaded: bool) -> None:
        """List these runs, sorted as before."""
        self._listed, self._loaded = tuple(lines), loaded
        if context != self._context:
            self._context = context
            self._put_columns()
        self.give.setVisible(context.owners)
        self._sorted()

    def retranslate(self) -> None:
        """Set the texts again."""
        self.which.set_texts((pgettext("runs", "Running"), pgettext("runs", "Closed")))
        self.give.set_text(_("Give to…"))
        self.export.describe(_("Export"), "Ctrl+Shift+E")
        self.set_hints(
            (_("Mark"), _("Checklist"), _("Give to…"), pgettext("key that starts a playbook", "Start"),
             pgettext("key that logs", "Log"))
        )  # fmt: skip
        self.nothing.set_words(_("No run like this"), "", _("Show all"))
        self._put_columns()
        self._say()

    def _put_columns(self) -> None:
        which = self.shown()
        self.model.set_columns(cells.columns(self._context, closed=which is Which.CLOSED))
        name, descending = self._sort[which]
        self.table.set_sorted(name, descending=descending)

    def _sorted(self) -> None:
        name, descending = self._sort[self.shown()]
        self.table.set_sorted(name, descending=descending)
        self.show_groups([("", sorted(self._listed, key=cells.order(name), reverse=descending))])
        self._say()

    def _say(self) -> None:
        marked = self.table.selected_ids() if self.table.several() else []
        text = say.runs(len(self._listed))
        self.sum.setText(_("{runs}, {n} marked").format(runs=text, n=len(marked)) if marked else text)

    @Slot(str)
    def _on_which(self, which: str) -> None:
        self._listed = ()
        self.show_which(Which(which))
        self.which_chosen.emit(Which(which))

    @Slot(str, bool)
    def _on_sort(self, name: str, descending: bool) -> None:  # noqa: FBT001 (slot)
        self._sort[self.shown()] = (name, descending)
        self._sorted()

    @Slot(int)
    def _on_marked(self, _n: int) -> None:
        self._say()

    @Slot()
    def _on_export(self) -> None:
        self.export_requested.emit(self.export)


def _id_of(line: BoardLine) -> int:
    return line.id
