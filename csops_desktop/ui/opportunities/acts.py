"""What can be done with opportunities: each act asks what it must know and is one undo step."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.opportunities import OpportunityLine, RunningContract, Stage
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import ListContext

if TYPE_CHECKING:
    from csops_desktop.ui.opportunities.dialogs import Known

Chosen = Callable[[], Sequence[OpportunityLine]]


def _nobody() -> Sequence[OpportunityLine]:
    return ()


class OpportunityActs(QObject):
    """Add, change, have accepted, win, lose, reopen, delete.

    Args:
        workbench: services and tasks.
        page: over which dialogs open.
        chosen: returns the opportunities meant, the first of them the current one.
        back: takes the focus once an act was written, and the opportunity to go to, or None to stay.
    """

    def __init__(
        self,
        workbench: Workbench,
        page: QWidget,
        chosen: Chosen = _nobody,
        back: Callable[[int | None], None] | None = None,
    ) -> None:
        super().__init__(page)
        self._workbench = workbench
        self._page = page
        self._chosen = chosen
        self._back = back

    def add(self, customer_id: int | None = None) -> None:
        """Ask what could grow, with this customer when one is named, and add it."""
        services = self._workbench.services

        def ask(known: "Known") -> None:
            from csops_desktop.ui.opportunities.dialogs import OpportunityDialog  # noqa: PLC0415 (only when asked for)

            dialog = OpportunityDialog(self._workbench, known, None, self._page)
            dialog.carry_out(self._workbench.tasks, services.opportunities.raise_one, self._done)

        self._workbench.tasks.query(lambda: self._known(customer_id), ask, owner=self._page)

    @Slot()
    def edit(self) -> None:
        """Change the current one."""
        line, services = self._first(), self._workbench.services
        if line is None:
            return

        def ask(known: "Known") -> None:
            from csops_desktop.ui.opportunities.dialogs import OpportunityDialog  # noqa: PLC0415 (only when asked for)

            dialog = OpportunityDialog(self._workbench, known, line, self._page)
            dialog.carry_out(
                self._workbench.tasks,
                lambda values: services.records.save(Kind.OPPORTUNITIES, line.id, values),
                lambda _record: self._done(None),
            )

        self._workbench.tasks.query(lambda: self._known(owner_id=line.owner_id), ask, owner=self._page)

    @Slot()
    def accept(self) -> None:
        """Note that sales took those meant."""
        lines = self._open_ones()
        ids = [line.id for line in lines if line.stage is Stage.RAISED]
        services = self._workbench.services
        if ids:
            self._workbench.tasks.operate(lambda: services.opportunities.accept(ids))
        elif lines:
            self._tell(_("Sales has accepted this already."))

    @Slot()
    def win(self) -> None:
        """Ask when the current one was won and what that brings."""
        line, services = next(iter(self._open_ones()), None), self._workbench.services
        if line is None:
            return

        def read() -> tuple[list[RunningContract], "Known"]:
            return services.opportunities.running_contracts(line.customer_id), self._known()

        def ask(found: "tuple[list[RunningContract], Known]") -> None:
            from csops_desktop.ui.opportunities.dialogs import WinDialog  # noqa: PLC0415 (only when asked for)

            dialog = WinDialog(self._workbench.theme, line, *found, self._page)
            dialog.carry_out(
                self._workbench.tasks,
                lambda winning: services.opportunities.win(line.id, winning),
                lambda _made: self._done(line.id),
            )

        self._workbench.tasks.query(read, ask, owner=self._page)

    @Slot()
    def lose(self) -> None:
        """Ask when those meant were lost and why."""
        lines, services = self._open_ones(), self._workbench.services
        if not lines:
            return

        def ask(known: list[str]) -> None:
            from csops_desktop.ui.opportunities.dialogs import LoseDialog  # noqa: PLC0415 (only when asked for)

            today, ids = self._workbench.clock.today(), [line.id for line in lines]
            dialog = LoseDialog(self._workbench.theme, lines, known, today, self._page)
            dialog.carry_out(
                self._workbench.tasks,
                lambda entered: services.opportunities.lose(ids, *entered),
                lambda _n: self._done(None),
            )

        self._workbench.tasks.query(services.opportunities.lost_reasons, ask, owner=self._page)

    @Slot()
    def reopen(self) -> None:
        """Take those meant one step back."""
        ids, services = [line.id for line in self._chosen() if line.stage is not Stage.RAISED], self._workbench.services
        if ids:
            self._workbench.tasks.operate(lambda: services.opportunities.reopen(ids))
        elif self._chosen():
            self._tell(_("This is as open as it can be."))

    @Slot()
    def delete(self) -> None:
        """Delete those meant; the toast brings them back."""
        ids, services = [line.id for line in self._chosen()], self._workbench.services
        if ids:
            self._workbench.tasks.operate(lambda: services.records.delete(Kind.OPPORTUNITIES, ids))

    def _first(self) -> OpportunityLine | None:
        return next(iter(self._chosen()), None)

    def _open_ones(self) -> list[OpportunityLine]:
        """Return those of the ones meant that are still to be decided; say so when that is none."""
        chosen = self._chosen()
        found = [line for line in chosen if line.stage.open]
        if chosen and not found:
            self._tell(_("This is decided already. R opens it again."))
        return found

    def _tell(self, text: str) -> None:
        self._workbench.messages.toast(text, icon="info")

    def _done(self, opportunity_id: int | None) -> None:
        if self._back is not None:
            self._back(opportunity_id)

    def _known(self, customer_id: int | None = None, *, owner_id: int | None = None) -> "Known":
        """Read what the dialogs offer; on the store worker."""
        from csops_desktop.ui.opportunities.dialogs import Known  # noqa: PLC0415 (only when asked for)

        bench = self._workbench
        services, crew = bench.services, bench.crew
        members = [(member.id, member.name) for member in crew.crew.members if not member.left or member.id == owner_id]
        named = services.activities.named([customer_id]) if customer_id is not None else []
        return Known(
            services.records.names(Kind.PRODUCTS),
            ListContext(bench.clock.today(), str(services.settings.get(StoreSetting.CURRENCY) or "JPY")),
            tuple(members) if crew.team else (),
            None if crew.me is None else crew.me.id,
            named[0] if named else None,
        )
