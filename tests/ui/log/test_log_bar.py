"""The ten-second log as a person uses it: by keyboard, from any page, with an input method, with mails."""

import datetime as dt

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.log.bar import LogBar
from csops_desktop.ui.features.log.day_popover import DayPopover
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import PageId, Place, Workbench
from csops_desktop.ui.widgets.people_picker import PeoplePopover
from tests.ui.log.hands import FRIDAY, TODAY, Hands, Key, Mod, add_contact, logged, wait_shown


def test_a_call_with_the_next_step_takes_few_keys(
    hands: Hands, window: MainWindow, services: Services, ids: list[int], toasts: list[Toast], qtbot: QtBot
) -> None:
    hands.press(Key.Key_L, Mod.ControlModifier)
    hands.write("kaede")
    bar = window.log.bar
    assert bar is not None
    qtbot.waitUntil(lambda: [name for _id, name in bar.contact.customer.offered()] == ["Kaede Foods"])
    hands.press(Key.Key_Return)  # the first suggestion
    hands.press(Key.Key_2, Mod.AltModifier)  # a meeting
    hands.write("Talked about the renewal")
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Space)  # they began
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Tab)
    hands.write("send the offer fri")
    hands.press(Key.Key_Return)
    assert hands.actions <= 12
    qtbot.waitUntil(lambda: bool(logged(services, ids[1])))
    (activity,) = logged(services, ids[1])
    assert activity.values["subject"] == "Talked about the renewal"
    assert (activity.values["kind"], activity.values["started_by"]) == ("meeting", "customer")
    assert (activity.values["two_way"], activity.values["happened_on"]) == (True, TODAY)
    (action,) = logged(services, ids[1], Kind.NEXT_ACTIONS)
    assert (action.values["title"], action.values["due_on"]) == ("send the offer", FRIDAY)
    qtbot.waitUntil(lambda: not bar.isVisible())
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[-1].text == "Logged for Kaede Foods: Meeting. Next: send the offer by 27 Nov 2026 (Fri)"
    assert toasts[-1].set_id is not None


def test_whom_the_line_names_and_whom_one_ticks_is_kept(
    hands: Hands, window: MainWindow, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    first, second = (add_contact(services, ids[1], name) for name in ("Mary Major", "Kei Tajima"))
    hands.press(Key.Key_L, Mod.ControlModifier)
    hands.write("kaede")
    bar = window.log.bar
    assert bar is not None
    whom = bar.contact.whom
    qtbot.waitUntil(lambda: [name for _id, name in bar.contact.customer.offered()] == ["Kaede Foods"])
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: len(whom.people) == 2)
    hands.write("Called Mary about the offer")
    assert (whom.text(), whom.chosen()) == ("Mary Major", (first,))
    hands.press(Key.Key_W, Mod.AltModifier)
    (popover,) = whom.findChildren(PeoplePopover)
    QTest.keyClick(popover.list, Key.Key_Down)
    QTest.keyClick(popover.list, Key.Key_Space)
    QTest.keyClick(popover.list, Key.Key_Return)
    bar.contact.line.insert(", not Tajima")  # what was ticked by hand stays
    assert whom.text() == "Mary Major, Kei Tajima"
    QTest.keyClick(bar.contact.line, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(logged(services, ids[1])))
    (activity,) = logged(services, ids[1])
    assert activity.values["contacts"] == (first, second)
    services.history.undo()
    assert not logged(services, ids[1])


def test_without_contacts_nobody_is_asked_with_whom(bar: LogBar, ids: list[int], qtbot: QtBot) -> None:
    bar.begin([ids[0]], None)
    wait_shown(bar, qtbot, ids[0])
    qtbot.waitUntil(lambda: bar.whom.state is not None)
    assert bar.contact.whom.isHidden()


