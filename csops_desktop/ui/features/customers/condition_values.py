"""The value part of a condition: a checklist, a text, a stretch of dates or amounts, or a number of days."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from csops_desktop.domain.fields import FieldType
from csops_desktop.domain.query import FilterValue, Op
from csops_desktop.domain.records import Value
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.sources import Source
from csops_desktop.ui.features.customers.value_source import Choice, ValueSource
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import label, set_look

_NO_VALUE = frozenset({Op.EMPTY, Op.NOT_EMPTY, Op.OVERDUE})
_DAYS = frozenset({Op.WITHIN_DAYS, Op.CHANGED_WITHIN})
_MOST_DAYS = 3650
_ROWS_SHOWN = 7


class ValueEditor(QWidget):
    """Asks for the values that an operator needs.

    Signals:
        committed: Enter was pressed.
        resized: the height changed.
    """

    committed = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, source: ValueSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values = source
        self._field: Source | None = None
        self._op = Op.IS
        self._wanted: tuple[FilterValue, ...] = ()
        self._find = QLineEdit(self)
        self._find.setObjectName("conditionFind")
        self._list = QListWidget(self)
        self._list.setObjectName("conditionChoices")
        self._first = QLineEdit(self)
        self._first.setObjectName("conditionFirst")
        self._second = QLineEdit(self)
        self._second.setObjectName("conditionSecond")
        self._to = label(_("to"), "small", tone="3")
        self._days = QSpinBox(self)
        self._days.setObjectName("conditionDays")
        self._days.setRange(1, _MOST_DAYS)
        self._days.setValue(30)
        self._side = QComboBox(self)
        self._side.addItem(_("from today on"), 1)
        self._side.addItem(_("up to today"), -1)
        self._days_word = label(_("days"), "small", tone="3")
        self._note = label(kind="caption", tone="danger", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(theme.px("space.3"))
        for widget in (self._first, self._to, self._second, self._days, self._days_word, self._side):
            line.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.3"))
        layout.addWidget(self._find)
        layout.addWidget(self._list)
        layout.addLayout(line)
        layout.addWidget(self._note)
        self._find.setPlaceholderText(_("Find a value"))
        self._find.textChanged.connect(self._on_find)
        self._list.itemActivated.connect(self._on_activated)
        for edit in (self._first, self._second):
            edit.returnPressed.connect(self.committed)
            edit.textEdited.connect(self._on_edited)
        self._note.hide()

    def ask(self, source: Source | None, op: Op) -> None:
        """Ask for the values of an operator on a field."""
        self._field, self._op = source, op
        listed = op in {Op.IS, Op.IS_NOT}
        typed = op in {Op.CONTAINS, Op.AT_LEAST, Op.AT_MOST}
        self._list.setVisible(listed)
        self._find.setVisible(False)
        self._first.setVisible(typed)
        self._second.setVisible(op is Op.AT_LEAST)
        self._to.setVisible(op is Op.AT_LEAST)
        self._days.setVisible(op in _DAYS)
        self._days_word.setVisible(op in _DAYS)
        self._side.setVisible(op is Op.WITHIN_DAYS)
        self._note.hide()
        if typed:
            dated = source is not None and source.field.type is FieldType.DATE
            self._first.setPlaceholderText("2027/03/31" if dated else "")
            self._second.setPlaceholderText(_("open"))
        self._list.clear()
        if listed and source is not None:
            self._values.choices(source, self, self._fill)
        self.resized.emit()

    def show_values(self, values: tuple[FilterValue, ...]) -> None:
        """Show the values of a condition."""
        self._wanted = values
        if self._op in _DAYS:
            days = values[0] if values and isinstance(values[0], int) else 30
            self._days.setValue(abs(days))
            self._side.setCurrentIndex(1 if days < 0 else 0)
        elif self._field is not None:
            texts = [self._values.edit_text(self._field, value) for value in values]
            self._first.setText(texts[0] if texts else "")
            self._second.setText(texts[1] if len(texts) > 1 else "")
        self._check()

    def values(self) -> tuple[FilterValue, ...] | None:
        """Return the values, None while they are missing or wrong; bounds are (from, to), an open one is None."""
        if self._op in _NO_VALUE:
            return ()
        if self._op in _DAYS:
            sign = self._side.currentData() if self._op is Op.WITHIN_DAYS else 1
            return (self._days.value() * int(sign),)
        if self._op in {Op.IS, Op.IS_NOT}:
            items = [self._list.item(row) for row in range(self._list.count())]
            found = tuple(i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() == Qt.CheckState.Checked)
            return found or None
        if self._op is Op.CONTAINS:
            text = self._first.text().strip()
            return (text,) if text else None
        return self._bounds()

    def _bounds(self) -> tuple[FilterValue, ...] | None:
        found: list[FilterValue] = []
        for edit in (self._first, self._second):
            if edit.isHidden() or not edit.text().strip() or self._field is None:
                found.append(None)
                continue
            try:
                value = self._values.parse(self._field.field, edit.text())
            except CsopsError as error:
                self._refuse(edit, self._values.explain(error))
                return None
            found.append(value.isoformat() if isinstance(value, dt.date) else _plain(value))
        return None if found == [None, None] else tuple(found)

    def _refuse(self, edit: QLineEdit, sentence: str) -> None:
        set_look(edit, "invalid", "true")
        self._note.setText(sentence)
        self._note.show()
        self.resized.emit()

    def _fill(self, choices: Sequence[Choice]) -> None:
        self._list.clear()
        for value, words in choices:
            item = QListWidgetItem(words, self._list)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self._check()
        rows = min(max(self._list.count(), 1), _ROWS_SHOWN)
        self._list.setFixedHeight(rows * (self._theme.px("row.compact") + 2) + 4)
        self._find.setVisible(self._list.count() > _ROWS_SHOWN)
        self.resized.emit()

    def _check(self) -> None:
        for row in range(self._list.count()):
            item = self._list.item(row)
            on = item.data(Qt.ItemDataRole.UserRole) in self._wanted
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    @Slot(str)
    def _on_find(self, text: str) -> None:
        wanted = text.casefold()
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(wanted not in item.text().casefold())

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    @Slot()
    def _on_edited(self) -> None:
        set_look(self._first, "invalid", "false")
        set_look(self._second, "invalid", "false")
        self._note.hide()


def _plain(value: Value) -> FilterValue:
    return value if value is None or isinstance(value, str | int | bool) else str(value)
