"""What else stands on the page of one customer: handoff, requests, files, tags, own fields, what was put off."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.foundation import i18n
from csops_desktop.foundation.clock import Clock
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customer.file_block import FileBlock
from csops_desktop.ui.features.customer.own_block import FormBlock
from csops_desktop.ui.features.customer.panel import CustomerPanel
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.messages import Toast
from tests.ui.customer.steps import DAY, KEY, entry_block, press, type_in


def test_the_handoff_shows_what_is_missing_and_makes_something_to_do_of_it(
    opened: CustomerPanel, services: Services, three: list[int], qtbot: QtBot
) -> None:
    block = entry_block(opened, "handoff")
    block.fold_line.setFocus()
    press(KEY.Key_Space)
    type_in("小野寺課長")
    for _field in range(3):
        press(KEY.Key_Tab)
    type_in("・初年度は2割引")
    press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(block.lines.lines()) == 5)
    assert [line.fact for line in block.lines.lines()] == ["", "missing", "missing", "", "missing"]
    promises = entry_block(opened, "promises")
    qtbot.waitUntil(lambda: "初年度は2割引" in [line.text for line in promises.lines.lines()])
    block.lines.setFocus()
    press(KEY.Key_N)
    qtbot.waitUntil(lambda: len(services.customers.related(three[0], Kind.NEXT_ACTIONS)) == 4)
    press(KEY.Key_Delete)
    assert len(services.sheet.read(three[0]).of(Kind.HANDOFFS)) == 1


def test_a_request_of_two_customers_is_taken_from_one_only(
    opened: CustomerPanel, services: Services, three: list[int], qtbot: QtBot
) -> None:
    block = entry_block(opened, "requests")
    block.fold_line.setFocus()
    press(KEY.Key_Space)
    type_in("一括で送りたい")
    press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(block.lines.lines()) == 1)
    request = services.sheet.read(three[0]).of(Kind.REQUESTS)[0].id
    services.records.save(Kind.REQUESTS, request, {"customers": (three[0], three[1])})
    opened.show_customer(services.sheet.read(three[0]))
    assert block.lines.lines()[0].text == "一括で送りたい (with 1 other customer)"
    block.lines.setFocus()
    press(KEY.Key_T)
    qtbot.waitUntil(lambda: "told" in block.lines.lines()[0].fact)
    press(KEY.Key_Delete)
    qtbot.waitUntil(lambda: not block.lines.lines())
    assert services.records.get(Kind.REQUESTS, request).values["customers"] == (three[1],)


def test_a_linked_file_opens_and_a_missing_one_is_said_so(
    opened: CustomerPanel,
    services: Services,
    three: list[int],
    toasts: list[Toast],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    there = tmp_path / "議事録.txt"
    there.write_text("12/3", encoding="utf-8")
    for path in (there, tmp_path / "消えた.xlsx"):
        services.records.create(Kind.FILES, {"customer_id": three[0], "path": str(path), "title": path.stem})
    opened.show_customer(services.sheet.read(three[0]))
    block = opened.blocks["files"]
    assert isinstance(block, FileBlock)
    shown: list[str] = []

    def take(url: QUrl) -> bool:
        shown.append(url.toLocalFile())
        return True

    block.open_url = take  # the system's own program stays closed
    block.lines.setFocus()
    by_title = {line.text: line.id for line in block.lines.lines()}
    block.lines.go_to(by_title["議事録"])
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: shown == [str(there)])
    block.lines.go_to(by_title["消えた"])
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: any("消えた.xlsx" in toast.text for toast in toasts))
    assert shown == [str(there)]


def test_tags_and_own_fields_are_changed_in_place(
    listing: CustomersPage, opened: CustomerPanel, services: Services, three: list[int], qtbot: QtBot
) -> None:
    made = services.records.add_custom_field(Kind.CUSTOMERS, "店舗数", FieldType.INTEGER)
    listing.workbench.tasks.changed.emit(made.changed, None)
    block = opened.blocks["own"]
    assert isinstance(block, FormBlock)
    name = f"custom:{made.value}"
    qtbot.waitUntil(lambda: block.form is not None and name in block.form.names())
    form = block.form
    assert form is not None
    form.focus("tags")
    type_in("要注意, 事例候補")
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: set(services.customers.get(three[0]).values["tags"] or ()) == {"要注意", "事例候補"})  # type: ignore[arg-type]
    form.focus(name)
    type_in("12")
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: services.customers.get(three[0]).custom.get(made.value) == 12)


def test_tab_walks_every_block_in_the_order_in_which_they_are_read(opened: CustomerPanel) -> None:
    press(KEY.Key_C)
    seen: list[str] = []
    for _step in range(200):
        focus = QApplication.focusWidget()
        name = next((name for name, block in opened.blocks.items() if focus and block.isAncestorOf(focus)), "")
        if name and (not seen or seen[-1] != name):
            seen.append(name)
        if name == "fields":
            break
        press(KEY.Key_Tab)
    left_first = [name for name in seen if name in opened.area.order()]
    assert left_first == [name for name in opened.area.order() if name in seen]
    assert len(seen) == len(set(seen))
    assert {"actions", "promises", "requests", "files", "own", "fields"} <= set(seen)


def test_who_was_put_off_is_said_and_taken_back(
    listing: CustomersPage, opened: CustomerPanel, services: Services, three: list[int], clock: Clock, qtbot: QtBot
) -> None:
    item = services.today.queue()[0]
    services.today.snooze(item, clock.today() + 5 * DAY)
    listing.workbench.tasks.changed.emit(listing.watches, None)
    qtbot.waitUntil(lambda: not opened.head.snoozed.isHidden())
    opened.head.snoozed.button.setFocus()
    press(KEY.Key_Space)
    qtbot.waitUntil(opened.head.snoozed.isHidden)
    assert services.sheet.read(three[0]).snoozed_until is None


def test_a_churn_record_that_disagrees_with_the_contracts_is_said_until_it_is_gone(
    listing: CustomersPage, opened: CustomerPanel, services: Services, three: list[int], clock: Clock, qtbot: QtBot
) -> None:
    block = entry_block(opened, "churn")
    assert block.isHidden()
    assert opened.head.disagreement.isHidden()
    start = clock.today() - 100 * DAY
    services.records.create(Kind.CONTRACTS, {"customer_id": three[0], "starts_on": start, "mrr": 100})
    left = clock.today() - 10 * DAY
    services.records.create(Kind.CHURN_EVENTS, {"customer_id": three[0], "churned_on": left, "reason": "予算"})
    listing.workbench.tasks.changed.emit(listing.watches, None)
    qtbot.waitUntil(lambda: not opened.head.disagreement.isHidden())
    assert "1 contract ran on" in opened.head.disagreement.text.text()
    block.lines.setFocus()
    press(KEY.Key_Delete)
    qtbot.waitUntil(opened.head.disagreement.isHidden)
    assert block.isHidden()


def test_the_history_of_a_field_is_told_from_the_form(
    opened: CustomerPanel, services: Services, three: list[int], qtbot: QtBot
) -> None:
    from csops_desktop.ui.widgets.field_history import FieldHistory  # noqa: PLC0415 (only here)

    action = services.customers.related(three[0], Kind.NEXT_ACTIONS)[0].id
    services.records.save(Kind.NEXT_ACTIONS, action, {"title": "見積もりを渡す"})
    opened.show_customer(services.sheet.read(three[0]))
    press(KEY.Key_Return)
    press(KEY.Key_F4)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in opened.findChildren(FieldHistory)))
    for popover in opened.findChildren(FieldHistory):
        popover.close()


def test_the_page_changes_its_language_while_it_is_open(opened: CustomerPanel, qtbot: QtBot) -> None:
    del qtbot
    i18n.use("ja")
    opened.retranslate()
    assert opened.blocks["files"].fold_line.text() != ""
    i18n.use("en")


@pytest.mark.parametrize(("width", "columns"), [(1400, 2), (700, 1)])
def test_blocks_stand_in_two_columns_where_there_is_room(
    listing: CustomersPage, opened: CustomerPanel, width: int, columns: int, qtbot: QtBot
) -> None:
    listing.resize(width, 800)
    left = opened.blocks["success"]
    right = opened.blocks["contracts"]
    qtbot.waitUntil(lambda: (right.x() > left.x()) is (columns == 2))
