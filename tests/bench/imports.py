"""P6 to P8 and P12: a file of 100,000 customers in, tried again, undone, and out as a workbook."""

import csv
import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2 as driver

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import RowState
from csops_desktop.services.bundle import Services
from tests.bench import stores
from tests.bench.report import Bar, median, ratio, skipped, took

_IMPORT, _DRY, _EXPORT = 6.0, 6.0, 1.3
_TIMES = 5
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Run:
    """The steps of one import, in seconds; the backup before it is no part of the total."""

    read: float
    guess: float
    dry: float
    write: float
    backup: float

    @property
    def total(self) -> float:
        """From the file to everything written."""
        return self.read + self.guess + self.dry + self.write

    def steps(self) -> str:
        """Return the steps in words."""
        return (
            f"read {self.read:.2f}, map {self.guess:.2f}, dry run {self.dry:.2f}, write {self.write:.2f}; "
            f"backup apart {self.backup:.2f}"
        )


def measure(n: int, passphrase: str | None) -> list[Bar]:
    """Measure importing, the dry run of a second import, undoing and exporting."""
    way = "with a passphrase" if passphrase else "plain"
    file, changed = stores.customer_file(n), stores.customer_file(n, changed_share=0.01)
    runs, floors, dries, reads, undos = [], [], [], [], []
    exports: list[Bar] = []
    for turn in range(_TIMES):  # in turn, so that a busy moment of the machine hits both
        floors.append(took(lambda: floor(file, passphrase)))
        services = stores.empty(passphrase)
        runs.append(_import(services, file))
        reads.append(took(lambda: _read_both(file, changed)))
        dries.append(took(partial(_dry_run, services, changed)))
        if turn == 0 and passphrase is None:
            export, bare = median(partial(_export, services), 3), median(lambda: _bare_export(n), 3)
            exports.append(ratio("P12", f"XLSX of {n:,} rows", export, bare, _EXPORT))
        undos.append(took(services.history.undo))
        services.close()
    run = sorted(runs, key=lambda run: run.total)[_TIMES // 2]
    middle = statistics.median
    return [
        ratio("P6", f"import {n:,} customers, {way}", run.total, middle(floors), _IMPORT, why=run.steps()),
        _peer(file, run.total, way),
        ratio("P7", f"dry run of {n:,} rows, 1 % changed, {way}", middle(dries), middle(reads), _DRY),
        ratio("P8", f"undo that import, {way}", middle(undos), run.total, 1.0),
        *exports,
    ]


def _import(services: Services, file: Path) -> _Run:
    imports = services.imports
    read, table = _timed(lambda: imports.read(file))
    guess, guessed = _timed(lambda: imports.guess(table, Kind.CUSTOMERS))
    assert None not in guessed.mapping.targets, guessed.mapping.targets
    dry, preview = _timed(lambda: imports.dry_run(table, guessed.mapping))
    assert preview.counts()[RowState.NEW] == len(table.rows)
    # Timed apart: with this one the import finds a backup that holds everything.
    backup, _made = _timed(lambda: services.backups.make("asked"))
    write, _outcome = _timed(lambda: imports.write(preview))
    return _Run(read, guess, dry, write, backup)


def _timed(job: Callable[[], T]) -> tuple[float, T]:
    gc.collect()
    begun = time.perf_counter()
    result = job()
    return time.perf_counter() - begun, result


def _dry_run(services: Services, file: Path) -> None:
    table = services.imports.read(file)
    preview = services.imports.dry_run(table, services.imports.guess(table, Kind.CUSTOMERS).mapping)
    changed = preview.counts()[RowState.CHANGED] / len(table.rows)
    assert 0 < changed <= 0.0101, changed


def floor(file: Path, passphrase: str | None, name: str = "floor.db") -> None:
    """Put a file into a bare table with a few indexes, by pandas and ``executemany``."""
    import pandas as pd  # noqa: PLC0415 (the figures of the other steps do not pay for it)

    path = stores.FOLDER / name
    path.unlink(missing_ok=True)
    frame = pd.read_csv(file, dtype=str, keep_default_na=False)
    connection = _connect(path, passphrase)
    names = [field for _heading, field in stores.COLUMNS]
    connection.execute("BEGIN")
    connection.execute(f"CREATE TABLE customer (id INTEGER PRIMARY KEY, {', '.join(f'{n} TEXT' for n in names)})")
    marks = ",".join("?" * len(names))
    rows = frame.itertuples(index=False, name=None)
    connection.executemany(f"INSERT INTO customer ({','.join(names)}) VALUES ({marks})", rows)
    for column in ("external_id", "name", "customer_since", "status"):
        connection.execute(f"CREATE INDEX customer_{column} ON customer ({column})")
    connection.execute("COMMIT")
    connection.close()


def _connect(path: Path, passphrase: str | None) -> Any:
    connection = driver.connect(str(path), isolation_level=None)
    if passphrase:
        connection.execute(f"PRAGMA key = '{passphrase}'")
    return connection


def _peer(file: Path, ours: float, way: str) -> Bar:
    """sqlite-utils, which does none of the validating, matching, logging or undoing."""
    what = f"the same with sqlite-utils, {way}"
    tool = Path(sys.executable).with_name("sqlite-utils")
    if not tool.exists():
        return skipped("P6", what, "sqlite-utils is not installed")
    path = stores.FOLDER / "peer.db"

    def run() -> None:
        path.unlink(missing_ok=True)
        subprocess.run([tool, "insert", path, "customer", file, "--csv", "--encoding", "utf-8-sig"], check=True,
                       capture_output=True)  # fmt: skip
        columns = ["顧客名", "フリガナ", "顧客コード", "状態", "備考"]
        subprocess.run([tool, "enable-fts", path, "customer", *columns], check=True, capture_output=True)

    return ratio("P6", what, ours, median(run, 3), 1.0, why="its file is never encrypted")


def _read_both(*files: Path) -> None:
    import pandas as pd  # noqa: PLC0415 (the figures of the other steps do not pay for it)

    for file in files:
        pd.read_csv(file, dtype=str, keep_default_na=False)


def _export(services: Services) -> None:
    columns = [field for _heading, field in stores.COLUMNS]
    path = stores.FOLDER / "export.xlsx"
    services.exports.write(
        Kind.CUSTOMERS, path, heading=lambda _kind, name: name, words=lambda _kind, _name, value: value, columns=columns
    )


def _bare_export(n: int) -> None:
    import xlsxwriter  # noqa: PLC0415 (the figures of the other steps do not pay for it)

    book = xlsxwriter.Workbook(stores.FOLDER / "bare.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(_cells(n)):
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell)
    book.close()


def _cells(n: int) -> Iterator[list[str]]:
    with stores.customer_file(n).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)
