"""In a team the list of the day is one's own until one asks for everybody's."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.today.page import TodayPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place, Workbench

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def people(services: Services) -> tuple[int, int]:
    """Two members, each with a customer that something is due for."""
    ids = [services.records.create(Kind.MEMBERS, {"name": name}).value for name in ("佐伯 美緒", "中村 拓")]
    for who, name in zip(ids, ("青葉", "いろは"), strict=True):
        customer = services.customers.create({"name": name, "owner_id": who}).value
        services.records.create(
            Kind.NEXT_ACTIONS, {"customer_id": customer, "title": "電話する", "due_on": TODAY, "owner_id": who}
        )
    return ids[0], ids[1]


def _today(qtbot: QtBot, workbench: Workbench) -> TodayPage:
    page = TodayPage(workbench)
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.show()
    qtbot.waitUntil(lambda: page.loaded and workbench.tasks.idle())
    return page


def _names(page: TodayPage) -> list[str]:
    return [item.name for item in page.queue.lines()]


def test_m_shows_mine_or_everybodys_and_is_remembered(
    qtbot: QtBot, workbench: Workbench, services: Services, people: tuple[int, int]
) -> None:
    workbench.tasks.operate(lambda: services.members.join("大野 空"))
    qtbot.waitUntil(lambda: len(workbench.crew.crew.members) == 3)
    workbench.crew.be(people[0])
    page = _today(qtbot, workbench)
    qtbot.waitUntil(lambda: _names(page) == ["青葉"])
    assert page.queue.whose.isVisible()
    with qtbot.waitSignal(page.counted) as counted:
        QTest.keyClick(page.queue.table, Qt.Key.Key_M)
    assert counted.args == [2]
    assert sorted(_names(page)) == ["いろは", "青葉"]
    assert workbench.preferences.get(prefs.TODAY_WHOSE) == "all"
    with qtbot.waitSignal(page.counted):
        QTest.keyClick(page.queue.table, Qt.Key.Key_M)
    assert _names(page) == ["青葉"]


def test_nothing_of_mine_still_leads_to_everybodys(
    qtbot: QtBot, workbench: Workbench, services: Services, people: tuple[int, int]
) -> None:
    del people
    workbench.tasks.operate(lambda: services.members.join("大野 空"))
    qtbot.waitUntil(lambda: workbench.crew.me is not None)
    page = _today(qtbot, workbench)
    qtbot.waitUntil(lambda: page.queue.stack.currentWidget() is page.queue.nothing)
    assert page.queue.nothing._title.text() == "Nothing of yours today"  # noqa: SLF001 (what the user reads)
    page.queue.whose._group.button(1).click()  # noqa: SLF001 (the segment as the user clicks it)
    qtbot.waitUntil(lambda: len(_names(page)) == 2)


def test_alone_or_unnamed_there_is_no_choice(qtbot: QtBot, workbench: Workbench, people: tuple[int, int]) -> None:
    del people
    page = _today(qtbot, workbench)
    assert len(_names(page)) == 2
    assert not page.queue.whose.isVisible()
    QTest.keyClick(page.queue.table, Qt.Key.Key_M)
    assert len(_names(page)) == 2


def test_the_number_in_the_navigation_is_that_of_the_list(
    qtbot: QtBot, workbench: Workbench, services: Services, people: tuple[int, int]
) -> None:
    workbench.tasks.operate(lambda: services.records.create(Kind.PRODUCTS, {"name": "会計"}))
    workbench.crew.be(people[1])
    qtbot.waitUntil(lambda: workbench.crew.me is not None)
    window = MainWindow(workbench, services.path)
    qtbot.addWidget(window)
    window.go(Place(PageId.CUSTOMERS))
    window.show()
    qtbot.waitUntil(lambda: window.badges.text(PageId.TODAY) == "1")
    window.close()


def test_a_new_customer_is_mine_unless_i_say_otherwise(
    qtbot: QtBot, workbench: Workbench, services: Services, people: tuple[int, int]
) -> None:
    workbench.crew.be(people[0])
    page = CustomersPage(workbench)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: workbench.tasks.idle() and page.knowledge.lookups.crew.me == people[0])
    for name, owner in (("霞設計", people[0]), ("槐工業", None)):
        page.trigger(ActionId.NEW_CUSTOMER)
        panel = page.panel.panel
        assert panel is not None
        form = panel.new_form
        assert form is not None
        assert form.editor("owner_id").choice() == people[0]
        field, box = panel.findChild(QLineEdit, "edit_name"), form.editor("owner_id").box
        assert field is not None
        assert isinstance(box, QComboBox)
        field.setText(name)
        if owner is None:
            box.setCurrentIndex(0)
        with qtbot.waitSignal(page.panel.created) as created:
            panel.take_new()
        assert services.customers.get(created.args[0]).values.get("owner_id") == owner
