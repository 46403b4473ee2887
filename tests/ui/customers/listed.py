"""What a test of the customer list looks at."""

import datetime as dt

from pytestqt.qtbot import QtBot

from csops_desktop.domain.records import Record
from csops_desktop.ui.features.customer.form import CustomerForm
from csops_desktop.ui.features.customer.own_block import FormBlock
from csops_desktop.ui.features.customer.panel import CustomerPanel
from csops_desktop.ui.features.customers.page import CustomersPage

TODAY = dt.date(2026, 11, 24)


NAMES = ("青葉商事", "いろは器械", "うみかぜ運輸", "江戸川製紙", "おりべ紙器")


READINGS = ("あおば", "いろは", "うみかぜ", "えどがわ", "おりべ")


def shown_ids(page: CustomersPage) -> list[int]:
    return [id_ for id_ in page.pane.model.ids if id_ >= 0]


def shown_row(page: CustomersPage, qtbot: QtBot, id_: int) -> Record:
    row = page.pane.model.row_of(id_)
    assert row is not None
    qtbot.waitUntil(lambda: page.pane.model.record(row) is not None)
    found = page.pane.model.record(row)
    assert found is not None
    return found


def show_all_fields(panel: CustomerPanel) -> CustomerForm:
    block = panel.blocks["fields"]
    assert isinstance(block, FormBlock)
    block.open()
    assert block.form is not None
    return block.form
