"""The list of the day ends where the minutes of the day end: the rest is folded, opens by key, and opens by itself."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.today.page import TodayPage
from csops_desktop.ui.preferences import TODAY_MINUTES
from csops_desktop.ui.state import PageId, Place, Workbench

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def book(services: Services) -> list[int]:
    """Six customers of low touch, 30 minutes a line, who pay less and less, each with something due today."""
    made = []
    for n in range(6):
        id_ = services.customers.create({"name": f"顧客{n}", "touch": "low"}).value
        services.records.create(
            Kind.CONTRACTS, {"customer_id": id_, "starts_on": TODAY - dt.timedelta(days=9), "mrr": 900 - n}
        )
        services.records.create(Kind.NEXT_ACTIONS, {"customer_id": id_, "title": "電話する", "due_on": TODAY})
        made.append(id_)
    return made


@pytest.fixture
def page(book: list[int], workbench: Workbench, qtbot: QtBot) -> TodayPage:
    """The page on a day that has two hours."""
    del book
    workbench.preferences.set(TODAY_MINUTES, 120)
    made = TodayPage(workbench)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.loaded)
    made.focus_content()
    return made


def _listed(page: TodayPage) -> list[int]:
    return [item.customer_id for item in page.queue.lines()]


def test_what_does_not_fit_is_folded_and_a_key_opens_it(page: TodayPage, book: list[int]) -> None:
    assert _listed(page) == book[:4]
    assert page.queue.rest.button.text() == "2 more customers do not fit into the day, 1 h"
    assert page.queue.meter.button.text() == "3 h / 2 h"
    QTest.keyClick(page.queue.table, Qt.Key.Key_R)
    assert _listed(page) == book
    assert page.queue.rest.button.text() == "Only what fits into the day"
    QTest.keyClick(page.queue.table, Qt.Key.Key_R)
    assert _listed(page) == book[:4]


def test_what_was_done_has_taken_its_time_so_the_day_comes_to_an_end(
    page: TodayPage, book: list[int], qtbot: QtBot
) -> None:
    for left in (book[1:4], book[2:4]):
        QTest.keyClick(page.queue.table, Qt.Key.Key_E)
        qtbot.waitUntil(lambda left=left: _listed(page) == left)  # type: ignore[misc]
    assert page.queue.meter.button.text() == "3 h / 2 h", "done and to do together"
    assert page.queue.rest.button.text() == "2 more customers do not fit into the day, 1 h"


def test_minutes_that_are_set_count_at_once_and_none_means_no_end(
    page: TodayPage, book: list[int], qtbot: QtBot
) -> None:
    page.workbench.preferences.set(TODAY_MINUTES, 30)
    qtbot.waitUntil(lambda: _listed(page) == book[:1])
    page.workbench.preferences.set(TODAY_MINUTES, 0)
    qtbot.waitUntil(lambda: _listed(page) == book)
    assert page.queue.rest.isHidden()
    assert page.queue.meter.isHidden()


def test_a_customer_that_is_asked_for_comes_out_of_the_fold(page: TodayPage, book: list[int]) -> None:
    page.open(book[5])
    assert page.current_customer() == book[5]
    assert _listed(page) == book


def test_the_meter_leads_to_where_the_minutes_are_set(page: TodayPage) -> None:
    asked: list[Place] = []
    page.workbench.navigator.requested.connect(asked.append)
    page.queue.meter.button.click()
    assert asked == [Place(PageId.SETTINGS, "touch")]
