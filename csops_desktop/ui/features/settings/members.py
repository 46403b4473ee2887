"""Our own people: add, change, delete, and hand over what somebody looks after."""

import datetime as dt

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind, field_of
from csops_desktop.domain.handover import Holding
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.domain.values import parse
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.settings.handover import HandOverDialog
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.day_row import DayRow, InputRow
from csops_desktop.ui.widgets.forms import Section
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import PlainTree, framed
from csops_desktop.wording import errors
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_ROWS_SHOWN = 7
_TEXTS = ("name", "reading", "mail", "role")
_MINUTES = field_of(Kind.MEMBERS, "minutes")
_WATCHED = Area.MEMBERS | Area.CUSTOMERS


class MemberDialog(ActDialog):
    """The facts of a member, new or known; ``submitted`` gives the values."""

    def __init__(self, workbench: Workbench, member: Record | None, parent: QWidget) -> None:
        name = "" if member is None else str(member.values.get("name", ""))
        title = _("Who joins?") if member is None else _("Change {name}").format(name=name)
        super().__init__(workbench.theme, title, "", _("Add") if member is None else _("Save"), parent)
        self._member = member
        self.rows = {name: InputRow(workbench.theme, name, self._text(name)) for name in _TEXTS}
        for name, row in self.rows.items():
            row.set_words(words.field_name(Kind.MEMBERS, name))
            self.add_row(name, row)
        self.rows["minutes"] = InputRow(workbench.theme, "minutes", self._text("minutes"))
        self.rows["minutes"].set_words(
            words.field_name(Kind.MEMBERS, "minutes"),
            _("For customers; stands against what their touch models ask for"),
        )
        self.add_row("minutes", self.rows["minutes"])
        left = None if member is None else member.values.get("left_on")
        heading = words.field_name(Kind.MEMBERS, "left_on")
        day = left if isinstance(left, dt.date) else None
        self.left = DayRow(workbench.theme, "left_on", heading, day, workbench.clock.today())
        self.left.setVisible(member is not None)
        self.add_row("left_on", self.left)
        self.finish(self.rows["name"].line)

    def entered(self) -> dict[str, Value] | None:
        """Override ActDialog.entered."""
        name = self.rows["name"]
        if not name.line.text().strip():
            name.set_fault(_("must be filled in."))
            name.line.setFocus()
            return None
        if not self.left.check(required=False):
            return None
        minutes = self.rows["minutes"]
        try:
            given = parse(_MINUTES, minutes.line.text())
        except CsopsError as error:
            minutes.set_fault(errors.sentence(error))
            minutes.line.setFocus()
            return None
        found: dict[str, Value] = {key: self.rows[key].line.text().strip() or None for key in _TEXTS}
        found["minutes"] = given
        found["left_on"] = self.left.day()
        if self._member is not None:
            before = self._member.values
            return {key: value for key, value in found.items() if value != before.get(key)}
        return {key: value for key, value in found.items() if value is not None}

    def _text(self, name: str) -> str:
        return "" if self._member is None else str(self._member.values.get(name) or "")


class _MemberTree(PlainTree):
    def __init__(self, section: "MembersSection") -> None:
        super().__init__(section.bench.theme, _ROWS_SHOWN, section, columns=4, numbers=(2,))
        self._section = section

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self._section.edit()
        elif key == Qt.Key.Key_Delete:
            self._section.delete()
        else:
            super().keyPressEvent(event)


