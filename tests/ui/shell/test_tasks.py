"""Work off the GUI thread: results come home, late ones are dropped, errors find the one who can tell them."""

import sys
import threading

import pytest
from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from csops_desktop.domain.changes import Area, Outcome, Sentence
from csops_desktop.foundation.errors import CancelledError, CsopsError, NothingToUndoError
from csops_desktop.ui.tasks import BUSY_AFTER_MS, Handle, TaskRunner


def test_work_runs_beside_the_window_and_its_result_comes_home(qtbot: QtBot, tasks: TaskRunner) -> None:
    got: list[tuple[str, bool]] = []
    home = QThread.currentThread()
    tasks.query(
        lambda: threading.current_thread().name,
        lambda name: got.append((name, QThread.currentThread() is home)),
    )
    qtbot.waitUntil(lambda: bool(got))
    assert got == [("store", True)]


def test_operations_run_in_the_order_they_were_asked_for(qtbot: QtBot, tasks: TaskRunner) -> None:
    ran: list[int] = []
    arrived: list[None] = []
    for number in range(20):
        tasks.query(lambda number=number: ran.append(number), arrived.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(arrived) == 20)
    assert ran == list(range(20))


def test_an_operation_tells_what_changed_and_who_did_it(qtbot: QtBot, tasks: TaskRunner) -> None:
    me = QObject()
    heard: list[object] = []
    done: list[Outcome[str]] = []
    tasks.changed.connect(lambda areas, initiator: heard.append((areas, initiator)))
    tasks.done.connect(done.append)
    outcome = Outcome("value", Area.CUSTOMERS, Sentence("created"), 7)
    got: list[str] = []
    with qtbot.waitSignal(tasks.done):
        tasks.operate(lambda: outcome, got.append, me)
    assert got == ["value"]
    assert heard == [(Area.CUSTOMERS, me)]
    assert done == [outcome]


def test_only_the_newest_of_superseded_queries_is_shown(qtbot: QtBot, tasks: TaskRunner) -> None:
    gate = threading.Event()
    ran: list[str] = []
    shown: list[str] = []

    def search(text: str) -> str:
        gate.wait(5)
        ran.append(text)
        return text

    for text in ("a", "ab", "abc"):
        tasks.query(lambda text=text: search(text), shown.append, key="search")  # type: ignore[misc]
    gate.set()
    qtbot.waitUntil(lambda: shown == ["abc"])
    assert "ab" not in ran


def test_a_users_error_goes_to_the_caller_or_to_everybody(qtbot: QtBot, tasks: TaskRunner) -> None:
    def refuse() -> Outcome[None]:
        raise NothingToUndoError

    with qtbot.waitSignal(tasks.failed) as blocker:
        tasks.operate(refuse)
    assert isinstance(blocker.args[0], NothingToUndoError)
    taken: list[CsopsError] = []
    with qtbot.assertNotEmitted(tasks.failed):
        tasks.operate(refuse, failed=taken.append)
        qtbot.waitUntil(lambda: bool(taken))


def test_our_own_mistake_reaches_the_crash_hook_and_others_still_arrive(
    qtbot: QtBot, tasks: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: caught.append(kind))
    shown: list[int] = []
    tasks.query(lambda: 1 // 0, shown.append)
    tasks.query(lambda: 2, shown.append)
    qtbot.waitUntil(lambda: shown == [2])
    assert caught == [ZeroDivisionError]


def test_a_result_for_a_widget_that_is_gone_is_dropped(qtbot: QtBot, tasks: TaskRunner) -> None:
    gate = threading.Event()
    label = QLabel()
    tasks.query(lambda: (gate.wait(5), "late")[1], label.setText)
    last: list[int] = []
    tasks.query(lambda: 1, last.append)
    with qtbot.waitSignal(label.destroyed):
        label.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: last == [1])


def test_long_work_reports_and_stops_when_asked(qtbot: QtBot, tasks: TaskRunner) -> None:
    reported: list[tuple[int, int]] = []
    stopped: list[CsopsError] = []
    begun = threading.Event()

    def work(handle: Handle) -> str:
        begun.set()
        for number in range(10_000_000):
            handle.step(number, 10_000_000)
        return "finished"

    finished: list[str] = []
    handle = tasks.background(
        work, finished.append, progress=lambda done, total: reported.append((done, total)), failed=stopped.append
    )
    qtbot.waitUntil(lambda: bool(reported))
    handle.cancel()
    qtbot.waitUntil(lambda: bool(stopped))
    assert isinstance(stopped[0], CancelledError)
    assert finished == []


def test_short_jobs_go_before_long_ones(qtbot: QtBot, tasks: TaskRunner) -> None:
    gate = threading.Event()
    order: list[str] = []
    tasks.query(lambda: gate.wait(5), lambda _result: None)

    def work(_handle: Handle) -> Outcome[None]:
        order.append("long")
        return Outcome(None, Area.NONE)

    tasks.operate_long(work)
    tasks.query(lambda: order.append("short"), lambda _result: None)
    with qtbot.waitSignal(tasks.done):
        gate.set()
    assert order == ["short", "long"]


def test_busy_is_told_only_when_work_takes_long(qtbot: QtBot, tasks: TaskRunner) -> None:
    told: list[bool] = []
    tasks.busy.connect(told.append)
    gate = threading.Event()
    with qtbot.waitSignal(tasks.busy, timeout=BUSY_AFTER_MS * 10):
        tasks.query(lambda: gate.wait(5), lambda _result: None)
    with qtbot.waitSignal(tasks.busy):
        gate.set()
    assert told == [True, False]


class _Emitter(QObject):
    sent = Signal(bool)


def test_signals_do_not_eat_references_to_true(qapp: object) -> None:
    """PySide6 6.12.0 under Python 3.11 drops one at each emit until the interpreter aborts."""
    del qapp
    emitter = _Emitter()
    before = sys.getrefcount(True)
    for _number in range(2_000):
        emitter.sent.emit(True)
    assert sys.getrefcount(True) >= before - 100


@pytest.mark.parametrize("part", ["result", "work"])
@pytest.mark.parametrize("way", ["query", "background"])
def test_what_a_result_is_for_and_what_gave_it_are_let_go_on_the_windows_thread(
    qtbot: QtBot, tasks: TaskRunner, way: str, part: str
) -> None:
    threads: list[str] = []

    class Taker:
        """Stands for a widget, which must not be deleted by a worker."""

        def __del__(self) -> None:
            threads.append(threading.current_thread().name)

        def take(self, _result: object) -> None:
            """Take a result."""

        def give(self, _handle: object = None) -> int:
            """Give one."""
            return 1

    held = threading.Event()
    tasks._ready.connect(lambda: held.wait(5), Qt.ConnectionType.DirectConnection)  # noqa: SLF001 (the worker is slow to let go)
    work, then = (Taker().give, lambda _result: None) if part == "work" else (lambda _handle=None: 1, Taker().take)
    if way == "query":
        tasks.query(work, then)
    else:
        tasks.background(work, then)
    del work, then
    qtbot.waitUntil(tasks.idle)
    held.set()
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.main_thread().name]
