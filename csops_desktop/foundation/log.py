"""The log files of the program: rotating, and without any text of a customer.

An exception is written with its type and places but without its message, because messages quote values.
"""

import logging
import traceback
from pathlib import Path
from types import TracebackType

_BYTES = 512 * 1024
_KEPT = 4
_NAME = "csops.log"

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def frames(error: BaseException) -> str:
    """Return where an exception came from: types and places of the whole chain, no messages, no folders of the user."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"{type(current).__module__}.{type(current).__qualname__}")
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}: {frame.line or ''}"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
        if current is not None:
            lines.append("caused by")
    return "\n".join(lines)


def _short(filename: str) -> str:
    parts = Path(filename).parts
    for name in ("csops_desktop", "site-packages"):
        if name in parts:
            return "/".join(parts[parts.index(name) :])
    return Path(filename).name


class _Formatter(logging.Formatter):
    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 (logging)
        return "" if ei[1] is None else frames(ei[1])


class _Files(logging.Handler):
    """Opens the rotating files with the first record: most runs have nothing to say, and none at their start."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._files: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._files is None:
            from logging.handlers import RotatingFileHandler  # noqa: PLC0415 (see the class)

            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._files = RotatingFileHandler(
                    self._folder / _NAME, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8"
                )
            except OSError:
                self._files = logging.NullHandler()  # a folder that cannot be written is no error
            self._files.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self._files.emit(record)

    def close(self) -> None:
        if self._files is not None:
            self._files.close()
        super().close()


def start(folder: Path) -> None:
    """Write warnings and notes of the program to rotating files in a folder."""
    root = logging.getLogger("csops_desktop")
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    root.addHandler(_Files(folder))
    root.setLevel(logging.INFO)
    root.propagate = False
