"""Before the commands are loaded: which language, and one line instead of a traceback when Ctrl+C comes so soon.

It imports next to nothing; loading the commands takes a good part of a second.
"""

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

_STOPPED = 130  # as shells have it; the same as ``session.Exit.STOPPED``, which is not loaded yet
_LANG = "--lang"
_CHILDREN = {
    "--multiprocessing-fork",
    "--read-workbook",
}  # a frozen program started again by itself: the first one tells
_sentence = "Stopped."


def watch(arguments: Sequence[str]) -> None:
    """From now on Ctrl+C ends the program with one line, until ``ready``; nothing is half done yet."""
    global _sentence  # noqa: PLW0603 (a signal handler has nowhere else to look)
    if _CHILDREN.intersection(arguments):
        return
    signal.signal(signal.SIGINT, _leave)
    from csops_desktop.foundation import i18n  # noqa: PLC0415 (the handler stands before anything is loaded)

    choose_language(arguments)
    _sentence = i18n._("Stopped. Nothing was written.")


def ready() -> None:
    """Everything is loaded: from now on Ctrl+C is for the command that runs."""
    if signal.getsignal(signal.SIGINT) is _leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def choose_language(arguments: Sequence[str]) -> None:
    """Speak the language that ``--lang`` names, else that of the system."""
    from csops_desktop.foundation import i18n  # noqa: PLC0415 (see ``watch``)

    named = next((word.partition("=")[2] for word in arguments if word.startswith(f"{_LANG}=")), "")
    if _LANG in arguments[:-1]:
        named = arguments[list(arguments).index(_LANG) + 1]
    i18n.use("ja" if (named or i18n.system_language()) == "ja" else "en")


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.stdout.flush()
    os.write(2, f"{_sentence}\n".encode())
    os._exit(_STOPPED)
