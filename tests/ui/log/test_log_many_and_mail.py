"""One log for many customers, and mails that are dropped on the bar."""

import datetime as dt
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.log.attendance import AttendanceDialog
from csops_desktop.ui.features.log.bar import LogBar
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place
from tests.ui.log.hands import Hands, Key, Mod, logged, wait_shown


def test_one_webinar_for_the_whole_list_with_who_attended(
    hands: Hands, window: MainWindow, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    services.records.create(Kind.CONTACTS, {"customer_id": ids[1], "name": "Tajima"})
    window.go(Place(PageId.CUSTOMERS))
    page = window.page()
    assert isinstance(page, CustomersPage)
    qtbot.waitUntil(lambda: page.pane.count() == 3)
    assert page.pane.footer.log_button.text() == "Log for the 3 of this list"
    hands.press(Key.Key_L, Mod.ControlModifier | Mod.ShiftModifier)
    bar = window.log.bar
    assert bar is not None
    assert bar.contact.people.text() == "3 customers"
    assert bar.save_button.text() == "Log for 3 customers"
    bar.contact.people.click()
    qtbot.waitUntil(lambda: bar.findChild(AttendanceDialog) is not None)
    dialog = bar.findChild(AttendanceDialog)
    assert dialog is not None
    tops = {top.text(0): top for top in dialog._tops()}  # noqa: SLF001 (the lines of the list)
    tajima = tops["Kaede Foods"].child(0)
    assert tajima is not None
    tajima.setCheckState(0, Qt.CheckState.Checked)
    tops["Maruyama Garden"].setCheckState(0, Qt.CheckState.Unchecked)
    dialog.take.click()
    qtbot.waitUntil(lambda: bar.contact.people.text() == "2 customers, 1 attended")
    hands.press(Key.Key_4, Mod.AltModifier)
    bar.contact.line.setText("Year-end webinar")
    bar.save()
    qtbot.waitUntil(lambda: len(logged(services, ids[1])) == 1)
    assert logged(services, ids[1])[0].values["body"] == "Attended: Tajima"
    assert logged(services, ids[1])[0].names["contacts"] == "Tajima"  # as data too
    assert [logged(services, ids[at])[0].values["two_way"] for at in (0, 1)] == [False, True]
    assert logged(services, ids[2]) == []
    services.history.undo()
    assert services.records.find(Kind.ACTIVITIES)[0] == 0


def test_the_selected_customers_only(window: MainWindow, ids: list[int], qtbot: QtBot) -> None:
    window.go(Place(PageId.CUSTOMERS))
    page = window.page()
    assert isinstance(page, CustomersPage)
    qtbot.waitUntil(lambda: page.pane.count() == 3)
    table = page.pane.table
    table.go_to(ids[1])
    qtbot.waitUntil(lambda: table.selected_ids() == [ids[1]])
    table.setFocus()
    QTest.keyClick(table, Key.Key_Down, Mod.ShiftModifier)
    chosen = table.selected_ids()
    assert len(chosen) == 2
    page.pane.footer.log_button.click()
    bar = window.log.bar
    assert bar is not None
    assert sorted(bar.contact.customer_ids()) == sorted(chosen)
    bar.contact.single.click()
    assert bar.contact.customer.hasFocus()


def _drop(target: QWidget, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    target.dropEvent(
        QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Mod.NoModifier)
    )


@pytest.fixture
def mail(tmp_path: Path) -> Callable[[str], Path]:
    """Make a mail from an address."""

    def make(sender: str) -> Path:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, "me@us.example", "請求書の件"
        message["Date"] = "Fri, 20 Nov 2026 10:00:00 +0900"
        message.set_content("確認しました。")
        path = tmp_path / f"{sender}.eml"
        path.write_bytes(message.as_bytes())
        return path

    return make


@pytest.mark.parametrize("where", ["bar", "window"])
def test_a_dropped_mail_fills_the_bar(
    bar: LogBar, window: MainWindow, services: Services, ids: list[int], mail: Callable[[str], Path], qtbot: QtBot, where: str
) -> None:  # fmt: skip
    services.records.create(Kind.CONTACTS, {"customer_id": ids[1], "name": "Tajima", "mail": "tajima@kaede.example"})
    _drop(bar if where == "bar" else window, mail("tajima@kaede.example"))
    wait_shown(bar, qtbot, ids[1])
    contact = bar.contact
    assert (contact.line.text(), contact.body) == ("請求書の件", "確認しました。")
    assert (contact.kinds.current(), contact.theirs.isChecked()) == ("mail", True)
    assert contact.happened_on() == dt.date(2026, 11, 20)
    bar.save()
    qtbot.waitUntil(lambda: bool(logged(services, ids[1])))
    assert logged(services, ids[1])[0].values["body"] == "確認しました。"


def test_a_mail_from_nobody_asks_for_the_customer_and_several_come_in_turn(
    bar: LogBar, services: Services, ids: list[int], mail: Callable[[str], Path], qtbot: QtBot
) -> None:
    services.records.create(Kind.CONTACTS, {"customer_id": ids[2], "name": "Garden", "mail": "g@maruyama.example"})
    _drop(bar, mail("nobody@nowhere.example"), mail("g@maruyama.example"))
    qtbot.waitUntil(lambda: bar.contact.line.text() == "請求書の件")
    qtbot.waitUntil(bar.contact.customer.hasFocus)
    assert bar.says.text()
    bar.whom.show(ids[0])
    wait_shown(bar, qtbot, ids[0])
    bar.save()
    wait_shown(bar, qtbot, ids[2])
    assert bar.isVisible()


def test_a_mail_does_not_replace_what_is_typed(
    hands: Hands, bar: LogBar, mail: Callable[[str], Path], qtbot: QtBot
) -> None:
    bar.contact.line.setFocus()
    hands.write("my own words")
    _drop(bar, mail("nobody@nowhere.example"))
    qtbot.waitUntil(lambda: bool(bar.contact.body))
    assert bar.contact.line.text() == "my own words"
    assert bar.contact.body == "請求書の件\n確認しました。"
