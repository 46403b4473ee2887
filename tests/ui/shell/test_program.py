"""The program from its start: greeting, opening, passphrase, second start, damaged and missing stores."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csops_desktop.domain.settings import StoreSetting
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import create_store
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.application import Program
from csops_desktop.ui.features.customers.page import CustomersPage
from csops_desktop.ui.features.today.page import TodayPage
from csops_desktop.ui.features.welcome.window import WelcomeWindow
from csops_desktop.ui.messages import Messages
from csops_desktop.ui.single import Doorbell, call_first, name_of
from csops_desktop.wording import errors, operations
from tests.ui.answers import Answers

SECRET = "correct horse battery"  # noqa: S105 (of a test store)


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, profile: Profile, clock: Clock, answers: Answers) -> Iterator[Program]:
    del qapp, qtbot
    made = Program(profile, clock)
    made.messages = Messages(lambda: answers, errors.sentence, operations.sentence)
    made.preferences.set(prefs.LANGUAGE, "en")
    yield made
    made.end()
    for window in (made.window, made._welcome):  # noqa: SLF001 (nothing may stay open)
        if window is not None:
            window.close()
            window.deleteLater()


def _greeting(program: Program) -> WelcomeWindow:
    window = program._welcome  # noqa: SLF001 (what stands on the screen)
    assert window is not None
    assert window.isVisible()
    return window


def test_the_first_start_greets_and_makes_an_empty_book(qtbot: QtBot, program: Program, profile: Profile) -> None:
    program.start(None)
    window = _greeting(program)
    window._mode.chosen.emit("solo")  # noqa: SLF001
    window._empty.button.click()  # noqa: SLF001
    qtbot.waitUntil(lambda: program.window is not None and program.window.isVisible())
    assert profile.default_store.exists()
    assert program.window is not None
    assert isinstance(program.window.page(), CustomersPage)
    assert program.preferences.get(prefs.MODE) == "solo"
    assert program.preferences.get(prefs.LAST_STORE) == str(profile.default_store)


def test_the_sample_is_one_click_away(qtbot: QtBot, program: Program) -> None:
    program.start(None)
    _greeting(program)._sample.button.click()  # noqa: SLF001
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert program.window is not None
    services = program.window.workbench.services
    assert services.settings.get(StoreSetting.SAMPLE)
    assert isinstance(program.window.page(), TodayPage)
    assert len(services.customers.suggest("株式会社", 8)) == 8


def test_the_last_store_opens_again(qtbot: QtBot, program: Program, profile: Profile, clock: Clock) -> None:
    create_store(profile.default_store, passphrase=None, profile=profile, clock=clock).close()
    program.start(None)
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    assert profile.default_store.name in program.window.windowTitle()


def test_a_passphrase_is_asked_for_until_it_fits(
    qtbot: QtBot, program: Program, tmp_path: Path, profile: Profile, clock: Clock, answers: Answers
) -> None:
    path = tmp_path / "secret.csops"
    create_store(path, passphrase=SECRET, profile=profile, clock=clock).close()
    answers.secrets = ["a wrong passphrase", SECRET]
    program.start(path)
    qtbot.waitUntil(lambda: program.window is not None, timeout=10_000)
    assert len(answers.asked) == 2


def test_a_file_that_is_no_store_is_said_and_the_way_out_offered(
    qtbot: QtBot, program: Program, tmp_path: Path, answers: Answers
) -> None:
    path = tmp_path / "notes.csops"
    path.write_text("これはデータではありません" * 50, encoding="utf-8")
    program.start(path)
    qtbot.waitUntil(lambda: program._welcome is not None)  # noqa: SLF001
    assert answers.asked
    assert path.read_text(encoding="utf-8").startswith("これは")


def test_a_second_start_brings_the_first_window_forward(
    qtbot: QtBot, program: Program, profile: Profile, clock: Clock
) -> None:
    create_store(profile.default_store, passphrase=None, profile=profile, clock=clock).close()
    program.start(None)
    qtbot.waitUntil(lambda: program._bell is not None)  # noqa: SLF001
    bell = program._bell  # noqa: SLF001
    assert bell is not None
    with qtbot.waitSignal(bell.rung):
        assert call_first(profile.default_store)


def test_nobody_answers_where_no_window_is(qapp: QApplication, tmp_path: Path) -> None:
    del qapp
    assert not call_first(tmp_path / "none.csops")


def test_the_meeting_point_left_by_a_killed_program_is_taken_over(qtbot: QtBot, tmp_path: Path) -> None:
    store = tmp_path / "store.csops"
    first = Doorbell(store)
    second = Doorbell(store)  # as after a kill: the name is still there
    with qtbot.waitSignal(second.rung):
        assert call_first(store)
    first.close()
    second.close()
    assert str(tmp_path) not in name_of(store)


def test_another_store_takes_the_place_of_the_open_one(
    qtbot: QtBot, program: Program, tmp_path: Path, profile: Profile, clock: Clock, answers: Answers
) -> None:
    create_store(profile.default_store, passphrase=None, profile=profile, clock=clock).close()
    program.start(None)
    qtbot.waitUntil(lambda: program.window is not None)
    answers.files = [tmp_path / "second"]
    first = program.window
    assert first is not None
    first.commands.new_store()
    qtbot.waitUntil(lambda: program.window is not None and program.window is not first)
    assert (tmp_path / "second.csops").exists()
    create_again = create_store(tmp_path / "third.csops", passphrase=None, profile=profile, clock=clock)
    create_again.close()


def test_a_passphrase_can_be_set_from_the_settings(
    qtbot: QtBot, program: Program, profile: Profile, clock: Clock, answers: Answers
) -> None:
    create_store(profile.default_store, passphrase=None, profile=profile, clock=clock).close()
    program.start(None)
    qtbot.waitUntil(lambda: program.window is not None)
    first = program.window
    assert first is not None
    answers.secrets = [SECRET]
    first.store_requested.emit("passphrase")
    qtbot.waitUntil(lambda: program.window is not None and program.window is not first, timeout=10_000)
    assert program.window is not None
    assert program.window.workbench.services.backups.database.encrypted
    assert b"SQLite format 3" not in profile.default_store.read_bytes()[:32]
