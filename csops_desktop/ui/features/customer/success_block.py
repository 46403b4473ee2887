"""What the customer wants to reach: goal, measure, target and by when, changed in place."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.entry_block import EntryBlock
from csops_desktop.ui.features.customer.entry_form import EntryForm
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.lines import Line
from csops_desktop.ui.features.customer.open_card import OpenCard
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import values as show

NAMES = ("success_goal", "success_measure", "success_target", "success_by")


class _Words(OpenCard):
    """The definition as text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.goal = label("", wrap=True)
        self.measure = label("", "small", tone="2", wrap=True)
        self.inside.addWidget(self.goal)
        self.inside.addWidget(self.measure)


class SuccessBlock(EntryBlock):
    """The success definition; it is part of the customer, so there is one and no list."""

    kind = Kind.CUSTOMERS
    names = NAMES

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        self.words = _Words(self.theme, self)
        self.words.opened.connect(self.begin)
        self.body.insertWidget(0, self.words)

    def entries(self, sheet: CustomerSheet) -> tuple[Record, ...]:
        """Override EntryBlock.entries: nothing is listed."""
        del sheet
        return ()

    def line(self, record: Record, sheet: CustomerSheet) -> Line:
        """Override EntryBlock.line: nothing is listed."""
        raise NotImplementedError

    def title(self, _sheet: CustomerSheet) -> str:
        """Override EntryBlock.title."""
        return _("Success definition")

    def aside(self, sheet: CustomerSheet) -> tuple[str, str]:
        """Override EntryBlock.aside: by when."""
        by = sheet.record.values.get("success_by")
        if not isinstance(by, dt.date):
            return "", "3"
        return _("by {day}").format(day=show.date(by)), "danger" if by < sheet.today else "3"

    def add_words(self) -> tuple[str, str]:
        """Override EntryBlock.add_words."""
        return _("Change"), _("Add the success definition")

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Override Block.show_customer."""
        super().show_customer(sheet)
        values = sheet.record.values
        goal, measure, target = (str(values.get(name) or "") for name in NAMES[:3])
        self.words.goal.setText(goal or _("No goal yet"))
        self.words.measure.setText(" → ".join(part for part in (measure, target) if part))
        self.words.measure.setVisible(bool(measure or target))
        self.words.setAccessibleName(" ".join(part for part in (goal, measure, target) if part))
        self.words.setVisible(not self.is_open())

    def make_form(self) -> EntryForm:
        """Override EntryBlock.make_form."""
        return EntryForm(self.theme, self.knowledge, self.kind, self.names, self, deletes=False)

    @Slot()
    def begin(self) -> None:
        """Override EntryBlock.begin: change what is there."""
        if self.sheet is not None:
            self._open(self.sheet.record)
            self.words.hide()

    def save(self, sheet: CustomerSheet, record: Record | None, values: Mapping[str, Value]) -> Outcome[Any]:
        """Override EditingBlock.save."""
        del record
        return self.workbench.services.customers.save(sheet.id, values)

    def put_away(self) -> None:
        """Override EditingBlock.put_away."""
        super().put_away()
        self.words.show()

    def take_focus(self) -> None:
        """Override Block.take_focus."""
        (self.fold_line if self.is_folded() else self.words).setFocus()

    def _is_empty(self, sheet: CustomerSheet) -> bool:
        return not any(sheet.record.values.get(name) for name in NAMES)
