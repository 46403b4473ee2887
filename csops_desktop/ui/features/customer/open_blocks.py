"""What is open with a customer: the next actions, and what was promised."""

import datetime as dt
from collections.abc import Mapping, Sequence

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.promises import State
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.customer.entry_block import EntryBlock
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.lines import Line
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_STATES = {"K": State.KEPT, "B": State.BROKEN, "R": State.OPEN}


def due_fact(record: Record, today: dt.date) -> tuple[str, str]:
    """Return the day something is due in words and its tone."""
    due = record.values.get("due_on")
    if not isinstance(due, dt.date):
        return "", "text.3"
    return show.relative_day(due, today), "health.red.text" if due <= today else "text.2"


class ActionBlock(EntryBlock):
    """The open next actions; E or Space says that one is done."""

    kind = Kind.NEXT_ACTIONS
    names = ("title", "due_on", "owner_id")

    def entries(self, sheet: CustomerSheet) -> Sequence[Record]:
        """Override EntryBlock.entries: what is done is in the past."""
        return [record for record in sheet.of(self.kind) if not record.values.get("done_on")]

    def at_first(self, entries: Sequence[Record]) -> int:
        """Override EntryBlock.at_first: nothing that is open is hidden."""
        return len(entries)

    def title(self, sheet: CustomerSheet) -> str:
        """Override EntryBlock.title."""
        n = len(self.entries(sheet))
        name = words.kind_name(self.kind)
        return f"{name} {n}" if n else name

    def line(self, record: Record, sheet: CustomerSheet) -> Line:
        """Override EntryBlock.line."""
        fact, tone = due_fact(record, sheet.today)
        text = str(record.values.get("title") or "")
        return Line(record.id, text, fact, tone, checked=False, avatar=_owner(self.knowledge, record), hint=text)

    def add_words(self) -> tuple[str, str]:
        """Override EntryBlock.add_words."""
        return pgettext("link", "Add"), _("Add a next action")

    def defaults(self, _sheet: CustomerSheet) -> Mapping[str, Value]:
        """Override EditingBlock.defaults: who works here does it."""
        return {"owner_id": self.knowledge.lookups.crew.me}

    def toggle(self, record: Record) -> None:
        """Override EntryBlock.toggle."""
        services = self.workbench.services
        self.write(lambda: services.sheet.finish(record.id))


class PromiseBlock(EntryBlock):
    """The promises: open ones, and on request those that were kept or broken. K or Space keeps, B breaks, R reopens."""

    kind = Kind.PROMISES
    names = ("text", "made_by", "kind", "due_on", "owner_id", "note")

    def entries(self, sheet: CustomerSheet) -> Sequence[Record]:
        """Override EntryBlock.entries: open ones first."""
        return sorted(sheet.of(self.kind), key=_settled)

    def at_first(self, entries: Sequence[Record]) -> int:
        """Override EntryBlock.at_first: those that are open."""
        return sum(1 for record in entries if not _settled(record))

    def more_words(self, hidden: int) -> str:
        """Override EntryBlock.more_words."""
        return _("Show those that are settled ({n})").format(n=hidden)

    def line(self, record: Record, sheet: CustomerSheet) -> Line:
        """Override EntryBlock.line."""
        values, text = record.values, str(record.values.get("text") or "")
        theirs = values.get("made_by") == "customer"
        shown = _("{promise} (theirs)").format(promise=text) if theirs else text
        avatar = "" if theirs else _owner(self.knowledge, record)
        for name, tone in (("kept_on", "health.green.text"), ("broken_on", "health.red.text")):
            day = values.get(name)
            if isinstance(day, dt.date):
                fact = f"{words.field_name(self.kind, name)} {show.date_short(day, sheet.today)}"
                kept = name == "kept_on"
                return Line(record.id, shown, fact, tone, checked=kept, avatar=avatar, faded=kept, hint=text)
        fact, tone = due_fact(record, sheet.today)
        return Line(record.id, shown, fact, tone, checked=False, avatar=avatar, hint=text)

    def title(self, sheet: CustomerSheet) -> str:
        """Override EntryBlock.title: how many are open."""
        n = sum(1 for record in sheet.of(self.kind) if not _settled(record))
        name = words.kind_name(self.kind)
        return f"{name} {n}" if n else name

    def aside(self, sheet: CustomerSheet) -> tuple[str, str]:
        """Override EntryBlock.aside: how many were kept of those that are settled and ours."""
        done = [r for r in sheet.of(self.kind) if _settled(r) and r.values.get("made_by") != "customer"]
        if not done:
            return "", "3"
        kept = sum(1 for record in done if record.values.get("kept_on"))
        return _("kept {kept} of {n}").format(kept=kept, n=len(done)), "3"

    def add_words(self) -> tuple[str, str]:
        """Override EntryBlock.add_words."""
        return pgettext("link", "Add"), _("Add a promise")

    def defaults(self, _sheet: CustomerSheet) -> Mapping[str, Value]:
        """Override EditingBlock.defaults."""
        return {"made_by": "us", "owner_id": self.knowledge.lookups.crew.me}

    def toggle(self, record: Record) -> None:
        """Override EntryBlock.toggle."""
        self._settle(record, State.OPEN if _settled(record) else State.KEPT)

    def keyed(self, letter: str, record: Record) -> None:
        """Override EntryBlock.keyed."""
        if letter in _STATES:
            self._settle(record, _STATES[letter])

    def _settle(self, record: Record, state: State) -> None:
        services = self.workbench.services
        self.follow(lambda: services.promises.settle([record.id], state), record.id)


def _settled(record: Record) -> bool:
    return bool(record.values.get("kept_on") or record.values.get("broken_on"))


def _owner(knowledge: CustomerKnowledge, record: Record) -> str:
    """Return the name of the owner where owners matter."""
    return record.names.get("owner_id", "") if knowledge.team else ""
