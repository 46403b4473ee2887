"""Health in the customer list: a column that comes with the first score, its words, its colours by meaning."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csops_desktop.domain.changes import Area
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.state import Workbench
from csops_desktop.ui.tables.columns import Tone
from tests.helpers.scored import put_score

COLUMNS = ("name", "score", "score_change", "score_high", "coverage", "stale_ratings")


@pytest.fixture
def ids(services: Services) -> list[int]:
    return [services.customers.create({"name": name}).value for name in ("Amber", "Beryl", "Coral")]


@pytest.fixture
def page(ids: list[int], workbench: Workbench, qtbot: QtBot) -> CustomersPage:
    made = CustomersPage(workbench)
    qtbot.addWidget(made)
    made.resize(1500, 800)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.pane.count() == len(ids))
    return made


def _columns(page: CustomersPage) -> list[str]:
    return [column.name for column in page.pane.model.columns]


def test_health_stands_beside_the_name_once_somebody_has_a_score(
    page: CustomersPage, ids: list[int], services: Services, qtbot: QtBot
) -> None:
    assert "score" not in _columns(page)
    put_score(services, ids[0], 84, "risk")
    page.refresh(Area.HEALTH)
    qtbot.waitUntil(lambda: "score" in _columns(page))
    assert _columns(page).index("score") == _columns(page).index("name") + 1


def test_what_the_cells_say(page: CustomersPage, ids: list[int], services: Services, qtbot: QtBot) -> None:
    put_score(services, ids[0], 84, "risk", change=-31, coverage=92)
    put_score(services, ids[1], 63, "withheld", high=121, coverage=52, stale=4)
    page.filters.columns_chosen.emit(COLUMNS)
    page.refresh(Area.HEALTH)
    model = page.pane.model
    at = {column.name: place for place, column in enumerate(model.columns)}

    def said(row: int, name: str) -> str:
        return str(model.index(row, at[name]).data(Qt.ItemDataRole.DisplayRole) or "")

    qtbot.waitUntil(lambda: said(0, "score") != "")
    assert [said(0, name) for name in COLUMNS[1:]] == ["84 At risk", "−31", "84", "92%", ""]
    assert [said(1, name) for name in COLUMNS[1:]] == ["63–121 Withheld", "", "63–121", "52%", "4"]
    assert [said(2, name) for name in COLUMNS[1:]] == [""] * 5
    change = model.columns[at["score_change"]].word(model.record(0))
    assert (change.tone, change.bold) == (Tone.LATE, True)
    assert "−31 in 30 days" in model.columns[at["score"]].word(model.record(0)).hint
