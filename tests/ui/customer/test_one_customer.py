"""One customer as a user works on it by keyboard: from the list into its page, through its blocks, and back."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.query import Condition, Group, Op
from csops_desktop.foundation import i18n
from csops_desktop.foundation.clock import Clock
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customer.entry_block import EntryBlock
from csops_desktop.ui.features.customer.file_block import FileBlock
from csops_desktop.ui.features.customer.own_block import FormBlock
from csops_desktop.ui.features.customer.panel import CustomerPanel
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import Workbench
from tests.ui.answers import Answers

DAY = dt.timedelta(days=1)
KEY = Qt.Key
NAMES = {"青葉商事": "あおば", "いろは器械": "いろは", "うみかぜ運輸": "うみかぜ"}


@pytest.fixture
def ids(services: Services, clock: Clock) -> list[int]:
    made = [services.customers.create({"name": name, "reading": read}).value for name, read in NAMES.items()]
    services.records.create(
        Kind.NEXT_ACTIONS, {"customer_id": made[0], "title": "見積もりを送る", "due_on": clock.today()}
    )
    services.records.create(
        Kind.PROMISES,
        {"customer_id": made[0], "text": "次の版で見せる", "made_by": "us", "due_on": clock.today() + 7 * DAY},
    )
    return made


@pytest.fixture
def page(ids: list[int], workbench: Workbench, qtbot: QtBot) -> Iterator[CustomersPage]:
    del ids
    workbench.tasks.done.connect(workbench.messages.outcome)
    made = CustomersPage(workbench)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: bool(made.pane.model.ids))
    made.activateWindow()
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)


@pytest.fixture
def opened(page: CustomersPage, ids: list[int], qtbot: QtBot) -> CustomerPanel:
    """The page of the first customer, opened by Enter on its row."""
    page.pane.table.setFocus()
    page.pane.table.go_to(ids[0])
    QTest.keyClick(page.pane.table, KEY.Key_Return)
    qtbot.waitUntil(lambda: page.whole.on)
    panel = page.panel.panel
    assert panel is not None
    return panel


def _press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


def _type(text: str) -> None:
    """Let an input method commit a text where the focus is."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    focus = QApplication.focusWidget()
    assert focus is not None
    QApplication.sendEvent(focus, event)


def _block(panel: CustomerPanel, name: str) -> EntryBlock:
    block = panel.blocks[name]
    assert isinstance(block, EntryBlock)
    return block


def _tab_to(wanted: QWidget) -> None:
    for _step in range(80):
        if QApplication.focusWidget() is wanted:
            return
        _press(KEY.Key_Tab)
    raise AssertionError(wanted)


def test_enter_opens_the_page_and_escape_leads_back_to_the_same_row(
    page: CustomersPage, opened: CustomerPanel, ids: list[int], qtbot: QtBot
) -> None:
    assert not page.pane.isVisible()
    assert page.context() == opened.head.title.text()
    _press(KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.record is not None and opened.record.id == ids[1])
    _press(KEY.Key_Escape)
    assert page.pane.isVisible()
    assert page.pane.table.hasFocus()
    assert page.pane.table.current_id() == ids[1]
    assert not page.panel.is_open()


def test_control_enter_opens_the_panel_beside_the_list_in_full_and_f6_goes_over_to_it(
    page: CustomersPage, ids: list[int], qtbot: QtBot
) -> None:
    table = page.pane.table
    table.setFocus()
    table.go_to(ids[0])
    _press(KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.panel.is_open)
    assert page.pane.isVisible()
    _press(KEY.Key_F6)
    panel = page.panel.panel
    assert panel is not None
    focus = QApplication.focusWidget()
    assert focus is not None
    assert panel.isAncestorOf(focus)
    _press(KEY.Key_F6)
    assert table.hasFocus()
    _press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.whole.on)
    _press(KEY.Key_Escape)
    assert page.panel.is_open()


