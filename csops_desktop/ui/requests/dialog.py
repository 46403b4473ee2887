"""The question for a request: what was said, of what kind, who asks, how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.fields import REQUEST_KINDS, REQUEST_STATES, Kind
from csops_desktop.domain.records import Value
from csops_desktop.domain.requests import Asking, RequestLine
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.requests.customers_row import CustomersRow
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.day_row import DayRow
from csops_desktop.ui.widgets.record_rows import ListRow, WordsRow
from csops_desktop.wording import fields as words

_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Known:
    """What the dialog starts with.

    Attributes:
        asking: the customers of the request.
        members: (id, name) of whom a request can belong to; empty where that does not matter.
        me: the member who works here.
        currency: of the store.
    """

    asking: Sequence[Asking] = ()
    members: Sequence[tuple[int, str]] = ()
    me: int | None = None
    currency: str = "JPY"


class RequestDialog(ActDialog):
    """Writes a request down or changes one; ``submitted`` gives the values of its fields."""

    def __init__(self, workbench: Workbench, known: Known, line: RequestLine | None, parent: QWidget) -> None:
        title = _("What do they ask for?") if line is None else _("Change the request?")
        verb = _("Write down") if line is None else _("Save")
        super().__init__(workbench.theme, title, "", verb, parent, width=_WIDTH)
        theme, today = workbench.theme, workbench.clock.today()
        self._known = known
        before = line or RequestLine(0, "", "product", raised_on=today, owner_id=known.me)
        self._owner_id = before.owner_id
        self.words = WordsRow(theme, _name("text"), before.text, lines=3, parent=self)
        self.kind = Segment(REQUEST_KINDS, self)
        self.kind.set_texts([words.choice_name("kind", kind) for kind in REQUEST_KINDS])
        self.kind.choose(before.kind)
        self.customers = CustomersRow(workbench, known.asking, known.currency, self)
        states = [(status, words.choice_name("status", status)) for status in REQUEST_STATES]
        self.status = ListRow(theme, _name("status"), states, before.status, empty=False, parent=self)
        self.raised = DayRow(theme, "raised_on", _name("raised_on"), before.raised_on, today)
        self.told = DayRow(theme, "told_on", _name("told_on"), before.told_on, today)
        self.owner = ListRow(theme, _name("owner_id"), known.members, before.owner_id, parent=self)
        self.owner.setVisible(bool(known.members))
        self.remark = WordsRow(theme, _name("note"), before.note, lines=2, parent=self)
        self.add_row("text", self.words)
        kinds = QHBoxLayout()
        kinds.addWidget(self.kind)
        kinds.addStretch(1)
        self.content.addLayout(kinds)
        self.add_row("customers", self.customers)
        self.add_beside(("status", self.status), ("raised_on", self.raised), ("told_on", self.told))
        self.add_row("owner_id", self.owner)
        self.add_row("note", self.remark)
        self.customers.resized.connect(self._fit)
        self.finish(self.words.edit)

    def entered(self) -> dict[str, Value] | None:
        """Override ActDialog.entered."""
        fine = self.words.check() and self.raised.check(required=False) and self.told.check(required=False)
        if not fine:
            return None
        owner = self.owner.value() if self._known.members else self._owner_id
        return {
            "text": self.words.text(),
            "kind": self.kind.current() or None,
            "customers": self.customers.ids(),
            "status": str(self.status.value()),
            "raised_on": self.raised.day(),
            "told_on": self.told.day(),
            "owner_id": owner if isinstance(owner, int) else None,
            "note": self.remark.text() or None,
        }


def _name(field: str) -> str:
    return words.field_name(Kind.REQUESTS, field)
