"""The popover that makes or changes one filter chip: alternatives of field, operator and values."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.query import Condition, Group, Op
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.customer.sources import Source
from csops_desktop.ui.features.customers.condition_values import ValueEditor
from csops_desktop.ui.features.customers.value_source import ValueSource
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.popover import Popover
from csops_desktop.wording import filters as words

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = Condition | Group
_ANY = ""
_FIRST = (
    *("renewal_on", "touch", "phase", "owner_id", "mrr", "last_contact_on", "next_action_on", "tags", "status"),
    *("band", "score", "score_change", "coverage", "stale_ratings"),
    *("industry", "name", "customer_since", "notice_on"),
)
"""What is asked most stands first in the list of fields."""


@dataclass(frozen=True, slots=True)
class EditorContext:
    """What the popover knows of the list.

    Attributes:
        sources: what can be filtered, by name.
        values: gives the values of choices, references, tags and texts.
    """

    sources: dict[str, Source]
    values: ValueSource


class ConditionRow(QWidget):
    """One alternative: field, operator, values.

    Signals:
        removed: its cross was pressed.
        committed: Enter in a value.
    """

    removed = Signal()
    committed = Signal()

    def __init__(self, theme: Theme, context: EditorContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._field = QComboBox(self)
        self._field.setObjectName("conditionField")
        self._field.setMaxVisibleItems(20)
        self._op = QComboBox(self)
        self._op.setObjectName("conditionOperator")
        self.value = ValueEditor(theme, context.values, self)
        self.cross = IconButton(theme, "x", compact=True, parent=self)
        self.cross.describe(_("Remove this alternative"))
        order = sorted(context.sources, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
        for name in order:
            self._field.addItem(context.sources[name].heading(), name)
        self._field.addItem(_("Any field"), _ANY)
        top = QHBoxLayout()
        top.setSpacing(theme.px("space.3"))
        top.addWidget(self._field, 1)
        top.addWidget(self._op, 1)
        top.addWidget(self.cross)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px("space.3"))
        layout.addLayout(top)
        layout.addWidget(self.value)
        self._field.currentIndexChanged.connect(self._on_field)
        self._op.currentIndexChanged.connect(self._on_op)
        self.cross.clicked.connect(self.removed)
        self.value.committed.connect(self.committed)
        self._on_field()

    def show_item(self, item: Item) -> None:
        """Show a condition, or a stretch between two bounds of one field."""
        low, high, one = None, None, item
        if isinstance(item, Group):
            bounds = [each for each in item.items if isinstance(each, Condition)]
            low = next((each for each in bounds if each.op is Op.AT_LEAST), None)
            high = next((each for each in bounds if each.op is Op.AT_MOST), None)
            one = low or high or Condition(_ANY, Op.CHANGED_WITHIN, (7,))
        if not isinstance(one, Condition):
            return
        self._field.setCurrentIndex(max(0, self._field.findData(one.field)))
        self._op.setCurrentIndex(max(0, self._op.findData(one.op.value)))
        if low is not None and high is not None:
            self.value.show_values((*low.values[:1], *high.values[:1]))
        else:
            self.value.show_values(one.values)

    def item(self) -> Item | None:
        """Return the condition, None while its values are missing or wrong (the editor says so)."""
        field, op = str(self._field.currentData()), Op(self._op.currentData())
        values = self.value.values()
        if values is None:
            return None
        if op not in {Op.AT_LEAST, Op.AT_MOST}:
            return Condition(field, op, values)
        low, high = values if op is Op.AT_LEAST else (None, values[0])
        bounds = []
        if low is not None:
            bounds.append(Condition(field, Op.AT_LEAST, (low,)))
        if high is not None:
            bounds.append(Condition(field, Op.AT_MOST, (high,)))
        return bounds[0] if len(bounds) == 1 else Group(tuple(bounds))

    def focus(self) -> None:
        """Put the focus where typing begins."""
        self._field.setFocus()

    def _source(self) -> Source | None:
        return self._context.sources.get(str(self._field.currentData()))

    @Slot()
    def _on_field(self) -> None:
        source = self._source()
        field = source.field if source else None
        before = self._op.currentData()
        self._op.blockSignals(True)
        self._op.clear()
        for op in words.operators(field):
            self._op.addItem(words.operator_name(op, field), op.value)
        self._op.setCurrentIndex(max(0, self._op.findData(before)))
        self._op.blockSignals(False)
        self._on_op()

    @Slot()
    def _on_op(self) -> None:
        self.value.ask(self._source(), Op(self._op.currentData()))


class ConditionEditor(Popover):
    """The popover.

    Signals:
        applied(item): the chip is to hold this condition, or a group of alternatives.
    """

    applied = Signal(object)

    def __init__(self, theme: Theme, context: EditorContext, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setObjectName("conditionEditor")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._context = context
        self._rows: list[ConditionRow] = []
        self._note = label(kind="caption", tone="danger")
        self._note.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px("space.4"))
        self._or = Button(theme, _("Or…"), icon="plus", variant="ghost", compact=True, parent=self)
        self._cancel = Button(theme, _("Cancel"), compact=True, parent=self)
        self._apply = Button(theme, _("Filter"), variant="primary", compact=True, parent=self)
        self._apply.setObjectName("applyCondition")
        foot = QHBoxLayout()
        foot.addWidget(self._or)
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._apply)
        self.body.addLayout(self._list)
        self.body.addWidget(self._note)
        self.body.addLayout(foot)
        self._note.setMinimumWidth(theme.scaled(380))
        self._or.clicked.connect(self._on_or)
        self._cancel.clicked.connect(self.close)
        self._apply.clicked.connect(self._on_apply)

    def open_at(self, anchor: QWidget, item: Item | None) -> None:
        """Open under a widget, with the condition to change or an empty one."""
        alternatives: Sequence[Item | None] = [item]
        if isinstance(item, Group) and item.any_of:
            alternatives = item.items
        for each in alternatives:
            self._add(each)
        self.show_below(anchor)
        self._rows[0].focus()

    def rows(self) -> list[ConditionRow]:
        """Return the alternatives."""
        return list(self._rows)

    def _add(self, item: Item | None) -> ConditionRow:
        row = ConditionRow(self._theme, self._context, self)
        if self._rows:
            joint = label(pgettext("between alternatives, alone", "or"), "caption", tone="3")
            joint.setObjectName("or")
            self._list.addWidget(joint)
            row.setProperty("joint", joint)
        self._rows.append(row)
        self._list.addWidget(row)
        if item is not None:
            row.show_item(item)
        row.removed.connect(self._on_row_removed)
        row.committed.connect(self._on_apply)
        row.value.resized.connect(self._fit)
        for each in self._rows:
            each.cross.setVisible(len(self._rows) > 1)
        return row

    @Slot()
    def _fit(self) -> None:
        self.adjustSize()

    @Slot()
    def _on_or(self) -> None:
        self._add(None).focus()
        self._fit()

    @Slot()
    def _on_row_removed(self) -> None:
        row = self.sender()
        if not isinstance(row, ConditionRow) or len(self._rows) == 1:
            return
        self._rows.remove(row)
        joint = row.property("joint")
        for widget in (row, joint):
            if isinstance(widget, QWidget):
                self._list.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for each in self._rows:
            each.cross.setVisible(len(self._rows) > 1)
        self._fit()

    @Slot()
    def _on_apply(self) -> None:
        items = [row.item() for row in self._rows]
        whole = [item for item in items if item is not None]
        if len(whole) < len(items):
            self._note.setText(_("Choose or type a value first"))
            self._note.show()
            self._fit()
            return
        self.applied.emit(whole[0] if len(whole) == 1 else Group(tuple(whole), any_of=True))
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.keyPressEvent."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_apply()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.changeEvent: a popover does not outlive a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.close()
        super().changeEvent(event)
