"""The right part of the page: the two ends to spend time on, and the customers of what is chosen on the left."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csops_desktop.domain.health import Chosen, End, HealthLine, total
from csops_desktop.domain.renewals import Total
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.health import table, words
from csops_desktop.ui.features.health.table import HealthTable
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.line_pane import LinePane
from csops_desktop.ui.widgets.parts import ElidedLabel, label
from csops_desktop.ui.widgets.sum_line import SumLine

_KEYS = ("Enter", "L", "F")


class HealthPane(LinePane[HealthLine, HealthTable]):
    """The list of what is chosen.

    Signals:
        wanted(Chosen): another list.
        export_requested(widget): the button below which the formats open.
        list_requested: the same customers in the customer list.
    """

    wanted = Signal(object)
    export_requested = Signal(object)
    list_requested = Signal()

    def __init__(self, theme: Theme, context: ListContext, parent: QWidget) -> None:
        columns = table.columns(context, ("", ""))
        super().__init__(theme, columns, _id_of, HealthTable, parent, icon="heartbeat", keys=_KEYS)
        self._all: Sequence[HealthLine] = ()
        self._chosen = Chosen()
        self._context = context
        self._axes = ("", "")
        self.title = ElidedLabel("body")
        self.title.setProperty("bold", "true")
        self.whole = Button(theme, icon="buildings", compact=True, keys="F", parent=self)
        self.export = IconButton(theme, "file-arrow-down", parent=self)
        self.bar.addWidget(self.title, 1)
        self.bar.addWidget(self.whole)
        self.bar.addWidget(self.export)
        self.every = SumLine(theme, parent=self)
        self.ends = {
            End.LEAVING: SumLine(theme, "health.red.solid", parent=self),
            End.READY: SumLine(theme, "health.green.solid", parent=self),
        }
        self._ends_word = label("", "caption", tone="3", bold=True)
        self._put_ends()
        self.second.hide()
        self.export.clicked.connect(self._on_export)
        self.whole.clicked.connect(self.list_requested)
        self.table.list_requested.connect(self.list_requested)
        self.table.left.connect(self._on_all)
        self.every.clicked.connect(self._on_all)
        for line in self.ends.values():
            line.clicked.connect(self._on_end)
        self.retranslate()

    def _put_ends(self) -> None:
        theme = self._theme
        frame = QFrame(self)
        frame.setProperty("edge", "bottom")
        inner = QVBoxLayout(frame)
        side = theme.px("space.4")
        inner.setContentsMargins(side, side, side, side)
        inner.setSpacing(0)
        inner.addWidget(self._ends_word)
        for line in (*self.ends.values(), self.every):
            inner.addWidget(line)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, frame)

    def retranslate(self) -> None:
        """Set the texts again."""
        self._ends_word.setText(_("Whom to spend time on"))
        self.whole.set_text(_("In the list"))
        self.whole.setToolTip(_("Open these customers in the customer list (F)"))
        self.export.describe(_("Export"), "Ctrl+Shift+E")
        self.set_hints((_("Open"), pgettext("key that logs", "Log"), _("In the list")))
        self._show_words()

    def show_lines(
        self, lines: Sequence[HealthLine], chosen: Chosen, context: ListContext, axes: tuple[str, str]
    ) -> None:
        """List the customers of what is chosen."""
        self._all, self._chosen, self._loaded = lines, chosen, True
        if (context, axes) != (self._context, self._axes):
            self._context, self._axes = context, axes
            self.model.set_columns(table.columns(context, axes))
        self.show_groups([("", chosen.listed(lines, context.today))])
        self._show_words()

    def _show_words(self) -> None:
        chosen, context = self._chosen, self._context
        currency, today = context.currency, context.today
        listed = self.lines()
        self.title.show_text(words.chosen(chosen))
        self.sum.setText(words.summed(total(listed), currency))
        self.every.show_total(_("All customers"), total(self._all), currency, on=not chosen.narrowed)
        for end, line in self.ends.items():
            line.show_total(words.end(end), self._sum_of(end, today), currency, on=chosen.end is end)
            line.setToolTip(words.end_means(end))
        self.export.setEnabled(bool(listed))
        self.whole.setEnabled(bool(listed))
        self.nothing.set_words(_("Nobody here"), "", _("Show all"))

    def _sum_of(self, end: End, today: dt.date) -> Total:
        return total(line for line in self._all if Chosen(end=end).holds(line, today))

    @Slot()
    def _on_first(self) -> None:
        self.wanted.emit(Chosen())

    @Slot()
    def _on_all(self) -> None:
        self.wanted.emit(Chosen())

    @Slot()
    def _on_end(self) -> None:
        end = next(found for found, line in self.ends.items() if line is self.sender())
        self.wanted.emit(Chosen() if self._chosen.end is end else Chosen(end=end))

    @Slot()
    def _on_export(self) -> None:
        self.export_requested.emit(self.export)


def _id_of(line: HealthLine) -> int:
    return line.id
