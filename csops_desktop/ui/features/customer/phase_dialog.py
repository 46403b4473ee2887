"""The phases of a customer and a product: the next one entered, what is written put right, the past added."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csops_desktop.domain.changes import Outcome
from csops_desktop.domain.fields import PHASES, Kind
from csops_desktop.domain.maturity import Standing
from csops_desktop.domain.phases import PhaseStay, current
from csops_desktop.foundation.i18n import _
from csops_desktop.ui.features.customer.past_dialog import PastDialog, PastTable
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.buttons import Button
from csops_desktop.ui.widgets.day_row import DayRow
from csops_desktop.ui.widgets.record_rows import ListRow
from csops_desktop.wording import fields as words
from csops_desktop.wording import maturity as say
from csops_desktop.wording import values as show

_WIDTH = 640


class PhaseForm(ActDialog):
    """A stay in a phase; ``submitted`` gives a ``PhaseStay``.

    Args:
        workbench: what every page has.
        title: the question.
        stay: what stands in it at first.
        parent: of the dialog.
        ends: whether the day on which it was left is asked for.
    """

    def __init__(self, workbench: Workbench, title: str, stay: PhaseStay, parent: QWidget, *, ends: bool) -> None:
        super().__init__(workbench.theme, title, "", _("Write down"), parent)
        self._stay, self._ends = stay, ends
        theme, today = workbench.theme, workbench.clock.today()
        choices = [(phase, words.choice_name("phase", phase)) for phase in PHASES]
        phase_name = words.field_name(Kind.CUSTOMERS, "phase")
        self.phase = ListRow(theme, phase_name, choices, stay.phase, empty=False, parent=self)
        self.entered_on = DayRow(theme, "entered_on", _("Entered on"), stay.entered_on, today)
        self.left_on = DayRow(theme, "left_on", _("Left on (empty while it lasts)"), stay.left_on, today)
        self.left_on.setVisible(ends)
        self.add_row("phase", self.phase)
        self.add_beside(("entered_on", self.entered_on), ("left_on", self.left_on))
        self.finish(self.phase.box)

    def entered(self) -> PhaseStay | None:
        """Override ActDialog.entered."""
        if not self.entered_on.check(required=True) or not self.left_on.check(required=False):
            return None
        day = self.entered_on.day()
        if day is None:
            return None
        return replace(self._stay, phase=str(self.phase.value()), entered_on=day, left_on=self.left_on.day())


class PhasesDialog(PastDialog):
    """The stays, the one that lasts first."""

    def __init__(self, workbench: Workbench, customer_id: int, standing: Standing, parent: QWidget) -> None:
        title = _("Phases with {product}").format(product=standing.product)
        super().__init__(workbench, customer_id, standing, parent, title=title, width=_WIDTH)

    def make_table(self) -> PastTable:
        """Override PastDialog.make_table."""
        table = PastTable(self.theme, 6, self, columns=4, numbers=(3,))
        headings = (words.field_name(Kind.CUSTOMERS, "phase"), _("Entered on"), _("Left it on"), _("Days"))
        table.set_headings(headings)
        table.setAccessibleName(words.field_name(Kind.CUSTOMERS, "phase"))
        return table

    def first_buttons(self) -> Sequence[Button]:
        """Override PastDialog.first_buttons."""
        self.first = Button(self.theme, _("Next phase…"), icon="arrow-right", parent=self)
        self.past = Button(self.theme, _("Add an earlier one…"), icon="plus", parent=self)
        self.first.clicked.connect(self._on_next)
        self.past.clicked.connect(self._on_past)
        return (self.first, self.past)

    def rows(self) -> Sequence[tuple[int, Sequence[str], str]]:
        """Override PastDialog.rows."""
        today = self.bench.clock.today()
        return [
            (
                stay.id,
                (
                    words.choice_name("phase", stay.phase),
                    show.date_with_weekday(stay.entered_on),
                    _("still there") if stay.left_on is None else show.date_with_weekday(stay.left_on),
                    f"{stay.days(today):,}",
                ),
                "",
            )
            for stay in self.standing.phases
        ]

    def describe(self, number: int) -> str:
        """Override PastDialog.describe."""
        stay = next((each for each in self.standing.phases if each.id == number), None)
        return "" if stay is None else say.noted(stay)

    def nothing(self) -> str:
        """Override PastDialog.nothing."""
        return _("No phase is written down yet. A change of phase in the list is written down by itself.")

    @Slot()
    def edit(self) -> None:
        """Override PastDialog.edit."""
        number = self.chosen()
        stay = next((each for each in self.standing.phases if each.id == number), None)
        if stay is not None:
            self._ask(_("Put this phase right"), stay)

    @Slot()
    def remove(self) -> None:
        """Override PastDialog.remove."""
        number, phases, adoption = self.chosen(), self.bench.services.phases, self.standing.adoption_id
        if number is not None:
            self.write(lambda: phases.remove(adoption, number))

    @Slot()
    def _on_next(self) -> None:
        phases, adoption, lasting = self.bench.services.phases, self.standing.adoption_id, current(self.standing.phases)
        following = PHASES[0]
        if lasting is not None:
            following = PHASES[min(PHASES.index(lasting.phase) + 1, len(PHASES) - 1)]
        wanted = PhaseStay(0, following, self.bench.clock.today())
        form = PhaseForm(self.bench, _("Which phase comes next?"), wanted, self, ends=False)

        def write(stay: PhaseStay) -> Outcome[int]:
            return phases.enter(adoption, stay.phase, stay.entered_on)

        form.carry_out(self.bench.tasks, write)

    @Slot()
    def _on_past(self) -> None:
        first = min((stay.entered_on for stay in self.standing.phases), default=self.bench.clock.today())
        start = min(self.standing.since or first, first)
        if start == first:
            start -= dt.timedelta(days=30)
        self._ask(_("Which phase was it in earlier?"), PhaseStay(0, PHASES[0], start, first))

    def _ask(self, title: str, stay: PhaseStay) -> None:
        phases, adoption = self.bench.services.phases, self.standing.adoption_id
        form = PhaseForm(self.bench, title, stay, self, ends=True)

        def write(wanted: PhaseStay) -> Outcome[int]:
            return phases.save(adoption, wanted)

        form.carry_out(self.bench.tasks, write)
