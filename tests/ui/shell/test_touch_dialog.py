"""Suggested touch models by keyboard: follow one, follow all, leave with a reason, undo; the rules in the settings."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.touch import TouchRule
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.settings.members import MemberDialog, MembersSection
from csops_desktop.ui.features.settings.touch import TouchSection
from csops_desktop.ui.features.settings.touch_rule_dialog import RuleDialog
from csops_desktop.ui.features.touch.dialog import TouchDialog
from csops_desktop.ui.state import Workbench
from tests.ui.answers import Answers

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1100, 700)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def book(services: Services) -> dict[str, int]:
    """Three that are not served as the rules say, who pays most first."""
    made = {}
    for name, mrr, touch in (("大槻製作所", 600_000, "low"), ("中野商店", 120_000, None), ("小鳥園", 20_000, "high")):
        made[name] = services.customers.create({"name": name, "touch": touch}).value
        services.records.create(
            Kind.CONTRACTS, {"customer_id": made[name], "starts_on": dt.date(2026, 1, 1), "mrr": mrr}
        )
    return made


def _touches(services: Services, book: dict[str, int]) -> list[object]:
    return [row.values.get("touch") for row in services.customers.rows(list(book.values()))]


def _dialog(qtbot: QtBot, workbench: Workbench, parent: QWidget, customer: int | None = None) -> TouchDialog:
    dialog = TouchDialog(workbench, parent, customer)
    dialog.open()
    qtbot.waitUntil(lambda: workbench.tasks.idle() and dialog.table.current_id() is not None)
    return dialog


def test_a_follows_the_suggestion_of_the_line_and_undo_takes_it_back(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget, book: dict[str, int]
) -> None:
    dialog = _dialog(qtbot, workbench, parent, book["中野商店"])
    assert dialog.table.current_id() == book["中野商店"]
    QTest.keyClick(dialog.table, Qt.Key.Key_A)
    qtbot.waitUntil(dialog.undo_button.isVisible)
    qtbot.waitUntil(workbench.tasks.idle)
    assert _touches(services, book) == ["low", "low", "high"]
    assert dialog.note.text().startswith("Touch model of 中野商店")
    assert dialog.table.current_id() == book["小鳥園"], "the next line is current, and the next key means it"
    dialog.undo_button.click()
    qtbot.waitUntil(lambda: book["中野商店"] in dialog.model.ids)
    assert _touches(services, book) == ["low", None, "high"]
    dialog.close()


def test_all_are_followed_at_once_in_one_step(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget, book: dict[str, int]
) -> None:
    dialog = _dialog(qtbot, workbench, parent)
    QTest.keyClick(dialog.table, Qt.Key.Key_A, CTRL)
    assert dialog.follow_button.text() == "Follow for 3 customers"
    dialog.follow_button.click()
    qtbot.waitUntil(dialog.empty.isVisible)
    assert _touches(services, book) == ["high", "low", "tech"]
    services.history.undo()
    assert _touches(services, book) == ["low", None, "high"]
    dialog.close()


def test_one_is_left_as_it_is_with_the_reason_and_can_still_be_followed(
    qtbot: QtBot,
    workbench: Workbench,
    services: Services,
    parent: QWidget,
    book: dict[str, int],
    answers: Answers,
) -> None:
    dialog = _dialog(qtbot, workbench, parent)
    answers.lines.append("専任の担当がいる")
    QTest.keyClick(dialog.table, Qt.Key.Key_K)
    qtbot.waitUntil(dialog.undo_button.isVisible)
    qtbot.waitUntil(lambda: dialog.model.ids[-1] == book["大槻製作所"])
    assert answers.asked[0].title == "Why does 大槻製作所 stay as it is?"
    assert dialog.model.heading_at(0) == "To decide  2 customers"
    assert dialog.model.heading_at(3) == "Left as they are  1 customer"
    why = dialog.model.cell(4, len(dialog.model.columns) - 1)
    assert why is not None
    assert why.text == "専任の担当がいる"
    dialog.table.go_to(book["大槻製作所"])
    QTest.keyClick(dialog.table, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: _touches(services, book)[0] == "high")
    qtbot.waitUntil(workbench.tasks.idle)
    dialog.close()


def test_where_nothing_is_to_decide_the_dialog_says_so(qtbot: QtBot, workbench: Workbench, parent: QWidget) -> None:
    dialog = TouchDialog(workbench, parent)
    dialog.open()
    qtbot.waitUntil(dialog.empty.isVisible)
    assert not dialog.follow_button.isEnabled()
    dialog.close()


@pytest.mark.usefixtures("book")
def test_a_rule_is_added_moved_and_taken_away_in_the_settings(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget
) -> None:
    section = TouchSection(workbench, parent)
    parent.show()
    rules = section.rules
    qtbot.waitUntil(lambda: len(rules.list.items()) == 6)
    assert rules.effect.text() == "Of 3 customers with a running contract, 3 would get another touch model."
    rules.add_button.click()
    dialog = rules.findChild(RuleDialog)
    assert dialog is not None
    dialog.amounts["revenue_below"].line.setText("300000")
    dialog.touch.setCurrentIndex(dialog.touch.findData("high"))
    assert dialog.sentence.text() == "yearly revenue below ¥300,000 → High touch"
    # The one that pays little has high touch already: only two would change.
    qtbot.waitUntil(lambda: dialog.effect.text().endswith("2 would get another touch model."))
    dialog.take.click()
    qtbot.waitUntil(lambda: len(rules.list.items()) == 7)
    added = services.touch.rules()[5]
    assert (added.touch, added.revenue_below) == ("high", 300_000), "before the rule for all others"
    rules.list.setCurrentItem(rules.list.items()[5])
    QTest.keyClick(rules.list, Qt.Key.Key_Up, ALT)
    QTest.keyClick(rules.list, Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: workbench.tasks.idle() and services.touch.rules()[3].id == added.id)
    assert rules.at() == 3
    QTest.keyClick(rules.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(rules.list.items()) == 6)
    qtbot.waitUntil(workbench.tasks.idle)
    assert TouchRule("high", revenue_below=300_000, id=added.id) not in services.touch.rules()


def test_a_rule_that_can_never_hold_stays_in_its_dialog(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget
) -> None:
    section = TouchSection(workbench, parent)
    parent.show()
    qtbot.waitUntil(lambda: len(section.rules.list.items()) == 6)
    section.rules.edit()
    dialog = section.rules.findChild(RuleDialog)
    assert dialog is not None
    dialog.amounts["revenue_below"].line.setText("100")
    dialog.take.click()
    qtbot.waitUntil(lambda: workbench.tasks.idle() and dialog.take.isEnabled())
    assert dialog.isVisible()
    assert dialog.amounts["revenue_below"].line.property("invalid") == "true"
    assert services.touch.rules()[0].revenue_below is None
    dialog.reject()


def test_the_minutes_of_a_member_are_entered_and_stand_against_the_customers(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget, book: dict[str, int]
) -> None:
    tanaka = services.records.create(Kind.MEMBERS, {"name": "田中"}).value
    services.customers.edit(list(book.values()), "owner_id", tanaka)
    services.customers.edit(list(book.values()), "touch", "high")
    members, touch = MembersSection(workbench, parent), TouchSection(workbench, parent)
    parent.show()
    qtbot.waitUntil(lambda: workbench.tasks.idle() and members.current() is not None)
    assert touch.capacity.whole.text() == "12 h needed a month"
    members.edit()
    dialog = members.findChild(MemberDialog)
    assert dialog is not None
    row = dialog.rows["minutes"]
    row.line.setText("six hundred")
    dialog.take.click()
    assert dialog.isVisible()
    row.line.setText("６００")
    dialog.take.click()
    qtbot.waitUntil(lambda: touch.capacity.whole.text() == "12 h needed / 10 h ・ 2 h short")
    qtbot.waitUntil(workbench.tasks.idle)
