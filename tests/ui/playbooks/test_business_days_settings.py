"""Business days in the settings: our own closing days, a list of holidays, and what both would move."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops_desktop.domain.playbooks.definition import Milestone, Offset, Playbook, Step, Words
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.services.bundle import Services
from csops_desktop.services.runs import Start
from csops_desktop.ui.features.settings.business_days import BusinessDaysSection
from csops_desktop.ui.features.settings.calendar_dialogs import ChangeDialog, StretchDialog
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.state import PageId, Place, Workbench
from tests.ui.answers import Answers

STEPS = (Step("late", Words("後", "Late"), offset=Offset(days=25, business=True)),)
PLAYBOOK = Playbook("one", Words("一つ", "One"), milestones=(Milestone(Words("全部", "All"), STEPS),))


@pytest.fixture
def section(workbench: Workbench, qtbot: QtBot, tmp_path: Path) -> Iterator[BusinessDaysSection]:
    made = MainWindow(workbench, tmp_path / "store.csops")
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    made.go(Place(PageId.SETTINGS, "business_days"))
    found = made.findChild(BusinessDaysSection)
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.list.items()))
    found.list.setFocus()
    yield found
    made.close()


@pytest.fixture
def run(services: Services) -> int:
    """A run whose only step is due on 2026-12-29."""
    playbook = services.playbooks.add(PLAYBOOK, publish=True).value
    customer = services.customers.create({"name": "Acme"}).value
    return services.runs.start(Start(playbook, customer, dt.date(2026, 11, 24))).value


def _due(services: Services, run: int) -> dt.date | None:
    return services.runs.run(run).steps[0].course.due


def _names(section: BusinessDaysSection) -> list[str]:
    return [f"{item.text(1)} {item.text(0)}" for item in section.list.items()]


def _stretch(section: BusinessDaysSection, qtbot: QtBot) -> StretchDialog:
    QTest.keyClick(section.list, Qt.Key.Key_Insert)
    qtbot.waitUntil(lambda: section.findChild(StretchDialog) is not None)
    dialog = section.findChild(StretchDialog)
    assert dialog is not None
    return dialog


def _change(section: BusinessDaysSection, qtbot: QtBot) -> ChangeDialog:
    qtbot.waitUntil(lambda: section.findChild(ChangeDialog) is not None)
    dialog = section.findChild(ChangeDialog)
    assert dialog is not None
    return dialog


def test_the_year_end_is_closed_and_the_dates_follow_after_a_look(
    section: BusinessDaysSection, services: Services, run: int, qtbot: QtBot
) -> None:
    dialog = _stretch(section, qtbot)
    year_end = next(button for button in dialog.findChildren(type(section.close_button)) if "Year" in button.text())
    QTest.keyClick(year_end, Qt.Key.Key_Space)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    change = _change(section, qtbot)
    assert "29 Dec 2026 (Tue) is closed: Year end and New Year" in change.days.text()
    (item,) = change.list.items()
    assert (item.text(0), item.text(1), item.text(2)) == ("Late", "Acme", "2026-12-29 → 2027-01-04")
    assert _due(services, run) == dt.date(2026, 12, 29), "nothing has moved yet"
    QTest.keyClick(change.take, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _due(services, run) == dt.date(2027, 1, 4))
    qtbot.waitUntil(lambda: any("Year end" in name for name in _names(section)))
    services.history.undo()
    assert _due(services, run) == dt.date(2026, 12, 29)
    assert not services.business_days.closing().own


def test_a_closing_day_that_moves_nothing_is_taken_at_once_and_opened_by_delete(
    section: BusinessDaysSection, services: Services, qtbot: QtBot
) -> None:
    dialog = _stretch(section, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible(), "it asks for the day"
    QTest.keyClicks(dialog.name.line, "Founding day")
    dialog.first.line.setFocus()
    QTest.keyClicks(dialog.first.line, "2026-06-10")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any("Founding day" in name for name in _names(section)))
    for item in section.list.items():
        item.setSelected(item.text(0) == "Founding day")
    QTest.keyClick(section.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not any("Founding day" in name for name in _names(section)))
    assert not services.business_days.closing().own


def test_a_list_of_holidays_says_what_it_changes_and_can_be_taken_back(
    section: BusinessDaysSection, services: Services, run: int, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = [f"{day.year}/{day.month}/{day.day},{name}" for day, name in _library(services).items()]
    text = "\r\n".join(["国民の祝日・休日月日,国民の祝日・休日名称", *rows, "2026/12/25,特別な休日"])
    (tmp_path / "list.csv").write_bytes(text.encode("cp932"))
    answers.files = [tmp_path / "list.csv"]
    section.read_list()
    change = _change(section, qtbot)
    assert "25 Dec 2026 (Fri) is closed: 特別な休日" in change.days.text()
    keep = next(button for button in change.findChildren(type(change.take)) if button.text() == "Keep the dates")
    QTest.keyClick(keep, Qt.Key.Key_Space)
    qtbot.waitUntil(section.library_button.isVisible)
    assert _due(services, run) == dt.date(2026, 12, 29), "the dates were to stay"
    section.use_library()
    qtbot.waitUntil(lambda: not services.business_days.closing().listed or section.findChild(ChangeDialog) is not None)


def _library(services: Services) -> dict[dt.date, str]:
    days = services.calendar_changes.year(2026, "ja")
    return {day.day: day.name for day in days}


def test_another_file_is_refused_in_a_sentence(
    section: BusinessDaysSection, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    answers.files = [tmp_path / "other.csv"]
    section.read_list()
    qtbot.waitUntil(lambda: not section.fault.isHidden())
    assert section.fault.text()


def test_another_year_is_shown_by_arrow(section: BusinessDaysSection, qtbot: QtBot) -> None:
    first = _names(section)
    QTest.keyClick(section.list, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: _names(section) != first)
    assert "2027" in section.shown_year.text()


def test_when_a_run_counts_as_stalled_is_set(section: BusinessDaysSection, services: Services, qtbot: QtBot) -> None:
    section.stalled.setFocus()
    section.stalled.selectAll()
    QTest.keyClicks(section.stalled, "15")
    QTest.keyClick(section.stalled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: services.settings.get(StoreSetting.STALLED_AFTER) == 15)
