"""Work off the GUI thread: run here, return there.

All store work goes through one worker thread, so writes never meet each other; parsing and rendering run beside it.
"""

import itertools
import sys
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from csops_desktop.domain.changes import Outcome
from csops_desktop.foundation.errors import CancelledError, CsopsError
from csops_desktop.ui.worker import Handle, Job, Priority, Progress, Worker

__all__ = ["Handle", "Priority", "Progress", "TaskRunner"]

T = TypeVar("T")
Failed = Callable[[CsopsError], None]
BUSY_AFTER_MS = 300
_SWITCH = 0.001  # seconds until a thread that computes gives the interpreter to one that waits, the window's above all


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
        sys.setswitchinterval(_SWITCH)
        self._worker = Worker()
        self._beside = ThreadPoolExecutor(max_workers=2, thread_name_prefix="beside")
        self._numbers = itertools.count()
        self._latest: dict[Hashable, int] = {}
        self._arrived: list[Callable[[], None]] = []
        # What a result is for, and the work, stay on this thread: a widget that a worker holds last is deleted there.
        self._takers: dict[int, tuple[Callable[[Future[Any]], None], object]] = {}
        self._lock = threading.Lock()
        self._open = 0
        self._shown_busy = False
        self._closed = False
        self._busy_timer = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(self._on_busy)
        # Queued: work that is done before it was even handed over must not call back before its handle is returned.
        self._ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

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
        if self._closed:
            return handle  # a page may ask after the end; nothing of this object may be touched then
        receiver = owner or _owner(then)
        number = self._expect(lambda future: self._settle(future, then, failed, receiver, handle), work)

        def settle(future: "Future[T]") -> None:
            self._post(lambda: self._take(number, future))

        self._beside.submit(_once, [work], handle).add_done_callback(settle)
        return handle

    def idle(self) -> bool:
        """Tell whether nothing is under way."""
        return self._open == 0

    def closed(self) -> bool:
        """Tell whether the end has begun; for work beside the store worker that can be left for the next time."""
        return self._closed

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

        def arrive(future: "Future[Any]") -> None:
            if key is not None and self._latest.get(key) != number:
                self._end()
                return
            self._settle(future, then, failed, owner, None)

        number = self._expect(arrive, work)
        if key is not None:
            self._latest[key] = number

        def settle(future: "Future[Any]") -> None:
            self._post(lambda: self._take(number, future))

        for replaced in self._worker.submit(Job(priority, number, work, settle, key)):
            self._takers.pop(replaced.number, None)
            self._end()

    def _expect(self, taker: Callable[["Future[Any]"], None], work: object) -> int:
        """Keep what takes a result, and the work that gives it, until it comes; returns its number."""
        number = next(self._numbers)
        self._takers[number] = taker, work
        self._begin()
        return number

    def _take(self, number: int, future: "Future[Any]") -> None:
        kept = self._takers.pop(number, None)
        if kept is not None:
            kept[0](future)

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


def _once(work: list[Callable[[Handle], T]], handle: Handle) -> T:
    """Do work and let go of it before its result is handed over."""
    return work.pop()(handle)


def _owner(then: object) -> QObject | None:
    receiver = getattr(then, "__self__", None)
    return receiver if isinstance(receiver, QObject) else None


def _alive(owner: QObject | None) -> bool:
    return owner is None or shiboken6.isValid(owner)
