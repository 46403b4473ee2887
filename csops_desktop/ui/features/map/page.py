"""The page of the operation map: for each product who stands where, how they are served, and what is done for them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.level_filter import picked
from csops_desktop.domain.level_moves import LevelReport
from csops_desktop.domain.operation_map import COLUMNS, MapBook
from csops_desktop.domain.query import Group, ListQuery
from csops_desktop.foundation.i18n import _, current
from csops_desktop.services.operation_map import MapProduct
from csops_desktop.services.product_files import Starter
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.map.chosen import Chosen
from csops_desktop.ui.features.map.curve_view import CurveView
from csops_desktop.ui.features.map.heads import LevelHeads
from csops_desktop.ui.features.map.marks import Size
from csops_desktop.ui.features.map.matrix_view import MatrixView
from csops_desktop.ui.features.map.pane import MapPane
from csops_desktop.ui.features.map.plan_acts import PlanActs
from csops_desktop.ui.features.map.toolbar import MapToolbar
from csops_desktop.ui.state import ListPlace, PageId, Workbench
from csops_desktop.ui.widgets.empty import EmptyState
from csops_desktop.ui.widgets.split_page import SplitPage
from csops_desktop.wording import operation_map as say

_KEY = "map"


class MapPage(SplitPage):
    """The operation map."""

    watches = (
        Area.CUSTOMERS | Area.CONTRACTS | Area.PRODUCTS | Area.MATURITY | Area.HEALTH | Area.MEMBERS | Area.SETTINGS
    )

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        theme = workbench.theme
        self.products: tuple[MapProduct, ...] = ()
        self.book: MapBook | None = None
        self.choice = Chosen()
        self.told = Size.YEARLY
        self.loaded = False
        self._wanted: int | None = None
        self.toolbar = MapToolbar(theme, self)
        self.heads, self.curve, self.matrix = LevelHeads(theme, self), CurveView(theme, self), MatrixView(theme, self)
        self.pane = MapPane(theme, self)
        self.empty = EmptyState(theme, "path", self)
        self.empty.add_button(self.begin, icon="plus", primary=True)
        self.empty.add_button(self.show_customers, icon="buildings")
        self.acts = PlanActs(workbench, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._map())
        self._stack.addWidget(self.empty)
        self.split(_KEY, self._stack, self.pane)
        self._connect()
        self.retranslate()
        self._load()

    def _map(self) -> QWidget:
        body = QWidget(self)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.curve, 1)
        inner.addWidget(self.matrix)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        whole = QWidget(self)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        line = QHBoxLayout()
        line.addWidget(self.heads)
        layout.addLayout(line)
        layout.addWidget(area, 1)
        self._area = area
        return whole

    def _connect(self) -> None:
        self.toolbar.product_chosen.connect(self._on_product)
        self.toolbar.size_chosen.connect(self._on_size)
        self.toolbar.poster_requested.connect(self.save_poster)
        self.toolbar.levels_requested.connect(self.change_levels)
        self.toolbar.moves_requested.connect(self.show_moves)
        self.heads.moved.connect(self._on_level)
        self.heads.opened.connect(self._on_level_opened)
        self.curve.opened.connect(self._on_customer)
        self.curve.chosen.connect(self.choose)
        self.matrix.moved.connect(self.choose)
        for source in (self.matrix.opened, self.pane.listed):
            source.connect(self._list)
        self.matrix.added.connect(self.acts.add)
        self.matrix.renamed.connect(self.acts.rename)
        self.pane.customer_opened.connect(self._on_customer)
        self.pane.ids_listed.connect(self._on_ids)
        self.pane.adding.connect(self.acts.plan)
        for part in (self.matrix, self.pane):
            part.detailed.connect(self.acts.change)
            part.deleted.connect(self.acts.delete)
            part.ordered.connect(self.acts.order)

    # --- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """Override Page.title."""
        return _("Operation map")

    def context(self) -> str:
        """Override Page.context."""
        return _("Maturity × touch × health")

    def status(self) -> str:
        """Override Page.status."""
        book = self.book
        if book is None or not book.levels:
            return ""
        parts = [f"{book.product} {say.customers(len(book.placed))}", say.work(book), say.over(book)]
        if self.choice != Chosen():
            parts.append(f"{self.choice.title(book)} {say.customers(len(self.choice.customers(book)))}")
        return "   ".join(part for part in parts if part)

    def supported(self) -> frozenset[ActionId]:
        """Override Page.supported."""
        return frozenset({ActionId.MAP_POSTER} if self.book is not None and self.book.levels else ())

    def trigger(self, action: ActionId) -> None:
        """Override Page.trigger."""
        if action is ActionId.MAP_POSTER:
            self.save_poster()

    def open(self, argument: object) -> None:
        """Override Page.open: the id of a product shows its map."""
        if isinstance(argument, int):
            self._wanted = argument
            self._load()

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self.matrix.setFocus()

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        self.toolbar.retranslate()
        self.empty.set_words(
            _("No product has levels of maturity yet"),
            _("The map shows how far customers have come with a product, and what you do for them there."),
            _("Take a ready product…"),
            _("Show the customers"),
        )
        if self.book is not None:
            self._show()

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh."""
        del areas
        self._load()

    # --- loading ------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        service, wanted = self.workbench.services.operation_map, self._wanted
        shown = None if self.book is None else self.book.product_id

        def work() -> tuple[tuple[MapProduct, ...], MapBook | None]:
            products = service.products()
            mapped = [each.id for each in products if each.levels]
            chosen = next((id_ for id_ in (wanted, shown) if id_ in mapped), None)
            if chosen is None and mapped:
                chosen = max((each for each in products if each.levels), key=lambda each: each.customers).id
            return products, None if chosen is None else service.book(chosen)

        self.workbench.tasks.query(work, self._arrived, key=f"{_KEY}.book", owner=self)

    def _arrived(self, found: tuple[tuple[MapProduct, ...], MapBook | None]) -> None:
        before = self.book
        self.products, self.book = found
        self._wanted = None
        if self.book is not None and (before is None or before.product_id != self.book.product_id):
            self.choice = self._first(self.book)
        self.loaded = True
        self._show()

    @staticmethod
    def _first(book: MapBook) -> Chosen:
        """Return the level where most customers are: there is most to say about it."""
        return Chosen(max(COLUMNS[1:], key=lambda level: (len(book.at(level)), -level)))

    def _show(self) -> None:
        book = self.book
        self._stack.setCurrentIndex(0 if book is not None and book.levels else 1)
        self.show_panel(shown=book is not None and bool(book.levels))
        if book is not None:
            self.toolbar.show_products([each for each in self.products if each.levels], book, self.told)
            self.matrix.show_book(book, self.choice)
            self.curve.show_book(book, self.choice, self.told)
            self._show_choice()
        self.described.emit()

    def _show_choice(self) -> None:
        book = self.book
        if book is not None:
            level = self.choice.level
            self.acts.of(book, self.choice)
            self.heads.show_book(book, level)
            self.pane.show_choice(book, self.choice)

    # --- what the user does -------------------------------------------------------------------------------------

    @Slot(object)
    def choose(self, choice: Chosen) -> None:
        """Choose something on the map."""
        self.choice = choice
        self.matrix.show_choice(choice)
        self.curve.show_choice(choice)
        self._show_choice()
        if choice.cell and choice.level is not None:
            place = self.matrix.place_of((choice.level, choice.touch))
            place.moveTop(place.top() + self.matrix.y())
            self._area.ensureVisible(place.center().x(), place.bottom(), 0, 4)
        self.described.emit()

    @Slot(int)
    def _on_level(self, level: int) -> None:
        self.choose(Chosen(level))

    @Slot(int)
    def _on_level_opened(self, level: int) -> None:
        self._list(Chosen(level))

    @Slot(object)
    def _list(self, choice: Chosen) -> None:
        if self.book is not None:
            self.workbench.navigator.go(PageId.CUSTOMERS, ListPlace(choice.query(self.book)))

    @Slot(object, str)
    def _on_ids(self, ids: Sequence[int], title: str) -> None:
        query = ListQuery(filter=Group((picked(ids, title),)))
        self.workbench.navigator.go(PageId.CUSTOMERS, ListPlace(query))

    @Slot(int)
    def _on_customer(self, customer_id: int) -> None:
        self.workbench.navigator.go(PageId.CUSTOMERS, customer_id)

    @Slot(int)
    def _on_product(self, product_id: int) -> None:
        self._wanted = product_id
        self._load()

    @Slot(str)
    def _on_size(self, size: str) -> None:
        self.told = Size(size)
        self._show()

    # --- first steps, and out -----------------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """Offer the ready products."""
        from csops_desktop.ui.features.map.begin import offer  # noqa: PLC0415 (only when asked for)

        service, language = self.workbench.services.maturity, current()

        def ask(found: tuple[Starter, ...]) -> None:
            offer(self.workbench, self.products, [each.model for each in found], self)

        self.workbench.tasks.query(lambda: service.starters(language), ask, owner=self)

    @Slot()
    def change_levels(self) -> None:
        """Open the levels of the product."""
        from csops_desktop.ui.maturity.levels_dialog import LevelsDialog  # noqa: PLC0415 (only when asked for)

        if self.book is not None:
            LevelsDialog(self.workbench, self.book.product_id, self).open()

    @Slot()
    def show_moves(self) -> None:
        """Tell how long customers take to each level, and who moved in which month."""
        from csops_desktop.ui.maturity.moves_dialog import MovesDialog  # noqa: PLC0415 (only when asked for)

        service, product = self.workbench.services.level_moves, 0 if self.book is None else self.book.product_id

        def show(report: LevelReport) -> None:
            dialog = MovesDialog(self.workbench, report, self)
            dialog.customer_wanted.connect(self._on_customer)
            dialog.open()

        self.workbench.tasks.query(lambda: service.report(product), show, owner=self)

    @Slot()
    def save_poster(self) -> None:
        """Ask for a place and draw the map there, as PDF or SVG."""
        from csops_desktop.ui.features.map.poster import save  # noqa: PLC0415 (only when asked for)

        if self.book is not None:
            save(self.workbench, self.book, self.told)
