"""Workbooks, read in a process of their own under a watch for time and memory."""

import json
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Self

from csops_desktop.exchange import workbook_reader
from csops_desktop.exchange.errors import (
    DamagedFileError,
    EncryptedFileError,
    Excess,
    FileError,
    FileTooBigError,
    ReaderDiedError,
    ReaderTimeoutError,
)
from csops_desktop.exchange.rows import Merge, Numbered
from csops_desktop.foundation.errors import CancelledError
from csops_desktop.foundation.progress import Cancelled, never

Head = tuple[str, int, int, list[Merge], list[Numbered]]
"""A sheet at first sight: name, height, width, merged cells and first rows."""

_SECONDS = 8  # without any sign of life
_MEMORY = 260 << 20  # watched every few milliseconds, so that the peak stays under 300 MB
_WATCH = 0.01
_WAITING_PIECES = 8
_ABORTED = 6
_CODE = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from csops_desktop.exchange.workbook_reader import serve; serve()"
)


class WorkbookProcess:
    """One workbook, open in its own process; a context manager that ends the process.

    Every method raises a ``FileError`` that says what is wrong with the workbook, or CancelledError.
    """

    def __init__(self, path: Path, cancelled: Cancelled = never) -> None:
        self._path = path
        self._cancelled = cancelled
        try:
            self._process = subprocess.Popen(  # noqa: S603 (our own program)
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            raise ReaderDiedError(path) from None
        self._frames: queue.Queue[bytes | None] = queue.Queue(_WAITING_PIECES)
        self._stopped = threading.Event()
        self._pump = threading.Thread(target=self._receive, name="workbook", daemon=True)
        self._pump.start()

    def __enter__(self) -> Self:
        """Return the workbook."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self.close()

    def close(self) -> None:
        """End the process."""
        self._stopped.set()
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            _close(stream)
        self._pump.join(_SECONDS)

    def sheets(self) -> list[tuple[str, bool]]:
        """Return name and whether it is hidden of every sheet."""
        self._ask(do="sheets")
        found: list[tuple[str, bool]] = self._next()[1]
        return found

    def heads(self) -> list[Head]:
        """Return name, height, width, merged cells and the first rows of every visible sheet."""
        self._ask(do="heads")
        found: list[Head] = []
        while (message := self._next())[0] != "end":
            if message[0] == "sheet":
                found.append((message[1], message[2], message[3], message[4], []))
            else:
                found[-1][4].extend(message[1])
        return found

    def rows(self, sheet: str) -> tuple[list[Merge], Iterator[list[Numbered]]]:
        """Return the merged cells of a sheet, and its rows in pieces; empty rows are left out."""
        self._ask(do="rows", sheet=sheet)
        merges: list[Merge] = self._next()[4]
        return merges, self._pieces()

    def _pieces(self) -> Iterator[list[Numbered]]:
        while (message := self._next())[0] == "rows":
            yield message[1]

    def _ask(self, **command: str) -> None:
        line = json.dumps({"path": str(self._path), **command})
        try:
            self._process.stdin.write(line.encode() + b"\n")  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
        except OSError:
            raise ReaderDiedError(self._path) from None

    def _receive(self) -> None:
        """Carry frames from the pipe to the queue; ends with the process."""
        stream = self._process.stdout
        header = workbook_reader.FRAME
        while stream and not self._stopped.is_set():
            try:
                start = stream.read(header.size)
                frame = stream.read(header.unpack(start)[0]) if len(start) == header.size else None
            except (OSError, ValueError):
                frame = None
            while not self._stopped.is_set():
                try:
                    self._frames.put(frame, timeout=_WATCH)
                    break
                except queue.Full:
                    continue
            if frame is None:
                return

    def _next(self) -> tuple[Any, ...]:
        """Return the next message, watching the clock and the memory meanwhile."""
        until = time.monotonic() + _SECONDS
        while True:
            try:
                frame = self._frames.get(timeout=_WATCH)
                break
            except queue.Empty:
                self._watch(until)
        if frame is None:
            raise self._died()
        message: tuple[Any, ...] = pickle.loads(frame)  # noqa: S301 (written by our own process)
        if message[0] == "error":
            raise _failure(self._path, message[1], message[2])
        return message

    def _watch(self, until: float) -> None:
        import psutil  # noqa: PLC0415 (not before the first paint)

        if self._cancelled():
            raise CancelledError
        if time.monotonic() > until:
            raise ReaderTimeoutError(self._path, _SECONDS)
        try:
            taken = psutil.Process(self._process.pid).memory_info().rss
        except psutil.Error:  # it has just ended; the pipe will say so
            return
        if taken > _MEMORY:
            raise FileTooBigError(self._path, Excess.MEMORY, _MEMORY)

    def _died(self) -> FileError:
        """Return what the end of the process means: it aborts when it is refused more memory."""
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            code = 0
        if code == -_ABORTED:
            return FileTooBigError(self._path, Excess.MEMORY, _MEMORY)
        return ReaderDiedError(self._path)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        # The command line stands beside the window and, other than the window on Windows, has standard streams.
        program = Path(sys.executable)
        return [str(program.with_name(f"csops{program.suffix}")), workbook_reader.FLAG]
    return [sys.executable, "-P", "-c", _CODE, str(Path(workbook_reader.__file__).parents[2])]


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream:
            stream.close()
    except OSError:  # the process went first
        return


def _failure(path: Path, name: str, text: str) -> FileError:
    """Return our error for one of the reader's."""
    if name == "PasswordError":
        return EncryptedFileError(path)
    if name == "MemoryError" or "limit exceeded" in text.lower():
        return FileTooBigError(path, Excess.MEMORY, _MEMORY)
    if "password" in text.lower():
        return EncryptedFileError(path)
    return DamagedFileError(path)
