"""The row of a dialog with the customers that ask: found one by one, or pasted as a list of names."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.requests import Asking, NamesFound
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.requests.askers import AskersTable
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.widgets.customer_field import CustomerField
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.wording import fields as words
from csops_desktop.wording import requests as say
from csops_desktop.wording import values as show

_SUGGESTIONS = 8
_SHOWN = 4
_NAMED = 5


class ManyField(CustomerField):
    """A customer field that takes a pasted column of names.

    Signals:
        pasted(list[str]): several lines came from the clipboard.
    """

    pasted = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt)
        """Override QLineEdit.keyPressEvent."""
        lines = QGuiApplication.clipboard().text().splitlines() if event.matches(QKeySequence.StandardKey.Paste) else []
        if len(lines) > 1:
            self.pasted.emit([line.split("\t")[0] for line in lines])
        else:
            super().keyPressEvent(event)


class _Askers(AskersTable):
    """As low as a dialog needs it."""

    row = "row.compact"


class CustomersRow(FormRow):
    """The customers of a request; how many they are and what they pay together stands below.

    Signals:
        resized: it needs more or less room.
    """

    resized = Signal()

    def __init__(self, workbench: Workbench, asking: Sequence[Asking], currency: str, parent: QWidget) -> None:
        body = QWidget(parent)
        super().__init__(workbench.theme, body, parent=parent)
        self._workbench = workbench
        self._currency = currency
        self.field = ManyField(workbench.theme, body)
        self.field.setPlaceholderText(_("Type a name, or paste a list of names"))
        self.field.setAccessibleName(words.kind_name(Kind.CUSTOMERS))
        self.frame = QFrame(body)
        self.frame.setProperty("card", "true")
        self.names = _Askers(workbench.theme, self.frame)
        self.names.horizontalHeader().hide()
        self.names.setToolTip(_("Delete takes a name off the list"))
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(workbench.theme.px("space.2"))
        inside.addWidget(self.field)
        inside.addWidget(self.frame)
        framed = QVBoxLayout(self.frame)
        framed.setContentsMargins(1, 1, 1, 1)
        framed.addWidget(self.names)
        self.setFocusProxy(self.field)
        self.field.asked.connect(self._on_asked)
        self.field.settled.connect(self._on_settled)
        self.field.pasted.connect(self.add_names)
        self.names.delete_requested.connect(self._on_dropped)
        self._list(asking)

    def ids(self) -> tuple[int, ...]:
        """Return the customers, in the order they were added."""
        return tuple(customer.id for customer in self.names.asking())

    @Slot(object)
    def add_names(self, names: Sequence[str]) -> None:
        """Add the customers of a list of names, and say which of them nobody has."""
        services = self._workbench.services

        def work() -> tuple[NamesFound, list[Asking]]:
            found = services.requests.named(names)
            return found, services.requests.asking([id_ for id_, _name in found.customers])

        self._workbench.tasks.query(work, self._named, owner=self)

    def _named(self, answer: tuple[NamesFound, list[Asking]]) -> None:
        found, asking = answer
        self._list((*self.names.asking(), *asking))
        said: list[str] = []
        if found.unknown:
            said.append(_("Not found: {names}").format(names=_listed(found.unknown)))
        if found.several:
            said.append(_("Several customers are called: {names}").format(names=_listed(found.several)))
        self.set_fault(" ・ ".join(said))
        self.resized.emit()

    def _list(self, asking: Sequence[Asking]) -> None:
        each = tuple({customer.id: customer for customer in asking}.values())
        theme = self._workbench.theme
        self.names.show_asking(each, ListContext(self._workbench.clock.today(), self._currency))
        rows = min(len(each), _SHOWN)
        self.frame.setFixedHeight(rows * theme.px("row.compact") + theme.px("space.1"))
        self.frame.setVisible(bool(each))
        self.set_words(words.kind_name(Kind.CUSTOMERS), say.weight(each, self._currency) if each else "")
        self.field.setAccessibleName(words.kind_name(Kind.CUSTOMERS))
        self.resized.emit()

    @Slot(str)
    def _on_asked(self, text: str) -> None:
        services = self._workbench.services
        self._workbench.tasks.query(
            lambda: services.customers.suggest(text, _SUGGESTIONS),
            lambda found: self.field.offer(text, found),
            key="requests.customer",
            owner=self.field,
        )

    @Slot()
    def _on_settled(self) -> None:
        chosen = self.field.customer()
        if chosen is None:
            return
        services = self._workbench.services
        self._workbench.tasks.query(lambda: services.requests.asking([chosen[0]]), self._chosen, owner=self)
        self.field.set_customer(None)

    def _chosen(self, asking: list[Asking]) -> None:
        self._list((*self.names.asking(), *asking))
        for customer in asking:
            self.names.go_to(customer.id)
        self.set_fault("")

    @Slot()
    def _on_dropped(self) -> None:
        gone = self.names.current_id()
        self._list([customer for customer in self.names.asking() if customer.id != gone])
        if not self.names.asking():
            self.field.setFocus()


def _listed(names: Sequence[str]) -> str:
    text = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return text if more <= 0 else _("{names} and {n} more").format(names=text, n=show.number(more))
