"""Simple for one person: owners and the pages of teams stay out of the way until they matter."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from csops_desktop.domain.crew import ME
from csops_desktop.domain.fields import Kind
from csops_desktop.domain.query import Condition, Group, ListQuery, Op
from csops_desktop.services.bundle import Services
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.features.customers.condition_editor import ConditionEditor
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.renewals.page import RenewalsPage
from csops_desktop.ui.features.settings.page import SettingsPage
from csops_desktop.ui.features.today.page import TodayPage
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place, Workbench


@pytest.fixture
def me(services: Services) -> int:
    """The only member, with one customer."""
    me = services.members.join("佐伯 美緒").value
    services.customers.create({"name": "北稜精機"})
    return me


@pytest.fixture
def window(me: int, services: Services, workbench: Workbench, qtbot: QtBot) -> Iterator[MainWindow]:
    del me
    made = MainWindow(workbench, services.path)
    qtbot.addWidget(made)
    made.resize(1400, 900)
    made.go(Place(PageId.CUSTOMERS))
    made.show()
    qtbot.waitUntil(lambda: workbench.tasks.idle() and made._painted)  # noqa: SLF001
    yield made
    made.close()


def _customers(window: MainWindow) -> CustomersPage:
    page = window.page()
    assert isinstance(page, CustomersPage)
    return page


def _columns(window: MainWindow) -> list[str]:
    return [column.name for column in _customers(window).pane.model.columns]


def _conditions(window: MainWindow) -> list[str]:
    page = _customers(window)
    page.pane.chips.add.click()
    editor = page.findChildren(ConditionEditor)[-1]
    fields = editor.findChildren(QComboBox)[0]
    found = [str(fields.itemData(at)) for at in range(fields.count())]
    editor.close()
    return found


def _join(window: MainWindow, services: Services, name: str) -> None:
    window.workbench.tasks.operate(lambda: services.records.create(Kind.MEMBERS, {"name": name}))


def test_alone_no_owner_is_seen_until_a_second_member_comes(
    qtbot: QtBot, window: MainWindow, services: Services, me: int
) -> None:
    page = _customers(window)
    assert "owner_id" not in _columns(window)
    assert "owner_id" not in _conditions(window)
    assert [entry.key for entry in page.views.entries()] == ["all", "archived"]
    _join(window, services, "中村 拓")
    qtbot.waitUntil(lambda: "owner_id" in _columns(window))
    assert "owner_id" in _conditions(window)
    window.workbench.crew.be(me)
    qtbot.waitUntil(lambda: [entry.key for entry in page.views.entries()] == ["all", "mine", "archived"])
    qtbot.waitUntil(lambda: page.views.entries()[1].count == 1)


def test_the_owner_column_comes_back_where_columns_were_moved_alone(
    qtbot: QtBot, window: MainWindow, services: Services
) -> None:
    page = _customers(window)
    page.filters.columns_chosen.emit(("name", "mrr"))
    assert _columns(window) == ["", "name", "mrr"]
    _join(window, services, "中村 拓")
    qtbot.waitUntil(lambda: _columns(window) == ["", "name", "mrr", "owner_id"])


def test_team_shows_owners_also_with_one_member(qtbot: QtBot, window: MainWindow) -> None:
    preferences = window.workbench.preferences
    preferences.set(prefs.MODE, "team")
    qtbot.waitUntil(lambda: "owner_id" in _columns(window))
    preferences.set(prefs.MODE, "solo")
    qtbot.waitUntil(lambda: "owner_id" not in _columns(window))


def test_a_view_of_my_customers_reads_well_alone(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    query = ListQuery(filter=Group((Condition("owner_id", Op.IS, (ME,)),)))
    window.workbench.tasks.operate(lambda: services.views.add("自分の担当", query, ()))
    page = _customers(window)
    knowledge = page.knowledge
    qtbot.waitUntil(lambda: bool(knowledge.lookups.views))
    assert (knowledge.heading("owner_id"), knowledge.filter_words("owner_id", ME)) == ("Owner", "me")


@pytest.mark.parametrize("kind", [TodayPage, RenewalsPage])
def test_other_lists_follow(
    qtbot: QtBot, workbench: Workbench, services: Services, me: int, kind: type[TodayPage | RenewalsPage]
) -> None:
    del me
    page = kind(workbench)
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.loaded)
    assert not page._context.owners  # noqa: SLF001 (what its cells depend on)
    workbench.tasks.operate(lambda: services.records.create(Kind.MEMBERS, {"name": "中村 拓"}))
    qtbot.waitUntil(lambda: page._context.owners)  # noqa: SLF001


def test_alone_a_page_appears_with_its_first_data(qtbot: QtBot, window: MainWindow, services: Services) -> None:
    assert PageId.PROMISES not in window.page_ids()
    customer = services.customers.suggest("北稜精機")[0][0]
    window.workbench.tasks.operate(
        lambda: services.records.create(Kind.PROMISES, {"customer_id": customer, "text": "資料", "made_by": "us"})
    )
    qtbot.waitUntil(lambda: PageId.PROMISES in window.page_ids())


def test_a_page_visited_from_the_palette_stays(window: MainWindow) -> None:
    assert f"page:{PageId.PROMISES}" in {entry.key for entry in window.commands.palette_entries()}
    window.commands.run_key(f"page:{PageId.PROMISES}")
    assert PageId.PROMISES in window.page_ids()


def test_in_a_team_all_pages_are_there_and_each_can_be_hidden(qtbot: QtBot, window: MainWindow) -> None:
    window.workbench.preferences.set(prefs.MODE, "team")
    assert PageId.PROMISES in window.page_ids()
    window.go(Place(PageId.SETTINGS, "pages"))
    page = window.page()
    assert isinstance(page, SettingsPage)
    box = page.pages._boxes[PageId.PROMISES]  # noqa: SLF001 (the box as the user ticks it)
    assert box.isChecked()
    box.click()
    assert PageId.PROMISES not in window.page_ids()
    window.commands.run_key(f"page:{PageId.PROMISES}")  # what was hidden on purpose stays hidden
    assert PageId.PROMISES not in window.page_ids()
    qtbot.waitUntil(window.workbench.tasks.idle)
