"""The page of one customer in full, as the window shows it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.state import Workbench


@pytest.fixture
def page(customer: int, workbench: Workbench, qtbot: QtBot) -> Iterator[CustomersPage]:
    workbench.tasks.done.connect(workbench.messages.outcome)
    made = CustomersPage(workbench)
    qtbot.addWidget(made)
    made.resize(1300, 900)
    made.show()
    qtbot.waitExposed(made)
    workbench.tasks.changed.connect(lambda areas, _who: made.refresh(areas))
    made.open(customer)
    qtbot.waitUntil(lambda: made.whole.on)
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)
