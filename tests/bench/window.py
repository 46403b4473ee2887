"""Measures on the real window, in a process of its own: ``python -m tests.bench.window JOB STORE [PASSPHRASE [FILE]]``.

Writes one JSON object. A list is painted when its viewport was painted while every visible row was there.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent

from csops_desktop.foundation.paths import profile
from csops_desktop.ui import application
from csops_desktop.ui import preferences as prefs
from csops_desktop.ui.state import PageId, Place
from tests.bench.moment import CLOCK

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from csops_desktop.ui.features.customers.page import CustomersPage

Found = dict[str, Any]
_PATIENCE = 60.0
_TIMES = 7
_JUMPS = 60
_SETTLED = 3.0


class Measured(QObject):
    """The window of a store, opened as the program opens it, with an eye on what its list paints."""

    def __init__(self, store: Path, passphrase: str | None) -> None:
        super().__init__()
        self.qt: QApplication = application.qt_application()
        self.program = application.Program(profile(), CLOCK)
        self.program._next = Place(PageId.CUSTOMERS)  # noqa: SLF001 (what is measured is the list)
        self.painted_at = 0.0
        self._whole = False
        self._true: Callable[[], bool] = lambda: False
        self.qt.installEventFilter(self)
        if passphrase is None:
            self.program.start(store)
        else:
            # As ``start`` does it; the question for the passphrase is answered before it is asked.
            self.program.open_store(store, passphrase)
            self.program.language.use(self.program.preferences.get(prefs.LANGUAGE))
            self.program.theme.start("light", self.program.preferences.get(prefs.SCALE))
        self.wait(lambda: self._page() is not None and len(self.model.ids) > 0)

    @property
    def page(self) -> "CustomersPage":
        """The customer page."""
        page = self._page()
        assert page is not None
        return page

    @property
    def model(self) -> Any:
        """The model of the list."""
        return self.page.pane.model

    def wait(self, true: Callable[[], bool], *, painted: bool = True) -> float:
        """Let events run until something is true, and then until the list was painted whole; returns that moment."""
        end = time.monotonic() + _PATIENCE
        self._true, self._whole = true, False
        while not (self._whole if painted else true()):
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > end:
                raise TimeoutError  # a killed child, with what it waited for in its traceback
        self.painted_at = time.monotonic()
        return self.painted_at

    def rest(self, seconds: float = 0.05) -> None:
        """Let the window come to rest."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            time.sleep(0.002)

    def list(self) -> Any:
        """Return the table."""
        return self.page.pane.table

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt)
        """Override QObject.eventFilter: note the paintings of the list in which no row was missing."""
        if event.type() == QEvent.Type.Paint and (page := self._page()) is not None:
            table = page.pane.table
            if watched is table.viewport() and self._true() and self._complete():
                self._whole = True
        return False

    def close(self) -> None:
        """End as the program ends."""
        if self.program.window is not None:
            self.program.window.close()
        self.program.end()

    def _complete(self) -> bool:
        table, model = self.list(), self.model
        first = table.rowAt(0)
        last = table.rowAt(table.viewport().height() - 1)
        last = len(model.ids) - 1 if last < 0 else last
        shown = model.ids[first : last + 1] if first >= 0 else ()
        have, stale = model._rows, model._stale  # noqa: SLF001 (asking the model would load them)
        return bool(shown) and all(id_ in have and id_ not in stale for id_ in shown)

    def _page(self) -> "CustomersPage | None":
        window = self.program.window
        page = window.page() if window is not None else None
        return page if page is not None and hasattr(page, "pane") else None  # type: ignore[return-value]


def start(measured: Measured) -> Found:
    """P1, P13: when the list was painted, and the memory then."""
    import psutil  # noqa: PLC0415 (only the figures need it)

    return {"at": measured.painted_at, "rss": psutil.Process().memory_info().rss, "rows": len(measured.model.ids)}


