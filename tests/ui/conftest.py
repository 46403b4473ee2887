"""Fixtures for tests that drive widgets: the workbench around a real store, and somebody who answers questions."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.ui.garbage import GarbageCollector
from csops_desktop.ui.i18n import LanguageSwitch
from csops_desktop.ui.messages import Messages, Toast
from csops_desktop.ui.preferences import Preferences
from csops_desktop.ui.state import Navigator, Workbench
from csops_desktop.ui.tasks import TaskRunner
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import errors, operations
from tests.ui.answers import Answers


@pytest.fixture(autouse=True, scope="module")
def _last_garbage() -> Iterator[None]:
    """Leave no widgets in cycles to the modules that follow: a thread of theirs might collect them."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def _garbage(qapp: QApplication) -> Iterator[None]:
    """Collect cyclic garbage on this thread only, as the program does: widgets must not be deleted by a worker."""
    collector = GarbageCollector(qapp)
    collector.start()
    yield
    collector.stop()
    collector.deleteLater()


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = Theme(qapp)
    made.start("light", 100)
    return made


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[TaskRunner]:
    runner = TaskRunner(qapp)
    yield runner
    runner.close()


@pytest.fixture
def messages(answers: Answers) -> Messages:
    return Messages(lambda: answers, errors.sentence, operations.sentence)


@pytest.fixture
def toasts(messages: Messages) -> list[Toast]:
    """Every toast shown, in order."""
    shown: list[Toast] = []
    messages.toasted.connect(shown.append)
    return shown


@pytest.fixture
def preferences(profile: Profile) -> Iterator[Preferences]:
    made = Preferences(profile.preferences)
    yield made
    made.flush()  # stops its timer here: collected later by another thread, a running one would crash the event loop


@pytest.fixture
def workbench(
    services: Services,
    tasks: TaskRunner,
    theme: Theme,
    messages: Messages,
    preferences: Preferences,
    clock: Clock,
    profile: Profile,
) -> Workbench:
    """Everything a page gets, around a new and empty store."""
    return Workbench(services, tasks, theme, messages, preferences, clock, Navigator(), LanguageSwitch(), profile)
