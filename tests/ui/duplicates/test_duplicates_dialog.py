"""Duplicates by keyboard: the groups with why, whose value counts, merging, telling apart, undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.query import ListQuery
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.duplicates.dialogs import DuplicatesDialog, MergeDialog
from csops_desktop.ui.features.duplicates.merge_pane import MergePane
from csops_desktop.ui.state import Workbench
from tests.helpers.looks import differences, everything
from tests.ui.answers import Answers

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def twins(services: Services) -> tuple[int, int]:
    keep = services.customers.create({"name": "株式会社クルミ商事", "external_id": "C-1", "industry": "卸売"}).value
    other = services.customers.create(
        {"name": "㈱クルミ商事", "external_id": "C-9", "industry": "小売", "phone": "03-1234-5678", "note": "展示会"}
    ).value
    return keep, other


def _dialog(qtbot: QtBot, workbench: Workbench, parent: QWidget) -> DuplicatesDialog:
    dialog = DuplicatesDialog(workbench, parent)
    dialog.open()
    qtbot.waitUntil(lambda: workbench.tasks.idle() and dialog.merge_button.isEnabled())
    return dialog


def _choice(pane: MergePane, name: str, text: str) -> QRadioButton:
    assert pane.choices is not None
    row = next(row for row in pane.choices.rows if row.name == name)
    return next(
        button for button in row.group.buttons() if isinstance(button, QRadioButton) and button.toolTip() == text
    )


def test_a_store_without_duplicates_says_so(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget
) -> None:
    services.customers.create({"name": "まるやま園芸"})
    dialog = DuplicatesDialog(workbench, parent)
    dialog.open()
    qtbot.waitUntil(dialog.empty.isVisible)
    assert not dialog.merge_button.isEnabled()


def test_two_customers_become_one_without_the_mouse(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget, twins: tuple[int, int]
) -> None:
    keep, other = twins
    services.records.create(Kind.NEXT_ACTIONS, {"customer_id": other, "title": "見積もり"})
    before = everything(services)
    dialog = _dialog(qtbot, workbench, parent)
    line = dialog.view.current_line()
    assert line is not None
    assert (line.text, line.below) == ("株式会社クルミ商事 / ㈱クルミ商事", "same name")
    assert "1 next action" in dialog.pane.foot.text()
    _choice(dialog.pane, "industry", "小売").setFocus()
    qtbot.keyClick(_choice(dialog.pane, "industry", "小売"), Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(dialog.empty.isVisible)
    shown = services.customers.get(keep).values
    assert services.customers.find(ListQuery()).ids == (keep,)
    assert [shown[name] for name in ("name", "external_id", "industry", "phone")] == [
        "株式会社クルミ商事", "C-1", "小売", "03-1234-5678",
    ]  # fmt: skip
    assert shown["note"] == "展示会\n\nMerged on 2026-11-24: C-9 ㈱クルミ商事"
    assert services.customers.suggest("C-9") == [(keep, "株式会社クルミ商事")]
    qtbot.keyClick(dialog, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: dialog.view.isVisible() and dialog.merge_button.isEnabled())
    assert differences(everything(services), before) == {}


def test_the_other_one_can_stay(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget, twins: tuple[int, int]
) -> None:
    keep, other = twins
    dialog = _dialog(qtbot, workbench, parent)
    assert dialog.pane.choices is not None
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert dialog.pane.choices.heads.button(keep).hasFocus()
    qtbot.keyClick(dialog.pane.choices.heads.button(keep), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: workbench.tasks.idle() and dialog.merge_button.isEnabled())
    assert _choice(dialog.pane, "industry", "小売").isChecked()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(dialog.empty.isVisible)
    assert services.customers.get(other).values["name"] == "㈱クルミ商事"


def test_not_duplicates_is_remembered(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget, twins: tuple[int, int]
) -> None:
    del twins
    dialog = _dialog(qtbot, workbench, parent)
    qtbot.keyClick(dialog, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(dialog.empty.isVisible)
    assert services.duplicates.find() == []
    qtbot.keyClick(dialog, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: dialog.view.isVisible() and dialog.merge_button.isEnabled())
    assert len(services.duplicates.find()) == 1


def test_of_three_one_can_be_left_out(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget, twins: tuple[int, int]
) -> None:
    keep, other = twins
    third = services.customers.create({"name": "クルミ商事（有）"}).value
    dialog = _dialog(qtbot, workbench, parent)
    assert set(dialog.pane.boxes) == {keep, other, third}
    qtbot.keyClick(dialog.pane.boxes[third], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: workbench.tasks.idle() and dialog.merge_button.isEnabled())
    assert not dialog.pane.boxes[keep].isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: set(dialog.pane.chosen_ids()) == {keep, third})
    assert set(services.customers.find(ListQuery()).ids) == {keep, third}


def test_custom_fields_and_notes_of_both(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget, twins: tuple[int, int]
) -> None:
    keep, other = twins
    field = services.records.add_custom_field(Kind.CUSTOMERS, "契約形態", FieldType.TEXT).value
    services.customers.edit([keep], f"custom:{field}", "直販")
    services.customers.edit([other], f"custom:{field}", "代理店")
    services.customers.edit([keep], "note", "重要な顧客")
    dialog = _dialog(qtbot, workbench, parent)
    assert _choice(dialog.pane, f"custom:{field}", "直販").isChecked()
    assert _choice(dialog.pane, "note", "重要な顧客\n\n展示会").isChecked()
    _choice(dialog.pane, f"custom:{field}", "代理店").click()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(dialog.empty.isVisible)
    shown = services.customers.get(keep)
    assert shown.custom == {field: "代理店"}
    assert str(shown.values["note"]).startswith("重要な顧客\n\n展示会\n\nMerged")


def test_a_customer_that_went_meanwhile_is_told(
    qtbot: QtBot,
    workbench: Workbench,
    services: Services,
    parent: QWidget,
    answers: Answers,
    twins: tuple[int, int],
) -> None:
    dialog = _dialog(qtbot, workbench, parent)
    services.customers.delete([twins[1]])
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(answers.asked))
    assert answers.asked[0].title == "They were not merged"
    assert services.customers.find(ListQuery()).ids == (twins[0],)


def test_the_list_merges_what_is_selected(
    qtbot: QtBot, workbench: Workbench, services: Services, parent: QWidget, twins: tuple[int, int], tmp_path: Path
) -> None:
    del tmp_path
    page = CustomersPage(workbench)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    qtbot.waitUntil(lambda: page.pane.count() == 2)
    page.pane.table.setFocus()
    page.pane.table.selectAll()
    asked: list[object] = []
    workbench.navigator.merging.connect(asked.append)
    page.rows.merge_selected()
    assert [sorted(ids) for ids in asked if isinstance(ids, list | tuple)] == [sorted(twins)]
    dialog = MergeDialog(workbench, parent, list(twins))
    dialog.open()
    qtbot.waitUntil(lambda: workbench.tasks.idle() and dialog.merge_button.isEnabled())
    with qtbot.waitSignal(workbench.tasks.done):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert services.customers.find(ListQuery()).ids == (twins[0],)
