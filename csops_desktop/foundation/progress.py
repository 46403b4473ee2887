"""How long work tells how far it is, and learns that it is to stop."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with (done, all)."""
Cancelled = Callable[[], bool]
"""Asked between steps whether the user wants to stop."""


def no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


def never() -> bool:
    """Do not stop."""
    return False
