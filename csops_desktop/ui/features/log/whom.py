"""Looks up whom a log is about: suggestions while typing, the customer of the page, how long since the last contact."""

from PySide6.QtCore import QObject, Signal, Slot

from csops_desktop.domain.activities import ContactState, Invited
from csops_desktop.ui.features.log.contact_row import ContactRow
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.customer_field import Found

_Known = tuple[tuple[int, ...], ContactState | None, list[Invited]]


class Whom(QObject):
    """Serves the customer field of a contact row.

    Signals:
        changed: other customers, or what is known of them has arrived.
    """

    changed = Signal()

    def __init__(self, workbench: Workbench, contact: ContactRow, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = workbench.tasks
        self._service = workbench.services.activities
        self._contact = contact
        self._wanted: int | None = None
        self.picked = False  # the user chose the customer, no page may change it
        self.state: ContactState | None = None
        contact.customer.asked.connect(self._on_asked)
        contact.customer.settled.connect(self._on_picked)
        contact.customer.textEdited.connect(self._on_picked)
        contact.customers_changed.connect(self._on_customers)

    def is_missing(self) -> bool:
        """Tell whether no customer stands there, and none is on the way."""
        return not self._contact.customer_ids() and self._wanted is None

    def show(self, customer_id: int | None) -> None:
        """Put in a customer by its id, or none."""
        self._wanted = customer_id
        if customer_id is None:
            self._contact.customer.set_customer(None)
            return
        self._tasks.query(lambda: self._service.named([customer_id]), self._on_named, key="log customer", owner=self)

    def put(self, customer: Found | None) -> None:
        """Put in a customer whose name is known, or none."""
        self._wanted = None
        self._contact.customer.set_customer(customer)

    def _on_named(self, found: list[Found]) -> None:
        if found and found[0][0] == self._wanted:
            self._contact.customer.set_customer(found[0])
        self._wanted = None

    @Slot(str)
    def _on_asked(self, text: str) -> None:
        field = self._contact.customer
        self._tasks.query(
            lambda: self._service.suggest(text), lambda found: field.offer(text, found), key="log suggest", owner=field
        )

    @Slot()
    def _on_picked(self) -> None:
        self.picked = bool(self._contact.customer.text())
        self._wanted = None

    @Slot()
    def _on_customers(self) -> None:
        ids = self._contact.customer_ids()
        self.state = None
        self._contact.offer(())
        if len(ids) == 1:
            self._tasks.query(lambda: self._known(ids), self._on_known, key="log state", owner=self)
        self.changed.emit()

    def _known(self, ids: tuple[int, ...]) -> _Known:
        return ids, self._service.contact_state(ids[0]), self._service.invited(ids)

    def _on_known(self, found: _Known) -> None:
        ids, state, invited = found
        if ids == self._contact.customer_ids():
            self.state = state
            self._contact.offer(invited[0].contacts if invited else ())
            self.changed.emit()
