"""P1 and P13: from the start of the process to the painted list, and the memory then."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from tests.bench import stores
from tests.bench.imports import floor
from tests.bench.report import Bar, ratio, skipped

_TIMES = 5
_START, _MEMORY = 2.0, 1.6
_POLL = 0.005
_PATIENCE = 20.0
_REST = 0.5
_BLOCK, _CURSOR = 65_536, 4  # bytes of the picture; so many blocks change when a cursor blinks


def measure(n: int, passphrase: str | None) -> list[Bar]:
    """Measure our start beside a bare script's and DB Browser's."""
    way = "with a passphrase" if passphrase else "plain"
    store = stores.store(n, passphrase)
    ours, bare, ours_rss, bare_rss = [], [], [], []
    for _time in range(_TIMES):  # in turn, so that a busy moment of the machine hits both
        # With a passphrase the bare script opens the same keyed store; making the key is what a passphrase costs.
        keyed = [str(store), passphrase] if passphrase else []
        took, rss = _child([sys.executable, "-m", "tests.bench.bare", *keyed])
        bare.append(took)
        bare_rss.append(rss)
        window = [sys.executable, "-m", "tests.bench.window", "start", str(store)]
        took, rss = _child([*window, passphrase] if passphrase else window)
        ours.append(took)
        ours_rss.append(rss)
    median = statistics.median
    bars = [
        ratio("P1", f"start to painted list, {n:,} customers, {way}", median(ours), median(bare), _START),
        ratio(
            "P13",
            f"memory at the first paint, {n:,} customers, {way}",
            median(ours_rss) / 1e6,
            median(bare_rss) / 1e6,
            _MEMORY,
            unit="MB",
        ),
    ]
    return bars if passphrase else [*bars, _browser(n, median(ours))]


def environment() -> dict[str, str]:
    """Return the environment of a measured program."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CSOPS_PROFILE": str(stores.profile().folder.resolve())}


def _child(command: Sequence[str]) -> tuple[float, float]:
    begun = time.monotonic()
    found = json.loads(subprocess.run(command, env=environment(), capture_output=True, check=True).stdout)
    return found["at"] - begun, found["rss"]


def _browser(n: int, ours: float) -> Bar:
    """DB Browser for SQLite with the table of customers, on a virtual display, until it has painted the table."""
    what = "start: DB Browser for SQLite showing the same table"
    missing = [tool for tool in ("sqlitebrowser", "Xvfb", "xdotool") if shutil.which(tool) is None]
    if missing:
        return skipped("P1", what, f"not installed: {', '.join(missing)}")
    # The customers in a bare table: it stumbles over the strict tables and the search index of a store.
    floor(stores.customer_file(n), None, "browsed.db")
    screen = stores.FOLDER / "Xvfb_screen0"
    command = ["Xvfb", "-noreset", "-displayfd", "1", "-screen", "0", "1440x900x24", "-fbdir", str(screen.parent)]
    display = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert display.stdout is not None
        number = display.stdout.readline().decode().strip()  # it says so when it is ready
        times = [_browser_time(stores.FOLDER / "browsed.db", f":{number}", screen) for _time in range(_TIMES)]
    except TimeoutError:
        return skipped("P1", what, "its window did not come")
    finally:
        display.terminate()
        display.wait()
    opened, painted = (statistics.median(each) for each in zip(*times, strict=True))
    return ratio("P1", what, ours, painted, 1.0, why=f"its title names the file after {opened * 1000:.0f} ms")


def _browser_time(database: Path, display: str, screen: Path) -> tuple[float, float]:
    """Return when its title names the open file, and when its window last changed before half a second of rest."""
    settings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(stores.FOLDER.resolve())}
    begun = time.monotonic()
    process = subprocess.Popen(
        ["sqlitebrowser", "-t", "customer", str(database)],
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        search = ["xdotool", "search", "--onlyvisible", "--name", database.name]
        while not subprocess.run(search, env=settings, capture_output=True, check=False).stdout.strip():
            time.sleep(_POLL)
            if time.monotonic() - begun > _PATIENCE:
                raise TimeoutError
        opened = changed = time.monotonic()
        seen: list[int] = []
        while time.monotonic() - changed < _REST:
            data = screen.read_bytes()
            now = [zlib.crc32(data[at : at + _BLOCK]) for at in range(0, len(data), _BLOCK)]
            if sum(one != other for one, other in zip_longest(seen, now)) > _CURSOR:
                changed = time.monotonic()
            seen = now
            time.sleep(_POLL)
        return opened - begun, changed - begun
    finally:
        process.kill()
        process.wait()
