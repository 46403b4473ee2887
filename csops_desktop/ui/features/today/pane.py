"""The left part of the page: what sort of lines to show, the lines, the keys; and what is there when all is done."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from operator import attrgetter

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.today import Group, QueueItem, ReasonKind, fitting
from csops_desktop.domain.today_health import RATINGS_LINE
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.today import cells
from csops_desktop.ui.features.today.minutes import DayMeter, DayMinutes, RestLine
from csops_desktop.ui.features.today.queue_table import QueueTable
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.line_pane import LinePane
from csops_desktop.wording import fields as words
from csops_desktop.wording import today as say
from csops_desktop.wording import touch
from csops_desktop.wording import values as show

_id_of, _mrr_of, _minutes_of = attrgetter("customer_id"), attrgetter("mrr"), attrgetter("minutes")
WHOSE = ("mine", "all")
_WHOSE_KEY = "M"


class Sort(StrEnum):
    """What the segments at the top let through, by the strongest reason of a line."""

    ALL = "all"
    ACTIONS = "actions"
    PROMISES = "promises"
    RENEWALS = "renewals"
    CONTACTS = "contacts"
    HEALTH = "health"


_SORTS = {
    ReasonKind.NEXT_ACTION: Sort.ACTIONS,
    ReasonKind.PROMISE: Sort.PROMISES,
    ReasonKind.NOTICE: Sort.RENEWALS,
    ReasonKind.RENEWAL: Sort.RENEWALS,
    ReasonKind.CONTACT: Sort.CONTACTS,
    ReasonKind.BAND_FALL: Sort.HEALTH,
    ReasonKind.SCORE_DROP: Sort.HEALTH,
    ReasonKind.OVERRIDE: Sort.HEALTH,
    ReasonKind.RATINGS: Sort.HEALTH,
}


class QueuePane(LinePane[QueueItem, QueueTable]):
    """The list and everything around it.

    Signals:
        sort_chosen: the user chose another sort of lines.
        whose_chosen(str): ``mine`` or ``all``, one's own lines or everybody's.
    """

    sort_chosen = Signal()
    whose_chosen = Signal(str)

    def __init__(self, theme: Theme, context: ListContext, parent: QWidget) -> None:
        columns = cells.columns(context)
        keys = ("↑↓", "E", "S", "L", "Enter", _WHOSE_KEY)
        super().__init__(theme, columns, _id_of, QueueTable, parent, icon="check-circle", keys=keys)
        self._context = context
        self._items: Sequence[QueueItem] = ()
        self._any_customer = True
        self._day = DayMinutes()
        self._opened = False  # what does not fit into the day is shown too
        self.table.setObjectName("todayTable")
        self.sorts = Segment(tuple(Sort), self)
        self.sorts.choose(Sort.ALL)
        self.bar.addWidget(self.sorts)
        self.bar.addStretch(1)
        self.meter = DayMeter(theme, self)
        self.bar.addWidget(self.meter)
        self.whose = Segment(WHOSE, self)
        self.whose.hide()
        self.bar.addWidget(self.whose)
        self.rest = RestLine(theme, self)
        self.put_below(self.rest)
        self.rest.toggled.connect(self._on_rest)
        self.table.rest_requested.connect(self._on_rest)
        self.whose.chosen.connect(self.whose_chosen)
        self.table.whose_requested.connect(self._on_whose)
        self.sorts.chosen.connect(self._on_sort)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self.set_hints((_("Move"), _("Done"), _("Snooze"), _("Log"), _("Open"), _("Mine or everybody's")))
        self.whose.set_texts((pgettext("lines of the list", "Mine"), pgettext("lines of the list", "Everybody's")))
        self.whose.set_hints((_WHOSE_KEY, _WHOSE_KEY))
        self._show()

    def show_items(
        self,
        items: Sequence[QueueItem],
        context: ListContext,
        day: DayMinutes,
        *,
        any_customer: bool,
        wanted: int | None = None,
    ) -> None:
        """Show the list of the day; the current line stays, or the one that takes its place.

        Args:
            items: in order.
            context: what words in cells depend on.
            day: the minutes of the day; what does not fit into them is folded.
            any_customer: there is somebody in the book at all.
            wanted: the customer whose line becomes the current one, when it is there.
        """
        self._items, self._any_customer, self._loaded, self._day = items, any_customer, True, day
        if context != self._context:
            self._context = context
            self.model.set_columns(cells.columns(context))
        before = self.table.current_id()
        self._show()
        if wanted is not None and wanted != before:
            self.go_to(wanted)

    def go_to(self, customer_id: int) -> bool:
        """Make the line of a customer current, also one that is folded; False when there is none."""
        if self.table.go_to(customer_id):
            return True
        if all(item.customer_id != customer_id for item in self._folded()):
            return False
        self._opened = True
        self._show()
        return self.table.go_to(customer_id)

    def _folded(self) -> Sequence[QueueItem]:
        """Return what does not fit into the day; only the whole list is cut, and only where minutes are set."""
        whole = (self.sorts.current() or Sort.ALL) == Sort.ALL
        return self._items[fitting(self._items, self._day.left) :] if whole and self._day.budget else ()

    def show_whose(self, whose: str) -> None:
        """Show whose lines are listed, ``mine`` or ``all``; with nothing the choice does not arise."""
        self.whose.setVisible(bool(whose))
        self.whose.choose(whose)
        for part in self.hints[-1]:
            part.setVisible(bool(whose))
        self._bar.setVisible(bool(self._items or whose))

    def _show(self) -> None:
        sort = Sort(self.sorts.current() or Sort.ALL)
        found = Counter(_SORTS[item.reasons[0].kind] for item in self._items)
        self._show_sorts(found | {Sort.ALL: len(self._items)})
        shown = self._items
        if sort is not Sort.ALL:
            shown = [item for item in shown if _SORTS[item.reason.kind] is sort]
        folded = self._folded()
        urgent = sum(item.group is Group.FIRST for item in folded)
        self.rest.show_rest(len(folded), sum(map(_minutes_of, folded)), urgent, opened=self._opened)
        if folded and not self._opened:
            shown = shown[: len(shown) - len(folded)]
        self.meter.show_day(self._day)
        self._fit_meter()
        groups = {group: [item for item in shown if item.group is group] for group in Group}
        self.show_groups((_heading(group, items), items) for group, items in groups.items())
        self._bar.setVisible(bool(self._items or self.whose.current()))
        self._show_words()

    def _show_sorts(self, counts: Mapping[Sort, int]) -> None:
        names = {
            Sort.ALL: pgettext("all lines of the list", "All"),
            Sort.ACTIONS: words.kind_name(Kind.NEXT_ACTIONS),
            Sort.PROMISES: words.kind_name(Kind.PROMISES),
            Sort.RENEWALS: pgettext("lines of the list about renewals", "Renewals"),
            Sort.CONTACTS: pgettext("customers to get in touch with", "Contact"),
            Sort.HEALTH: words.field_name(Kind.CUSTOMERS, "score"),
        }
        self.sorts.set_texts([f"{names[sort]} {show.number(counts.get(sort, 0))}" for sort in Sort])

    def _show_words(self) -> None:
        shown = self.lines()
        total = sum(map(_mrr_of, shown))
        who = words.counted(Kind.CUSTOMERS, _customers(shown))
        self.sum.setText(f"{who} ・ {show.money(total, self._context.currency)}")
        self.second.setVisible(not self._any_customer)
        if self._items:
            self.nothing.set_words(_("Nothing of this kind today"), "", _("Show the customers"))
        elif self._any_customer and self.whose.current() == WHOSE[0]:
            self.nothing.set_words(
                _("Nothing of yours today"),
                _("What others own, and customers without an owner, stand under “Everybody's”."),
                _("Show the customers"),
            )
        elif self._any_customer:
            self.nothing.set_words(
                _("All done for today"),
                _("What falls due in the next seven days, promises, renewals and overdue contacts appear here."),
                _("Show the customers"),
            )
        else:
            self.nothing.set_words(
                _("No customers yet"),
                _("Once there are customers, this page says each morning whom to turn to, and why."),
                _("Show the customers"),
                _("Import a file"),
            )

    @Slot()
    def _on_rest(self) -> None:
        if self._folded():
            self._opened = not self._opened
            self._show()
            self.table.setFocus()
            self.sort_chosen.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent: where room is short, the figures of the day stand alone."""
        super().resizeEvent(event)
        self._fit_meter()

    def _fit_meter(self) -> None:
        taken = [widget.sizeHint().width() for widget in (self.sorts, self.whose) if not widget.isHidden()]
        gaps = (len(taken) + 2) * self._theme.px("space.5")
        self.meter.fit(self.width() - sum(taken) - gaps)

    @Slot()
    def _on_whose(self) -> None:
        if self.whose.current():
            other = next(key for key in WHOSE if key != self.whose.current())
            self.whose.choose(other)
            self.whose_chosen.emit(other)

    @Slot()
    def _on_sort(self) -> None:
        self._show()
        self.sort_chosen.emit()


def _heading(group: Group, items: Sequence[QueueItem]) -> str:
    if not _customers(items):
        return say.group_name(group)
    takes = touch.duration(sum(map(_minutes_of, items)))
    return f"{say.group_name(group)}  {words.counted(Kind.CUSTOMERS, _customers(items))} ・ {takes}"


def _customers(items: Sequence[QueueItem]) -> int:
    """Return how many lines are of a customer: all but that about ratings, which stands last."""
    return len(items) - bool(items and items[-1].customer_id == RATINGS_LINE)
