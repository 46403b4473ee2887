"""The left part of the page: which list, the lines under their months, the keys; and what is there when nothing is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain import renewals
from csops_desktop.domain.renewals import Book, Outlook, RenewalLine
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.renewals import cells
from csops_desktop.ui.features.renewals.shown import Line, Mode, Shown
from csops_desktop.ui.features.renewals.table import RenewalTable
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, Chip, Segment
from csops_desktop.ui.widgets.line_pane import LinePane
from csops_desktop.wording import renewals as say
from csops_desktop.wording import values as show

_SPLIT = (Outlook.RENEWED, Outlook.CERTAIN, Outlook.LIKELY, Outlook.AT_RISK, Outlook.CHURN)
_GAP = "  ・  "


class RenewalPane(LinePane[Line, RenewalTable]):
    """The list and everything around it.

    Signals:
        wanted(Shown): the user chose another list, or let go of what narrows it.
    """

    wanted = Signal(object)

    def __init__(self, theme: Theme, context: ListContext, parent: QWidget) -> None:
        columns = cells.columns(context)
        keys = ("Space", "1–4", "N", "R", "A", "X", "Enter")
        super().__init__(theme, columns, _id_of, RenewalTable, parent, icon="arrows-clockwise", keys=keys)
        self._context = context
        self._book = Book()
        self._shown = Shown()
        self.modes = Segment(tuple(Mode), self)
        self.modes.choose(Mode.ENDING)
        self.chip = Chip(theme, icon="x", parent=self)
        self.chip.set_active(active=True)
        self.new = Button(theme, icon="plus", compact=True, keys="C", parent=self)
        self.bar.addWidget(self.modes)
        self.bar.addWidget(self.chip)
        self.bar.addStretch(1)
        self.bar.addWidget(self.new)
        self.modes.chosen.connect(self._on_mode)
        self.new.clicked.connect(self.table.new_requested)
        self.chip.clicked.connect(self._on_all)
        self.table.left.connect(self._on_all)
        self.table.selection_counted.connect(self._show_sum)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        texts = (
            pgettext("key that marks a line", "Mark"),
            pgettext("key that says what is expected", "Forecast"),
            pgettext("key that writes a note", "Note"),
            pgettext("key that renews a contract", "Renew"),
            pgettext("key that changes an amount", "Amount"),
            pgettext("key that ends a contract", "End"),
            _("Open"),
        )
        self.set_hints(texts)
        self._show()

    def show_book(self, book: Book, shown: Shown, context: ListContext) -> None:
        """Show other lines; the current one stays, or the one that takes its place."""
        self._book, self._loaded = book, True
        if context != self._context or shown.mode is not self._shown.mode:
            self._context = context
            if shown.mode is not self._shown.mode:
                self.model.forget()  # the same number of a contract means another line there
            lost = shown.mode is Mode.LOST
            self.model.set_columns((cells.lost_columns if lost else cells.columns)(context))
            if shown.mode is not self._shown.mode:
                self.table.show_columns({})
        self._shown = shown
        self._show()

    def _show(self) -> None:
        book, shown, today = self._book, self._shown, self._context.today
        groups: dict[str, list[Line]] = {}
        if shown.mode is Mode.ENDING:
            for line in shown.ending(book.lines, today):
                month = renewals.month_of(line, today)
                groups.setdefault(say.undecided() if month is None else say.month(month), []).append(line)
        else:
            for loss in shown.lost(book.lost):
                groups.setdefault(say.month(loss.ended_on.replace(day=1)), []).append(loss)
        self.show_groups((self._heading(name, lines), lines) for name, lines in groups.items())
        self._show_words()

    def _heading(self, name: str, lines: Sequence[Line]) -> str:
        currency = self._context.currency
        parts = [f"{name}  {say.summed(renewals.total(lines), currency)}"]
        ending = [line for line in lines if isinstance(line, RenewalLine)]
        split = renewals.by_outlook(ending)
        amounts = [(outlook, split[outlook].mrr) for outlook in _SPLIT if split[outlook].n]
        parts += [f"{say.outlook(outlook)} {show.money(mrr, currency)}" for outlook, mrr in amounts]
        return _GAP.join(parts)

    def _show_words(self) -> None:
        book, shown = self._book, self._shown
        names = {Mode.ENDING: _("Renewals"), Mode.LOST: pgettext("contracts that ended", "Lost")}
        counts = {Mode.ENDING: len(book.lines), Mode.LOST: len(book.lost)}
        self.modes.choose(shown.mode)
        self.modes.set_texts([f"{names[mode]} {show.number(counts[mode])}" for mode in Mode])
        self.new.set_text(_("Further contract…"))
        self.new.setToolTip(_("Another product or more of one, for the customer of the line (C)"))
        self.new.setVisible(bool(self._lines))
        self.chip.setVisible(shown.narrowed)
        self.chip.set_text(_narrowed(shown))
        self.chip.setToolTip(_("Show all (Esc)"))
        self._show_sum()
        for cap, hint in self.hints[:-1]:
            cap.setVisible(shown.mode is Mode.ENDING)
            hint.setVisible(shown.mode is Mode.ENDING)
        self.second.setVisible(not shown.narrowed)
        if shown.narrowed:
            self.nothing.set_words(_("Nothing here any more"), "", _("Show all"))
        elif not book.any_contract:
            self.nothing.set_words(
                _("No contracts yet"),
                _("Once contracts are in the book, this page says which end when, and what we expect to keep."),
                _("Show the customers"),
                _("Import a file"),
            )
        elif shown.mode is Mode.LOST:
            self.nothing.set_words(
                _("Nothing was lost in the last 12 months"),
                _("Contracts that end appear here with the reason."),
                _("Show the customers"),
                _("Import a file"),
            )
        else:
            self.nothing.set_words(
                _("Nothing ends in the next 12 months"),
                _("Contracts appear here once they have a term that ends within a year."),
                _("Show the customers"),
                _("Import a file"),
            )

    @Slot()
    def _show_sum(self) -> None:
        """Say what the lines add up to, the marked ones when there are any."""
        currency, lines = self._context.currency, self.lines()
        if self.table.several():
            marked = renewals.total(line for id_ in self.table.chosen_ids() if (line := self.line(id_)) is not None)
            self.sum.setText(_("Marked: {sum} of {n}").format(sum=say.summed(marked, currency), n=len(lines)))
        else:
            self.sum.setText(say.summed(renewals.total(lines), currency))

    @Slot(str)
    def _on_mode(self, mode: str) -> None:
        self.wanted.emit(Shown(Mode(mode)))

    @Slot()
    def _on_all(self) -> None:
        if self._shown.narrowed:
            self.wanted.emit(Shown(self._shown.mode))

    @Slot()
    def _on_first(self) -> None:
        """Override LinePane: where the list is narrowed, the first step is to see all of it."""
        if self._shown.narrowed:
            self._on_all()
        else:
            super()._on_first()


def _narrowed(shown: Shown) -> str:
    parts: list[str] = []
    if shown.undecided:
        parts.append(say.undecided())
    if shown.pressing:
        parts.append(say.pressing())
    if shown.month is not None:
        parts.append(say.month(shown.month))
    if shown.outlook is not None:
        parts.append(say.outlook(shown.outlook))
    if shown.reason is not None:
        parts.append(say.reason(shown.reason))
    return " ・ ".join(parts)


def _id_of(line: Line) -> int:
    return line.id
