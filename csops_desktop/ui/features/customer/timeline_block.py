"""The timeline on a customer's page: what happened, newest first; searched, narrowed, read on, put right in place."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.domain.timeline import PAGE, Entry, EntryKind, Timeline, Wanted
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.foundation.text import excerpt, spans
from csops_desktop.ui.features.customer.activity_form import ActivityForm
from csops_desktop.ui.features.customer.contact_block import has_left
from csops_desktop.ui.features.customer.entry_form import EntryForm
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.row_block import RowBlock
from csops_desktop.ui.features.customer.timeline_filter import TimelineFilter
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.activity_icons import ACTIVITY_ICONS
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.rows import Row
from csops_desktop.wording import timeline as say
from csops_desktop.wording import values as show

_FIRST, _FIRST_ROOMY = 5, 12
_SEARCHED_FROM = 4  # so many entries are seen at a glance
_EXCERPT = 110
_QUIET_ICONS = {
    EntryKind.PROMISE_KEPT: "handshake",
    EntryKind.PROMISE_BROKEN: "handshake",
    EntryKind.CONTRACT_STARTED: "arrows-clockwise",
    EntryKind.CONTRACT_ENDED: "x-circle",
    EntryKind.IMPORTED: "download-simple",
}
Key = tuple[EntryKind, int]


class TimelineBlock(RowBlock):
    """The timeline. Enter opens the words of an entry, F2 changes it, Del deletes it, F goes to the search."""

    kind = Kind.ACTIVITIES
    names = ("happened_on", "kind", "subject", "body", "started_by", "two_way", "owner_id")

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        self._roomy = False
        self._whole = False
        self._timeline = Timeline()
        self._limit = PAGE
        self._asked = 0
        self.filter = TimelineFilter(self.theme, self)
        self.more = Button(self.theme, variant="link", compact=True, parent=self)
        self._nothing = label("", "small", tone="3")
        self.body.insertWidget(0, self.filter)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.more)
        self.filter.changed.connect(self._on_wanted)
        self.filter.left.connect(self.rows.setFocus)
        self.more.clicked.connect(self._on_more)
        self.rows.end_seen.connect(self._on_end)
        self.rows.pressed_on.connect(self.rows.turn)
        self.retranslate()

    # --- showing ------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Override Block.retranslate."""
        super().retranslate()
        self.filter.retranslate()
        self._nothing.setText(_("Nothing of it in the log"))

    def set_roomy(self, *, roomy: bool) -> None:
        """Override Block.set_roomy: with room there are more entries, and more lines of each."""
        self._roomy = roomy
        if self.sheet is not None and self.form is None:
            self._show()

    def take_focus(self) -> None:
        """Override Block.take_focus: one begins by looking for something."""
        if self.filter.isHidden():
            super().take_focus()
        else:
            self.look_for(self.filter.wanted.text)

    def show_customer(self, sheet: CustomerSheet) -> None:
        """Override Block.show_customer: another customer is shown from its newest entry on."""
        if self.sheet is None or self.sheet.id != sheet.id:
            self._whole = False
            self._limit = PAGE
            self._asked += 1
            self.filter.show_wanted(Wanted())
        super().show_customer(sheet)

    def show_sheet(self, sheet: CustomerSheet) -> None:
        """Override RowBlock.show_sheet."""
        people = [(record.id, str(record.values.get("name"))) for record in sheet.of(Kind.CONTACTS)]
        self.filter.offer(sheet.timeline.owners, people, sheet.today)
        if self.filter.wanted.everything and self._limit <= PAGE:
            self._timeline = sheet.timeline
            self._show()
        else:
            self._read()

    def look_for(self, text: str) -> None:
        """Look for words, with the focus in the search field."""
        self.filter.show_wanted(replace(self.filter.wanted, text=text))
        self.filter.field.setFocus()
        self.filter.field.selectAll()
        self.reveal(self)
        if text:
            self._on_wanted()

    def propose(self, text: str) -> None:
        """Show where words stand when they do; else nothing changes."""
        sheet, wanted = self.sheet, Wanted(text)
        if sheet is None or not self.filter.wanted.everything or self.form is not None:
            return
        service, asked = self.workbench.services.timeline, self._next()

        def arrived(found: Timeline) -> None:
            if asked == self._asked and self.form is None and found.total:
                self._timeline = found
                self.filter.show_wanted(wanted)
                self._show()
                if not spans(str(sheet.record.values.get("name") or ""), text):
                    self.reveal(self)  # it was found by its log, not by its name

        self.workbench.tasks.query(lambda: service.read(sheet.id, wanted), arrived, owner=self)

    def go_to(self, activity_id: int, query: str) -> None:
        """Show an activity, however long ago it was, with the words by which it was found."""
        sheet = self.sheet
        if sheet is None:
            return
        service, asked = self.workbench.services.timeline, self._next()

        def arrived(found: Timeline) -> None:
            if asked != self._asked or self.sheet is None or self.sheet.id != sheet.id:
                return
            self._whole, self._limit, self._timeline = True, max(PAGE, len(found.entries)), found
            self.filter.show_wanted(Wanted())
            self._show(query)
            key = (EntryKind.ACTIVITY, activity_id)
            if self.rows.go_to(key):
                if not self.rows.is_open(key):
                    self.rows.turn(key)
                self.rows.go_to(key)
                self.rows.setFocus()

        self.workbench.tasks.query(lambda: service.read_to(sheet.id, activity_id), arrived, owner=self)

    def _next(self) -> int:
        self._asked += 1
        return self._asked

    def _read(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        service, asked, wanted, limit = self.workbench.services.timeline, self._next(), self.filter.wanted, self._limit

        def arrived(found: Timeline) -> None:
            if asked == self._asked and self.form is None:
                self._timeline = found
                self._show()

        self.workbench.tasks.query(lambda: service.read(sheet.id, wanted, limit), arrived, owner=self)

    def _show(self, query: str = "") -> None:
        sheet, wanted = self.sheet, self.filter.wanted
        if sheet is None:
            return
        query = query or wanted.text
        entries, total = self._timeline.entries, self._timeline.total
        few = _FIRST_ROOMY if self._roomy else _FIRST
        narrowed = not wanted.everything
        shown = entries if self._whole or narrowed else entries[:few]
        known = sheet.timeline.total
        title = _("Timeline")
        aside = ngettext("{n} of {total}", "{n} of {total}", total).format(n=total, total=known) if narrowed else ""
        self.set_head(f"{title} {known}" if known else title, aside, add=pgettext("link", "Log…"))
        lines = 3 if self._roomy or query else 1
        self.show_rows([row(entry, sheet, query, lines) for entry in shown])
        self.filter.setVisible(known >= _SEARCHED_FROM or narrowed)
        self._nothing.setVisible(narrowed and not total)
        self.more.setVisible(len(shown) < total and not (self._whole or narrowed))
        self.more.set_text(_("Show all {n}").format(n=show.number(total)))
        self.set_folded(folded=not known and self.form is None, words=_("Log the first contact"))

    # --- what the user does -------------------------------------------------------------------------------------

    @Slot()
    def _on_wanted(self) -> None:
        self._limit = PAGE
        self._read()

    @Slot()
    def _on_more(self) -> None:
        self._whole = True
        self._show()
        self.rows.setFocus()

    @Slot()
    def _on_end(self) -> None:
        """Read on when the last entry comes into sight."""
        shown = len(self._timeline.entries)
        if (self._whole or not self.filter.wanted.everything) and shown < self._timeline.total and shown >= self._limit:
            self._limit += PAGE
            self._read()

    @Slot()
    def begin(self) -> None:
        """Override RowBlock.begin: something new is logged in the log."""
        if self.sheet is not None:
            self.workbench.navigator.log([self.sheet.id])

    @Slot(object)
    def activate(self, key: object) -> None:
        """Override RowBlock.activate: an entry is read."""
        self.rows.turn(key)
        self.rows.go_to(key)

    @Slot(str)
    def keyed(self, letter: str) -> None:
        """Override RowBlock.keyed."""
        if letter == "F":
            self.look_for(self.filter.wanted.text)
        elif letter == "L":
            self.begin()

    # --- putting right ------------------------------------------------------------------------------------------

    def record(self, key: object) -> Record | None:
        """Override RowBlock.record: only activities are changed here."""
        entry = next((entry for entry in self._timeline.entries if key_of(entry) == key), None)
        return None if entry is None or entry.kind is not EntryKind.ACTIVITY else _record(entry)

    def row_of(self, made: int) -> object:
        """Override RowBlock.row_of."""
        return (EntryKind.ACTIVITY, made)

    def new_form(self, record: Record | None) -> EntryForm:
        """Override RowBlock.new_form: with whom it was."""
        form = ActivityForm(self.theme, self.knowledge, self.kind, self.names, self)
        sheet = self.sheet
        if sheet is not None and record is not None:
            contacts = record.values.get("contacts")
            chosen = contacts if isinstance(contacts, tuple) else ()
            people = [
                (contact.id, str(contact.values.get("name")))
                for contact in sheet.of(Kind.CONTACTS)
                if contact.id in chosen or not has_left(contact, sheet.today)
            ]
            form.offer(people, [int(id_) for id_ in chosen])
        return form


def key_of(entry: Entry) -> Key:
    """Return by what a row knows its entry."""
    return entry.kind, entry.id


def row(entry: Entry, sheet: CustomerSheet, query: str, lines: int) -> Row:
    """Return an entry as a row."""
    lead = show.date_short(entry.day, sheet.today)
    title = say.title(entry, sheet.currency)
    if entry.kind is not EntryKind.ACTIVITY:
        return Row(
            key_of(entry), title, icon=_QUIET_ICONS[entry.kind], lead=lead, fact=entry.owner, note=say.note(entry),
            quiet=True, query=query,
        )  # fmt: skip
    body = entry.body.strip()
    if title == body:
        body = ""
    return Row(
        key_of(entry),
        title,
        icon=ACTIVITY_ICONS.get(entry.detail, "note"),
        lead=lead,
        fact=entry.owner,
        note=say.note(entry),
        body=body,
        short=excerpt(body, query, _EXCERPT) if query else "",
        lines=lines,
        bold=True,
        query=query,
    )


def _record(entry: Entry) -> Record:
    values: dict[str, Value] = {
        "happened_on": entry.day,
        "kind": entry.detail,
        "subject": entry.title or None,
        "body": entry.body or None,
        "started_by": entry.started_by or None,
        "two_way": entry.two_way,
        "owner_id": entry.owner_id,
        "contacts": tuple(id_ for id_, _name in entry.people),
    }
    known = {name: value for name, value in values.items() if value is not None}
    return Record(Kind.ACTIVITIES, entry.id, known, {"owner_id": entry.owner} if entry.owner else {})
