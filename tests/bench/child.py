"""A process of its own with the real window in it: how it is started, how it waits, how it answers."""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.bench import stores
from tests.bench.moment import CLOCK

_PATIENCE = 300.0  # s; the backup of the day of a large store comes first


def run(module: str, store: Path, passphrase: str | None) -> dict[str, Any]:
    """Run a module of measurements on a store and return its answer."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "CSOPS_PROFILE": str(stores.profile().folder.resolve()),
    }
    command = [sys.executable, "-m", module, str(store), passphrase or ""]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def answer(found: Mapping[str, float]) -> None:
    """Answer and end: the figures are taken."""
    sys.stdout.write(json.dumps(dict(found)))
    sys.stdout.flush()
    os._exit(0)


class Child:
    """The window of the store that the arguments name, 1440 px wide."""

    def __init__(self) -> None:
        from csops_desktop.ui import application  # noqa: PLC0415 (only in the child)

        gc.disable()  # as in the program, which collects on its own thread and in its own time
        self.qt = application.qt_application()
        self.program = application.Program(stores.profile(), CLOCK)
        self.program.open_store(Path(sys.argv[1]), sys.argv[2] or None)
        self.program.theme.start("light", 100)
        self.wait(lambda: self.program.window is not None)
        assert self.program.window is not None
        self.window = self.program.window
        self.window.resize(1440, 900)

    def wait(self, true: Callable[[], bool]) -> None:
        """Let events run until something is true."""
        from PySide6.QtCore import QEventLoop  # noqa: PLC0415 (only in the child)

        end = time.monotonic() + _PATIENCE
        while not true():
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > end:
                raise TimeoutError

    def rest(self, seconds: float) -> None:
        """Let the window come to rest, and some time more."""
        from PySide6.QtCore import QEventLoop  # noqa: PLC0415 (only in the child)

        self.wait(self.program.tasks.idle)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            time.sleep(0.002)
