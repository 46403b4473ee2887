"""What a measurement found, the table of all of them, and the median that they are made of."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the table.

    Attributes:
        ours: what we take, in ``unit``.
        floor: what the floor or peer takes in the same run, None where the bar is absolute.
        bar: the bar in words.
        met: whether it is met; None when it was not measured.
        why: why it was not measured, or a remark.
    """

    id: str
    what: str
    ours: float | None
    floor: float | None
    bar: str
    met: bool | None
    unit: str = "s"
    why: str = ""

    @property
    def verdict(self) -> str:
        """``ok``, ``MISSED``, ``not measured``, or ``no bar`` for what is only watched."""
        if self.met is None:
            return "not measured" if self.ours is None else "no bar"
        return "ok" if self.met else "MISSED"


def ratio(id_: str, what: str, ours: float, floor: float, most: float, *, unit: str = "s", why: str = "") -> Bar:
    """Return a line whose bar is a ratio to a floor or peer."""
    return Bar(id_, what, ours, floor, f"≤ {most:g} ×", ours <= most * floor, unit, why)


def limit(id_: str, what: str, ours: float, most: float, *, floor: float | None = None, why: str = "") -> Bar:
    """Return a line whose bar is a time in seconds."""
    return Bar(id_, what, ours, floor, f"≤ {most * 1000:g} ms", ours <= most, "s", why)


def watched(bar: Bar) -> Bar:
    """Return a line as one that has no bar of its own and is only watched."""
    return replace(bar, bar="", met=None)


def skipped(id_: str, what: str, why: str) -> Bar:
    """Return a line that could not be measured."""
    return Bar(id_, what, None, None, "", None, "s", why)


def took(job: Callable[[], object]) -> float:
    """Return how long a job takes, in seconds."""
    gc.collect()
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def median(job: Callable[[], object], times: int = 5) -> float:
    """Return the median duration of a job, in seconds."""
    return statistics.median(took(job) for _ in range(times))


def show(bars: Sequence[Bar]) -> None:
    """Write the table."""
    table = Table("id", "what", "ours", "floor", "ratio", "bar", "", "remark", title="Performance bars")
    for bar in bars:
        times = f"{bar.ours / bar.floor:.2f} ×" if bar.ours is not None and bar.floor else ""
        style = {True: "green", False: "bold red", None: "dim"}[bar.met]
        shown = (_figure(bar.ours, bar.unit), _figure(bar.floor, bar.unit), times, bar.bar)
        table.add_row(bar.id, bar.what, *shown, f"[{style}]{bar.verdict}[/]", bar.why)
    Console(width=None if Console().is_terminal else 190).print(table)


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    if unit == "s":
        return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"
    return f"{value:.1f} {unit}"
