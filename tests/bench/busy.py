"""P14: does the window stay alive while a file is imported and a backup is made?"""

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.query import ListQuery

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.window import Measured

_BEAT_MS, _ASK_MS = 2, 120
_SETTLED = 4.0


class Busy(QObject):
    """Does the long jobs as the import page does them, one after the other, and watches the window meanwhile."""

    def __init__(self, measured: "Measured", file: Path) -> None:
        super().__init__()
        self._measured = measured
        self._file = file
        self._job = ""
        self._last = 0.0
        self._blocked: dict[str, float] = {}
        self._answers: dict[str, float] = {}
        self._beat = QTimer(self, interval=_BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        self._ask = QTimer(self, interval=_ASK_MS)
        self._ask.timeout.connect(self._on_ask)

    def run(self) -> dict[str, Any]:
        """Return the longest pause and the slowest answer of each job, in seconds."""
        services = self._measured.page.workbench.services
        imports, tasks = services.imports, self._measured.page.workbench.tasks
        self._measured.rest(_SETTLED)  # the start has its own bars: counts, palette and the day's backup come after it
        self._last = time.monotonic()
        self._beat.start()
        self._ask.start()
        table: Any = self._do("read", partial(tasks.background, lambda _handle: imports.read(self._file)))
        guess: Any = self._do("map", partial(tasks.background, lambda _handle: imports.guess(table, Kind.CUSTOMERS)))
        preview = self._do(
            "dry run",
            partial(
                tasks.background,
                lambda handle: imports.dry_run(table, guess.mapping, progress=handle.step, cancelled=handle.cancelled),
            ),
        )
        self._do("backup", partial(tasks.background, lambda handle: services.backups.make("asked", handle.step)))
        self._do(
            "write",
            partial(
                tasks.operate_long,
                lambda handle: imports.write(preview, progress=handle.step, cancelled=handle.cancelled),
            ),
        )
        self._do("undo", partial(tasks.operate, services.history.undo))
        self._beat.stop()
        self._ask.stop()
        return {"blocked": self._blocked, "answers": self._answers}

    def _do(self, name: str, start: "Callable[[Callable[[Any], None]], object]") -> Any:
        self._job = name
        done: list[Any] = []
        start(done.append)
        self._measured.wait(lambda: bool(done), painted=False)
        self._measured.rest(0.4)
        self._job = ""
        return done[0]

    def _on_beat(self) -> None:
        now = time.monotonic()
        if self._job:
            self._blocked[self._job] = max(self._blocked.get(self._job, 0.0), now - self._last)
        self._last = now

    def _on_ask(self) -> None:
        job, begun = self._job, time.monotonic()
        bench = self._measured.page.workbench

        def answered(_result: object) -> None:
            if job:
                self._answers[job] = max(self._answers.get(job, 0.0), time.monotonic() - begun)

        bench.tasks.query(lambda: bench.services.customers.find(ListQuery(text="翡翠")), answered, owner=self)
