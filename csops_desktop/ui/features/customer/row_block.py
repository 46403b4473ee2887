"""A block of records as rows of more than one line; one is edited where it stands, a new one above them."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.records import Record
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.ui.features.customer.editing_block import EditingBlock
from csops_desktop.ui.features.customer.entry_form import EntryForm
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.rows import Row, RowList
from csops_desktop.wording import fields as words


class RowBlock(EditingBlock):
    """Rows of one kind of record.

    A subclass words the rows, names the fields of the form, and says what letters mean.
    """

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        self.rows = RowList(self.theme, self)
        self._late: CustomerSheet | None = None
        self._wanted: object = None
        self.body.addWidget(self.rows)
        self.rows.opened.connect(self.activate)
        self.rows.edit_requested.connect(self.edit)
        self.rows.delete_requested.connect(self._on_delete)
        self.rows.keyed.connect(self.keyed)

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

    def form_names(self, _record: Record | None) -> tuple[str, ...]:
        """Return the fields of the form."""
        return self.names

    @Slot(str)
    def keyed(self, letter: str) -> None:
        """Do what a letter or digit means on the current row."""

    # --- showing ------------------------------------------------------------------------------------------------

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Override Block.show_customer: while something is edited, what is new waits."""
        if self.form is not None and self.sheet is not None and self.sheet.id == sheet.id:
            self._late = sheet
            return
        self.put_away()
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
        self.grown.emit()
        self.reveal(form)

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
        self.grown.emit()

    def _made(self, record: Record | None) -> EntryForm:
        form = self.new_form(record)
        self.take(form)
        return form

    def _settled(self) -> bool:
        """Save what is being edited; False when it is wrong."""
        if not self.flush():
            return False
        self.put_away()
        return True

    def put_away(self) -> None:
        """Override EditingBlock.put_away: what waited is shown."""
        form, self.form = self.form, None
        self.rows.close_editor()
        if form is not None:
            form.hide()
            form.deleteLater()
        late, self._late = self._late, None
        if late is not None:
            self.show_customer(late)

    def written(self, record_id: int | None) -> None:
        """Override EditingBlock.written: the row is current once it is there."""
        self._wanted = self.row_of(record_id or 0)
        self.put_away()
        self.rows.setFocus()

    @Slot()
    def _on_closed(self) -> None:
        """Override EditingBlock._on_closed: a block that was opened for the form folds again."""
        self.put_away()
        if self.sheet is not None:
            self.show_sheet(self.sheet)
        self.take_focus()

    @Slot(object)
    def _on_delete(self, key: object) -> None:
        record = self.record(key)
        if record is not None:
            self.write(lambda: self.remove(record))
