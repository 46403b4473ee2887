"""The left part of the page: which list, the lines under their months, the keys; and what is there when nothing is."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain import renewals
from csops_desktop.domain.renewals import Book, Outlook, RenewalLine
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.renewals import cells
from csops_desktop.ui.features.renewals.shown import Line, Mode, Shown
from csops_desktop.ui.features.renewals.table import RenewalTable
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, Chip, Segment
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.parts import key_cap, label
from csops_desktop.wording import renewals as say
from csops_desktop.wording import values as show

_SPLIT = (Outlook.RENEWED, Outlook.CERTAIN, Outlook.LIKELY, Outlook.AT_RISK, Outlook.CHURN)
_GAP = "  ・  "
_FIRST = 48
"""Rows that are put before they are asked for, so that the first paint has them."""


class RenewalPane(QFrame):
    """The list and everything around it.

    Signals:
        wanted(Shown): the user chose another list, or let go of what narrows it.
        customers_requested, import_requested: the first steps of an empty book.
    """

    wanted = Signal(object)
    customers_requested = Signal()
    import_requested = Signal()

    def __init__(self, theme: Theme, context: ListContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self._theme = theme
        self._context = context
        self._book = Book()
        self._shown = Shown()
        self._lines: dict[int, Line] = {}
        self._loaded = False
        self.model: IdTableModel[Line] = IdTableModel(cells.columns(context), self._rows, _id_of, self)
        self.table = RenewalTable(self.model, theme, self)
        self.modes = Segment(tuple(Mode), self)
        self.modes.choose(Mode.ENDING)
        self.chip = Chip(theme, icon="x", parent=self)
        self.chip.set_active(active=True)
        self.new = Button(theme, icon="plus", compact=True, keys="C", parent=self)
        self.nothing = EmptyState(theme, "arrows-clockwise", self)
        self._first = self.nothing.add_button(self._on_first, icon="buildings", primary=True)
        self._second = self.nothing.add_button(self.import_requested.emit, icon="download-simple")
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self._bar, self._foot = QFrame(self), QFrame(self)
        self.sum = label("", "caption", tone="2")
        self._hints: list[tuple[QLabel, QLabel]] = []
        self._build()
        self.modes.chosen.connect(self._on_mode)
        self.new.clicked.connect(self.table.new_requested)
        self.chip.clicked.connect(self._on_all)
        self.table.left.connect(self._on_all)
        self._fit()
        theme.changed.connect(self._fit)
        self.retranslate()

    def _build(self) -> None:
        theme = self._theme
        side = theme.px("space.5")
        self._bar.setProperty("edge", "bottom")
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(side, 0, side, 0)
        bar.setSpacing(theme.px("space.5"))
        bar.addWidget(self.modes)
        bar.addWidget(self.chip)
        bar.addStretch(1)
        bar.addWidget(self.new)
        self._foot.setProperty("surface", "header")
        self._foot.setProperty("edge", "top")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(side, 0, side, 0)
        foot.setSpacing(theme.px("space.3"))
        foot.addWidget(self.sum)
        foot.addStretch(1)
        for keys in ("1–4", "N", "R", "A", "X", "Enter"):
            self._hints.append((key_cap(keys), label("", "caption", tone="3")))
            for part in self._hints[-1]:
                foot.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self._foot)

    def retranslate(self) -> None:
        """Set the texts again."""
        texts = (
            pgettext("key that says what is expected", "Forecast"),
            pgettext("key that writes a note", "Note"),
            pgettext("key that renews a contract", "Renew"),
            pgettext("key that changes an amount", "Amount"),
            pgettext("key that ends a contract", "End"),
            _("Open"),
        )
        for (_cap, hint), text in zip(self._hints, texts, strict=True):
            hint.setText(text)
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

    def line(self, id_: int | None) -> Line | None:
        """Return a line that is listed."""
        return None if id_ is None else self._lines.get(id_)

    def lines(self) -> list[Line]:
        """Return the lines listed, in order."""
        return list(self._lines.values())

    def _rows(self, ids: tuple[int, ...], then: Callable[[Sequence[Line]], None]) -> None:
        then([self._lines[id_] for id_ in ids if id_ in self._lines])

    def _show(self) -> None:
        book, shown, today = self._book, self._shown, self._context.today
        ids: list[int] = []
        headings: dict[int, str] = {}
        groups: dict[str, list[Line]] = {}
        if shown.mode is Mode.ENDING:
            for line in shown.ending(book.lines, today):
                month = renewals.month_of(line, today)
                groups.setdefault(say.undecided() if month is None else say.month(month), []).append(line)
        else:
            for loss in shown.lost(book.lost):
                groups.setdefault(say.month(loss.ended_on.replace(day=1)), []).append(loss)
        for number, (name, lines) in enumerate(groups.items(), start=1):
            headings[-number] = self._heading(name, lines)
            ids += [-number, *(line.id for line in lines)]
        self._lines = {line.id: line for lines in groups.values() for line in lines}
        table, row = self.table, self.table.currentIndex().row()
        self.model.refresh()
        self.model.put(self.lines()[:_FIRST])
        table.show_ids(tuple(ids), headings)
        if ids and table.current_id() is None:
            self._go_near(max(row, 0))
        self.stack.setCurrentWidget(table if ids or not self._loaded else self.nothing)
        self._foot.setVisible(bool(ids))
        self._show_words()

    def _heading(self, name: str, lines: Sequence[Line]) -> str:
        currency = self._context.currency
        parts = [f"{name}  {say.summed(renewals.total(lines), currency)}"]
        ending = [line for line in lines if isinstance(line, RenewalLine)]
        split = renewals.by_outlook(ending)
        amounts = [(outlook, split[outlook].mrr) for outlook in _SPLIT if split[outlook].n]
        parts += [f"{say.outlook(outlook)} {show.money(mrr, currency)}" for outlook, mrr in amounts]
        return _GAP.join(parts)

    def _go_near(self, row: int) -> None:
        last = len(self.model.ids) - 1
        places = [*range(min(row, last), last + 1), *range(min(row, last), -1, -1)]
        found = next((id_ for at in places if (id_ := self.model.id_at(at)) is not None), None)
        if found is not None:
            self.table.go_to(found)

    def _show_words(self) -> None:
        book, shown, currency = self._book, self._shown, self._context.currency
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
        self.sum.setText(say.summed(renewals.total(self.lines()), currency))
        for cap, hint in self._hints[:-1]:
            cap.setVisible(shown.mode is Mode.ENDING)
            hint.setVisible(shown.mode is Mode.ENDING)
        self._second.setVisible(not shown.narrowed)
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

    @Slot(str)
    def _on_mode(self, mode: str) -> None:
        self.wanted.emit(Shown(Mode(mode)))

    @Slot()
    def _on_all(self) -> None:
        if self._shown.narrowed:
            self.wanted.emit(Shown(self._shown.mode))

    @Slot()
    def _on_first(self) -> None:
        if self._shown.narrowed:
            self._on_all()
        else:
            self.customers_requested.emit()

    @Slot()
    def _fit(self) -> None:
        self._bar.setFixedHeight(self._theme.px("size.toolbar"))
        self._foot.setFixedHeight(self._theme.scaled(32))


def _narrowed(shown: Shown) -> str:
    parts: list[str] = []
    if shown.undecided:
        parts.append(say.undecided())
    if shown.month is not None:
        parts.append(say.month(shown.month))
    if shown.outlook is not None:
        parts.append(say.outlook(shown.outlook))
    if shown.reason is not None:
        parts.append(say.reason(shown.reason))
    return " ・ ".join(parts)


def _id_of(line: Line) -> int:
    return line.id
