"""The thread that owns the store, and the handle by which long work is watched and stopped; nothing here is Qt."""

import heapq
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from csops_desktop.foundation.errors import CancelledError

Progress = Callable[[int, int], None]


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
class Job:
    """Work that waits for its turn."""

    priority: int
    number: int
    work: Callable[[], Any] = field(compare=False)
    settle: Callable[["Future[Any]"], None] = field(compare=False)
    key: Hashable | None = field(compare=False, default=None)


class Worker:
    """One thread that takes the most urgent job next."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._wake = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> list[Job]:
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
        """Finish the job that runs and drop the others."""
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


def _run(job: Job) -> None:
    future: Future[Any] = Future()
    try:
        future.set_result(job.work())
    except BaseException as error:  # noqa: BLE001 (carried to the GUI thread, where it is told apart)
        future.set_exception(error)
    job.work = _over  # before the result is handed over: from then on only the one who asked holds the work
    job.settle(future)


def _over() -> None:
    raise AssertionError("the work was done already")
