"""The panel beside the promises: the current one in full, what can be done with it, and what else there is to know."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.promises import PromiseLine, State
from csops_desktop.domain.records import Record
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.promises.record_panel import RecordPanel
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.parts import ElidedLabel, label
from csops_desktop.ui.widgets.related import RelatedBlock
from csops_desktop.ui.widgets.split_page import scrolling
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

KINDS = (Kind.PROMISES, Kind.NEXT_ACTIONS, Kind.ACTIVITIES)
_FACTS = ("due_on", "made_by", "kind", "owner_id", "settled")
_SETTLED = {State.KEPT: "kept_on", State.BROKEN: "broken_on"}
Related = tuple[int, Mapping[Kind, Sequence[Record]]]


class PromisePanel(RecordPanel):
    """Shows one promise and asks for acts on it.

    Signals:
        kept_requested, broken_requested, reopen_requested, open_requested: what the user wants.
    """

    kept_requested = Signal()
    broken_requested = Signal()
    reopen_requested = Signal()
    open_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, _FACTS, parent)
        self._line: PromiseLine | None = None
        self._context = ListContext(dt.date.min)
        self.customer = ElidedLabel("h1", self)
        self._open = IconButton(theme, "arrow-square-out", parent=self)
        self.text = label("", wrap=True)
        self.kept = Button(theme, icon="check", variant="primary", compact=True, keys="K", parent=self)
        self.broken = Button(theme, compact=True, keys="B", parent=self)
        self.reopen = Button(theme, icon="arrow-u-up-left", compact=True, keys="R", parent=self)
        self.blocks = {kind: RelatedBlock(theme, kind, self) for kind in KINDS}
        self._build()
        self.kept.clicked.connect(self.kept_requested)
        self.broken.clicked.connect(self.broken_requested)
        self.reopen.clicked.connect(self.reopen_requested)
        self._open.clicked.connect(self.open_requested)
        self.retranslate()

    def _build(self) -> None:
        body = QWidget()
        inner = QVBoxLayout(body)
        head = QHBoxLayout()
        head.addWidget(self.customer, 1)
        head.addWidget(self._open)
        inner.addLayout(head)
        inner.addWidget(self.text)
        self.add_record(inner, (self.kept, self.broken, self.reopen))
        for block in self.blocks.values():
            inner.addWidget(block)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.addWidget(scrolling(body, self))

    def show_line(self, line: PromiseLine, context: ListContext) -> None:
        """Show at once what the list knows; the rest follows by ``show_found``."""
        same = self._line is not None and self._line.customer_id == line.customer_id
        self._line, self._context = line, context
        self.customer.show_text(line.customer)
        self.text.setText(line.text)
        for button in (self.kept, self.broken):
            button.setVisible(line.open)
        self.reopen.setVisible(not line.open)
        self._show_facts(line)
        if not same:
            for block in self.blocks.values():
                block.hide()

    def show_found(self, found: Related) -> None:
        """Show what else belongs to the customer."""
        customer_id, related = found
        if self._line is None or self._line.customer_id != customer_id:
            return
        for kind, block in self.blocks.items():
            others = [record for record in related[kind] if kind is not Kind.PROMISES or record.id != self._line.id]
            block.show_records(others, self._context)
            block.setVisible(block.count() > 0)

    def retranslate(self) -> None:
        """Override RecordPanel.retranslate."""
        super().retranslate()
        self._open.describe(_("Open the customer"), "Enter")
        self.kept.set_text(pgettext("a promise was", "Kept"))
        self.broken.set_text(pgettext("a promise was", "Broken"))
        self.reopen.set_text(_("Open again"))
        for block in self.blocks.values():
            block.retranslate(self._context)
        if self._line is not None:
            self.show_line(self._line, self._context)

    def _show_facts(self, line: PromiseLine) -> None:
        today = self._context.today
        state = line.state(today)
        due = show.DASH if line.due_on is None else show.date_with_weekday(line.due_on)
        if line.open and line.due_on is not None:
            due = f"{due}  {show.days_left((line.due_on - today).days)}"
        texts = {
            "due_on": due,
            "made_by": words.choice_name("made_by", line.made_by) if line.made_by else show.DASH,
            "kind": words.choice_name("kind", line.kind) if line.kind else "",
            "owner_id": line.owner,
            "settled": "" if line.settled_on is None else show.date_with_weekday(line.settled_on),
        }
        names = {**dict(zip(texts, texts, strict=True)), "settled": _SETTLED.get(state, "due_on")}
        facts = {name: (words.field_name(Kind.PROMISES, names[name]), text) for name, text in texts.items()}
        self.show_facts(facts, line.note, danger="due_on" if state is State.LATE else "")
