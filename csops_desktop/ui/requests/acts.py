"""Writes requests down and changes them, from any page."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record, Value
from csops_desktop.domain.requests import RequestLine
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.ui.state import Workbench

if TYPE_CHECKING:
    from csops_desktop.domain.changes import Outcome
    from csops_desktop.services.bundle import Services
    from csops_desktop.ui.requests.dialog import Known


class RequestActs(QObject):
    """The acts that take a dialog.

    Args:
        workbench: services and tasks.
        page: over which the dialog opens.
        back: gets the request once it was written, and takes the focus.
    """

    def __init__(self, workbench: Workbench, page: QWidget, back: Callable[[int], None]) -> None:
        super().__init__(page)
        self._workbench = workbench
        self._page = page
        self._back = back

    def add(self, customers: Sequence[int]) -> None:
        """Ask for a request of these customers, and write it down."""
        self._ask(None, customers)

    def edit(self, line: RequestLine) -> None:
        """Ask what is to be changed of a request."""
        self._ask(line, [customer.id for customer in line.customers])

    def _ask(self, line: RequestLine | None, customers: Sequence[int]) -> None:
        from csops_desktop.ui.requests.dialog import Known, RequestDialog  # noqa: PLC0415 (only when asked for)

        services, crew = self._workbench.services, self._workbench.crew
        owner_id = None if line is None else line.owner_id
        members = [(member.id, member.name) for member in crew.crew.members if not member.left or member.id == owner_id]
        offered, me = tuple(members) if crew.team else (), crew.crew.me

        def read() -> "Known":
            currency = str(services.settings.get(StoreSetting.CURRENCY) or "JPY")
            return Known(services.requests.asking(customers), offered, me, currency)

        def ask(known: "Known") -> None:
            dialog = RequestDialog(self._workbench, known, line, self._page)
            tasks = self._workbench.tasks
            if line is None:
                dialog.carry_out(tasks, lambda values: services.records.create(Kind.REQUESTS, values), self._back)
            else:
                dialog.carry_out(tasks, lambda values: _save(services, line, values), lambda _r: self._back(line.id))

        self._workbench.tasks.query(read, ask, owner=self._page)


def _save(services: "Services", line: RequestLine, values: dict[str, Value]) -> "Outcome[Record]":
    """Save what differs, so that the sentence names the one field that was changed."""
    before: dict[str, Value] = {
        "text": line.text,
        "kind": line.kind or None,
        "status": line.status,
        "raised_on": line.raised_on,
        "told_on": line.told_on,
        "owner_id": line.owner_id,
        "note": line.note or None,
    }
    customers = frozenset(customer.id for customer in line.customers)
    different = {name: value for name, value in values.items() if name != "customers" and value != before[name]}
    asking = values["customers"]
    if isinstance(asking, tuple) and frozenset(asking) != customers:
        different["customers"] = asking
    return services.records.save(Kind.REQUESTS, line.id, different)
