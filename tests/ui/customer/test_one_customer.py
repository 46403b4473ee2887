"""One customer as a user works on it by keyboard: from the list into its page, through its blocks, and back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.query import Condition, Group, Op
from csops_desktop.foundation.clock import Clock
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customer.panel import CustomerPanel
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.messages import Toast
from tests.ui.answers import Answers
from tests.ui.customer.steps import DAY, KEY, entry_block, press, tab_to, type_in


def test_enter_opens_the_page_and_escape_leads_back_to_the_same_row(
    listing: CustomersPage, opened: CustomerPanel, three: list[int], qtbot: QtBot
) -> None:
    assert not listing.pane.isVisible()
    assert listing.context() == opened.head.title.text()
    press(KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.record is not None and opened.record.id == three[1])
    press(KEY.Key_Escape)
    assert listing.pane.isVisible()
    assert listing.pane.table.hasFocus()
    assert listing.pane.table.current_id() == three[1]
    assert not listing.panel.is_open()


def test_control_enter_opens_the_panel_beside_the_list_in_full_and_f6_goes_over_to_it(
    listing: CustomersPage, three: list[int], qtbot: QtBot
) -> None:
    table = listing.pane.table
    table.setFocus()
    table.go_to(three[0])
    press(KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(listing.panel.is_open)
    assert listing.pane.isVisible()
    press(KEY.Key_F6)
    panel = listing.panel.panel
    assert panel is not None
    focus = QApplication.focusWidget()
    assert focus is not None
    assert panel.isAncestorOf(focus)
    press(KEY.Key_F6)
    assert table.hasFocus()
    press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: listing.whole.on)
    press(KEY.Key_Escape)
    assert listing.panel.is_open()


def test_the_next_action_is_done_and_a_new_one_is_added_without_the_mouse(
    opened: CustomerPanel, services: Services, three: list[int], clock: Clock, qtbot: QtBot
) -> None:
    block = entry_block(opened, "actions")
    assert block.lines.hasFocus()
    assert [line.text for line in block.lines.lines()] == ["見積もりを送る"]
    press(KEY.Key_E)
    qtbot.waitUntil(lambda: not block.lines.lines())
    assert services.customers.related(three[0], Kind.NEXT_ACTIONS)[0].values["done_on"] == clock.today()
    assert block.is_folded()
    tab_to(block.fold_line)
    press(KEY.Key_Space)
    type_in("議題を送る")
    press(KEY.Key_Tab)
    type_in("+3d")
    press(KEY.Key_Return)
    qtbot.waitUntil(lambda: [line.text for line in block.lines.lines()] == ["議題を送る"])
    saved = services.customers.related(three[0], Kind.NEXT_ACTIONS)[-1]
    assert saved.values["due_on"] == clock.today() + 3 * DAY
    assert block.lines.hasFocus()


def test_a_promise_is_kept_and_stays_in_sight_when_asked_for(
    opened: CustomerPanel, services: Services, three: list[int], qtbot: QtBot
) -> None:
    block = entry_block(opened, "promises")
    tab_to(block.lines)
    press(KEY.Key_K)
    qtbot.waitUntil(lambda: not block.lines.lines())
    assert "kept_on" in services.customers.related(three[0], Kind.PROMISES)[0].values
    tab_to(block.more)
    press(KEY.Key_Space)
    assert [(line.text, line.checked) for line in block.lines.lines()] == [("次の版で見せる", True)]
    tab_to(block.lines)
    press(KEY.Key_R)
    qtbot.waitUntil(lambda: block.lines.lines()[0].checked is False)


def test_the_success_definition_is_written_in_place_as_one_step(
    opened: CustomerPanel, services: Services, three: list[int], toasts: list[Toast], qtbot: QtBot
) -> None:
    block = opened.blocks["success"]
    assert block.is_folded()
    block.fold_line.setFocus()
    press(KEY.Key_Space)
    type_in("残業なしで送り切る")
    press(KEY.Key_Tab)
    type_in("月末の残業")
    press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "success_measure" in services.customers.get(three[0]).values)
    values = services.customers.get(three[0]).values
    assert (values["success_goal"], values["success_measure"]) == ("残業なしで送り切る", "月末の残業")
    qtbot.waitUntil(lambda: bool(toasts))
    services.history.undo()
    assert "success_goal" not in services.customers.get(three[0]).values


def test_wrong_input_stays_and_says_why_and_walking_on_asks_first(
    listing: CustomersPage, opened: CustomerPanel, three: list[int]
) -> None:
    block = entry_block(opened, "actions")
    press(KEY.Key_C)
    form = block.form
    assert form is not None
    press(KEY.Key_Return)
    assert form.rows["title"].fault()
    type_in("電話")
    press(KEY.Key_Tab)
    type_in("いつか")
    press(KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert "いつか" in form.rows["due_on"].fault()
    assert opened.record is not None
    assert opened.record.id == three[0]
    assert not form.isHidden()
    press(KEY.Key_Escape)  # puts back what stood in the field
    press(KEY.Key_Escape)  # closes the form
    assert form.isHidden()
    assert listing.whole.on


def test_unfinished_input_is_saved_for_its_customer_when_one_walks_on(
    opened: CustomerPanel, services: Services, three: list[int], qtbot: QtBot
) -> None:
    press(KEY.Key_C)
    type_in("電話する")
    press(KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.record is not None and opened.record.id == three[1])
    titles = [each.values["title"] for each in services.customers.related(three[0], Kind.NEXT_ACTIONS)]
    assert "電話する" in titles
    assert services.customers.related(three[1], Kind.NEXT_ACTIONS) == []
    assert entry_block(opened, "actions").is_folded()


def test_a_form_in_which_nothing_was_typed_is_left_without_a_question(
    opened: CustomerPanel, services: Services, three: list[int], answers: Answers, qtbot: QtBot
) -> None:
    block = entry_block(opened, "requests")
    block.fold_line.setFocus()
    press(KEY.Key_Space)
    assert block.form is not None
    assert not block.form.is_dirty()  # although it begins with a kind and a day
    press(KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.record is not None and opened.record.id == three[1])
    assert answers.asked == []
    assert services.sheet.read(three[0]).of(Kind.REQUESTS) == ()


def test_what_cannot_be_written_is_said_also_when_one_has_walked_on(
    opened: CustomerPanel, services: Services, three: list[int], toasts: list[Toast], qtbot: QtBot
) -> None:
    press(KEY.Key_C)
    type_in("電話する")
    services.customers.delete([three[0]])  # by somebody else
    press(KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.record is not None and opened.record.id == three[1])
    qtbot.waitUntil(lambda: any(toast.icon == "warning-circle" for toast in toasts))


def test_a_customer_that_leaves_the_list_while_one_works_on_it_stays_on_the_page(
    listing: CustomersPage, opened: CustomerPanel, services: Services, three: list[int], qtbot: QtBot
) -> None:
    for id_ in three[:2]:
        services.customers.edit([id_], "status", "導入中")
    listing.filters.changed.emit(Group((Condition("status", Op.IS, ("導入中",)),)))
    qtbot.waitUntil(lambda: list(listing.pane.model.ids) == three[:2])
    change = services.customers.edit([three[0]], "status", "契約中")
    listing.workbench.tasks.changed.emit(change.changed, None)
    qtbot.waitUntil(lambda: list(listing.pane.model.ids) == three[1:2])
    qtbot.waitUntil(listing.workbench.tasks.idle)
    assert opened.record is not None
    assert opened.record.id == three[0]
    assert listing.current_customer() == three[0]
    press(KEY.Key_Escape)
    assert listing.pane.isVisible()


def test_deleting_the_customer_leads_back_to_the_list(
    listing: CustomersPage, opened: CustomerPanel, services: Services, three: list[int], qtbot: QtBot
) -> None:
    opened.delete_requested.emit(three[0])
    qtbot.waitUntil(lambda: not listing.whole.on)
    assert listing.pane.isVisible()
    services.history.undo()
    assert services.customers.get(three[0]).values["name"]
