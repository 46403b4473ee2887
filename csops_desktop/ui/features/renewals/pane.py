"""The left part of the page: which list, the lines under their months, the keys; and what is there when nothing is."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain import renewals
from csops_desktop.domain.renewals import Book, Outlook, RenewalLine
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.renewals import cells
from csops_desktop.ui.features.renewals.calendar import RenewalCalendar
from csops_desktop.ui.features.renewals.modes import Mode, ModeSegment
from csops_desktop.ui.features.renewals.shown import Line, Shown
from csops_desktop.ui.features.renewals.table import RenewalTable
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, Chip, IconButton
from csops_desktop.ui.widgets.line_pane import LinePane
from csops_desktop.wording import renewals as say
from csops_desktop.wording import values as show

_SPLIT = (Outlook.RENEWED, Outlook.CERTAIN, Outlook.LIKELY, Outlook.AT_RISK, Outlook.CHURN)
_GAP = "  ・  "


class RenewalPane(LinePane[Line, RenewalTable]):
    """The list and everything around it.

    Signals:
        wanted(Shown): the user chose another list, or let go of what narrows it.
        day_changed: another day of the calendar is current.
        export_requested(widget): the button that the formats open below.
    """

    wanted = Signal(object)
    day_changed = Signal()
    export_requested = Signal(object)

    def __init__(self, theme: Theme, context: ListContext, parent: QWidget) -> None:
        columns = cells.columns(context)
        keys = ("Space", "1–4", "N", "R", "A", "X", "V", "Enter")
        super().__init__(theme, columns, _id_of, RenewalTable, parent, icon="arrows-clockwise", keys=keys)
        self._context = context
        self._book = Book()
        self._shown = Shown()
        self.modes = ModeSegment(self)
        self.chip = Chip(theme, icon="x", parent=self)
        self.chip.set_active(active=True)
        self.new = Button(theme, icon="plus", compact=True, keys="C", parent=self)
        self.export = IconButton(theme, "file-arrow-down", parent=self)
        self.calendar = RenewalCalendar(theme, context, self)
        self.stack.addWidget(self.calendar)
        self.bar.addWidget(self.modes)
        self.bar.addWidget(self.chip)
        self.bar.addStretch(1)
        self.bar.addWidget(self.new)
        self.bar.addWidget(self.export)
        self.export.clicked.connect(self._on_export)
        self.new.clicked.connect(self.table.new_requested)
        self.chip.clicked.connect(self._on_all)
        self.table.left.connect(self._on_all)
        self.table.calendar_requested.connect(self._on_calendar)
        self.table.selection_counted.connect(self._show_sum)
        self.calendar.opened.connect(self._on_day)
        self.calendar.left.connect(self._on_list)
        self.calendar.day_changed.connect(self._show_sum)
        self.calendar.day_changed.connect(self.day_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self.calendar.retranslate()
        self.export.describe(_("Export"), "Ctrl+Shift+E")
        texts = (
            pgettext("key that marks a line", "Mark"),
            pgettext("key that says what is expected", "Forecast"),
            pgettext("key that writes a note", "Note"),
            pgettext("key that renews a contract", "Renew"),
            pgettext("key that changes an amount", "Amount"),
            pgettext("key that ends a contract", "End"),
            "",
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
        jump = shown.day if shown is not self._shown and shown.mode is Mode.CALENDAR else None
        self._shown = shown
        self._show()
        if jump is not None:
            self.calendar.grid.go_to(jump)

    def _show(self) -> None:
        book, shown, today = self._book, self._shown, self._context.today
        groups: dict[str, list[Line]] = {}
        if shown.mode is Mode.ENDING:
            for line in shown.ending(book.lines, today):
                month = renewals.month_of(line, today)
                groups.setdefault(say.undecided() if month is None else say.month(month), []).append(line)
        elif shown.mode is Mode.LOST:
            for loss in shown.lost(book.lost):
                groups.setdefault(say.month(loss.ended_on.replace(day=1)), []).append(loss)
        self.show_groups((self._heading(name, lines), lines) for name, lines in groups.items())
        if shown.mode is Mode.CALENDAR and book.any_contract:
            self.calendar.show_book(book, self._context)
            self.stack.setCurrentWidget(self.calendar)
            self._foot.setVisible(True)
        self._show_words()

    def current(self) -> Line | None:
        """Return the current line: of the list, or the first of the calendar's day."""
        if self._shown.mode is Mode.CALENDAR:
            return next(iter(self.calendar.lines()), None)
        return self.line(self.table.current_id())

    def focus(self) -> None:
        """Take the focus where keys act."""
        (self.calendar.grid if self._shown.mode is Mode.CALENDAR else self.table).setFocus()

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
        self.modes.show_mode(shown.mode)
        self.new.set_text(_("Further contract…"))
        self.new.setToolTip(_("Another product or more of one, for the customer of the line (C)"))
        self.new.setVisible(bool(self._lines))
        self.export.setVisible(shown.mode is not Mode.CALENDAR)
        self.export.setEnabled(bool(self._lines))
        self.chip.setVisible(shown.narrowed and shown.mode is not Mode.CALENDAR)
        self.chip.set_text(_narrowed(shown))
        self.chip.setToolTip(_("Show all (Esc)") if shown.day is None else _("Back to the calendar (Esc)"))
        self._show_sum()
        for cap, hint in self.hints[:-2]:
            cap.setVisible(shown.mode is Mode.ENDING)
            hint.setVisible(shown.mode is Mode.ENDING)
        cap, hint = self.hints[-2]
        cap.setVisible(shown.mode is not Mode.LOST)
        hint.setText({Mode.ENDING: _("Calendar"), Mode.CALENDAR: pgettext("the list", "List")}.get(shown.mode, ""))
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
        if self._shown.mode is Mode.CALENDAR:
            self.sum.setText(self.calendar.words())
        elif self.table.several():
            marked = renewals.total(line for id_ in self.table.chosen_ids() if (line := self.line(id_)) is not None)
            self.sum.setText(_("Marked: {sum} of {n}").format(sum=say.summed(marked, currency), n=len(lines)))
        else:
            self.sum.setText(say.summed(renewals.total(lines), currency))

    @Slot()
    def _on_export(self) -> None:
        self.export_requested.emit(self.export)

    @Slot()
    def _on_calendar(self) -> None:
        """Show the calendar at the day on which the current line is renewed."""
        line = self.line(self.table.current_id())
        day = self._shown.day or (line.renewal_on if isinstance(line, RenewalLine) else None)
        self.wanted.emit(Shown(Mode.CALENDAR, day=day))
        self.focus()

    @Slot()
    def _on_list(self) -> None:
        self.wanted.emit(Shown(Mode.ENDING))
        self.focus()

    @Slot(object)
    def _on_day(self, day: dt.date) -> None:
        self.wanted.emit(Shown(Mode.ENDING, day=day))
        self.focus()

    @Slot()
    def _on_all(self) -> None:
        if self._shown.day is not None:
            self._on_calendar()
        elif self._shown.narrowed:
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
    if shown.day is not None:
        parts.append(say.day(shown.day))
    if shown.month is not None:
        parts.append(say.month(shown.month))
    if shown.outlook is not None:
        parts.append(say.outlook(shown.outlook))
    if shown.reason is not None:
        parts.append(say.reason(shown.reason))
    return " ・ ".join(parts)


def _id_of(line: Line) -> int:
    return line.id
