"""The ten-second log as a person uses it: by keyboard, from any page, with an input method, with mails."""

import datetime as dt
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Record
from csops_desktop.services.bundle import Services
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.log.attendance import AttendanceDialog
from csops_desktop.ui.features.log.bar import LogBar
from csops_desktop.ui.features.log.day_popover import DayPopover
from csops_desktop.ui.features.log.draft import Draft, from_text, to_text
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import PageId, Place, Workbench
from csops_desktop.ui.widgets.people_picker import PeoplePopover

TODAY = dt.date(2026, 11, 24)
FRIDAY = dt.date(2026, 11, 27)
NAMES = ("北稜精機株式会社", "Kaede Foods", "Maruyama Garden")
Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def ids(services: Services) -> list[int]:
    return [services.customers.create({"name": name, "touch": "high"}).value for name in NAMES]


@pytest.fixture
def window(qtbot: QtBot, workbench: Workbench, ids: list[int]) -> Iterator[MainWindow]:
    assert ids
    made = MainWindow(workbench, workbench.services.path)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.go(Place(PageId.HELP))
    with qtbot.waitSignal(made.painted):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(workbench.tasks.idle)
    yield made
    workbench.tasks.close()


class Hands:
    """Somebody at the keyboard; counts what is pressed besides words."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot = qtbot
        self._window = window
        self.actions = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
        """Press one key, or one combination, where the focus is."""
        self.actions += 1
        QTest.keyClick(self._focus(), key, modifier)
        QApplication.processEvents()

    def write(self, words: str) -> None:
        """Type words where the focus is."""
        QTest.keyClicks(self._focus(), words)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self._qtbot.waitUntil(self._window.workbench.tasks.idle)
        QApplication.processEvents()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window


@pytest.fixture
def hands(qtbot: QtBot, window: MainWindow) -> Hands:
    return Hands(qtbot, window)


@pytest.fixture
def bar(window: MainWindow, hands: Hands) -> LogBar:
    """The bar, opened from a page without customers."""
    hands.press(Key.Key_L, Mod.ControlModifier)
    made = window.log.bar
    assert made is not None
    hands.settle()
    return made


def _of(services: Services, customer: int, kind: Kind = Kind.ACTIVITIES) -> list[Record]:
    return services.customers.related(customer, kind)


def _shown(bar: LogBar, qtbot: QtBot, customer: int) -> None:
    qtbot.waitUntil(lambda: bar.contact.customer_ids() == (customer,))


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
    qtbot.waitUntil(lambda: bool(_of(services, ids[1])))
    (activity,) = _of(services, ids[1])
    assert activity.values["subject"] == "Talked about the renewal"
    assert (activity.values["kind"], activity.values["started_by"]) == ("meeting", "customer")
    assert (activity.values["two_way"], activity.values["happened_on"]) == (True, TODAY)
    (action,) = _of(services, ids[1], Kind.NEXT_ACTIONS)
    assert (action.values["title"], action.values["due_on"]) == ("send the offer", FRIDAY)
    qtbot.waitUntil(lambda: not bar.isVisible())
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[-1].text == "Logged for Kaede Foods: Meeting. Next: send the offer by 27 Nov 2026 (Fri)"
    assert toasts[-1].set_id is not None


def _contact(services: Services, customer: int, name: str) -> int:
    return services.records.create(Kind.CONTACTS, {"customer_id": customer, "name": name}).value


def test_whom_the_line_names_and_whom_one_ticks_is_kept(
    hands: Hands, window: MainWindow, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    first, second = (_contact(services, ids[1], name) for name in ("Mary Major", "Kei Tajima"))
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
    qtbot.waitUntil(lambda: bool(_of(services, ids[1])))
    (activity,) = _of(services, ids[1])
    assert activity.values["contacts"] == (first, second)
    services.history.undo()
    assert not _of(services, ids[1])


def test_without_contacts_nobody_is_asked_with_whom(bar: LogBar, ids: list[int], qtbot: QtBot) -> None:
    bar.begin([ids[0]], None)
    _shown(bar, qtbot, ids[0])
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
    _shown(bar, qtbot, ids[2])
    hands.write("Left a message")
    hands.press(Key.Key_Return)
    assert hands.actions == 2
    qtbot.waitUntil(lambda: bool(_of(services, ids[2])))
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
    _shown(bar, qtbot, ids[1])
    bar.contact.line.setFocus()
    hands.write("x")
    page.pane.table.setFocus()
    page.pane.table.go_to(ids[2])
    hands.settle()
    assert bar.contact.customer_ids() == (ids[1],)


def test_esc_closes_and_nothing_typed_is_lost(
    hands: Hands, bar: LogBar, window: MainWindow, ids: list[int], qtbot: QtBot
) -> None:
    bar.whom.show(ids[0])
    _shown(bar, qtbot, ids[0])
    bar.contact.line.setFocus()
    hands.write("half a sentence")
    hands.press(Key.Key_Escape)
    assert not bar.isVisible()
    window.go(Place(PageId.SETTINGS))
    hands.press(Key.Key_L, Mod.ControlModifier)
    assert bar.isVisible()
    assert bar.contact.line.text() == "half a sentence"
    assert bar.contact.customer_ids() == (ids[0],)


def test_what_is_typed_outlives_the_program(
    hands: Hands, bar: LogBar, window: MainWindow, workbench: Workbench, ids: list[int], qtbot: QtBot
) -> None:
    bar.whom.show(ids[1])
    _shown(bar, qtbot, ids[1])
    bar.contact.line.setFocus()
    hands.write("half a sentence")
    bar.next.choose(FRIDAY)
    window.close()
    again = MainWindow(workbench, workbench.services.path)
    qtbot.addWidget(again)
    again.go(Place(PageId.HELP))
    with qtbot.waitSignal(again.painted):
        again.show()
    qtbot.waitUntil(workbench.tasks.idle)
    again.open_log()
    made = again.log.bar
    assert made is not None
    qtbot.waitUntil(lambda: made.contact.line.text() == "half a sentence")
    assert made.contact.customer_ids() == (ids[1],)
    assert made.next.chosen_day() == FRIDAY
    assert "half a sentence" not in workbench.profile.preferences.read_text("utf-8")


def test_a_draft_that_arrives_late_waits_for_its_turn(hands: Hands, bar: LogBar, ids: list[int], qtbot: QtBot) -> None:
    bar.pin.setChecked(True)
    bar.whom.show(ids[0])
    _shown(bar, qtbot, ids[0])
    bar.contact.line.setFocus()
    hands.write("new")
    bar.restore(to_text(Draft(customers=(ids[1],), name="Kaede Foods", text="older")))
    assert bar.contact.line.text() == "new"
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bar.contact.line.text() == "older")
    assert bar.contact.customer_ids() == (ids[1],)


@pytest.mark.parametrize("kept", ["", "[", "[]", "{}", '{"customers": "x"}', '{"customers": [1], "day": 3}'])
def test_a_draft_that_cannot_be_read_is_none(kept: str) -> None:
    assert from_text(kept) is None


def test_a_draft_comes_back_as_it_was() -> None:
    draft = Draft("mail", (3, 4), "", "会議の件", "本文\n二行", True, False, TODAY, "電話", FRIDAY)
    assert from_text(to_text(draft)) == draft
    assert to_text(Draft("mail", (3, 4))) == ""


def test_the_enter_of_the_input_method_does_not_save(
    hands: Hands, bar: LogBar, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    bar.whom.show(ids[0])
    _shown(bar, qtbot, ids[0])
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
    assert _of(services, ids[0]) == []
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: len(_of(services, ids[0])) == 1)


def test_ctrl_enter_saves_from_anywhere_and_twice_is_once(
    hands: Hands, bar: LogBar, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    bar.whom.show(ids[0])
    _shown(bar, qtbot, ids[0])
    bar.contact.line.setText("done")
    bar.next.line.setFocus()
    hands.press(Key.Key_Return, Mod.ControlModifier)
    bar.save()
    hands.settle()
    assert len(_of(services, ids[0])) == 1


@pytest.mark.parametrize("given", ["nothing", "customer", "day"])
def test_what_is_missing_is_said_and_the_cursor_stands_there(
    bar: LogBar, services: Services, ids: list[int], qtbot: QtBot, given: str
) -> None:
    if given != "nothing":
        bar.whom.show(ids[0])
        _shown(bar, qtbot, ids[0])
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
    _shown(bar, qtbot, ids[0])
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
        _shown(bar, qtbot, customer)
        bar.contact.line.setText("done")
        bar.save()
        qtbot.waitUntil(lambda: not bar.contact.line.text())
        assert bar.isVisible()
        qtbot.waitUntil(bar._bench.tasks.idle)  # noqa: SLF001 (nothing is on its way any more)
        assert bar.says.text() == ""
    assert [len(_of(services, customer)) for customer in ids] == [1, 1, 0]


def test_the_toast_undoes_the_log_and_stands_clear_of_the_bar(
    bar: LogBar, window: MainWindow, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    bar.pin.click()
    bar.whom.show(ids[0])
    _shown(bar, qtbot, ids[0])
    bar.contact.line.setText("done")
    with qtbot.waitSignal(window.workbench.tasks.done):
        bar.save()
    assert window.toast.geometry().bottom() < bar.geometry().top()
    with qtbot.waitSignal(window.workbench.tasks.done):
        window.toast._undo.click()  # noqa: SLF001 (the button as the user presses it)
    assert _of(services, ids[0]) == []


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
    qtbot.waitUntil(lambda: len(_of(services, ids[1])) == 1)
    assert _of(services, ids[1])[0].values["body"] == "Attended: Tajima"
    assert _of(services, ids[1])[0].names["contacts"] == "Tajima"  # as data too
    assert [_of(services, ids[at])[0].values["two_way"] for at in (0, 1)] == [False, True]
    assert _of(services, ids[2]) == []
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
    _shown(bar, qtbot, ids[1])
    contact = bar.contact
    assert (contact.line.text(), contact.body) == ("請求書の件", "確認しました。")
    assert (contact.kinds.current(), contact.theirs.isChecked()) == ("mail", True)
    assert contact.happened_on() == dt.date(2026, 11, 20)
    bar.save()
    qtbot.waitUntil(lambda: bool(_of(services, ids[1])))
    assert _of(services, ids[1])[0].values["body"] == "確認しました。"


def test_a_mail_from_nobody_asks_for_the_customer_and_several_come_in_turn(
    bar: LogBar, services: Services, ids: list[int], mail: Callable[[str], Path], qtbot: QtBot
) -> None:
    services.records.create(Kind.CONTACTS, {"customer_id": ids[2], "name": "Garden", "mail": "g@maruyama.example"})
    _drop(bar, mail("nobody@nowhere.example"), mail("g@maruyama.example"))
    qtbot.waitUntil(lambda: bar.contact.line.text() == "請求書の件")
    qtbot.waitUntil(bar.contact.customer.hasFocus)
    assert bar.says.text()
    bar.whom.show(ids[0])
    _shown(bar, qtbot, ids[0])
    bar.save()
    _shown(bar, qtbot, ids[2])
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