def search(measured: Measured) -> Found:
    """P2: from a word that the input method commits to the filtered list."""
    from tests.bench.stores import SEARCHED  # noqa: PLC0415 (not before the first paint)

    field = measured.program.window.bar.search.field  # type: ignore[union-attr]
    times: dict[str, list[float]] = {str(length): [] for length in SEARCHED}
    hits: list[int] = []
    whole = len(measured.model.ids)
    for _round in range(2):
        for length, words in SEARCHED.items():
            for word in words:
                event = QInputMethodEvent()
                event.setCommitString(word)
                measured.rest()
                begun = time.monotonic()
                measured.qt.sendEvent(field, event)
                times[str(length)].append(measured.wait(lambda: len(measured.model.ids) < whole) - begun)
                hits.append(len(measured.model.ids))
                field.clear()
                measured.wait(lambda: len(measured.model.ids) == whole)
    return {
        "median": {length: statistics.median(each) for length, each in times.items()},
        "worst": max(max(each) for each in times.values()),
        "share": max(hits) / whole,
        "repaint": _repaint(measured),
    }


def sort(measured: Measured) -> Found:
    """P3: from the click on a heading to the sorted list with the selection kept, and what it costs at least.

    A column with an index of its own, and one that has none.
    """
    return {"columns": {name: _sort(measured, name) for name in ("mrr", "touch")}}


def _sort(measured: Measured, name: str) -> Found:
    from PySide6.QtTest import QTest  # noqa: PLC0415 (not before the first paint)

    table, model = measured.list(), measured.model
    header = table.horizontalHeader()
    table.selectRow(3)
    chosen = table.selected_ids()
    ours: list[float] = []
    raw: list[float] = []
    column = next(at for at, c in enumerate(model.columns) if c.name == name)
    spot = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    for turn in range(_TIMES + 1):
        measured.rest()
        before = model.ids
        begun = time.monotonic()
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
        ours.append(measured.wait(lambda old=before: model.ids is not old) - begun)  # type: ignore[misc]
        assert model.ids != before
        assert table.selected_ids() == chosen
        raw.append(_raw_sort(measured, name, descending=bool(turn % 2)))
    return {"ours": statistics.median(ours[1:]), "floor": statistics.median(raw[1:])}


def scroll(measured: Measured) -> Found:
    """P4: from a jump to a random row to its painting, once the start is over (the first counts of the views)."""
    measured.rest(_SETTLED)
    random = Random(4)  # noqa: S311 (where to jump)
    bar = measured.list().verticalScrollBar()
    times: list[float] = []
    for _jump in range(_JUMPS):
        measured.rest(0.02)
        begun = time.monotonic()
        bar.setValue(random.randrange(bar.maximum()))
        times.append(measured.wait(lambda: True) - begun)
    return {"median": statistics.median(times), "worst": max(times), "n": len(times)}


def blocked(measured: Measured) -> Found:
    """P14: the longest pause of the event loop while a file is imported and a backup runs, and the searches meanwhile."""
    from tests.bench.busy import Busy  # noqa: PLC0415 (not before the first paint)

    return Busy(measured, Path(sys.argv[4])).run()


def _raw_sort(measured: Measured, name: str, *, descending: bool) -> float:
    services = measured.page.workbench.services
    way = "DESC" if descending else "ASC"
    sql = {
        "mrr": f"SELECT customer_id FROM customer_fact WHERE hidden = 0 ORDER BY mrr {way}, customer_id {way}",
        "touch": f"SELECT id FROM customer WHERE archived_on IS NULL ORDER BY touch {way}, id",
    }[name]
    with services.customers.database.reading() as connection:
        raw: Any = connection.raw
        begun = time.monotonic()
        raw.execute(sql).fetchall()
    measured.list().viewport().repaint()
    return time.monotonic() - begun


def _repaint(measured: Measured) -> float:
    times = []
    for _time in range(_TIMES):
        begun = time.monotonic()
        measured.list().viewport().repaint()
        times.append(time.monotonic() - begun)
    return statistics.median(times)


_JOBS = {"start": start, "search": search, "sort": sort, "scroll": scroll, "blocked": blocked}


def main() -> None:
    """Do the job that the arguments name."""
    job, store, passphrase = sys.argv[1], Path(sys.argv[2]), (sys.argv[3] if len(sys.argv) > 3 else "") or None
    measured = Measured(store, passphrase)
    found = _JOBS[job](measured)
    sys.stdout.write(json.dumps(found))
    sys.stdout.flush()
    measured.rest(0.3)
    measured.close()


if __name__ == "__main__":
    main()
