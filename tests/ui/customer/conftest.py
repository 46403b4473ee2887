"""The page of one customer in full, as the window shows it; and reached by keyboard from a list of three."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.clock import Clock
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customer.panel import CustomerPanel
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.state import Workbench
from tests.ui.customer.steps import DAY, KEY, NAMES


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


@pytest.fixture
def three(services: Services, clock: Clock) -> list[int]:
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
def listing(three: list[int], workbench: Workbench, qtbot: QtBot) -> Iterator[CustomersPage]:
    del three
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
def opened(listing: CustomersPage, three: list[int], qtbot: QtBot) -> CustomerPanel:
    """The page of the first customer, opened by Enter on its row."""
    listing.pane.table.setFocus()
    listing.pane.table.go_to(three[0])
    QTest.keyClick(listing.pane.table, KEY.Key_Return)
    qtbot.waitUntil(lambda: listing.whole.on)
    panel = listing.panel.panel
    assert panel is not None
    return panel
