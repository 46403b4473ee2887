"""The timeline on a customer's page as a user drives it: read on, look for words, narrow, put right, take back."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.timeline import PAGE, EntryKind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customer.activity_form import ActivityForm
from csops_desktop.ui.features.customer.timeline_block import TimelineBlock
from csops_desktop.ui.features.customer.timeline_filter import FilterPopover
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.widgets.people_picker import PeoplePopover

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def customer(services: Services) -> int:
    """A customer with two contacts and 70 entries, of which one speaks of 解約 in the middle of a long text."""
    made = services.customers.create({"name": "青葉学院"}).value
    for name in ("黒部 修", "宮下 あき"):
        services.records.create(Kind.CONTACTS, {"customer_id": made, "name": name})
    for n in range(70):
        values: dict[str, Value] = {
            "customer_id": made,
            "happened_on": TODAY - dt.timedelta(days=n),
            "kind": ("call", "mail")[n % 2],
            "subject": f"話{n}",
        }
        if n == 3:
            values["body"] = "前置き。" * 40 + "黒部さんから解約の相談があった。" + "続き。" * 40
        services.records.create(Kind.ACTIVITIES, values)
    return made


@pytest.fixture
def block(page: CustomersPage) -> TimelineBlock:
    assert page.panel.panel is not None
    found = page.panel.panel.blocks["timeline"]
    assert isinstance(found, TimelineBlock)
    found.rows.setFocus()
    return found


def _titles(block: TimelineBlock) -> list[str]:
    return [row.title for row in block.rows.rows]


def test_the_newest_entries_stand_there_and_more_come_while_one_scrolls(block: TimelineBlock, qtbot: QtBot) -> None:
    QAbstractItemModelTester(block.rows.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, block.rows)
    assert _titles(block) == [f"話{n}" for n in range(12)]
    assert block.rows.rows[0].lead == "24 Nov (Tue)"
    block.more.click()
    assert len(block.rows.rows) == PAGE
    assert block.rows.go_to((EntryKind.ACTIVITY, block.rows.rows[-1].key[1]))  # type: ignore[index]
    qtbot.waitUntil(lambda: len(block.rows.rows) == 70)


def test_two_characters_find_the_sentence_and_mark_it(block: TimelineBlock, qtbot: QtBot) -> None:
    QTest.keyClick(block.rows, Qt.Key.Key_F)
    assert block.filter.field.hasFocus()
    block.filter.field.insert("解約")
    QTest.keyClick(block.filter.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _titles(block) == ["話3"])
    (row,) = block.rows.rows
    assert row.query == "解約"
    assert "解約の相談" in row.short
    assert block.rows.hasFocus()
    QTest.keyClick(block.rows, Qt.Key.Key_Return)
    assert block.rows.is_open(row.key)
    block.filter.field.setFocus()
    QTest.keyClick(block.filter.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(block.rows.rows) == 12)


def test_it_is_narrowed_by_kind_and_widened_again(block: TimelineBlock, qtbot: QtBot) -> None:
    block.filter.chip.click()
    (popover,) = block.findChildren(FilterPopover)
    popover.kind.setCurrentIndex(popover.kind.findData("mail"))
    qtbot.waitUntil(lambda: _titles(block)[:2] == ["話1", "話3"])
    assert block.filter.chip.text() == "Mail"
    popover.way.setCurrentIndex(popover.way.findData(True))
    qtbot.waitUntil(block.rows.isHidden)
    popover.clear.click()
    qtbot.waitUntil(lambda: _titles(block)[:2] == ["話0", "話1"])
    assert block.filter.chip.text() == "Filter"


def test_an_entry_is_put_right_in_place_with_whom_it_was(
    block: TimelineBlock, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    QTest.keyClick(block.rows, Qt.Key.Key_Down)
    QTest.keyClick(block.rows, Qt.Key.Key_F2)
    form = block.form
    assert isinstance(form, ActivityForm)
    subject = form.editor("subject")
    assert isinstance(subject, QLineEdit)
    subject.setText("見積もりの相談")
    form.people.click()
    (popover,) = form.findChildren(PeoplePopover)
    QTest.keyClick(popover.list, Qt.Key.Key_Space)
    QTest.keyClick(popover.list, Qt.Key.Key_Return)
    assert form.people.text() == "宮下 あき"
    QTest.keyClick(subject, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: _titles(block)[1] == "見積もりの相談")
    assert block.rows.rows[1].note == "宮下 あき"
    assert block.rows.current() == block.rows.rows[1].key
    set_id = toasts[-1].set_id
    assert set_id is not None
    block.workbench.tasks.operate(lambda: services.history.undo_set(set_id))
    qtbot.waitUntil(lambda: (_titles(block)[1], block.rows.rows[1].note) == ("話1", ""))


def test_an_entry_is_deleted_and_comes_back(
    block: TimelineBlock, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    QTest.keyClick(block.rows, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: _titles(block)[0] == "話1")
    set_id = toasts[-1].set_id
    assert set_id is not None
    block.workbench.tasks.operate(lambda: services.history.undo_set(set_id))
    qtbot.waitUntil(lambda: _titles(block)[0] == "話0")


def test_an_old_entry_is_shown_open_with_its_words_marked(
    block: TimelineBlock, services: Services, customer: int, qtbot: QtBot
) -> None:
    wanted = services.timeline.read(customer, limit=99).entries[65].id
    block.go_to(wanted, "話65")
    qtbot.waitUntil(lambda: block.rows.current() == (EntryKind.ACTIVITY, wanted))
    assert block.rows.is_open((EntryKind.ACTIVITY, wanted))
    assert block.rows.hasFocus()


def test_an_empty_timeline_is_one_line(services: Services, page: CustomersPage, qtbot: QtBot) -> None:
    other = services.customers.create({"name": "いろは"}).value
    page.open(other)
    panel = page.panel.panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel.record is not None and panel.record.id == other)
    block = panel.blocks["timeline"]
    assert block.is_folded()
    with qtbot.waitSignal(page.workbench.navigator.logging) as asked:
        block.fold_line.click()
    assert asked.args == [[other]]
