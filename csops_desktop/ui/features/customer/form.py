"""The plain form of a customer: every stored field in groups, saved field by field as the input is done."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from csops_desktop.domain.records import Record, Value
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import N_, _
from csops_desktop.ui.features.customer.field_editors import FieldEditor
from csops_desktop.ui.features.customer.field_row import FieldRow
from csops_desktop.ui.features.customer.sources import CUSTOM, OWNER, Source
from csops_desktop.ui.tables.editors import Editing
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import values as show

_RETURNS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
OWN = "own fields"
"""Stands for all fields that the user added."""

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Basics"), ("name", "reading", "external_id", "status", "tags")),
    (N_("How we work with them"), ("owner_id", "phase", "touch", "cadence_days", "customer_since", "churn_flag")),
    (N_("Success definition"), ("success_goal", "success_measure", "success_target", "success_by")),
    (N_("Company"), ("industry", "country", "postal_code", "address", "phone", "website")),
    (N_("Note and own fields"), ("note", OWN)),
)


class CustomerForm(QWidget):
    """Editors for one record.

    Signals:
        committed(name, value): the input of a field is done and can be read.
        history_requested(name, rectangle of the screen): the name of a field was clicked.
    """

    committed = Signal(str, object)
    history_requested = Signal(str, QRect)

    def __init__(
        self,
        theme: Theme,
        editing: Editing,
        sources: Mapping[str, Source],
        parent: QWidget,
        *,
        groups: Sequence[tuple[str, Sequence[str]]] = GROUPS,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._editing = editing
        self._sources = {name: source for name, source in sources.items() if not source.field.derived}
        self._rows: dict[str, FieldRow] = {}
        self._titles: list[tuple[str, QLabel]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px("space.3"))
        own = tuple(name for name in self._sources if name.startswith(CUSTOM))
        for title, names in groups:
            members = (*names, *own) if OWN in names else names
            members = tuple(name for name in members if name in self._sources)
            self._add_group(title, members)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        for title, heading in self._titles:
            heading.setText(_(title))
        for row in self._rows.values():
            row.retranslate()
            self._offer(row.editor)

    def show_record(self, record: Record | None, currency: str, *, force: bool, owner: int | None = None) -> None:
        """Show a record, or for a new one nothing but its owner; with ``force`` unfinished input is replaced."""
        for name, row in self._rows.items():
            source, editor = self._sources[name], self._rows[name].editor
            value = source.value(record) if record is not None else owner if name == OWNER else None
            reference = "" if record is None else record.names.get(source.field.name, "")
            self._offer(editor)
            editor.show_value(
                value, show.edit_text(source.field, value, currency=currency, name=reference), force=force
            )
            if force:
                row.set_fault("")

    def values(self) -> dict[str, Value] | None:
        """Return all values that are filled in, and the owner also when it is nobody; None when one is wrong."""
        found: dict[str, Value] = {}
        fine = True
        for name in self._rows:
            try:
                value = self._read(name)
            except CsopsError as error:
                self.set_fault(name, error)
                fine = False
                continue
            if name == OWNER or value not in (None, "", ()):
                found[name] = value
        return found if fine else None

    def flush(self) -> bool:
        """Take the input of every field that is not saved yet; False when one of them is wrong."""
        taken = [self._commit(name) for name in self._rows if self._rows[name].editor.is_dirty()]
        return all(taken)

    def is_dirty(self) -> bool:
        """Tell whether some input is not saved."""
        return any(self._rows[name].editor.is_dirty() for name in self._rows)

    def set_fault(self, name: str, error: CsopsError) -> None:
        """Say what is wrong with a field; its input counts as unsaved."""
        if name in self._rows:
            self._rows[name].set_fault(self._editing.explain(error))

    def refused(self, name: str, error: CsopsError) -> None:
        """Saving a field failed: keep its input and say why."""
        if name in self._rows:
            self._rows[name].editor.reject()
            self.set_fault(name, error)

    def focus(self, name: str = "name") -> None:
        """Put the focus on a field."""
        self._rows[name].editor.setFocus()

    def fault(self, name: str) -> str:
        """Return what is wrong with a field."""
        return self._rows[name].fault()

    def names(self) -> tuple[str, ...]:
        """Return the fields, in order."""
        return tuple(self._rows)

    def editor(self, name: str) -> FieldEditor:
        """Return the editor of a field."""
        return self._rows[name].editor

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent: Ctrl+Enter saves what is typed."""
        if event.key() in _RETURNS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.flush()
        else:
            super().keyPressEvent(event)

    def _add_group(self, title: str, names: Sequence[str]) -> None:
        if title:
            heading = label("", "caption", tone="3", bold=True)
            if self._titles:
                self._layout.addSpacing(self._theme.px("space.4"))
            self._titles.append((title, heading))
            self._layout.addWidget(heading)
        for name in names:
            row = FieldRow(self._theme, self._sources[name], self)
            row.editor.setProperty("name", name)
            row.editor.committed.connect(self._on_committed)
            row.history_requested.connect(self.history_requested)
            self._rows[name] = row
            self._layout.addWidget(row)

    def _offer(self, editor: FieldEditor) -> None:
        if editor.listed:
            editor.set_choices(self._editing.choices(editor.field))

    def _read(self, name: str) -> Value:
        editor = self._rows[name].editor
        if editor.listed:
            return editor.choice()
        return self._editing.parse(editor.field, editor.text())

    def _commit(self, name: str) -> bool:
        try:
            value = self._read(name)
        except CsopsError as error:
            self.set_fault(name, error)
            return False
        self._rows[name].set_fault("")
        self._rows[name].editor.accept()
        self.committed.emit(name, value)
        return True

    @Slot()
    def _on_committed(self) -> None:
        editor = self.sender()
        if isinstance(editor, FieldEditor):
            self._commit(str(editor.property("name")))
