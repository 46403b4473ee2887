"""Carries out the actions of the table; the names of the methods are the handlers named there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from csops_desktop.domain.query import Condition, Group, ListQuery, Op, Sort
from csops_desktop.foundation.i18n import _
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.action_table import ACTIONS, action
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.frame import Frame
from csops_desktop.ui.pages import PAGES
from csops_desktop.ui.state import ListPlace, LogEntryPlace, PageId, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csops_desktop.domain.timeline import Hit
    from csops_desktop.ui.widgets.palette import PaletteEntry

_RECENT = 5
_SUGGESTIONS = 8
_HITS = 8
_SEARCHED_FROM = 2  # characters; one stands in nearly everything that was logged
_NOT_IN_PALETTE = {ActionId.PALETTE, ActionId.IMPORT, ActionId.SETTINGS, ActionId.HELP}  # the pages stand there


class Commands(QObject):
    """What the window can be told to do."""

    def __init__(self, window: Frame) -> None:
        super().__init__(window)
        self._window = window
        self._bench = window.workbench

    @Slot()
    def run(self, wanted: ActionId, _checked: object = None) -> None:
        """Run an action: a method of this class, or of the page that carries it out."""
        declared = action(wanted)
        if declared.page is None:
            getattr(self, declared.handler)()
            return
        page = self._window.page()
        if page is not None and wanted in page.supported():
            page.trigger(wanted)
            return
        target = self._window.load_page(declared.page)
        if page is not target:
            self._window.go(Place(declared.page))
        if self._window.page() is target:
            target.trigger(wanted)

    @Slot(str)
    def run_key(self, key: str) -> None:
        """Run an entry of the palette."""
        sort, _colon, name = key.partition(":")
        if sort == "customer":
            self._window.go(Place(PageId.CUSTOMERS, int(name)))
            return
        if sort == "activity":
            customer, activity = map(int, name.split("/"))
            words = self._window.open_palette().field.text().strip()
            self._window.go(Place(PageId.CUSTOMERS, LogEntryPlace(customer, activity, words)))
            return
        recent = [key, *(old for old in self._bench.preferences.get(prefs.RECENT_COMMANDS) if old != key)]
        self._bench.preferences.set(prefs.RECENT_COMMANDS, recent[:_RECENT])
        if sort == "page":
            self._window.go(Place(PageId(name)))
        else:
            self.run(ActionId(name))

    @Slot()
    def show_palette(self) -> None:
        """Open the palette."""
        recent = self._bench.preferences.get(prefs.RECENT_COMMANDS)
        self._window.open_palette().show_palette(self.palette_entries(), recent)

    def palette_entries(self) -> "list[PaletteEntry]":
        """Return the pages and actions as the palette lists them."""
        from csops_desktop.ui.widgets.palette import PaletteEntry  # noqa: PLC0415 (after the first paint)

        numbers = {page_id: number for number, page_id in enumerate(self._window.page_ids(), 1)}
        pages = [
            PaletteEntry(
                f"page:{page.id}",
                _(page.title),
                page.icon,
                f"Ctrl+{numbers[page.id]}" if page.id in numbers else "",
                f"{page.title} {page.words}",
            )
            for page in PAGES
            if not page.inner
        ]
        actions = [
            PaletteEntry(
                f"action:{declared.id}",
                _(declared.text),
                declared.icon,
                declared.keys[0] if declared.keys else "",
                f"{declared.text} {declared.words}",
            )
            for declared in ACTIONS
            if declared.id not in _NOT_IN_PALETTE
        ]
        return [*pages, *actions]

    @Slot(str)
    def suggest(self, text: str) -> None:
        """Look up the customers, and what was logged, for what is typed in the palette."""
        services, palette = self._bench.services, self._window.open_palette()

        def work() -> "tuple[list[tuple[int, str]], list[Hit]]":
            found = services.customers.suggest(text, _SUGGESTIONS)
            return found, services.timeline.search(text, _HITS) if len(text.strip()) >= _SEARCHED_FROM else []

        def show(found: "tuple[list[tuple[int, str]], list[Hit]]") -> None:
            from csops_desktop.ui.widgets.palette_list import customer_entry, hit_entry  # noqa: PLC0415 (see above)

            customers, hits = found
            today = self._bench.clock.today()
            listed = [customer_entry(*customer) for customer in customers]
            palette.show_found(text, listed, [hit_entry(hit, today) for hit in hits])

        self._bench.tasks.query(work, show, key="palette", owner=palette)

    @Slot()
    def undo(self) -> None:
        """Undo the latest operation, or the latest step of a draft on the page."""
        page = self._window.page()
        if page is not None and page.undo():
            return
        self._window.close_toast()
        self._bench.tasks.operate(self._bench.services.history.undo)

    @Slot()
    def redo(self) -> None:
        """Do again what was undone last."""
        page = self._window.page()
        if page is not None and page.redo():
            return
        self._window.close_toast()
        self._bench.tasks.operate(self._bench.services.history.redo)

    @Slot(int)
    def undo_set(self, set_id: int) -> None:
        """Undo one operation, from its toast."""
        self._bench.tasks.operate(lambda: self._bench.services.history.undo_set(set_id))

    @Slot()
    def show_log(self) -> None:
        """Open the log for the current customer of the page."""
        self._window.open_log()

    def new_opportunity(self) -> None:
        """Ask where the current customer of the page could grow."""
        from csops_desktop.ui.opportunities.acts import OpportunityActs  # noqa: PLC0415 (only when asked for)

        page = self._window.page()
        OpportunityActs(self._bench, self._window).add(None if page is None else page.current_customer())

    def start_playbook(self) -> None:
        """Ask which playbook starts for the current customer of the page."""
        from csops_desktop.ui.playbooks.starting import start  # noqa: PLC0415 (only when asked for)

        page = self._window.page()
        start(self._bench, self._window, None if page is None else page.current_customer())

    def show_calendar(self) -> None:
        """Show what must be decided on which day."""
        self._window.go(Place(PageId.RENEWALS, "calendar"))

    def show_opportunities(self) -> None:
        """Show where customers could grow."""
        self._window.go(Place(PageId.RENEWALS, "opportunities"))

    def show_at_risk(self) -> None:
        """Show the customers at risk, the lowest scores first."""
        self._list(Condition("band", Op.IS, ("risk",)), "score")

    def show_fallen(self) -> None:
        """Show the customers whose health fell much within 30 days, those that fell most first."""
        from csops_desktop.domain.today import DROP  # noqa: PLC0415 (not at the start)

        self._list(Condition("score_change", Op.AT_MOST, (-DROP,)), "score_change")

    def _list(self, condition: Condition, by: str) -> None:
        self._window.go(Place(PageId.CUSTOMERS, ListPlace(ListQuery(filter=Group((condition,)), sort=Sort(by)))))

    def new_store(self) -> None:
        """Make another store."""
        self._window.store_requested.emit("new")

    def open_store(self) -> None:
        """Open another store."""
        self._window.store_requested.emit("open")

    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    def export_all(self) -> None:
        """Write everything to a folder."""
        from csops_desktop.ui.features.everything.dialog import export_everything  # noqa: PLC0415 (only when asked for)

        export_everything(self._bench, self._window)

    def import_all(self) -> None:
        """Read everything back from a folder."""
        from csops_desktop.ui.features.everything.dialog import import_everything  # noqa: PLC0415 (only when asked for)

        import_everything(self._bench, self._window)

    def show_import(self) -> None:
        """Show the import page."""
        self._window.go(Place(PageId.IMPORT))

    def show_settings(self) -> None:
        """Show the settings."""
        self._window.go(Place(PageId.SETTINGS))

    def show_playbook_templates(self) -> None:
        """Show the list of playbooks."""
        self._window.go(Place(PageId.PLAYBOOK_LIST))

    def show_scorecards(self) -> None:
        """Show the scorecards."""
        self._window.go(Place(PageId.SETTINGS, "scorecards"))

    def show_help(self) -> None:
        """Show the help."""
        self._window.go(Place(PageId.HELP))

    def show_keys(self) -> None:
        """Show the help on keys."""
        self._window.go(Place(PageId.HELP, "keys"))

    def show_about(self) -> None:
        """Show what this program is."""
        self._window.go(Place(PageId.HELP, "about"))

    def show_history(self) -> None:
        """Show the list of operations."""
        from csops_desktop.ui.features.history.dialogs import HistoryDialog  # noqa: PLC0415 (only when asked for)

        HistoryDialog(self._bench, self._window).open()

    def show_import_history(self) -> None:
        """Show the list of imports."""
        from csops_desktop.ui.features.history.dialogs import HistoryDialog  # noqa: PLC0415 (only when asked for)

        HistoryDialog(self._bench, self._window, imports_only=True).open()

    def show_bin(self) -> None:
        """Show what was deleted in the last 30 days."""
        from csops_desktop.ui.features.history.bin import BinDialog  # noqa: PLC0415 (only when asked for)

        BinDialog(self._bench, self._window).open()

    def show_duplicates(self) -> None:
        """Look for customers that are there twice."""
        from csops_desktop.ui.features.duplicates.dialogs import DuplicatesDialog  # noqa: PLC0415 (only when asked for)

        DuplicatesDialog(self._bench, self._window).open()

    def show_touch_suggestions(self) -> None:
        """Show for whom another touch model is suggested, the current customer of the page first."""
        from csops_desktop.ui.features.touch.dialog import TouchDialog  # noqa: PLC0415 (only when asked for)

        page = self._window.page()
        TouchDialog(self._bench, self._window, None if page is None else page.current_customer()).open()

    @Slot(object)
    def merge(self, customers: "Sequence[int]") -> None:
        """Merge customers, or look for duplicates among all when none are named."""
        from csops_desktop.ui.features.duplicates.dialogs import MergeDialog  # noqa: PLC0415 (only when asked for)

        if customers:
            MergeDialog(self._bench, self._window, customers).open()
        else:
            self.show_duplicates()

    @Slot(object)
    def rate(self, customers: "Sequence[int]") -> None:
        """Work off the ratings that are due, of these customers or of all."""
        from csops_desktop.ui.features.ratings.queue_dialog import RatingQueue  # noqa: PLC0415 (only when asked for)

        RatingQueue(self._bench, self._window, customers).open()

    def rate_due(self) -> None:
        """Work off all ratings that are due."""
        self.rate(())

    def back_up(self) -> None:
        """Make a backup now."""
        from csops_desktop.ui.features.history.backups import back_up  # noqa: PLC0415 (only when asked for)

        back_up(self._bench)

    def show_backups(self) -> None:
        """Show the backups, to restore one."""
        from csops_desktop.ui.features.history.backups import BackupsDialog  # noqa: PLC0415 (only when asked for)

        BackupsDialog(self._bench, self._window).open()

    def check_store(self) -> None:
        """Check the store and say what was found."""
        from csops_desktop.ui.features.history.backups import check  # noqa: PLC0415 (only when asked for)

        check(self._bench)

    def focus_search(self) -> None:
        """Go to the search field of the page, or to the palette where the page has none."""
        page = self._window.page()
        if page is None or not page.search_placeholder():
            self.show_palette()
            return
        self._window.focus_search()

    def back(self) -> None:
        """Go to the place before."""
        self._window.step(-1)

    def forward(self) -> None:
        """Go to the place after."""
        self._window.step(1)

    def toggle_nav(self) -> None:
        """Collapse or open the navigation."""
        collapsed = self._bench.preferences.get(prefs.NAV_COLLAPSED)
        self._bench.preferences.set(prefs.NAV_COLLAPSED, not collapsed)

    def use_light(self) -> None:
        """Use light colours."""
        self._bench.preferences.set(prefs.THEME, "light")
        self._bench.theme.set_mode("light")

    def use_dark(self) -> None:
        """Use dark colours."""
        self._bench.preferences.set(prefs.THEME, "dark")
        self._bench.theme.set_mode("dark")

    def use_system(self) -> None:
        """Use the colours of the system."""
        self._bench.preferences.set(prefs.THEME, "system")
        self._bench.theme.set_mode("system")

    def use_japanese(self) -> None:
        """Switch to Japanese."""
        self._bench.preferences.set(prefs.LANGUAGE, "ja")
        self._bench.language.use("ja")

    def use_english(self) -> None:
        """Switch to English."""
        self._bench.preferences.set(prefs.LANGUAGE, "en")
        self._bench.language.use("en")
