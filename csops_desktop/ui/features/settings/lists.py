"""Short lists of the store that one edits in place: products, custom fields."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.records import CustomField
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.forms import Section
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import fields as words

ID = Qt.ItemDataRole.UserRole
_ROWS_SHOWN = 5
_FIELD_TYPES = (FieldType.TEXT, FieldType.DATE, FieldType.INTEGER, FieldType.MONEY, FieldType.FLAG)
_FIELD_KINDS = (Kind.CUSTOMERS, Kind.CONTACTS, Kind.CONTRACTS)


class WordedList(QListWidget):
    """A list that says something while it is empty.

    Signals:
        opened(): Enter on a line.
    """

    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QListWidget.keyPressEvent: Enter opens the line, unless its name is being typed."""
        editing = self.state() == QListWidget.State.EditingState
        if Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not editing and self.selectedItems():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def set_empty_words(self, text: str) -> None:
        """Set what stands in the empty list."""
        self._words = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.paintEvent."""
        super().paintEvent(event)
        if self.count():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self._theme.color("text.3"))
        painter.setFont(self._theme.font("small"))
        space = self._theme.px("space.6")
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.viewport().rect().adjusted(space, 0, -space, 0), flags, self._words)


class ListSection(Section):
    """A list with a line to add to it; subclasses know what the lines are."""

    watches = Area.NONE

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench.theme, parent)
        self.bench = workbench
        theme = workbench.theme
        self.list = WordedList(theme, self)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(theme.px("row.compact") * _ROWS_SHOWN + theme.px("space.4"))
        self.name = QLineEdit(self)
        self.add_button = Button(theme)
        self.delete_button = Button(theme, variant="danger-quiet")
        self.fault = label("", "caption", tone="danger", wrap=True)
        self.fault.hide()
        frame = QFrame(self)
        frame.setProperty("card", "true")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 3, 1, 3)
        inner.addWidget(self.list)
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.px("space.4"))
        self.row.addWidget(self.name, 1)
        self.row.addWidget(self.add_button)
        self.row.addWidget(self.delete_button)
        self.body.addWidget(frame)
        self.body.addLayout(self.row)
        self.body.addWidget(self.fault)
        self.add_button.clicked.connect(self._on_add)
        self.name.returnPressed.connect(self._on_add)
        self.delete_button.clicked.connect(self.delete)
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.list.itemChanged.connect(self._on_item)
        workbench.tasks.changed.connect(self._on_changed)
        self._on_selection()

    def load(self) -> None:
        """Read the list again."""
        raise NotImplementedError

    def add(self, name: str) -> None:
        """Add a line."""
        raise NotImplementedError

    def rename(self, item: QListWidgetItem) -> None:
        """Take what was typed over a line."""

    def delete(self) -> None:
        """Delete the selected line; it can be undone."""
        raise NotImplementedError

    def show_fault(self, error: CsopsError) -> None:
        """Say why it did not work; what was typed stays."""
        self.fault.setText(self.bench.messages.sentence(error))
        self.fault.show()

    def clear_fault(self) -> None:
        """Take the sentence away."""
        self.fault.hide()

    @Slot()
    def _on_add(self) -> None:
        name = self.name.text().strip()
        if name:
            self.clear_fault()
            self.add(name)

    @Slot()
    def _on_selection(self) -> None:
        self.delete_button.setEnabled(bool(self.list.selectedItems()))

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        self.clear_fault()
        self.rename(item)

    @Slot(object, object)
    def _on_changed(self, areas: Area, _initiator: object) -> None:
        if areas & self.watches:
            self.load()


class NamesSection(ListSection):
    """Products: names that can be added, changed and deleted."""

    def __init__(self, kind: Kind, area: Area, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench, parent)
        self.kind = kind
        self.watches = area
        self.retranslate()
        self.load()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_words(_("Products"), _("What you sell. Contracts name one of them."))
        self.list.set_empty_words(_("No product yet. Enter its name below."))
        self.name.setPlaceholderText(_("Name of a product"))
        self.add_button.set_text(_("Add"))
        self.delete_button.set_text(_("Delete"))
        self.list.setAccessibleName(words.kind_name(self.kind))
        self.list.setToolTip(_("F2 or double click changes a name"))

    def load(self) -> None:
        """Override ListSection.load."""
        records, kind = self.bench.services.records, self.kind
        self.bench.tasks.query(lambda: records.names(kind), self._show, key=("settings", kind), owner=self)

    def _show(self, names: list[tuple[int, str]]) -> None:
        chosen = self.list.currentItem().data(ID) if self.list.currentItem() is not None else None
        self.list.blockSignals(True)
        self.list.clear()
        for number, name in names:
            item = QListWidgetItem(name)
            item.setData(ID, number)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
            if number == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None and names:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._on_selection()

    def add(self, name: str) -> None:
        """Override ListSection.add."""
        records, kind = self.bench.services.records, self.kind
        self.bench.tasks.operate(
            lambda: records.create(kind, {"name": name}), self._on_added, failed=self.show_fault, owner=self
        )

    def _on_added(self, _number: int) -> None:
        self.name.clear()

    def rename(self, item: QListWidgetItem) -> None:
        """Override ListSection.rename."""
        records, kind, number, name = self.bench.services.records, self.kind, int(item.data(ID)), item.text().strip()
        self.bench.tasks.operate(
            lambda: records.save(kind, number, {"name": name}), failed=self._on_not_renamed, owner=self
        )

    def _on_not_renamed(self, error: CsopsError) -> None:
        self.show_fault(error)
        self.load()

    def delete(self) -> None:
        """Override ListSection.delete."""
        records, kind = self.bench.services.records, self.kind
        ids = [int(item.data(ID)) for item in self.list.selectedItems()]
        self.bench.tasks.operate(lambda: records.delete(kind, ids), failed=self.show_fault, owner=self)


class FieldsSection(ListSection):
    """Custom fields of customers, contacts and contracts."""

    watches = Area.FIELDS

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench, parent)
        self._fields: dict[int, CustomField] = {}
        self.kind_box = QComboBox(self)
        self.type_box = QComboBox(self)
        for kind in _FIELD_KINDS:
            self.kind_box.addItem("", kind)
        for type_ in _FIELD_TYPES:
            self.type_box.addItem("", type_)
        self.row.insertWidget(1, self.kind_box)
        self.row.insertWidget(2, self.type_box)
        self.retranslate()
        self.load()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_words(
            _("Own fields"), _("Columns of your own. They are searched, filtered, imported and exported too.")
        )
        self.list.set_empty_words(_("No field of your own yet. Enter its name below."))
        self.name.setPlaceholderText(_("Name of a field"))
        self.add_button.set_text(_("Add"))
        self.delete_button.set_text(_("Delete"))
        for index, kind in enumerate(_FIELD_KINDS):
            self.kind_box.setItemText(index, words.kind_name(kind))
        for index, type_ in enumerate(_FIELD_TYPES):
            self.type_box.setItemText(index, words.type_name(type_))
        self._show(list(self._fields.values()))

    def load(self) -> None:
        """Override ListSection.load."""
        records = self.bench.services.records
        self.bench.tasks.query(
            lambda: [field for kind in _FIELD_KINDS for field in records.custom_fields(kind)],
            self._show,
            key="settings fields",
            owner=self,
        )

    def _show(self, found: list[CustomField]) -> None:
        self._fields = {field.id: field for field in found}
        self.list.clear()
        for field in found:
            text = f"{field.name}  —  {words.kind_name(field.kind)}, {words.type_name(field.type)}"
            item = QListWidgetItem(text)
            item.setData(ID, field.id)
            self.list.addItem(item)
        self._on_selection()

    def add(self, name: str) -> None:
        """Override ListSection.add."""
        records = self.bench.services.records
        kind, type_ = Kind(self.kind_box.currentData()), FieldType(self.type_box.currentData())
        self.bench.tasks.operate(
            lambda: records.add_custom_field(kind, name, type_), self._on_added, failed=self.show_fault, owner=self
        )

    def _on_added(self, _number: int) -> None:
        self.name.clear()

    def delete(self) -> None:
        """Override ListSection.delete."""
        records = self.bench.services.records
        item = self.list.currentItem()
        if item is not None:
            field = self._fields[int(item.data(ID))]
            self.bench.tasks.operate(lambda: records.delete_custom_field(field), failed=self.show_fault, owner=self)
