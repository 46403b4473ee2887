"""P10: from the wish to see the list of the day to its painting, on the real window, in a process of its own."""

import statistics
import time
from typing import Any

from tests.bench import child, stores
from tests.bench.report import Bar, limit, ratio

_PAINTED, _GROWTH = 0.150, 12.0
_TIMES = 7
_HERE = "tests.bench.today"


def measure(n: int, passphrase: str | None, *, small: int = 10_000) -> list[Bar]:
    """Measure the list of the day of a small book, and how it grows to a large one."""
    way = "with a passphrase" if passphrase else "plain"
    few = child.run(_HERE, stores.store(small, passphrase), passphrase)
    what = f"list of the day, {small:,} customers, {way}"
    bars = [limit("P10", what, few["painted"], _PAINTED, why=f"{few['lines']:,} lines; runs are not there yet")]
    if n > small:
        many = child.run(_HERE, stores.store(n, passphrase), passphrase)
        grown = f"list of the day from {small:,} to {n:,} customers, {way}"
        bars.append(ratio("P15", grown, many["painted"], few["painted"], _GROWTH))
    return bars


def _on_the_window() -> dict[str, float]:
    from PySide6.QtCore import QEvent, QObject  # noqa: PLC0415 (only in the child)

    from csops_desktop.domain.changes import Area  # noqa: PLC0415 (only in the child)
    from csops_desktop.ui.preferences import TODAY_MINUTES  # noqa: PLC0415 (only in the child)
    from csops_desktop.ui.state import PageId, Place  # noqa: PLC0415 (only in the child)

    class Eye(QObject):
        """Notes when the viewport of the list was painted."""

        painted = 0.0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
            if event.type() == QEvent.Type.Paint and watched is table.viewport():
                self.painted = time.monotonic()
            return False

    on = child.Child()
    tasks = on.program.tasks
    on.window.go(Place(PageId.TODAY))
    page: Any = on.window.page()
    page.workbench.preferences.set(TODAY_MINUTES, 0)  # the whole list, not only what fits into a day
    table = page.queue.table
    eye = Eye()
    on.qt.installEventFilter(eye)
    on.wait(lambda: page.loaded and tasks.idle() and eye.painted > 0)
    loads: list[float] = []
    page.counted.connect(lambda _n: loads.append(time.monotonic()))
    times = []
    for _turn in range(_TIMES):
        on.wait(tasks.idle)
        loads.clear()
        begun = time.monotonic()
        tasks.changed.emit(Area.NEXT_ACTIONS, None)
        on.wait(lambda: bool(loads) and eye.painted >= loads[0])
        times.append(eye.painted - begun)
    return {"painted": statistics.median(times), "lines": len(page.queue.lines())}


if __name__ == "__main__":
    child.answer(_on_the_window())
