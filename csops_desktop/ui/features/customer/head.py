"""The top of a customer's page: the name, what one must know at a glance, phase, touch and owner changed in place."""

import datetime as dt
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind, field_of
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.domain.today import NEVER
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.notice import Notice, TouchNotice, add_stays
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Chip, IconButton, escape
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import disagreements
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_FIXED, _JOINED = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"
_CHIPS = ("phase", "touch", "owner_id")


class CustomerHead(QFrame):
    """Name, facts, chips, and the way to the next customer.

    Signals:
        step_requested(by): the arrows.
        whole_requested: the page in full, or back to the list.
        closed: the cross.
    """

    step_requested = Signal(int)
    whole_requested = Signal()
    closed = Signal()

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._knowledge = knowledge
        theme = workbench.theme
        self.setProperty("edge", "bottom")
        self._sheet: CustomerSheet | None = None
        self._whole = False
        self.title = label("", "h2")
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._meta = label("", "small", tone="3", wrap=True)
        self._facts = label("", "small", tone="2", wrap=True)
        self._up = IconButton(theme, "caret-up", compact=True, parent=self)
        self._down = IconButton(theme, "caret-down", compact=True, parent=self)
        self.open_button = IconButton(theme, "arrow-square-out", compact=True, parent=self)
        self._close = IconButton(theme, "x", compact=True, parent=self)
        self.chips = {name: Chip(theme, parent=self) for name in _CHIPS}
        self.disagreement = Notice(workbench, "warning", "health.yellow.text", self)
        self.snoozed = Notice(workbench, "bell-z", "text.3", self)
        self.touch = TouchNotice(workbench, self)
        row = QHBoxLayout()
        row.setSpacing(theme.px("space.1"))
        row.addWidget(self.title, 1)
        for button in (self._up, self._down, self.open_button, self._close):
            row.addWidget(button)
        chips = QHBoxLayout()
        chips.setSpacing(theme.px("space.3"))
        for chip in self.chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        pad = theme.px("space.6") - 2
        layout = QVBoxLayout(self)
        layout.setContentsMargins(pad, theme.px("space.4"), pad - 4, theme.px("space.4"))
        layout.setSpacing(theme.px("space.2"))
        layout.addLayout(row)
        layout.addWidget(self._meta)
        layout.addWidget(self._facts)
        layout.addLayout(chips)
        layout.addWidget(self.disagreement)
        layout.addWidget(self.snoozed)
        layout.addWidget(self.touch)
        self._up.clicked.connect(partial(self.step_requested.emit, -1))
        self._down.clicked.connect(partial(self.step_requested.emit, 1))
        self.open_button.clicked.connect(self.whole_requested)
        self._close.clicked.connect(self.closed)
        self.snoozed.button.clicked.connect(self._on_wake)
        for name, chip in self.chips.items():
            chip.clicked.connect(partial(self._choose, name))

    def retranslate(self) -> None:
        """Set the texts again."""
        self._up.describe(_("Previous customer"), "Ctrl+↑")
        self._down.describe(_("Next customer"), "Ctrl+↓")
        if self._whole:
            self.open_button.describe(_("Back to the list"), "Esc")
        else:
            self.open_button.describe(_("Open in full"), "Ctrl+Enter")
        self._close.describe(_("Close"), "Esc")
        self._show()

    def set_whole(self, *, whole: bool) -> None:
        """Take note that the customer fills the window, or stands beside the list."""
        self._whole = whole
        self.open_button.set_icon("arrows-in-simple" if whole else "arrow-square-out")
        self._close.setVisible(not whole)
        self.retranslate()

    def show_customer(self, sheet: CustomerSheet | None) -> None:
        """Show a customer, or that a new one is being entered."""
        self._sheet = sheet
        self._show()

    def _show(self) -> None:
        sheet = self._sheet
        for widget in (self._up, self._down, self.open_button, *self.chips.values()):
            widget.setVisible(sheet is not None)
        if sheet is None:
            self.title.setText(_("New customer"))
            self._meta.setText(_("Only the name is needed"))
            self._meta.show()
            for line in (self._facts, self.snoozed, self.disagreement, self.touch):
                line.hide()
            return
        values = sheet.record.values
        self.title.setText(str(values.get("name") or ""))
        self.title.setToolTip(self.title.text())
        since = values.get("customer_since")
        parts = [
            *(str(values.get(name) or "") for name in ("external_id", "industry", "status")),
            _("since {date}").format(date=show.date(since)) if isinstance(since, dt.date) else "",
        ]
        self._meta.setText(" ・ ".join(part for part in parts if part))
        self._meta.setVisible(bool(self._meta.text()))
        self._facts.setText(_facts(sheet))
        self._facts.setVisible(bool(self._facts.text()))
        for name, chip in self.chips.items():
            chip.set_text(self._chip_words(sheet.record, name))
            field = words.field_name(Kind.CUSTOMERS, name)
            chip.setToolTip(field)
            chip.setAccessibleName(f"{field} {chip.text()}")
        self.chips["owner_id"].setVisible(self._workbench.crew.team)
        self.disagreement.say(" ".join(disagreements.sentence(found) for found in sheet.disagreements))
        self.touch.show_sheet(sheet)
        until = sheet.snoozed_until
        if until is None:
            self.snoozed.say("")
        elif until == NEVER:
            self.snoozed.say(_("Put off until it is more urgent"), _("Take it back"))
        else:
            self.snoozed.say(
                _("Put off until {day}").format(day=show.date_short(until, sheet.today)), _("Take it back")
            )

    def _chip_words(self, record: Record, name: str) -> str:
        value = record.values.get(name)
        if name == "owner_id":
            shown = record.names.get(name, "")
        else:
            shown = words.choice_name(name, str(value)) if value else ""
        return shown or f"{words.field_name(Kind.CUSTOMERS, name)} {show.DASH}"

    @Slot()
    def _choose(self, name: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        field, current = field_of(Kind.CUSTOMERS, name), sheet.record.values.get(name)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, text in [*self._knowledge.choices(field), (None, _("(empty)"))]:
            action = menu.addAction(escape(text))
            action.setCheckable(True)
            action.setChecked(value == current)
            action.triggered.connect(partial(self._take, sheet.id, name, value))
            if value == current:
                menu.setActiveAction(action)
        if name == "touch":
            add_stays(menu, sheet)
        chip = self.chips[name]
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height())))

    @Slot()
    def _take(self, customer_id: int, name: str, value: Value, _checked: object = None) -> None:
        services = self._workbench.services
        self._workbench.tasks.operate(lambda: services.customers.edit([customer_id], name, value), owner=self)

    @Slot()
    def _on_wake(self) -> None:
        if self._sheet is not None:
            services, customer_id = self._workbench.services, self._sheet.id
            self._workbench.tasks.operate(lambda: services.sheet.wake(customer_id), owner=self)


def _facts(sheet: CustomerSheet) -> str:
    values = sheet.record.values
    parts = []
    mrr, renewal, last = (values.get(name) for name in ("mrr", "renewal_on", "last_contact_on"))
    if isinstance(mrr, int) and mrr:
        parts.append(f"{words.field_name(Kind.CUSTOMERS, 'mrr')} {show.money(mrr, sheet.currency)}")
    if isinstance(renewal, dt.date):
        left = show.days_left((renewal - sheet.today).days)
        parts.append(f"{words.field_name(Kind.CUSTOMERS, 'renewal_on')} {show.date(renewal)} ({left})")
    if isinstance(last, dt.date):
        when = show.date_short(last, sheet.today)
        parts.append(f"{words.field_name(Kind.CUSTOMERS, 'last_contact_on')} {when}")
    # A line breaks between two facts, never inside one: Japanese may break after any character.
    return " ・ ".join(_JOINED.join(part.replace(" ", _FIXED)) for part in parts)
