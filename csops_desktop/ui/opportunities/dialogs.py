"""The questions about an opportunity: what it is, how it was won and what that brings, when and why it was lost."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from csops_desktop.domain import contract_life
from csops_desktop.domain.fields import OPPORTUNITY_KINDS, Kind, field_of
from csops_desktop.domain.opportunities import HigherAmount, NewContract, OpportunityLine, RunningContract, Winning
from csops_desktop.domain.records import Value
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.contracts.inputs import MoneyRow, ReasonRow
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.customer_field import Found
from csops_desktop.ui.widgets.day_row import DayRow
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.record_rows import CustomerRow, ListRow, WordsRow
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_NOTHING, _HIGHER, _NEW = "nothing", "higher", "new"
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Known:
    """What the dialogs offer.

    Attributes:
        members: (id, name) of whom an opportunity can belong to; empty where that does not matter.
        me: the member who works here.
        customer: whom a new one is about, if that is known.
    """

    products: Sequence[tuple[int, str]]
    context: ListContext
    members: Sequence[tuple[int, str]] = ()
    me: int | None = None
    customer: Found | None = None


class OpportunityDialog(ActDialog):
    """Adds an opportunity or changes one; ``submitted`` gives the values of its fields."""

    def __init__(self, workbench: Workbench, known: Known, line: OpportunityLine | None, parent: QWidget) -> None:
        title = _("What could grow?") if line is None else _("Change the opportunity?")
        body = _("An upsell is more of a product they have, a cross-sell another product.") if line is None else ""
        verb = pgettext("verb of a dialog", "Add") if line is None else _("Save")
        super().__init__(workbench.theme, title, body, verb, parent)
        theme, today, currency = workbench.theme, known.context.today, known.context.currency
        self._known, self._line = known, line
        found = known.customer if line is None else (line.customer_id, line.customer)
        self.customer = CustomerRow(workbench, self._name("customer_id"), found, self)
        self.title_line = QLineEdit("" if line is None else line.name)
        self.words = FormRow(theme, self.title_line)
        self.words.set_words(self._name("name"))
        self.kind = Segment((*OPPORTUNITY_KINDS, _UNKNOWN), self)
        kinds = [words.choice_name("kind", kind) for kind in OPPORTUNITY_KINDS]
        self.kind.set_texts([*kinds, pgettext("kind of an opportunity", "Not said")])
        self.kind.choose((line.kind if line is not None else "") or _UNKNOWN)
        product_id = None if line is None else line.product_id
        self.product = ListRow(theme, self._name("product_id"), known.products, product_id, parent=self)
        amount = None if line is None else line.amount
        field = field_of(Kind.OPPORTUNITIES, "amount")
        self.amount = MoneyRow(theme, self._name("amount"), amount, currency, field=field)
        raised_on = today if line is None else line.raised_on
        self.raised = DayRow(theme, "raised_on", self._name("raised_on"), raised_on, today)
        closed = _("Decision expected on") if line is None or line.stage.open else self._name("closed_on")
        self.closed = DayRow(theme, "closed_on", closed, None if line is None else line.closed_on, today)
        owner_id = known.me if line is None else line.owner_id
        self.owner = ListRow(theme, self._name("owner_id"), known.members, owner_id, parent=self)
        self.owner.setVisible(bool(known.members))
        self.remark = WordsRow(theme, self._name("note"), "" if line is None else line.note, lines=2, parent=self)
        self.add_row("customer_id", self.customer)
        self.add_row("name", self.words)
        row = QHBoxLayout()
        row.addWidget(self.kind)
        row.addStretch(1)
        self.content.addLayout(row)
        self._pair(("product_id", self.product), ("amount", self.amount))
        self._pair(("raised_on", self.raised), ("closed_on", self.closed))
        self.add_row("owner_id", self.owner)
        self.add_row("note", self.remark)
        self.customer.field.settled.connect(self.title_line.setFocus)
        self.finish(self.customer.field if found is None else self.title_line)

    def entered(self) -> dict[str, Value] | None:
        """Override ActDialog.entered."""
        customer = self.customer.field.customer()
        if not self.customer.check() or customer is None:
            return None
        if not self.title_line.text().strip():
            self.words.set_fault(_("must be filled in."))
            self.title_line.setFocus()
            return None
        rows = (self.raised, self.closed)
        if not self.amount.check() or not all(row.check(required=False) for row in rows):
            return None
        kind, owner = self.kind.current(), self.owner.value()
        if not self._known.members:
            owner = self._known.me if self._line is None else self._line.owner_id
        product = self.product.value()
        return {
            "customer_id": customer[0],
            "name": self.title_line.text().strip(),
            "kind": None if kind == _UNKNOWN else kind,
            "product_id": product if isinstance(product, int) else None,
            "amount": self.amount.amount(),
            "raised_on": self.raised.day(),
            "closed_on": self.closed.day(),
            "owner_id": owner if isinstance(owner, int) else None,
            "note": self.remark.text() or None,
        }

    def _name(self, field: str) -> str:
        return words.field_name(Kind.OPPORTUNITIES, field)

    def _pair(self, *rows: tuple[str, FormRow]) -> None:
        """Add rows beside each other."""
        line = QHBoxLayout()
        line.setSpacing(self.theme.px("space.5"))
        for name, row in rows:
            self._rows[name] = row
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(line)


class WinDialog(ActDialog):
    """When an opportunity was won, and what becomes of the contracts; ``submitted`` gives a ``Winning``."""

    def __init__(
        self,
        theme: Theme,
        line: OpportunityLine,
        running: Sequence[RunningContract],
        known: Known,
        parent: QWidget,
    ) -> None:
        context = known.context
        said = line.customer if line.amount is None else f"{line.customer}  {show.money(line.amount, context.currency)}"
        title = _("Has “{title}” been won?").format(title=line.name)
        super().__init__(theme, title, said, pgettext("verb of a dialog", "Mark as won"), parent)
        self._running = {contract.id: contract for contract in running}
        self._amount = line.amount or 0
        today = context.today
        self.day = DayRow(theme, "closed_on", _("Won on"), today, today)
        self.brings = Segment((_NOTHING, _HIGHER, _NEW), self)
        self.brings.set_texts(
            [
                pgettext("what a win brings", "Contracts stay"),
                pgettext("what a win brings", "Raise a contract"),
                pgettext("what a win brings", "Further contract"),
            ]
        )
        if not running:
            self.brings.show_only((_NOTHING, _NEW))
        self.brings.choose(_NOTHING)
        choices = [(contract.id, _of_contract(contract, context.currency)) for contract in running]
        first = next((c.id for c in running if c.product_id == line.product_id), running[0].id if running else None)
        self.contract = ListRow(theme, words.kind_name(Kind.CONTRACTS), choices, first, empty=False, parent=self)
        self.product = ListRow(
            theme, words.field_name(Kind.CONTRACTS, "product_id"), known.products, line.product_id, parent=self
        )
        mrr = words.field_name(Kind.CONTRACTS, "mrr")
        self.amount = MoneyRow(theme, mrr, line.amount, context.currency)
        before = self._running[first].mrr if first is not None else None
        self.higher = MoneyRow(theme, mrr, before, context.currency)
        self.start = DayRow(theme, "starts_on", _("From"), today, today)
        until = contract_life.months_after(today, 12) - dt.timedelta(days=1)
        self.until = DayRow(theme, "term_ends_on", words.field_name(Kind.CONTRACTS, "term_ends_on"), until, today)
        self.add_row("closed_on", self.day)
        row = QHBoxLayout()
        row.addWidget(self.brings)
        row.addStretch(1)
        self.content.addLayout(row)
        self.add_row("contract", self.contract)
        self.add_row("product_id", self.product)
        self.add_row("higher", self.higher)
        for own in (self.amount, self.start, self.until):
            self.add_row(own.name, own)
        self.brings.chosen.connect(self._on_brings)
        self.contract.box.currentIndexChanged.connect(self._on_contract)
        self._on_contract()
        self._on_brings()
        self.finish(self.day.line)
        self.day.line.selectAll()

    def entered(self) -> Winning | None:
        """Override ActDialog.entered."""
        day, brings = self.day.day(), self.brings.current()
        if not self.day.check(required=True) or day is None:
            return None
        if brings == _NOTHING:
            return Winning(day)
        found = self._higher() if brings == _HIGHER else self._new()
        return None if found is None else Winning(day, found)

    def _higher(self) -> HigherAmount | None:
        contract, mrr, start = self.contract.value(), self.higher.amount(), self.start.day()
        if not self.higher.check() or not self.start.check(required=True):
            return None
        if not isinstance(contract, int) or mrr is None or start is None:
            return None
        return HigherAmount(contract, start, mrr)

    def _new(self) -> NewContract | None:
        if not (self.amount.check() and self.start.check(required=True) and self.until.check(required=False)):
            return None
        product = self.product.value()
        return NewContract(
            {
                "product_id": product if isinstance(product, int) else None,
                "starts_on": self.start.day(),
                "term_ends_on": self.until.day(),
                "mrr": self.amount.amount(),
            }
        )

    @Slot()
    def _on_brings(self, _key: object = None) -> None:
        brings = self.brings.current()
        self._rows["mrr"] = self.higher if brings == _HIGHER else self.amount  # where an error of the amount belongs
        for raised in (self.contract, self.higher):
            raised.setVisible(brings == _HIGHER)
        for new in (self.product, self.amount, self.until):
            new.setVisible(brings == _NEW)
        self.start.setVisible(brings != _NOTHING)
        self._fit()

    @Slot()
    def _on_contract(self, _index: object = None) -> None:
        """Propose the amount of the contract with that of the opportunity on top."""
        contract = self._running.get(self.contract.box.currentData())
        if contract is not None:
            self.higher.start_from(contract.mrr, contract.mrr + self._amount)


class LoseDialog(ActDialog):
    """When opportunities were lost and why; ``submitted`` gives (day, reason)."""

    def __init__(
        self, theme: Theme, lines: Sequence[OpportunityLine], known: Sequence[str], today: dt.date, parent: QWidget
    ) -> None:
        n, first = len(lines), lines[0]
        title = _("Has “{title}” been lost?").format(title=first.name)
        if n > 1:
            title = _("Have {opportunities} been lost?").format(opportunities=words.counted(Kind.OPPORTUNITIES, n))
        body = first.customer if n == 1 else ""
        super().__init__(theme, title, body, pgettext("verb of a dialog", "Mark as lost"), parent)
        self.day = DayRow(theme, "closed_on", _("Lost on"), today, today)
        self.reason = ReasonRow(theme, words.field_name(Kind.OPPORTUNITIES, "reason"), known)
        self.add_row("reason", self.reason)
        self.add_row("closed_on", self.day)
        self.finish(self.reason.box)

    def entered(self) -> tuple[dt.date, str] | None:
        """Override ActDialog.entered."""
        day = self.day.day()
        return (day, self.reason.text()) if self.day.check(required=True) and day is not None else None


def _of_contract(contract: RunningContract, currency: str) -> str:
    until = "" if contract.term_ends_on is None else f"〜 {show.date(contract.term_ends_on)}"
    return "  ".join(part for part in (contract.product, show.money(contract.mrr, currency), until) if part)
