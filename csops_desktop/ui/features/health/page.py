"""The page of health: the plane of the two axes, bands and movement, seasons, the proof of the score; and the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from csops_desktop.domain import health
from csops_desktop.domain.changes import Area, Outcome
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.health import Chosen, HealthBook, HealthLine
from csops_desktop.domain.health_seasons import Seasons
from csops_desktop.domain.level_filter import picked
from csops_desktop.domain.query import Group, ListQuery
from csops_desktop.domain.scoring.shown import Starter
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.i18n import _, current
from csops_desktop.services.health import Trail
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.health import words
from csops_desktop.ui.features.health.charts import HealthCharts, axes_of
from csops_desktop.ui.features.health.modes import Mode, Trails
from csops_desktop.ui.features.health.pane import HealthPane
from csops_desktop.ui.features.health.table import EXPORTED
from csops_desktop.ui.state import ListPlace, PageId, Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.tasks import Handle
from csops_desktop.ui.widgets.list_export import ListExport
from csops_desktop.ui.widgets.split_page import SplitPage
from csops_desktop.wording import fields as field_words

_KEY = "health"
_MODES = tuple(Mode)
_MOVERS = 8


@dataclass(frozen=True, slots=True)
class _Found:
    """One reading of the page."""

    book: HealthBook
    currency: str
    starters: tuple[Starter, ...]


class HealthPage(SplitPage):
    """Who is at risk, who can grow, and is the score right."""

    watches = (
        Area.CUSTOMERS | Area.CONTRACTS | Area.CONTACTS | Area.ACTIVITIES | Area.TICKETS | Area.SURVEYS
        | Area.CHURN_EVENTS | Area.HEALTH | Area.MATURITY | Area.READINGS | Area.MEMBERS | Area.SETTINGS
    )  # fmt: skip

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.book = HealthBook()
        self.loaded = False
        self._starters: tuple[Starter, ...] = ()
        self._chosen, self._mode, self._trails = Chosen(), Mode.PLANE, Trails.MOVERS
        self._card: int | None = None
        self._reading: Handle | None = None
        self._context = ListContext(workbench.clock.today())
        self.charts = charts = HealthCharts(workbench, self)
        self.stack, self.beginning = charts.stack, charts.beginning
        self.plane, self.bands, self.seasons, self.proof = charts.plane, charts.bands, charts.seasons, charts.proof
        self.pane = HealthPane(workbench.theme, self._context, self)
        self.exports = ListExport(workbench, Kind.CUSTOMERS, self._copy, self)
        self.split(_KEY, charts, self.pane)
        self._connect()
        self.retranslate()
        self._load()

    def _connect(self) -> None:
        table = self.pane.table
        self.charts.modes.chosen.connect(self._on_mode)
        self.charts.trails.chosen.connect(self._on_trails)
        self.charts.cards.picked.connect(self._on_card)
        for source in (self.plane, self.bands):
            source.chosen.connect(self._on_chosen)
        self.pane.wanted.connect(self._on_chosen)
        self.proof.opened.connect(self._on_open)
        self.proof.customers_requested.connect(self._on_customers)
        self.seasons.customers_requested.connect(self._on_customers)
        self.beginning.import_requested.connect(self.show_import)
        self.beginning.build_requested.connect(self._on_build)
        self.charts.hint.rate_requested.connect(self.workbench.navigator.rate)
        self.charts.hint.card_requested.connect(self._on_editor)
        self.charts.editor.clicked.connect(self._on_editor)
        self.beginning.starter_chosen.connect(self._on_starter)
        self.plane.pointed.connect(self._on_pointed)
        self.plane.opened.connect(self._on_open)
        self.pane.export_requested.connect(self._on_export)
        self.pane.list_requested.connect(self._on_list)
        table.current_id_changed.connect(self._on_current)
        table.opened.connect(self._on_open_current)
        table.log_requested.connect(self._on_log)
        table.copy_requested.connect(self._on_copy)
        for keys, step in (("Ctrl+Tab", self._on_next), ("Ctrl+Shift+Tab", self._on_previous)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(step)

    # --- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """Override Page.title."""
        return _("Customer health")

    def context(self) -> str:
        """Override Page.context."""
        card = self.book.card
        if card is None:
            return ""
        across, up = axes_of(self.book)
        n = field_words.counted(Kind.CUSTOMERS, len(self.book.lines))
        return _("{customers}, 200 points ({across} 100 + {up} 100)").format(customers=n, across=across, up=up)

    def status(self) -> str:
        """Override Page.status."""
        n = self.book.unscored
        said = _("Without a score: {customers}")
        return said.format(customers=field_words.counted(Kind.CUSTOMERS, n)) if n else ""

    def supported(self) -> frozenset[ActionId]:
        """Override Page.supported."""
        return frozenset({ActionId.EXPORT} if self.pane.lines() else ())

    def trigger(self, action: ActionId) -> None:
        """Override Page.trigger."""
        if action is ActionId.EXPORT:
            self.pane.export.click()

    def open(self, argument: object) -> None:
        """Override Page.open: a mode's name goes to it, what is chosen is listed."""
        match argument:
            case str() if argument in _MODES:
                self._on_mode(argument)
            case Chosen():
                self._on_chosen(argument)

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self.charts.focus(self._mode)

    def current_customer(self) -> int | None:
        """Override Page.current_customer."""
        return self.pane.table.current_id()

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        self.charts.retranslate()
        self.pane.retranslate()
        self._show()

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh."""
        del areas
        self._load()

    # --- loading ------------------------------------------------------------------------------------------------

    @Slot()
    def _load(self) -> None:
        services, card, language = self.workbench.services, self._card, current()

        def work(_handle: Handle) -> _Found:
            book = services.health.book(card)
            starters = () if book.cards else services.scorecards.starters(language)
            return _Found(book, str(services.settings.get(StoreSetting.CURRENCY) or "JPY"), starters)

        # Beside the store worker: with very many customers it takes longer than an edit may wait.
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self.workbench.tasks.background(work, self._arrived, owner=self)

    def _arrived(self, found: _Found) -> None:
        self.book, self._starters = found.book, found.starters
        self._context = ListContext(self.workbench.clock.today(), found.currency, self.workbench.crew.team)
        self.loaded = True
        self.proof.forget()
        self._show()
        self._load_trails()
        self._load_more()

    def _load_trails(self) -> None:
        services = self.workbench.services
        ids = [line.id for line in health.movers(self.book.lines, _MOVERS)] if self._trails is not Trails.NONE else []
        if not ids:
            self._show_trails({})
            return
        self.workbench.tasks.query(
            lambda: services.health.trails(ids), self._show_trails, key=f"{_KEY}.trails", owner=self
        )

    def _load_more(self) -> None:
        """Read what only the chosen mode shows."""
        if self._mode is Mode.SEASONS:
            services = self.workbench.services
            self.workbench.tasks.background(lambda _handle: services.health.seasons(), self._show_seasons, owner=self)
        elif self._mode is Mode.PROOF and self.book.card is not None:
            services, card = self.workbench.services, self.book.card.parent_id
            self.workbench.tasks.query(
                lambda: services.health.versions(card),
                lambda versions: self.proof.show_card(card, versions),
                key=f"{_KEY}.versions",
                owner=self,
            )

    def _show_seasons(self, seasons: Seasons) -> None:
        self.seasons.show_seasons(seasons, self._context.currency)

    def _show_trails(self, trails: Mapping[int, Trail]) -> None:
        self.plane.show_trails(trails, everybody=self._trails is Trails.ALL)

    def _show(self) -> None:
        book, chosen, context = self.book, self._chosen, self._context
        self.charts.show_choices(self._mode, self._trails, book)
        self.pane.show_lines(book.lines, chosen, context, axes_of(book))
        listed = frozenset(line.id for line in self.pane.lines()) if chosen.narrowed else None
        self.charts.show_book(book, chosen, listed, context.currency)
        if book.lines or not self.loaded:
            self.charts.bring(self._mode)
        else:
            self.charts.begin(book, self._starters)
        self.show_panel(shown=bool(book.lines))
        self.described.emit()

    def _copy(self, ids: Sequence[int]) -> None:
        self.exports.copy_shown(self.pane.model.columns, [self.pane.line(id_) for id_ in ids])

    # --- what the user does -------------------------------------------------------------------------------------

    @Slot(str)
    def _on_mode(self, mode: str) -> None:
        self._mode = Mode(mode)
        self._show()
        self._load_more()
        self.focus_content()

    @Slot()
    def _on_next(self) -> None:
        self._on_mode(_MODES[(_MODES.index(self._mode) + 1) % len(_MODES)])

    @Slot()
    def _on_previous(self) -> None:
        self._on_mode(_MODES[_MODES.index(self._mode) - 1])

    @Slot(str)
    def _on_trails(self, trails: str) -> None:
        self._trails = Trails(trails)
        self._load_trails()

    @Slot(object)
    def _on_card(self, card_id: int) -> None:
        self._card = card_id
        self._chosen = Chosen()
        self._load()

    @Slot(object)
    def _on_chosen(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self._show()

    @Slot(object)
    def _on_starter(self, starter: Starter) -> None:
        services = self.workbench.services

        def work() -> Outcome[int]:
            card = services.scorecards.add(starter.definition).value
            return services.scorecards.publish(card, starter.note)

        self.workbench.tasks.operate(work)

    @Slot()
    def _on_editor(self) -> None:
        card = self.book.card
        if card is None:
            self._on_build()
        else:
            self.workbench.navigator.go(PageId.SCORECARD, card.parent_id)

    @Slot()
    def _on_build(self) -> None:
        self.workbench.navigator.go(PageId.SETTINGS, "scorecards")

    @Slot(int)
    def _on_pointed(self, customer_id: int) -> None:
        if self.pane.line(customer_id) is not None:
            self.pane.table.go_to(customer_id)

    @Slot()
    def _on_current(self) -> None:
        self.plane.go_to(self.pane.table.current_id())

    @Slot(int)
    def _on_open(self, customer_id: int) -> None:
        self.workbench.navigator.go(PageId.CUSTOMERS, customer_id)

    @Slot()
    def _on_open_current(self, _id: object = None) -> None:
        current = self.pane.table.current_id()
        if current is not None:
            self._on_open(current)

    @Slot()
    def _on_log(self) -> None:
        current = self.pane.table.current_id()
        self.workbench.navigator.log(None if current is None else [current])

    @Slot()
    def _on_copy(self) -> None:
        current = self.pane.table.current_id()
        if current is not None:
            self._copy([current])

    @Slot()
    def _on_list(self) -> None:
        lines: list[HealthLine] = self.pane.lines()
        if lines:
            self._on_customers(tuple(line.id for line in lines), words.chosen(self._chosen))

    @Slot(object, str)
    def _on_customers(self, ids: tuple[int, ...], title: str) -> None:
        query = ListQuery(filter=Group((picked(ids, title),)))
        self.workbench.navigator.go(PageId.CUSTOMERS, ListPlace(query))

    @Slot(object)
    def _on_export(self, anchor: QWidget) -> None:
        self.exports.offer(anchor, [line.id for line in self.pane.lines()], EXPORTED)
