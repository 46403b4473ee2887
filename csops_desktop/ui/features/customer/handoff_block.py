"""What sales handed over: five parts of which each is there or missing, and the form that holds them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from csops_desktop.domain import handoff
from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.customer.entry_block import EntryBlock
from csops_desktop.ui.features.customer.entry_form import EntryForm
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.lines import Line
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_ASK_WITHIN = dt.timedelta(days=3)


class HandoffBlock(EntryBlock):
    """The handoff. Its lines are its parts; N makes next actions of those that are missing."""

    kind = Kind.HANDOFFS
    names = (*handoff.PARTS, "from_whom", "handed_on", "note")

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        self.ask = Button(self.theme, variant="link", parent=self)
        self.ask.setProperty("quiet", "true")
        self.body.addWidget(self.ask)
        self.ask.clicked.connect(self._on_ask)

    def record(self) -> Record | None:
        """Return the handoff of the customer, None when there is none."""
        found = self.sheet.of(self.kind) if self.sheet is not None else ()
        return found[0] if found else None

    def title(self, sheet: CustomerSheet) -> str:
        """Override EntryBlock.title: how much of it is there."""
        record = next(iter(sheet.of(self.kind)), None)
        name = _("Handoff from sales")
        if record is None:
            return name
        parts = len(handoff.PARTS)
        return f"{name} {parts - len(handoff.missing(record.values))}/{parts}"

    def aside(self, sheet: CustomerSheet) -> tuple[str, str]:
        """Override EntryBlock.aside: from whom and when."""
        record = next(iter(sheet.of(self.kind)), None)
        values = record.values if record is not None else {}
        day = values.get("handed_on")
        when = show.date_short(day, sheet.today) if isinstance(day, dt.date) else ""
        return " ・ ".join(part for part in (str(values.get("from_whom") or ""), when) if part), "3"

    def add_words(self) -> tuple[str, str]:
        """Override EntryBlock.add_words."""
        return pgettext("link", "Open"), _("Write down the handoff from sales")

    def defaults(self, sheet: CustomerSheet) -> Mapping[str, Value]:
        """Override EditingBlock.defaults."""
        return {"handed_on": sheet.today}

    def make_form(self) -> EntryForm:
        """Override EntryBlock.make_form: say how promises are written."""
        form = super().make_form()
        for part in handoff.PROMISED:
            box = form.editor(part)
            if isinstance(box, QPlainTextEdit):
                box.setPlaceholderText(_("Each line is a promise. Write “none” when there is none"))
        return form

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Override Block.show_customer."""
        super().show_customer(sheet)
        record = self.record()
        left = len(handoff.missing(record.values)) if record is not None else 0
        self.ask.setVisible(left > 0 and not self.is_open())
        if self.is_open():
            self.lines.hide()
        self.ask.set_text(_("Make next actions of what is missing ({n})").format(n=left))

    def save(self, sheet: CustomerSheet, record: Record | None, values: Mapping[str, Value]) -> Outcome[Any]:
        """Override EditingBlock.save: the promises in it become promises."""
        del record
        written = self.workbench.services.handoffs.save(sheet.id, values, self.knowledge.lookups.crew.me)
        return replace(written, value=0)  # the focus goes to the first part

    @Slot()
    def begin(self) -> None:
        """Override EntryBlock.begin: there is one handoff."""
        if self.sheet is not None:
            self._open(self.record())
            self.lines.hide()
            self.ask.hide()

    def line(self, record: Record, sheet: CustomerSheet) -> Line:
        """Override EntryBlock.line: its parts are the lines."""
        raise NotImplementedError

    def _lines(self, sheet: CustomerSheet) -> list[Line]:
        self.more.hide()
        record = next(iter(sheet.of(self.kind)), None)
        if record is None:
            return []
        lines = []
        for at, part in enumerate(handoff.PARTS):
            text = str(record.values.get(part) or "").strip()
            name = words.field_name(self.kind, part)
            if text:
                first = " ".join(text.split())
                lines.append(Line(at, f"{name}: {first}", icon="check", hint=f"{name}\n{text}"))
            else:
                lines.append(Line(at, name, _("missing"), "health.yellow.text", icon="circle-dashed"))
        return lines

    def put_away(self) -> None:
        """Override EditingBlock.put_away: the parts stand there again."""
        super().put_away()
        if self.sheet is not None and self.record() is not None:
            self.show_customer(self.sheet)

    def _record(self, record_id: int) -> Record | None:
        del record_id
        return self.record()

    def edit(self, record: Record) -> None:
        """Override EntryBlock.edit: begin at the part of the line."""
        at = self.lines.current()
        super().edit(record)
        self.lines.hide()
        self.ask.hide()
        if self.form is not None and at is not None:
            self.form.editor(handoff.PARTS[at]).setFocus()

    @Slot(object)
    def _on_line_delete(self, _at: int) -> None:
        """Override EntryBlock._on_line_delete: a line is no record, only the form deletes the whole."""

    def keyed(self, letter: str, record: Record) -> None:
        """Override EntryBlock.keyed."""
        del record
        if letter == "N":
            self._on_ask()

    @Slot()
    def _on_ask(self) -> None:
        sheet, record, services = self.sheet, self.record(), self.workbench.services
        if sheet is None or record is None:
            return
        titles = [
            _("Ask sales: {part}").format(part=words.field_name(self.kind, part))
            for part in handoff.missing(record.values)
        ]
        me, due = self.knowledge.lookups.crew.me, sheet.today + _ASK_WITHIN
        self.write(lambda: services.handoffs.ask(sheet.id, titles, due, me))
