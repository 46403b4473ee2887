"""A store that takes long to open says so, and why; one that is there at once shows nothing of it."""

import sqlite3
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from csops_desktop.foundation import i18n
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import create_store
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.application import Program
from csops_desktop.ui.messages import Messages
from csops_desktop.ui.theme import Theme
from csops_desktop.ui.waiting import Waiting
from csops_desktop.wording import errors, operations
from tests.ui.answers import Answers


@pytest.fixture
def waiting(qtbot: QtBot, theme: Theme) -> Iterator[Waiting]:
    del qtbot
    made = Waiting(theme, theme)
    yield made
    made.end()


def test_what_takes_long_is_named_with_its_reason(qtbot: QtBot, waiting: Waiting) -> None:
    waiting.begin("customers.csops")
    qtbot.waitUntil(lambda: waiting.window is not None and waiting.window.isVisible())
    window = waiting.window
    assert window is not None
    assert (window.name.text(), window.what.text()) == ("customers.csops", "Opening…")
    i18n.use("ja")
    waiting.checking.emit()
    assert "確認" in window.what.text()
    waiting.end()
    assert not window.isVisible()


def test_closing_it_means_leaving(qtbot: QtBot, waiting: Waiting) -> None:
    waiting.begin("customers.csops")
    qtbot.waitUntil(lambda: waiting.window is not None)
    assert waiting.window is not None
    with qtbot.waitSignal(waiting.left):
        waiting.window.close()


def test_after_a_crash_the_store_is_looked_through_and_opens(
    qtbot: QtBot, profile: Profile, clock: Clock, answers: Answers
) -> None:
    path = profile.default_store
    create_store(path, passphrase=None, profile=profile, clock=clock).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'clean'")
    connection.close()
    program = Program(profile, clock)
    program.messages = Messages(lambda: answers, errors.sentence, operations.sentence)
    program.preferences.set(prefs.LANGUAGE, "en")
    with qtbot.waitSignal(program._waiting.checking):  # noqa: SLF001 (what the screen would say)
        program.start(None)
    qtbot.waitUntil(lambda: program.window is not None)
    assert program._waiting.window is None  # noqa: SLF001
    window = program.window
    program.end()
    assert window is not None
    window.close()
    window.deleteLater()
