"""The page of renewals as a user drives it: read what ends, say what is expected, renew, change, end, look at losses."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.renewals import Outlook
from csops_desktop.services.bundle import Services
from csops_desktop.ui.contracts.dialogs import AmountDialog, EndDialog, NewDialog, RenewDialog
from csops_desktop.ui.features.renewals.page import RenewalsPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import PageId, Place, Workbench
from tests.ui.answers import Answers

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value

Book = dict[str, int]
D = TypeVar("D", bound=QWidget)


@pytest.fixture
def book(services: Services) -> Book:
    """One over its term, one with a notice deadline near, one far, one lost; all of another customer."""
    product = services.records.create(Kind.PRODUCTS, {"name": "請求クラウド", "short_name": "請"}).value
    contracts: dict[str, dict[str, Value]] = {
        "青葉": {"term_ends_on": dt.date(2026, 11, 10), "mrr": 100},
        "いろは": {
            "term_ends_on": dt.date(2026, 12, 31), "notice_on": dt.date(2026, 11, 30), "mrr": 500, "forecast": "likely",
        },
        "うみ": {"term_ends_on": dt.date(2026, 12, 15), "mrr": 900, "forecast": "at_risk", "forecast_note": "予算削減"},
        "えど": {"term_ends_on": dt.date(2027, 9, 30), "mrr": 300},
        "おりべ": {
            "ended_on": dt.date(2026, 8, 1), "mrr": 70, "end_reason_said": "費用", "end_reason_real": "使われず",
        },
    }  # fmt: skip
    found: Book = {}
    for name, values in contracts.items():
        customer = services.customers.create({"name": name}).value
        start: dict[str, Value] = {"customer_id": customer, "product_id": product, "starts_on": dt.date(2025, 11, 11)}
        found[name] = services.contracts.start({**start, **values}).value
    return found


@pytest.fixture
def page(book: Book, workbench: Workbench, qtbot: QtBot) -> Iterator[RenewalsPage]:
    del book
    workbench.tasks.done.connect(workbench.messages.outcome)
    made = _open(workbench, qtbot)
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)


def _open(workbench: Workbench, qtbot: QtBot) -> RenewalsPage:
    page = RenewalsPage(workbench)
    qtbot.addWidget(page)
    page.resize(1250, 800)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: page.loaded)
    page.focus_content()
    return page


def _names(page: RenewalsPage) -> list[str]:
    return [line.customer for line in page.pane.lines()]


def _headings(page: RenewalsPage) -> list[str]:
    model = page.pane.model
    return [words for row in range(len(model.ids)) if (words := model.heading_at(row)) is not None]


def _row(page: RenewalsPage, contract: int) -> list[str]:
    row = page.pane.model.row_of(contract)
    assert row is not None
    return [cell.text for at in range(len(page.pane.model.columns)) if (cell := page.pane.model.cell(row, at))]


def _press(page: RenewalsPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page.pane.table, key)


def _current(page: RenewalsPage) -> str:
    line = page.pane.line(page.pane.table.current_id())
    return "" if line is None else line.customer


def _dialog(page: RenewalsPage, kind: type[D], qtbot: QtBot) -> D:
    qtbot.waitUntil(lambda: any(found.isVisible() for found in page.findChildren(kind)))
    return next(found for found in page.findChildren(kind) if found.isVisible())


def _undo(page: RenewalsPage, toast: Toast, services: Services) -> None:
    set_id = toast.set_id
    assert set_id is not None
    page.workbench.tasks.operate(lambda: services.history.undo_set(set_id))


def test_what_ends_is_listed_by_month_with_what_is_expected(page: RenewalsPage, book: Book) -> None:
    QAbstractItemModelTester(page.pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    assert _names(page) == ["青葉", "うみ", "いろは", "えど"]
    assert _headings(page) == [
        "Term over, undecided  1 contract  ¥100",
        "Dec 2026  1 contract  ¥900  ・  At risk ¥900",
        "Jan 2027  1 contract  ¥500  ・  Likely ¥500",
        "Oct 2027  1 contract  ¥300",
    ]
    assert _row(page, book["いろは"]) == [
        "2026-11-30 6 days", "2027-01-01 38 days", "いろは", "請", "¥500", "Likely",
    ]  # fmt: skip
    assert _row(page, book["青葉"])[1] == "2026-11-11 13 days over"
    assert page.pane.sum.text() == "4 contracts  ¥1,800"
    assert _current(page) == "青葉"


def test_a_number_says_what_is_expected_and_the_line_stays(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    _press(page, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert _current(page) == "いろは"
    _press(page, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: _row(page, book["いろは"])[5] == "Certain")
    assert (toasts[-1].text, _current(page)) == ("Forecast of いろは: Certain", "いろは")
    assert page.panel.card.forecast.current() == "certain"
    _undo(page, toasts[-1], services)
    qtbot.waitUntil(lambda: _row(page, book["いろは"])[5] == "Likely")
    _press(page, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: _row(page, book["いろは"])[5] == "Will churn")
    _press(page, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: _row(page, book["いろは"])[5] == "Not said")


def test_a_second_click_on_what_is_expected_takes_it_back(
    page: RenewalsPage, book: Book, toasts: list[Toast], qtbot: QtBot
) -> None:
    page.pane.table.go_to(book["いろは"])
    button = page.panel.card.forecast._group.button(1)  # noqa: SLF001 (what the user presses)
    assert button.isChecked()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _row(page, book["いろは"])[5] == "Not said")
    assert toasts[-1].text == "Forecast of いろは taken back"
    assert page.panel.card.forecast.current() == ""


def test_a_note_says_why(page: RenewalsPage, book: Book, services: Services, answers: Answers, qtbot: QtBot) -> None:
    page.pane.table.go_to(book["いろは"])
    answers.lines.append("部長が乗り気")
    _press(page, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: page.panel.card.note.text() == "部長が乗り気")
    assert services.records.get(Kind.CONTRACTS, book["いろは"]).values["forecast"] == "likely"


def test_a_note_can_be_taken_back(page: RenewalsPage, book: Book, answers: Answers, qtbot: QtBot) -> None:
    page.pane.table.go_to(book["うみ"])
    assert page.panel.card.note.text() == "予算削減"
    answers.lines.append("")
    _press(page, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: not page.panel.card.note.text())


def test_one_key_says_what_is_expected_of_all_that_are_marked(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], answers: Answers, qtbot: QtBot
) -> None:
    _press(page, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Space)  # うみ, いろは
    assert page.pane.sum.text() == "Marked: 2 contracts  ¥1,400 of 4"
    assert _current(page) == "えど"  # the next one, without its mark
    before = page.panel.outlooks[Outlook.CHURN].total()
    _press(page, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: page.panel.outlooks[Outlook.CHURN].total().mrr == before.mrr + 1400)
    assert toasts[-1].text == "Forecast of 2 contracts: Will churn"
    assert _row(page, book["えど"])[5] == "Not said"
    _undo(page, toasts[-1], services)
    qtbot.waitUntil(lambda: (_row(page, book["うみ"])[5], _row(page, book["いろは"])[5]) == ("At risk", "Likely"))
    answers.lines.append("同じ理由")
    _press(page, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: toasts[-1].text == "Forecast note of 2 contracts")
    assert services.records.get(Kind.CONTRACTS, book["いろは"]).values["forecast_note"] == "同じ理由"
    assert services.records.get(Kind.CONTRACTS, book["うみ"]).values["forecast"] == "at_risk"
    _press(page, Qt.Key.Key_Escape)
    assert page.pane.table.chosen_ids() == [book["えど"]]
    QTest.keyClick(page.pane.table, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert page.pane.table.chosen_ids() == [book["いろは"], book["えど"]]
    QTest.keyClick(page.pane.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.pane.table.chosen_ids() == [book["えど"]]


def test_r_and_enter_renew_for_another_year(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    page.pane.table.go_to(book["いろは"])
    _press(page, Qt.Key.Key_R)
    dialog = _dialog(page, RenewDialog, qtbot)
    QTest.keyClicks(dialog.amount.line, "600")  # the old amount is selected, typing replaces it
    QTest.keyClick(dialog.amount.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _row(page, book["いろは"])[5] == "Renewed")
    assert toasts[-1].text == "Renewed いろは until 2027-12-31: ¥500 → ¥600"
    assert _current(page) != "いろは"  # the next key means what is still to be decided
    page.pane.table.go_to(book["いろは"])
    _press(page, Qt.Key.Key_R)
    assert toasts[-1].text.startswith("This contract is renewed already.")
    _undo(page, toasts[-2], services)
    qtbot.waitUntil(lambda: _row(page, book["いろは"])[5] == "Likely")


def test_what_is_wrong_keeps_the_dialog_and_its_input(
    page: RenewalsPage, book: Book, services: Services, qtbot: QtBot
) -> None:
    page.pane.table.go_to(book["いろは"])
    _press(page, Qt.Key.Key_R)
    dialog = _dialog(page, RenewDialog, qtbot)
    for words in ("2026/1/1", "いつか"):
        dialog.until.line.setText(words)
        QTest.keyClick(dialog.until.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.until.line.property("invalid") == "true")
        assert dialog.isVisible()
        assert dialog.until.line.text() == words
        qtbot.waitUntil(dialog.take.isEnabled)
    dialog.amount.line.setText("たくさん")
    dialog.take.click()
    assert dialog.amount.line.property("invalid") == "true"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert "ended_on" not in services.records.get(Kind.CONTRACTS, book["いろは"]).values


def test_a_changes_the_amount_from_a_day_in_words(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    page.pane.table.go_to(book["うみ"])
    _press(page, Qt.Key.Key_A)
    dialog = _dialog(page, AmountDialog, qtbot)
    QTest.keyClicks(dialog.amount.line, "1200")
    dialog.day.line.setText("来週月曜")
    QTest.keyClick(dialog.day.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[-1].text == "Changed the MRR of うみ from 2026-11-30: ¥900 → ¥1,200"
    qtbot.waitUntil(lambda: any(line.customer == "うみ" and line.mrr == 1200 for line in page.pane.lines()))
    (new,) = [line for line in page.pane.lines() if line.customer == "うみ"]
    assert services.records.get(Kind.CONTRACTS, new.id).values["kind"] == "upsell"
    assert page.pane.table.current_id() == new.id  # the page goes on with it


def test_x_ends_with_reasons_and_the_loss_can_be_taken_back(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    page.pane.table.go_to(book["うみ"])
    _press(page, Qt.Key.Key_X)
    dialog = _dialog(page, EndDialog, qtbot)
    assert dialog.day.line.text() == "2026-12-16"
    dialog.said.box.setCurrentText("予算削減")
    dialog.real.box.setCurrentText("使われず")
    dialog.avoidable.choose("yes")
    QTest.keyClick(dialog.said.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _names(page) == ["青葉", "いろは", "えど"])
    assert toasts[-1].text == "Ended the contract of うみ on 2026-12-16: ¥900"
    assert _current(page) == "いろは"  # the place is kept
    page.panel.reasons[0].click()
    assert page.panel.reasons[0].text() == "使われず"
    assert page.panel.reasons[0].total().mrr == 970
    assert _names(page) == ["うみ", "おりべ"]
    assert _headings(page) == ["Dec 2026  1 contract  ¥900", "Aug 2026  1 contract  ¥70"]
    assert _row(page, book["うみ"])[4:7] == ["予算削減", "使われず", "Yes"]
    page.pane.table.go_to(book["うみ"])
    page.panel.card.resume.click()
    qtbot.waitUntil(lambda: _names(page) == ["おりべ"])
    assert "ended_on" not in services.records.get(Kind.CONTRACTS, book["うみ"]).values


def test_c_adds_another_product_for_the_customer(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    services.records.create(Kind.PRODUCTS, {"name": "受領クラウド"})
    page.pane.table.go_to(book["えど"])
    _press(page, Qt.Key.Key_C)
    dialog = _dialog(page, NewDialog, qtbot)
    dialog.product.setCurrentText("受領クラウド")
    QTest.keyClick(dialog.amount.line, Qt.Key.Key_Return)
    assert dialog.amount.line.property("invalid") == "true"
    QTest.keyClicks(dialog.amount.line, "80")
    dialog.until.line.setText("2027/3/31")
    QTest.keyClick(dialog.amount.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _names(page).count("えど") == 2)
    assert toasts[-1].text == "New contract with えど from 2026-11-24: ¥80"
    (new,) = [line for line in page.pane.lines() if line.mrr == 80]
    assert services.records.get(Kind.CONTRACTS, new.id).values["kind"] == "cross_sell"


def test_every_number_opens_its_contracts_and_escape_shows_all(page: RenewalsPage) -> None:
    page.panel.outlooks[Outlook.AT_RISK].click()
    assert _names(page) == ["うみ"]
    assert page.pane.chip.text() == "At risk"
    _press(page, Qt.Key.Key_Escape)
    assert len(_names(page)) == 4
    page.panel.undecided.click()
    assert _names(page) == ["青葉"]
    page.pane.chip.click()
    chart = page.panel.chart
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(chart.width() * 1.5 / 12), 60))
    assert (_names(page), page.pane.chip.text()) == (["うみ"], "Dec 2026")
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Space)
    assert _names(page) == ["いろは"]
    QTest.keyClick(chart, Qt.Key.Key_Space)
    assert len(_names(page)) == 4
    assert "Dec 2026 At risk: 1 contract  ¥900" in chart.accessibleDescription()


def test_the_calendar_is_walked_by_keyboard_and_a_day_opens_its_contracts(page: RenewalsPage, book: Book) -> None:
    page.pane.table.go_to(book["いろは"])
    _press(page, Qt.Key.Key_V)
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
    assert (_names(page), page.pane.chip.text()) == (["いろは"], "30 Nov 2026 (Mon)")
    assert _current(page) == "いろは"
    _press(page, Qt.Key.Key_Escape)
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
    assert len(_names(page)) == 4


def test_the_calendar_stays_on_its_day_while_data_changes(
    page: RenewalsPage, book: Book, services: Services, qtbot: QtBot
) -> None:
    page.pane.table.go_to(book["うみ"])
    _press(page, Qt.Key.Key_V)
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
    assert _names(page) == ["青葉", "うみ", "いろは"]
    assert page.pane.chip.text() == "Notice or renewal within 30 days"
    page.panel.lost.click()
    assert _names(page) == ["おりべ"]
    assert page.panel.lost.total().mrr == 70


def test_the_numbers_of_the_months_and_outlooks_add_up(page: RenewalsPage) -> None:
    sums = [line.total() for line in page.panel.outlooks.values()]
    assert (sum(total.n for total in sums), sum(total.mrr for total in sums)) == (4, 1800)


def test_enter_opens_the_customer(page: RenewalsPage, book: Book, services: Services, qtbot: QtBot) -> None:
    page.pane.table.go_to(book["うみ"])
    customer = services.records.get(Kind.CONTRACTS, book["うみ"]).values["customer_id"]
    with qtbot.waitSignal(page.workbench.navigator.requested) as asked:
        _press(page, Qt.Key.Key_Return)
    assert asked.args == [Place(PageId.CUSTOMERS, customer)]
    assert page.current_customer() == customer


def test_an_empty_book_says_what_the_page_is_for(workbench: Workbench, qtbot: QtBot) -> None:
    page = _open(workbench, qtbot)
    assert page.pane.stack.currentWidget() is page.pane.nothing
    assert not page.panel.isVisible()
    with qtbot.waitSignal(workbench.navigator.requested) as asked:
        page.pane.nothing._buttons[1].click()  # noqa: SLF001 (what the user presses)
    assert asked.args == [Place(PageId.IMPORT)]


def test_the_words_follow_the_language(page: RenewalsPage, workbench: Workbench, qtbot: QtBot) -> None:
    workbench.language.use("ja")
    qtbot.waitUntil(lambda: page.pane.sum.text() == "契約4件  ¥1,800")
    assert _headings(page)[1] == "2026年12月  契約1件  ¥900  ・  危険 ¥900"
    assert page.title() == "契約・更新"
    workbench.language.use("en")


@pytest.mark.usefixtures("book")
def test_the_page_stands_in_the_navigation(workbench: Workbench, services: Services, qtbot: QtBot) -> None:
    window = MainWindow(workbench, services.path)
    qtbot.addWidget(window)
    window.go(Place(PageId.HELP))
    with qtbot.waitSignal(window.painted):
        window.show()
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    found = window.page()
    assert isinstance(found, RenewalsPage)
    qtbot.waitUntil(lambda: len(_names(found)) == 4)
    workbench.tasks.close()
