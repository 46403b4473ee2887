"""The question for a promise: to whom or by whom, what, until when."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.fields import PROMISE_KINDS, SIDES, Kind
from csops_desktop.domain.promises import PromiseLine
from csops_desktop.domain.records import Value
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.customer_field import Found
from csops_desktop.ui.widgets.day_row import DayRow
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.record_rows import CustomerRow, ListRow, WordsRow
from csops_desktop.wording import fields as words


@dataclass(frozen=True, slots=True)
class Known:
    """What the dialog offers.

    Attributes:
        members: (id, name) of whom a promise can belong to; empty where that does not matter.
        me: the member who works here.
    """

    members: Sequence[tuple[int, str]]
    me: int | None


class PromiseDialog(ActDialog):
    """Adds a promise or changes one; ``submitted`` gives the values of its fields."""

    def __init__(
        self, workbench: Workbench, known: Known, line: PromiseLine | None, customer: Found | None, parent: QWidget
    ) -> None:
        title = _("What was promised?") if line is None else _("Change the promise?")
        super().__init__(workbench.theme, title, "", _("Add") if line is None else _("Save"), parent)
        theme = workbench.theme
        found = customer if line is None else (line.customer_id, line.customer)
        self.customer = CustomerRow(workbench, words.field_name(Kind.PROMISES, "customer_id"), found, self)
        text = "" if line is None else line.text
        self.words = WordsRow(theme, words.field_name(Kind.PROMISES, "text"), text, lines=2, parent=self)
        self.side = Segment(SIDES, self)
        self.side.set_texts([words.choice_name("made_by", side) for side in SIDES])
        self.side.choose("us" if line is None else line.made_by)
        due = words.field_name(Kind.PROMISES, "due_on")
        self.due = DayRow(theme, "due_on", due, None if line is None else line.due_on, workbench.clock.today())
        self._known = known
        owner_id = self._owner_id = known.me if line is None else line.owner_id
        owner = words.field_name(Kind.PROMISES, "owner_id")
        self.owner = ListRow(theme, owner, known.members, owner_id, parent=self)
        self.owner.setVisible(bool(known.members))
        kinds = [(kind, words.choice_name("kind", kind)) for kind in PROMISE_KINDS]
        kind = words.field_name(Kind.PROMISES, "kind")
        self.kind = ListRow(theme, kind, kinds, None if line is None else line.kind or None, parent=self)
        note = "" if line is None else line.note
        self.remark = WordsRow(theme, words.field_name(Kind.PROMISES, "note"), note, lines=2, parent=self)
        self.add_row("customer_id", self.customer)
        self.add_row("text", self.words)
        who = QHBoxLayout()
        who.addWidget(label(words.field_name(Kind.PROMISES, "made_by"), "small", tone="3"))
        who.addWidget(self.side)
        who.addStretch(1)
        self.content.addLayout(who)
        self.add_beside(("due_on", self.due), ("kind", self.kind))
        self.add_row("owner_id", self.owner)
        self.add_row("note", self.remark)
        self.customer.field.settled.connect(self.words.edit.setFocus)
        self.finish(self.customer.field if found is None else self.words.edit)

    def entered(self) -> dict[str, Value] | None:
        """Override ActDialog.entered."""
        customer = self.customer.field.customer()
        if not self.customer.check() or not self.words.check() or not self.due.check(required=False):
            return None
        owner = self.owner.value() if self._known.members else self._owner_id
        return {
            "customer_id": None if customer is None else customer[0],
            "text": self.words.text(),
            "made_by": self.side.current() or None,
            "due_on": self.due.day(),
            "owner_id": owner if isinstance(owner, int) else None,
            "note": self.remark.text() or None,
            "kind": None if self.kind.value() is None else str(self.kind.value()),
        }
