"""The page of the day: what to do now and why; worked through by keyboard, with the customer at the right."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.domain.today import Group, QueueItem, Reason
from csops_desktop.domain.today_health import RATINGS_LINE
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, ngettext
from csops_desktop.ui.features.today.minutes import DayMinutes
from csops_desktop.ui.features.today.pane import QueuePane
from csops_desktop.ui.features.today.panel import KINDS, Related, TodayPanel
from csops_desktop.ui.preferences import TODAY_MINUTES, TODAY_WHOSE
from csops_desktop.ui.state import PageId, Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.widgets.split_page import SplitPage
from csops_desktop.wording import today as say
from csops_desktop.wording import values as show

_FOLLOW_MS = 60
"""So long the line must stay current before its customer is read: walking down the list stays light."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One reading of the list."""

    items: Sequence[QueueItem]
    currency: str
    any_customer: bool
    spent: int


class TodayPage(SplitPage):
    """Today: the list of the day."""

    watches = (
        Area.CUSTOMERS | Area.CONTACTS | Area.CONTRACTS | Area.ACTIVITIES | Area.NEXT_ACTIONS | Area.PROMISES
        | Area.MEMBERS | Area.PRODUCTS | Area.SETTINGS | Area.HEALTH
    )  # fmt: skip

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        theme = workbench.theme
        self._context = ListContext(workbench.clock.today())
        self._wanted: int | None = None
        self.loaded = False
        self.queue = QueuePane(theme, self._context, self)
        self.panel = TodayPanel(theme, self)
        self.split("today", self.queue, self.panel, width="size.detail_max")
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self._follow.timeout.connect(self._load_customer)
        self._connect()
        workbench.crew.changed.connect(self._load)
        self._load()

    def _connect(self) -> None:
        queue, table, panel = self.queue, self.queue.table, self.panel
        table.current_id_changed.connect(self._on_current)
        table.opened.connect(self._on_opened)
        table.done_requested.connect(self._on_done)
        table.snooze_requested.connect(self._on_snooze)
        table.log_requested.connect(self._on_log)
        queue.sort_chosen.connect(self._on_sort)
        queue.whose_chosen.connect(self._on_whose)
        queue.meter.requested.connect(self._on_meter)
        self.workbench.preferences.changed.connect(self._on_preference)
        queue.customers_requested.connect(self.show_customers)
        queue.import_requested.connect(self.show_import)
        panel.done_requested.connect(self._on_done)
        panel.snooze_requested.connect(self._on_snooze)
        panel.open_requested.connect(self._on_open)
        panel.finish_requested.connect(self._on_finish)

    # --- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """Override Page.title."""
        return _("Today")

    def context(self) -> str:
        """Override Page.context: which day it is."""
        today = self.workbench.clock.today()
        return show.date_short(today, today)

    def status(self) -> str:
        """Override Page.status."""
        n = len(self.queue.lines())
        return ngettext("{n} line", "{n} lines", n).format(n=show.number(n)) if n else ""

    def open(self, argument: object) -> None:
        """Override Page.open: a customer's id goes to its line."""
        if isinstance(argument, int) and not self.queue.go_to(argument):
            self._wanted = argument

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self.queue.table.setFocus()

    def current_customer(self) -> int | None:
        """Override Page.current_customer: the one of the current line; that about ratings is of nobody."""
        return self.queue.table.current_id() or None

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        self.queue.retranslate()
        self.panel.retranslate()

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh."""
        del areas
        self._load()

    # --- loading ------------------------------------------------------------------------------------------------

    @Slot()
    def _load(self) -> None:
        services, mine = self.workbench.services, self.workbench.crew.mine
        self.counting = True

        def work() -> _Found:
            items = services.today.queue(mine=mine)
            currency = str(services.settings.get(StoreSetting.CURRENCY) or "JPY")
            any_customer = bool(items) or not services.customers.is_empty()
            return _Found(items, currency, any_customer, services.today.spent(mine=mine))

        self.workbench.tasks.query(work, self._arrived, key="today.queue", owner=self)

    def _arrived(self, found: _Found) -> None:
        self._context = ListContext(self.workbench.clock.today(), found.currency, self.workbench.crew.team)
        wanted, self._wanted = self._wanted, None
        crew = self.workbench.crew
        offered = crew.team and crew.me is not None
        self.queue.show_whose(self.workbench.preferences.get(TODAY_WHOSE) if offered else "")
        self.queue.show_items(
            found.items, self._context, self._minutes(found), any_customer=found.any_customer, wanted=wanted
        )
        self.loaded, self.counting = True, False
        self._show_current()
        self.counted.emit(len(found.items))
        self.described.emit()

    def _minutes(self, found: _Found) -> DayMinutes:
        """Return the minutes of the day: of the one whose list it is, or of everybody together."""
        crew = self.workbench.crew
        people = 1 if crew.mine is not None or not crew.team else max(1, len(crew.crew.offered()))
        planned = sum(item.minutes for item in found.items if item.group is not Group.WEEK)
        return DayMinutes(found.spent, planned, people * self.workbench.preferences.get(TODAY_MINUTES))

    def _current(self) -> QueueItem | None:
        return self.queue.line(self.queue.table.current_id())

    def _show_current(self) -> None:
        """Let the panel show the current line; without one it goes away."""
        item = self._current()
        if item is not None and item.customer_id == RATINGS_LINE:
            item = None
        self.show_panel(shown=item is not None)
        if item is not None:
            self.panel.show_item(item, self._context)
            self._follow.start()

    @Slot()
    def _load_customer(self) -> None:
        item = self._current()
        if item is None or item.customer_id == RATINGS_LINE:
            return
        services, customer_id = self.workbench.services, item.customer_id

        def work() -> Related:
            record = services.customers.get(customer_id)
            return record, {kind: services.customers.related(customer_id, kind) for kind in KINDS}

        tasks = self.workbench.tasks
        tasks.query(work, self.panel.show_found, key="today.panel", failed=self._gone, owner=self.panel)

    def _gone(self, _error: CsopsError) -> None:
        """Leave it be: the customer was deleted meanwhile, and the new list is on its way."""

    # --- what the user does -------------------------------------------------------------------------------------

    @Slot()
    def _on_current(self) -> None:
        if self.loaded:
            self._show_current()
            self.described.emit()

    @Slot()
    def _on_meter(self) -> None:
        self.workbench.navigator.go(PageId.SETTINGS, "touch")

    @Slot(str)
    def _on_preference(self, name: str) -> None:
        if name == TODAY_MINUTES.name:
            self._load()

    @Slot(str)
    def _on_whose(self, whose: str) -> None:
        self.workbench.preferences.set(TODAY_WHOSE, whose)
        self._load()
        self.queue.table.setFocus()

    @Slot()
    def _on_sort(self) -> None:
        self._show_current()
        self.queue.table.setFocus()
        self.described.emit()

    @Slot()
    def _on_done(self) -> None:
        item = self._current()
        if item is not None:
            self._finish(item, item.reason)

    @Slot(object)
    def _on_finish(self, reason: Reason) -> None:
        item = self._current()
        if item is not None:
            self._finish(item, reason)

    def _finish(self, item: QueueItem, reason: Reason) -> None:
        if item.customer_id == RATINGS_LINE:
            self.workbench.navigator.rate()
            return
        if reason.record_id is None:
            self.workbench.messages.toast(say.settled_by(reason), icon="info")
            if say.is_settled_by_contact(reason):
                self._on_log()
            return
        if len(item.reasons) == 1 or reason is item.reason:
            self._move_on(item)
        services = self.workbench.services
        self.workbench.tasks.operate(lambda: services.today.finish(item, reason))

    def _move_on(self, item: QueueItem) -> None:
        """Go to the next line at once, so that the next key means it and not the line that is leaving."""
        following = self.queue.following(item.customer_id)
        if following is not None:
            self.queue.table.go_to(following)

    @Slot()
    def _on_snooze(self) -> None:
        item = self._current()
        if item is None:
            return
        if item.customer_id == RATINGS_LINE:
            self.workbench.messages.toast(say.settled_by(item.reason), icon="info")
            return
        from csops_desktop.ui.features.today.snooze import SnoozePopover  # noqa: PLC0415 (only when asked for)

        popover = SnoozePopover(self.workbench.theme, self.workbench.clock.today(), item.name, self)
        popover.chosen.connect(lambda until: self._snooze(item, until))
        popover.ask(self.queue.table.current_rect())

    def _snooze(self, item: QueueItem, until: dt.date | None) -> None:
        self._move_on(item)
        services = self.workbench.services
        self.workbench.tasks.operate(lambda: services.today.snooze(item, until))
        self.queue.table.setFocus()

    @Slot()
    def _on_log(self) -> None:
        self.workbench.navigator.log()

    @Slot(object)
    def _on_opened(self, customer_id: int) -> None:
        if customer_id == RATINGS_LINE:
            self.workbench.navigator.rate()
            return
        self.workbench.navigator.go(PageId.CUSTOMERS, customer_id)

    @Slot()
    def _on_open(self) -> None:
        item = self._current()
        if item is not None:
            self._on_opened(item.customer_id)
