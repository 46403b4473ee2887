"""The customer page: saved views at the left, the list in the middle, the current customer at the right."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QTimer, Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.crew import ME
from csops_desktop.domain.query import Condition, Group, ListQuery, ListResult, Op, SavedView, Sort
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customer.sources import OWNER
from csops_desktop.ui.features.customers import view_list
from csops_desktop.ui.features.customers.columns import default
from csops_desktop.ui.features.customers.filter_commands import FilterCommands
from csops_desktop.ui.features.customers.inside import Inside
from csops_desktop.ui.features.customers.list_pane import ListPane
from csops_desktop.ui.features.customers.loading import ListLoader, Start
from csops_desktop.ui.features.customers.lookups import Knowledge, Lookups
from csops_desktop.ui.features.customers.many_commands import ManyCommands
from csops_desktop.ui.features.customers.panel_host import PanelHost
from csops_desktop.ui.features.customers.row_commands import RowCommands
from csops_desktop.ui.features.customers.view_commands import ViewCommands
from csops_desktop.ui.features.customers.view_list import ViewList
from csops_desktop.ui.features.customers.whole import WholeCustomer
from csops_desktop.ui.state import ListPlace, PageId, Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.page import Page

_SETTLE_MS = 250
_LOOKUP_AREAS = Area.FIELDS | Area.MEMBERS | Area.PRODUCTS | Area.TAGS | Area.VIEWS | Area.SETTINGS | Area.HEALTH


class CustomersPage(Page):
    """Customers: find them, see how they are, change them."""

    watches = Area.ALL

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        theme = workbench.theme
        self._query = ListQuery()
        self._key = view_list.ALL
        self._loaded = self._made = False
        self._go_to: int | None = None
        self._waiting: ListQuery | None = None
        self._loader = ListLoader(workbench, self)
        self.knowledge = Knowledge(workbench)
        self.views = ViewList(theme, self)
        self.pane = ListPane(theme, self.knowledge, self._loader.rows, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        self.panel = PanelHost(workbench, self.knowledge, self.splitter, self)
        self.whole = WholeCustomer(workbench, self.panel, self.pane, self.views, self)
        self.inside = Inside(self.panel, self.pane, self)
        self.rows = RowCommands(workbench, self.knowledge, self.pane, self)
        self.many = ManyCommands(workbench, self.knowledge, self.pane, self)
        self.filters = FilterCommands(workbench, self.knowledge, self._shown, self)
        self.view_commands = ViewCommands(workbench, self._shown, self.views, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.views)
        layout.addWidget(self.splitter, 1)
        self._new = Button(theme, icon="plus", variant="primary", keys="Ctrl+N", parent=self)
        self._new.clicked.connect(self._on_new)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._on_settled)
        self._connect()
        self.retranslate()
        self._loader.start(self._query, self._started)

    def _connect(self) -> None:
        table, pane, views = self.pane.table, self.pane, self.views
        table.sort_requested.connect(self._on_sort)
        table.opened.connect(self._on_opened)
        table.selection_counted.connect(self.described)
        table.columns_changed.connect(self._on_columns_moved)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._on_menu)
        pane.chips.edit_requested.connect(self.filters.edit)
        pane.chips.remove_requested.connect(self.filters.remove)
        self.filters.changed.connect(self._on_filter)
        pane.group_chosen.connect(self._on_group)
        pane.columns_requested.connect(self.filters.choose_columns)
        self.filters.columns_chosen.connect(self._on_columns_chosen)
        pane.save_requested.connect(self._on_save_view)
        pane.import_requested.connect(self._on_import)
        pane.new_requested.connect(self._on_new)
        pane.clear_requested.connect(self._on_clear)
        views.chosen.connect(self._on_view)
        views.add_requested.connect(self._on_save_view)
        self.view_commands.added.connect(self._on_view_added)
        self.panel.toggled.connect(self.described)
        self.panel.created.connect(self._on_created)
        self.whole.changed.connect(self.described)
        self.panel.delete_requested.connect(self.rows.delete)
        self.panel.archive_requested.connect(self.rows.archive)

    # --- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """Override Page.title."""
        return _("Customers")

    def context(self) -> str:
        """Override Page.context: the saved view."""
        if self.whole.on:
            return self.whole.name()
        view = self._saved_view()
        if view is not None:
            same = self._query == view.query
            return view.name if same else _("{view} (changed)").format(view=view.name)
        return pgettext("list of archived customers", "Archive") if self._key == view_list.ARCHIVED else ""

    def status(self) -> str:
        """Override Page.status."""
        n, chosen = self.pane.count(), self.pane.selected()
        if not chosen:
            return _("Double-click or F2 edits a cell") if n else ""
        text = ngettext("{chosen} of {n} customer selected", "{chosen} of {n} customers selected", n)
        return text.format(chosen=f"{chosen:,}", n=f"{n:,}")

    def commands(self) -> list[QWidget]:
        """Override Page.commands."""
        return [self._new]

    def search_placeholder(self) -> str:
        """Override Page.search_placeholder."""
        return _("Search names, contacts, notes, activities")

    def search(self, text: str) -> None:
        """Override Page.search: at each change; superseded queries are dropped."""
        if text != self._query.text and self.whole.leave(home=True):
            self._show(replace(self._query, text=text))

    def search_text(self) -> str:
        """Override Page.search_text."""
        return self._query.text

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        table = self.pane.table
        if self.whole.on and self.panel.panel is not None:
            self.panel.panel.begin()
            return
        table.setFocus()
        if not table.currentIndex().isValid() and not self.pane.is_empty():
            table.step(1)

    def supported(self) -> frozenset[ActionId]:
        """Override Page.supported."""
        found = {ActionId.NEW_CUSTOMER}
        if not self.pane.is_empty():
            found |= {ActionId.EXPORT, ActionId.SAVE_VIEW, ActionId.LOG_LISTED, ActionId.SEND_LIST, *self.many.acts}
        if self._query.text or self._query.filter.items:
            found |= {ActionId.CLEAR_FILTERS, ActionId.SAVE_VIEW}
        if self.pane.selected():
            found |= {ActionId.DELETE_CUSTOMERS, ActionId.ARCHIVE_CUSTOMERS, ActionId.COPY_ROWS, ActionId.NEW_REQUEST}
        if self.pane.selected() > 1:
            found |= {ActionId.MERGE_CUSTOMERS}
        return frozenset(found if self.pane.is_empty() else {*found, *self.inside.acts})

    def trigger(self, action: ActionId) -> None:
        """Override Page.trigger."""
        run: dict[ActionId, Callable[[], None]] = {
            ActionId.NEW_CUSTOMER: self._on_new,
            ActionId.SAVE_VIEW: self._on_save_view,
            ActionId.CLEAR_FILTERS: self._on_clear,
            ActionId.EXPORT: self.pane.export_button.click,
            **self.rows.acts,
            **self.many.acts,
            **self.inside.acts,
        }
        if action in run:
            run[action]()

    def open(self, argument: object) -> None:
        """Override Page.open: a customer's id shows that customer in full, a query its customers, nothing the list."""
        if isinstance(argument, ListPlace):
            self._list(argument.query)
            return
        customer_id = self.inside.seek(argument)
        if customer_id is None:
            self.whole.leave(home=True)
            return
        if self._loaded and self.pane.table.go_to(customer_id):
            self.whole.open(customer_id)
            return
        self._go_to = customer_id
        if self._loaded:
            self._choose(view_list.ALL)
            self._show(ListQuery(sort=self._query.sort))

    def _list(self, query: ListQuery) -> None:
        """List the customers of a query that came from elsewhere."""
        self._waiting = query
        if self._loaded and self.whole.leave(home=True):
            self._on_view(view_list.ALL)
            self._choose(view_list.ALL)
            self._show(query)

    def may_leave(self) -> bool:
        """Override Page.may_leave."""
        return self.panel.settle()

    def current_customer(self) -> int | None:
        """Override Page.current_customer."""
        return self.whole.customer()

    def is_wide(self) -> bool:
        """Override Page.is_wide."""
        return self.panel.is_open() and not self.whole.on

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        self._new.set_text(_("New customer"))
        self.views.retranslate()
        self.pane.retranslate()
        self.pane.show_query(self._query)

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh."""
        if not self._loaded:
            return
        if areas & _LOOKUP_AREAS:
            self._loader.lookups(self._on_lookups)
        self.pane.model.refresh()
        self._find()
        self.panel.refresh()
        self._settle.start()

    # --- loading ------------------------------------------------------------------------------------------------

    def _started(self, start: Start) -> None:
        lookups, found, rows = start
        self._take_lookups(lookups)
        self._show_columns_of(None)
        self.pane.model.put(rows)
        self._loaded = True
        self._found(self._query, found)
        if self._waiting is not None:
            self._list(self._waiting)
        self._settle.start()

    def _show_columns_of(self, view: SavedView | None) -> None:
        widths = self._loader.own_columns() if view is None else dict(view.columns)
        self.pane.show_columns(list(widths) or default(scored=self.knowledge.lookups.scored), widths)

    def _take_lookups(self, lookups: Lookups) -> None:
        fields_changed = lookups.sources.keys() != self.knowledge.lookups.sources.keys()
        self.knowledge.lookups = lookups
        self.views.show_views(lookups.views, mine=lookups.crew.me is not None and self.workbench.crew.team)
        if fields_changed:
            self.panel.rebuild()

    def _on_lookups(self, lookups: Lookups) -> None:
        owners, scored = OWNER in self.knowledge.lookups.sources, self.knowledge.lookups.scored
        self._take_lookups(lookups)
        if self._key.isdigit() and self._saved_view() is None:
            self._choose(view_list.ALL)
        if owners != (OWNER in lookups.sources) or scored != lookups.scored:
            self._show_columns_of(self._saved_view())
        else:
            self.pane.show_columns(self.pane.column_names(), dict(self.pane.table.widths()))
        self.pane.show_query(self._query)
        self.described.emit()

    def _show(self, query: ListQuery) -> None:
        """Show another query; the newest wins."""
        self._query = query
        self.inside.words = query.text
        self.pane.show_query(query)
        self._find()

    def _find(self) -> None:
        query = self._query
        self._loader.find(self._with_mine(query), lambda found: self._found(query, found))

    def _with_mine(self, query: ListQuery) -> ListQuery:
        mine = Group((Condition(OWNER, Op.IS, (ME,)), query.filter))
        return replace(query, filter=mine) if self._key == view_list.MINE else query

    def _found(self, query: ListQuery, found: ListResult) -> None:
        self.whole.keep(lambda: self.pane.show_result(query, found))
        if not query.text and (query.filter == Group() or self._saved_view() is not None):
            self.views.show_count(self._key, len(found.ids))
        wanted, self._go_to = self._go_to, None
        if wanted is not None and self.pane.table.go_to(wanted):
            (self.panel if self._made else self.whole).open(wanted)
            self._made = False
        self.described.emit()

    @Slot()
    def _on_settled(self) -> None:
        self._loader.counts(self.views.show_counts)
        self.panel.prepare()

    # --- views --------------------------------------------------------------------------------------------------

    def _saved_view(self) -> SavedView | None:
        return next((view for view in self.knowledge.lookups.views if str(view.id) == self._key), None)

    def _shown(self) -> tuple[ListQuery, tuple[tuple[str, int], ...]]:
        return self._query, self.pane.table.widths()

    def _choose(self, key: str) -> None:
        self._key = key
        self.views.choose(key)

    @Slot(str)
    def _on_view(self, key: str) -> None:
        before, self._key = self._key, key
        view = self._saved_view()
        if view is not None:
            self._show_columns_of(view)
            self._show(view.query)
            return
        if before.isdigit():
            self._show_columns_of(None)
        self._show(ListQuery(sort=Sort(), archived=key == view_list.ARCHIVED))

    @Slot(int)
    def _on_view_added(self, view_id: int) -> None:
        self._choose(str(view_id))
        self._loader.lookups(self._on_lookups)

    @Slot()
    def _on_save_view(self) -> None:
        self.view_commands.save(self._saved_view())

    # --- filter, sort, group, columns ---------------------------------------------------------------------------

    @Slot(str, bool)
    def _on_sort(self, field: str, descending: bool) -> None:  # noqa: FBT001 (slot)
        self._show(replace(self._query, sort=Sort(field, descending)))

    @Slot(str)
    def _on_group(self, field: str) -> None:
        self._show(replace(self._query, group_by=field))

    @Slot()
    def _on_clear(self) -> None:
        if self._key.isdigit():
            self._choose(view_list.ALL)
        self._show(replace(self._query, text="", filter=Group()))

    @Slot(object)
    def _on_filter(self, group: Group) -> None:
        self._show(replace(self._query, filter=group))

    @Slot(object)
    def _on_columns_chosen(self, names: Sequence[str]) -> None:
        self.pane.show_columns(names, dict(self.pane.table.widths()))
        self._on_columns_moved()

    @Slot()
    def _on_columns_moved(self) -> None:
        if self._loaded and not self._key.isdigit():
            self._loader.remember_columns(self.pane.table.widths(), self.knowledge.lookups.sources)

    # --- rows ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_opened(self, customer_id: int) -> None:
        self.whole.open(customer_id, from_list=True)

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        from csops_desktop.ui.features.customers.row_menu import RowMenu  # noqa: PLC0415 (not before the first paint)

        table = self.pane.table
        at_cell = table.viewport().mapFrom(table, at)
        menu = RowMenu(self.workbench.theme, self.pane, self.panel, self.rows, self.many, at_cell)
        if menu.is_useful():
            menu.popup(table.viewport().mapToGlobal(at))

    @Slot()
    def _on_new(self) -> None:
        if self.whole.leave(home=True):
            self.panel.new()

    @Slot(int)
    def _on_created(self, customer_id: int) -> None:
        self._go_to, self._made = customer_id, True
        self._find()

    @Slot()
    def _on_import(self) -> None:
        self.workbench.navigator.go(PageId.IMPORT)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: Esc, Ctrl+Enter and F6 lead from list to customer and back."""
        if not self.whole.take_key(event):
            super().keyPressEvent(event)
