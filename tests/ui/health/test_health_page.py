"""The page of health at the keyboard: from no scorecard to the customer who is about to leave."""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.health import Chosen, End, Quadrant
from csops_desktop.domain.scoring.definition import Band
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.health.modes import Mode
from csops_desktop.ui.features.health.page import HealthPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place, Workbench
from tests.helpers.health_lines import Day, publish, set_scores

TODAY = dt.date(2026, 11, 24)
BEFORE = dt.date(2026, 10, 20)
Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def ids(services: Services) -> list[int]:
    """Four customers, one per quadrant: grow, quiet, support, rebuild."""
    made = []
    for at, name in enumerate(("Aster", "Begonia", "Clover", "Dahlia"), start=1):
        id_ = services.customers.create({"name": name}).value
        services.records.create(
            Kind.CONTRACTS, {"customer_id": id_, "starts_on": dt.date(2025, 4, 1), "mrr": 100_000 * at}
        )
        made.append(id_)
    return made


@pytest.fixture
def scored(services: Services, ids: list[int]) -> int:
    """The same four with scores, two of whom changed the band this month; the id of the scorecard."""
    card = publish(services)
    set_scores(
        services,
        card,
        {
            ids[0]: [Day(BEFORE, 80, 80), Day(TODAY, 90, 85)],
            ids[1]: [Day(BEFORE, 80, 70), Day(TODAY, 75, 20)],
            ids[2]: [Day(BEFORE, 30, 30), Day(TODAY, 40, 80)],
            ids[3]: [Day(TODAY, 20, 25)],
        },
    )
    return card


@pytest.fixture
def window(qtbot: QtBot, workbench: Workbench, services: Services, ids: list[int]) -> Iterator[MainWindow]:
    assert ids
    made = MainWindow(workbench, services.path)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitSignal(made.painted):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.go(Place(PageId.HEALTH))
    qtbot.waitUntil(lambda: _page(made).loaded)
    yield made
    workbench.tasks.close()


def _page(window: MainWindow) -> HealthPage:
    page = window.load_page(PageId.HEALTH)
    assert isinstance(page, HealthPage)
    return page


def _press(window: MainWindow, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
        QApplication.processEvents()


def _listed(page: HealthPage) -> list[str]:
    return [line.name for line in page.pane.lines()]


def test_one_key_gives_everybody_a_score(window: MainWindow, services: Services, qtbot: QtBot) -> None:
    page = _page(window)
    assert page.stack.currentWidget() is page.beginning
    page.beginning.first.setFocus()
    _press(window, Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.book.lines) == 4)
    assert page.stack.currentWidget() is page.plane
    assert [card.current is not None for card in services.scorecards.cards()] == [True]


def test_a_draft_is_not_yet_a_score(window: MainWindow, services: Services, qtbot: QtBot) -> None:
    services.scorecards.add(services.scorecards.starters("en")[0].definition)
    page = _page(window)
    page.refresh(page.watches)
    qtbot.waitUntil(lambda: page.book.drafts)
    assert page.stack.currentWidget() is page.beginning
    assert page.beginning.second.isHidden()


