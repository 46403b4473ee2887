"""The question which playbook to start for whom, from which day, with all its dates before anything is written."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain.playbooks.planning import Bases
from csops_desktop.domain.playbooks.shown import Planned
from csops_desktop.domain.playbooks.starting import Choices, Startable
from csops_desktop.foundation.errors import CsopsError
from csops_desktop.foundation.i18n import _
from csops_desktop.services.runs import Start
from csops_desktop.ui.playbooks.plan_list import PlanList
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.day_row import DayRow
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import framed
from csops_desktop.ui.widgets.record_rows import CustomerRow, ListRow
from csops_desktop.wording import errors, starting
from csops_desktop.wording import playbooks as say
from csops_desktop.wording import values as show

_WIDTH, _FORM, _LATER_MS = 980, 300, 150
Plan = tuple[Bases, tuple[Planned, ...]]


class StartDialog(ActDialog):
    """Asks what to start; ``submitted`` gives a ``Start``."""

    def __init__(
        self, workbench: Workbench, choices: Choices, playbook_id: int | None, parent: QWidget, *, reason: str = ""
    ) -> None:
        super().__init__(
            workbench.theme, _("Which playbook starts, and for whom?"), "", _("Start"), parent, width=_WIDTH
        )
        self._bench = workbench
        self._choices = choices
        self._reason = reason
        theme, crew = workbench.theme, workbench.crew
        self.customer = CustomerRow(workbench, _("Customer"), choices.customer, self)
        self.playbook = ListRow(theme, _("Playbook"), _named(choices.playbooks), playbook_id, empty=False, parent=self)
        self.term = ListRow(theme, _("About"), (), None, parent=self)
        self.day = DayRow(theme, "day", _("Starts on"), workbench.clock.today(), workbench.clock.today())
        offered = crew.crew.offered() if crew.team else ()
        self.owner = ListRow(theme, _("Owner"), offered, None, parent=self)
        self.owner.setVisible(bool(offered))
        self.purpose = label("", "small", tone="2", wrap=True)
        self.hint = label("", "small", tone="warning", wrap=True)
        self.summary = label("", "small", tone="2")
        self.plan = PlanList(theme, self)
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._put()
        self._connect()
        self._show_choices(playbook_id)
        self.finish(self.playbook.box if choices.customer else self.customer.field)

    def _put(self) -> None:
        theme = self._bench.theme
        form = QWidget(self)
        form.setFixedWidth(theme.scaled(_FORM))
        left = QVBoxLayout(form)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.px("space.5"))
        rows = {
            "customer": self.customer,
            "playbook": self.playbook,
            "term": self.term,
            "day": self.day,
            "owner": self.owner,
        }
        for name, row in rows.items():
            self._rows[name] = row
            left.addWidget(row)
        left.addWidget(self.purpose)
        left.addWidget(self.hint)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(theme.px("space.3"))
        right.addWidget(self.summary)
        right.addWidget(framed(self.plan, self), 1)
        both = QHBoxLayout()
        both.setSpacing(theme.px("space.6"))
        both.addWidget(form)
        both.addLayout(right, 1)
        self.content.addLayout(both)

    def _connect(self) -> None:
        self._later.timeout.connect(self._look)
        self.customer.field.chosen.connect(self._on_customer)
        self.customer.field.settled.connect(self.playbook.box.setFocus)
        self.playbook.box.currentIndexChanged.connect(self._on_playbook)
        self.term.box.currentIndexChanged.connect(self._later.start)
        self.day.changed.connect(self._later.start)

    def entered(self) -> Start | None:
        """Override ActDialog.entered."""
        if not self.customer.check() or not self.day.check(required=True):
            return None
        return self._start()

    # --- what is shown ------------------------------------------------------------------------------------------

    def chosen(self) -> Startable | None:
        """Return the playbook that is chosen."""
        wanted = self.playbook.value()
        return next((each for each in self._choices.playbooks if each.playbook_id == wanted), None)

    def _start(self) -> Start | None:
        customer, chosen, day = self.customer.field.customer(), self.chosen(), self.day.day()
        if customer is None or chosen is None or day is None:
            return None
        term = next((each for each in self._choices.terms if each.id == self.term.value()), None)
        owner = self.owner.value()
        return Start(
            chosen.playbook_id,
            customer[0],
            day,
            None if term is None else term.product_id,
            None if term is None else term.id,
            owner if isinstance(owner, int) else None,
            self._reason,
        )

    def _show_choices(self, playbook_id: object) -> None:
        """Offer what fits the customer; the playbook that was chosen stays."""
        known = self._choices
        _fill(self.playbook, _named(known.playbooks), playbook_id)
        terms = [(term.id, starting.term(term, self._bench.clock.today())) for term in known.terms]
        _fill(self.term, [(None, starting.next_term()), *terms], None)
        self.term.setVisible(len(terms) > 1)
        self.owner.box.setCurrentIndex(max(0, self.owner.box.findData(known.owner_id)))
        self._on_playbook()

    @Slot()
    def _on_customer(self) -> None:
        customer = self.customer.field.customer()
        services, wanted = self._bench.services, None if customer is None else customer[0]

        def arrived(found: Choices) -> None:
            before = self.playbook.value() if self._choices.customer is not None else None
            self._choices = found
            self._show_choices(before)

        self._bench.tasks.query(
            lambda: services.run_starts.choices(wanted), arrived, key="start.choices", failed=self._gone, owner=self
        )

    @Slot()
    def _on_playbook(self) -> None:
        chosen = self.chosen()
        self.purpose.setText("" if chosen is None else say.said(chosen.playbook.purpose))
        hint = ""
        if chosen is not None and self._choices.customer is not None:
            hint = starting.hint(chosen)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._later.start()

    @Slot()
    def _look(self) -> None:
        """Read the dates that there would be."""
        start, chosen = self._start(), self.chosen()
        if start is None or chosen is None:
            self.plan.clear()
            self.summary.setText(_("Choose a customer to see every date before anything is written."))
            return
        services = self._bench.services

        def arrived(found: Plan) -> None:
            self.plan.show_plan(chosen.playbook, found[1])
            self.summary.setText(_summary(found[1], self._bench.clock.today()))

        self._bench.tasks.query(
            lambda: services.runs.preview(start), arrived, key="start.plan", failed=self._gone, owner=self
        )

    def _gone(self, error: CsopsError) -> None:
        self.plan.clear()
        self.summary.setText(errors.sentence(error))


def _named(found: Sequence[Startable]) -> list[tuple[object, str]]:
    return [(each.playbook_id, starting.name(each)) for each in found]


def _fill(row: ListRow, choices: Sequence[tuple[object, str]], current: object) -> None:
    row.box.blockSignals(True)
    row.box.clear()
    for value, text in choices:
        row.box.addItem(text, value)
    row.box.setCurrentIndex(max(0, row.box.findData(current)))
    row.box.blockSignals(False)


def _summary(planned: Sequence[Planned], today: dt.date) -> str:
    days = [each.why.day for each in planned if each.applies and each.why is not None]
    n = sum(each.applies for each in planned)
    late = sum(day < today for day in days)
    last = show.date_with_weekday(max(days)) if days else show.DASH
    return starting.summary(n, len(planned) - n, last, late)
