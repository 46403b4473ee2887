"""The page of renewals as a user drives it: read what ends, say what is expected, renew, change, end, look at losses."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.renewals import Outlook
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.renewals.page import RenewalsPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import PageId, Place, Workbench
from tests.ui.answers import Answers
from tests.ui.renewals.lines import (
    Book,
    current_name,
    listed_headings,
    listed_names,
    open_page,
    press,
    row_texts,
    undo_of,
)


def test_what_ends_is_listed_by_month_with_what_is_expected(page: RenewalsPage, book: Book) -> None:
    QAbstractItemModelTester(page.pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    assert listed_names(page) == ["青葉", "うみ", "いろは", "えど"]
    assert listed_headings(page) == [
        "Term over, undecided  1 contract  ¥100",
        "Dec 2026  1 contract  ¥900  ・  At risk ¥900",
        "Jan 2027  1 contract  ¥500  ・  Likely ¥500",
        "Oct 2027  1 contract  ¥300",
    ]
    assert row_texts(page, book["いろは"]) == [
        "2026-11-30 6 days", "2027-01-01 38 days", "いろは", "請", "¥500", "Likely",
    ]  # fmt: skip
    assert row_texts(page, book["青葉"])[1] == "2026-11-11 13 days over"
    assert page.pane.sum.text() == "4 contracts  ¥1,800"
    assert current_name(page) == "青葉"


def test_a_number_says_what_is_expected_and_the_line_stays(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert current_name(page) == "いろは"
    press(page, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: row_texts(page, book["いろは"])[5] == "Certain")
    assert (toasts[-1].text, current_name(page)) == ("Forecast of いろは: Certain", "いろは")
    assert page.panel.card.forecast.current() == "certain"
    undo_of(page, toasts[-1], services)
    qtbot.waitUntil(lambda: row_texts(page, book["いろは"])[5] == "Likely")
    press(page, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: row_texts(page, book["いろは"])[5] == "Will churn")
    press(page, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: row_texts(page, book["いろは"])[5] == "Not said")


def test_a_second_click_on_what_is_expected_takes_it_back(
    page: RenewalsPage, book: Book, toasts: list[Toast], qtbot: QtBot
) -> None:
    page.pane.table.go_to(book["いろは"])
    button = page.panel.card.forecast._group.button(1)  # noqa: SLF001 (what the user presses)
    assert button.isChecked()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: row_texts(page, book["いろは"])[5] == "Not said")
    assert toasts[-1].text == "Forecast of いろは taken back"
    assert page.panel.card.forecast.current() == ""


def test_a_note_says_why(page: RenewalsPage, book: Book, services: Services, answers: Answers, qtbot: QtBot) -> None:
    page.pane.table.go_to(book["いろは"])
    answers.lines.append("部長が乗り気")
    press(page, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: page.panel.card.note.text() == "部長が乗り気")
    assert services.records.get(Kind.CONTRACTS, book["いろは"]).values["forecast"] == "likely"


def test_a_note_can_be_taken_back(page: RenewalsPage, book: Book, answers: Answers, qtbot: QtBot) -> None:
    page.pane.table.go_to(book["うみ"])
    assert page.panel.card.note.text() == "予算削減"
    answers.lines.append("")
    press(page, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: not page.panel.card.note.text())


def test_one_key_says_what_is_expected_of_all_that_are_marked(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], answers: Answers, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Space)  # うみ, いろは
    assert page.pane.sum.text() == "Marked: 2 contracts  ¥1,400 of 4"
    assert current_name(page) == "えど"  # the next one, without its mark
    before = page.panel.outlooks[Outlook.CHURN].total()
    press(page, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: page.panel.outlooks[Outlook.CHURN].total().mrr == before.mrr + 1400)
    assert toasts[-1].text == "Forecast of 2 contracts: Will churn"
    assert row_texts(page, book["えど"])[5] == "Not said"
    undo_of(page, toasts[-1], services)
    qtbot.waitUntil(
        lambda: (row_texts(page, book["うみ"])[5], row_texts(page, book["いろは"])[5]) == ("At risk", "Likely")
    )
    answers.lines.append("同じ理由")
    press(page, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: toasts[-1].text == "Forecast note of 2 contracts")
    assert services.records.get(Kind.CONTRACTS, book["いろは"]).values["forecast_note"] == "同じ理由"
    assert services.records.get(Kind.CONTRACTS, book["うみ"]).values["forecast"] == "at_risk"
    press(page, Qt.Key.Key_Escape)
    assert page.pane.table.chosen_ids() == [book["えど"]]
    QTest.keyClick(page.pane.table, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert page.pane.table.chosen_ids() == [book["いろは"], book["えど"]]
    QTest.keyClick(page.pane.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.pane.table.chosen_ids() == [book["えど"]]


def test_every_number_opens_its_contracts_and_escape_shows_all(page: RenewalsPage) -> None:
    page.panel.outlooks[Outlook.AT_RISK].click()
    assert listed_names(page) == ["うみ"]
    assert page.pane.chip.text() == "At risk"
    press(page, Qt.Key.Key_Escape)
    assert len(listed_names(page)) == 4
    page.panel.undecided.click()
    assert listed_names(page) == ["青葉"]
    page.pane.chip.click()
    chart = page.panel.chart
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(chart.width() * 1.5 / 12), 60))
    assert (listed_names(page), page.pane.chip.text()) == (["うみ"], "Dec 2026")
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Space)
    assert listed_names(page) == ["いろは"]
    QTest.keyClick(chart, Qt.Key.Key_Space)
    assert len(listed_names(page)) == 4
    assert "Dec 2026 At risk: 1 contract  ¥900" in chart.accessibleDescription()


def test_the_calendar_is_walked_by_keyboard_and_a_day_opens_its_contracts(page: RenewalsPage, book: Book) -> None:
    page.pane.table.go_to(book["いろは"])
    press(page, Qt.Key.Key_V)
    grid = page.pane.calendar.grid
    assert page.pane.stack.currentWidget() is page.pane.calendar
    assert grid.day() == dt.date(2027, 1, 1)  # where the line stood that was current
    assert page.pane.sum.text() == "1 Jan 2027 (Fri)  ・  Renewal  1 contract  ¥500"
    assert page.panel.card.title.toolTip() == "いろは"
    QTest.keyClick(grid, Qt.Key.Key_Left)
    assert page.pane.calendar.words() == "31 Dec 2026 (Thu)  ・  Last day of the term  1 contract  ¥500"
    QTest.keyClick(grid, Qt.Key.Key_PageUp)  # November has no 31st
    assert page.pane.calendar.words() == "30 Nov 2026 (Mon)  ・  Notice deadline  1 contract  ¥500"
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert (listed_names(page), page.pane.chip.text()) == (["いろは"], "30 Nov 2026 (Mon)")
    assert current_name(page) == "いろは"
    press(page, Qt.Key.Key_Escape)
    assert page.pane.stack.currentWidget() is page.pane.calendar
    assert grid.day() == dt.date(2026, 11, 30)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Return)  # nothing falls on that day
    assert page.pane.stack.currentWidget() is page.pane.calendar
    strip = page.pane.calendar.strip
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.place(10).center())
    assert page.pane.calendar.month.text() == "Sep 2027"
    assert "Oct 2027 1 contract  ¥300" in strip.accessibleDescription()
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert len(listed_names(page)) == 4


def test_the_calendar_stays_on_its_day_while_data_changes(
    page: RenewalsPage, book: Book, services: Services, qtbot: QtBot
) -> None:
    page.pane.table.go_to(book["うみ"])
    press(page, Qt.Key.Key_V)
    grid = page.pane.calendar.grid
    QTest.keyClick(grid, Qt.Key.Key_Left)
    page.workbench.tasks.operate(lambda: services.records.save(Kind.CONTRACTS, book["うみ"], {"mrr": 901}))
    qtbot.waitUntil(lambda: "¥901" in page.pane.sum.text())
    assert grid.day() == dt.date(2026, 12, 15)


def test_what_presses_is_counted_and_opened(page: RenewalsPage, services: Services, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.counted) as counted:
        page.refresh(page.watches)
    assert counted.args == [3] == [services.contracts.pressing()]
    page.panel.pressing.click()
    assert listed_names(page) == ["青葉", "うみ", "いろは"]
    assert page.pane.chip.text() == "Notice or renewal within 30 days"
    page.panel.lost.click()
    assert listed_names(page) == ["おりべ"]
    assert page.panel.lost.total().mrr == 70


def test_the_numbers_of_the_months_and_outlooks_add_up(page: RenewalsPage) -> None:
    sums = [line.total() for line in page.panel.outlooks.values()]
    assert (sum(total.n for total in sums), sum(total.mrr for total in sums)) == (4, 1800)


def test_enter_opens_the_customer(page: RenewalsPage, book: Book, services: Services, qtbot: QtBot) -> None:
    page.pane.table.go_to(book["うみ"])
    customer = services.records.get(Kind.CONTRACTS, book["うみ"]).values["customer_id"]
    with qtbot.waitSignal(page.workbench.navigator.requested) as asked:
        press(page, Qt.Key.Key_Return)
    assert asked.args == [Place(PageId.CUSTOMERS, customer)]
    assert page.current_customer() == customer


def test_an_empty_book_says_what_the_page_is_for(workbench: Workbench, qtbot: QtBot) -> None:
    page = open_page(workbench, qtbot)
    assert page.pane.stack.currentWidget() is page.pane.nothing
    assert not page.panel.isVisible()
    with qtbot.waitSignal(workbench.navigator.requested) as asked:
        page.pane.nothing._buttons[1].click()  # noqa: SLF001 (what the user presses)
    assert asked.args == [Place(PageId.IMPORT)]


def test_the_words_follow_the_language(page: RenewalsPage, workbench: Workbench, qtbot: QtBot) -> None:
    workbench.language.use("ja")
    qtbot.waitUntil(lambda: page.pane.sum.text() == "契約4件  ¥1,800")
    assert listed_headings(page)[1] == "2026年12月  契約1件  ¥900  ・  危険 ¥900"
    assert page.title() == "契約・更新"
    workbench.language.use("en")


@pytest.mark.usefixtures("book")
def test_the_page_stands_in_the_navigation(workbench: Workbench, services: Services, qtbot: QtBot) -> None:
    window = MainWindow(workbench, services.path)
    qtbot.addWidget(window)
    window.go(Place(PageId.HELP))
    with qtbot.waitSignal(window.painted):
        window.show()
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    found = window.page()
    assert isinstance(found, RenewalsPage)
    qtbot.waitUntil(lambda: len(listed_names(found)) == 4)
    workbench.tasks.close()
