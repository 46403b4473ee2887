"""The page of the day as a user drives it: read why, tick off, put off, open, and come to the end of it."""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops_desktop.domain.changes import Area
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.records import Value
from csops_desktop.foundation.clock import Clock, fixed
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.today.page import TodayPage
from csops_desktop.ui.features.today.pane import Sort
from csops_desktop.ui.features.today.snooze import SnoozePopover
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import PageId, Place, Workbench
from csops_desktop.ui.tables.columns import Cell

TODAY = dt.date(2026, 11, 24)
Book = dict[str, int]


def _day(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def _customer(services: Services, name: str, mrr: int, **fields: Value) -> int:
    id_ = services.customers.create({"name": name, "touch": "low", **fields}).value
    contract: dict[str, Value] = {"customer_id": id_, "starts_on": _day(-100), "mrr": mrr}
    services.records.create(Kind.CONTRACTS, contract)
    services.records.create(Kind.ACTIVITIES, {"customer_id": id_, "happened_on": _day(-1), "kind": "call"})
    return id_


def _action(services: Services, customer: int, title: str, days: int) -> None:
    services.records.create(Kind.NEXT_ACTIONS, {"customer_id": customer, "title": title, "due_on": _day(days)})


@pytest.fixture
def book(services: Services) -> Book:
    """Late, today (two), this week, over the cadence, and one with nothing to do."""
    ids = {
        name: _customer(services, name, mrr)
        for name, mrr in (("青葉", 100), ("いろは", 500), ("うみ", 900), ("えど", 300), ("おりべ", 50))
    }
    _action(services, ids["青葉"], "見積もりを送る", -2)
    _action(services, ids["青葉"], "議題を送る", 3)
    _action(services, ids["いろは"], "電話する", 0)
    _action(services, ids["うみ"], "資料を作る", 0)
    _action(services, ids["えど"], "訪問を決める", 5)
    services.records.create(Kind.PROMISES, {"customer_id": ids["えど"], "text": "手順書を渡す", "due_on": _day(7)})
    ids["かえで"] = services.customers.create({"name": "かえで", "touch": "high", "customer_since": _day(-40)}).value
    services.records.create(Kind.CONTRACTS, {"customer_id": ids["かえで"], "starts_on": _day(-40), "mrr": 700})
    return ids


@pytest.fixture
def page(book: Book, workbench: Workbench, qtbot: QtBot) -> Iterator[TodayPage]:
    del book
    workbench.tasks.done.connect(workbench.messages.outcome)
    made = _open(workbench, qtbot)
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)


def _open(workbench: Workbench, qtbot: QtBot) -> TodayPage:
    page = TodayPage(workbench)
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: page.loaded)
    page.focus_content()
    return page


def _names(page: TodayPage) -> list[str]:
    return [item.name for item in page.queue.lines()]


def _press(page: TodayPage, key: Qt.Key) -> None:
    QTest.keyClick(page.queue.table, key)


def _current(page: TodayPage) -> str:
    id_ = page.current_customer()
    return next((item.name for item in page.queue.lines() if item.customer_id == id_), "")


def _headings(page: TodayPage) -> list[str]:
    model = page.queue.model
    return [words for row in range(len(model.ids)) if (words := model.heading_at(row)) is not None]


def _cell(page: TodayPage, customer: int, column: int) -> Cell:
    row = page.queue.model.row_of(customer)
    assert row is not None
    cell = page.queue.model.cell(row, column)
    assert cell is not None
    return cell


def _popover(page: TodayPage) -> SnoozePopover:
    return next(found for found in page.findChildren(SnoozePopover) if found.isVisible())


