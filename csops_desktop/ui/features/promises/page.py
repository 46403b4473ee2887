"""The page of promises and requests: what was promised and until when, what customers ask for."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.promises.promise_half import PromiseHalf
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.split_page import SplitPage
from csops_desktop.wording import fields as words


class PromisesPage(SplitPage):
    """Promises and requests."""

    watches = Area.CUSTOMERS | Area.PROMISES | Area.NEXT_ACTIONS | Area.ACTIVITIES | Area.MEMBERS | Area.SETTINGS

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.half = self.promises = PromiseHalf(workbench, self)
        self.split("promises", self.half.pane, self.half.panel)
        self._new = Button(workbench.theme, icon="plus", variant="primary", keys="C", parent=self)
        self._new.clicked.connect(self._on_new)
        self.half.shown.connect(self._on_shown)
        self.half.counted.connect(self.counted)
        workbench.crew.changed.connect(self._on_crew)
        self.retranslate()
        self.half.load()

    # --- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """Override Page.title."""
        return _("Promises and requests")

    def status(self) -> str:
        """Override Page.status."""
        n = len(self.half.pane.lines())
        return words.counted(Kind.PROMISES, n) if n else ""

    def commands(self) -> list[QWidget]:
        """Override Page.commands."""
        return [self._new]

    def search_placeholder(self) -> str:
        """Override Page.search_placeholder."""
        return _("Search promises and customers")

    def search(self, text: str) -> None:
        """Override Page.search."""
        self.half.search(text)

    def search_text(self) -> str:
        """Override Page.search_text."""
        return self.half.search_text()

    def supported(self) -> frozenset[ActionId]:
        """Override Page.supported."""
        found = {ActionId.NEW_PROMISE}
        return frozenset(found | {ActionId.EXPORT} if self.half.listed() else found)

    def trigger(self, action: ActionId) -> None:
        """Override Page.trigger."""
        if action is ActionId.NEW_PROMISE:
            self.promises.add()
        elif action is ActionId.EXPORT:
            self.half.pane.export_button.click()

    def open(self, argument: object) -> None:
        """Override Page.open: a promise's id goes to its line."""
        if isinstance(argument, int):
            self.promises.go_to(argument)

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self.half.pane.table.setFocus()

    def current_customer(self) -> int | None:
        """Override Page.current_customer."""
        return self.half.customer()

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        self._new.set_text(_("Add a promise…"))
        self.half.pane.retranslate()
        self.half.panel.retranslate()

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh."""
        del areas
        self.half.load()

    # --- reactions ----------------------------------------------------------------------------------------------

    @Slot()
    def _on_shown(self) -> None:
        self.show_panel(shown=self.half.pane.table.current_id() is not None)
        self.described.emit()

    @Slot()
    def _on_crew(self) -> None:
        self.half.load()

    @Slot()
    def _on_new(self) -> None:
        self.half.add()
