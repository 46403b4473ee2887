"""A page leads to the customer list with its conditions."""

import datetime as dt

from pytestqt.qtbot import QtBot

from csops_desktop.domain import level_filter
from csops_desktop.domain.query import Group, ListQuery
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customers.condition_editor import ConditionEditor
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.state import ListPlace, Workbench
from tests.helpers import levels


def _chips(page: CustomersPage) -> list[str]:
    return [chip.text() for chip in page.pane.chips.chips()]


def test_the_list_opens_with_the_conditions_and_says_them(
    workbench: Workbench, services: Services, qtbot: QtBot
) -> None:
    product = levels.product(services)
    two = levels.customer(services, product, "二", {dt.date(2026, 11, 1): 2})
    none = levels.customer(services, product, "未")
    page = CustomersPage(workbench)
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.open(ListPlace(ListQuery(filter=Group((level_filter.at_level(product, 2),)))))  # before anything is loaded
    page.show()
    qtbot.waitUntil(lambda: [id_ for id_ in page.pane.model.ids if id_ >= 0] == [two])
    assert _chips(page) == ["帳票Web配信: maturity Lv2"]
    page.pane.chips.chips()[0].click()
    editor = page.findChild(ConditionEditor)
    assert editor is not None
    assert editor.rows()[0].item() == level_filter.at_level(product, 2)
    editor.close()
    page.open(ListPlace(ListQuery(filter=Group((level_filter.picked([none], "Stuck"),)))))
    qtbot.waitUntil(lambda: [id_ for id_ in page.pane.model.ids if id_ >= 0] == [none])
    assert _chips(page) == ["Stuck 1 customer"]
