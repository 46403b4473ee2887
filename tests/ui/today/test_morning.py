"""A morning at the keyboard: the window opens on the day, and its lines are worked off without the mouse."""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.today.page import TodayPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place, Workbench

TODAY = dt.date(2026, 11, 24)
Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def window(qtbot: QtBot, workbench: Workbench, services: Services) -> Iterator[MainWindow]:
    for name, mrr in (("青葉", 300), ("いろは", 200), ("うみ", 100)):
        id_ = services.customers.create(
            {"name": name, "touch": "high", "customer_since": TODAY - dt.timedelta(40)}
        ).value
        services.records.create(Kind.CONTRACTS, {"customer_id": id_, "starts_on": TODAY - dt.timedelta(40), "mrr": mrr})
    made = MainWindow(workbench, services.path)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.go(Place(PageId.TODAY))
    with qtbot.waitSignal(made.painted):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(lambda: len(_page(made).queue.lines()) == 3)
    yield made
    workbench.tasks.close()


def _page(window: MainWindow) -> TodayPage:
    page = window.load_page(PageId.TODAY)
    assert isinstance(page, TodayPage)
    return page


def _press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    QApplication.processEvents()


def _names(window: MainWindow) -> list[str]:
    return [item.name for item in _page(window).queue.lines()]


def test_a_call_is_logged_from_its_line_which_then_goes_and_the_next_is_at_hand(
    window: MainWindow, workbench: Workbench, services: Services, qtbot: QtBot
) -> None:
    page = _page(window)
    assert _names(window) == ["青葉", "いろは", "うみ"]
    first = page.current_customer()
    assert first is not None
    _press(window, Key.Key_L)
    bar = window.log.bar
    assert bar is not None
    qtbot.waitUntil(lambda: bar.contact.customer_ids() == (first,))
    QTest.keyClicks(QApplication.focusWidget() or window, "Talked about the renewal")
    _press(window, Key.Key_Return, Mod.ControlModifier)
    qtbot.waitUntil(lambda: _names(window) == ["いろは", "うみ"])
    qtbot.waitUntil(workbench.tasks.idle)
    assert services.customers.related(first, Kind.ACTIVITIES)
    assert window.badges.text(PageId.TODAY) == "2"
    qtbot.waitUntil(page.queue.table.hasFocus)
    _press(window, Key.Key_Down)
    assert page.current_customer() == page.queue.lines()[1].customer_id


def test_e_on_a_line_that_a_contact_settles_opens_the_log(
    window: MainWindow, workbench: Workbench, qtbot: QtBot
) -> None:
    first = _page(window).current_customer()
    _press(window, Key.Key_E)
    bar = window.log.bar
    assert bar is not None
    qtbot.waitUntil(lambda: bar.contact.customer_ids() == (first,))
    assert bar.contact.line.hasFocus()
    QTest.keyClicks(bar.contact.line, "Called")
    _press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: _names(window) == ["いろは", "うみ"])
    qtbot.waitUntil(workbench.tasks.idle)


def test_enter_shows_the_customer_and_alt_left_comes_back_to_the_line(window: MainWindow, qtbot: QtBot) -> None:
    page = _page(window)
    _press(window, Key.Key_Down)
    wanted = page.current_customer()
    _press(window, Key.Key_Return)
    customers = window.page()
    assert isinstance(customers, CustomersPage)
    qtbot.waitUntil(lambda: customers.panel.is_open() and customers.pane.table.current_id() == wanted)
    QTest.keyClick(window, Key.Key_Left, Mod.AltModifier)
    assert window.page() is page
    assert page.current_customer() == wanted
    assert page.queue.table.hasFocus()


def test_escape_leads_from_the_customer_back_to_the_day_also_after_walking_on(window: MainWindow, qtbot: QtBot) -> None:
    page = _page(window)
    _press(window, Key.Key_Return)
    customers = window.page()
    assert isinstance(customers, CustomersPage)
    qtbot.waitUntil(lambda: customers.whole.on)
    before = customers.current_customer()
    _press(window, Key.Key_Up, Mod.ControlModifier)
    qtbot.waitUntil(lambda: customers.current_customer() != before)
    _press(window, Key.Key_Escape)
    assert window.page() is page
    assert page.queue.table.hasFocus()
    window.go(Place(PageId.CUSTOMERS))
    assert customers.pane.isVisible()


def test_the_palette_opens_a_customer_in_full_and_the_page_in_the_navigation_is_the_list(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.commands.show_palette()
    palette = window.open_palette()
    palette.field.setText("うみ")
    qtbot.waitUntil(lambda: any(entry.key.startswith("customer:") for entry in palette.entries()))
    QTest.keyClick(palette.field, Key.Key_Return)
    customers = window.page()
    assert isinstance(customers, CustomersPage)
    qtbot.waitUntil(lambda: customers.whole.on)
    assert customers.context() == "うみ"
    _press(window, Key.Key_2, Mod.ControlModifier)
    assert not customers.whole.on


def test_put_off_all_and_the_day_is_done(window: MainWindow, qtbot: QtBot) -> None:
    for left in (2, 1, 0):
        _press(window, Key.Key_S)
        popup = QApplication.activePopupWidget()
        assert popup is not None
        QTest.keyClick(popup, Key.Key_1)
        qtbot.waitUntil(lambda n=left: len(_names(window)) == n)  # type: ignore[misc]
    assert window.badges.text(PageId.TODAY) == ""
    assert _page(window).panel.isHidden()
