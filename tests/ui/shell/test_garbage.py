"""Cyclic garbage is collected on the window's thread, never on a worker's."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from csops_desktop.ui.garbage import GarbageCollector


class _Knot:
    """Holds itself, and remembers which thread untied it."""

    untied_by: list[int] = []  # noqa: RUF012 (what the class remembers)

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        _Knot.untied_by.append(threading.get_ident())


@pytest.fixture
def collector(qapp: QObject) -> Iterator[GarbageCollector]:
    made = GarbageCollector(qapp)
    made.start()
    yield made
    made.stop()
    assert gc.isenabled()


@pytest.mark.usefixtures("collector")
def test_a_worker_that_makes_garbage_never_collects_it(qtbot: QtBot) -> None:
    _Knot.untied_by.clear()
    watched = _Knot()
    gone = weakref.ref(watched)
    del watched
    worker = threading.Thread(target=lambda: [_Knot() for _ in range(5000)])
    worker.start()
    worker.join()
    assert _Knot.untied_by == []
    qtbot.waitUntil(lambda: gone() is None, timeout=5000)
    assert set(_Knot.untied_by) == {threading.get_ident()}