def test_the_list_says_what_for_whom_why_and_by_when(page: TodayPage, book: Book) -> None:
    assert _names(page) == ["青葉", "うみ", "かえで", "いろは", "えど"]
    headings = [
        "Act first  1 customer ・ 30 min",
        "Today  3 customers ・ 1 h 56 min",
        "This week  1 customer ・ 30 min",
    ]
    assert _headings(page) == headings
    assert _cell(page, book["青葉"], 0).text == "青葉: 見積もりを送る (Next action, 2 days late) +1 more"
    never = "no contact logged yet, 40 days since the start (every 14)"
    assert _cell(page, book["かえで"], 0).text == f"かえで: Get in touch ({never})"
    assert (_cell(page, book["うみ"], 1).text, _cell(page, book["うみ"], 2).first) == ("¥900", "24 Nov (Tue)")
    assert _cell(page, book["青葉"], 2).text == "2 days over 22 Nov (Sun)"
    assert page.status() == "5 lines"


def test_the_first_line_is_current_and_arrows_walk_over_the_headings(page: TodayPage) -> None:
    seen = [_current(page)]
    for _step in range(5):
        _press(page, Qt.Key.Key_Down)
        seen.append(_current(page))
    assert seen == ["青葉", "うみ", "かえで", "いろは", "えど", "えど"]
    for _step in range(5):
        _press(page, Qt.Key.Key_Up)
    assert _current(page) == "青葉"


def test_home_end_and_pages_stay_on_the_lines_and_a_heading_cannot_be_chosen(page: TodayPage) -> None:
    for key, name in (
        (Qt.Key.Key_End, "えど"), (Qt.Key.Key_Home, "青葉"), (Qt.Key.Key_PageDown, "えど"), (Qt.Key.Key_PageUp, "青葉"),
    ):  # fmt: skip
        _press(page, key)
        assert _current(page) == name
    table = page.queue.table
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(2, 0)).center()
    )
    assert _current(page) == "青葉"
    assert not page.panel.isHidden()


