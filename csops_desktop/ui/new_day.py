"""What a new day brings: scores get older by a day, seen to while the window can be worked with."""

from csops_desktop.domain.changes import Area
from csops_desktop.ui.state import Workbench


def score_of_today(bench: Workbench) -> None:
    """Bring the scores to today and tell the pages, unless they are of today already."""
    services = bench.services

    def done(moved: object) -> None:
        if moved:
            bench.tasks.changed.emit(Area.HEALTH | Area.CUSTOMERS, None)

    bench.tasks.background(lambda _handle: services.scores.turn_day(), done, failed=bench.messages.error)
