"""The customers that ask for something, as a small table with what each of them pays."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.requests import Asking
from csops_desktop.ui.tables.columns import Cell, Column, ListContext, Paint
from csops_desktop.ui.tables.line_table import LineTable
from csops_desktop.ui.tables.model import IdTableModel
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import fields as words
from csops_desktop.wording import values as show


class AskersTable(LineTable):
    """Names and amounts; Enter opens one."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self._asking: dict[int, Asking] = {}
        self._context = ListContext(dt.date.min)
        self._askers: IdTableModel[Asking] = IdTableModel(_columns(self._context), self._rows_of, _id_of, parent)
        super().__init__(self._askers, theme, parent)
        self.setAccessibleName(words.kind_name(Kind.CUSTOMERS))

    def asking(self) -> tuple[Asking, ...]:
        """Return those who are listed, in order."""
        return tuple(self._asking.values())

    def show_asking(self, customers: Sequence[Asking], context: ListContext) -> None:
        """List others."""
        if context != self._context:
            self._context = context
            self.retranslate()
        self._asking = {customer.id: customer for customer in customers}
        self._askers.refresh()
        self._askers.put(customers)
        self.show_ids(tuple(self._asking))

    def retranslate(self) -> None:
        """Set the texts again."""
        self.setAccessibleName(words.kind_name(Kind.CUSTOMERS))
        self._askers.set_columns(_columns(self._context))

    def _rows_of(self, ids: tuple[int, ...], then: Callable[[Sequence[Asking]], None]) -> None:
        then([self._asking[id_] for id_ in ids if id_ in self._asking])


def _columns(context: ListContext) -> list[Column]:
    name = partial(words.field_name, Kind.CUSTOMERS, "name")
    mrr = partial(words.field_name, Kind.CUSTOMERS, "mrr")
    return [
        Column("name", name, 160, _name, Paint.STRONG, sortable=False, stretch=True),
        Column("mrr", mrr, 100, partial(_paid, context), Paint.MONEY, sortable=False),
    ]


def _name(customer: Asking) -> Cell:
    return Cell(customer.name, hint=customer.name)


def _paid(context: ListContext, customer: Asking) -> Cell:
    return Cell(show.money(customer.mrr, context.currency))


def _id_of(customer: Asking) -> int:
    return customer.id