def test_e_ticks_off_and_goes_on_with_the_next_line(
    page: TodayPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    _press(page, Qt.Key.Key_Down)
    _press(page, Qt.Key.Key_E)
    assert _current(page) == "かえで"
    qtbot.waitUntil(lambda: _names(page) == ["青葉", "かえで", "いろは", "えど"])
    assert _current(page) == "かえで"
    assert toasts[-1].text == "Done for うみ: 資料を作る"
    (done,) = services.customers.related(book["うみ"], Kind.NEXT_ACTIONS)
    assert done.values["done_on"] == TODAY
    set_id = toasts[-1].set_id
    assert set_id is not None
    page.workbench.tasks.operate(lambda: services.history.undo_set(set_id))
    qtbot.waitUntil(lambda: _names(page) == ["青葉", "うみ", "かえで", "いろは", "えど"])
    assert _current(page) == "かえで"


def test_e_twice_in_a_row_ticks_off_two_lines(page: TodayPage, services: Services, book: Book, qtbot: QtBot) -> None:
    page.queue.table.go_to(book["いろは"])
    _press(page, Qt.Key.Key_E)
    _press(page, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: [item.reason.text for item in page.queue.lines()][-1] == "手順書を渡す")
    assert _names(page) == ["青葉", "うみ", "かえで", "えど"]
    assert services.customers.related(book["えど"], Kind.NEXT_ACTIONS)[0].values["done_on"] == TODAY


def test_what_only_a_contact_settles_says_so(
    page: TodayPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    page.queue.table.go_to(book["かえで"])
    _press(page, Qt.Key.Key_E)
    assert toasts[-1].text == "This goes once a contact is logged"
    assert toasts[-1].set_id is None
    page.workbench.tasks.operate(
        lambda: services.records.create(
            Kind.ACTIVITIES, {"customer_id": book["かえで"], "happened_on": TODAY, "kind": "call"}
        )
    )
    qtbot.waitUntil(lambda: "かえで" not in _names(page))
    assert _current(page) == "いろは"  # the place is kept


def test_l_asks_for_the_log(page: TodayPage, book: Book, qtbot: QtBot) -> None:
    page.queue.table.go_to(book["かえで"])
    with qtbot.waitSignal(page.workbench.navigator.logging):
        _press(page, Qt.Key.Key_L)
    assert page.current_customer() == book["かえで"]


@pytest.mark.parametrize(
    ("keys", "until"),
    [
        ("1", _day(1)),
        ("2", dt.date(2026, 11, 30)),
        ("3", _day(7)),
        ("金曜\n", dt.date(2026, 11, 27)),
        ("+10d\n", _day(10)),
    ],
)
def test_s_puts_a_customer_off_until_a_day(
    page: TodayPage, book: Book, toasts: list[Toast], qtbot: QtBot, keys: str, until: dt.date
) -> None:
    page.queue.table.go_to(book["いろは"])
    _press(page, Qt.Key.Key_S)
    popover = _popover(page)
    if keys in {"1", "2", "3"}:
        QTest.keyClicks(popover, keys)
    else:
        popover.field.setFocus()
        popover.field.insert(keys.strip())
        QTest.keyClick(popover.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "いろは" not in _names(page))
    assert _current(page) == "えど"
    assert toasts[-1].text == f"いろは is back on {until.day} {until:%b} 2026 ({until:%a})"
    assert toasts[-1].set_id is not None


def test_s_and_4_put_a_customer_off_until_it_is_more_urgent(
    page: TodayPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    page.queue.table.go_to(book["いろは"])
    _press(page, Qt.Key.Key_S)
    QTest.keyClicks(_popover(page), "4")
    qtbot.waitUntil(lambda: "いろは" not in _names(page))
    assert toasts[-1].text == "いろは is back when it is more urgent"
    assert book["いろは"] not in {item.customer_id for item in services.today.queue()}
    _action(services, book["いろは"], "急ぎ", -40)
    assert book["いろは"] in {item.customer_id for item in services.today.queue()}


def test_a_day_that_is_none_keeps_the_question_open(page: TodayPage, qtbot: QtBot) -> None:
    _press(page, Qt.Key.Key_S)
    popover = _popover(page)
    popover.field.setFocus()
    for words in ("いつか", "昨日"):
        popover.field.setText(words)
        QTest.keyClick(popover.field, Qt.Key.Key_Return)
        assert popover.isVisible()
        assert popover.note.text() == "Type a day after today, for example 12/5"
    QTest.keyClick(popover.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not [found for found in page.findChildren(SnoozePopover) if found.isVisible()])
    assert len(_names(page)) == 5


def test_enter_opens_the_customer(page: TodayPage, book: Book, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.workbench.navigator.requested) as asked:
        _press(page, Qt.Key.Key_Return)
    assert asked.args == [Place(PageId.CUSTOMERS, book["青葉"])]


def test_the_segments_show_one_sort_and_count_all(page: TodayPage) -> None:
    texts = [page.queue.sorts._group.button(n).text() for n in range(5)]  # noqa: SLF001 (what the user reads)
    assert texts == ["All 5", "Next actions 4", "Promises 0", "Renewals 0", "Contact 1"]
    page.queue.sorts.choose(Sort.CONTACTS)
    page.queue.sorts.chosen.emit(Sort.CONTACTS)
    assert _names(page) == ["かえで"]
    assert _current(page) == "かえで"
    page.queue.sorts.choose(Sort.RENEWALS)
    page.queue.sorts.chosen.emit(Sort.RENEWALS)
    assert _names(page) == []
    assert page.panel.isHidden()


def test_the_panel_tells_every_reason_and_ticks_off_any(
    page: TodayPage, book: Book, services: Services, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: page.panel.fact("mrr") == "¥100")
    assert page.panel.fact("last_contact_on") == "1 day ago, every 30"
    shown = [line.reason for line in page.panel.reason_lines()]
    assert [reason.text for reason in shown if reason is not None] == ["見積もりを送る", "議題を送る"]
    page.panel.reason_lines()[1].button.click()
    qtbot.waitUntil(lambda: len(page.panel.reason_lines()) == 1)
    assert _current(page) == "青葉"
    done = {
        r.values["title"]: "done_on" in r.values for r in services.customers.related(book["青葉"], Kind.NEXT_ACTIONS)
    }
    assert done == {"見積もりを送る": False, "議題を送る": True}


def test_the_end_of_the_day_is_said_with_the_next_steps(
    page: TodayPage, book: Book, services: Services, qtbot: QtBot
) -> None:
    counted: list[int] = []
    page.counted.connect(counted.append)
    page.workbench.tasks.operate(lambda: services.customers.delete([book[n] for n in book if n != "おりべ"]))
    qtbot.waitUntil(lambda: _names(page) == [])
    assert page.queue.stack.currentWidget() is not page.queue.table
    assert page.queue.nothing._title.text() == "All done for today"  # noqa: SLF001 (what the user reads)
    assert page.panel.isHidden()
    assert counted[-1] == 0
    with qtbot.waitSignal(page.workbench.navigator.requested) as asked:
        page.queue.nothing._buttons[0].click()  # noqa: SLF001
    assert asked.args == [Place(PageId.CUSTOMERS)]


def test_an_empty_book_says_what_the_page_is_for(workbench: Workbench, qtbot: QtBot) -> None:
    page = _open(workbench, qtbot)
    assert page.queue.nothing._title.text() == "No customers yet"  # noqa: SLF001 (what the user reads)


def test_a_new_day_brings_a_new_list(page: TodayPage, book: Book, services: Services, qtbot: QtBot) -> None:
    page.queue.table.go_to(book["えど"])
    tomorrow: Clock = fixed(dt.datetime(2026, 11, 29, 3, 0, tzinfo=dt.UTC))
    object.__setattr__(services.today.database, "clock", tomorrow)
    page.workbench.clock = tomorrow
    page.workbench.tasks.changed.emit(Area.ALL, None)
    qtbot.waitUntil(lambda: _headings(page)[0] == "Act first  3 customers ・ 1 h 30 min")
    assert _cell(page, book["えど"], 2).text == "today 29 Nov (Sun)"
    assert _current(page) == "えど"
    assert page.context() == "29 Nov (Sun)"


def test_the_words_follow_the_language(page: TodayPage, book: Book, workbench: Workbench, qtbot: QtBot) -> None:
    workbench.language.use("ja")
    qtbot.waitUntil(lambda: _headings(page)[0].startswith("先に動く"))
    assert _cell(page, book["青葉"], 0).labels == ("なぜ", "次の行動、2日超過", "ほか1")
    workbench.language.use("en")


def test_the_navigation_counts_the_list_and_the_first_page_is_today(
    book: Book, workbench: Workbench, services: Services, qtbot: QtBot
) -> None:
    window = MainWindow(workbench, services.path)
    qtbot.addWidget(window)
    window.go(Place(PageId.HELP))
    with qtbot.waitSignal(window.painted):
        window.show()
    qtbot.waitUntil(lambda: window.badges.text(PageId.TODAY) == "5")
    workbench.tasks.operate(lambda: services.customers.delete([book["うみ"]]))
    qtbot.waitUntil(lambda: window.badges.text(PageId.TODAY) == "4")
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.page(), TodayPage)
    workbench.tasks.close()


def test_a_window_left_open_over_night_turns_the_day_when_one_comes_back(
    book: Book, workbench: Workbench, services: Services, qtbot: QtBot
) -> None:
    window = MainWindow(workbench, services.path)
    qtbot.addWidget(window)
    window.go(Place(PageId.TODAY))
    with qtbot.waitSignal(window.painted):
        window.show()
    page = window.page()
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: page.loaded)
    assert _cell(page, book["えど"], 2).text == "29 Nov (Sun) 5 days"
    tomorrow = fixed(dt.datetime(2026, 11, 25, 3, 0, tzinfo=dt.UTC))
    object.__setattr__(services.today.database, "clock", tomorrow)
    workbench.clock = tomorrow
    window.activateWindow()
    QApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(lambda: _cell(page, book["えど"], 2).text == "29 Nov (Sun) 4 days")
    workbench.tasks.close()