def test_from_the_list_the_customer_stands_there_already(
    hands: Hands, window: MainWindow, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    window.go(Place(PageId.CUSTOMERS))
    page = window.page()
    assert isinstance(page, CustomersPage)
    qtbot.waitUntil(lambda: page.pane.count() == 3)
    page.pane.table.go_to(ids[2])
    page.pane.table.setFocus()
    hands.press(Key.Key_L, Mod.ControlModifier)
    bar = window.log.bar
    assert bar is not None
    assert bar.contact.line.hasFocus()
    wait_shown(bar, qtbot, ids[2])
    hands.write("Left a message")
    hands.press(Key.Key_Return)
    assert hands.actions == 2
    qtbot.waitUntil(lambda: bool(logged(services, ids[2])))
    qtbot.waitUntil(page.pane.table.hasFocus)


def test_an_open_bar_follows_the_list_until_something_is_typed(
    hands: Hands, window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    window.go(Place(PageId.CUSTOMERS))
    page = window.page()
    assert isinstance(page, CustomersPage)
    qtbot.waitUntil(lambda: page.pane.count() == 3)
    page.pane.table.go_to(ids[0])
    hands.press(Key.Key_L, Mod.ControlModifier)
    bar = window.log.bar
    assert bar is not None
    page.pane.table.setFocus()
    page.pane.table.go_to(ids[1])
    wait_shown(bar, qtbot, ids[1])
    bar.contact.line.setFocus()
    hands.write("x")
    page.pane.table.setFocus()
    page.pane.table.go_to(ids[2])
    hands.settle()
    assert bar.contact.customer_ids() == (ids[1],)


def test_the_enter_of_the_input_method_does_not_save(
    hands: Hands, bar: LogBar, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    bar.whom.show(ids[0])
    wait_shown(bar, qtbot, ids[0])
    line = bar.contact.line
    line.setFocus()
    QApplication.sendEvent(line, QInputMethodEvent("でんわ", []))
    hands.press(Key.Key_Return)
    commit = QInputMethodEvent("", [])
    commit.setCommitString("電話")
    QApplication.sendEvent(line, commit)
    QTest.keyClick(line, Key.Key_Return)  # some platforms send it after the commit
    hands.settle()
    assert line.text() == "電話"
    assert logged(services, ids[0]) == []
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: len(logged(services, ids[0])) == 1)


def test_ctrl_enter_saves_from_anywhere_and_twice_is_once(
    hands: Hands, bar: LogBar, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    bar.whom.show(ids[0])
    wait_shown(bar, qtbot, ids[0])
    bar.contact.line.setText("done")
    bar.next.line.setFocus()
    hands.press(Key.Key_Return, Mod.ControlModifier)
    bar.save()
    hands.settle()
    assert len(logged(services, ids[0])) == 1


@pytest.mark.parametrize("given", ["nothing", "customer", "day"])
def test_what_is_missing_is_said_and_the_cursor_stands_there(
    bar: LogBar, services: Services, ids: list[int], qtbot: QtBot, given: str
) -> None:
    if given != "nothing":
        bar.whom.show(ids[0])
        wait_shown(bar, qtbot, ids[0])
    if given == "day":
        bar.contact.line.setText("done")
        bar.next.choose(FRIDAY)
    bar.save()
    wanted = {"nothing": bar.contact.customer, "customer": bar.contact.line, "day": bar.next.line}[given]
    assert wanted.hasFocus()
    assert wanted.property("invalid") == "true"
    assert bar.says.text()
    assert services.records.find(Kind.ACTIVITIES)[0] == 0


@pytest.mark.parametrize(
    ("words", "title", "due"),
    [
        ("見積もりを送る 金曜", "見積もりを送る", FRIDAY),
        ("send the offer next tue", "send the offer", dt.date(2026, 12, 1)),
        ("call back +3d", "call back", FRIDAY),
        ("資料 12/5", "資料", dt.date(2026, 12, 5)),
        ("ただの予定", "ただの予定", None),
    ],
)
def test_the_next_action_understands_its_day(bar: LogBar, words: str, title: str, due: dt.date | None) -> None:
    bar.next.line.setText(words)
    bar.next.line.textEdited.emit(words)
    assert bar.next.value() == (title, due)
    assert bar.next.due.current() == ("other" if due else "")


def test_the_usual_days_are_buttons(bar: LogBar) -> None:
    row = bar.next
    row.line.setText("send the offer fri")
    for key, day in (
        ("tomorrow", dt.date(2026, 11, 25)),
        ("monday", dt.date(2026, 11, 30)),
        ("week", dt.date(2026, 12, 1)),
        ("month", dt.date(2026, 12, 24)),
    ):
        row.due.chosen.emit(key)
        assert row.value() == ("send the offer", day)
        assert row.line.text() == "send the offer"  # what stands there is what is saved
        assert row.due.current() == key
    row.due.chosen.emit("month")
    assert row.value() == ("send the offer", None)
    row.line.setText("send the offer mon")
    row.choose(None)  # the word is no day
    assert row.value() == ("send the offer mon", None)


def test_any_other_day_is_typed_in_words(bar: LogBar, qtbot: QtBot) -> None:
    bar.next.due.chosen.emit("other")
    popover = bar.next.findChild(DayPopover)
    assert popover is not None
    QTest.keyClicks(popover.line, "eom")
    QTest.keyClick(popover.line, Key.Key_Return)
    assert bar.next.chosen_day() == dt.date(2026, 11, 30)
    qtbot.waitUntil(lambda: not popover.isVisible())


def test_yesterdays_call_counts_from_yesterday(bar: LogBar, services: Services, ids: list[int], qtbot: QtBot) -> None:
    bar.whom.show(ids[0])
    wait_shown(bar, qtbot, ids[0])
    bar.contact.line.setText("done")
    bar.contact.day_button.setFocus()
    QTest.keyClick(bar.contact.day_button, Key.Key_Return)  # presses the button; only fields and boxes save
    popover = bar.contact.findChild(DayPopover)
    assert popover is not None
    QTest.keyClicks(popover.line, "fri")  # a contact lies behind us: the Friday before
    QTest.keyClick(popover.line, Key.Key_Return)
    assert bar.contact.happened_on() == dt.date(2026, 11, 20)
    qtbot.waitUntil(lambda: bar.says.text() == "Next contact due by 4 Dec (Fri)")
    bar.save()
    qtbot.waitUntil(lambda: services.customers.get(ids[0]).values.get("last_contact_on") == dt.date(2026, 11, 20))


def test_kinds_by_key_and_their_usual_direction(hands: Hands, bar: LogBar) -> None:
    hands.press(Key.Key_3, Mod.AltModifier)
    assert (bar.contact.kinds.current(), bar.contact.two_way.isChecked()) == ("mail", False)
    hands.press(Key.Key_Up, Mod.ControlModifier)
    assert (bar.contact.kinds.current(), bar.contact.two_way.isChecked()) == ("meeting", True)
    hands.press(Key.Key_Down, Mod.ControlModifier)
    bar.contact.two_way.click()
    hands.press(Key.Key_1, Mod.AltModifier)
    hands.press(Key.Key_3, Mod.AltModifier)
    assert bar.contact.two_way.isChecked()  # said by the user, so it stays


def test_a_pinned_bar_waits_for_the_next_one(
    bar: LogBar, services: Services, workbench: Workbench, ids: list[int], qtbot: QtBot
) -> None:
    bar.pin.click()
    assert workbench.preferences.get(prefs.LOG_PINNED)
    for customer in ids[:2]:
        bar.whom.show(customer)
        wait_shown(bar, qtbot, customer)
        bar.contact.line.setText("done")
        bar.save()
        qtbot.waitUntil(lambda: not bar.contact.line.text())
        assert bar.isVisible()
        qtbot.waitUntil(bar._bench.tasks.idle)  # noqa: SLF001 (nothing is on its way any more)
        assert bar.says.text() == ""
    assert [len(logged(services, customer)) for customer in ids] == [1, 1, 0]


def test_the_toast_undoes_the_log_and_stands_clear_of_the_bar(
    bar: LogBar, window: MainWindow, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    bar.pin.click()
    bar.whom.show(ids[0])
    wait_shown(bar, qtbot, ids[0])
    bar.contact.line.setText("done")
    with qtbot.waitSignal(window.workbench.tasks.done):
        bar.save()
    assert window.toast.geometry().bottom() < bar.geometry().top()
    with qtbot.waitSignal(window.workbench.tasks.done):
        window.toast._undo.click()  # noqa: SLF001 (the button as the user presses it)
    assert logged(services, ids[0]) == []


def test_the_field_offers_the_latest_contacted_and_esc_closes_only_the_list(
    hands: Hands, bar: LogBar, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    services.records.create(Kind.ACTIVITIES, {"customer_id": ids[2], "kind": "call", "happened_on": TODAY})
    assert bar.contact.customer.hasFocus()
    hands.press(Key.Key_Down)
    qtbot.waitUntil(lambda: [id_ for id_, _name in bar.contact.customer.offered()] == [ids[2]])
    hands.press(Key.Key_Escape)
    assert bar.contact.customer.offered() == []
    assert bar.isVisible()
    hands.press(Key.Key_Down)
    qtbot.waitUntil(lambda: bool(bar.contact.customer.offered()))
    hands.press(Key.Key_Return)
    assert bar.contact.customer_ids() == (ids[2],)
    assert bar.contact.line.hasFocus()


def test_the_bar_changes_its_language(bar: LogBar, workbench: Workbench, qtbot: QtBot) -> None:
    english = bar.save_button.text()
    workbench.language.use("ja")
    qtbot.wait(1)
    assert bar.save_button.text() != english
    workbench.language.use("en")
    assert bar.save_button.text() == english
