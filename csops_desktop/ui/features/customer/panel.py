"""The panel at the right: the form of the current customer, or of a new one, and what belongs to it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.form import CustomerForm
from csops_desktop.ui.features.customer.sources import Source
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.tables.editors import Editing
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.related import KINDS, RelatedBlock
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show


class _Scroll(QScrollArea):
    """Leaves Ctrl with the arrows to the panel."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class CustomerPanel(QFrame):
    """Shows one customer.

    Signals:
        field_committed(id, name, value): a field is to be saved.
        create_requested(values): a new customer is to be saved.
        closed: the cross, or やめる for a new one.
        step_requested(by): the arrows.
        archive_requested(id, archived), delete_requested(id): the foot.
    """

    field_committed = Signal(object, str, object)
    create_requested = Signal(object)
    closed = Signal()
    step_requested = Signal(int)
    archive_requested = Signal(object, bool)
    delete_requested = Signal(object)

    def __init__(
        self, theme: Theme, editing: Editing, sources: Mapping[str, Source], context: ListContext, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("customerPanel")
        self.setProperty("surface", "surface")
        self._theme = theme
        self._context = context
        self._record: Record | None = None
        self._title = label("", "h2")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._meta = label("", "small", tone="3", wrap=True)
        self._facts = label("", "small", tone="2", wrap=True)
        self._up = IconButton(theme, "caret-up", compact=True, parent=self)
        self._down = IconButton(theme, "caret-down", compact=True, parent=self)
        self._close = IconButton(theme, "x", compact=True, parent=self)
        self.form = CustomerForm(theme, editing, sources, self)
        self.blocks = {kind: RelatedBlock(theme, kind, self) for kind in KINDS}
        self._archive = Button(theme, icon="archive", variant="ghost", compact=True)
        self._delete = Button(theme, icon="trash", variant="ghost", compact=True)
        self._cancel = Button(theme)
        self._create = Button(theme, variant="primary")
        self._create.setObjectName("createCustomer")
        self._build()
        for button, slot in (
            (self._up, self._on_up),
            (self._down, self._on_down),
            (self._close, self.closed),
            (self._cancel, self.closed),
            (self._create, self._on_create),
            (self._archive, self._on_archive),
            (self._delete, self._on_delete),
        ):
            button.clicked.connect(slot)
        self.form.committed.connect(self._on_committed)
        self.retranslate()

    def _build(self) -> None:
        theme = self._theme
        pad = theme.px("space.6") - 2
        head = QFrame(self)
        head.setProperty("edge", "bottom")
        row = QHBoxLayout()
        row.setSpacing(theme.px("space.1"))
        row.addWidget(self._title, 1)
        for button in (self._up, self._down, self._close):
            row.addWidget(button)
        top = QVBoxLayout(head)
        top.setContentsMargins(pad, theme.px("space.4"), pad - 4, theme.px("space.4"))
        top.setSpacing(theme.px("space.1"))
        top.addLayout(row)
        top.addWidget(self._meta)
        top.addWidget(self._facts)
        self._body = QWidget()
        self._body.setProperty("transparent", "true")
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(pad, theme.px("space.5"), pad, theme.px("space.5"))
        inner.setSpacing(theme.px("space.4"))
        inner.addWidget(self.blocks[Kind.NEXT_ACTIONS])
        inner.addWidget(self.blocks[Kind.CONTRACTS])
        inner.addWidget(self.blocks[Kind.CONTACTS])
        inner.addWidget(self.blocks[Kind.ACTIVITIES])
        inner.addWidget(self.form)
        inner.addStretch(1)
        scroll = _Scroll(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._body)
        self._scroll = scroll
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
        layout.addWidget(head)
        layout.addWidget(scroll, 1)
        layout.addWidget(foot)
        self.setMinimumWidth(theme.px("size.detail_min"))

    def retranslate(self) -> None:
        """Set the texts again."""
        self._up.describe(_("Previous customer"), "Ctrl+↑")
        self._down.describe(_("Next customer"), "Ctrl+↓")
        self._close.describe(_("Close"), "Esc")
        self._archive.set_text(_("Archive"))
        self._delete.set_text(_("Delete"))
        self._cancel.set_text(_("Cancel"))
        self._create.set_text(_("Create the customer"))
        self.form.retranslate()
        self._show_head()
        for block in self.blocks.values():
            block.retranslate(self._context)

    @property
    def record(self) -> Record | None:
        """The customer shown, None for a new one."""
        return self._record

    def show_record(self, record: Record) -> None:
        """Show a customer; another one replaces all input, the same one keeps what is being typed."""
        other = self._record is None or self._record.id != record.id
        self._record = record
        self.form.show_record(record, self._context.currency, force=other)
        self._show_head()
        if other:
            self._scroll.verticalScrollBar().setValue(0)
            for block in self.blocks.values():
                block.show_records([], self._context)

    def show_new(self) -> None:
        """Show an empty form for a new customer."""
        self._record = None
        self.form.show_record(None, self._context.currency, force=True)
        self._show_head()
        self._scroll.verticalScrollBar().setValue(0)
        self.form.focus()

    def show_related(self, customer_id: int, found: Mapping[Kind, Sequence[Record]]) -> None:
        """Show what belongs to the customer, if it is still the one shown."""
        if self._record is not None and self._record.id == customer_id:
            for kind, block in self.blocks.items():
                block.show_records(found.get(kind, ()), self._context)

    def refused(self, name: str, error: CsopsError) -> None:
        """Say that a field could not be saved."""
        self.form.refused(name, error)

    def _show_head(self) -> None:
        record = self._record
        for widget in (self._up, self._down, self._archive, self._delete, *self.blocks.values()):
            widget.setVisible(record is not None)
        for widget in (self._cancel, self._create):
            widget.setVisible(record is None)
        if record is None:
            self._title.setText(_("New customer"))
            self._meta.setText(_("Only the name is needed"))
            self._facts.hide()
            return
        values = record.values
        self._title.setText(str(values.get("name") or ""))
        self._title.setToolTip(self._title.text())
        touch = values.get("touch")
        since = values.get("customer_since")
        parts = [
            str(values.get("external_id") or ""),
            str(values.get("industry") or ""),
            words.choice_name("touch", str(touch)) if touch else "",
            _("since {date}").format(date=show.date(since)) if isinstance(since, dt.date) else "",
        ]
        self._meta.setText(" ・ ".join(part for part in parts if part))
        self._meta.setVisible(bool(self._meta.text()))
        self._facts.setText(_facts(record, self._context))
        self._facts.setVisible(bool(self._facts.text()))
        self._archive.set_text(_("Take out of the archive") if values.get("archived_on") else _("Archive"))

    @Slot()
    def _on_up(self) -> None:
        self.step_requested.emit(-1)

    @Slot()
    def _on_down(self) -> None:
        self.step_requested.emit(1)

    @Slot()
    def _on_create(self) -> None:
        values = self.form.values()
        if values is not None:
            self.create_requested.emit(values)

    @Slot()
    def _on_archive(self) -> None:
        if self._record is not None:
            self.archive_requested.emit(self._record.id, not self._record.values.get("archived_on"))

    @Slot()
    def _on_delete(self) -> None:
        if self._record is not None:
            self.delete_requested.emit(self._record.id)

    @Slot(str, object)
    def _on_committed(self, name: str, value: object) -> None:
        if self._record is not None:
            self.field_committed.emit(self._record.id, name, value)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: Ctrl with the arrows walks through the list while one reads or types."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step_requested.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.changeEvent."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _facts(record: Record, context: ListContext) -> str:
    values = record.values
    parts = []
    mrr, renewal, last = (values.get(name) for name in ("mrr", "renewal_on", "last_contact_on"))
    if isinstance(mrr, int) and mrr:
        parts.append(f"{words.field_name(Kind.CUSTOMERS, 'mrr')} {show.money(mrr, context.currency)}")
    if isinstance(renewal, dt.date):
        left = show.days_left((renewal - context.today).days)
        parts.append(f"{words.field_name(Kind.CUSTOMERS, 'renewal_on')} {show.date(renewal)} ({left})")
    if isinstance(last, dt.date):
        when = show.date_short(last, context.today)
        parts.append(f"{words.field_name(Kind.CUSTOMERS, 'last_contact_on')} {when}")
    return " ・ ".join(parts)
