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
from pathlib import Path

from tests.bench import stores
from tests.bench.report import Bar, ratio, skipped

_TIMES = 5
_START, _MEMORY = 2.0, 1.6
_POLL = 0.01
_PATIENCE = 20.0
_REST = 0.5
_WIDTH, _HEIGHT, _PIXEL = 1440, 900, 4
_ROWS, _COLUMNS = (190, 650, 5), 480  # lines (every fifth) and width of the picture, in pixels


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
    return bars if passphrase else [*bars, _browser(store, n, median(ours))]


def environment() -> dict[str, str]:
    """Return the environment of a measured program."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CSOPS_PROFILE": str(stores.profile().folder.resolve())}


def _child(command: Sequence[str]) -> tuple[float, float]:
    begun = time.monotonic()
    found = json.loads(subprocess.run(command, env=environment(), capture_output=True, check=True).stdout)
    return found["at"] - begun, found["rss"]


def _browser(store: Path, n: int, ours: float) -> Bar:
    """DB Browser for SQLite with the customers of the same store, on a virtual display, until it has painted rows.

    What it loads and asks afterwards ("The database is currently busy") is not counted.
    """
    what = f"start: DB Browser for SQLite showing the same table, {n:,} customers"
    missing = [tool for tool in ("sqlitebrowser", "Xvfb") if shutil.which(tool) is None]
    if missing:
        return skipped("P1", what, f"not installed: {', '.join(missing)}")
    screen = stores.FOLDER / "Xvfb_screen0"
    command = ["Xvfb", "-noreset", "-displayfd", "1", "-screen", "0", f"{_WIDTH}x{_HEIGHT}x24"]
    display = subprocess.Popen(
        [*command, "-fbdir", str(screen.parent)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert display.stdout is not None
        number = display.stdout.readline().decode().strip()  # it says so when it is ready
        times = [_browser_time(store, f":{number}", screen) for _time in range(_TIMES)]
    except TimeoutError:
        return skipped("P1", what, "its rows did not come")
    finally:
        display.terminate()
        display.wait()
    return ratio("P1", what, ours, statistics.median(times), 1.0)


def _browser_time(database: Path, display: str, screen: Path) -> float:
    """Return when the place of its rows last changed before half a second of rest."""
    settings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(stores.FOLDER.resolve())}
    before = _rows_of(screen)
    begun = time.monotonic()
    process = subprocess.Popen(
        ["sqlitebrowser", "-t", "customer", str(database)],
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    changed = 0.0
    try:
        while not changed or time.monotonic() - changed < _REST:
            now = _rows_of(screen)
            if now != before:
                before, changed = now, time.monotonic()
            elif time.monotonic() - begun > _PATIENCE:
                raise TimeoutError
            time.sleep(_POLL)
        return changed - begun
    finally:
        process.kill()
        process.wait()


def _rows_of(screen: Path) -> int:
    """Return a number for what stands where DB Browser paints the first columns of its rows."""
    data = screen.read_bytes()
    start = len(data) - _WIDTH * _HEIGHT * _PIXEL
    lines = (start + y * _WIDTH * _PIXEL for y in range(*_ROWS))
    return zlib.crc32(b"".join(data[at : at + _COLUMNS * _PIXEL] for at in lines))
