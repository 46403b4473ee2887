"""What else is known of a customer: chances to grow, records of its leaving."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.opportunities import OpportunityLine, stage_of
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.customer.entry_block import EntryBlock
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.lines import Line
from csops_desktop.ui.state import Workbench
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from csops_desktop.ui.opportunities.acts import OpportunityActs


class OpportunityBlock(EntryBlock):
    """Upsell and cross-sell. A says that sales took one, W that it is won, L that it is lost, R takes a step back."""

    kind = Kind.OPPORTUNITIES
    names = ("name", "kind", "product_id", "amount", "stage", "raised_on", "owner_id", "accepted_on", "closed_on",
             "outcome", "reason", "note")  # fmt: skip

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        self._acts: OpportunityActs | None = None
        self._meant: Record | None = None

    def entries(self, sheet: CustomerSheet) -> Sequence[Record]:
        """Override EntryBlock.entries: open ones first."""
        return sorted(sheet.of(self.kind), key=lambda record: bool(record.values.get("outcome")))

    def line(self, record: Record, sheet: CustomerSheet) -> Line:
        """Override EntryBlock.line."""
        values = record.values
        amount, outcome = values.get("amount"), values.get("outcome")
        state = ""
        if outcome:
            state = words.choice_name("outcome", str(outcome))
        elif isinstance(values.get("accepted_on"), dt.date):
            state = _("accepted by sales")
        parts = (show.money(amount, sheet.currency) if isinstance(amount, int) else "", state)
        fact = " ・ ".join(part for part in parts if part)
        tone = {"won": "health.green.text", "lost": "text.3"}.get(str(outcome), "text.2")
        text = str(values.get("name") or "")
        return Line(record.id, text, fact, tone, icon="trend-up", faded=outcome == "lost", hint=text)

    def add_words(self) -> tuple[str, str]:
        """Override EntryBlock.add_words."""
        return pgettext("link", "Add"), _("Add an opportunity")

    def defaults(self, sheet: CustomerSheet) -> Mapping[str, Value]:
        """Override EditingBlock.defaults."""
        return {"raised_on": sheet.today, "owner_id": self.knowledge.lookups.crew.me}

    def write_new(self, values: Mapping[str, Value]) -> Outcome[Any]:
        """Override EditingBlock.write_new: it is raised."""
        return self.workbench.services.opportunities.raise_one(values)

    def keyed(self, letter: str, record: Record) -> None:
        """Override EntryBlock.keyed: the same keys as on the page of all opportunities."""
        from csops_desktop.ui.opportunities.acts import OpportunityActs  # noqa: PLC0415 (only when asked for)

        if self._acts is None:
            self._acts = OpportunityActs(self.workbench, self, self._chosen, self._on_acted)
        act = {"A": self._acts.accept, "W": self._acts.win, "L": self._acts.lose, "R": self._acts.reopen}.get(letter)
        if act is not None:
            self._meant = record
            act()

    def _chosen(self) -> Sequence[OpportunityLine]:
        record, sheet = self._meant, self.sheet
        return [_as_line(record, sheet)] if record is not None and sheet is not None else ()

    def _on_acted(self, _opportunity_id: int | None) -> None:
        self.take_focus()


class ChurnBlock(EntryBlock):
    """Records of its leaving, mostly imported; the block is there only when there is one."""

    kind = Kind.CHURN_EVENTS
    names = ("churned_on", "reason", "refund", "reactivation", "comment")

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Override Block.show_customer."""
        super().show_customer(sheet)
        self.setVisible(not self._is_empty(sheet) or self.is_open())

    def line(self, record: Record, sheet: CustomerSheet) -> Line:
        """Override EntryBlock.line."""
        values, day = record.values, record.values.get("churned_on")
        comment = " ".join(str(values.get("comment") or "").split())
        text = " ・ ".join(part for part in (str(values.get("reason") or ""), comment) if part)
        fact = show.date_short(day, sheet.today) if isinstance(day, dt.date) else ""
        return Line(record.id, text or show.DASH, fact, icon="sign-out", hint=text)

    def add_words(self) -> tuple[str, str]:
        """Override EntryBlock.add_words."""
        return pgettext("link", "Add"), _("Add a churn record")


def _as_line(record: Record, sheet: CustomerSheet) -> OpportunityLine:
    values = record.values
    days = {name: _day(values.get(name)) for name in ("raised_on", "accepted_on", "closed_on")}
    amount, product, owner, mrr = (values.get(name) for name in ("amount", "product_id", "owner_id", "mrr"))
    texts = {name: str(values.get(name) or "") for name in ("name", "kind", "reason", "note", "stage", "outcome")}
    return OpportunityLine(
        id=record.id,
        customer_id=sheet.id,
        customer=str(sheet.record.values.get("name") or ""),
        name=texts["name"],
        stage=stage_of(texts["outcome"] or None, texts["stage"] or None, days["accepted_on"]),
        kind=texts["kind"],
        product_id=product if isinstance(product, int) else None,
        product=record.names.get("product_id", ""),
        amount=amount if isinstance(amount, int) else None,
        said=texts["stage"],
        reason=texts["reason"],
        note=texts["note"],
        owner_id=owner if isinstance(owner, int) else None,
        owner=record.names.get("owner_id", ""),
        mrr=mrr if isinstance(mrr, int) else 0,
        **days,
    )


def _day(value: Value) -> dt.date | None:
    return value if isinstance(value, dt.date) else None
