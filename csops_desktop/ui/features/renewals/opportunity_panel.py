"""Beside the opportunities: the current one with what can be done, the sums by stage, why others were lost."""

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops_desktop.domain import opportunities as rules
from csops_desktop.domain import renewals
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.opportunities import Amount, Narrowing, OpportunityLine, Stage
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.buttons import Button, IconButton
from csops_desktop.ui.widgets.parts import ElidedLabel, label, rule
from csops_desktop.ui.widgets.split_page import scrolling
from csops_desktop.ui.widgets.sum_line import SumLine
from csops_desktop.wording import fields as words
from csops_desktop.wording import opportunities as say
from csops_desktop.wording import values as show

COLOURS = {
    Stage.RAISED: "chart.muted",
    Stage.ACCEPTED: "chart.1",
    Stage.WON: "health.green.solid",
    Stage.LOST: "chart.axis",
}
REASONS = 6
"""So many reasons of losses are named; the line of those lost opens all."""


class OpportunityPanel(QFrame):
    """Shows one opportunity and the sums; every number narrows the list.

    Signals:
        stage_wanted(Stage | None), reason_wanted(str | None): narrow the list, None for all.
        open_requested: the customer.
    """

    stage_wanted = Signal(object)
    reason_wanted = Signal(object)
    open_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "surface")
        self.setProperty("edge", "left")
        self._theme = theme
        self._line: OpportunityLine | None = None
        self._context = ListContext(dt.date.min)
        self._lines: tuple[OpportunityLine, ...] = ()
        self._narrowing = Narrowing()
        self.customer = ElidedLabel("h1", self)
        self._open = IconButton(theme, "arrow-square-out", parent=self)
        self.name = label("", bold=True, wrap=True)
        self.facts = label("", "small", tone="2", wrap=True)
        self.note = label("", "small", wrap=True)
        self.accept = Button(theme, variant="primary", compact=True, keys="A", parent=self)
        self.win = Button(theme, compact=True, keys="W", parent=self)
        self.lose = Button(theme, compact=True, keys="L", parent=self)
        self.reopen = Button(theme, icon="arrow-u-up-left", compact=True, keys="R", parent=self)
        self.edit = IconButton(theme, "pencil-simple", compact=True, parent=self)
        self.delete = IconButton(theme, "trash", compact=True, parent=self)
        self._card = QWidget(self)
        self._stage_word = label("", "caption", tone="3", bold=True)
        self._reason_word = label("", "caption", tone="3", bold=True)
        self.stages = {
            stage: SumLine(theme, COLOURS[stage], hatched=stage is Stage.LOST, parent=self) for stage in Stage
        }
        self.reasons = [SumLine(theme, parent=self) for _number in range(REASONS)]
        self._build()
        self._open.clicked.connect(self.open_requested)
        for line in self.stages.values():
            line.clicked.connect(self._on_stage)
        for line in self.reasons:
            line.clicked.connect(self._on_reason)
        self.setMinimumWidth(theme.px("size.detail_min"))
        self.retranslate()

    def _build(self) -> None:
        theme, pad = self._theme, self._theme.px("space.6")
        head = QHBoxLayout()
        head.addWidget(self.customer, 1)
        for button in (self.edit, self.delete, self._open):
            head.addWidget(button)
        acts = QHBoxLayout()
        acts.setSpacing(theme.px("space.3"))
        for act in (self.accept, self.win, self.lose, self.reopen):
            acts.addWidget(act)
        acts.addStretch(1)
        card = QVBoxLayout(self._card)
        card.setContentsMargins(0, 0, 0, 0)
        card.setSpacing(theme.px("space.2"))
        card.addLayout(head)
        for words_of in (self.name, self.facts, self.note):
            card.addWidget(words_of)
        card.addSpacing(theme.px("space.3"))
        card.addLayout(acts)
        card.addSpacing(theme.px("space.3"))
        card.addWidget(rule())
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(pad, theme.px("space.5"), pad, theme.px("space.5"))
        inner.setSpacing(theme.px("space.3"))
        inner.addWidget(self._card)
        inner.addWidget(self._stage_word)
        inner.addLayout(_column(list(self.stages.values())))
        inner.addSpacing(theme.px("space.2"))
        inner.addWidget(self._reason_word)
        inner.addLayout(_column(self.reasons))
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.addWidget(scrolling(body, self))

    def show_sums(self, lines: tuple[OpportunityLine, ...], narrowing: Narrowing, context: ListContext) -> None:
        """Show what lines add up to, and what the list is narrowed to."""
        self._lines, self._narrowing, self._context = lines, narrowing, context
        currency = context.currency
        for stage, amount in rules.by_stage(lines).items():
            on = narrowing.stage is stage and narrowing.reason is None
            self.stages[stage].show_total(say.stage(stage), _total(amount), currency, on=on)
        found = rules.by_reason(lines)
        self._reason_word.setVisible(bool(found))
        for at, line in enumerate(self.reasons):
            line.setVisible(at < len(found))
            if at < len(found):
                reason, amount = found[at]
                line.setProperty("reason", reason)
                line.show_total(say.reason(reason), _total(amount), currency, on=narrowing.reason == reason)

    def show_line(self, line: OpportunityLine | None, context: ListContext) -> None:
        """Show an opportunity, or with None only the sums."""
        self._line, self._context = line, context
        self._card.setVisible(line is not None)
        if line is None:
            return
        self.customer.show_text(line.customer)
        self.name.setText(line.name)
        self.facts.setText(self._facts(line))
        self.note.setText(line.note)
        self.note.setVisible(bool(line.note))
        self.accept.setVisible(line.stage is Stage.RAISED)
        self.win.setVisible(line.stage.open)
        self.lose.setVisible(line.stage.open)
        self.reopen.setVisible(line.stage is not Stage.RAISED)

    def retranslate(self) -> None:
        """Set the texts again."""
        self._open.describe(_("Open the customer"), "Enter")
        self.edit.describe(_("Edit"), "F2")
        self.delete.describe(_("Delete"), "Del")
        self.accept.set_text(pgettext("sales takes an opportunity", "Accept"))
        self.win.set_text(pgettext("an opportunity is won", "Won…"))
        self.lose.set_text(pgettext("an opportunity is lost", "Lost…"))
        self.reopen.set_text(pgettext("take an opportunity a step back", "Back"))
        self._stage_word.setText(_("How far they are"))
        self._reason_word.setText(_("Lost, by reason"))
        self.show_sums(self._lines, self._narrowing, self._context)
        self.show_line(self._line, self._context)

    def _facts(self, line: OpportunityLine) -> str:
        what = (
            words.choice_name("kind", line.kind) if line.kind else "",
            line.product,
            "" if line.amount is None else show.money(line.amount, self._context.currency),
            line.owner,
        )
        days = [("raised_on", line.raised_on), ("accepted_on", line.accepted_on), ("closed_on", line.closed_on)]
        dated = [f"{self._day_name(line, name)} {show.date(day)}" for name, day in days if day is not None]
        stage = f"{words.field_name(Kind.OPPORTUNITIES, 'stage')}: {line.said}" if line.said else ""
        said = [stage, say.reason(line.reason) if line.stage is Stage.LOST else ""]
        rows = (say.stage(line.stage), *(" ・ ".join(p for p in part if p) for part in (what, dated, said)))
        return "\n".join(row for row in rows if row)

    def _day_name(self, line: OpportunityLine, name: str) -> str:
        if name == "closed_on" and line.stage.open:
            return _("Decision expected on")
        return words.field_name(Kind.OPPORTUNITIES, name)

    @Slot()
    def _on_stage(self) -> None:
        stage = next(found for found, line in self.stages.items() if line is self.sender())
        self.stage_wanted.emit(None if self._narrowing.stage is stage else stage)

    @Slot()
    def _on_reason(self) -> None:
        reason = str(self.sender().property("reason"))
        self.reason_wanted.emit(None if self._narrowing.reason == reason else reason)


def _column(lines: list[SumLine]) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setSpacing(0)
    for line in lines:
        layout.addWidget(line)
    return layout


def _total(amount: Amount) -> renewals.Total:
    return renewals.Total(amount.n, amount.amount)