class MembersSection(Section):
    """The list of members and what can be done with them."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(workbench.theme, parent)
        self.bench = workbench
        theme = workbench.theme
        self._members: dict[int, Record] = {}
        self.list = _MemberTree(self)
        self.add_button = Button(theme, icon="plus")
        self.edit_button = Button(theme, icon="pencil-simple")
        self.hand_over_button = Button(theme, icon="user-gear")
        self.delete_button = Button(theme, variant="danger-quiet")
        self.fault = label("", "caption", tone="danger", wrap=True)
        self.fault.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px("space.4"))
        for button in (self.add_button, self.edit_button, self.hand_over_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.delete_button)
        self.body.addWidget(framed(self.list, self))
        self.body.addLayout(row)
        self.body.addWidget(self.fault)
        self.add_button.clicked.connect(self.add)
        self.edit_button.clicked.connect(self.edit)
        self.hand_over_button.clicked.connect(self.hand_over)
        self.delete_button.clicked.connect(self.delete)
        self.list.itemSelectionChanged.connect(self._on_selection)
        self.list.itemDoubleClicked.connect(self.edit)
        workbench.tasks.changed.connect(self._on_changed)
        workbench.crew.changed.connect(self.load)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text again."""
        self.set_words(_("Members"), _("Your own people. Customers, actions and promises have an owner among them."))
        role = words.field_name(Kind.MEMBERS, "role")
        headings = (words.field_name(Kind.MEMBERS, "name"), role, words.kind_name(Kind.CUSTOMERS), "")
        self.list.set_headings(headings)
        self.list.setAccessibleName(words.kind_name(Kind.MEMBERS))
        self.add_button.set_text(_("Add…"))
        self.edit_button.set_text(_("Change…"))
        self.hand_over_button.set_text(_("Hand over…"))
        self.delete_button.set_text(_("Delete"))
        self.load()

    @Slot()
    def load(self) -> None:
        """Read the list again."""
        self.bench.tasks.query(self.bench.services.members.roster, self._show, key="settings members", owner=self)

    def _show(self, roster: list[tuple[Record, int]]) -> None:
        chosen, crew = self.list.chosen(), self.bench.crew.crew
        self._members = {record.id: record for record, _n in roster}
        self.list.blockSignals(True)
        self.list.clear()
        for record, n in roster:
            member = crew.named(record.id)
            left = record.values.get("left_on")
            state = ""
            if isinstance(left, dt.date):
                gone = member is not None and member.left
                state = (_("left {date}") if gone else _("leaves {date}")).format(date=show.date(left))
            elif record.id == crew.me:
                state = pgettext("beside one's own name", "you")
            name, role = (str(record.values.get(key) or "") for key in ("name", "role"))
            item = self.list.add(record.id, (name, role, f"{n:,}" if n else "", state))
            if member is not None and member.left:
                for column in range(4):
                    item.setForeground(column, self.bench.theme.color("text.3"))
            if record.id in chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if self.list.currentItem() is None and self.list.items():
            self.list.setCurrentItem(self.list.items()[0])
        self._on_selection()

    def current(self) -> Record | None:
        """Return the member that is selected."""
        chosen = self.list.chosen()
        return self._members.get(chosen[0]) if chosen else None

    @Slot()
    def add(self) -> None:
        """Ask for a new member."""
        records = self.bench.services.records
        dialog = MemberDialog(self.bench, None, self)
        dialog.carry_out(self.bench.tasks, lambda values: records.create(Kind.MEMBERS, values))

    @Slot()
    def edit(self) -> None:
        """Ask what is to be changed of the selected member."""
        member, records = self.current(), self.bench.services.records
        if member is not None:
            dialog = MemberDialog(self.bench, member, self)
            dialog.carry_out(self.bench.tasks, lambda values: records.save(Kind.MEMBERS, member.id, values))

    @Slot()
    def hand_over(self) -> None:
        """Ask who takes over from the selected member."""
        member, services = self.current(), self.bench.services
        if member is None:
            return

        def read() -> tuple[list[Holding], str]:
            return services.members.holdings(member.id), str(services.settings.get(StoreSetting.CURRENCY) or "JPY")

        def opened(found: tuple[list[Holding], str]) -> None:
            dialog = HandOverDialog(self.bench, member, *found, self)
            dialog.carry_out(self.bench.tasks, services.members.hand_over)

        self.bench.tasks.query(read, opened, owner=self)

    @Slot()
    def delete(self) -> None:
        """Delete the selected member; it can be undone."""
        member, records = self.current(), self.bench.services.records
        if member is not None:
            self.fault.hide()
            self.bench.tasks.operate(
                lambda: records.delete(Kind.MEMBERS, [member.id]), failed=self._on_fault, owner=self
            )

    def _on_fault(self, error: CsopsError) -> None:
        self.fault.setText(self.bench.messages.sentence(error))
        self.fault.show()

    @Slot()
    def _on_selection(self) -> None:
        member = self.current()
        others = [id_ for id_, _name in self.bench.crew.crew.offered() if member is not None and id_ != member.id]
        for button in (self.edit_button, self.delete_button):
            button.setEnabled(member is not None)
        self.hand_over_button.setEnabled(bool(others))
        self.hand_over_button.setToolTip("" if others else _("Somebody must be there to take over"))

    @Slot(object, object)
    def _on_changed(self, areas: Area, _initiator: object) -> None:
        if areas & _WATCHED:
            self.load()
