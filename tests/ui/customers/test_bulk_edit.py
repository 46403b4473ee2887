"""まとめて変更 as a user drives it: whom it is for, what it shows before, one step, nobody else touched."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.query import Condition, Group, Op
from csops_desktop.services.bundle import Services
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customers.bulk_dialog import BulkDialog
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import Workbench

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value

NAMES = ("青葉商事", "いろは器械", "うみかぜ運輸", "江戸川製紙", "おりべ紙器")
Open = Callable[[], BulkDialog]


@pytest.fixture
def members(services: Services) -> list[int]:
    return [services.records.create(Kind.MEMBERS, {"name": name}).value for name in ("佐伯 美緒", "Ono Chika")]


@pytest.fixture
def ids(services: Services, members: list[int]) -> list[int]:
    """Five customers in the order of the list; touches in turn, the first two with an owner."""
    found = []
    for n, name in enumerate(NAMES):
        values: dict[str, Value] = {"name": name, "reading": "あいうえお"[n], "touch": ("high", "low")[n % 2]}
        found.append(services.customers.create({**values, "owner_id": members[0] if n < 2 else None}).value)
    return found


@pytest.fixture
def page(ids: list[int], workbench: Workbench, qtbot: QtBot) -> Iterator[CustomersPage]:
    workbench.tasks.done.connect(workbench.messages.outcome)
    made = CustomersPage(workbench)
    workbench.tasks.changed.connect(lambda areas, _by: made.refresh(areas))
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.pane.count() == len(ids))
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)


@pytest.fixture
def opened(page: CustomersPage, qtbot: QtBot) -> Open:
    def made() -> BulkDialog:
        page.trigger(ActionId.BULK_EDIT)
        dialog = page.findChild(BulkDialog)
        assert dialog is not None
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return made


def _settled(dialog: BulkDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(dialog.is_settled)


def _cells(dialog: BulkDialog) -> list[object]:
    """Return the first two cells of the first row of the preview."""
    model = dialog.preview.table.model()
    return [model.data(model.index(0, at)) for at in range(2)]


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus: QWidget | None = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def _type(text: str) -> None:
    focus: QWidget | None = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def _choose(dialog: BulkDialog, name: str, value: str, row: int = 0) -> None:
    """Choose a field and type its value, or pick it in the list."""
    dialog.rows[row].choose(name)
    editor = dialog.rows[row].editor
    assert editor is not None
    editor.setFocus()
    if isinstance(editor.box, QLineEdit):
        editor.box.insert(value)
    else:
        QTest.keyClicks(editor.box, value)


def _owners(services: Services, ids: list[int]) -> list[object]:
    return [row.values.get("owner_id") for row in services.customers.rows(ids)]


def test_the_filtered_customers_get_an_owner_by_keyboard_and_ctrl_z_gives_the_old_ones_back(
    page: CustomersPage, opened: Open, services: Services, ids: list[int], members: list[int], qtbot: QtBot,
    toasts: list[Toast],
) -> None:  # fmt: skip
    page.filters.changed.emit(Group((Condition("touch", Op.IS, ("high",)),)))
    qtbot.waitUntil(lambda: page.pane.count() == 3)
    dialog = opened()
    assert dialog.heading.text() == "Change 3 customers at once?"
    assert dialog.text.text() == "3 of the 3 customers listed. No other customer is touched."
    _type("Owner")
    _press(Qt.Key.Key_Tab)
    _press(Qt.Key.Key_Tab)
    _type("Ono")
    _settled(dialog, qtbot)
    assert dialog.take.text() == "Change 3 customers"
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[-1].text == "Changed Owner of 3 customers"
    assert _owners(services, ids) == [members[1], members[0], members[1], None, members[1]]
    services.history.undo()
    assert _owners(services, ids) == [members[0], members[0], None, None, None]


def test_several_selected_are_meant_first_all_listed_on_request(
    page: CustomersPage, opened: Open, ids: list[int]
) -> None:
    page.pane.table.go_to(ids[1])
    QTest.keyClick(page.pane.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    dialog = opened()
    assert list(dialog.ids()) == ids[1:3]
    assert dialog.text.text() == "2 of the 5 customers listed. No other customer is touched."
    dialog.scope.chosen.emit("listed")
    dialog.scope.choose("listed")
    assert list(dialog.ids()) == ids


def test_the_preview_counts_and_shows_old_and_new(
    opened: Open, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    services.customers.edit(ids[3:], "phase", "adoption")
    dialog = opened()
    _choose(dialog, "phase", "Adop")
    _settled(dialog, qtbot)
    assert dialog.preview.segment.current() == "changed"
    table = dialog.preview.table
    model = table.model()
    assert model.rowCount() == 3
    qtbot.waitUntil(lambda: _cells(dialog) == ["青葉商事", "(blank) → Adoption"])
    dialog.preview.segment.choose("same")
    dialog.preview.segment.chosen.emit("same")
    assert model.rowCount() == 2


def test_nothing_is_carried_out_while_a_value_is_missing_wrong_or_not_previewed(
    opened: Open, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    dialog = opened()
    _choose(dialog, "cadence_days", "x")
    _settled(dialog, qtbot)
    assert not dialog.take.isEnabled()
    assert dialog.rows[0].is_wrong()
    editor = dialog.rows[0].editor
    assert editor is not None
    QTest.keyClick(editor.box, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor.box, "21")
    assert not dialog.take.isEnabled()  # the preview of it is still to come
    _press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    _settled(dialog, qtbot)
    assert dialog.take.isEnabled()
    assert [row.values.get("cadence_days") for row in services.customers.rows(ids)] == [None] * 5


def test_tags_custom_fields_and_emptying_go_together_as_one_step(
    opened: Open, services: Services, ids: list[int], qtbot: QtBot, page: CustomersPage, toasts: list[Toast]
) -> None:
    field = services.records.add_custom_field(Kind.CUSTOMERS, "契約書の日", FieldType.DATE).value
    page._loader.lookups(page._on_lookups)  # noqa: SLF001 (as after an import that added a field)
    qtbot.waitUntil(lambda: f"custom:{field}" in page.knowledge.lookups.sources)
    dialog = opened()
    _choose(dialog, "tags", "重点, 新")
    dialog.more.click()
    _choose(dialog, f"custom:{field}", "R8.4.1", 1)
    dialog.more.click()
    dialog.rows[2].choose("owner_id")
    dialog.rows[2].act.setCurrentIndex(1)
    _settled(dialog, qtbot)
    dialog.take.click()
    qtbot.waitUntil(lambda: bool(toasts))
    rows = services.customers.rows(ids)
    assert {row.values["tags"] for row in rows} == {("新", "重点")}
    assert {row.custom[field] for row in rows} == {dt.date(2026, 4, 1)}
    assert {row.values.get("owner_id") for row in rows} == {None}
    services.history.undo()
    assert {row.values["tags"] for row in services.customers.rows(ids)} == {()}


def test_a_change_made_meanwhile_is_told_and_the_preview_comes_anew(
    opened: Open, services: Services, ids: list[int], qtbot: QtBot
) -> None:
    dialog = opened()
    _choose(dialog, "status", "利用中")
    _settled(dialog, qtbot)
    services.customers.edit(ids[:1], "status", "休止")
    dialog.take.click()
    qtbot.waitUntil(lambda: "meanwhile" in dialog.note.text() and dialog.is_settled())
    assert dialog.isVisible()
    assert services.customers.get(ids[1]).values.get("status") is None
    dialog.take.click()
    qtbot.waitUntil(lambda: services.customers.get(ids[0]).values.get("status") == "利用中")


def test_the_selection_is_there_after_the_change(
    page: CustomersPage, opened: Open, ids: list[int], qtbot: QtBot, toasts: list[Toast]
) -> None:
    page.pane.table.go_to(ids[1])
    QTest.keyClick(page.pane.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    dialog = opened()
    _choose(dialog, "status", "利用中")
    _settled(dialog, qtbot)
    dialog.take.click()
    qtbot.waitUntil(lambda: bool(toasts))
    assert page.pane.table.selected_ids() == ids[1:3]


def test_escape_leaves_everything_as_it_was(opened: Open, services: Services, ids: list[int], qtbot: QtBot) -> None:
    dialog = opened()
    _choose(dialog, "status", "利用中")
    _settled(dialog, qtbot)
    _press(Qt.Key.Key_Escape)
    assert {row.values.get("status") for row in services.customers.rows(ids)} == {None}
