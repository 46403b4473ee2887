"""The members in the settings: added, changed, deleted, and handing over, all by keyboard."""

import datetime as dt
from collections.abc import Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.handover import Holding
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.settings.handover import HandOverDialog
from csops_desktop.ui.features.settings.members import MemberDialog, MembersSection
from csops_desktop.ui.features.settings.page import SettingsPage
from csops_desktop.ui.state import Workbench
from tests.helpers.looks import differences, everything

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def section(qtbot: QtBot, workbench: Workbench) -> Iterator[MembersSection]:
    page = SettingsPage(workbench)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    yield page.members
    page.close()


def _open(qtbot: QtBot, section: MembersSection, kind: type[W]) -> W:
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in section.findChildren(kind)))
    return next(dialog for dialog in section.findChildren(kind) if dialog.isVisible())


def _shown(section: MembersSection) -> list[list[str]]:
    return [[item.text(column) for column in range(4)] for item in section.list.items()]


@pytest.fixture
def crowd(services: Services) -> dict[str, int]:
    """佐伯 has four customers and a promise; two others could take over."""
    ids = {
        name: services.records.create(Kind.MEMBERS, {"name": name, "reading": reading}).value
        for name, reading in (("佐伯 美緒", "1"), ("中村 拓", "2"), ("大野 空", "3"))
    }
    for n in range(4):
        customer = services.customers.create({"name": f"顧客{n}", "owner_id": ids["佐伯 美緒"]}).value
        services.records.create(
            Kind.CONTRACTS, {"customer_id": customer, "starts_on": dt.date(2026, 1, 1), "mrr": 1000 * n}
        )
    services.records.create(
        Kind.PROMISES, {"customer_id": customer, "text": "資料", "made_by": "us", "owner_id": ids["佐伯 美緒"]}
    )
    return ids


def test_a_member_is_added_changed_and_deleted(
    qtbot: QtBot, workbench: Workbench, services: Services, section: MembersSection
) -> None:
    section.add_button.setFocus()
    QTest.keyClick(section.add_button, Qt.Key.Key_Space)
    dialog = _open(qtbot, section, MemberDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()  # a name is needed
    for name, text in (("name", "佐伯 美緒"), ("reading", "さえき みお"), ("role", "CSM")):
        dialog.rows[name].line.setText(text)
    with qtbot.waitSignal(workbench.tasks.done):
        QTest.keyClick(dialog.rows["role"].line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _shown(section) == [["佐伯 美緒", "CSM", "", ""]])
    QTest.keyClick(section.list, Qt.Key.Key_Return)
    dialog = _open(qtbot, section, MemberDialog)
    dialog.left.line.setText("2026/11/1")
    with qtbot.waitSignal(workbench.tasks.done):
        QTest.keyClick(dialog.left.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _shown(section) == [["佐伯 美緒", "CSM", "", "left 2026-11-01"]])
    assert workbench.crew.crew.offered() == ()
    with qtbot.waitSignal(workbench.tasks.done):
        QTest.keyClick(section.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: _shown(section) == [])
    services.history.undo()
    assert [name for _id, name in services.records.names(Kind.MEMBERS)] == ["佐伯 美緒"]


def test_a_leaving_member_hands_over_in_one_step(
    qtbot: QtBot, workbench: Workbench, services: Services, section: MembersSection, crowd: dict[str, int]
) -> None:
    workbench.crew.be(crowd["中村 拓"])
    qtbot.waitUntil(lambda: _shown(section)[:2] == [["佐伯 美緒", "", "4", ""], ["中村 拓", "", "", "you"]])
    before = everything(services)
    section.list.setCurrentItem(section.list.items()[0])
    section.hand_over_button.setFocus()
    QTest.keyClick(section.hand_over_button, Qt.Key.Key_Space)
    dialog = _open(qtbot, section, HandOverDialog)
    assert [item.text(1) for item in dialog.takers.items()] == ["4", "0"]  # the first is ticked
    dialog.takers.setFocus()
    QTest.keyClick(dialog.takers, Qt.Key.Key_Down)
    QTest.keyClick(dialog.takers, Qt.Key.Key_Space)
    assert [item.text(1) for item in dialog.takers.items()] == ["2", "2"]
    dialog.customers.setFocus()
    dialog.customers.setCurrentItem(dialog.customers.items()[0])
    largest = dialog.customers.items()[0].text(0)
    dialog.to.setCurrentIndex(dialog.to.findText("大野 空"))
    dialog.to.activated.emit(dialog.to.currentIndex())
    assert dialog.customers.items()[0].text(3) == "大野 空"
    assert [item.text(1) for item in dialog.takers.items()] == ["2", "2"]
    assert "4 customers" in dialog.take.text()
    with qtbot.waitSignal(workbench.tasks.done):
        QTest.keyClick(dialog.left.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row[2] for row in _shown(section)] == ["2", "2", ""])
    customer = services.customers.suggest(largest)[0][0]
    assert services.customers.get(customer).names["owner_id"] == "大野 空"
    assert services.members.crew().named(crowd["佐伯 美緒"]) is not None
    with qtbot.waitSignal(workbench.tasks.done):
        workbench.tasks.operate(services.history.undo)
    assert differences(everything(services), before) == {}
    qtbot.waitUntil(lambda: _shown(section)[0][2] == "4")


def test_alone_nobody_can_take_over(
    qtbot: QtBot, services: Services, workbench: Workbench, section: MembersSection
) -> None:
    workbench.tasks.operate(lambda: services.members.join("佐伯 美緒"))
    qtbot.waitUntil(lambda: len(_shown(section)) == 1)
    assert not section.hand_over_button.isEnabled()
    assert section.hand_over_button.toolTip()


def test_of_very_many_customers_the_largest_are_listed_and_all_change_hands(
    qtbot: QtBot, workbench: Workbench, services: Services, crowd: dict[str, int]
) -> None:
    saeki, nakamura = crowd["佐伯 美緒"], crowd["中村 拓"]
    holdings = [Holding(n, f"顧客{n}", saeki, mrr=10_000 - n) for n in range(1, 3001)]
    workbench.crew.be(nakamura)
    qtbot.waitUntil(lambda: len(workbench.crew.crew.members) == 3)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = HandOverDialog(workbench, services.records.get(Kind.MEMBERS, saeki), holdings, "JPY", window)
    listed = [item.text(0) for item in dialog.customers.items()]
    assert listed == [f"顧客{n}" for n in range(1, 501)], "who pays most comes first, and five hundred are shown"
    assert "3,000" in dialog.take.text()
    assert set(dialog.given()) == set(range(1, 3001))
    entered = dialog.entered()
    assert entered is not None
    assert entered.takers == (nakamura,)
