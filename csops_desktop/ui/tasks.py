"""Work off the GUI thread: run here, return there.

All store work goes through one worker thread, so writes never meet each other; parsing and rendering run beside it.
"""

import heapq
import itertools
import sys
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from csops_desktop.domain.changes import Outcome
from csops_desktop.foundation.errors import CancelledError, CsopsError

T = TypeVar("T")
Failed = Callable[[CsopsError], None]
Progress = Callable[[int, int], None]
BUSY_AFTER_MS = 300


class Priority(IntEnum):
    """What the store worker takes first; within one priority the order of asking holds."""

    SHORT = 0  # edits, queries: somebody waits
    LONG = 1  # the backup of the day, an import


class Handle:
    """A long job as seen from both sides: the window cancels it, the work reports and asks whether to stop."""

    def __init__(self, post: Callable[[Callable[[], None]], None], progress: Progress | None) -> None:
        self._post = post
        self._progress = progress
        self._stop = threading.Event()
        self._pending: tuple[int, int] | None = None
        self._lock = threading.Lock()

    def cancel(self) -> None:
        """Ask the work to stop; its result, if it still comes, is dropped."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Tell the work whether to stop."""
        return self._stop.is_set()

    def report(self, done: int, total: int) -> None:
        """Tell the window how far the work is (0 as total: unknown); cheap, any thread, any rate."""
        if self._progress is None:
            return
        with self._lock:
            waiting, self._pending = self._pending is not None, (done, total)
        if not waiting:
            self._post(self._show)

    def step(self, done: int, total: int) -> None:
        """Report, and stop when asked to.

        Raises:
            CancelledError: the user pressed やめる.
        """
        if self.cancelled():
            raise CancelledError
        self.report(done, total)

    def _show(self) -> None:
        with self._lock:
            pending, self._pending = self._pending, None
        if pending is not None and self._progress is not None and not self.cancelled():
            self._progress(*pending)


@dataclass(order=True)
class _Job:
    priority: int
    number: int
    work: Callable[[], Any] = field(compare=False)
    settle: Callable[["Future[Any]"], None] = field(compare=False)
    key: Hashable | None = field(compare=False, default=None)


class _Worker:
    """One thread that takes the most urgent job next."""

    def __init__(self) -> None:
        self._jobs: list[_Job] = []
        self._wake = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    def submit(self, job: _Job) -> list[_Job]:
        """Queue a job and return the waiting ones of the same key that it replaces."""
        with self._wake:
            replaced = [old for old in self._jobs if job.key is not None and old.key == job.key]
            if replaced:
                self._jobs = [old for old in self._jobs if old not in replaced]
                heapq.heapify(self._jobs)
            heapq.heappush(self._jobs, job)
            self._wake.notify()
        return replaced

    def close(self) -> None:
        with self._wake:
            self._closing = True
            self._jobs.clear()
            self._wake.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._jobs and not self._closing:
                    self._wake.wait()
                if self._closing:
                    return
                job = heapq.heappop(self._jobs)
            _run(job)
            del job


def _run(job: _Job) -> None:
    future: Future[Any] = Future()
    try:
        future.set_result(job.work())
    except BaseException as error:  # noqa: BLE001 (carried to the GUI thread, where it is told apart)
        future.set_exception(error)
    job.settle(future)


