"""A block of records as rows of more than one line; one is edited where it stands, a new one above them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.ui.features.customer.block import Block
from csops_desktop.ui.features.customer.entry_form import EntryForm
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.rows import Row, RowList
from csops_desktop.wording import fields as words


class RowBlock(Block):
    """Rows of one kind of record.

    A subclass words the rows, names the fields of the form, and says what letters mean.
    """

    kind: ClassVar[Kind]
    names: ClassVar[tuple[str, ...]]

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        self.rows = RowList(self.theme, self)
        self.form: EntryForm | None = None
        self._leaving = False
        self._late: CustomerSheet | None = None
        self._wanted: object = None
        self.body.addWidget(self.rows)
        self.rows.opened.connect(self.activate)
        self.rows.edit_requested.connect(self.edit)
        self.rows.delete_requested.connect(self._on_delete)
        self.rows.keyed.connect(self.keyed)
        self.add.clicked.connect(self.begin)
        self.fold_line.clicked.connect(self.begin)

    # --- what a subclass says -----------------------------------------------------------------------------------

    def show_sheet(self, sheet: CustomerSheet) -> None:
        """Show a customer; there is no input that could be lost."""
        raise NotImplementedError

    def record(self, key: object) -> Record | None:
        """Return the record of a row."""
        found = self.sheet.of(self.kind) if self.sheet is not None else ()
        return next((record for record in found if record.id == key), None)

    def row_of(self, made: int) -> object:
        """Return the key of the row of a record."""
        return made

    def new_form(self, record: Record | None) -> EntryForm:
        """Return the form of a record."""
        return EntryForm(self.theme, self.knowledge, self.kind, self.form_names(record), self)

    @Slot(object)
    def activate(self, key: object) -> None:
        """Do what Enter means on a row."""
        self.edit(key)

    def defaults(self, _sheet: CustomerSheet) -> Mapping[str, Value]:
        """Return what the form of a new record begins with."""
        return {}

    def form_names(self, _record: Record | None) -> tuple[str, ...]:
        """Return the fields of the form."""
        return self.names

    def write_new(self, values: Mapping[str, Value]) -> Outcome[int]:
        """Write a new record; runs on the store worker."""
        return self.workbench.services.records.create(self.kind, values)

    @Slot(str)
    def keyed(self, letter: str) -> None:
        """Do what a letter or digit means on the current row."""

    # --- showing ------------------------------------------------------------------------------------------------

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Override Block.show_customer: while something is edited, what is new waits."""
        if self.form is not None and self.sheet is not None and self.sheet.id == sheet.id:
            self._late = sheet
            return
        self._close()
        super().show_customer(sheet)
        self.rows.setAccessibleName(words.kind_name(self.kind))
        self.show_sheet(sheet)
        if self._wanted is not None and self.rows.go_to(self._wanted):
            self.rows.setFocus()
            self._wanted = None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows; without any the list takes no room."""
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))

    def take_focus(self) -> None:
        """Override Block.take_focus."""
        if self.rows.rows and not self.is_folded():
            self.rows.setFocus()
        else:
            super().take_focus()

    def texts(self) -> list[str]:
        """Return what the rows say."""
        return [row.plain() for row in self.rows.rows]

    def retranslate(self) -> None:
        """Override Block.retranslate."""
        if self.form is not None:
            self.form.retranslate()

    # --- editing ------------------------------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """Open the form for a new record, above the rows."""
        if self.sheet is None or not self._settled():
            return
        self.set_folded(folded=False, words="")
        form = self._made(None)
        self.body.insertWidget(self.body.indexOf(self.rows), form)
        form.show()
        form.show_record(None, self.defaults(self.sheet))

    @Slot(object)
    def edit(self, key: object) -> None:
        """Open the form of a record in the place of its row."""
        record = self.record(key)
        if record is None or self.sheet is None or not self._settled():
            return
        form = self._made(record)
        form.show_record(record, {})
        self.rows.edit_with(key, form)
        form.show_record(record, {})

    def _made(self, record: Record | None) -> EntryForm:
        form = self.new_form(record)
        form.submitted.connect(self._on_submitted)
        form.closed.connect(self._on_closed)
        form.delete_requested.connect(self._on_form_delete)
        form.history_requested.connect(self._on_history)
        self.form = form
        return form

    def _settled(self) -> bool:
        """Save what is being edited; False when it is wrong."""
        if not self.flush():
            return False
        self._close()
        return True

    def _close(self) -> None:
        form, self.form = self.form, None
        self.rows.close_editor()
        if form is not None:
            form.hide()
            form.deleteLater()
        late, self._late = self._late, None
        if late is not None:
            self.show_customer(late)

    @Slot(object)
    def _on_submitted(self, values: dict[str, Value]) -> None:
        sheet, form = self.sheet, self.form
        if sheet is None or form is None:
            return
        record, services, leaving = form.record, self.workbench.services, self._leaving
        if record is not None and not values:
            self._on_closed()
            return

        def work() -> Outcome[Any]:
            if record is None:
                return self.write_new({"customer_id": sheet.id, **values})
            return services.records.save(self.kind, record.id, values)

        def done(made: object) -> None:
            self._wanted = self.row_of(made if isinstance(made, int) else record.id if record is not None else 0)
            if self.form is form:
                self._close()
                self.rows.setFocus()

        def failed(error: CsopsError) -> None:
            if self.form is form:
                form.refuse(error)
            if leaving or self.form is not form:
                self.workbench.messages.error(error)

        self.workbench.tasks.operate(work, done, failed=failed, owner=self)

    @Slot()
    def _on_closed(self) -> None:
        self._close()
        if self.sheet is not None:
            self.show_sheet(self.sheet)
        (self.rows if self.rows.rows else self.fold_line if self.is_folded() else self.add).setFocus()

    @Slot()
    def _on_form_delete(self) -> None:
        record = self.form.record if self.form is not None else None
        if record is not None:
            self._close()
            self._on_delete(record.id)

    @Slot(object)
    def _on_delete(self, key: object) -> None:
        record = self.record(key)
        if record is not None:
            services, kind = self.workbench.services, self.kind
            self.write(lambda: services.records.delete(kind, [record.id]))

    def write(self, work: Callable[[], Outcome[Any]]) -> None:
        """Write; the page then shows what has changed."""
        self.workbench.tasks.operate(work, owner=self)

    @Slot(str, QRect)
    def _on_history(self, name: str, where: QRect) -> None:
        record = self.form.record if self.form is not None else None
        if record is None:
            return
        from csops_desktop.ui.widgets.field_history import FieldHistory  # noqa: PLC0415 (only when asked for)

        popover = FieldHistory(self.workbench, self)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.show_field(record.kind, record.id, name, where)

    # --- input that is not saved --------------------------------------------------------------------------------

    def is_dirty(self) -> bool:
        """Override Block.is_dirty."""
        return self.form is not None and self.form.is_dirty()

    def flush(self) -> bool:
        """Override Block.flush."""
        self._leaving = True
        fine = self.form is None or not self.is_dirty() or self.form.submit()
        self._leaving = False
        return fine

    def discard(self) -> None:
        """Override Block.discard."""
        self._close()
