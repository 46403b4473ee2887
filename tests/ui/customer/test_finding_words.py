"""The right sentence in what was logged, found by a word of two characters: from the palette, the list, the page."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.timeline import EntryKind
from csops_desktop.services.bundle import Services
from csops_desktop.ui.actions import ActionId
from csops_desktop.ui.features.customer.contract_block import ContractBlock
from csops_desktop.ui.features.customer.timeline_block import TimelineBlock
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place, Workbench

if TYPE_CHECKING:
    from csops_desktop.domain.records import Value

TODAY = dt.date(2026, 11, 24)
Book = dict[str, int]


@pytest.fixture
def book(services: Services) -> Book:
    """Three customers; yesterday's notes of the second speak of 解約, long after other notes."""
    found: Book = {}
    for name in ("青葉学院", "いろは器械", "うみかぜ運輸"):
        customer = services.customers.create({"name": name}).value
        found[name] = customer
        for n in range(30):
            values: dict[str, Value] = {
                "customer_id": customer,
                "happened_on": TODAY - dt.timedelta(days=n + 2),
                "kind": "call",
            }
            services.records.create(Kind.ACTIVITIES, {**values, "subject": f"話{n}"})
    note: dict[str, Value] = {
        "customer_id": found["いろは器械"],
        "happened_on": TODAY - dt.timedelta(days=1),
        "kind": "note",
    }
    body = "予算の話のあと、部長から解約も考えていると言われた。来週もう一度会う。"
    found["note"] = services.records.create(Kind.ACTIVITIES, {**note, "subject": "定例のメモ", "body": body}).value
    services.contracts.start({"customer_id": found["いろは器械"], "starts_on": TODAY, "mrr": 100})
    return found


@pytest.fixture
def window(book: Book, qtbot: QtBot, workbench: Workbench) -> Iterator[MainWindow]:
    del book
    made = MainWindow(workbench, workbench.services.path)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.go(Place(PageId.CUSTOMERS))
    with qtbot.waitSignal(made.painted):
        made.show()
    yield made
    workbench.tasks.close()


def _page(window: MainWindow, qtbot: QtBot) -> CustomersPage:
    qtbot.waitUntil(lambda: isinstance(window.page(), CustomersPage))
    page = window.page()
    assert isinstance(page, CustomersPage)
    return page


def _timeline(page: CustomersPage, qtbot: QtBot) -> TimelineBlock:
    qtbot.waitUntil(lambda: page.panel.panel is not None and page.panel.panel.sheet is not None)
    assert page.panel.panel is not None
    return page.panel.panel.timeline


def test_the_palette_finds_the_sentence_and_opens_the_customer_at_it(
    window: MainWindow, book: Book, qtbot: QtBot
) -> None:
    window.go(Place(PageId.TODAY))
    window.commands.show_palette()
    palette = window.open_palette()
    QTest.keyClicks(palette.field, "")
    palette.field.insert("解約")
    qtbot.waitUntil(lambda: any(entry.key.startswith("activity:") for entry in palette.entries()))
    (hit,) = [entry for entry in palette.entries() if entry.key.startswith("activity:")]
    assert "解約も考えている" in hit.text
    assert hit.aside == "いろは器械  23 Nov (Mon)"
    assert palette.entries()[0] == hit
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    page = _page(window, qtbot)
    timeline = _timeline(page, qtbot)
    wanted = (EntryKind.ACTIVITY, book["note"])
    qtbot.waitUntil(lambda: timeline.rows.current() == wanted)
    assert page.context() == "いろは器械"
    assert timeline.rows.is_open(wanted)
    (row,) = [row for row in timeline.rows.rows if row.key == wanted]
    assert row.query == "解約"


def test_who_is_found_in_the_list_by_its_log_shows_where_it_stands(
    window: MainWindow, book: Book, qtbot: QtBot
) -> None:
    page = _page(window, qtbot)
    page.search("解約")
    qtbot.waitUntil(lambda: list(page.pane.model.ids) == [book["いろは器械"]])
    page.pane.table.go_to(book["いろは器械"])
    page.panel.open(book["いろは器械"])
    timeline = _timeline(page, qtbot)
    qtbot.waitUntil(lambda: [row.key for row in timeline.rows.rows] == [(EntryKind.ACTIVITY, book["note"])])
    assert timeline.filter.field.text() == "解約"
    page.search("青葉")
    qtbot.waitUntil(lambda: list(page.pane.model.ids) == [book["青葉学院"]])
    page.panel.open(book["青葉学院"])
    qtbot.waitUntil(lambda: timeline.sheet is not None and timeline.sheet.id == book["青葉学院"])
    qtbot.waitUntil(window.workbench.tasks.idle)
    assert timeline.filter.field.text() == ""  # its name was meant, its log says nothing of it
    assert len(timeline.rows.rows) > 1


def test_one_key_leads_from_the_list_to_the_log_and_to_the_contracts(
    window: MainWindow, book: Book, qtbot: QtBot
) -> None:
    page = _page(window, qtbot)
    qtbot.waitUntil(lambda: len(page.pane.model.ids) == 3)
    page.pane.table.go_to(book["いろは器械"])
    window.commands.run(ActionId.FIND_IN_TIMELINE)
    timeline = _timeline(page, qtbot)
    qtbot.waitUntil(timeline.filter.field.hasFocus)
    window.commands.run(ActionId.CONTRACTS)
    assert page.panel.panel is not None
    block = page.panel.panel.blocks["contracts"]
    assert isinstance(block, ContractBlock)
    assert block.rows.hasFocus()
