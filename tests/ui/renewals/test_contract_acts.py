"""Contracts renewed, changed, ended and added by key from the page of renewals."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.contracts.dialogs import AmountDialog, EndDialog, NewDialog, RenewDialog
from csops_desktop.ui.features.renewals.page import RenewalsPage
from csops_desktop.ui.messages import Toast
from tests.ui.renewals.lines import (
    Book,
    current_name,
    listed_headings,
    listed_names,
    open_dialog,
    press,
    row_texts,
    undo_of,
)


def test_r_and_enter_renew_for_another_year(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    page.pane.table.go_to(book["いろは"])
    press(page, Qt.Key.Key_R)
    dialog = open_dialog(page, RenewDialog, qtbot)
    QTest.keyClicks(dialog.amount.line, "600")  # the old amount is selected, typing replaces it
    QTest.keyClick(dialog.amount.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row_texts(page, book["いろは"])[5] == "Renewed")
    assert toasts[-1].text == "Renewed いろは until 2027-12-31: ¥500 → ¥600"
    assert current_name(page) != "いろは"  # the next key means what is still to be decided
    page.pane.table.go_to(book["いろは"])
    press(page, Qt.Key.Key_R)
    assert toasts[-1].text.startswith("This contract is renewed already.")
    undo_of(page, toasts[-2], services)
    qtbot.waitUntil(lambda: row_texts(page, book["いろは"])[5] == "Likely")


def test_what_is_wrong_keeps_the_dialog_and_its_input(
    page: RenewalsPage, book: Book, services: Services, qtbot: QtBot
) -> None:
    page.pane.table.go_to(book["いろは"])
    press(page, Qt.Key.Key_R)
    dialog = open_dialog(page, RenewDialog, qtbot)
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
    press(page, Qt.Key.Key_A)
    dialog = open_dialog(page, AmountDialog, qtbot)
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
    press(page, Qt.Key.Key_X)
    dialog = open_dialog(page, EndDialog, qtbot)
    assert dialog.day.line.text() == "2026-12-16"
    dialog.said.box.setCurrentText("予算削減")
    dialog.real.box.setCurrentText("使われず")
    dialog.avoidable.choose("yes")
    QTest.keyClick(dialog.said.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: listed_names(page) == ["青葉", "いろは", "えど"])
    assert toasts[-1].text == "Ended the contract of うみ on 2026-12-16: ¥900"
    assert current_name(page) == "いろは"  # the place is kept
    page.panel.reasons[0].click()
    assert page.panel.reasons[0].text() == "使われず"
    assert page.panel.reasons[0].total().mrr == 970
    assert listed_names(page) == ["うみ", "おりべ"]
    assert listed_headings(page) == ["Dec 2026  1 contract  ¥900", "Aug 2026  1 contract  ¥70"]
    assert row_texts(page, book["うみ"])[4:7] == ["予算削減", "使われず", "Yes"]
    page.pane.table.go_to(book["うみ"])
    page.panel.card.resume.click()
    qtbot.waitUntil(lambda: listed_names(page) == ["おりべ"])
    assert "ended_on" not in services.records.get(Kind.CONTRACTS, book["うみ"]).values


def test_c_adds_another_product_for_the_customer(
    page: RenewalsPage, book: Book, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    services.records.create(Kind.PRODUCTS, {"name": "受領クラウド"})
    page.pane.table.go_to(book["えど"])
    press(page, Qt.Key.Key_C)
    dialog = open_dialog(page, NewDialog, qtbot)
    dialog.product.setCurrentText("受領クラウド")
    QTest.keyClick(dialog.amount.line, Qt.Key.Key_Return)
    assert dialog.amount.line.property("invalid") == "true"
    QTest.keyClicks(dialog.amount.line, "80")
    dialog.until.line.setText("2027/3/31")
    QTest.keyClick(dialog.amount.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: listed_names(page).count("えど") == 2)
    assert toasts[-1].text == "New contract with えど from 2026-11-24: ¥80"
    (new,) = [line for line in page.pane.lines() if line.mrr == 80]
    assert services.records.get(Kind.CONTRACTS, new.id).values["kind"] == "cross_sell"
