"""The dialog in which a member hands over: who takes over what, seen before it is done."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.handover import WITHOUT_CUSTOMER, HandOver, Holding, Share, shares, split
from csops_desktop.domain.records import Record
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.day_row import DayRow
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.ui.widgets.parts import label
from csops_desktop.ui.widgets.plain_tree import ID, PlainTree, framed
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_PARTS = (
    ("actions", Kind.NEXT_ACTIONS),
    ("promises", Kind.PROMISES),
    ("opportunities", Kind.OPPORTUNITIES),
    ("requests", Kind.REQUESTS),
)
_TAKERS_SHOWN, _CUSTOMERS_SHOWN = 4, 6
_EVENLY = 0
_LISTED = 500
"""So many customers, the largest, can be given one by one; with more, making the list would hold up the window."""


class HandOverDialog(ActDialog):
    """Who takes over from a member; ``submitted`` gives a ``HandOver``."""

    def __init__(
        self, workbench: Workbench, leaver: Record, holdings: Sequence[Holding], currency: str, parent: QWidget
    ) -> None:
        theme, crew = workbench.theme, workbench.crew.crew
        name = str(leaver.values.get("name", ""))
        title = _("Hand over what {name} looks after?").format(name=name)
        super().__init__(theme, title, _summary(holdings, leaver.id), "", parent)
        self.setMinimumWidth(theme.scaled(640))
        self._leaver = leaver.id
        self._holdings = holdings
        self._currency = currency
        self._names = {number: who for number, who in crew.offered() if number != leaver.id}
        self._present = {number for number, _who in crew.offered()}
        self._chosen: dict[int, int] = {}
        self.takers = PlainTree(theme, min(max(len(self._names), 2), _TAKERS_SHOWN), self, columns=4, numbers=(1, 2, 3))
        self.takers.set_headings(
            (_("Takes over"), words.kind_name(Kind.CUSTOMERS), words.field_name(Kind.CUSTOMERS, "mrr"), _("Open items"))
        )
        for number, who in self._names.items():
            item = self.takers.add(number, (who, "", "", ""))
            item.setCheckState(0, _ON if number == next(iter(self._names)) else _OFF)
        self.customers = PlainTree(theme, _CUSTOMERS_SHOWN, self, columns=4, numbers=(1, 2))
        self.customers.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.customers.set_headings(
            (
                words.kind_name(Kind.CUSTOMERS), words.field_name(Kind.CUSTOMERS, "mrr"), _("Open items"),
                pgettext("column: who takes over", "Goes to"),
            )
        )  # fmt: skip
        for holding in holdings[:_LISTED]:
            called = _("(without a customer)") if holding.customer_id == WITHOUT_CUSTOMER else holding.name
            amount = show.money(holding.mrr, currency) if holding.mrr else ""
            others = f"{holding.others:,}" if holding.others else ""
            self.customers.add(holding.customer_id, (called, amount, others, ""))
        self.to = QComboBox(self)
        self.to.addItem(_("split evenly"), _EVENLY)
        for number, who in self._names.items():
            self.to.addItem(who, number)
        self._to_row = FormRow(theme, self.to, beside=True)
        self._to_row.set_words(_("Selected customers go to"))
        today, said = workbench.clock.today(), leaver.values.get("left_on")
        left = said if isinstance(said, dt.date) else today
        self.left = DayRow(theme, "left_on", _("No longer with us from (empty: stays)"), left, today)
        self.content.addWidget(framed(self.takers, self))
        hint = _("Tick several to split evenly; the largest customers are spread first.")
        self.content.addWidget(label(hint, "caption", tone="3", wrap=True))
        self.content.addWidget(framed(self.customers, self))
        if len(holdings) > _LISTED:
            rest = words.counted(Kind.CUSTOMERS, len(holdings) - _LISTED)
            more = _("The largest are listed; {customers} more are split evenly.").format(customers=rest)
            self.content.addWidget(label(more, "caption", tone="3", wrap=True))
        self.add_row("owner_id", self._to_row)
        self.add_row("left_on", self.left)
        self.finish(self.takers)
        self.takers.itemChanged.connect(self._on_takers)
        self.customers.itemSelectionChanged.connect(self._on_selection)
        self.to.activated.connect(self._on_to)
        if self.takers.items():
            self.takers.setCurrentItem(self.takers.items()[0])
        self._on_selection()
        self._look()

    def ticked(self) -> tuple[int, ...]:
        """Return who takes over."""
        return tuple(int(item.data(0, ID)) for item in self.takers.items() if item.checkState(0) == _ON)

    def given(self) -> dict[int, int]:
        """Return customer → who takes over there, as it would be done now."""
        takers = self.ticked()
        return split(self._holdings, HandOver(self._leaver, takers, self._chosen), self._present) if takers else {}

    def entered(self) -> HandOver | None:
        """Override ActDialog.entered."""
        takers = self.ticked()
        if not takers or not self.left.check(required=False):
            return None
        return HandOver(self._leaver, takers, dict(self._chosen), self.left.day())

    def _look(self) -> None:
        given = self.given()
        found = shares(self._holdings, given, self._leaver) if given else {}
        self.takers.blockSignals(True)
        for item in self.takers.items():
            share = found.get(int(item.data(0, ID)), Share(0, 0, 0))
            for column, text in enumerate(
                (f"{share.customers:,}", show.money(share.mrr, self._currency), f"{share.others:,}"), start=1
            ):
                item.setText(column, text)
        self.takers.blockSignals(False)
        for item in self.customers.items():
            taker = given.get(int(item.data(0, ID)), 0)
            item.setText(3, self._names.get(taker, show.DASH))
        n = sum(holding.owner_id == self._leaver for holding in self._holdings)
        self.take.set_text(_("Hand over {customers}").format(customers=words.counted(Kind.CUSTOMERS, n)))
        self.take.setEnabled(bool(given) or (bool(self.ticked()) and not self._holdings))

    @Slot()
    def _on_takers(self) -> None:
        takers = self.ticked()
        self._chosen = {customer: taker for customer, taker in self._chosen.items() if taker in takers}
        self._look()

    @Slot()
    def _on_selection(self) -> None:
        chosen = self.customers.chosen()
        self.to.setEnabled(bool(chosen))
        taken = {self._chosen.get(customer, _EVENLY) for customer in chosen}
        self.to.setCurrentIndex(self.to.findData(taken.pop()) if len(taken) == 1 else 0)

    @Slot(int)
    def _on_to(self, index: int) -> None:
        taker = int(self.to.itemData(index))
        for customer in self.customers.chosen():
            if taker == _EVENLY:
                self._chosen.pop(customer, None)
            else:
                self._chosen[customer] = taker
        if taker != _EVENLY:
            self.takers.blockSignals(True)
            for item in self.takers.items():
                if int(item.data(0, ID)) == taker:
                    item.setCheckState(0, _ON)
            self.takers.blockSignals(False)
        self._look()


def _summary(holdings: Sequence[Holding], leaver_id: int) -> str:
    parts = [words.counted(Kind.CUSTOMERS, sum(holding.owner_id == leaver_id for holding in holdings))]
    for name, kind in _PARTS:
        n = sum(int(getattr(holding, name)) for holding in holdings)
        if n:
            parts.append(words.counted(kind, n))
    listed = pgettext("between values", ", ").join(parts)
    return _("{what}. What is done stays as it is. One step, which can be undone.").format(what=listed)
