"""The operation map as a user drives it: walk points and cells, open lists, plan actions, draw the poster."""

import datetime as dt
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.level_filter import at_level
from csops_desktop.domain.operation_map import cells
from csops_desktop.domain.query import Condition, Op
from csops_desktop.services.bundle import Services
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.map.action_dialog import ActionDialog
from csops_desktop.ui.features.map.begin import BeginDialog
from csops_desktop.ui.features.map.chosen import Chosen
from csops_desktop.ui.features.map.columns import columns
from csops_desktop.ui.features.map.marks import Size
from csops_desktop.ui.features.map.matrix_drawing import MatrixPainter
from csops_desktop.ui.features.map.page import MapPage
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import ListPlace, PageId, Place, Workbench
from tests.helpers import levels
from tests.ui.answers import Answers

JULY, NOVEMBER = dt.date(2026, 7, 1), dt.date(2026, 11, 1)
_KEY = Qt.Key


@pytest.fixture
def product(services: Services) -> int:
    """A product with customers at several places of its map."""
    made = levels.product(services)
    levels.customer(services, made, "青葉", {JULY: 1, NOVEMBER: 2}, touch="high", mrr=300)
    levels.customer(services, made, "いろは", {JULY: 1}, touch="high", mrr=200)
    levels.customer(services, made, "うみ", {NOVEMBER: 0}, touch="low", mrr=100)
    levels.customer(services, made, "えど", touch="low", mrr=50)
    return made


@pytest.fixture
def places(workbench: Workbench) -> list[Place]:
    """Where the page led to."""
    found: list[Place] = []
    workbench.navigator.requested.connect(found.append)
    return found


@pytest.fixture
def page(product: int, workbench: Workbench, qtbot: QtBot) -> MapPage:
    del product
    return _open(workbench, qtbot)


def _open(workbench: Workbench, qtbot: QtBot) -> MapPage:
    made = MapPage(workbench)
    qtbot.addWidget(made)
    made.resize(1240, 800)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.loaded)
    made.focus_content()
    return made


