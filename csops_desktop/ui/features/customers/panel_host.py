"""Opens, follows and saves the panel of the current customer; it is built when it is first needed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record, Value
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customers.lookups import Knowledge
from csops_desktop.ui.messages import Question
from csops_desktop.ui.preferences import DISMISSED, SPLITTERS
from csops_desktop.ui.state import Workbench

if TYPE_CHECKING:
    from csops_desktop.ui.features.customer.panel import CustomerPanel

_KEY = "customers"
_CLOSED = "customers.panel"
Related = tuple[Record, Mapping[Kind, Sequence[Record]]]


class PanelHost(QObject):
    """The panel at the right of a splitter.

    Signals:
        toggled: the panel was opened or closed.
        stepped(by): the arrows of the panel.
        closed: the panel is gone.
        created(id): a new customer was saved.
        saved(id): a field was saved; the row must be read again.
        delete_requested(ids), archive_requested(ids, archived): from its foot.
    """

    toggled = Signal()
    stepped = Signal(int)
    closed = Signal()
    created = Signal(int)
    saved = Signal(int)
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
        self._panel.hide()
        self.closed.emit()
        self.toggled.emit()

    def settle(self) -> bool:
        """Save unfinished input; False when the user wants to put it right first."""
        panel = self._panel
        if panel is None or not self.is_open() or not panel.form.is_dirty():
            return True
        if not self._creating and panel.form.flush():
            return True
        verb = _("Discard")
        question = Question(_("Discard what is typed?"), _("It is not saved yet."), verb, danger=True)
        if self._workbench.messages.choose(question) != verb:
            return False
        panel.form.show_record(panel.record, self._knowledge.lookups.currency, force=True)
        return True

    def refresh(self) -> None:
        """Read the customer again; unfinished input stays."""
        if self.is_open() and self._wanted is not None and not self._creating:
            self._load(self._wanted)

    def rebuild(self) -> None:
        """Forget the panel: there are other fields now."""
        if self._panel is None or (self.is_open() and self._panel.form.is_dirty()):
            return
        record, shown = self._panel.record, self.is_open()
        self._panel.hide()
        self._panel.deleteLater()
        self._panel = None
        if record is not None and shown:
            self._load(record.id)

    def _made(self) -> "CustomerPanel":
        if self._panel is not None:
            return self._panel
        from csops_desktop.ui.features.customer.panel import CustomerPanel  # noqa: PLC0415 (not before the first paint)

        knowledge = self._knowledge
        panel = CustomerPanel(
            self._workbench.theme, knowledge.editing(), knowledge.lookups.sources, knowledge.context, self._splitter
        )
        panel.hide()
        self._splitter.addWidget(panel)
        self._splitter.setStretchFactor(1, 0)
        panel.closed.connect(self.close)
        panel.form.history_requested.connect(self._on_history)
        panel.step_requested.connect(self.stepped)
        panel.field_committed.connect(self._on_field)
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
        theme = self._workbench.theme
        saved = self._workbench.preferences.part(SPLITTERS, _KEY)
        narrow = self._splitter.window().width() <= theme.tokens.compact_max
        own = theme.scaled(340) if narrow else theme.px("size.detail")
        width = theme.scaled(saved[-1]) if saved else own
        self._splitter.setSizes([max(1, self._splitter.width() - width), width])
        self.toggled.emit()

    def _load(self, customer_id: int) -> None:
        self._wanted = customer_id
        services = self._workbench.services
        from csops_desktop.ui.widgets.related import KINDS  # noqa: PLC0415 (not before the first paint)

        def work() -> Related:
            record = services.customers.get(customer_id)
            return record, {kind: services.customers.related(customer_id, kind) for kind in KINDS}

        self._workbench.tasks.query(work, self._arrived, key="customers.panel", failed=self._gone, owner=self)

    def _arrived(self, found: Related) -> None:
        record, related = found
        if self._creating:
            return
        panel = self._made()
        self._reveal()
        panel.show_record(record)
        panel.show_related(record.id, related)

    def _gone(self, _error: CsopsError) -> None:
        if self._panel is not None and not self._creating:
            self._panel.hide()
            self.closed.emit()
            self.toggled.emit()

    def _remember(self, *, closed: bool) -> None:
        preferences = self._workbench.preferences
        others = [each for each in preferences.get(DISMISSED) if each != _CLOSED]
        preferences.set(DISMISSED, [*others, _CLOSED] if closed else others)

    @Slot(object, str, object)
    def _on_field(self, customer_id: int, name: str, value: Value) -> None:
        services = self._workbench.services

        def then(_n: int) -> None:
            self.saved.emit(customer_id)
            self.refresh()

        def failed(error: CsopsError) -> None:
            panel = self._panel
            if panel is not None and panel.record is not None and panel.record.id == customer_id:
                panel.refused(name, error)
            else:
                self._workbench.messages.error(error)

        self._workbench.tasks.operate(
            lambda: services.customers.edit([customer_id], name, value), then, self.parent(), failed=failed, owner=self
        )

    @Slot(object)
    def _on_create(self, values: Mapping[str, Value]) -> None:
        services = self._workbench.services

        def then(customer_id: int) -> None:
            self._creating = False
            panel = self._made()
            panel.form.show_record(None, self._knowledge.lookups.currency, force=True)
            self.created.emit(customer_id)

        self._workbench.tasks.operate(
            lambda: services.customers.create(values), then, self.parent(), failed=self._refused, owner=self
        )

    def _refused(self, error: CsopsError) -> None:
        if self._panel is not None:
            self._panel.form.set_fault(str(getattr(error, "field", "name")), error)
        self._workbench.messages.error(error)

    @Slot(str, QRect)
    def _on_history(self, name: str, where: QRect) -> None:
        record = self._panel.record if self._panel is not None else None
        if record is not None and self._panel is not None:
            self.show_history(record.id, name, where, self._panel)

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
        if self.is_open():
            sizes = [round(size * 100 / self._workbench.theme.scale) for size in self._splitter.sizes()]
            self._workbench.preferences.set_part(SPLITTERS, _KEY, sizes)
