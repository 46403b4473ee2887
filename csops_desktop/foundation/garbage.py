"""Keeps Python from looking for cyclic garbage while a hundred thousand rows are read, where there is none.

Each look at the millions of new cells holds up every thread of the program, the window's too, and a third of the time
of a dry run went into it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def left_alone() -> Iterator[None]:
    """Do not collect cyclic garbage meanwhile; what was made is then taken as lasting, and looked at no more.

    It is freed as ever when nothing refers to it.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.freeze()
            gc.enable()
