"""The list of requests: what is still open or settled, of one kind or all, by what it weighs."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import REQUEST_KINDS, Kind
from csops_desktop.domain.requests import RequestBook, RequestLine, RequestQuery, Sort
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.promises import request_cells as cells
from csops_desktop.ui.features.promises.record_pane import RecordPane
from csops_desktop.ui.features.promises.tables import RequestTable
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.folding import FoldingSegment
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_OPEN, _SETTLED = "open", "settled"
_HALVES = (_OPEN, _SETTLED)
_ALL = "all"
_KINDS = (_ALL, *REQUEST_KINDS)
_KEYS = ("T", "D", "F2", "Del", "S", "Enter")


class RequestPane(RecordPane[RequestLine, RequestTable, RequestQuery]):
    """The list and everything around it."""

    def __init__(self, theme: Theme, context: ListContext, parent: QWidget) -> None:
        columns = cells.columns(context)
        super().__init__(
            theme, context, columns, _id_of, RequestTable, RequestQuery(), parent, icon="chat-text", keys=_KEYS
        )
        self._book = RequestBook()
        self.halves = Segment(_HALVES, self)
        self.kinds = FoldingSegment(theme, _KINDS, "funnel", self)
        self.bar.addWidget(self.halves)
        self.bar.addStretch(1)
        self.add_folding(self.kinds)
        self.bar.addWidget(self.export_button)
        table = self.table
        self.halves.chosen.connect(self._on_half)
        self.kinds.chosen.connect(self._on_kind)
        table.kind_requested.connect(self._on_next_kind)
        table.order_requested.connect(self._on_next_order)
        table.sort_requested.connect(self._on_sort)
        self.retranslate()

    def retranslate(self) -> None:
        """Override RecordPane.retranslate."""
        super().retranslate()
        self.set_hints(
            (
                pgettext("key that notes that the customers were told", "Told"),
                words.choice_name("status", "done"),
                _("Edit"),
                _("Delete"),
                pgettext("key that puts lines in another order", "Order"),
                _("Open"),
            )
        )
        self._show()

    def show_book(self, book: RequestBook, context: ListContext) -> None:
        """Show other requests; the current line stays, or the one that takes its place."""
        self._book, self._loaded = book, True
        if context != self._context:
            self._context = context
            self.model.set_columns(cells.columns(context))
        self._show()

    def _show(self) -> None:
        book, query = self._book, self.query
        self.show_groups([("", book.lines)])
        self.table.set_sorted(query.sort.value, descending=query.descending)
        self.halves.choose(_SETTLED if query.settled else _OPEN)
        names = (pgettext("requests", "Open"), pgettext("requests", "Settled"))
        counts = (book.open, book.settled)
        self.halves.set_texts([f"{name} {show.number(n)}" for name, n in zip(names, counts, strict=True)])
        self.kinds.choose(query.kind or _ALL)
        kinds = [pgettext("all kinds of requests", "All"), *(words.choice_name("kind", kind) for kind in REQUEST_KINDS)]
        numbers = [book.kinds.get("" if kind == _ALL else kind, 0) for kind in _KINDS]
        self.kinds.set_texts([f"{name} {show.number(n)}" for name, n in zip(kinds, numbers, strict=True)])
        self.export_button.setEnabled(bool(book.lines))
        self.sum.setText(words.counted(Kind.REQUESTS, len(book.lines)))
        self._show_nothing()
        self.fold()

    def _show_nothing(self) -> None:
        book, query = self._book, self.query
        if not book.any_customer:
            body = _("Once there are customers, this page keeps what they ask for and what they tell us.")
            self.offer(_("No customers yet"), body, _("Show the customers"), "buildings")
        elif book.any_request and (query.text.strip() or query.kind):
            self.offer(_("No request matches"), "", _("Show all"), "x")
        else:
            why = _("Write down what customers ask for, in their words. One request can be of many customers.")
            settled = _("No request is settled yet") if query.settled else _("Every request is settled")
            title, body = (settled, "") if book.any_request else (_("No requests yet"), why)
            self.offer(title, body, _("Write down a request…"), "plus")

    @Slot()
    def _on_first(self) -> None:
        """Override LinePane: the first step depends on why nothing is here."""
        book, query = self._book, self.query
        if not book.any_customer:
            super()._on_first()
        elif book.any_request and (query.text.strip() or query.kind):
            self.wanted.emit(replace(query, text="", kind=""))
        else:
            self.new_requested.emit()

    @Slot(str)
    def _on_half(self, half: str) -> None:
        self.wanted.emit(replace(self.query, settled=half == _SETTLED))

    @Slot(str)
    def _on_kind(self, kind: str) -> None:
        self.wanted.emit(replace(self.query, kind="" if kind == _ALL else kind))

    def choose_list(self, number: int) -> None:
        """Override RecordPane.choose_list."""
        if number < len(_HALVES):
            self._on_half(_HALVES[number])

    @Slot()
    def _on_next_kind(self) -> None:
        self._on_kind(_KINDS[(_KINDS.index(self.query.kind or _ALL) + 1) % len(_KINDS)])

    @Slot()
    def _on_next_order(self) -> None:
        orders = tuple(Sort)
        following = orders[(orders.index(self.query.sort) + 1) % len(orders)]
        self.wanted.emit(replace(self.query, sort=following, descending=True))

    @Slot(str, bool)
    def _on_sort(self, name: str, descending: bool) -> None:  # noqa: FBT001 (slot)
        if name != self.query.sort:
            descending = True  # what weighs most, and what is newest, is asked for first
        self.wanted.emit(replace(self.query, sort=Sort(name), descending=descending))

    def widen(self) -> None:
        """Override RecordPane.widen."""
        if self.query.kind:
            self.wanted.emit(replace(self.query, kind=""))


def _id_of(line: RequestLine) -> int:
    return line.id