def test_the_next_action_is_done_and_a_new_one_is_added_without_the_mouse(
    opened: CustomerPanel, services: Services, ids: list[int], clock: Clock, qtbot: QtBot
) -> None:
    block = _block(opened, "actions")
    assert block.lines.hasFocus()
    assert [line.text for line in block.lines.lines()] == ["見積もりを送る"]
    _press(KEY.Key_E)
    qtbot.waitUntil(lambda: not block.lines.lines())
    assert services.customers.related(ids[0], Kind.NEXT_ACTIONS)[0].values["done_on"] == clock.today()
    assert block.is_folded()
    _tab_to(block.fold_line)
    _press(KEY.Key_Space)
    _type("議題を送る")
    _press(KEY.Key_Tab)
    _type("+3d")
    _press(KEY.Key_Return)
    qtbot.waitUntil(lambda: [line.text for line in block.lines.lines()] == ["議題を送る"])
    saved = services.customers.related(ids[0], Kind.NEXT_ACTIONS)[-1]
    assert saved.values["due_on"] == clock.today() + 3 * DAY
    assert block.lines.hasFocus()


def test_a_promise_is_kept_and_stays_in_sight_when_asked_for(
    opened: CustomerPanel, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    block = _block(opened, "promises")
    _tab_to(block.lines)
    _press(KEY.Key_K)
    qtbot.waitUntil(lambda: not block.lines.lines())
    assert "kept_on" in services.customers.related(ids[0], Kind.PROMISES)[0].values
    _tab_to(block.more)
    _press(KEY.Key_Space)
    assert [(line.text, line.checked) for line in block.lines.lines()] == [("次の版で見せる", True)]
    _tab_to(block.lines)
    _press(KEY.Key_R)
    qtbot.waitUntil(lambda: block.lines.lines()[0].checked is False)


def test_the_success_definition_is_written_in_place_as_one_step(
    opened: CustomerPanel, services: Services, ids: list[int], toasts: list[Toast], qtbot: QtBot
) -> None:
    block = opened.blocks["success"]
    assert block.is_folded()
    block.fold_line.setFocus()
    _press(KEY.Key_Space)
    _type("残業なしで送り切る")
    _press(KEY.Key_Tab)
    _type("月末の残業")
    _press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "success_measure" in services.customers.get(ids[0]).values)
    values = services.customers.get(ids[0]).values
    assert (values["success_goal"], values["success_measure"]) == ("残業なしで送り切る", "月末の残業")
    qtbot.waitUntil(lambda: bool(toasts))
    services.history.undo()
    assert "success_goal" not in services.customers.get(ids[0]).values


