"""Keeps Python from looking for cyclic garbage while a hundred thousand rows are read, where there is none.

Each look at the millions of new cells holds up every thread of the program, the window's too, and a third of the time
of a dry run went into it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_readers = 0


@contextmanager
def left_alone() -> Iterator[None]:
    """Do not collect cyclic garbage meanwhile; what was made is then taken as lasting, and looked at no more.

    It is freed as ever when nothing refers to it.
    """
    global _readers  # noqa: PLW0603 (there is one collector in a process)
    was = gc.isenabled()
    gc.disable()
    _readers += 1
    try:
        yield
    finally:
        _readers -= 1
        gc.freeze()
        if was:
            gc.enable()


def is_left_alone() -> bool:
    """Tell whether collecting should wait."""
    return _readers > 0
