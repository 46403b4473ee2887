"""What can be done with the current contract: each act asks what it must know and is one undo step."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.contracts import Contract
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.contracts.subject import State, Subject
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.wording import fields as words

if TYPE_CHECKING:
    from csops_desktop.ui.widgets.act_dialog import ActDialog

T = TypeVar("T")


class Acts(QObject):
    """Forecast, note, renewal, another amount, a further contract, the end, and the end taken back.

    Args:
        workbench: services and tasks.
        current: returns the current contract.
        back: takes the focus once an act was written, and the contract to go to, or None to stay.
        page: over which dialogs open.
        several: returns all contracts that a forecast is meant for, where more than one can be marked.
    """

    def __init__(
        self,
        workbench: Workbench,
        current: Callable[[], Subject | None],
        back: Callable[[int | None], None],
        page: QWidget,
        *,
        several: Callable[[], Sequence[Subject]] | None = None,
    ) -> None:
        super().__init__(page)
        self._several = several
        self._workbench = workbench
        self._current = current
        self._back = back
        self._page = page

    @Slot(str)
    def forecast(self, expected: str) -> None:
        """Say what is expected, of all contracts meant at once; an empty text takes it back."""
        ids = [subject.id for subject in self._meant()]
        if ids:
            services = self._workbench.services
            self._workbench.tasks.operate(lambda: services.contracts.forecast(ids, expected or None))

    @Slot()
    def note(self) -> None:
        """Write down why that is expected, for all contracts meant at once; an empty note takes it back."""
        subjects = self._meant()
        if not subjects:
            return
        first, n = subjects[0], len(subjects)
        title = _("Why is {name} expected so?").format(name=first.customer)
        if n > 1:
            title = _("Why are these {contracts} expected so?").format(contracts=words.counted(Kind.CONTRACTS, n))
        label = words.field_name(Kind.CONTRACTS, "forecast_note")
        before = first.note if len({subject.note for subject in subjects}) == 1 else ""
        note = self._workbench.messages.line(title, label, verb=_("Save"), value=before, optional=True)
        if note is not None:
            services, ids = self._workbench.services, [subject.id for subject in subjects]
            self._workbench.tasks.operate(lambda: services.contracts.explain(ids, note))

    @Slot()
    def renew(self) -> None:
        """Ask for how long and how much, and renew."""
        subject = self._open_subject()
        if subject is None:
            return
        if subject.renewal_on is None:
            text = _("This contract is open-ended. Give it a last day first, then it can be renewed.")
            self._workbench.messages.toast(text, icon="info")
            return
        services = self._workbench.services

        def ask(found: tuple[Contract, ListContext]) -> None:
            from csops_desktop.ui.contracts.dialogs import RenewDialog  # noqa: PLC0415 (only when asked for)

            dialog = RenewDialog(self._workbench.theme, subject, *found, self._page)
            self._open(dialog, lambda terms: services.contracts.renew(subject.id, terms))

        self._ask(lambda: services.contracts.get(subject.id), ask)

    @Slot()
    def change_amount(self) -> None:
        """Ask for the amount and the day, and change it."""
        subject = self._open_subject()
        if subject is None:
            return
        services = self._workbench.services

        def ask(found: tuple[Contract, ListContext]) -> None:
            from csops_desktop.ui.contracts.dialogs import AmountDialog  # noqa: PLC0415 (only when asked for)

            dialog = AmountDialog(self._workbench.theme, subject, found[1], self._page)
            self._open(dialog, lambda entered: services.contracts.change_amount(subject.id, *entered), follow=True)

        self._ask(lambda: services.contracts.get(subject.id), ask)

    @Slot()
    def end(self) -> None:
        """Ask when and why, and end it."""
        subject = self._open_subject()
        if subject is None:
            return
        services = self._workbench.services

        def ask(found: tuple[list[str], ListContext]) -> None:
            from csops_desktop.ui.contracts.dialogs import EndDialog  # noqa: PLC0415 (only when asked for)

            dialog = EndDialog(self._workbench.theme, subject, *found, self._page)
            self._open(dialog, lambda ending: services.contracts.end(subject.id, ending))

        self._ask(services.contracts.end_reasons, ask)

    @Slot()
    def add(self) -> None:
        """Ask for the product and the terms of a further contract, and add it."""
        subject = self._current()
        if subject is None:
            return
        services = self._workbench.services

        def ask(found: tuple[list[tuple[int, str]], ListContext]) -> None:
            from csops_desktop.ui.contracts.dialogs import NewDialog  # noqa: PLC0415 (only when asked for)

            dialog = NewDialog(self._workbench.theme, subject, *found, self._page)
            self._open(dialog, services.contracts.start, follow=True)

        self._ask(lambda: services.records.names(Kind.PRODUCTS), ask)

    @Slot()
    def resume(self) -> None:
        """Take the end of a contract back."""
        subject = self._current()
        if subject is not None and subject.state is State.ENDED:
            services = self._workbench.services
            self._workbench.tasks.operate(lambda: services.contracts.resume(subject.id))

    def _meant(self) -> list[Subject]:
        """Return the contracts that a forecast is meant for; what is settled is left out, or said when it is all."""
        chosen = self._several() if self._several is not None else ()
        if len(chosen) <= 1:
            subject = self._open_subject()
            return [] if subject is None else [subject]
        found = [subject for subject in chosen if subject.id and subject.state is State.OPEN]
        if not found:
            self._say_settled()
        return found

    def _say_settled(self) -> None:
        text = _("This contract is renewed already. Undo takes the renewal back.")
        self._workbench.messages.toast(text, icon="info")

    def _open_subject(self) -> Subject | None:
        """Return the current contract when it is still to be decided; else say that it is settled."""
        subject = self._current()
        if subject is None or not subject.id or subject.state is State.ENDED:
            return None
        if subject.state is State.RENEWED:
            self._say_settled()
            return None
        return subject

    def _ask(self, read: Callable[[], T], then: Callable[[tuple[T, ListContext]], None]) -> None:
        """Read what a dialog must know, then open it."""
        services, today = self._workbench.services, self._workbench.clock.today()

        def work() -> tuple[T, ListContext]:
            return read(), ListContext(today, str(services.settings.get(StoreSetting.CURRENCY) or "JPY"))

        self._workbench.tasks.query(work, then, owner=self._page)

    def _open(self, dialog: "ActDialog", write: Callable[[Any], Outcome[Any]], *, follow: bool = False) -> None:
        """Open a dialog for an act; with ``follow`` the page goes on with the contract that was made."""
        dialog.carry_out(self._workbench.tasks, write, lambda value: self._back(value if follow else None))