@pytest.mark.usefixtures("scored")
class TestScored:
    """With scores."""

    def test_a_quadrant_is_listed_by_its_number_and_left_by_another_key(self, window: MainWindow) -> None:
        page = _page(window)
        page.focus_content()
        for key, name in ((Key.Key_1, "Clover"), (Key.Key_2, "Aster"), (Key.Key_3, "Dahlia"), (Key.Key_4, "Begonia")):
            _press(window, key)
            assert _listed(page) == [name]
        _press(window, Key.Key_0)
        assert _listed(page) == ["Dahlia", "Clover", "Begonia", "Aster"]

    def test_arrows_walk_the_marks_and_enter_opens_the_customer(
        self, window: MainWindow, ids: list[int], qtbot: QtBot
    ) -> None:
        page = _page(window)
        page.focus_content()
        page.plane.go_to(ids[3])
        _press(window, Key.Key_Right)
        current = page.plane.current()
        assert current is not None
        assert current.name == "Begonia"
        assert page.pane.table.current_id() == ids[1]
        _press(window, Key.Key_Up)
        current = page.plane.current()
        assert current is not None
        assert current.name == "Aster"
        _press(window, Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(window.page(), CustomersPage))
        customers = window.page()
        assert customers is not None
        qtbot.waitUntil(lambda: customers.current_customer() == ids[0])

    def test_the_pointer_hits_whom_it_shows(self, window: MainWindow, ids: list[int]) -> None:
        plane = _page(window).plane
        where = plane.place_of(ids[1])
        assert where is not None
        assert "Begonia" in plane.words_at(where)
        QTest.mouseClick(plane, Qt.MouseButton.LeftButton, pos=where.toPoint())
        current = plane.current()
        assert current is not None
        assert current.id == ids[1]

    def test_a_click_on_the_ground_lists_the_quadrant(self, window: MainWindow) -> None:
        page = _page(window)
        middle = page.plane.quadrant_rect(Quadrant.QUIET).topLeft() + QPoint(12, 40)
        QTest.mouseClick(page.plane, Qt.MouseButton.LeftButton, pos=middle.toPoint())
        assert _listed(page) == ["Begonia"]
        assert "Silent danger" in page.plane.words_at(middle)

    def test_the_ends_list_whom_to_spend_time_on(self, window: MainWindow) -> None:
        page = _page(window)
        leaving, ready = page.pane.ends[End.LEAVING], page.pane.ends[End.READY]
        assert (leaving.total().n, ready.total().n) == (2, 1)
        leaving.setFocus()
        _press(window, Key.Key_Space)
        assert _listed(page) == ["Dahlia", "Begonia"]
        ready.setFocus()
        _press(window, Key.Key_Space)
        assert _listed(page) == ["Aster"]

    def test_a_movement_opens_its_customers(self, window: MainWindow) -> None:
        page = _page(window)
        page.focus_content()
        _press(window, Key.Key_Tab, modifier=Mod.ControlModifier)
        assert page.stack.currentWidget() is page.bands
        cells = page.bands.matrix.cells
        assert cells[Band.HEALTHY, Band.RISK].total().n == 1
        assert cells[Band.RISK, Band.WATCH].total().n == 1
        assert cells[None, Band.RISK].total().n == 1
        cells[Band.HEALTHY, Band.HEALTHY].setFocus()
        _press(window, Key.Key_Right, Key.Key_Right, Key.Key_Return)
        assert _listed(page) == ["Begonia"]
        _press(window, Key.Key_Return)
        assert len(_listed(page)) == 4

    def test_a_bar_of_the_distribution_opens_its_customers(self, window: MainWindow) -> None:
        page = _page(window)
        page.open(Mode.BANDS.value)
        histogram = page.bands.histogram
        histogram.setFocus()
        QTest.mouseClick(histogram, Qt.MouseButton.LeftButton, pos=histogram.bar_rect(12).center().toPoint())
        assert _listed(page) == ["Clover"]
        _press(window, Key.Key_Left, Key.Key_Left, Key.Key_Left, Key.Key_Space)
        assert _listed(page) == ["Begonia"]
        assert "1 customer" in histogram.words_of(9)

    def test_what_is_listed_opens_as_the_customer_list(self, window: MainWindow, qtbot: QtBot) -> None:
        page = _page(window)
        page.open(Chosen(quadrant=Quadrant.GROW))
        page.pane.table.setFocus()
        _press(window, Key.Key_F)
        qtbot.waitUntil(lambda: isinstance(window.page(), CustomersPage))
        customers = window.page()
        assert isinstance(customers, CustomersPage)
        qtbot.waitUntil(lambda: customers.pane.count() == 1)

    def test_a_line_is_logged_for_its_customer(self, window: MainWindow, ids: list[int]) -> None:
        page = _page(window)
        page.open(Chosen(quadrant=Quadrant.QUIET))
        page.pane.table.setFocus()
        asked: list[object] = []
        window.workbench.navigator.logging.connect(asked.append)
        _press(window, Key.Key_L)
        assert asked == [[ids[1]]]

    def test_another_language_reaches_every_part(self, window: MainWindow) -> None:
        page = _page(window)
        window.workbench.language.use("ja")
        try:
            assert page.title() == "ヘルス"
            assert "離れそう" in page.pane.ends[End.LEAVING].text()
        finally:
            window.workbench.language.use("en")

    def test_who_left_in_a_month_opens_as_a_list(
        self, window: MainWindow, services: Services, ids: list[int], qtbot: QtBot
    ) -> None:
        contract = services.customers.related(ids[2], Kind.CONTRACTS)[0]
        services.records.save(Kind.CONTRACTS, contract.id, {**contract.values, "ended_on": dt.date(2026, 4, 1)})
        page = _page(window)
        page.refresh(page.watches)
        page.open(Mode.SEASONS.value)
        view = page.seasons
        qtbot.waitUntil(lambda: view.chart.month() is not None)
        month = view.chart.month()
        assert month is not None
        assert (month.first, month.left, month.customers) == (dt.date(2026, 3, 1), (ids[2],), 4)
        assert "1 of 4 customers left" in view.words()
        view.chart.setFocus()
        _press(window, Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(window.page(), CustomersPage))
        customers = window.page()
        assert isinstance(customers, CustomersPage)
        qtbot.waitUntil(lambda: customers.pane.count() == 1)

    def test_the_proof_names_who_left_and_opens_them(
        self, window: MainWindow, services: Services, ids: list[int], qtbot: QtBot
    ) -> None:
        contract = services.customers.related(ids[2], Kind.CONTRACTS)[0]
        services.records.save(Kind.CONTRACTS, contract.id, {**contract.values, "ended_on": dt.date(2026, 10, 1)})
        page = _page(window)
        page.open(Mode.PROOF.value)
        view = page.proof
        qtbot.waitUntil(lambda: view.proof is not None)
        assert view.stack.currentIndex() == 0
        assert view.verdict.text() == "Not enough cases to judge"
        assert ids[2] in view.names.links
        view.names.links[ids[2]].setFocus()
        _press(window, Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(window.page(), CustomersPage))

    def test_another_horizon_is_computed_and_a_stop_leaves_a_way_on(self, window: MainWindow, qtbot: QtBot) -> None:
        page = _page(window)
        page.open(Mode.PROOF.value)
        view = page.proof
        qtbot.waitUntil(lambda: view.proof is not None)
        view.horizon.chosen.emit("180")
        view.progress.cancelled.emit()
        assert view.stack.currentIndex() == 0
        view.again.setFocus()
        _press(window, Key.Key_Return)
        qtbot.waitUntil(lambda: view.proof is not None and view.proof.horizon == 180)
