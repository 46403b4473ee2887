"""What the page of a customer says of its touch model: what is suggested, and which one there was since when."""

import datetime as dt

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customers.page import CustomersPage


@pytest.fixture
def customer(services: Services) -> int:
    """One that pays much and is served with low touch."""
    made = services.customers.create({"name": "大槻製作所", "touch": "tech"}).value
    services.customers.edit([made], "touch", "low")
    services.records.create(Kind.CONTRACTS, {"customer_id": made, "starts_on": dt.date(2026, 1, 1), "mrr": 600_000})
    return made


def test_the_suggestion_stands_below_the_name_until_it_is_followed(
    page: CustomersPage, customer: int, services: Services, qtbot: QtBot
) -> None:
    panel = page.panel.panel
    assert panel is not None
    notice = panel.head.touch
    qtbot.waitUntil(lambda: not notice.isHidden())
    assert notice.text.text() == "High touch is suggested: yearly revenue of ¥6,000,000 or more"
    page.workbench.tasks.operate(lambda: services.touch.confirm([customer]))
    qtbot.waitUntil(notice.isHidden)


def test_the_choice_of_the_touch_model_shows_what_it_was(page: CustomersPage, qtbot: QtBot) -> None:
    panel = page.panel.panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel.head.chips["touch"].text() == "Low touch")
    panel.head.chips["touch"].click()
    menu = panel.head.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()][-1] == "2026-11-24  Tech touch → Low touch"
    menu.close()
