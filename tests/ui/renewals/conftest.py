"""A book with contracts that end, and its page."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.features.renewals.page import RenewalsPage
from csops_desktop.ui.state import Workbench
from tests.ui.renewals.lines import (
    Book,
    open_page,
)

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value


@pytest.fixture
def book(services: Services) -> Book:
    """One over its term, one with a notice deadline near, one far, one lost; all of another customer."""
    product = services.records.create(Kind.PRODUCTS, {"name": "請求クラウド", "short_name": "請"}).value
    contracts: dict[str, dict[str, Value]] = {
        "青葉": {"term_ends_on": dt.date(2026, 11, 10), "mrr": 100},
        "いろは": {
            "term_ends_on": dt.date(2026, 12, 31), "notice_on": dt.date(2026, 11, 30), "mrr": 500, "forecast": "likely",
        },
        "うみ": {"term_ends_on": dt.date(2026, 12, 15), "mrr": 900, "forecast": "at_risk", "forecast_note": "予算削減"},
        "えど": {"term_ends_on": dt.date(2027, 9, 30), "mrr": 300},
        "おりべ": {
            "ended_on": dt.date(2026, 8, 1), "mrr": 70, "end_reason_said": "費用", "end_reason_real": "使われず",
        },
    }  # fmt: skip
    found: Book = {}
    for name, values in contracts.items():
        customer = services.customers.create({"name": name}).value
        start: dict[str, Value] = {"customer_id": customer, "product_id": product, "starts_on": dt.date(2025, 11, 11)}
        found[name] = services.contracts.start({**start, **values}).value
    return found


@pytest.fixture
def page(book: Book, workbench: Workbench, qtbot: QtBot) -> Iterator[RenewalsPage]:
    del book
    workbench.tasks.done.connect(workbench.messages.outcome)
    made = open_page(workbench, qtbot)
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)
