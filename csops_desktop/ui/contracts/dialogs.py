"""The questions about a contract: for how long and how much, from when how much, when it ends and why."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from csops_desktop.domain import contract_life
from csops_desktop.domain.contract_life import Ending, Terms
from csops_desktop.domain.contracts import Contract
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Value
from csops_desktop.foundation.i18n import _, pgettext
from csops_desktop.ui.contracts.inputs import MoneyRow, ReasonRow
from csops_desktop.ui.contracts.subject import Subject
from csops_desktop.ui.tables.columns import ListContext
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.widgets.act_dialog import ActDialog
from csops_desktop.ui.widgets.buttons import Segment
from csops_desktop.ui.widgets.day_row import DayRow
from csops_desktop.ui.widgets.forms import FormRow
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show

_YES, _NO, _UNKNOWN = "yes", "no", "unknown"


class RenewDialog(ActDialog):
    """For how long and at which amount a contract is renewed; ``submitted`` gives ``Terms``."""

    def __init__(
        self, theme: Theme, subject: Subject, contract: Contract, context: ListContext, parent: QWidget
    ) -> None:
        title = _("Renew the contract of {name}?").format(name=subject.customer)
        start = "" if contract.renewal_on is None else show.date_with_weekday(contract.renewal_on)
        body = _("The renewal begins on {day}; the days before stay as they are.").format(day=start)
        super().__init__(theme, title, body, pgettext("verb of a dialog", "Renew"), parent)
        terms = contract_life.proposal(contract)
        self.until = DayRow(
            theme, "term_ends_on", words.field_name(Kind.CONTRACTS, "term_ends_on"), terms.term_ends_on, context.today
        )
        self.amount = MoneyRow(theme, words.field_name(Kind.CONTRACTS, "mrr"), terms.mrr, context.currency)
        notice = words.field_name(Kind.CONTRACTS, "notice_on")
        self.notice = DayRow(theme, "notice_on", notice, terms.notice_on, context.today)
        for row in (self.amount, self.until, self.notice):
            self.add_row(row.name, row)
        self.finish(self.amount.line)
        self.amount.line.selectAll()

    def entered(self) -> Terms | None:
        """Override ActDialog.entered."""
        amount = self.amount.amount()
        if not self.amount.check() or not self.until.check(required=False) or not self.notice.check(required=False):
            return None
        return None if amount is None else Terms(amount, self.until.day(), self.notice.day())


class AmountDialog(ActDialog):
    """From when a contract has another amount; ``submitted`` gives (day, amount)."""

    def __init__(self, theme: Theme, subject: Subject, context: ListContext, parent: QWidget) -> None:
        title = _("Change the amount of {name}?").format(name=subject.customer)
        body = _("The days before stay as they are. More is an upsell, less a reduction; the term stays.")
        super().__init__(theme, title, body, _("Change the amount"), parent)
        self.amount = MoneyRow(theme, words.field_name(Kind.CONTRACTS, "mrr"), subject.mrr, context.currency)
        self.day = DayRow(theme, "starts_on", _("From"), context.today, context.today)
        for row in (self.amount, self.day):
            self.add_row(row.name, row)
        self.finish(self.amount.line)
        self.amount.line.selectAll()

    def entered(self) -> tuple[dt.date, int] | None:
        """Override ActDialog.entered."""
        day, amount = self.day.day(), self.amount.amount()
        if not self.amount.check() or not self.day.check(required=True) or day is None or amount is None:
            return None
        return day, amount


class NewDialog(ActDialog):
    """A further contract of a customer; ``submitted`` gives the values of its fields."""

    def __init__(
        self, theme: Theme, subject: Subject, products: Sequence[tuple[int, str]], context: ListContext, parent: QWidget
    ) -> None:
        title = _("Add a contract for {name}?").format(name=subject.customer)
        body = _("Another product is a cross-sell, more of the same an upsell.")
        super().__init__(theme, title, body, _("Add the contract"), parent)
        self._customer_id = subject.customer_id
        self.product = QComboBox()
        self.product.addItem("", None)
        for id_, name in products:
            self.product.addItem(name, id_)
        product = FormRow(theme, self.product)
        product.set_words(words.field_name(Kind.CONTRACTS, "product_id"))
        self.amount = MoneyRow(theme, words.field_name(Kind.CONTRACTS, "mrr"), None, context.currency)
        self.start = DayRow(theme, "starts_on", _("From"), context.today, context.today)
        end = contract_life.months_after(context.today, 12) - dt.timedelta(days=1)
        until = words.field_name(Kind.CONTRACTS, "term_ends_on")
        self.until = DayRow(theme, "term_ends_on", until, end, context.today)
        self.add_row("product_id", product)
        for row in (self.amount, self.start, self.until):
            self.add_row(row.name, row)
        self.finish(self.product)

    def entered(self) -> dict[str, Value] | None:
        """Override ActDialog.entered."""
        if not (self.amount.check() and self.start.check(required=True) and self.until.check(required=False)):
            return None
        return {
            "customer_id": self._customer_id,
            "product_id": self.product.currentData(),
            "mrr": self.amount.amount(),
            "starts_on": self.start.day(),
            "term_ends_on": self.until.day(),
        }


class EndDialog(ActDialog):
    """When a contract ends and why, on two levels; ``submitted`` gives an ``Ending``."""

    def __init__(
        self, theme: Theme, subject: Subject, known: Sequence[str], context: ListContext, parent: QWidget
    ) -> None:
        title = _("End the contract of {name}?").format(name=subject.customer)
        lost = show.money(subject.mrr, context.currency)
        body = _("{mrr} a month ends. The reasons help to keep the next one.").format(mrr=lost)
        super().__init__(theme, title, body, _("End the contract"), parent)
        start = max(subject.renewal_on or context.today, context.today)
        self.day = DayRow(theme, "ended_on", _("First day without it"), start, context.today)
        self.said = ReasonRow(theme, words.field_name(Kind.CONTRACTS, "end_reason_said"), known)
        self.real = ReasonRow(theme, words.field_name(Kind.CONTRACTS, "end_reason_real"), known)
        self.avoidable = Segment((_YES, _NO, _UNKNOWN), self)
        self.avoidable.set_texts(
            [
                pgettext("the end of a contract was", "Avoidable"),
                pgettext("the end of a contract was", "Not avoidable"),
                pgettext("whether the end was avoidable", "Cannot be told"),
            ]
        )
        self.avoidable.choose(_UNKNOWN)
        self.add_row("ended_on", self.day)
        self.add_row("end_reason_said", self.said)
        self.add_row("end_reason_real", self.real)
        row = QHBoxLayout()
        row.addWidget(self.avoidable)
        row.addStretch(1)
        self.content.addLayout(row)
        self.finish(self.said.box)

    def entered(self) -> Ending | None:
        """Override ActDialog.entered."""
        day = self.day.day()
        if not self.day.check(required=True) or day is None:
            return None
        controllable = {_YES: True, _NO: False}.get(self.avoidable.current())
        return Ending(day, self.said.text(), self.real.text(), controllable)
