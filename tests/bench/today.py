"""P10: from the wish to see the list of the day to its painting, on the real window, in a process of its own."""

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import stores
from tests.bench.moment import CLOCK
from tests.bench.report import Bar, limit, ratio

_PAINTED, _GROWTH = 0.150, 12.0
_TIMES = 7
_PATIENCE = 60.0


def measure(n: int, passphrase: str | None, *, small: int = 10_000) -> list[Bar]:
    """Measure the list of the day of a small book, and how it grows to a large one."""
    way = "with a passphrase" if passphrase else "plain"
    few = _child(stores.store(small, passphrase), passphrase)
    what = f"list of the day, {small:,} customers, {way}"
    bars = [limit("P10", what, few["painted"], _PAINTED, why=f"{few['lines']:,} lines; runs are not there yet")]
    if n > small:
        many = _child(stores.store(n, passphrase), passphrase)
        grown = f"list of the day from {small:,} to {n:,} customers, {way}"
        bars.append(ratio("P15", grown, many["painted"], few["painted"], _GROWTH))
    return bars


def _child(store: Path, passphrase: str | None) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.today", str(store), passphrase or ""]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "CSOPS_PROFILE": str(stores.profile().folder.resolve()),
    }
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _on_the_window(store: Path, passphrase: str | None) -> dict[str, float]:
    from PySide6.QtCore import QEvent, QEventLoop, QObject  # noqa: PLC0415 (only in the child)

    from csops_desktop.domain.changes import Area  # noqa: PLC0415 (only in the child)
    from csops_desktop.ui import application  # noqa: PLC0415 (only in the child)
    from csops_desktop.ui.state import PageId, Place  # noqa: PLC0415 (only in the child)

    class Eye(QObject):
        """Notes when the viewport of the list was painted."""

        painted = 0.0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
            if event.type() == QEvent.Type.Paint and watched is table.viewport():
                self.painted = time.monotonic()
            return False

    gc.disable()  # as in the program, which collects on its own thread and in its own time
    qt = application.qt_application()
    program = application.Program(stores.profile(), CLOCK)
    program.open_store(store, passphrase)
    program.theme.start("light", 100)

    def wait(true: Callable[[], bool]) -> float:
        end = time.monotonic() + _PATIENCE
        while not true():
            qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > end:
                raise TimeoutError
        return time.monotonic()

    wait(lambda: program.window is not None)
    window = program.window
    assert window is not None
    window.go(Place(PageId.TODAY))
    page: Any = window.page()
    table = page.queue.table
    eye = Eye()
    qt.installEventFilter(eye)
    wait(lambda: page.loaded and program.tasks.idle() and eye.painted > 0)
    loads: list[float] = []
    page.counted.connect(lambda _n: loads.append(time.monotonic()))
    times = []
    for _turn in range(_TIMES):
        wait(program.tasks.idle)
        loads.clear()
        begun = time.monotonic()
        program.tasks.changed.emit(Area.NEXT_ACTIONS, None)
        wait(lambda: bool(loads) and eye.painted >= loads[0])
        times.append(eye.painted - begun)
    return {"painted": statistics.median(times), "lines": len(page.queue.lines())}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_on_the_window(Path(sys.argv[1]), sys.argv[2] or None)))
    sys.stdout.flush()
    os._exit(0)  # the figure is taken
