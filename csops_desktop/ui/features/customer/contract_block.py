"""The contracts on a customer's page: what runs until when, how it goes on, and how the MRR came to be what it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops_desktop.domain.contracts import mrr_on, mrr_steps
from csops_desktop.domain.fields import FORECASTS, Kind
from csops_desktop.domain.records import Record
from csops_desktop.domain.sheet import CustomerSheet
from csops_desktop.foundation.i18n import _, ngettext, pgettext
from csops_desktop.ui.contracts.acts import Acts
from csops_desktop.ui.contracts.subject import State, Subject, of_record
from csops_desktop.ui.features.customer import contract_rows
from csops_desktop.ui.features.customer.knowledge import CustomerKnowledge
from csops_desktop.ui.features.customer.mrr_chart import MrrChart
from csops_desktop.ui.features.customer.row_block import RowBlock
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.buttons import Button, Segment
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

if TYPE_CHECKING:
    from csops_desktop.ui.features.customer.contract_rows import Held

_TERMS = ("product_id", "plan", "mrr", "seats", "starts_on", "term_ends_on", "notice_on", "auto_renew", "forecast_note")
_END = ("ended_on", "end_reason_said", "end_reason_real", "end_controllable")
_TURNS = 2  # a history with fewer changes is said by the rows


class ContractBlock(RowBlock):
    """Contracts. R renews, A changes the amount, C adds, X ends, U takes an end back; 1 to 4 say what is expected."""

    kind = Kind.CONTRACTS
    names = (*_TERMS, "external_id", "note")

    def __init__(self, workbench: Workbench, knowledge: CustomerKnowledge, parent: QWidget) -> None:
        super().__init__(workbench, knowledge, parent)
        theme = self.theme
        self._held: list[Held] = []
        self._past = False
        self.acts = Acts(workbench, self.subject, self._on_written, self)
        self.forecast = Segment(FORECASTS, self)
        self.renew = Button(theme, compact=True, keys="R", parent=self)
        self.amount = Button(theme, compact=True, keys="A", parent=self)
        self.end = Button(theme, compact=True, keys="X", parent=self)
        self.resume = Button(theme, compact=True, keys="U", parent=self)
        self.past = Button(theme, variant="link", compact=True, parent=self)
        self.chart = MrrChart(theme, self)
        self._bar, self._said = QWidget(self), QWidget(self)
        buttons = (self.renew, self.amount, self.end, self.resume)
        bars: tuple[tuple[QWidget, tuple[QWidget, ...]], ...] = ((self._said, (self.forecast,)), (self._bar, buttons))
        for bar, inside in bars:
            line = QHBoxLayout(bar)
            line.setContentsMargins(0, theme.px("space.2"), 0, 0)
            line.setSpacing(theme.px("space.3"))
            for part in inside:
                line.addWidget(part)
            line.addStretch(1)
        for widget in (self._said, self._bar, self.past, self.chart):
            self.body.addWidget(widget)
        self.forecast.chosen.connect(self.acts.forecast)
        for button, act in (
            (self.renew, self.acts.renew),
            (self.amount, self.acts.change_amount),
            (self.end, self.acts.end),
            (self.resume, self.acts.resume),
        ):
            button.clicked.connect(act)
        self.past.clicked.connect(self._on_past)
        self.chart.chosen.connect(self._on_month)
        self.rows.selectionModel().currentChanged.connect(self._show_bar)
        self.retranslate()

    def retranslate(self) -> None:
        """Override Block.retranslate."""
        super().retranslate()
        self.forecast.set_texts([words.choice_name("forecast", key) for key in FORECASTS])
        self.forecast.set_hints(
            [f"{words.choice_name('forecast', key)} ({number})" for number, key in enumerate(FORECASTS, start=1)]
        )
        self.renew.set_text(_("Renew…"))
        self.amount.set_text(pgettext("change the amount of a contract", "Amount…"))
        self.end.set_text(pgettext("end a contract", "End…"))
        self.resume.set_text(_("Take the end back"))

    def show_sheet(self, sheet: CustomerSheet) -> None:
        """Override RowBlock.show_sheet."""
        self._held = contract_rows.held(sheet)
        contracts = [one.contract for one in self._held]
        mrr = mrr_on(contracts, sheet.today)
        running = [one for one in self._held if not (one.over or one.followed)]
        parts = [f"{words.field_name(Kind.CUSTOMERS, 'mrr')} {show.money(mrr, sheet.currency)}" if mrr else ""]
        parts.append(contract_rows.renewal(running, sheet.today))
        name = words.kind_name(self.kind)
        self.set_head(
            f"{name} {len(running)}" if running else name,
            " ・ ".join(part for part in parts if part),
            add=pgettext("link", "Add"),
        )
        over = len(self._held) - len(running)
        shown = self._held if self._past or not running else running
        self.show_rows([contract_rows.row(one, sheet) for one in shown])
        hide = ngettext("Hide what is over", "Hide what is over", over)
        more = ngettext("{n} contract that is over", "{n} contracts that are over", over).format(n=over)
        self.past.set_text(hide if self._past else more)
        self.past.setVisible(bool(over and running))
        steps = mrr_steps(contracts)
        self.chart.setVisible(len(steps) >= _TURNS)
        self.chart.show_steps(steps, sheet.today, sheet.currency)
        self.set_folded(folded=not self._held and self.form is None, words=_("Add a contract"))
        self._show_bar()

    def form_names(self, record: Record | None) -> tuple[str, ...]:
        """Override RowBlock.form_names: what ended has its reasons."""
        ended = record is not None and record.values.get("ended_on") is not None
        return (*_TERMS, *(_END if ended else ()), "external_id", "note")

    # --- what is current ----------------------------------------------------------------------------------------

    def subject(self) -> Subject | None:
        """Return the contract an act is about; without one, the customer that can get one."""
        sheet = self.sheet
        if sheet is None:
            return None
        name = str(sheet.record.values.get("name") or "")
        key = self.rows.current()
        one = next((one for one in self._held if one.record.id == key), None)
        if one is None and len(self._held) == 1:
            one = self._held[0]
        if one is None:
            return Subject(0, sheet.id, name)
        return of_record(one.record, one.contract, [each.contract for each in self._held], name)

    @Slot()
    def _show_bar(self) -> None:
        subject = self.subject() if self.rows.current() is not None else None
        open_ = subject is not None and subject.state is State.OPEN
        self._said.setVisible(open_)
        self._bar.setVisible(open_ or (subject is not None and subject.state is State.ENDED))
        for button in (self.renew, self.amount, self.end):
            button.setVisible(open_)
        self.resume.setVisible(not open_)
        if subject is not None:
            self.forecast.choose(subject.forecast)

    # --- acts ---------------------------------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """Override RowBlock.begin: a further contract is asked for in its own question."""
        self.acts.add()

    @Slot(str)
    def keyed(self, letter: str) -> None:
        """Override RowBlock.keyed."""
        act = {
            "R": self.acts.renew,
            "A": self.acts.change_amount,
            "X": self.acts.end,
            "N": self.acts.note,
            "C": self.acts.add,
            "U": self.acts.resume,
        }.get(letter)
        if act is not None:
            act()
        elif letter.isdigit() and int(letter) <= len(FORECASTS):
            self.acts.forecast(FORECASTS[int(letter) - 1] if int(letter) else "")

    def _on_written(self, follow: int | None) -> None:
        self._wanted = follow if follow is not None else self.rows.current()
        self.rows.setFocus()

    @Slot()
    def _on_past(self) -> None:
        self._past = not self._past
        if self.sheet is not None:
            self.show_sheet(self.sheet)

    @Slot(object)
    def _on_month(self, contracts: Sequence[int]) -> None:
        """Show the contracts of a month of the chart."""
        if self.sheet is None:
            return
        shown = {row.key for row in self.rows.rows}
        if not shown.issuperset(contracts):
            self._past = True
            self.show_sheet(self.sheet)
        if contracts and self.rows.go_to(contracts[-1]):
            self.rows.setFocus()
