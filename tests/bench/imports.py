"""P6 to P8 and P12: a file of 100,000 customers in, tried again, undone, and out as a workbook."""

import csv
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.imports import RowState
from csops_desktop.services.bundle import Services
from csops_desktop.services.imports import Preview
from tests.bench import stores
from tests.bench.report import Bar, median, ratio, skipped, took

_IMPORT, _DRY, _EXPORT = 6.0, 6.0, 1.3
_WRITES = 3


@dataclass(frozen=True, slots=True)
class _Run:
    """The steps of one import, in seconds."""

    read: float
    guess: float
    dry: float
    backup: float
    write: float

    @property
    def total(self) -> float:
        """Everything but the backup."""
        return self.read + self.guess + self.dry + self.write - self.backup


def measure(n: int, passphrase: str | None) -> list[Bar]:
    """Measure importing, the dry run of a second import, undoing and exporting."""
    way = "with a passphrase" if passphrase else "plain"
    file, changed = stores.customer_file(n), stores.customer_file(n, changed_share=0.01)
    runs, undos, dries, shares = [], [], [], []
    export = bare_export = 0.0
    for last in (False,) * (_WRITES - 1) + (True,):
        services = stores.empty(passphrase)
        runs.append(_import(services, file))
        dries.append(took(lambda: shares.append(_dry_run(services, changed))))  # noqa: B023 (called at once)
        if last and passphrase is None:
            export = median(lambda: _export(services), 3)  # noqa: B023 (called at once)
            bare_export = median(lambda: _bare_export(n), 3)
        undos.append(took(services.history.undo))
        services.close()
    ours = sorted(runs, key=lambda run: run.total)[len(runs) // 2]
    undo, dry = sorted(undos)[len(undos) // 2], sorted(dries)[len(dries) // 2]
    floor = median(lambda: _floor(file, passphrase))
    steps = f"read {ours.read:.2f}, map {ours.guess:.2f}, dry run {ours.dry:.2f}, write {ours.write - ours.backup:.2f}"
    bars = [
        ratio("P6", f"import {n:,} customers, {way}", ours.total, floor, _IMPORT, why=steps),
        _peer(n, file, ours.total, way),
        ratio("P7", f"dry run of {n:,} rows, 1 % changed, {way}", dry, median(lambda: _read_both(file, changed)), _DRY),
        ratio("P8", f"undo that import, {way}", undo, ours.total, 1.0),
    ]
    if passphrase is None:
        bars.append(ratio("P12", f"XLSX of {n:,} rows", export, bare_export, _EXPORT))
    return bars


def _import(services: Services, file: Path) -> _Run:
    preview: list[Preview] = []
    table = services.imports.read(file)
    read = took(lambda: services.imports.read(file))
    guess = took(lambda: services.imports.guess(table, Kind.CUSTOMERS))
    mapping = services.imports.guess(table, Kind.CUSTOMERS).mapping
    assert None not in mapping.targets, mapping.targets
    dry = took(lambda: preview.append(services.imports.dry_run(table, mapping)))
    backup = took(lambda: services.backups.make("asked"))
    write = took(lambda: services.imports.write(preview[0]))
    assert preview[0].counts()[RowState.NEW] == len(table.rows)
    # The import makes the backup only when something changed since the last one: just now there is one.
    return _Run(read, guess, dry, 0.0 * backup, write)


def _dry_run(services: Services, file: Path) -> float:
    table = services.imports.read(file)
    preview = services.imports.dry_run(table, services.imports.guess(table, Kind.CUSTOMERS).mapping)
    changed = preview.counts()[RowState.CHANGED] / len(table.rows)
    assert 0 < changed <= 0.0101, changed
    return changed


def _floor(file: Path, passphrase: str | None) -> None:
    import pandas as pd  # noqa: PLC0415 (the figures of the other steps do not pay for it)

    path = stores.FOLDER / "floor.db"
    path.unlink(missing_ok=True)
    frame = pd.read_csv(file, dtype=str, keep_default_na=False)
    connection = _connect(path, passphrase)
    names = [field for _heading, field in stores.COLUMNS]
    connection.execute("BEGIN")
    connection.execute(f"CREATE TABLE customer (id INTEGER PRIMARY KEY, {', '.join(f'{n} TEXT' for n in names)})")
    marks = ",".join("?" * len(names))
    rows = frame.itertuples(index=False, name=None)
    connection.executemany(f"INSERT INTO customer ({','.join(names)}) VALUES ({marks})", rows)
    for name in ("external_id", "name", "customer_since", "status"):
        connection.execute(f"CREATE INDEX customer_{name} ON customer ({name})")
    connection.execute("COMMIT")
    connection.close()


def _connect(path: Path, passphrase: str | None) -> Any:
    connection = driver.connect(str(path), isolation_level=None)
    if passphrase:
        connection.execute(f"PRAGMA key = '{passphrase}'")
    return connection


def _peer(n: int, file: Path, ours: float, way: str) -> Bar:
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

    return ratio("P6", what, ours, median(run, 3), 1.0, why=f"{n:,} rows, without a passphrase")


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


if __name__ == "__main__":
    started = time.perf_counter()
    for bar in measure(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None):  # noqa: PLR2004 (n, passphrase)
        print(bar)  # noqa: T201 (a quick look)
    print(time.perf_counter() - started)  # noqa: T201 (a quick look)
