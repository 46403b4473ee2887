"""The id-table: rows come on demand, and nothing the user holds gets lost when ids change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Field, FieldType
from csops_desktop.domain.records import Value
from csops_desktop.foundation.errors import CsopsError, InvalidValueError
from csops_desktop.ui.tables.columns import Cell, Column, Paint, select_column
from csops_desktop.ui.tables.editors import Editing, LineEditor
from csops_desktop.ui.tables.model import LOADING, PAGE, IdTableModel
from csops_desktop.ui.tables.view import IdTableView
from csops_desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the book."""

    id: int
    name: str
    amount: int = 0


class Book:
    """Rows in memory; answers when it is told to, like a worker would."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = {row.id: row for row in rows}
        self.asked: list[tuple[int, ...]] = []
        self.waiting: list[Callable[[], None]] = []
        self.at_once = True

    def load(self, ids: tuple[int, ...], then: Callable[[Sequence[Row]], None]) -> None:
        self.asked.append(ids)
        found = [self.rows[id_] for id_ in ids if id_ in self.rows]
        if self.at_once:
            then(found)
        else:
            self.waiting.append(lambda: then(found))


NAME = Field("name", required=True)
AMOUNT = Field("amount", FieldType.INTEGER)


def _amount(row: Row) -> Cell:
    return Cell(str(row.amount))


def _columns() -> list[Column]:
    return [
        select_column(lambda: "all"),
        Column("name", lambda: "Name", 120, lambda row: Cell(row.name), Paint.STRONG, NAME, lambda row: row.name),
        Column("amount", lambda: "Amount", 80, _amount, Paint.NUMBER, AMOUNT, lambda row: str(row.amount)),
        Column("id", lambda: "Id", 60, lambda row: Cell(str(row.id)), sortable=False),
    ]


def _parse(field: Field, text: str) -> Value:
    if field is AMOUNT and not text.isdigit():
        raise InvalidValueError(field.name, text, "no_number")
    return int(text) if field is AMOUNT else text


def _explain(error: CsopsError) -> str:
    return f"not a number: {getattr(error, 'value', '')}"


@pytest.fixture
def book() -> Book:
    return Book([Row(n, f"name {n}", n * 10) for n in range(1, 501)])


@pytest.fixture
def model(book: Book, qtbot: QtBot) -> IdTableModel[Row]:
    del qtbot
    made: IdTableModel[Row] = IdTableModel(_columns(), book.load, lambda row: row.id)
    made.set_ids(tuple(range(1, 501)))
    return made


@pytest.fixture
def view(model: IdTableModel[Row], theme: Theme, qtbot: QtBot) -> IdTableView:
    editing = Editing(_parse, lambda _field: [], _explain)
    made = IdTableView(model, theme, editing)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: model.cell(0, 1) is not None)
    return made


def test_the_model_keeps_the_contract_of_qt(model: IdTableModel[Row], qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    qtmodeltester.check(model)
    held = QPersistentModelIndex(model.index(400, 1))
    for ids in ((5, 3, 1), tuple(range(500, 0, -1)), (), tuple(range(1, 501))):
        model.set_ids(ids)
    model.set_columns(_columns()[:2])
    model.set_columns(_columns())
    qtbot.wait(1)
    assert not held.isValid()


def test_only_pages_that_are_looked_at_are_read(model: IdTableModel[Row], book: Book, qtbot: QtBot) -> None:
    assert model.data(model.index(200, 1)) == LOADING
    qtbot.waitUntil(lambda: model.data(model.index(200, 1)) == "name 201")
    assert len(book.asked) == 1
    assert len(book.asked[0]) == PAGE
    assert 201 in book.asked[0]


def test_selection_and_current_follow_their_rows_through_sort_and_filter(view: IdTableView) -> None:
    view.go_to(3)
    flags = QItemSelectionModel.SelectionFlag
    for row in (6, 11):
        view.selectionModel().select(view.model().index(row, 1), flags.Select | flags.Rows)
    view.show_ids(tuple(range(500, 0, -1)))
    assert view.current_id() == 3
    assert set(view.selected_ids()) == {3, 7, 12}
    view.show_ids((12, 3, 99))
    assert view.current_id() == 3
    assert set(view.selected_ids()) == {3, 12}
    view.show_ids((99,))
    assert view.current_id() is None
    assert view.selected_ids() == []


def test_everything_stays_selected_when_everything_was(view: IdTableView) -> None:
    view.selectAll()
    view.show_ids(tuple(range(500, 0, -1)))
    assert len(view.selected_ids()) == 500


def test_a_late_answer_of_before_a_change_is_not_shown(model: IdTableModel[Row], book: Book, qtbot: QtBot) -> None:
    book.at_once = False
    model.record(0)
    qtbot.waitUntil(lambda: len(book.waiting) == 1)
    book.rows[1] = replace(book.rows[1], name="renamed")
    model.refresh()
    model.record(0)
    qtbot.waitUntil(lambda: len(book.waiting) == 2)
    book.waiting[0]()
    assert model.cell(0, 1) is None
    book.waiting[1]()
    cell = model.cell(0, 1)
    assert cell is not None
    assert cell.text == "renamed"


def test_the_frame_of_the_focus_goes_with_the_current_row(view: IdTableView, qtbot: QtBot) -> None:
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    view.go_to(1)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    view.show_ids((3, 2, 1))
    at_once = view.grab().toImage()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.grab().toImage() == at_once


def test_a_refresh_shows_the_old_row_until_the_new_one_is_there(
    model: IdTableModel[Row], book: Book, qtbot: QtBot
) -> None:
    model.record(0)
    qtbot.waitUntil(lambda: model.cell(0, 1) is not None)
    book.at_once = False
    book.rows[1] = replace(book.rows[1], name="renamed")
    model.refresh()
    assert model.data(model.index(0, 1)) == "name 1"
    qtbot.waitUntil(lambda: bool(book.waiting))
    book.waiting[-1]()
    assert model.data(model.index(0, 1)) == "renamed"


def test_a_group_heading_is_neither_selected_nor_edited(view: IdTableView, model: IdTableModel[Row]) -> None:
    view.show_ids((-1, 1, 2, -2, 3), {-1: "first 2", -2: "second 1"})
    assert model.data(model.index(0, 0)) == "first 2"
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsSelectable
    view.selectAll()
    assert view.selected_ids() == [1, 2, 3]
    view.go_to(2)
    view.step(1)
    assert view.current_id() == 3


def test_space_selects_and_the_heading_box_selects_all(view: IdTableView) -> None:
    view.go_to(1)
    view.clearSelection()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.selected_ids() == [1]
    view.horizontalHeader().sectionClicked.emit(0)
    assert len(view.selected_ids()) == 500
    view.horizontalHeader().sectionClicked.emit(0)
    assert view.selected_ids() == []


def test_enter_opens_and_f2_edits_then_enter_goes_down_and_tab_goes_on(
    view: IdTableView, model: IdTableModel[Row], qtbot: QtBot
) -> None:
    view.go_to(1)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [1]
    view.setCurrentIndex(model.index(0, 1))
    edits: list[tuple[int, str, object]] = []
    model.edit_requested.connect(lambda *given: edits.append(given))
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit, "cellEditor")
    assert editor is not None
    editor.setText("new name")
    editor.setModified(True)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert edits == [(1, "name", "new name")]
    assert view.currentIndex().row() == 1
    QTest.keyClick(view, Qt.Key.Key_F2)
    QTest.keyClick(view.findChildren(QLineEdit, "cellEditor")[-1], Qt.Key.Key_Tab)
    assert view.currentIndex().column() == 2
    assert view.state() == IdTableView.State.EditingState


def test_wrong_input_stays_with_a_sentence_until_it_is_put_right(
    view: IdTableView, model: IdTableModel[Row], qtbot: QtBot
) -> None:
    view.setCurrentIndex(model.index(4, 2))
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(LineEditor, "cellEditor")
    assert editor is not None
    editor.clear()
    QTest.keyClicks(editor, "twelve")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert editor.note == "not a number: twelve"
    editor.clear()
    QTest.keyClicks(editor, "12")
    assert editor.note == ""
    with qtbot.waitSignal(model.edit_requested) as asked:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert asked.args == [5, "amount", 12]


def test_new_ids_wait_until_the_open_editor_is_closed(
    view: IdTableView, model: IdTableModel[Row], qtbot: QtBot
) -> None:
    view.setCurrentIndex(model.index(4, 1))
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(LineEditor, "cellEditor")
    assert editor is not None
    QTest.keyClicks(editor, "half")
    view.show_ids((1, 2))
    assert editor.isVisible()
    assert editor.text() == "half"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tuple(model.ids) == (1, 2))


def test_columns_follow_the_text_size(view: IdTableView, theme: Theme) -> None:
    before = view.widths()
    theme.set_scale(125)
    assert view.widths() == before
    assert view.horizontalHeader().sectionSize(2) == 100
    assert view.rowHeight(0) == theme.px("row.normal")


def test_escape_leaves_the_cell_as_it_was(view: IdTableView, model: IdTableModel[Row], qtbot: QtBot) -> None:
    view.setCurrentIndex(model.index(4, 2))
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(LineEditor, "cellEditor")
    assert editor is not None
    editor.setText("x")
    with qtbot.assertNotEmitted(model.edit_requested):
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert view.state() == IdTableView.State.NoState


def test_a_narrow_view_drops_the_least_important_column(book: Book, theme: Theme, qtbot: QtBot) -> None:
    columns = _columns()
    columns[1] = replace(columns[1], stretch=True)
    columns[2] = replace(columns[2], priority=1)
    columns[3] = replace(columns[3], priority=2)
    made: IdTableModel[Row] = IdTableModel(columns, book.load, lambda row: row.id)
    table = IdTableView(made, theme)
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    qtbot.waitExposed(table)
    header = table.horizontalHeader()
    assert not header.isSectionHidden(3)
    assert header.length() == table.viewport().width()
    table.resize(270, 300)
    qtbot.waitUntil(lambda: header.isSectionHidden(3))
    assert not header.isSectionHidden(2)
