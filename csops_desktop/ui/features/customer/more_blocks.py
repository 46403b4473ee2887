"""What else is known of a customer: chances to grow."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.customer.entry_block import EntryBlock
from csops_desktop.ui.features.customer.lines import Line
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show


class OpportunityBlock(EntryBlock):
    """Upsell and cross-sell: raised, accepted by sales, won or lost."""

    kind = Kind.OPPORTUNITIES
    names = ("name", "kind", "product_id", "amount", "stage", "raised_on", "owner_id", "accepted_on", "closed_on",
             "outcome", "reason", "note")  # fmt: skip

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
        """Override EntryBlock.defaults."""
        return {"raised_on": sheet.today, "owner_id": self.knowledge.lookups.crew.me}

    def save(self, sheet: CustomerSheet, record: Record | None, values: Mapping[str, Value]) -> Outcome[Any]:
        """Override EntryBlock.save: a new one is raised."""
        if record is None:
            return self.workbench.services.opportunities.raise_one({**self.fixed(sheet), **values})
        return super().save(sheet, record, values)

    def keyed(self, letter: str, record: Record) -> None:
        """Override EntryBlock.keyed: C says that sales took it."""
        if letter == "C":
            services = self.workbench.services
            self.write(lambda: services.opportunities.accept([record.id]), follow=record.id)
