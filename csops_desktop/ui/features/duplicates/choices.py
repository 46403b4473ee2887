"""The fields in which customers differ, side by side: whose value the customer that stays will have."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QSizePolicy, QWidget

from csops_desktop.domain.duplicates import MergedValues
from csops_desktop.domain.fields import Kind, field_of
from csops_desktop.domain.merged_values import (
    CUSTOM,
    can_be_both,
    disagreeing,
    proposal,
    together,
    value_of,
)
from csops_desktop.domain.records import CustomField, Record, Value, names_in
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import escape
from csops_desktop.ui.widgets.parts import ElidedLabel, label, rule
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_HEAD = 3  # rows of the grid above the fields


class Choice(QRadioButton):
    """One value to choose, cut with an ellipsis where room is short; the tool tip has it whole."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = text
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.name_it("")

    def name_it(self, name: str) -> None:
        """Say to a screen reader which field the value belongs to."""
        self.setAccessibleName(f"{name}: {self._whole}" if name else self._whole)

    def whole(self) -> str:
        """Return the text as it is."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt)
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        room = self.width() - 2 * self.iconSize().width()
        line = " ".join(self._whole.split())
        self.setText(escape(self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room)))


class Row:
    """The choices of one field: one for each customer, and all together where that is possible."""

    def __init__(self, name: str, records: Sequence[Record], stays: int, parent: QWidget) -> None:
        self.name = name
        self.values: list[Value] = [value_of(record, name) for record in records]
        filled = {value for value in self.values if value is not None}
        if can_be_both(name) and len(filled) > 1:
            self.values.append(together(self.values))
        self.group = QButtonGroup(parent)
        order = [records[stays], *(record for at, record in enumerate(records) if at != stays)]
        self.now = value_of(records[stays], name)
        wanted = proposal(name, [value_of(record, name) for record in order])
        self.proposed = stays if self.values[stays] == wanted else self.values.index(wanted)

    def chosen(self) -> Value:
        """Return the value that the customer will have."""
        at = self.group.checkedId()
        return self.values[at if at >= 0 else self.proposed]


class FieldChoices(QWidget):
    """Which customer stays, and a row for each field in which the customers differ.

    Signals:
        stays_chosen(int): the id of the customer that is to stay.
    """

    stays_chosen = Signal(int)

    def __init__(
        self,
        theme: Theme,
        records: Sequence[Record],
        stays: int,
        custom: Sequence[CustomField],
        currency: str,
        parent: QWidget | None = None,
    ) -> None:
        """Show how customers differ.

        Args:
            theme: look.
            records: the customers, one column each.
            stays: which column stays.
            custom: the custom fields of customers.
            currency: of the store.
            parent: around it.
        """
        super().__init__(parent)
        self.setProperty("transparent", "true")
        self._theme = theme
        self._records = records
        self._currency = currency
        self._custom = {f"{CUSTOM}{field.id}": field for field in custom}
        self.heads = QButtonGroup(self)
        self.rows = [Row(name, records, stays, self) for name in disagreeing(records)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, theme.px("space.4"), 0)
        self._grid.setHorizontalSpacing(theme.px("space.5"))
        self._grid.setVerticalSpacing(theme.px("space.1"))
        self._grid.setColumnMinimumWidth(0, theme.scaled(112))
        self._add_heads(stays)
        for at, row in enumerate(self.rows, _HEAD):
            self._add_row(at, row)
        if not self.rows:
            same = label(_("They say the same in every field."), "small", tone="3")
            self._grid.addWidget(same, _HEAD, 0, 1, len(records) + 1)
        self._grid.setRowStretch(_HEAD + len(self.rows) + 1, 1)
        self.heads.idClicked.connect(self.stays_chosen)

    def _add_heads(self, stays: int) -> None:
        head = pgettext("the customer that is kept", "Stays")
        self._grid.addWidget(label(head, "small", tone="3"), 0, 0)
        for column, record in enumerate(self._records, 1):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, self._theme.scaled(150))
            choice = Choice(str(record.values["name"]), self)
            choice.setProperty("bold", "true")
            choice.name_it(head)
            choice.setChecked(column - 1 == stays)
            self.heads.addButton(choice, record.id)
            self._grid.addWidget(choice, 0, column)
            facts = label(_facts(record, self._currency), "caption", tone="3", wrap=True)
            facts.setIndent(self._theme.scaled(26))
            self._grid.addWidget(facts, 1, column)
        self._grid.addWidget(rule(), 2, 0, 1, len(self._records) + 2)

    def _add_row(self, at: int, row: Row) -> None:
        own = self._custom.get(row.name)
        text = own.name if own else words.field_name(Kind.CUSTOMERS, row.name)
        head = ElidedLabel("small")
        head.setProperty("tone", "3")
        head.show_text(text)
        self._grid.addWidget(head, at, 0)
        for column, value in enumerate(row.values):
            both = column == len(self._records)
            shown = _("Both") if both else _text(row.name, value, self._records[column], own, self._currency)
            choice = Choice(shown, self)
            choice.name_it(text)
            if both:
                choice.setToolTip(_plain(value))
                self._grid.setColumnMinimumWidth(column + 1, self._theme.scaled(84))
            row.group.addButton(choice, column)
            self._grid.addWidget(choice, at, column + 1)
        row.group.button(row.proposed).setChecked(True)

    def chosen(self) -> MergedValues:
        """Return what the customer that stays will say, where that differs from what it says now."""
        changed: Mapping[str, Value] = {row.name: row.chosen() for row in self.rows if row.chosen() != row.now}
        return MergedValues(
            {name: value for name, value in changed.items() if not name.startswith(CUSTOM)},
            {int(name.removeprefix(CUSTOM)): value for name, value in changed.items() if name.startswith(CUSTOM)},
        )


def _text(name: str, value: Value, record: Record, own: CustomField | None, currency: str) -> str:
    if value is None:
        return show.DASH
    field = own.type if own is not None else field_of(Kind.CUSTOMERS, name)
    return show.value(field, value, currency=currency, name=record.names.get(name, ""))


def _plain(value: Value) -> str:
    return ", ".join(names_in(value)) if isinstance(value, tuple) else str(value)


def _facts(record: Record, currency: str) -> str:
    """Return what tells a customer from its like at a glance."""
    mrr, open_ = record.values.get("mrr"), record.values.get("contracts_open")
    parts = [show.money(mrr if isinstance(mrr, int) else 0, currency)]
    if isinstance(open_, int) and open_:
        parts.append(words.counted(Kind.CONTRACTS, open_))
    if "archived_on" in record.values:
        parts.append(pgettext("a customer", "archived"))
    return " ・ ".join(parts)
