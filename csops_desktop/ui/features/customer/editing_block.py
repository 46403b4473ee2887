"""A block whose records are added and changed in a form of its own: what is typed is never lost and never misplaced."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from PySide6.QtCore import QRect, Slot
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


class EditingBlock(Block):
    """A block with at most one open form.

    Attributes:
        kind: of the records.
        names: the fields of the form.
        form: the form that is open or was; None before the first one.
    """

    kind: ClassVar[Kind]
    names: ClassVar[tuple[str, ...]]

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        self.form: EntryForm | None = None
        self._leaving = False
        self.add.clicked.connect(self.begin)
        self.fold_line.clicked.connect(self.begin)

    # --- what a subclass says -----------------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """Open the form for a new record."""
        raise NotImplementedError

    def put_away(self) -> None:
        """Take the form away; what was typed is forgotten."""
        raise NotImplementedError

    def written(self, record_id: int | None) -> None:
        """Take note that the input of the form is written."""
        raise NotImplementedError

    def defaults(self, _sheet: CustomerSheet) -> Mapping[str, Value]:
        """Return what the form of a new record begins with."""
        return {}

    def fixed(self, sheet: CustomerSheet) -> Mapping[str, Value]:
        """Return what a new record has besides the input."""
        return {"customer_id": sheet.id}

    def write_new(self, values: Mapping[str, Value]) -> Outcome[Any]:
        """Write a new record; runs on the store worker."""
        return self.workbench.services.records.create(self.kind, values)

    def save(self, sheet: CustomerSheet, record: Record | None, values: Mapping[str, Value]) -> Outcome[Any]:
        """Write a record; runs on the store worker."""
        if record is None:
            return self.write_new({**self.fixed(sheet), **values})
        return self.workbench.services.records.save(self.kind, record.id, values)

    def remove(self, record: Record) -> Outcome[Any]:
        """Delete a record; runs on the store worker."""
        return self.workbench.services.records.delete(self.kind, [record.id])

    # --- what all of them do ------------------------------------------------------------------------------------

    def is_open(self) -> bool:
        """Tell whether the form stands there."""
        return self.form is not None and not self.form.isHidden()

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
        self.put_away()

    def retranslate(self) -> None:
        """Override Block.retranslate."""
        if self.form is not None:
            self.form.retranslate()

    def take(self, form: EntryForm) -> None:
        """Make a form the one of the block."""
        self.form = form
        form.submitted.connect(self._on_submitted)
        form.closed.connect(self._on_closed)
        form.delete_requested.connect(self._on_form_delete)
        form.history_requested.connect(self._on_history)

    def write(self, work: Callable[[], Outcome[Any]], then: Callable[[object], None] | None = None) -> None:
        """Write; the page then shows what has changed."""
        self.workbench.tasks.operate(work, then, owner=self)

    @Slot(object)
    def _on_submitted(self, values: dict[str, Value]) -> None:
        sheet, form = self.sheet, self.form
        if sheet is None or form is None:
            return
        record, turn, leaving = form.record, form.turn, self._leaving
        if record is not None and not values:
            self._on_closed()
            return

        def still() -> bool:
            return self.form is form and form.turn == turn and not form.isHidden()

        def done(made: object) -> None:
            if still():
                self.written(made if isinstance(made, int) else record.id if record is not None else None)

        def failed(error: CsopsError) -> None:
            if still():
                form.refuse(error)
            if leaving or not still():
                self.workbench.messages.error(error)

        self.workbench.tasks.operate(lambda: self.save(sheet, record, values), done, failed=failed, owner=self)

    @Slot()
    def _on_closed(self) -> None:
        self.put_away()
        self.take_focus()

    @Slot()
    def _on_form_delete(self) -> None:
        record = self.form.record if self.form is not None else None
        if record is not None:
            self.put_away()
            self.write(lambda: self.remove(record))

    @Slot(str, QRect)
    def _on_history(self, name: str, where: QRect) -> None:
        record = self.form.record if self.form is not None else None
        if record is not None:
            self.show_history(record.kind, record.id, name, where)
