"""A block of records: lines to walk, a form to add and to change one, and what ticks it off."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.records import Record
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.editing_block import EditingBlock
from csops_desktop.ui.features.customer.entry_form import Choices, EntryForm
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.lines import Line, LineList
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.wording import fields as words

FEW = 5
"""So many entries of a block are shown until the user asks for all."""


class EntryBlock(EditingBlock):
    """The records of one kind.

    A subclass says how a record is worded, which fields the form has, and what a tick means.
    """

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        self.lines = LineList(self.theme, self)
        self.more = Button(self.theme, variant="link", parent=self)
        self.more.setProperty("quiet", "true")
        self._all = False
        self._wanted: int | None = None
        self.body.addWidget(self.lines)
        self.body.addWidget(self.more)
        self.more.clicked.connect(self._on_more)
        self.lines.opened.connect(self._on_opened)
        self.lines.edit_requested.connect(self._on_edit)
        self.lines.toggled.connect(self._on_toggled)
        self.lines.delete_requested.connect(self._on_line_delete)
        self.lines.keyed.connect(self._on_keyed)

    # --- what a subclass says -----------------------------------------------------------------------------------

    def entries(self, sheet: CustomerSheet) -> Sequence[Record]:
        """Return the records in the order in which they are shown."""
        return sheet.of(self.kind)

    def at_first(self, entries: Sequence[Record]) -> int:
        """Return how many of them are shown until the user asks for all."""
        return min(len(entries), FEW)

    def more_words(self, hidden: int) -> str:
        """Return the words that lead to the others."""
        return _("{n} more").format(n=hidden)

    def line(self, record: Record, sheet: CustomerSheet) -> Line:
        """Return a record in words."""
        raise NotImplementedError

    def title(self, sheet: CustomerSheet) -> str:
        """Return the heading."""
        n = sheet.count(self.kind)
        name = words.kind_name(self.kind)
        return f"{name} {n}" if n else name

    def aside(self, _sheet: CustomerSheet) -> tuple[str, str]:
        """Return the fact beside the heading and its tone."""
        return "", "3"

    def add_words(self) -> tuple[str, str]:
        """Return the words of the link, and of the line that stands for the empty block."""
        raise NotImplementedError

    def choices(self, sheet: CustomerSheet) -> Choices:
        """Return what to choose from in the form, for fields that depend on the customer."""
        del sheet
        return {}

    def toggle(self, record: Record) -> None:
        """Tick a record, or take its tick back."""

    def keyed(self, letter: str, record: Record) -> None:
        """Do what a letter means on a line."""

    def activate(self, record: Record) -> None:
        """Do what Enter means on a line."""
        self.edit(record)

    # --- showing ------------------------------------------------------------------------------------------------

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Override Block.show_customer."""
        if self.sheet is not None and self.sheet.id != sheet.id:
            self.put_away()
            self._all, self._wanted = False, None
        super().show_customer(sheet)
        add, fold = self.add_words()
        aside, tone = self.aside(sheet)
        self.set_head(self.title(sheet), aside, add=add, tone=tone)
        lines = self._lines(sheet)
        self.lines.show_lines(lines)
        self.lines.setVisible(bool(lines))
        self.lines.setAccessibleName(words.kind_name(self.kind))
        self.set_folded(folded=self._is_empty(sheet) and not self.is_open(), words=fold)
        if self._wanted is not None and any(line.id == self._wanted for line in lines):
            self.lines.go_to(self._wanted)
            self.lines.setFocus()
            self._wanted = None

    def _lines(self, sheet: CustomerSheet) -> list[Line]:
        entries = self.entries(sheet)
        first = self.at_first(entries)
        self.more.setVisible(first < len(entries))
        self.more.set_text(_("Show fewer") if self._all else self.more_words(len(entries) - first))
        return [self.line(record, sheet) for record in (entries if self._all else entries[:first])]

    def take_focus(self) -> None:
        """Override Block.take_focus."""
        (self.lines if self.lines.lines() else self.fold_line if self.is_folded() else self.add).setFocus()

    def texts(self) -> list[str]:
        """Return what the lines say."""
        return [f"{line.text} {line.fact}".strip() for line in self.lines.lines()]

    def _is_empty(self, sheet: CustomerSheet) -> bool:
        return not self.entries(sheet)

    # --- writing ------------------------------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """Open the form for a new record."""
        if self.sheet is not None:
            self._open(None)

    def edit(self, record: Record) -> None:
        """Open the form for a record."""
        self._open(record)

    def follow(self, work: Callable[[], Outcome[Any]], record_id: int) -> None:
        """Write; afterwards the lines have the focus again, on a record."""

        def then(_value: object) -> None:
            self._wanted = record_id

        self.write(work, then)

    def put_away(self) -> None:
        """Override EditingBlock.put_away."""
        if self.form is not None:
            self.form.hide()
        if self.sheet is not None:
            self.set_folded(folded=self._is_empty(self.sheet), words=self.add_words()[1])

    def written(self, record_id: int | None) -> None:
        """Override EditingBlock.written: the line is current once it is there."""
        self._wanted = record_id
        self.put_away()

    def make_form(self) -> EntryForm:
        """Return the form, made when it is needed for the first time."""
        return EntryForm(self.theme, self.knowledge, self.kind, self.names, self)

    def _open(self, record: Record | None) -> None:
        sheet = self.sheet
        if sheet is None or not self.flush():
            return
        form = self.form
        if form is None:
            form = self.make_form()
            self.take(form)
            self.body.addWidget(form)
            self.grown.emit()
        self.set_folded(folded=False, words="")
        form.show()
        form.show_record(record, self.defaults(sheet), self.choices(sheet))
        self.reveal(form)

    @Slot(object)
    def _on_line_delete(self, record_id: int) -> None:
        record = self._record(record_id)
        if record is not None:
            self.write(lambda: self.remove(record))

    # --- lines --------------------------------------------------------------------------------------------------

    def _record(self, record_id: int) -> Record | None:
        entries = self.entries(self.sheet) if self.sheet is not None else ()
        return next((record for record in entries if record.id == record_id), None)

    @Slot(object)
    def _on_opened(self, record_id: int) -> None:
        record = self._record(record_id)
        if record is not None:
            self.activate(record)

    @Slot(object)
    def _on_edit(self, record_id: int) -> None:
        record = self._record(record_id)
        if record is not None:
            self.edit(record)

    @Slot()
    def _on_more(self) -> None:
        self._all = not self._all
        if self.sheet is not None:
            self.show_customer(self.sheet)

    @Slot(object)
    def _on_toggled(self, record_id: int) -> None:
        record = self._record(record_id)
        if record is not None:
            self.toggle(record)

    @Slot(str, object)
    def _on_keyed(self, letter: str, record_id: int) -> None:
        record = self._record(record_id)
        if letter == "C":
            self.begin()
        elif record is not None:
            self.keyed(letter, record)
