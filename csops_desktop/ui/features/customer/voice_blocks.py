"""What a customer says: requests, tickets, answers to surveys."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record, Value, ids_in
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.ui.features.customer.entry_block import EntryBlock
from csops_desktop.ui.features.customer.entry_form import Choices
from csops_desktop.ui.features.customer.lines import Line
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_OVER = frozenset({"done", "declined"})


def contacts_of(sheet: CustomerSheet) -> Choices:
    """Return the customer's own people to choose from."""
    people = [(record.id, str(record.values.get("name") or "")) for record in sheet.of(Kind.CONTACTS)]
    return {"contact_id": people}


class RequestBlock(EntryBlock):
    """What the customer asks for; a request may be that of several. T says that they were told what became of it."""

    kind = Kind.REQUESTS
    names = ("text", "kind", "status", "raised_on", "told_on", "contact_id", "owner_id", "note")

    def entries(self, sheet: CustomerSheet) -> Sequence[Record]:
        """Override EntryBlock.entries: open ones first."""
        return sorted(sheet.of(self.kind), key=lambda record: record.values.get("status") in _OVER)

    def line(self, record: Record, sheet: CustomerSheet) -> Line:
        """Override EntryBlock.line."""
        values = record.values
        text = " ".join(str(values.get("text") or "").split())
        status, told = str(values.get("status") or "open"), values.get("told_on")
        parts = [words.choice_name("status", status)]
        if isinstance(told, dt.date):
            parts.append(_("told {day}").format(day=show.date_short(told, sheet.today)))
        others = len(ids_in(values.get("customers"))) - 1
        if others > 0:
            more = ngettext("with {n} other customer", "with {n} other customers", others).format(n=others)
            text = f"{text} ({more})"
        fact, over = " ・ ".join(parts), status in _OVER
        return Line(record.id, text, fact, "text.3", icon="megaphone", faded=over, hint=str(values.get("text") or ""))

    def add_words(self) -> tuple[str, str]:
        """Override EntryBlock.add_words."""
        return pgettext("link", "Add"), _("Add a request")

    def defaults(self, sheet: CustomerSheet) -> Mapping[str, Value]:
        """Override EditingBlock.defaults."""
        return {"kind": "product", "raised_on": sheet.today, "owner_id": self.knowledge.lookups.crew.me}

    def fixed(self, sheet: CustomerSheet) -> Mapping[str, Value]:
        """Override EditingBlock.fixed."""
        return {"customers": (sheet.id,)}

    def choices(self, sheet: CustomerSheet) -> Choices:
        """Override EntryBlock.choices."""
        return contacts_of(sheet)

    def keyed(self, letter: str, record: Record) -> None:
        """Override EntryBlock.keyed."""
        if letter == "T" and self.sheet is not None:
            services, today = self.workbench.services, self.sheet.today
            told = None if record.values.get("told_on") else today
            self.follow(lambda: services.records.save(self.kind, record.id, {"told_on": told}), record.id)

    def remove(self, record: Record) -> Outcome[Any]:
        """Override EditingBlock.remove: one that others have too stays with them."""
        services, mine = self.workbench.services, self.sheet.id if self.sheet is not None else 0
        others = tuple(id_ for id_ in ids_in(record.values.get("customers")) if id_ != mine)
        if others:
            return services.records.save(self.kind, record.id, {"customers": others})
        return services.records.delete(self.kind, [record.id])


class TicketBlock(EntryBlock):
    """Tickets of the support, mostly imported: open ones first."""

    kind = Kind.TICKETS
    names = ("subject", "status", "priority", "opened_on", "closed_on", "satisfaction", "escalated", "note")

    def entries(self, sheet: CustomerSheet) -> Sequence[Record]:
        """Override EntryBlock.entries."""
        return sorted(sheet.of(self.kind), key=lambda record: bool(record.values.get("closed_on")))

    def title(self, _sheet: CustomerSheet) -> str:
        """Override EntryBlock.title."""
        return words.kind_name(self.kind)

    def aside(self, sheet: CustomerSheet) -> tuple[str, str]:
        """Override EntryBlock.aside: open and closed ones, all of them counted."""
        still, n = sheet.record.values.get("tickets_open"), sheet.count(self.kind)
        still = still if isinstance(still, int) else 0
        said = _("{open} open, {closed} closed").format(open=show.number(still), closed=show.number(n - still))
        return said, "warning" if still else "3"

    def line(self, record: Record, sheet: CustomerSheet) -> Line:
        """Override EntryBlock.line."""
        values = record.values
        text = str(values.get("subject") or values.get("external_id") or show.DASH)
        closed, opened = values.get("closed_on"), values.get("opened_on")
        hint = "\n".join(part for part in (text, str(values.get("note") or "")) if part)
        if isinstance(closed, dt.date):
            fact = _("closed {day}").format(day=show.date_short(closed, sheet.today))
            return Line(record.id, text, fact, "text.3", icon="ticket", faded=True, hint=hint)
        since = show.date_short(opened, sheet.today) if isinstance(opened, dt.date) else ""
        fact = " ・ ".join(part for part in (str(values.get("priority") or ""), since) if part)
        icon, tone = ("warning", "health.red.text") if values.get("escalated") else ("ticket", "text.2")
        return Line(record.id, text, fact, tone, icon=icon, hint=hint)

    def add_words(self) -> tuple[str, str]:
        """Override EntryBlock.add_words."""
        return pgettext("link", "Add"), _("Add a ticket")

    def defaults(self, sheet: CustomerSheet) -> Mapping[str, Value]:
        """Override EditingBlock.defaults."""
        return {"opened_on": sheet.today}


class SurveyBlock(EntryBlock):
    """Answers to surveys, the newest first."""

    kind = Kind.SURVEYS
    names = ("kind", "score", "answered_on", "survey", "contact_id", "comment")

    def line(self, record: Record, sheet: CustomerSheet) -> Line:
        """Override EntryBlock.line."""
        values = record.values
        kind, score, day = values.get("kind"), values.get("score"), values.get("answered_on")
        name = str(values.get("survey") or "") or (words.choice_name("kind", str(kind)) if kind else "")
        comment = " ".join(str(values.get("comment") or "").split())
        said = f"{name} {score}" if isinstance(score, int) else name
        text = " ・ ".join(part for part in (said, record.names.get("contact_id", ""), comment) if part)
        fact = show.date_short(day, sheet.today) if isinstance(day, dt.date) else ""
        return Line(record.id, text or show.DASH, fact, icon="chat-text", hint=comment or text)

    def add_words(self) -> tuple[str, str]:
        """Override EntryBlock.add_words."""
        return pgettext("link", "Add"), _("Add an answer to a survey")

    def defaults(self, sheet: CustomerSheet) -> Mapping[str, Value]:
        """Override EditingBlock.defaults."""
        return {"kind": "nps", "answered_on": sheet.today}

    def choices(self, sheet: CustomerSheet) -> Choices:
        """Override EntryBlock.choices."""
        return contacts_of(sheet)