def _press(widget: QWidget, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(widget, key, modifier)


def _titles(page: MapPage, level: int, touch: str) -> list[str]:
    assert page.book is not None
    return [each.plan.title for each in cells(page.book)[level, touch].actions]


def _is_planned(page: MapPage, title: str) -> bool:
    return title in _titles(page, 2, "high")


def _query(place: Place) -> tuple[object, ...]:
    assert place.page is PageId.CUSTOMERS
    assert isinstance(place.argument, ListPlace)
    return place.argument.query.filter.items


def test_the_page_opens_on_the_level_where_most_are_and_says_what_leads_on(page: MapPage) -> None:
    assert page.choice == Chosen(1)
    assert "4 customers" in page.status()
    assert not page.pane.evidence.isHidden()
    assert [each.name for each in page.pane.people.people] == ["いろは"]
    assert page.curve.unassessed() == 1


def test_the_arrows_walk_the_cells_and_enter_lists_their_customers(
    page: MapPage, product: int, places: list[Place]
) -> None:
    page.choose(Chosen(1, "high", cell=True))
    _press(page.matrix, _KEY.Key_Right)
    assert page.choice == Chosen(2, "high", cell=True)
    assert [each.name for each in page.pane.people.people] == ["青葉"]
    _press(page.matrix, _KEY.Key_Return)
    assert _query(places[-1]) == (at_level(product, 2), Condition("touch", Op.IS, ("high",)))
    _press(page.matrix, _KEY.Key_Down, _KEY.Key_Left, _KEY.Key_Left, _KEY.Key_Left, _KEY.Key_Left)
    assert page.choice == Chosen(None, "low")
    _press(page.matrix, _KEY.Key_Return)
    assert page.book is not None
    (picked,) = _query(places[-1])
    assert isinstance(picked, Condition)
    assert set(picked.values[1:]) == {each.customer_id for each in page.book.placed if each.touch == "low"}
    drawn = MatrixPainter(page.workbench.theme, page.book, columns(page.workbench.theme, page.book, 900))
    assert drawn.served("low") == len(picked.values) - 1, "the head of the row tells what it opens"


def test_points_are_walked_and_open_their_customer(page: MapPage, places: list[Place]) -> None:
    curve = page.curve
    assert page.book is not None
    assert sorted(mark.ids[0] for mark in curve.marks) == sorted(
        each.customer_id for each in page.book.placed if each.level is not None
    )
    curve.setFocus()
    seen = []
    _press(curve, _KEY.Key_Right)
    for _step in range(3):
        mark = curve.current()
        assert mark is not None
        seen.append(mark.level)
        _press(curve, _KEY.Key_Right)
    assert seen == [0, 1, 2]
    mark = curve.current()
    assert mark is not None
    _press(curve, _KEY.Key_Return)
    assert places[-1] == Place(PageId.CUSTOMERS, mark.ids[0])


def test_a_click_hits_the_point_below_the_pointer_and_beside_it_the_level(page: MapPage, places: list[Place]) -> None:
    curve = page.curve
    for mark in curve.marks:
        QTest.mouseClick(
            curve, Qt.MouseButton.LeftButton, pos=QPoint(round(mark.x), round(mark.y))
        )  # fmt: skip
        assert places[-1] == Place(PageId.CUSTOMERS, mark.ids[0])
    found = curve.columns()
    assert found is not None
    QTest.mouseClick(curve, Qt.MouseButton.LeftButton, pos=QPoint(sum(found.spans[4]) // 2, curve.height() // 2))
    assert page.choice == Chosen(4)
    QTest.mouseClick(curve, Qt.MouseButton.LeftButton, pos=curve.gutter().center())
    assert page.choice == Chosen(unassessed=True)
    assert [each.name for each in page.pane.people.people] == ["えど"]


def test_heads_are_walked_and_list_their_level(page: MapPage, product: int, places: list[Place]) -> None:
    page.heads.setFocus()
    _press(page.heads, _KEY.Key_Right)
    assert page.choice == Chosen(2)
    _press(page.heads, _KEY.Key_Return)
    assert _query(places[-1]) == (at_level(product, 2),)


def test_a_cell_is_planned_by_typing_into_it(
    page: MapPage, product: int, services: Services, toasts: list[Toast], qtbot: QtBot
) -> None:
    page.workbench.tasks.done.connect(page.workbench.messages.outcome)
    page.choose(Chosen(2, "high", cell=True))
    matrix = page.matrix
    for title in ("部門展開の伴走", "四半期レビュー"):
        _press(matrix, _KEY.Key_A)
        matrix.edit.insert(title)
        _press(matrix.edit, _KEY.Key_Return)
        qtbot.waitUntil(partial(_is_planned, page, title))
    assert toasts[-1].text == "Planned “四半期レビュー” at Lv2 × High touch"
    _press(matrix, _KEY.Key_Up, modifier=Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: _titles(page, 2, "high") == ["四半期レビュー", "部門展開の伴走"])
    _press(matrix, _KEY.Key_Down, _KEY.Key_F2)
    matrix.edit.setText("伴走")
    _press(matrix.edit, _KEY.Key_Return)
    qtbot.waitUntil(lambda: _titles(page, 2, "high") == ["四半期レビュー", "伴走"])
    _press(matrix, _KEY.Key_Delete)
    qtbot.waitUntil(lambda: _titles(page, 2, "high") == ["四半期レビュー"])
    for _step in range(5):
        services.history.undo()
    assert all(
        each.plan.level != 2 or each.plan.touch != "high" for each in services.operation_map.book(product).actions
    )
    page.workbench.tasks.done.disconnect(page.workbench.messages.outcome)


def test_escape_leaves_what_was_typed_unplanned_and_beginners_have_no_plan_of_their_own(page: MapPage) -> None:
    page.choose(Chosen(2, "high", cell=True))
    _press(page.matrix, _KEY.Key_A)
    page.matrix.edit.insert("やめる")
    _press(page.matrix.edit, _KEY.Key_Escape)
    assert page.matrix.edit.isHidden()
    assert _titles(page, 2, "high") == []
    page.choose(Chosen(0, "low", cell=True))
    _press(page.matrix, _KEY.Key_A)
    assert page.matrix.edit.isHidden()


def test_everything_about_an_action_is_asked_in_a_dialog(page: MapPage, qtbot: QtBot) -> None:
    page.choose(Chosen(2, "low", cell=True))
    page.pane.begin()
    _press(page.pane.plan, _KEY.Key_Return)
    dialog = page.findChild(ActionDialog)
    assert dialog is not None
    assert dialog.title.line.text() == "広げ方のウェビナー"
    dialog.minutes.line.setText("多い")
    dialog.take.click()
    assert dialog.isVisible()
    dialog.minutes.line.setText("90")
    dialog.rhythm.line.setText("月1回")
    dialog.take.click()
    qtbot.waitUntil(lambda: page.book is not None and page.book.minutes() == _minutes(page))
    assert page.book is not None
    plan = cells(page.book)[2, "low"].actions[0].plan
    assert (plan.title, plan.rhythm, plan.minutes) == ("広げ方のウェビナー", "月1回", 90)


def _minutes(page: MapPage) -> int:
    assert page.book is not None
    found = next(each.plan for each in page.book.actions if each.plan.title == "広げ方のウェビナー")
    return page.book.minutes() if found.minutes == 90 else -1


def test_without_levels_a_ready_product_is_taken_in_one_step(
    services: Services, workbench: Workbench, qtbot: QtBot
) -> None:
    bare = services.records.create(Kind.PRODUCTS, {"name": "請求クラウド"}).value
    page = _open(workbench, qtbot)
    assert page.empty.isVisible()
    assert page.supported() == frozenset()
    page.begin()
    qtbot.waitUntil(lambda: page.findChild(BeginDialog) is not None)
    dialog = page.findChild(BeginDialog)
    assert dialog is not None
    assert dialog.product.value() == bare
    dialog.take.click()
    qtbot.waitUntil(lambda: page.book is not None)
    assert page.book is not None
    assert page.book.product == "請求クラウド"
    assert not page.empty.isVisible()


@pytest.mark.parametrize("ending", ["pdf", "svg"])
def test_the_poster_is_drawn_with_its_fonts(
    page: MapPage, answers: Answers, toasts: list[Toast], tmp_path: Path, ending: str
) -> None:
    answers.files.append(tmp_path / f"地図.{ending}")
    assert ActionId.MAP_POSTER in page.supported()
    page.trigger(ActionId.MAP_POSTER)
    written = (tmp_path / f"地図.{ending}").read_bytes()
    assert toasts[-1].text == f"Poster written to 地図.{ending}"
    if ending == "pdf":
        assert written.startswith(b"%PDF")
        assert b"NotoSansJP" in written
        assert b"/FontFile2" in written
    else:
        text = written.decode()
        assert "帳票Web配信" in text
        assert "いろは" in text


def test_a_poster_that_cannot_be_written_says_why(
    page: MapPage, answers: Answers, toasts: list[Toast], tmp_path: Path
) -> None:
    answers.files.append(tmp_path / "gone" / "map.pdf")
    page.trigger(ActionId.MAP_POSTER)
    assert not list(tmp_path.rglob("*.pdf"))
    assert not [toast for toast in toasts if "Poster" in toast.text]


def test_many_customers_stand_as_clusters_that_open(services: Services, workbench: Workbench, qtbot: QtBot) -> None:
    made = levels.product(services)
    ids = [levels.customer(services, made, f"顧客{n}", {JULY: 1}, touch="tech") for n in range(45)]
    page = _open(workbench, qtbot)
    (mark,) = page.curve.marks
    assert sorted(mark.ids) == sorted(ids)
    page.curve.setFocus()
    _press(page.curve, _KEY.Key_Right, _KEY.Key_Return)
    assert page.choice.cluster == mark.ids
    assert len(page.pane.people.people) == 8
    assert page.pane.list_all.text() == "List 45 customers"


def test_the_size_of_the_points_tells_what_was_paid_when_asked(page: MapPage) -> None:
    before = {mark.ids: mark.radius for mark in page.curve.marks}
    page.toolbar.sizes.chosen.emit(Size.PAID.value)
    after = {mark.ids: mark.radius for mark in page.curve.marks}
    assert page.told is Size.PAID
    assert before.keys() == after.keys()


def test_of_two_thousand_customers_a_few_hundred_marks_are_painted_and_nobody_is_lost(
    page: MapPage, qtbot: QtBot
) -> None:
    book = page.book
    assert book is not None
    placed = tuple(
        replace(
            book.placed[0],
            customer_id=number,
            mrr=number,
            track=replace(book.placed[0].track, points=((JULY, number % 5),)),
        )
        for number in range(2000)
    )
    page.curve.show_book(replace(book, placed=placed), Chosen(), Size.YEARLY)
    marks = page.curve.marks
    assert sorted(id_ for mark in marks for id_ in mark.ids) == list(range(2000))
    assert len(marks) < 800
    page.curve.update()
    qtbot.waitUntil(lambda: page.curve.grab().width() > 0)
