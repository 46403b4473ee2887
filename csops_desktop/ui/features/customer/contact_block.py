"""The contacts on a customer's page: who they are, how they stand to us, when one last talked, and what is wrong."""

import datetime as dt

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.customer.contact_map import ATTITUDES, ContactMap, Spot
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.row_block import RowBlock
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.rows import Row
from csops_desktop.wording import contacts as say
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_ARROWS = {
    2: ("arrow-up", "health.green.text"),
    1: ("arrow-up-right", "health.green.text"),
    0: ("arrow-right", "text.3"),
    -1: ("arrow-down-right", "health.yellow.text"),
    -2: ("arrow-down", "health.red.text"),
}
_ORDER = {role: at for at, role in enumerate(("decider", "champion", "contract_owner", "user", "blocker"))}
_MAP_FROM = 2  # contacts whose attitude is known


class ContactBlock(RowBlock):
    """Contacts. Enter and F2 edit, C adds, Del deletes."""

    kind = Kind.CONTACTS
    names = (
        "name", "reading", "role", "attitude", "influence", "department", "title", "mail", "phone", "opted_out",
        "left_on", "note",
    )  # fmt: skip

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        self.map = ContactMap(self.theme, self)
        self._roomy = False
        self.body.addWidget(self.map)
        self.map.chosen.connect(self._on_chosen)

    def set_roomy(self, *, roomy: bool) -> None:
        """Override Block.set_roomy: the map needs room."""
        self._roomy = roomy
        if self.sheet is not None and self.form is None:
            self.show_sheet(self.sheet)

    def show_sheet(self, sheet: CustomerSheet) -> None:
        """Override RowBlock.show_sheet."""
        people = sorted(sheet.of(self.kind), key=lambda record: _place(record, sheet.today))
        here = sum(1 for record in people if not has_left(record, sheet.today))
        name = words.kind_name(self.kind)
        self.set_head(
            f"{name} {here}" if here else name,
            say.flags(sheet.flags),
            add=pgettext("link", "Add"),
            tone="warning" if sheet.flags else "3",
        )
        self.set_aside_hint("\n".join(f"{say.flag(flag)}: {say.why(flag)}" for flag in sheet.flags))
        self.show_rows([row(record, sheet) for record in people])
        spots = [spot for record in people if (spot := _spot(record, sheet.today)) is not None]
        self.map.show_spots(spots)
        self.map.setVisible(self._roomy and len(spots) >= _MAP_FROM)
        self.set_folded(folded=not people and self.form is None, words=_("Add a contact"))

    @Slot(str)
    def keyed(self, letter: str) -> None:
        """Override RowBlock.keyed."""
        if letter == "C":
            self.begin()

    @Slot(object)
    def _on_chosen(self, contact_id: int) -> None:
        if self.rows.go_to(contact_id):
            self.rows.setFocus()


def has_left(record: Record, today: dt.date) -> bool:
    """Tell whether a contact is there no more."""
    left = record.values.get("left_on")
    return isinstance(left, dt.date) and left <= today


def row(record: Record, sheet: CustomerSheet) -> Row:
    """Return a contact as a row."""
    values = record.values
    name = str(values.get("name") or "")
    gone = has_left(record, sheet.today)
    role = str(values.get("role") or "")
    attitude, influence = values.get("attitude"), values.get("influence")
    said = say.attitude(attitude) if isinstance(attitude, int) else ""
    known = [str(values[part]) for part in ("department", "title", "reading", "mail", "phone") if values.get(part)]
    if isinstance(influence, int):
        known.insert(0, say.influence(influence))
    if values.get("opted_out"):
        known.append(words.field_name(Kind.CONTACTS, "opted_out"))
    last = sheet.talked.get(record.id)
    if gone:
        left = values.get("left_on")
        fact = _("left {date}").format(date=show.date(left)) if isinstance(left, dt.date) else ""
    elif last is not None:
        fact = _("talked {date}").format(date=show.date_short(last, sheet.today))
    else:
        fact = _("not talked to") if sheet.talked else ""
    return Row(
        record.id,
        name,
        avatar=name,
        label=words.choice_name("role", role) if role else "",
        mark=_ARROWS.get(attitude, ("", "")) if isinstance(attitude, int) else ("", ""),
        said="" if gone else said,
        fact=fact,
        note=" ・ ".join(known),
        quiet=gone,
    )


def _place(record: Record, today: dt.date) -> tuple[bool, int, int, str]:
    values = record.values
    influence = values.get("influence")
    rank = _ORDER.get(str(values.get("role") or ""), len(_ORDER))
    return has_left(record, today), rank, -(influence if isinstance(influence, int) else 0), str(values.get("name"))


def _spot(record: Record, today: dt.date) -> Spot | None:
    values = record.values
    attitude, influence = values.get("attitude"), values.get("influence")
    if has_left(record, today) or not isinstance(attitude, int) or attitude not in ATTITUDES:
        return None
    known = influence if isinstance(influence, int) else None
    return Spot(record.id, str(values.get("name") or ""), str(values.get("role") or ""), attitude, known)
