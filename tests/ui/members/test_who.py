"""Who sits here: asked once per store and machine, remembered, changed in the settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import NothingToUndoError
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import create_store, open_store
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.application import Program
from csops_desktop.ui.features.settings.store import StoreSection
from csops_desktop.ui.features.welcome.who import WhoDialog
from csops_desktop.ui.features.welcome.window import WelcomeWindow
from csops_desktop.ui.main_window import MainWindow
from csops_desktop.ui.messages import Messages
from csops_desktop.ui.state import Workbench
from csops_desktop.wording import errors, operations
from tests.ui.answers import Answers


@pytest.fixture
def program(qtbot: QtBot, profile: Profile, clock: Clock, answers: Answers) -> Iterator[Program]:
    del qtbot
    made = Program(profile, clock)
    made.messages = Messages(lambda: answers, errors.sentence, operations.sentence)
    made.preferences.set(prefs.LANGUAGE, "en")
    yield made
    made.end()
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()


@pytest.fixture
def store(profile: Profile, clock: Clock) -> Path:
    """A store with two members and one who left, as a colleague hands it over."""
    services = create_store(profile.default_store, passphrase=None, profile=profile, clock=clock)
    for name in ("佐伯 美緒", "中村 拓"):
        services.records.create(Kind.MEMBERS, {"name": name})
    services.records.create(Kind.MEMBERS, {"name": "大野 空", "left_on": clock.today()})
    services.close()
    return profile.default_store


def _opened(qtbot: QtBot, program: Program, store: Path) -> MainWindow:
    program.start(store)
    qtbot.waitUntil(lambda: program.window is not None and program._bell is not None)  # noqa: SLF001 (after its first paint)
    assert program.window is not None
    return program.window


def _question(window: MainWindow) -> WhoDialog | None:
    return next((dialog for dialog in window.findChildren(WhoDialog) if dialog.isVisible()), None)


def test_a_stranger_is_asked_once_and_remembered(
    qtbot: QtBot, program: Program, store: Path, profile: Profile, clock: Clock
) -> None:
    window = _opened(qtbot, program, store)
    dialog = _question(window)
    assert dialog is not None
    assert {dialog.list.item(row).text() for row in range(dialog.list.count())} == {"佐伯 美緒", "中村 拓"}
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    name = dialog.list.currentItem().text()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    keeper = window.workbench.crew
    qtbot.waitUntil(lambda: keeper.me is not None and keeper.me.name == name)
    window.workbench.services.customers.create({"name": "北稜精機"})
    program.end()
    services = open_store(store, passphrase=None, profile=profile, clock=clock)
    assert services.customers.rows([1])[0].names["owner_id"] == name
    assert program.preferences.get(prefs.ME) == {services.crew_at_start.store_id: keeper.me.id if keeper.me else 0}
    services.close()


def test_a_new_colleague_types_a_name(qtbot: QtBot, program: Program, store: Path) -> None:
    window = _opened(qtbot, program, store)
    dialog = _question(window)
    assert dialog is not None
    dialog.name.setFocus()
    QTest.keyClicks(dialog.name, "Ito Aoi")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workbench.crew.me is not None)
    me = window.workbench.crew.me
    assert me is not None
    assert me.name == "Ito Aoi"
    qtbot.waitUntil(lambda: _question(window) is None)


def test_who_wants_no_name_is_not_asked_again(qtbot: QtBot, program: Program, store: Path) -> None:
    window = _opened(qtbot, program, store)
    dialog = _question(window)
    assert dialog is not None
    dialog.without.click()
    assert window.workbench.crew.me is None
    assert not window.workbench.crew.is_stranger()


def test_who_was_deleted_is_asked_again(
    qtbot: QtBot, program: Program, store: Path, profile: Profile, clock: Clock
) -> None:
    services = open_store(store, passphrase=None, profile=profile, clock=clock)
    services.close()
    program.preferences.set_part(prefs.ME, services.crew_at_start.store_id, 99)
    assert _question(_opened(qtbot, program, store)) is not None


def test_who_is_known_is_not_asked(qtbot: QtBot, program: Program, store: Path, profile: Profile, clock: Clock) -> None:
    services = open_store(store, passphrase=None, profile=profile, clock=clock)
    crew = services.crew_at_start
    services.close()
    program.preferences.set_part(prefs.ME, crew.store_id, crew.members[0].id)
    window = _opened(qtbot, program, store)
    assert _question(window) is None
    assert window.workbench.crew.me == crew.members[0]


def test_the_first_start_asks_for_the_name_once(qtbot: QtBot, program: Program) -> None:
    program.start(None)
    welcome = program._welcome  # noqa: SLF001 (what stands on the screen)
    assert isinstance(welcome, WelcomeWindow)
    QTest.keyClicks(welcome._name, "Ito Aoi")  # noqa: SLF001
    welcome._empty.button.click()  # noqa: SLF001
    qtbot.waitUntil(lambda: program._bell is not None)  # noqa: SLF001
    window = program.window
    assert window is not None
    assert _question(window) is None
    me = window.workbench.crew.me
    assert me is not None
    assert me.name == "Ito Aoi"
    with pytest.raises(NothingToUndoError):
        window.workbench.services.history.undo()


def test_the_sample_has_somebody_at_the_desk(qtbot: QtBot, program: Program) -> None:
    program.start(None)
    welcome = program._welcome  # noqa: SLF001
    assert isinstance(welcome, WelcomeWindow)
    welcome._sample.button.click()  # noqa: SLF001
    qtbot.waitUntil(lambda: program._bell is not None, timeout=20_000)  # noqa: SLF001
    assert program.window is not None
    assert _question(program.window) is None
    assert program.window.workbench.crew.me is not None


def test_somebody_else_takes_the_seat_in_the_settings(qtbot: QtBot, workbench: Workbench) -> None:
    services = workbench.services
    ids = [services.records.create(Kind.MEMBERS, {"name": name}).value for name in ("佐伯 美緒", "中村 拓")]
    section = StoreSection(workbench, None)  # type: ignore[arg-type]
    qtbot.addWidget(section)
    workbench.crew.be(ids[0])
    qtbot.waitUntil(lambda: section.me.currentText() == "佐伯 美緒")
    section.me.setFocus()
    section.me.setCurrentIndex(section.me.findText("中村 拓"))
    section.me.activated.emit(section.me.currentIndex())
    qtbot.waitUntil(lambda: workbench.crew.me is not None and workbench.crew.me.id == ids[1])
    assert services.members.crew().me == ids[1]
