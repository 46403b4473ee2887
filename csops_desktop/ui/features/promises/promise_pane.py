"""The list of promises: open, late, kept, broken; by day, by customer or by person."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QWidget

from csops_desktop.domain import promises as rules
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.promises import Grouping, PromiseBook, PromiseLine, PromiseQuery, State
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.promises import promise_cells as cells
from csops_desktop.ui.features.promises.record_pane import RecordPane
from csops_desktop.ui.features.promises.tables import PromiseTable
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Chip, IconButton, Segment, escape
from csops_desktop.ui.widgets.folding import FoldingSegment
from csops_desktop.wording import fields as words
from csops_desktop.wording import promises as say
from csops_desktop.wording import values as show

_STATES, _GROUPINGS = tuple(State), tuple(Grouping)
_KEYS = ("1–4", "K", "B", "F2", "Del", "Enter")


class PromisePane(RecordPane[PromiseLine, PromiseTable, PromiseQuery]):
    """The list and everything around it."""

    def __init__(self, theme: Theme, context: ListContext, parent: QWidget) -> None:
        columns = cells.columns(context, State.OPEN, owners=True)
        super().__init__(
            theme, context, columns, _id_of, PromiseTable, PromiseQuery(), parent, icon="handshake", keys=_KEYS
        )
        self._book = PromiseBook()
        self._owners = True
        self._listed: tuple[State, bool] = (State.OPEN, True)
        self.states = Segment(_STATES, self)
        self.groupings = FoldingSegment(theme, _GROUPINGS, "rows", self)
        self.groupings.choose(Grouping.DUE)
        self.chip = Chip(theme, icon="x", parent=self)
        self.chip.set_active(active=True)
        self.owner_button = IconButton(theme, "user", parent=self)
        self.bar.addWidget(self.states)
        self.bar.addWidget(self.chip)
        self.bar.addStretch(1)
        self.add_folding(self.groupings)
        self.bar.addWidget(self.owner_button)
        self.bar.addWidget(self.export_button)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.states.chosen.connect(self._on_state)
        self.groupings.chosen.connect(self._on_grouping)
        self.owner_button.clicked.connect(self._on_owner)
        self.chip.clicked.connect(self._on_all)
        self.table.grouping_requested.connect(self._on_next_grouping)

    def retranslate(self) -> None:
        """Override RecordPane.retranslate."""
        super().retranslate()
        self.set_hints(
            (
                pgettext("keys that choose a list", "Lists"),
                pgettext("key that says a promise was kept", "Kept"),
                pgettext("key that says a promise was broken", "Broken"),
                _("Edit"),
                _("Delete"),
                _("Open"),
            )
        )
        self.groupings.set_texts([say.grouping(grouping) for grouping in _GROUPINGS])
        self.owner_button.describe(_("Only one person's promises…"))
        self._show()

    def show_book(self, book: PromiseBook, query: PromiseQuery, context: ListContext, *, owners: bool) -> None:
        """Show other promises; the current line stays, or the one that takes its place.

        Args:
            book: what is listed.
            query: which list that is.
            context: what words in cells depend on.
            owners: it matters whose promises they are.
        """
        self._book, self._owners, self._loaded = book, owners, True
        listed = (query.state, owners)
        if context != self._context or listed != self._listed:
            self._context = context
            self.model.set_columns(cells.columns(context, query.state, owners=owners))
            if listed != self._listed:
                self.table.show_columns({})
            self._listed = listed
        self._show()

    def grouping(self) -> Grouping:
        """Return under what the promises stand."""
        chosen = Grouping(self.groupings.current() or Grouping.DUE)
        return Grouping.DUE if chosen is Grouping.OWNER and not self._owners else chosen

    def _show(self) -> None:
        today, grouping = self._context.today, self.grouping()
        groups = rules.grouped(self._book.lines, lambda line: cells.place(grouping, line, today))
        self.show_groups((_heading(name, lines), lines) for name, lines in groups.items())
        self._show_words()

    def _show_words(self) -> None:
        book, query = self._book, self.query
        self.states.choose(query.state)
        self.states.set_texts([f"{say.state(state)} {show.number(book.counts[state])}" for state in _STATES])
        self.groupings.show_only(_GROUPINGS if self._owners else (Grouping.DUE, Grouping.CUSTOMER))
        self.owner_button.setVisible(self._owners and bool(self._book.owners))
        self.export_button.setEnabled(bool(book.lines))
        self.chip.setVisible(query.owner_id is not None)
        self.chip.set_text(next((name for id_, name in book.owners if id_ == query.owner_id), ""))
        self.chip.setToolTip(_("Show all (Esc)"))
        self.sum.setText(words.counted(Kind.PROMISES, len(self.lines())))
        self._show_nothing()
        self.fold()

    def _show_nothing(self) -> None:
        book, query = self._book, self.query
        if query.text.strip() or query.owner_id is not None:
            self.offer(_("No promise matches"), "", _("Show all"), "x")
        elif not book.any_customer:
            body = _("Once there are customers, this page keeps what was promised to whom, and by when.")
            self.offer(_("No customers yet"), body, _("Show the customers"), "buildings")
        else:
            titles = {
                State.OPEN: _("Every promise is settled"),
                State.LATE: _("No promise is late"),
                State.KEPT: _("No promise was kept yet"),
                State.BROKEN: _("No promise was broken"),
            }
            why = _(
                "Write down what you promised, or what a customer promised you; until it is kept it stays in sight."
            )
            title, body = (titles[query.state], "") if book.any_promise else (_("No promises yet"), why)
            self.offer(title, body, _("Add a promise…"), "plus")

    @Slot()
    def _on_first(self) -> None:
        """Override LinePane: the first step depends on why nothing is here."""
        if self.query.text.strip() or self.query.owner_id is not None:
            self.wanted.emit(replace(self.query, text="", owner_id=None))
        elif self._book.any_customer:
            self.new_requested.emit()
        else:
            super()._on_first()

    @Slot(str)
    def _on_state(self, state: str) -> None:
        self.wanted.emit(replace(self.query, state=State(state)))

    def choose_list(self, number: int) -> None:
        """Override RecordPane.choose_list."""
        if number < len(_STATES):
            self._on_state(_STATES[number])

    @Slot()
    def _on_grouping(self, _key: object = None) -> None:
        self._show()
        self.table.setFocus()

    @Slot()
    def _on_next_grouping(self) -> None:
        offered = _GROUPINGS if self._owners else _GROUPINGS[:-1]
        self.groupings.choose(offered[(offered.index(self.grouping()) + 1) % len(offered)])
        self._on_grouping()

    def widen(self) -> None:
        """Override RecordPane.widen."""
        if self.query.owner_id is not None:
            self.wanted.emit(replace(self.query, owner_id=None))

    @Slot()
    def _on_owner(self) -> None:
        menu = QMenu(self)
        for owner_id, name in ((None, _("Everybody")), *self._book.owners):
            action = menu.addAction(escape(name))
            action.setData(owner_id)
            action.setCheckable(True)
            action.setChecked(owner_id == self.query.owner_id)
        chosen = menu.exec(self.owner_button.mapToGlobal(self.owner_button.rect().bottomLeft()))
        menu.deleteLater()
        if chosen is not None:
            self.wanted.emit(replace(self.query, owner_id=chosen.data()))


def _heading(name: str, lines: Sequence[PromiseLine]) -> str:
    return f"{name}  {words.counted(Kind.PROMISES, len(lines))}"


def _id_of(line: PromiseLine) -> int:
    return line.id
