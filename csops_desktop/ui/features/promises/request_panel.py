"""The panel beside the requests: the current one in full, what can be done with it, and who asks."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.requests import RequestLine
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.features.promises.record_panel import RecordPanel
from csops_desktop.ui.requests.askers import AskersTable
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.parts import label
from csops_desktop.wording import fields as words
from csops_desktop.wording import requests as say
from csops_desktop.wording import values as show

_FACTS = ("kind", "status", "raised_on", "told_on", "owner_id", "contact_id")


class RequestPanel(RecordPanel):
    """Shows one request and asks for acts on it.

    Signals:
        told_requested, done_requested: what the user wants.
        customer_requested(int): one of those who ask is to be opened.
    """

    told_requested = Signal()
    done_requested = Signal()
    customer_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, _FACTS, parent)
        self._line: RequestLine | None = None
        self._context = ListContext(dt.date.min)
        self.text = label("", "h2", wrap=True)
        self.told = Button(theme, icon="megaphone-simple", variant="primary", compact=True, keys="T", parent=self)
        self.done = Button(theme, icon="check", compact=True, keys="D", parent=self)
        self._who = label("", "caption", tone="3", bold=True)
        self.customers = AskersTable(theme, self)
        self._build()
        self.told.clicked.connect(self.told_requested)
        self.done.clicked.connect(self.done_requested)
        self.customers.opened.connect(self.customer_requested)
        self.retranslate()

    def _build(self) -> None:
        inner = QVBoxLayout()
        inner.addWidget(self.text)
        self.add_record(inner, (self.told, self.done))
        inner.addWidget(self._who)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(inner)
        layout.addWidget(self.customers, 1)

    def show_line(self, line: RequestLine, context: ListContext) -> None:
        """Show a request."""
        self._line, self._context = line, context
        self.text.setText(line.text)
        self.told.set_text(_("Told") if line.told_on is None else _("Not told"))
        self.done.set_text(words.choice_name("status", "open" if line.status == "done" else "done"))
        texts = {
            "kind": words.choice_name("kind", line.kind) if line.kind else show.DASH,
            "status": words.choice_name("status", line.status),
            "raised_on": show.DASH if line.raised_on is None else show.date_with_weekday(line.raised_on),
            "told_on": _("not yet") if line.told_on is None else show.date_with_weekday(line.told_on),
            "owner_id": line.owner,
            "contact_id": line.contact,
        }
        facts = {name: (words.field_name(Kind.REQUESTS, name), text) for name, text in texts.items()}
        self.show_facts(facts, line.note)
        self._who.setText(say.weight(line.customers, context.currency))
        self.customers.show_asking(line.customers, context)

    def who(self) -> str:
        """Return how many ask and what they pay together."""
        return self._who.text()

    def walk_customers(self) -> None:
        """Go among those who ask, to open one of them."""
        self.customers.setFocus()
        asking = self.customers.asking()
        if asking and self.customers.current_id() is None:
            self.customers.go_to(asking[0].id)

    def retranslate(self) -> None:
        """Override RecordPanel.retranslate."""
        super().retranslate()
        self.told.setToolTip(pgettext("tool tip", "The customers heard what came of it (T)"))
        self.customers.retranslate()
        if self._line is not None:
            self.show_line(self._line, self._context)
