"""Export everything and read it back, from the File menu of a real window."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import create_store
from csops_desktop.ui.features.everything.dialog import EverythingDialog, export_everything, import_everything
from csops_desktop.ui.messages import Toast
from csops_desktop.ui.state import Workbench
from tests.ui.answers import Answers


@pytest.fixture
def window(workbench: Workbench, qtbot: QtBot) -> Iterator[QWidget]:
    workbench.tasks.done.connect(workbench.messages.outcome)
    workbench.tasks.failed.connect(workbench.messages.error)
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    workbench.tasks.done.disconnect(workbench.messages.outcome)


def _rows(folder: Path) -> int:
    """Return how many rows a folder holds: those of the book, and what a new store begins with."""
    said = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    return sum(int(table["rows"]) for table in said["tables"])


def test_everything_is_written_to_the_folder_that_was_named(
    workbench: Workbench, window: QWidget, answers: Answers, toasts: list[Toast], tmp_path: Path, qtbot: QtBot
) -> None:
    workbench.services.customers.create({"name": "青葉"})
    answers.files = [tmp_path / "all"]
    export_everything(workbench, window)
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[0].text == f"{_rows(tmp_path / 'all')} rows written to all"
    assert (tmp_path / "all" / "schema.json").is_file()
    qtbot.waitUntil(lambda: not [each for each in window.findChildren(EverythingDialog) if each.isVisible()])


def test_what_another_store_wrote_is_read_back_and_the_toast_says_that_it_stays(
    workbench: Workbench, window: QWidget, answers: Answers, toasts: list[Toast], tmp_path: Path, profile: Profile,
    clock: Clock, qtbot: QtBot,
) -> None:  # fmt: skip
    source = create_store(tmp_path / "source.csops", passphrase=None, profile=profile, clock=clock)
    source.customers.create({"name": "青葉"})
    n = sum(source.whole.export_all(tmp_path / "all").values())
    source.close()
    answers.files = [tmp_path / "all" / "schema.json"]
    import_everything(workbench, window)
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[0].set_id is None
    assert toasts[0].text == f"Read back {n} rows from all. This cannot be undone"
    assert workbench.services.records.find(Kind.CUSTOMERS)[1][0].values["name"] == "青葉"


def test_a_store_with_data_is_not_filled_and_says_why(
    workbench: Workbench, window: QWidget, answers: Answers, toasts: list[Toast], tmp_path: Path, qtbot: QtBot
) -> None:
    workbench.services.customers.create({"name": "青葉"})
    workbench.services.whole.export_all(tmp_path / "all")
    answers.files = [tmp_path / "all" / "schema.json"]
    said: list[object] = []
    workbench.messages.bannered.connect(said.append)
    import_everything(workbench, window)
    qtbot.waitUntil(lambda: bool(said) or bool(toasts))
    assert "holds data already" in str((said or toasts)[0])
    assert workbench.services.records.find(Kind.CUSTOMERS)[0] == 1