class TaskRunner(QObject):
    """Runs operations and queries, and tells the views what changed.

    Results arrive on the GUI thread. A callback that is a method of a widget that is gone meanwhile is dropped; give
    ``owner`` when the callback is a closure over a widget.

    Signals:
        changed(Area, initiator): after an operation; views refresh unless they are the initiator.
        done(Outcome): after an operation, for the toast.
        failed(CsopsError): an error of the user's world that the caller did not take itself.
        busy(bool): work has been under way for 300 ms; all work is done.
    """

    changed = Signal(object, object)
    done = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)
    _ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = _Worker()
        self._beside = ThreadPoolExecutor(max_workers=2, thread_name_prefix="beside")
        self._numbers = itertools.count()
        self._latest: dict[Hashable, int] = {}
        self._arrived: list[Callable[[], None]] = []
        self._lock = threading.Lock()
        self._open = 0
        self._shown_busy = False
        self._closed = False
        self._busy_timer = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(self._on_busy)
        self._ready.connect(self._deliver)

    def query(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        key: Hashable | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        priority: Priority = Priority.SHORT,
    ) -> None:
        """Read in the background, then hand the result to the GUI thread.

        Args:
            work: runs on the store worker.
            then: gets the result on the GUI thread.
            key: a newer query of the same key replaces this one; its result is dropped when it comes late.
            failed: takes a ``CsopsError`` instead of the ``failed`` signal.
            owner: drop the result when this object is gone.
            priority: what comes first.
        """
        self._on_store(work, then, key=key, failed=failed, owner=owner or _owner(then), priority=priority)

    def operate(
        self,
        work: Callable[[], Outcome[T]],
        then: Callable[[T], None] | None = None,
        initiator: object = None,
        *,
        failed: Failed | None = None,
        owner: QObject | None = None,
        priority: Priority = Priority.SHORT,
    ) -> None:
        """Write in the background, hand over the value, then announce what changed and that it is done."""
        receiver = owner or _owner(then)

        def finish(outcome: Outcome[T]) -> None:
            if then is not None and _alive(receiver):
                then(outcome.value)
            self.changed.emit(outcome.changed, initiator)
            self.done.emit(outcome)

        self._on_store(work, finish, key=None, failed=failed, owner=None, priority=priority)

    def operate_long(
        self,
        work: Callable[[Handle], Outcome[T]],
        then: Callable[[T], None] | None = None,
        initiator: object = None,
        *,
        progress: Progress | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Write on the store worker after everything short; the work gets a handle to report and to be cancelled."""
        handle = Handle(self._post, progress)
        self.operate(lambda: work(handle), then, initiator, failed=failed, owner=owner, priority=Priority.LONG)
        return handle

    def background(
        self,
        work: Callable[[Handle], T],
        then: Callable[[T], None],
        *,
        progress: Progress | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Work beside the store worker: parse, render, back up. What it asks of the store waits for its turn there."""
        handle = Handle(self._post, progress)
        receiver = owner or _owner(then)
        self._begin()

        def settle(future: "Future[T]") -> None:
            self._post(lambda: self._settle(future, then, failed, receiver, handle))

        if not self._closed:
            self._beside.submit(work, handle).add_done_callback(settle)
        return handle

    def idle(self) -> bool:
        """Tell whether nothing is under way."""
        return self._open == 0

    def close(self) -> None:
        """Finish what runs and take no more; results that come later are dropped."""
        self._closed = True
        self._beside.shutdown(cancel_futures=True)
        self._worker.close()

    def _on_store(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        key: Hashable | None,
        failed: Failed | None,
        owner: QObject | None,
        priority: Priority,
    ) -> None:
        if self._closed:
            return
        number = next(self._numbers)
        if key is not None:
            self._latest[key] = number
        self._begin()

        def settle(future: "Future[Any]") -> None:
            def arrive() -> None:
                if key is not None and self._latest.get(key) != number:
                    self._end()
                    return
                self._settle(future, then, failed, owner, None)

            self._post(arrive)

        for _replaced in self._worker.submit(_Job(priority, number, work, settle, key)):
            self._end()

    def _settle(
        self,
        future: "Future[Any]",
        then: Callable[[Any], None],
        failed: Failed | None,
        owner: QObject | None,
        handle: Handle | None,
    ) -> None:
        self._end()
        if self._closed or future.cancelled() or not _alive(owner):
            return
        error = future.exception()
        if error is None:
            if handle is None or not handle.cancelled():
                then(future.result())
        elif isinstance(error, CsopsError):
            if failed is not None:
                failed(error)
            elif not isinstance(error, CancelledError):
                self.failed.emit(error)
        else:
            raise error

    def _begin(self) -> None:
        self._open += 1
        if self._open == 1:
            self._busy_timer.start()

    def _end(self) -> None:
        self._open -= 1
        if self._open == 0:
            self._busy_timer.stop()
            if self._shown_busy:
                self._shown_busy = False
                self.busy.emit(False)

    @Slot()
    def _on_busy(self) -> None:
        if self._open:
            self._shown_busy = True
            self.busy.emit(True)

    def _post(self, closure: Callable[[], None]) -> None:
        with self._lock:
            self._arrived.append(closure)
        if not self._closed:
            self._ready.emit()

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            closures, self._arrived = self._arrived, []
        for closure in closures:
            try:
                closure()
            except Exception:  # noqa: BLE001 (our own mistake: the crash dialog, and the other results still arrive)
                sys.excepthook(*sys.exc_info())


def _owner(then: object) -> QObject | None:
    receiver = getattr(then, "__self__", None)
    return receiver if isinstance(receiver, QObject) else None


def _alive(owner: QObject | None) -> bool:
    return owner is None or shiboken6.isValid(owner)
