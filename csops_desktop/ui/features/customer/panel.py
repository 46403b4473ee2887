"""One customer: beside the list in one column, or in full in two; also the form of a new one."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.records import Record
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.block_area import BlockArea
from csops_desktop.ui.features.customer.form import CustomerForm
from csops_desktop.ui.features.customer.head import CustomerHead
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.timeline_block import TimelineBlock
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button

_WALK = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CustomerPanel(QFrame):
    """Shows one customer.

    Signals:
        create_requested(values): a new customer is to be saved.
        closed: the cross, or やめる for a new one.
        step_requested(by): the arrows.
        whole_requested: the page in full, or back to the list.
        archive_requested(id, archived), delete_requested(id): the foot.
    """

    create_requested = Signal(object)
    closed = Signal()
    step_requested = Signal(int)
    whole_requested = Signal()
    archive_requested = Signal(object, bool)
    delete_requested = Signal(object)

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(parent)
        theme = workbench.theme
        self.setObjectName("customerPanel")
        self.setProperty("surface", "surface")
        self._theme = theme
        self._knowledge = knowledge
        self._sheet: CustomerSheet | None = None
        self.new_form: CustomerForm | None = None
        self.head = CustomerHead(workbench, knowledge, self)
        self.area = BlockArea(workbench, knowledge, self)
        self.blocks = self.area.blocks
        self._archive = Button(theme, icon="archive", variant="ghost", compact=True)
        self._delete = Button(theme, icon="trash", variant="ghost", compact=True)
        self._cancel = Button(theme)
        self._create = Button(theme, variant="primary")
        self._create.setObjectName("createCustomer")
        for key, by in _WALK.items():
            # A shortcut besides the key press: buttons keep the arrows for themselves, whatever is held.
            walk = QShortcut(QKeySequence(int(Qt.Modifier.CTRL.value) | int(key)), self)
            walk.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            walk.activated.connect(partial(self.step_requested.emit, by))
        self._build()
        self.head.step_requested.connect(self.step_requested)
        self.head.whole_requested.connect(self.whole_requested)
        self.head.closed.connect(self.closed)
        for button, slot in (
            (self._cancel, self.closed),
            (self._create, self.take_new),
            (self._archive, self._on_archive),
            (self._delete, self._on_delete),
        ):
            button.clicked.connect(slot)
        self.retranslate()

    def _build(self) -> None:
        theme = self._theme
        pad = theme.px("space.6") - 2
        foot = QFrame(self)
        foot.setProperty("edge", "top")
        low = QHBoxLayout(foot)
        low.setContentsMargins(pad, theme.px("space.3"), pad, theme.px("space.3"))
        low.addWidget(self._archive)
        low.addWidget(self._delete)
        low.addStretch(1)
        low.addWidget(self._cancel)
        low.addWidget(self._create)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.area, 1)
        layout.addWidget(foot)
        self.setMinimumWidth(theme.px("size.detail_min"))

    def retranslate(self) -> None:
        """Set the texts again."""
        self._archive.set_text(_("Archive"))
        self._delete.set_text(_("Delete"))
        self._cancel.set_text(_("Cancel"))
        self._create.set_text(_("Create the customer"))
        self.head.retranslate()
        if self.new_form is not None:
            self.new_form.retranslate()
        self._show_frame()

    @property
    def record(self) -> Record | None:
        """The customer shown, None for a new one."""
        return None if self._sheet is None else self._sheet.record

    @property
    def sheet(self) -> CustomerSheet | None:
        """Everything shown, None for a new customer."""
        return self._sheet

    @property
    def timeline(self) -> TimelineBlock:
        """What happened with the customer."""
        block = self.blocks["timeline"]
        if not isinstance(block, TimelineBlock):
            raise TypeError(type(block).__name__)
        return block

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Show a customer; another one replaces all input, the same one keeps what is being typed."""
        other = self._sheet is None or self._sheet.id != sheet.id
        self._sheet = sheet
        self._show_frame()
        self.head.show_customer(sheet)
        for block in self.blocks.values():
            block.show_customer(sheet)
        if other:
            self.area.to_top()

    def show_new(self) -> None:
        """Show an empty form for a new customer."""
        self._sheet = None
        lookups = self._knowledge.lookups
        if self.new_form is None:
            self.new_form = CustomerForm(self._theme, self._knowledge.editing(), lookups.sources, self.area.inside)
            self.area.put_above(self.new_form)
        self.new_form.show_record(None, lookups.currency, force=True, owner=lookups.crew.me)
        self.head.show_customer(None)
        self._show_frame()
        self.area.to_top()
        self.new_form.focus()

    def set_whole(self, *, whole: bool) -> None:
        """Take note that the customer fills the window, or stands beside the list."""
        self.head.set_whole(whole=whole)

    def begin(self) -> None:
        """Put the focus on what is to be done next."""
        self.blocks["actions"].take_focus()

    def is_dirty(self) -> bool:
        """Tell whether some input is not saved."""
        if self._sheet is None:
            return self.new_form is not None and self.new_form.is_dirty()
        return any(block.is_dirty() for block in self.blocks.values())

    def flush(self) -> bool:
        """Save input that is not saved yet; False when some of it is wrong, or belongs to a new customer."""
        if self._sheet is None:
            return False
        fine = [block.flush() for block in self.blocks.values() if block.is_dirty()]
        return all(fine)

    def discard(self) -> None:
        """Forget input that is not saved."""
        if self._sheet is None:
            lookups = self._knowledge.lookups
            if self.new_form is not None:
                self.new_form.show_record(None, lookups.currency, force=True, owner=lookups.crew.me)
            return
        for block in self.blocks.values():
            if block.is_dirty():
                block.discard()

    def forget_fields(self) -> None:
        """Take note that there are other fields now."""
        if self.new_form is not None and self._sheet is not None:
            self.area.drop_above()
            self.new_form = None

    def refused(self, error: CsopsError) -> None:
        """Say why the new customer was not created."""
        if self.new_form is not None:
            self.new_form.set_fault(str(getattr(error, "field", "name")), error)

    def _show_frame(self) -> None:
        new = self._sheet is None
        for widget in (self._archive, self._delete, *self.blocks.values()):
            widget.setVisible(not new)
        for widget in (self._cancel, self._create):
            widget.setVisible(new)
        if self.new_form is not None:
            self.new_form.setVisible(new)
        archived = self._sheet is not None and self._sheet.record.values.get("archived_on")
        self._archive.set_text(_("Take out of the archive") if archived else _("Archive"))

    @Slot()
    def take_new(self) -> None:
        """Take the input of the new customer."""
        values = self.new_form.values() if self.new_form is not None else None
        if values is not None:
            self.create_requested.emit(values)

    @Slot()
    def _on_archive(self) -> None:
        if self._sheet is not None:
            self.archive_requested.emit(self._sheet.id, not self._sheet.record.values.get("archived_on"))

    @Slot()
    def _on_delete(self) -> None:
        if self._sheet is not None:
            self.delete_requested.emit(self._sheet.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: Ctrl with the arrows walks through the list while one reads or types."""
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in _WALK:
            self.step_requested.emit(_WALK[key])
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.changeEvent."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
