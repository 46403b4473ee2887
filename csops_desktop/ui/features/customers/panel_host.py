"""Opens, follows and saves the panel of the current customer; it is built when it is first needed."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Value
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customers.lookups import Knowledge
from csops_desktop.ui.messages import Question
from csops_desktop.ui.preferences import DISMISSED, SPLITTERS
from csops_desktop.ui.state import Workbench

if TYPE_CHECKING:
    from csops_desktop.domain.sheet import CustomerSheet
    from csops_desktop.ui.features.customer.panel import CustomerPanel

_KEY = "customers"
_CLOSED = "customers.panel"
_PANEL = "csops_desktop.ui.features.customer.panel"


class PanelHost(QObject):
    """The panel at the right of a splitter.

    Signals:
        toggled: the panel was opened or closed.
        stepped(by): the arrows of the panel.
        closed: the panel is gone.
        created(id): a new customer was saved.
        shown(id): a customer stands in it.
        gone: the customer that was asked for is no longer there.
        whole_requested, closing: the page in full or back; the cross.
        delete_requested(ids), archive_requested(ids, archived): from its foot.
    """

    toggled = Signal()
    stepped = Signal(int)
    closed = Signal()
    created = Signal(int)
    shown = Signal(int)
    gone = Signal()
    whole_requested = Signal()
    closing = Signal()
    delete_requested = Signal(object)
    archive_requested = Signal(object, bool)

    def __init__(self, workbench: Workbench, knowledge: Knowledge, splitter: QSplitter, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._knowledge = knowledge
        self._splitter = splitter
        self._panel: CustomerPanel | None = None
        self._creating = False
        self._wanted: int | None = None
        splitter.splitterMoved.connect(self._on_splitter_moved)

    @property
    def panel(self) -> "CustomerPanel | None":
        """The panel, None until it was needed."""
        return self._panel

    def is_open(self) -> bool:
        """Tell whether the panel is shown."""
        return self._panel is not None and not self._panel.isHidden()

    def wanted(self) -> bool:
        """Tell whether a click on a row opens the panel: until the user closed it."""
        return _CLOSED not in self._workbench.preferences.get(DISMISSED)

    def prepare(self) -> None:
        """Make the panel while nobody waits for it; what it needs is loaded beside the window."""
        if self._panel is None:
            self._workbench.tasks.background(lambda _handle: import_module(_PANEL), self._prepared, owner=self)

    def open(self, customer_id: int) -> None:
        """Show a customer."""
        if not self.settle():
            return
        self._creating = False
        self._remember(closed=False)
        self._load(customer_id)

    def new(self) -> None:
        """Show an empty form."""
        if not self.settle():
            return
        panel = self._made()
        self._creating = True
        self._reveal()
        panel.show_new()

    def follow(self, customer_id: int) -> None:
        """Show the current row when the panel is open on a customer."""
        panel = self._panel
        if panel is None or not self.is_open() or self._creating:
            return
        if self._wanted == customer_id:
            return
        if self.settle():
            self._load(customer_id)

    @Slot()
    def close(self) -> None:
        """Take the panel away."""
        if self._panel is None or not self.settle():
            return
        if not self._creating:
            self._remember(closed=True)
        self._creating = False
        self.hide()

    def hide(self) -> None:
        """Take the panel away for now."""
        if self._panel is not None:
            self._panel.hide()
            self.closed.emit()
            self.toggled.emit()

    def settle(self) -> bool:
        """Save unfinished input; False when the user wants to put it right first."""
        panel = self._panel
        if panel is None or not self.is_open() or not panel.is_dirty() or panel.flush():
            return True
        verb = _("Discard")
        question = Question(_("Discard what is typed?"), _("It is not saved yet."), verb, danger=True)
        if self._workbench.messages.choose(question) != verb:
            return False
        panel.discard()
        return True

    def refresh(self) -> None:
        """Read the customer again; unfinished input stays."""
        if self.is_open() and self._wanted is not None and not self._creating:
            self._load(self._wanted)

    def rebuild(self) -> None:
        """Take note that there are other fields now."""
        if self._panel is not None:
            self._panel.forget_fields()
            self.refresh()

    def _prepared(self, _loaded: object) -> None:
        self._made()

    def _made(self) -> "CustomerPanel":
        if self._panel is not None:
            return self._panel
        from csops_desktop.ui.features.customer.panel import CustomerPanel  # noqa: PLC0415 (not before the first paint)

        panel = CustomerPanel(self._workbench, self._knowledge, self._splitter)
        panel.hide()
        self._splitter.addWidget(panel)
        self._splitter.setStretchFactor(1, 0)
        panel.closed.connect(self.closing)
        panel.step_requested.connect(self.stepped)
        panel.whole_requested.connect(self.whole_requested)
        panel.create_requested.connect(self._on_create)
        panel.archive_requested.connect(self._on_archive)
        panel.delete_requested.connect(self._on_delete)
        self._panel = panel
        return panel

    def _reveal(self) -> None:
        panel = self._made()
        if not panel.isHidden():
            return
        panel.show()
        self.fit()
        self.toggled.emit()

    def fit(self) -> None:
        """Give the panel the width it had, or its own."""
        theme = self._workbench.theme
        saved = self._workbench.preferences.part(SPLITTERS, _KEY)
        narrow = self._splitter.window().width() <= theme.tokens.compact_max
        own = theme.scaled(340) if narrow else theme.px("size.detail")
        width = theme.scaled(saved[-1]) if saved else own
        self._splitter.setSizes([max(1, self._splitter.width() - width), width])

    def _load(self, customer_id: int) -> None:
        self._wanted = customer_id
        services = self._workbench.services
        self._workbench.tasks.query(
            lambda: services.sheet.read(customer_id),
            self._arrived,
            key="customers.panel",
            failed=self._gone,
            owner=self,
        )

    def _arrived(self, sheet: "CustomerSheet") -> None:
        if self._creating:
            return
        panel = self._made()
        panel.show_customer(sheet)
        self._reveal()
        self.shown.emit(sheet.id)

    def _gone(self, _error: CsopsError) -> None:
        if not self._creating:
            self.gone.emit()
            self.hide()

    def _remember(self, *, closed: bool) -> None:
        preferences = self._workbench.preferences
        others = [each for each in preferences.get(DISMISSED) if each != _CLOSED]
        preferences.set(DISMISSED, [*others, _CLOSED] if closed else others)

    @Slot(object)
    def _on_create(self, values: Mapping[str, Value]) -> None:
        services = self._workbench.services

        def then(customer_id: int) -> None:
            self._creating = False
            self._made().discard()
            self.created.emit(customer_id)

        self._workbench.tasks.operate(
            lambda: services.customers.create(values), then, self.parent(), failed=self._refused, owner=self
        )

    def _refused(self, error: CsopsError) -> None:
        if self._panel is not None:
            self._panel.refused(error)
        self._workbench.messages.error(error)

    def show_history(self, customer_id: int, name: str, where: QRect, parent: QWidget) -> None:
        """Show what a field has been."""
        from csops_desktop.ui.widgets.field_history import FieldHistory  # noqa: PLC0415 (not before the first paint)

        popover = FieldHistory(self._workbench, parent)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.show_field(Kind.CUSTOMERS, customer_id, name, where, self._knowledge.heading(name))

    @Slot(object, bool)
    def _on_archive(self, customer_id: int, archived: bool) -> None:  # noqa: FBT001 (slot)
        self.archive_requested.emit([customer_id], archived)

    @Slot(object)
    def _on_delete(self, customer_id: int) -> None:
        self.delete_requested.emit([customer_id])

    @Slot()
    def _on_splitter_moved(self) -> None:
        if self.is_open() and len([size for size in self._splitter.sizes() if size]) > 1:
            sizes = [round(size * 100 / self._workbench.theme.scale) for size in self._splitter.sizes()]
            self._workbench.preferences.set_part(SPLITTERS, _KEY, sizes)
