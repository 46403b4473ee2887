"""The window: navigation, command bar, pages, status bar; it shows places and speaks for the tasks."""

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QMimeData, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.i18n import _
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.badges import Badges
from csops_desktop.ui.commands import Commands
from csops_desktop.ui.frame import Frame
from csops_desktop.ui.log_dock import LogDock, letters
from csops_desktop.ui.menus import Menus
from csops_desktop.ui.new_day import score_of_today
from csops_desktop.ui.page_makers import MAKERS
from csops_desktop.ui.pages import GROUP_TITLES, PageGroup, entry
from csops_desktop.ui.shown_pages import ShownPages
from csops_desktop.ui.state import PageId, Place, Workbench
from csops_desktop.ui.widgets.command_bar import CommandBar
from csops_desktop.ui.widgets.navigation import NavEntry, Navigation
from csops_desktop.ui.widgets.notices import BannerView, ToastView
from csops_desktop.ui.widgets.page import Page
from csops_desktop.ui.widgets.status_bar import StatusBar
from csops_desktop.wording import values

if TYPE_CHECKING:
    from csops_desktop.ui.widgets.palette import Palette

_ME = "me"
_CLOCK_MS = 30_000


class MainWindow(Frame):
    """The frame around the pages.

    Signals:
        painted: the window stands on the screen for the first time.
        closed: the user closed the window.
    """

    painted = Signal()
    closed = Signal()

    def __init__(self, workbench: Workbench, store: Path) -> None:
        super().__init__()
        self.workbench = workbench
        workbench.crew.setParent(self)  # it goes with the store
        self.store = store
        self._pages: dict[PageId, Page] = {}
        self._trail: list[Place] = []
        self._at = -1
        self._painted = False
        self._day = workbench.clock.today()
        self.badges = Badges(workbench, self)
        self.shown = ShownPages(workbench, self)
        self.setAcceptDrops(True)
        self.setMinimumSize(*workbench.theme.tokens.min_window)
        self.commands = Commands(self)
        self.menus = Menus(self, self.commands)
        self._build()
        self._connect()
        self._restore_geometry()
        self.retranslate()

    def _build(self) -> None:
        theme = self.workbench.theme
        centre = self._centre = QWidget(self)
        self.nav = Navigation(theme, centre)
        self.bar = CommandBar(theme, self.menus.menu, centre)
        self.banner = BannerView(theme, centre)
        self.stack = QStackedWidget(centre)
        self.status = StatusBar(theme, centre)
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self.bar, self.banner):
            right.addWidget(part)
        right.addWidget(self.stack, 1)
        self.log = LogDock(self.workbench, right, self)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addLayout(right, 1)
        whole = QVBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        whole.addWidget(self.status)
        self.setCentralWidget(centre)
        self.toast = ToastView(theme, centre)
        self.palette_view: Palette | None = None
        self._clock = QTimer(self, interval=_CLOCK_MS)

    def _connect(self) -> None:
        bench = self.workbench
        self.nav.chosen.connect(self._on_nav)
        self.bar.search.changed.connect(self._on_search)
        self.bar.search.opened.connect(self.commands.show_palette)
        self.bar.search.left.connect(self._on_search_left)
        self.bar.palette_button.clicked.connect(self.commands.show_palette)
        self.bar.log_button.clicked.connect(self.commands.show_log)
        self.bar.undo_button.clicked.connect(self.commands.undo)
        self.toast.undo_requested.connect(self.commands.undo_set)
        bench.messages.toasted.connect(self.toast.show_toast)
        bench.messages.bannered.connect(self.banner.show_banner)
        bench.tasks.done.connect(bench.messages.outcome)
        bench.tasks.failed.connect(bench.messages.error)
        bench.tasks.busy.connect(self._on_busy)
        bench.tasks.changed.connect(self._on_changed)
        bench.navigator.requested.connect(self.go)
        self.badges.changed.connect(self._show_nav)
        bench.navigator.logging.connect(self.open_log)
        bench.navigator.returning.connect(self.commands.back)
        bench.navigator.merging.connect(self.commands.merge)
        bench.navigator.rating.connect(self.commands.rate)
        self.log.raised.connect(self.toast.stand_on)
        self.log.left.connect(self._on_search_left)
        self.painted.connect(self.log.load_draft)
        bench.preferences.changed.connect(self._on_preference)
        bench.crew.changed.connect(self._show_nav)
        self.shown.changed.connect(self._show_nav)
        self.painted.connect(self.shown.load)
        bench.theme.changed.connect(self._fit)
        self._clock.timeout.connect(self._on_clock)

    def run(self, action: ActionId) -> None:
        """Carry out an action."""
        self.commands.run(action)

    def page(self) -> Page | None:
        """Return the page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def page_ids(self) -> list[PageId]:
        """Return the pages in the navigation, in order; Ctrl+1…9 count them."""
        return self.shown.ids()

    @Slot(object)
    def go(self, place: Place) -> None:
        """Show a place and remember it for 戻る."""
        if self._show(place):
            self._trail = [*self._trail[: self._at + 1], place]
            self._at = len(self._trail) - 1

    def step(self, by: int) -> None:
        """Go back (−1) or forward (1) along the places visited."""
        target = self._at + by
        if 0 <= target < len(self._trail) and self._show(self._trail[target]):
            self._at = target

    def load_page(self, page_id: PageId) -> Page:
        """Return a page, made when it is asked for the first time."""
        page = self._pages.get(page_id)
        if page is None:
            page = self._pages[page_id] = MAKERS[page_id](self.workbench, self.stack)
            self.stack.addWidget(page)
            page.described.connect(self._describe)
            self.badges.follow(page_id, page)
        return page

    def open_palette(self) -> "Palette":
        """Return the palette, made when it is asked for the first time."""
        from csops_desktop.ui.widgets.palette import Palette  # noqa: PLC0415 (after the first paint)

        if self.palette_view is None:
            self.palette_view = Palette(self.workbench.theme, self._centre)
            self.palette_view.chosen.connect(self.commands.run_key)
            self.palette_view.asked.connect(self.commands.suggest)
        return self.palette_view

    @Slot(object)
    def open_log(self, customers: Sequence[int] | None = None) -> None:
        """Open the log for customers, or for the current one of the page."""
        page = self.page()
        self.log.open(customers, page.current_customer() if page is not None else None)

    def close_toast(self) -> None:
        """Take the toast away."""
        self.toast.close_toast()

    def focus_search(self) -> None:
        """Put the cursor in the search field."""
        self.bar.search.field.setFocus()
        self.bar.search.field.selectAll()

    def open_menu(self) -> None:
        """Open the menu of the command bar."""
        self.bar.menu_button.showMenu()

    def retranslate(self) -> None:
        """Set every text of the frame again."""
        self.setWindowTitle(f"{self.store.name} — CSOps Desktop")
        self.menus.retranslate()
        self._show_nav()
        self._describe()
        self._show_as_of()
        self._load_store_facts()

    def _show(self, place: Place) -> bool:
        before = self.page()
        page = self.load_page(place.page)
        if before is not None and before is not page and not before.may_leave():
            self._mark()
            return False
        self.stack.setCurrentWidget(page)
        page.open(place.argument)
        self.workbench.preferences.set(prefs.LAST_PAGE, place.page.value)
        self.shown.visit(place.page)
        self._fit()
        self._describe()
        page.focus_content()
        return True

    @Slot()
    def _describe(self) -> None:
        page = self.page()
        if page is None:
            return
        self.bar.show_page(page)
        self.bar.show_undo(_("Undo"), possible=True)
        self.status.show_page(page.status())
        self.log.follow(page.current_customer())
        self._mark()
        self._fit()

    def _mark(self) -> None:
        for page_id, page in self._pages.items():
            if page is self.page():
                self.nav.mark(page_id)

    @Slot()
    def _show_nav(self) -> None:
        top: list[NavEntry] = []
        bottom: list[NavEntry] = []
        group: PageGroup | None = None
        for number, page_id in enumerate(self.page_ids(), 1):
            found = entry(page_id)
            text = _(found.title)
            line = NavEntry(page_id, text, found.icon, f"{text} (Ctrl+{number})", self.badges.text(page_id))
            if found.group is PageGroup.BOTTOM:
                bottom.append(line)
                continue
            if found.group is not group:
                group = found.group
                top.append(NavEntry("", _(GROUP_TITLES[group])))
            top.append(line)
        me = self.workbench.crew.me
        if me is not None:
            bottom.append(NavEntry(_ME, me.name, hint=_("{name}: you").format(name=me.name)))
        self.nav.show_entries(top, bottom)
        self._mark()

    def _load_store_facts(self) -> None:
        settings = self.workbench.services.settings
        self.workbench.tasks.query(
            lambda: bool(settings.get(StoreSetting.SAMPLE)), self._show_store_facts, key="store facts"
        )

    def _show_store_facts(self, sample: bool) -> None:  # noqa: FBT001 (result of a query)
        self.status.show_store(self.store.name, str(self.store), sample=sample)

    @Slot(str)
    def _on_nav(self, key: str) -> None:
        if key == _ME:
            self.go(Place(PageId.SETTINGS, _ME))
        else:
            self.go(Place(PageId(key)))

    @Slot(str)
    def _on_search(self, text: str) -> None:
        page = self.page()
        if page is not None:
            page.search(text)

    @Slot()
    def _on_search_left(self) -> None:
        page = self.page()
        if page is not None:
            page.focus_content()

    @Slot(bool)
    def _on_busy(self, running: bool) -> None:  # noqa: FBT001 (slot)
        self.bar.progress.set_running(running)
        self.status.show_busy(_("Working…") if running else "")

    @Slot(object, object)
    def _on_changed(self, areas: Area, _initiator: object) -> None:
        self._show_as_of()
        if areas & Area.SETTINGS:
            self._load_store_facts()
        if self.workbench.services.unsettled:
            score_of_today(self.workbench)

    @Slot(str)
    def _on_preference(self, name: str) -> None:
        if name == prefs.NAV_COLLAPSED.name:
            self._fit()

    @Slot()
    def _on_clock(self) -> None:
        today = self.workbench.clock.today()
        if today != self._day:
            self._day = today
            self.workbench.tasks.changed.emit(Area.ALL, None)  # days left and overdue contacts are those of a new day
            score_of_today(self.workbench)
        self._show_as_of()

    @Slot()
    def _show_as_of(self) -> None:
        bench = self.workbench
        now = bench.clock.now()
        text = _("As of {date} {time}")
        self.status.show_as_of(text.format(date=values.date_with_weekday(bench.clock.today()), time=values.time(now)))

    @Slot()
    def _fit(self) -> None:
        tokens, page = self.workbench.theme.tokens, self.page()
        collapsed = self.workbench.preferences.get(prefs.NAV_COLLAPSED)
        wide = page is not None and page.is_wide() and self.width() <= tokens.normal_max
        self.nav.set_narrow(narrow=collapsed or wide or self.width() <= tokens.compact_max)

    def _restore_geometry(self) -> None:
        saved = self.workbench.preferences.get(prefs.WINDOW_GEOMETRY)
        if not saved or not self.restoreGeometry(QByteArray(base64.b64decode(saved))):
            free = self.screen().availableGeometry()
            self.resize(min(1440, free.width()), min(900, free.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._clock.start()
            self.badges.start()
            QTimer.singleShot(0, self.painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.dragEnterEvent: files can be dropped anywhere."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.dropEvent."""
        files = _files(event.mimeData())
        if files:
            event.acceptProposedAction()
            if letters(files):
                self.log.drop(letters(files))
            else:
                self.go(Place(PageId.IMPORT, files))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.changeEvent."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.ActivationChange and self._painted and self.isActiveWindow():
            self._on_clock()  # left open over night: what was today's is yesterday's
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.closeEvent."""
        page = self.page()
        if page is not None and not page.may_leave():
            event.ignore()
            return
        self.log.keep()
        geometry = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self.workbench.preferences.set(prefs.WINDOW_GEOMETRY, geometry)
        self.workbench.preferences.flush()
        self.badges.stop()
        event.accept()
        self.closed.emit()


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def bring_forward(window: QWidget) -> None:
    """Bring a window to the front, out of the task bar if need be."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
