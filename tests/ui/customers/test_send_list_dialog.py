"""The send list as a user asks for it: the count of who is left out, the file, the log on request."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.query import ListQuery
from csops_desktop.services.bundle import Services
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.customers.send_list import SendListDialog
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import Workbench
from tests.helpers.looks import differences, everything
from tests.ui.answers import Answers


@pytest.fixture
def book(services: Services) -> list[int]:
    ids = [services.customers.create({"name": name}).value for name in ("クルミ商事", "㐂久屋", "まるやま園芸")]
    people: list[tuple[int, str, dict[str, object]]] = [
        (ids[0], "=田島", {"mail": "tajima@kurumi.example"}),
        (ids[0], "佐伯", {"mail": "saeki@kurumi.example", "opted_out": True}),
        (ids[0], "中村", {"mail": "nakamura@kurumi.example", "left_on": dt.date(2026, 3, 31)}),
        (ids[0], "大野", {"mail": "ono@kurumi.example", "left_on": dt.date(2027, 3, 31)}),
        (ids[1], "㐂多", {"mail": "kita@kikuya.example"}),
        (ids[1], "井上", {}),
        (ids[2], "佐伯", {"mail": "Saeki@kurumi.example"}),
    ]
    for customer, name, values in people:
        services.records.create(Kind.CONTACTS, {"customer_id": customer, "name": name, **values})  # type: ignore[dict-item]
    return ids


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget, book: list[int]) -> SendListDialog:
    del book
    workbench.tasks.done.connect(workbench.messages.outcome)
    made = SendListDialog(workbench, parent, services.customers.find(ListQuery()).ids)
    made.open()
    qtbot.waitUntil(made.write_button.isEnabled)
    return made


def _rows(path: Path, encoding: str = "utf-8-sig") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def test_who_is_left_out_is_counted_with_why(dialog: SendListDialog) -> None:
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    for text in ("Do not want mail", "Have left the customer", "Have no mail address"):
        assert text in shown
    assert "3 contacts" in shown
    assert "2 contacts" in shown  # who said no at one customer is not written to at another


def test_the_file_holds_exactly_who_may_be_written_to(
    qtbot: QtBot,
    workbench: Workbench,
    services: Services,
    answers: Answers,
    toasts: list[Toast],
    dialog: SendListDialog,
    tmp_path: Path,
) -> None:
    answers.files = [tmp_path / "send.csv"]
    before = everything(services)
    qtbot.keyClick(dialog.write_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(toasts))
    rows = _rows(tmp_path / "send.csv")
    assert [row[1] for row in rows[1:]] == ["'=田島", "大野", "㐂多"]
    assert [row[0] for row in rows[1:]] == ["クルミ商事", "クルミ商事", "㐂久屋"]
    assert "4 people left out" in toasts[0].text
    assert differences(everything(services), before) == {}
    assert workbench.tasks.idle()


def test_the_mail_is_logged_on_request_once_for_each_customer_and_as_one_step(
    qtbot: QtBot,
    workbench: Workbench,
    services: Services,
    answers: Answers,
    dialog: SendListDialog,
    book: list[int],
    tmp_path: Path,
) -> None:
    before = everything(services)
    answers.files = [tmp_path / "send.csv"]
    dialog.log.click()
    dialog.write_button.click()
    assert not (tmp_path / "send.csv").exists()  # a mail without a subject is not logged
    dialog.subject.insert("年末のお知らせ")
    with qtbot.waitSignal(workbench.tasks.done):
        dialog.write_button.click()
    logged = [services.customers.related(customer, Kind.ACTIVITIES) for customer in book]
    assert [len(found) for found in logged] == [1, 1, 0]
    assert logged[0][0].values["subject"] == "年末のお知らせ"
    assert (logged[0][0].values["kind"], logged[0][0].values["two_way"]) == ("mail", False)
    services.history.undo()
    assert differences(everything(services), before) == {}


def test_characters_that_cp932_lacks_are_told(
    qtbot: QtBot, answers: Answers, dialog: SendListDialog, tmp_path: Path
) -> None:
    answers.files = [tmp_path / "send.csv"]
    dialog.format.choose("cp932")
    dialog.write_button.click()
    qtbot.waitUntil(lambda: bool(answers.asked))
    assert "㐂" in answers.asked[0].body
    assert _rows(tmp_path / "send.csv", "cp932")[3][1] == "〓多"


def test_nobody_to_write_to_is_said(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget, book: list[int]
) -> None:
    dialog = SendListDialog(workbench, parent, book[2:])
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.note.text()))
    assert not dialog.write_button.isEnabled()
    assert services.send_lists.choose(book[2:]).nobody == 1


def test_the_list_page_offers_it_for_what_is_listed(qtbot: QtBot, workbench: Workbench, book: list[int]) -> None:
    page = CustomersPage(workbench)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    qtbot.waitUntil(lambda: page.pane.count() == len(book))
    assert ActionId.SEND_LIST in page.supported()
    page.trigger(ActionId.SEND_LIST)
    dialog = page.findChild(SendListDialog)
    assert dialog is not None
    assert "3 customers" in dialog.windowTitle()
    dialog.reject()
