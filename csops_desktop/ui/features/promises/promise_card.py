"""The panel beside the promises: the current one in full, what can be done with it, and what else there is to know."""

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.promises import PromiseLine, State
from csops_desktop.domain.records import Record
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.parts import ElidedLabel, label, set_look
from csops_desktop.ui.widgets.related import RelatedBlock
from csops_desktop.ui.widgets.split_page import scrolling
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

KINDS = (Kind.PROMISES, Kind.NEXT_ACTIONS, Kind.ACTIVITIES)
_FACTS = ("due_on", "made_by", "owner_id", "settled")
_SETTLED = {State.KEPT: "kept_on", State.BROKEN: "broken_on"}
Related = tuple[int, Mapping[Kind, Sequence[Record]]]


class PromisePanel(QFrame):
    """Shows one promise and asks for acts on it.

    Signals:
        kept_requested, broken_requested, reopen_requested, edit_requested, delete_requested, open_requested: what the
            user wants.
    """

    kept_requested = Signal()
    broken_requested = Signal()
    reopen_requested = Signal()
    edit_requested = Signal()
    delete_requested = Signal()
    open_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setProperty("edge", "left")
        self._theme = theme
        self._line: PromiseLine | None = None
        self._context = ListContext(dt.date.min)
        self.customer = ElidedLabel("h1", self)
        self._open = IconButton(theme, "arrow-square-out", parent=self)
        self.text = label("", wrap=True)
        self.note = label("", "small", tone="2", wrap=True)
        self._facts: dict[str, tuple[QLabel, QLabel]] = {
            name: (label("", "caption", tone="3"), label("", "small", wrap=True)) for name in _FACTS
        }
        self.kept = Button(theme, icon="check", variant="primary", compact=True, keys="K", parent=self)
        self.broken = Button(theme, compact=True, keys="B", parent=self)
        self.reopen = Button(theme, icon="arrow-u-up-left", compact=True, keys="R", parent=self)
        self.edit = IconButton(theme, "pencil-simple", compact=True, parent=self)
        self.delete = IconButton(theme, "trash", compact=True, parent=self)
        self.blocks = {kind: RelatedBlock(theme, kind, self) for kind in KINDS}
        self._build()
        self.kept.clicked.connect(self.kept_requested)
        self.broken.clicked.connect(self.broken_requested)
        self.reopen.clicked.connect(self.reopen_requested)
        self.edit.clicked.connect(self.edit_requested)
        self.delete.clicked.connect(self.delete_requested)
        self._open.clicked.connect(self.open_requested)
        self.setMinimumWidth(theme.px("size.detail_min"))
        self.retranslate()

    def _build(self) -> None:
        theme, pad = self._theme, self._theme.px("space.6")
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(pad, theme.px("space.5"), pad, theme.px("space.5"))
        inner.setSpacing(theme.px("space.3"))
        head = QHBoxLayout()
        head.addWidget(self.customer, 1)
        head.addWidget(self._open)
        inner.addLayout(head)
        inner.addWidget(self.text)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px("space.5"))
        grid.setVerticalSpacing(theme.px("space.2"))
        grid.setColumnStretch(1, 1)
        for row, (word, value) in enumerate(self._facts.values()):
            grid.addWidget(word, row, 0)
            grid.addWidget(value, row, 1)
        inner.addLayout(grid)
        inner.addWidget(self.note)
        acts = QHBoxLayout()
        acts.setSpacing(theme.px("space.3"))
        for button in (self.kept, self.broken, self.reopen):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.edit)
        acts.addWidget(self.delete)
        inner.addSpacing(theme.px("space.2"))
        inner.addLayout(acts)
        inner.addSpacing(theme.px("space.2"))
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
        self.note.setText(line.note)
        self.note.setVisible(bool(line.note))
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

    def fact(self, name: str) -> str:
        """Return what is said about a field."""
        return self._facts[name][1].text()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._open.describe(_("Open the customer"), "Enter")
        self.kept.set_text(pgettext("a promise was", "Kept"))
        self.broken.set_text(pgettext("a promise was", "Broken"))
        self.reopen.set_text(_("Open again"))
        self.edit.describe(_("Edit"), "F2")
        self.delete.describe(_("Delete"), "Del")
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
            "owner_id": line.owner,
            "settled": "" if line.settled_on is None else show.date_with_weekday(line.settled_on),
        }
        for name, (word, value) in self._facts.items():
            word.setText(words.field_name(Kind.PROMISES, _SETTLED.get(state, name) if name == "settled" else name))
            value.setText(texts[name])
            set_look(value, "tone", "danger" if name == "due_on" and state is State.LATE else "")
            for part in (word, value):
                part.setVisible(bool(texts[name]))
