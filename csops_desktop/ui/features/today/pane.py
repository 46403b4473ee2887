"""The left part of the page: what sort of lines to show, the lines, the keys; and what is there when all is done."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.today import Group, QueueItem, ReasonKind
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.today import cells
from csops_desktop.ui.features.today.queue_table import QueueTable
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.tables.model import IdTableModel, Loader
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.parts import key_cap, label
from csops_desktop.wording import fields as words
from csops_desktop.wording import today as say
from csops_desktop.wording import values as show

_FIRST = 48
"""Rows that are put before they are asked for, so that the first paint has them."""


class Sort(StrEnum):
    """What the segments at the top let through, by the strongest reason of a line."""

    ALL = "all"
    ACTIONS = "actions"
    PROMISES = "promises"
    RENEWALS = "renewals"
    CONTACTS = "contacts"


_SORTS = {
    ReasonKind.NEXT_ACTION: Sort.ACTIONS,
    ReasonKind.PROMISE: Sort.PROMISES,
    ReasonKind.NOTICE: Sort.RENEWALS,
    ReasonKind.RENEWAL: Sort.RENEWALS,
    ReasonKind.CONTACT: Sort.CONTACTS,
}


class QueuePane(QFrame):
    """The list and everything around it.

    Signals:
        sort_chosen: the user chose another sort of lines.
        customers_requested, import_requested: the next steps when nothing is left.
    """

    sort_chosen = Signal()
    customers_requested = Signal()
    import_requested = Signal()

    def __init__(self, theme: Theme, context: ListContext, loader: Loader, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self._theme = theme
        self._context = context
        self._items: Sequence[QueueItem] = ()
        self._shown: list[QueueItem] = []
        self._any_customer = True
        self._loaded = False
        self.model: IdTableModel[QueueItem] = IdTableModel(cells.columns(context), loader, _id_of, self)
        self.table = QueueTable(self.model, theme, self)
        self.table.setObjectName("todayTable")
        self.sorts = Segment(tuple(Sort), self)
        self.sorts.choose(Sort.ALL)
        self._nothing = EmptyState(theme, "check-circle", self)
        self._nothing.add_button(self.customers_requested.emit, icon="buildings", primary=True)
        self._import = self._nothing.add_button(self.import_requested.emit, icon="download-simple")
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self._nothing)
        self._bar, self._foot = QFrame(self), QFrame(self)
        self._sum = label("", "caption", tone="2")
        self._hints: list[tuple[QLabel, QLabel]] = []
        self._build()
        self.sorts.chosen.connect(self._on_sort)
        self._fit()
        theme.changed.connect(self._fit)
        self.retranslate()

    def _build(self) -> None:
        theme = self._theme
        self._bar.setProperty("edge", "bottom")
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(theme.px("space.5"), 0, theme.px("space.5"), 0)
        bar.addWidget(self.sorts)
        bar.addStretch(1)
        self._foot.setProperty("surface", "header")
        self._foot.setProperty("edge", "top")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(theme.px("space.5"), 0, theme.px("space.5"), 0)
        foot.setSpacing(theme.px("space.3"))
        foot.addWidget(self._sum)
        foot.addStretch(1)
        for keys in ("↑↓", "E", "S", "L", "Enter"):
            hint = label("", "caption", tone="3")
            self._hints.append((key_cap(keys), hint))
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
        texts = (_("Move"), _("Done"), _("Snooze"), _("Log"), _("Open"))
        for (_cap, hint), text in zip(self._hints, texts, strict=True):
            hint.setText(text)
        self._show()

    def show_items(
        self, items: Sequence[QueueItem], context: ListContext, *, any_customer: bool, wanted: int | None = None
    ) -> None:
        """Show the list of the day; the current line stays, or the one that takes its place.

        Args:
            items: in order.
            context: what words in cells depend on.
            any_customer: there is somebody in the book at all.
            wanted: the customer whose line becomes the current one, when it is there.
        """
        self._items, self._any_customer, self._loaded = items, any_customer, True
        if context != self._context:
            self._context = context
            self.model.set_columns(cells.columns(context))
        before = self.table.current_id()
        self._show()
        if wanted is not None and wanted != before:
            self.table.go_to(wanted)

    def items(self) -> list[QueueItem]:
        """Return the lines shown, in order."""
        return self._shown

    def following(self, customer_id: int) -> int | None:
        """Return the line that takes over when this one goes: the next, else the one before."""
        ids = [item.customer_id for item in self._shown]
        if customer_id not in ids:
            return None
        at = ids.index(customer_id)
        rest = ids[at + 1 : at + 2] or ids[max(0, at - 1) : at]
        return rest[0] if rest else None

    def _show(self) -> None:
        sort = Sort(self.sorts.current() or Sort.ALL)
        counts: dict[Sort, int] = dict.fromkeys(Sort, 0)
        counts[Sort.ALL] = len(self._items)
        for item in self._items:
            counts[_SORTS[item.reason.kind]] += 1
        self._show_sorts(counts)
        self._shown = [item for item in self._items if sort is Sort.ALL or _SORTS[item.reason.kind] is sort]
        table, row = self.table, self.table.currentIndex().row()
        current = table.current_id()
        self.model.refresh()
        self.model.put(self._shown[:_FIRST])
        table.show_ids(*_with_headings(self._shown))
        self.stack.setCurrentWidget(table if self._shown or not self._loaded else self._nothing)
        self._foot.setVisible(bool(self._shown))
        self._bar.setVisible(bool(self._items))
        if self._shown and table.current_id() is None:
            # The place is kept, not the customer who is gone.
            self._go_near(row if current is not None or row > 0 else 0)
        self._show_words()

    def _go_near(self, row: int) -> None:
        model = self.model
        last = len(model.ids) - 1
        places = [*range(min(max(row, 0), last), last + 1), *range(min(row, last), -1, -1)]
        found = next((id_ for at in places if (id_ := model.id_at(at)) is not None), None)
        if found is not None:
            self.table.go_to(found)

    def _show_sorts(self, counts: Mapping[Sort, int]) -> None:
        names = {
            Sort.ALL: pgettext("all lines of the list", "All"),
            Sort.ACTIONS: words.kind_name(Kind.NEXT_ACTIONS),
            Sort.PROMISES: words.kind_name(Kind.PROMISES),
            Sort.RENEWALS: pgettext("lines of the list about renewals", "Renewals"),
            Sort.CONTACTS: pgettext("customers to get in touch with", "Contact"),
        }
        self.sorts.set_texts([f"{names[sort]} {show.number(counts[sort])}" for sort in Sort])

    def _show_words(self) -> None:
        total = sum(item.mrr for item in self._shown)
        who = words.counted(Kind.CUSTOMERS, len(self._shown))
        self._sum.setText(f"{who} ・ {show.money(total, self._context.currency)}")
        self._import.setVisible(not self._any_customer)
        if self._items:
            self._nothing.set_words(_("Nothing of this kind today"), "", _("Show the customers"))
        elif self._any_customer:
            self._nothing.set_words(
                _("All done for today"),
                _("What falls due in the next seven days, promises, renewals and overdue contacts appear here."),
                _("Show the customers"),
            )
        else:
            self._nothing.set_words(
                _("No customers yet"),
                _("Once there are customers, this page says each morning whom to turn to, and why."),
                _("Show the customers"),
                _("Import a file"),
            )

    @Slot()
    def _on_sort(self) -> None:
        self._show()
        self.sort_chosen.emit()

    @Slot()
    def _fit(self) -> None:
        self._bar.setFixedHeight(self._theme.px("size.toolbar"))
        self._foot.setFixedHeight(self._theme.scaled(32))


def _with_headings(items: Sequence[QueueItem]) -> tuple[tuple[int, ...], dict[int, str]]:
    ids: list[int] = []
    headings: dict[int, str] = {}
    for number, group in enumerate(Group, start=1):
        found = [item.customer_id for item in items if item.group is group]
        if found:
            headings[-number] = f"{say.group_name(group)}  {words.counted(Kind.CUSTOMERS, len(found))}"
            ids += [-number, *found]
    return tuple(ids), headings


def _id_of(item: QueueItem) -> int:
    return item.customer_id
