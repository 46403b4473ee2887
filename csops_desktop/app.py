"""The composition root: two ways in, the window and the command line, over the same services."""

import sys


def window() -> int:
    """Run the window program; ``--self-check`` tries out the installation instead."""
    _serve_as_child()
    if "--self-check" in sys.argv[1:]:
        sys.argv = [sys.argv[0], "self-check"]
        return command_line()
    import gc  # noqa: PLC0415 (see below)

    gc.disable()  # the window collects on its own thread, and nothing before its first paint (``ui.garbage``)
    from csops_desktop.foundation import log  # noqa: PLC0415 (after freeze_support, which may end a child here)
    from csops_desktop.foundation.paths import profile  # noqa: PLC0415 (as above)
    from csops_desktop.ui import application  # noqa: PLC0415 (Qt is not for the command line)

    own = profile()
    log.start(own.logs)
    return application.run(own, sys.argv[1:])


def command_line() -> int:
    """Run the command line."""
    from csops_desktop.cli import early  # noqa: PLC0415 (first of all, and not for the window)

    early.watch(sys.argv[1:])
    _serve_as_child()
    from csops_desktop.cli.program import app  # noqa: PLC0415 (typer and rich are not for the window)

    app()
    return 0


def _serve_as_child() -> None:
    """In a frozen program a child process is this program again: do what it was started for, and end."""
    import multiprocessing  # noqa: PLC0415 (after Ctrl+C is taken care of)

    from csops_desktop.exchange import workbook_reader  # noqa: PLC0415 (as above)

    multiprocessing.freeze_support()
    workbook_reader.serve_if_asked()
