"""Measures every bar and prints one table: ``python -m tests.bench [P2 P3 …] [--rows 100000] [--plain]``."""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench import customer, imports, readings, runs, scoring, start, stores, today, what_if
from tests.bench.report import Bar, limit, ratio, show, watched

_ROWS, _SMALL = 100_000, 10_000
_SEARCH, _JUMP, _WORST_JUMP, _BLOCKED, _ANSWER = 0.100, 0.016, 0.050, 0.100, 0.500
_SORT, _GROWTH = 2.0, 12.0
_SORTED_BY = {"mrr": "a column with an index", "touch": "a column without one, then by name; floor: not by name"}


def main() -> int:
    """Return 0 when every bar that could be measured is met."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("only", nargs="*", help="bars to measure, all when none is named")
    parser.add_argument("--rows", type=int, default=_ROWS, help="customers in the store")
    parser.add_argument("--plain", action="store_true", help="without the passphrase half")
    options = parser.parse_args()
    wanted = {name.upper() for name in options.only}
    bars: list[Bar] = scoring.measure() if not wanted or "P9" in wanted else []
    for passphrase in (None,) if options.plain else (None, stores.PASSPHRASE):
        store = stores.store(options.rows, passphrase)
        if not wanted or wanted & {"P1", "P13"}:
            bars += start.measure(options.rows, passphrase)
        if not wanted or wanted & {"P2", "P3", "P4", "P15"}:
            bars += _lists(options.rows, store, passphrase)
        if not wanted or wanted & {"P5", "P15"}:
            bars += customer.measure(options.rows, passphrase)
        if not wanted or wanted & {"P6", "P7", "P8", "P12"}:
            bars += imports.measure(options.rows, passphrase)
        if not wanted or wanted & {"P10", "P15"}:
            bars += today.measure(options.rows, passphrase)
            bars += runs.measure(passphrase)
        if not wanted or "P16" in wanted:
            bars += readings.measure(passphrase)
        if not wanted or "P9" in wanted:
            bars += what_if.measure(_SMALL, passphrase)
        if not wanted or "P14" in wanted:
            bars += _blocked(options.rows, store, passphrase)
    shown = [bar for bar in bars if not wanted or bar.id in wanted]
    show(sorted(shown, key=lambda bar: int(bar.id[1:])))
    return int(any(bar.met is False for bar in shown))


def _lists(n: int, store: Path, passphrase: str | None) -> list[Bar]:
    way = "with a passphrase" if passphrase else "plain"
    search, sort = _window("search", store, passphrase), _window("sort", store, passphrase)
    scroll = _window("scroll", store, passphrase)
    small = stores.store(_SMALL, passphrase)
    small_search, small_sort = _window("search", small, passphrase), _window("sort", small, passphrase)
    bars = [
        limit(
            "P2",
            f"search, word of {length} characters, {n:,} customers, {way}",
            took,
            _SEARCH,
            floor=search["repaint"],
            why=f"at most {search['share']:.1%} found",
        )
        for length, took in search["median"].items()
    ]
    columns = sort["columns"]
    bars += [
        _sorted(
            name,
            ratio(
                "P3",
                f"sort by {name}, selection kept, {n:,} customers, {way}",
                each["ours"],
                each["floor"],
                _SORT,
                why=_SORTED_BY[name],
            ),
        )
        for name, each in columns.items()
    ]
    bars += [
        limit("P4", f"jump to a random row, median, {way}", scroll["median"], _JUMP),
        limit("P4", f"jump to a random row, worst of {scroll['n']}, {way}", scroll["worst"], _WORST_JUMP),
    ]
    grown = f"from {_SMALL:,} to {n:,} customers, {way}"
    bars += [
        ratio("P15", f"search {grown}", search["median"][length], small_search["median"][length], _GROWTH)
        for length in search["median"]
    ]
    bars += [
        ratio("P15", f"sort by {name} {grown}", each["ours"], small_sort["columns"][name]["ours"], _GROWTH)
        for name, each in columns.items()
    ]
    return bars


def _sorted(column: str, bar: Bar) -> Bar:
    """P3's floor is an ORDER BY on an index: a column without one is only watched."""
    return bar if column == "mrr" else watched(bar)


def _blocked(n: int, store: Path, passphrase: str | None) -> list[Bar]:
    way = "with a passphrase" if passphrase else "plain"
    copy = stores.copy_of(store)
    found = _window("blocked", copy, passphrase, str(stores.customer_file(n, prefix="N")))
    bars = [
        limit("P14", f"event loop blocked: {job}, {n:,} rows, {way}", took, _BLOCKED)
        for job, took in found["blocked"].items()
    ]
    bars = [watched(bar) if "undo" in bar.what else bar for bar in bars]  # P14 speaks of import and backup
    for job, took in found["answers"].items():
        if job not in ("write", "undo"):  # the store worker's own work
            bars.append(limit("P14", f"search answered during: {job}, {way}", took, _ANSWER))
    return bars


def _window(job: str, store: Path, passphrase: str | None, *more: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.window", job, str(store), passphrase or "", *more]
    done = subprocess.run(command, env=start.environment(), stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    sys.exit(main())
