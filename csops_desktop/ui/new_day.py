"""Scores of many customers, seen to while the window can be worked with: on a new day, and after what touched many."""

from csops_desktop.domain.changes import Area
from csops_desktop.ui.state import Workbench


def score_of_today(bench: Workbench) -> None:
    """Bring the scores to today and tell the pages, unless they are of today already."""
    services = bench.services

    def done(moved: object) -> None:
        if moved:
            bench.tasks.changed.emit(Area.HEALTH | Area.CUSTOMERS, None)

    stop = bench.tasks.closed  # whoever closes the window does not wait; the rest is done next time
    bench.tasks.background(lambda _handle: services.scores.turn_day(stop), done, failed=bench.messages.error)
