"""Our own mistakes: one dialog each, from any thread, with a report that quotes no customer."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from csops_desktop.foundation import log
from csops_desktop.ui.crash import CrashReporter, report
from csops_desktop.ui.crash_dialog import CrashDialog
from csops_desktop.ui.theme import Theme

SECRET = "株式会社ひみつ"  # noqa: S105 (a name that must not leak)


def _look_up() -> None:
    try:
        int({"a": "b"}[SECRET])
    except KeyError as error:
        raise ValueError(SECRET) from error


def _mistake() -> Exception:
    with pytest.raises(ValueError, match=SECRET) as caught:
        _look_up()
    return caught.value


def test_the_report_names_the_place_and_quotes_nothing() -> None:
    text = report(_mistake())
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_crash.py" in text
    assert SECRET not in text
    assert str(Path.home()) not in text


def test_the_log_quotes_nothing_either(tmp_path: Path) -> None:
    log.start(tmp_path / "logs")
    logger = logging.getLogger("csops_desktop.test")
    try:
        logger.error("it broke", exc_info=_mistake())
    finally:
        for handler in logging.getLogger("csops_desktop").handlers[:]:
            handler.close()
            logging.getLogger("csops_desktop").removeHandler(handler)
        logging.getLogger("csops_desktop").propagate = True
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "logs").iterdir())
    assert "it broke" in text
    assert "ValueError" in text
    assert SECRET not in text


@pytest.fixture
def told(qtbot: QtBot, theme: Theme) -> Iterator[list[BaseException]]:
    """What the reporter caught; its dialog is answered at once."""
    hooks = sys.excepthook, threading.excepthook
    reporter = CrashReporter(theme)
    caught: list[BaseException] = []
    reporter.caught.connect(caught.append)
    reporter.install()
    shown: list[CrashDialog] = []

    def answer() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, CrashDialog) and window.isVisible():
                shown.append(window)
                window.accept()

    reporter.shown = shown  # type: ignore[attr-defined]
    from PySide6.QtCore import QTimer  # noqa: PLC0415

    timer = QTimer(reporter, interval=10)
    timer.timeout.connect(answer)
    timer.start()
    yield caught
    timer.stop()
    qtbot.wait(1)
    sys.excepthook, threading.excepthook = hooks


def test_a_mistake_in_any_thread_is_caught(qtbot: QtBot, told: list[BaseException]) -> None:
    def work() -> None:
        raise ValueError(SECRET)

    thread = threading.Thread(target=work)
    thread.start()
    qtbot.waitUntil(lambda: len(told) == 1)
    thread.join()
    assert isinstance(told[0], ValueError)


def test_the_report_can_be_copied_and_saved(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    dialog = CrashDialog(theme, "the report", choose=lambda: target)
    qtbot.addWidget(dialog)
    dialog.show()
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    buttons["Copy the report"].click()
    assert QGuiApplication.clipboard().text() == "the report"
    buttons["Save the report…"].click()
    assert target.read_text(encoding="utf-8") == "the report"
    assert dialog.note.text() == "Saved"
