"""The log bar in a real window."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.log.bar import LogBar
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place, Workbench
from tests.ui.log.hands import NAMES, Hands, Key, Mod


@pytest.fixture
def ids(services: Services) -> list[int]:
    return [services.customers.create({"name": name, "touch": "high"}).value for name in NAMES]


@pytest.fixture
def window(qtbot: QtBot, workbench: Workbench, ids: list[int]) -> Iterator[MainWindow]:
    assert ids
    made = MainWindow(workbench, workbench.services.path)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.go(Place(PageId.HELP))
    with qtbot.waitSignal(made.painted):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(workbench.tasks.idle)
    yield made
    workbench.tasks.close()


@pytest.fixture
def hands(qtbot: QtBot, window: MainWindow) -> Hands:
    return Hands(qtbot, window)


@pytest.fixture
def bar(window: MainWindow, hands: Hands) -> LogBar:
    """The bar, opened from a page without customers."""
    hands.press(Key.Key_L, Mod.ControlModifier)
    made = window.log.bar
    assert made is not None
    hands.settle()
    return made
