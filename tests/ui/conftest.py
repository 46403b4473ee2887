"""Fixtures for tests that drive widgets: the workbench around a real store, and somebody who answers questions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.ui.i18n import LanguageSwitch
from csops_desktop.ui.messages import Messages, Question, Toast
from csops_desktop.ui.preferences import Preferences
from csops_desktop.ui.state import Navigator, Workbench
from csops_desktop.ui.tasks import TaskRunner
from csops_desktop.ui.theme import Theme
from csops_desktop.wording import errors, operations


@dataclass
class Answers:
    """Answers questions from lists instead of showing windows, and keeps what was asked.

    Attributes:
        verbs: what to press next, one per question; やめる when there is none left. ``*`` presses the verb.
        lines, secrets: what to type next.
        files: what to choose next.
    """

    verbs: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)

    def ask(self, question: Question, parent: QWidget | None) -> str:
        del parent
        self.asked.append(question)
        verb = self.verbs.pop(0) if self.verbs else ""
        return question.verb if verb == "*" else verb

    def text(self, question: Question, label: str, value: str, parent: QWidget | None) -> str | None:
        del label, value, parent
        self.asked.append(question)
        return self.lines.pop(0) if self.lines else None

    def passphrase(self, question: Question, parent: QWidget | None, *, twice: bool, minimum: int) -> str | None:
        del parent, twice, minimum
        self.asked.append(question)
        return self.secrets.pop(0) if self.secrets else None

    def open_files(
        self, title: str, folder: Path | None, filters: Sequence[str], parent: QWidget | None, *, several: bool
    ) -> list[Path]:
        del title, folder, filters, parent
        chosen, self.files = (self.files, []) if several else (self.files[:1], self.files[1:])
        return chosen

    def save_file(self, title: str, proposal: Path, filters: Sequence[str], parent: QWidget | None) -> Path | None:
        del title, proposal, filters, parent
        return self.files.pop(0) if self.files else None


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
    return Messages(answers, errors.sentence, operations.sentence)


@pytest.fixture
def toasts(messages: Messages) -> list[Toast]:
    """Every toast shown, in order."""
    shown: list[Toast] = []
    messages.toasted.connect(shown.append)
    return shown


@pytest.fixture
def preferences(profile: Profile) -> Preferences:
    return Preferences(profile.preferences)


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
