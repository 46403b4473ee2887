"""The page of promises and requests: what was promised and until when, what customers ask for."""

from enum import StrEnum

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.promises.promise_half import PromiseHalf
from csops_desktop.ui.features.promises.request_half import RequestHalf
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button, Segment
from csops_desktop.ui.widgets.half import Half
from csops_desktop.ui.widgets.split_page import SplitPage
from csops_desktop.wording import fields as words


class Subject(StrEnum):
    """The two halves of the page."""

    PROMISES = "promises"
    REQUESTS = "requests"


_REQUEST_AREAS = Area.CUSTOMERS | Area.CONTRACTS | Area.CONTACTS | Area.REQUESTS | Area.MEMBERS | Area.SETTINGS
_PROMISE_AREAS = Area.CUSTOMERS | Area.PROMISES | Area.NEXT_ACTIONS | Area.ACTIVITIES | Area.MEMBERS | Area.SETTINGS


class PromisesPage(SplitPage):
    """Promises and requests."""

    watches = _PROMISE_AREAS | _REQUEST_AREAS

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.promises = PromiseHalf(workbench, self)
        self.requests = RequestHalf(workbench, self)
        self._halves: dict[Subject, Half] = {Subject.PROMISES: self.promises, Subject.REQUESTS: self.requests}
        self._shown = Subject.PROMISES
        self._panes, self._panels = QStackedWidget(self), QStackedWidget(self)
        self.subjects: list[Segment] = []
        for subject, half in self._halves.items():
            choice = Segment(tuple(Subject), half.pane)
            choice.choose(subject)
            choice.chosen.connect(self.show_subject)
            half.pane.bar.insertWidget(0, choice)
            half.pane.table.switched.connect(self._on_switched)
            half.shown.connect(self._on_shown)
            self.subjects.append(choice)
            self._panes.addWidget(half.pane)
            self._panels.addWidget(half.panel)
        self.split("promises", self._panes, self._panels)
        self._new = Button(workbench.theme, icon="plus", variant="primary", keys="C", parent=self)
        self._new.clicked.connect(self._on_new)
        self.promises.counted.connect(self.counted)
        workbench.crew.changed.connect(self._on_crew)
        self.retranslate()
        for half in self._halves.values():
            half.load()

    @property
    def half(self) -> Half:
        """The half that is shown."""
        return self._halves[self._shown]

    @Slot(str)
    def show_subject(self, subject: str) -> None:
        """Show one of the halves."""
        self._shown = Subject(subject)
        for choice, own in zip(self.subjects, Subject, strict=True):
            choice.choose(own)
        self._panes.setCurrentWidget(self.half.pane)
        self._panels.setCurrentWidget(self.half.panel)
        self._show_new()
        self._on_shown()
        self.focus_content()

    # --- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        """Override Page.title."""
        return _("Promises and requests")

    def status(self) -> str:
        """Override Page.status."""
        n = len(self.half.pane.lines())
        return words.counted(self.half.kind, n) if n else ""

    def commands(self) -> list[QWidget]:
        """Override Page.commands."""
        return [self._new]

    def search_placeholder(self) -> str:
        """Override Page.search_placeholder."""
        if self._shown is Subject.PROMISES:
            return _("Search promises and customers")
        return _("Search requests and customers")

    def search(self, text: str) -> None:
        """Override Page.search."""
        self.half.search(text)

    def search_text(self) -> str:
        """Override Page.search_text."""
        return self.half.search_text()

    def supported(self) -> frozenset[ActionId]:
        """Override Page.supported."""
        found = {ActionId.NEW_PROMISE, ActionId.NEW_REQUEST}
        return frozenset(found | {ActionId.EXPORT} if self.half.listed() else found)

    def trigger(self, action: ActionId) -> None:
        """Override Page.trigger."""
        if action is ActionId.EXPORT:
            self.half.export_button().click()
            return
        self.show_subject(Subject.PROMISES if action is ActionId.NEW_PROMISE else Subject.REQUESTS)
        self.half.add()

    def open(self, argument: object) -> None:
        """Override Page.open: the name of a half shows it, with an id its line."""
        if isinstance(argument, tuple):
            subject, record_id = argument
            self.show_subject(subject)
            self.half.go_to(record_id)
        elif argument in tuple(Subject):
            self.show_subject(str(argument))

    def focus_content(self) -> None:
        """Override Page.focus_content."""
        self.half.pane.table.setFocus()

    def current_customer(self) -> int | None:
        """Override Page.current_customer."""
        return self.half.customer()

    def retranslate(self) -> None:
        """Override Page.retranslate."""
        for choice in self.subjects:
            choice.set_texts([words.kind_name(half.kind) for half in self._halves.values()])
            choice.set_hints(["Ctrl+Tab"] * len(Subject))
        for half in self._halves.values():
            half.retranslate()
        self._show_new()

    def refresh(self, areas: Area) -> None:
        """Override Page.refresh."""
        if areas & _PROMISE_AREAS:
            self.promises.load()
        if areas & _REQUEST_AREAS:
            self.requests.load()

    # --- reactions ----------------------------------------------------------------------------------------------

    def _show_new(self) -> None:
        promises = self._shown is Subject.PROMISES
        self._new.set_text(_("Add a promise…") if promises else _("Write down a request…"))

    @Slot()
    def _on_shown(self) -> None:
        self.show_panel(shown=self.half.pane.table.current_id() is not None)
        self.described.emit()

    @Slot()
    def _on_switched(self) -> None:
        self.show_subject(Subject.REQUESTS if self._shown is Subject.PROMISES else Subject.PROMISES)

    @Slot()
    def _on_crew(self) -> None:
        for half in self._halves.values():
            half.load()

    @Slot()
    def _on_new(self) -> None:
        self.half.add()
