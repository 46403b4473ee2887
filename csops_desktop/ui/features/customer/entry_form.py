"""A small form inside the page: the fields of one record, written together when the user is done."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Field, FieldType, Kind
from csops_desktop.domain.records import Record, Value
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.field_row import FieldRow
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.sources import source_of
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.wording import values as show

Choices = Mapping[str, Sequence[tuple[Value, str]]]
_RETURNS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class EntryForm(QFrame):
    """Editors for some fields of one record, or of a new one.

    Attributes:
        record: the one shown, None for a new one.
        turn: counts what was shown; an answer of the store to an earlier turn is no longer for this form.

    Signals:
        submitted(values): what is to be written: all input of a new record, what changed of another.
        closed: やめる or Esc; what was typed is forgotten.
        delete_requested: the record is to go.
        history_requested(name, rectangle of the screen): what a field has been.
    """

    submitted = Signal(object)
    closed = Signal()
    delete_requested = Signal()
    history_requested = Signal(str, QRect)

    def __init__(
        self,
        theme: Theme,
        knowledge: CustomerKnowledge,
        kind: Kind,
        names: Sequence[str],
        parent: QWidget,
        *,
        deletes: bool = True,
    ) -> None:
        super().__init__(parent)
        self._knowledge = knowledge
        self._deletes = deletes
        self.record: Record | None = None
        self.turn = 0
        self._begun: dict[str, str] = {}
        self.setProperty("card", "true")
        self.rows = {name: FieldRow(theme, source_of(kind, name), self) for name in names}
        self._delete = IconButton(theme, "trash", compact=True, parent=self)
        self._cancel = Button(theme, compact=True, parent=self)
        self.save = Button(theme, variant="primary", compact=True, keys="Ctrl+Enter", parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px("space.4"),) * 4)
        layout.setSpacing(theme.px("space.3"))
        for row in self.rows.values():
            layout.addWidget(row)
            row.editor.entered.connect(self._on_save)
            row.history_requested.connect(self.history_requested)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px("space.3"))
        foot.addWidget(self._delete)
        self.foot = foot
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.save)
        layout.addLayout(foot)
        self._delete.clicked.connect(self.delete_requested)
        self._cancel.clicked.connect(self.closed)
        self.save.clicked.connect(self._on_save)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._delete.describe(_("Delete"))
        self._cancel.set_text(_("Cancel"))
        self.save.set_text(_("Save"))
        for row in self.rows.values():
            row.retranslate()

    def show_record(self, record: Record | None, defaults: Mapping[str, Value], choices: Choices | None = None) -> None:
        """Show a record, or what a new one begins with; the focus goes to the first field.

        Args:
            record: None for a new one.
            defaults: what a new one begins with.
            choices: for a field, what to choose from instead of what every customer has.
        """
        given = choices or {}
        self.record = record
        self.turn += 1
        self._delete.setVisible(record is not None and self._deletes)
        currency = self._knowledge.lookups.currency
        for name, row in self.rows.items():
            field, editor = row.source.field, row.editor
            if editor.listed:
                editor.set_choices(given.get(name) or self._knowledge.choices(field))
            value = row.source.value(record) if record is not None else None
            reference = record.names.get(name, "") if record is not None else ""
            editor.show_value(value, show.edit_text(field, value, currency=currency, name=reference), force=True)
            if record is None and defaults.get(name) is not None:
                begun = defaults[name]
                editor.suggest(begun, show.edit_text(field, begun, currency=currency))
            row.set_fault("")
            self._show_row(name, row)
        self._begun = {name: row.editor.text() for name, row in self.rows.items()}
        self.save.setEnabled(True)
        next(iter(self.rows.values())).editor.setFocus()

    def is_dirty(self) -> bool:
        """Tell whether something was typed that is not saved."""
        return not self.isHidden() and any(row.editor.text() != self._begun[name] for name, row in self.rows.items())

    def submit(self) -> bool:
        """Hand over what was typed; False when some of it is wrong and its row says why."""
        found: dict[str, Value] = {}
        wrong: list[FieldRow] = []
        for name, row in self.rows.items():
            if self.record is not None and not row.editor.is_dirty():
                continue
            try:
                value = row.editor.choice() if row.editor.listed else self._parse(row.source.field, row.editor.text())
            except CsopsError as error:
                row.set_fault(self._knowledge.editing().explain(error))
                wrong.append(row)
                continue
            row.set_fault("")
            if self.record is not None or value not in (None, "", ()):
                found[name] = value
        if wrong:
            wrong[0].editor.setFocus()
            return False
        self.hand_over(found)
        return True

    def hand_over(self, values: Mapping[str, Value]) -> None:
        """Let what was typed be written."""
        self.save.setEnabled(False)
        self.submitted.emit(dict(values))

    def refuse(self, error: CsopsError) -> None:
        """Say why it was not written; the input stays."""
        self.save.setEnabled(True)
        name = str(getattr(error, "field", ""))
        row = self.rows.get(name) or next(iter(self.rows.values()))
        row.set_fault(self._knowledge.editing().explain(error))
        row.editor.setFocus()

    def editor(self, name: str) -> QWidget:
        """Return what is typed into for a field."""
        return self.rows[name].editor.box

    def _show_row(self, name: str, row: FieldRow) -> None:
        """Hide the owner while there is nobody to choose from."""
        if name == "owner_id":
            row.setVisible(self._knowledge.team)

    def _parse(self, field: Field, text: str) -> Value:
        try:
            return self._knowledge.parse(field, text)
        except CsopsError:
            if field.type is not FieldType.DATE:
                raise
            from csops_desktop.domain.day_words import parse_day  # noqa: PLC0415 (not needed before something is typed)

            day = parse_day(text, self._knowledge.context.today)
            if day is None:
                raise
            return day

    @Slot()
    def _on_save(self) -> None:
        self.submit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _RETURNS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        else:
            super().keyPressEvent(event)
