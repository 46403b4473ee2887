"""The middle of the page: toolbar with filter chips, the table, the footer; and what stands there when it is empty."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain.fields import FieldType
from csops_desktop.domain.query import Group, ListQuery, ListResult
from csops_desktop.domain.records import Record
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customers import columns as table_columns
from csops_desktop.ui.features.customers.chips import FilterChips
from csops_desktop.ui.features.customers.footer import ListFooter
from csops_desktop.ui.features.customers.lookups import Knowledge
from csops_desktop.ui.tables.model import IdTableModel, Loader
from csops_desktop.ui.tables.view import IdTableView
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, escape
from csops_desktop.ui.widgets.empty import EmptyState

_GROUPABLE = frozenset({FieldType.CHOICE, FieldType.REFERENCE, FieldType.FLAG, FieldType.TEXT, FieldType.TAGS})
_NOT_GROUPED = frozenset(
    {"name", "reading", "external_id", "phone", "postal_code", "address", "website", "next_action"}
)


class ListPane(QFrame):
    """The list and everything around it that changes what it shows.

    Signals:
        group_chosen(field or ""), columns_requested(widget), save_requested, export_requested(widget): the toolbar.
        import_requested, new_requested, clear_requested: the empty states.
    """

    group_chosen = Signal(str)
    columns_requested = Signal(object)
    save_requested = Signal()
    export_requested = Signal(object)
    import_requested = Signal()
    new_requested = Signal()
    clear_requested = Signal()

    def __init__(self, theme: Theme, knowledge: Knowledge, loader: Loader, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self._theme = theme
        self._knowledge = knowledge
        self._names: tuple[str, ...] = table_columns.DEFAULT
        self._result = ListResult((), 0)
        self._selected = 0
        self._group = ""
        self._archive = False
        self._narrow = False
        first = table_columns.columns(self._names, knowledge.lookups.sources, knowledge.context)
        self.model: IdTableModel[Record] = IdTableModel(first, loader, _id_of, self)
        self.table = IdTableView(self.model, theme, knowledge.editing(), self)
        self.table.setObjectName("customerTable")
        self.chips = FilterChips(theme, self)
        self.group_button = Button(theme, icon="rows", variant="ghost", compact=True, parent=self)
        self.columns_button = Button(theme, icon="columns", variant="ghost", compact=True, parent=self)
        self.export_button = Button(theme, icon="file-arrow-down", variant="ghost", compact=True, parent=self)
        self.save_button = Button(theme, icon="floppy-disk", compact=True, parent=self)
        self.footer = ListFooter(theme, self)
        self._nothing = EmptyState(theme, "buildings", self)
        self._nothing.add_button(self.import_requested.emit, icon="download-simple", primary=True)
        self._nothing.add_button(self.new_requested.emit, icon="plus")
        self._no_match = EmptyState(theme, "magnifying-glass", self)
        self._no_match.add_button(self.clear_requested.emit, icon="x")
        self._stack = QStackedWidget(self)
        for widget in (self.table, self._nothing, self._no_match):
            self._stack.addWidget(widget)
        self._bar = QFrame(self)
        self._bar.setProperty("edge", "bottom")
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(theme.px("space.5"), 0, theme.px("space.5"), 0)
        bar.setSpacing(theme.px("space.2"))
        bar.addWidget(self.chips)
        bar.addStretch(1)
        for button in (self.group_button, self.columns_button, self.export_button, self.save_button):
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.footer)
        self.group_button.clicked.connect(self._on_group)
        self.columns_button.clicked.connect(self._on_columns)
        self.export_button.clicked.connect(self._on_export)
        self.save_button.clicked.connect(self.save_requested)
        self.table.selection_counted.connect(self._on_selected)
        self._fit()
        theme.changed.connect(self._fit)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.chips.retranslate()
        self._show_tools()
        self._nothing.set_words(
            _("No customers yet"),
            _("Import your customer list from CSV or Excel, or enter the first customer by hand."),
            _("Import a file"),
            _("New customer"),
        )
        self._no_match.set_words(
            _("No customer matches"),
            _("Nothing fits the search and all the filters at once."),
            _("Clear search and filters"),
        )
        self._show_group()
        self.show_columns(self._names, dict(self.table.widths()))
        self.show_sums()

    def show_columns(self, names: Sequence[str], widths: dict[str, int]) -> None:
        """Show these columns."""
        self._names = tuple(names)
        made = table_columns.columns(names, self._knowledge.lookups.sources, self._knowledge.context)
        self.model.set_columns(made)
        self.table.show_columns(widths)

    def column_names(self) -> tuple[str, ...]:
        """Return the columns in the order shown."""
        return tuple(name for name, _width in self.table.widths())

    def show_query(self, query: ListQuery) -> None:
        """Show chips, sort mark and grouping of a query."""
        self.chips.show_filter(query.filter, self._knowledge.heading, self._knowledge.filter_words)
        self.table.set_sorted(query.sort.field, descending=query.sort.descending)
        self._group = query.group_by
        self._show_group()

    def show_result(self, query: ListQuery, result: ListResult) -> None:
        """Show the customers of a query."""
        self._result, self._archive = result, query.archived
        if result.groups:
            ids, headings = self._with_headings(query.group_by, result)
            self.table.show_ids(ids, headings)
        else:
            self.table.show_ids(result.ids)
        asked = bool(query.text.strip() or query.filter != Group() or query.archived)
        empty = self._no_match if asked else self._nothing
        self._stack.setCurrentWidget(self.table if result.ids else empty)
        self._bar.setVisible(bool(result.ids) or asked)
        self.footer.setVisible(bool(result.ids) or asked)
        self.show_sums()

    def shows_archive(self) -> bool:
        """Tell whether the archived customers are listed."""
        return self._archive

    def is_empty(self) -> bool:
        """Tell whether no customer is listed."""
        return not self._result.ids

    def listed_ids(self) -> list[int]:
        """Return the customers that are listed, in order, without the headings of groups."""
        return [id_ for id_ in self.model.ids if id_ >= 0]

    def count(self) -> int:
        """Return how many customers are listed."""
        return len(self._result.ids)

    def selected(self) -> int:
        """Return how many are selected."""
        return self._selected

    def show_sums(self) -> None:
        """Show the numbers in the footer."""
        currency = self._knowledge.lookups.currency
        self.footer.show_sums(len(self._result.ids), self._result.mrr, self._selected, currency)

    def _with_headings(self, field: str, result: ListResult) -> tuple[tuple[int, ...], dict[int, str]]:
        ids: list[int] = []
        headings: dict[int, str] = {}
        at = 0
        for number, (value, n) in enumerate(result.groups, start=1):
            headings[-number] = self._knowledge.group_words(field, value, n)
            ids.append(-number)
            ids.extend(result.ids[at : at + n])
            at += n
        return tuple(ids), headings

    def _show_group(self) -> None:
        self._show_tools()
        self._fit_bar()

    def _show_tools(self) -> None:
        grouped = (
            _("Grouped by {field}").format(field=self._knowledge.heading(self._group)) if self._group else _("Group")
        )
        for button, text in (
            (self.group_button, grouped),
            (self.columns_button, _("Columns")),
            (self.export_button, _("Export")),
            (self.save_button, _("Save view")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.set_text("" if self._narrow else text)

    def _fit_bar(self) -> None:
        """Let the tools show their icons only while the chips need the room."""
        was, self._narrow = self._narrow, False
        self._show_tools()
        tools = (self.group_button, self.columns_button, self.export_button, self.save_button)
        wanted = self.chips.sizeHint().width() + sum(tool.sizeHint().width() for tool in tools)
        room = self._bar.width() - 2 * self._theme.px("space.5") - len(tools) * self._theme.px("space.2")
        self._narrow = wanted > room > 0
        if self._narrow or was:
            self._show_tools()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._fit_bar()

    @Slot()
    def _fit(self) -> None:
        self._bar.setFixedHeight(self._theme.px("size.toolbar"))

    @Slot(int)
    def _on_selected(self, n: int) -> None:
        self._selected = n
        self.show_sums()

    @Slot()
    def _on_columns(self) -> None:
        self.columns_requested.emit(self.columns_button)

    @Slot()
    def _on_export(self) -> None:
        self.export_requested.emit(self.export_button)

    @Slot()
    def _on_group(self) -> None:
        menu = QMenu(self)
        menu.addAction(_("No groups")).setData("")
        menu.addSeparator()
        for name, source in self._knowledge.lookups.sources.items():
            if source.field.type in _GROUPABLE and name not in _NOT_GROUPED:
                menu.addAction(escape(source.heading())).setData(name)
        for action in menu.actions():
            action.setCheckable(True)
            action.setChecked(action.data() == self._group)
        chosen = menu.exec(self.group_button.mapToGlobal(self.group_button.rect().bottomLeft()))
        menu.deleteLater()
        if chosen is not None:
            self.group_chosen.emit(str(chosen.data()))


def _id_of(record: Record) -> int:
    return record.id