def test_wrong_input_stays_and_says_why_and_walking_on_asks_first(
    page: CustomersPage, opened: CustomerPanel, ids: list[int]
) -> None:
    block = _block(opened, "actions")
    _press(KEY.Key_C)
    form = block.form
    assert form is not None
    _press(KEY.Key_Return)
    assert form.rows["title"].fault()
    _type("電話")
    _press(KEY.Key_Tab)
    _type("いつか")
    _press(KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert "いつか" in form.rows["due_on"].fault()
    assert opened.record is not None
    assert opened.record.id == ids[0]
    assert not form.isHidden()
    _press(KEY.Key_Escape)  # puts back what stood in the field
    _press(KEY.Key_Escape)  # closes the form
    assert form.isHidden()
    assert page.whole.on


def test_unfinished_input_is_saved_for_its_customer_when_one_walks_on(
    opened: CustomerPanel, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    _press(KEY.Key_C)
    _type("電話する")
    _press(KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.record is not None and opened.record.id == ids[1])
    titles = [each.values["title"] for each in services.customers.related(ids[0], Kind.NEXT_ACTIONS)]
    assert "電話する" in titles
    assert services.customers.related(ids[1], Kind.NEXT_ACTIONS) == []
    assert _block(opened, "actions").is_folded()


def test_a_form_in_which_nothing_was_typed_is_left_without_a_question(
    opened: CustomerPanel, services: Services, ids: list[int], answers: Answers, qtbot: QtBot
) -> None:
    block = _block(opened, "requests")
    block.fold_line.setFocus()
    _press(KEY.Key_Space)
    assert block.form is not None
    assert not block.form.is_dirty()  # although it begins with a kind and a day
    _press(KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.record is not None and opened.record.id == ids[1])
    assert answers.asked == []
    assert services.sheet.read(ids[0]).of(Kind.REQUESTS) == ()


def test_what_cannot_be_written_is_said_also_when_one_has_walked_on(
    opened: CustomerPanel, services: Services, ids: list[int], toasts: list[Toast], qtbot: QtBot
) -> None:
    _press(KEY.Key_C)
    _type("電話する")
    services.customers.delete([ids[0]])  # by somebody else
    _press(KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.record is not None and opened.record.id == ids[1])
    qtbot.waitUntil(lambda: any(toast.icon == "warning-circle" for toast in toasts))


def test_a_customer_that_leaves_the_list_while_one_works_on_it_stays_on_the_page(
    page: CustomersPage, opened: CustomerPanel, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    for id_ in ids[:2]:
        services.customers.edit([id_], "status", "導入中")
    page.filters.changed.emit(Group((Condition("status", Op.IS, ("導入中",)),)))
    qtbot.waitUntil(lambda: list(page.pane.model.ids) == ids[:2])
    change = services.customers.edit([ids[0]], "status", "契約中")
    page.workbench.tasks.changed.emit(change.changed, None)
    qtbot.waitUntil(lambda: list(page.pane.model.ids) == ids[1:2])
    qtbot.waitUntil(page.workbench.tasks.idle)
    assert opened.record is not None
    assert opened.record.id == ids[0]
    assert page.current_customer() == ids[0]
    _press(KEY.Key_Escape)
    assert page.pane.isVisible()


def test_deleting_the_customer_leads_back_to_the_list(
    page: CustomersPage, opened: CustomerPanel, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    opened.delete_requested.emit(ids[0])
    qtbot.waitUntil(lambda: not page.whole.on)
    assert page.pane.isVisible()
    services.history.undo()
    assert services.customers.get(ids[0]).values["name"]


def test_the_handoff_shows_what_is_missing_and_makes_something_to_do_of_it(
    opened: CustomerPanel, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    block = _block(opened, "handoff")
    block.fold_line.setFocus()
    _press(KEY.Key_Space)
    _type("小野寺課長")
    for _field in range(3):
        _press(KEY.Key_Tab)
    _type("・初年度は2割引")
    _press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(block.lines.lines()) == 5)
    assert [line.fact for line in block.lines.lines()] == ["", "missing", "missing", "", "missing"]
    promises = _block(opened, "promises")
    qtbot.waitUntil(lambda: "初年度は2割引" in [line.text for line in promises.lines.lines()])
    block.lines.setFocus()
    _press(KEY.Key_N)
    qtbot.waitUntil(lambda: len(services.customers.related(ids[0], Kind.NEXT_ACTIONS)) == 4)
    _press(KEY.Key_Delete)
    assert len(services.sheet.read(ids[0]).of(Kind.HANDOFFS)) == 1


def test_a_request_of_two_customers_is_taken_from_one_only(
    opened: CustomerPanel, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    block = _block(opened, "requests")
    block.fold_line.setFocus()
    _press(KEY.Key_Space)
    _type("一括で送りたい")
    _press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(block.lines.lines()) == 1)
    request = services.sheet.read(ids[0]).of(Kind.REQUESTS)[0].id
    services.records.save(Kind.REQUESTS, request, {"customers": (ids[0], ids[1])})
    opened.show_customer(services.sheet.read(ids[0]))
    assert block.lines.lines()[0].text == "一括で送りたい (with 1 other customer)"
    block.lines.setFocus()
    _press(KEY.Key_T)
    qtbot.waitUntil(lambda: "told" in block.lines.lines()[0].fact)
    _press(KEY.Key_Delete)
    qtbot.waitUntil(lambda: not block.lines.lines())
    assert services.records.get(Kind.REQUESTS, request).values["customers"] == (ids[1],)


def test_a_linked_file_opens_and_a_missing_one_is_said_so(
    opened: CustomerPanel,
    services: Services,
    ids: list[int],
    toasts: list[Toast],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    there = tmp_path / "議事録.txt"
    there.write_text("12/3", encoding="utf-8")
    for path in (there, tmp_path / "消えた.xlsx"):
        services.records.create(Kind.FILES, {"customer_id": ids[0], "path": str(path), "title": path.stem})
    opened.show_customer(services.sheet.read(ids[0]))
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
    _press(KEY.Key_Return)
    qtbot.waitUntil(lambda: shown == [str(there)])
    block.lines.go_to(by_title["消えた"])
    _press(KEY.Key_Return)
    qtbot.waitUntil(lambda: any("消えた.xlsx" in toast.text for toast in toasts))
    assert shown == [str(there)]


def test_tags_and_own_fields_are_changed_in_place(
    page: CustomersPage, opened: CustomerPanel, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    made = services.records.add_custom_field(Kind.CUSTOMERS, "店舗数", FieldType.INTEGER)
    page.workbench.tasks.changed.emit(made.changed, None)
    block = opened.blocks["own"]
    assert isinstance(block, FormBlock)
    name = f"custom:{made.value}"
    qtbot.waitUntil(lambda: block.form is not None and name in block.form.names())
    form = block.form
    assert form is not None
    form.focus("tags")
    _type("要注意, 事例候補")
    _press(KEY.Key_Return)
    qtbot.waitUntil(lambda: set(services.customers.get(ids[0]).values["tags"] or ()) == {"要注意", "事例候補"})  # type: ignore[arg-type]
    form.focus(name)
    _type("12")
    _press(KEY.Key_Return)
    qtbot.waitUntil(lambda: services.customers.get(ids[0]).custom.get(made.value) == 12)


def test_tab_walks_every_block_in_the_order_in_which_they_are_read(opened: CustomerPanel) -> None:
    _press(KEY.Key_C)
    seen: list[str] = []
    for _step in range(200):
        focus = QApplication.focusWidget()
        name = next((name for name, block in opened.blocks.items() if focus and block.isAncestorOf(focus)), "")
        if name and (not seen or seen[-1] != name):
            seen.append(name)
        if name == "fields":
            break
        _press(KEY.Key_Tab)
    left_first = [name for name in seen if name in opened.area.order()]
    assert left_first == [name for name in opened.area.order() if name in seen]
    assert len(seen) == len(set(seen))
    assert {"actions", "promises", "requests", "files", "own", "fields"} <= set(seen)


def test_who_was_put_off_is_said_and_taken_back(
    page: CustomersPage, opened: CustomerPanel, services: Services, ids: list[int], clock: Clock, qtbot: QtBot
) -> None:
    item = services.today.queue()[0]
    services.today.snooze(item, clock.today() + 5 * DAY)
    page.workbench.tasks.changed.emit(page.watches, None)
    qtbot.waitUntil(lambda: not opened.head.snoozed.isHidden())
    opened.head.snoozed.button.setFocus()
    _press(KEY.Key_Space)
    qtbot.waitUntil(opened.head.snoozed.isHidden)
    assert services.sheet.read(ids[0]).snoozed_until is None


def test_a_churn_record_that_disagrees_with_the_contracts_is_said_until_it_is_gone(
    page: CustomersPage, opened: CustomerPanel, services: Services, ids: list[int], clock: Clock, qtbot: QtBot
) -> None:
    block = _block(opened, "churn")
    assert block.isHidden()
    assert opened.head.disagreement.isHidden()
    start = clock.today() - 100 * DAY
    services.records.create(Kind.CONTRACTS, {"customer_id": ids[0], "starts_on": start, "mrr": 100})
    left = clock.today() - 10 * DAY
    services.records.create(Kind.CHURN_EVENTS, {"customer_id": ids[0], "churned_on": left, "reason": "予算"})
    page.workbench.tasks.changed.emit(page.watches, None)
    qtbot.waitUntil(lambda: not opened.head.disagreement.isHidden())
    assert "1 contract ran on" in opened.head.disagreement.text.text()
    block.lines.setFocus()
    _press(KEY.Key_Delete)
    qtbot.waitUntil(opened.head.disagreement.isHidden)
    assert block.isHidden()


def test_the_history_of_a_field_is_told_from_the_form(
    opened: CustomerPanel, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    from csops_desktop.ui.widgets.field_history import FieldHistory  # noqa: PLC0415 (only here)

    action = services.customers.related(ids[0], Kind.NEXT_ACTIONS)[0].id
    services.records.save(Kind.NEXT_ACTIONS, action, {"title": "見積もりを渡す"})
    opened.show_customer(services.sheet.read(ids[0]))
    _press(KEY.Key_Return)
    _press(KEY.Key_F4)
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
    page: CustomersPage, opened: CustomerPanel, width: int, columns: int, qtbot: QtBot
) -> None:
    page.resize(width, 800)
    left = opened.blocks["success"]
    right = opened.blocks["contracts"]
    qtbot.waitUntil(lambda: (right.x() > left.x()) is (columns == 2))
