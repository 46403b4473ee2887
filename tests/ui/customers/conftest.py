"""Five customers and their list."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.state import Workbench
from tests.ui.customers.listed import NAMES, READINGS, TODAY

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value


@pytest.fixture
def ids(services: Services) -> list[int]:
    """Five customers: contracts of 100,000 to 500,000, touches in turn, an activity that names 更新."""
    owner = services.records.create(Kind.MEMBERS, {"name": "佐伯 美緒"}).value
    found = []
    for n, name in enumerate(NAMES):
        touch = ("high", "low")[n % 2]
        values: dict[str, Value] = {"name": name, "reading": READINGS[n], "external_id": f"C-{n}", "touch": touch}
        id_ = services.customers.create({**values, "owner_id": owner if n < 2 else None}).value
        contract: dict[str, Value] = {"customer_id": id_, "starts_on": dt.date(2025, 1, 1), "mrr": (n + 1) * 100_000}
        services.records.create(Kind.CONTRACTS, {**contract, "term_ends_on": TODAY + dt.timedelta(days=30 * (n + 1))})
        found.append(id_)
    talk: dict[str, Value] = {"customer_id": found[2], "happened_on": TODAY, "kind": "call", "subject": "更新の相談"}
    services.records.create(Kind.ACTIVITIES, talk)
    return found


@pytest.fixture
def make(workbench: Workbench, qtbot: QtBot) -> Callable[[], CustomersPage]:
    def made() -> CustomersPage:
        page = CustomersPage(workbench)
        qtbot.addWidget(page)
        page.resize(1300, 800)
        page.show()
        qtbot.waitExposed(page)
        qtbot.waitUntil(lambda: page._loaded)  # noqa: SLF001 (the moment the first list is there)
        return page

    return made


@pytest.fixture
def page(ids: list[int], make: Callable[[], CustomersPage], workbench: Workbench) -> Iterator[CustomersPage]:
    del ids
    workbench.tasks.done.connect(workbench.messages.outcome)
    yield make()
    workbench.tasks.done.disconnect(workbench.messages.outcome)
