"""The log files of the program: rotating, and without any text of a customer.

An exception is written with its type and places but without its message, because messages quote values.
"""

import logging
import traceback
from logging.handlers import RotatingFileHandler
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


def start(folder: Path) -> None:
    """Write warnings and notes to rotating files; a folder that cannot be written is no error."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / _NAME, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("csops_desktop")
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.propagate = False
