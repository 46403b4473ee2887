"""Everything out and everything back gives an equal store; a folder with a fault is refused and nothing is written."""

import csv
import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from csops_desktop.domain.fields import FieldType, Kind
from csops_desktop.domain.query import ListQuery
from csops_desktop.domain.settings import StoreSetting
from csops_desktop.exchange.errors import FolderFault, WholeFolderError
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import (
    CancelledError,
    CannotWriteError,
    FolderNotEmptyError,
    NothingToUndoError,
    StoreNotEmptyError,
)
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store
from csops_desktop.services.samples import build_sample
from tests.helpers.looks import assert_whole, computed, differences, everything
from tests.helpers.world import World

Make = Callable[[], Services]


@pytest.fixture
def other(tmp_path: Path, profile: Profile, clock: Clock) -> Iterator[Services]:
    """A second store, empty."""
    opened = create_store(tmp_path / "other.csops", passphrase=None, profile=profile, clock=clock)
    yield opened
    opened.close()


def _assert_equal(one: Services, two: Services) -> None:
    assert differences(everything(one), everything(two)) == {}
    assert computed(one.customers.database) == computed(two.customers.database)
    assert one.customers.find(ListQuery()) == two.customers.find(ListQuery())
    assert_whole(two)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_sample_comes_back_as_it_was_and_is_written_the_same_again(
    services: Services, other: Services, tmp_path: Path
) -> None:
    build_sample(services)
    folder = tmp_path / "all"
    counts = services.whole.export_all(folder)
    assert counts["customer"] == 120
    outcome = other.whole.import_all(folder)
    assert outcome.value == counts
    _assert_equal(services, other)
    assert other.settings.get(StoreSetting.SAMPLE) is True
    other.whole.export_all(tmp_path / "again")
    assert _files(tmp_path / "again") == _files(folder)


def test_an_imported_book_with_its_subscriptions_comes_back_as_it_was(
    services: Services, other: Services, tmp_path: Path, cases: Path
) -> None:
    raven = cases / "saas" / "ravenstack"
    for name, kind in (("accounts", Kind.CUSTOMERS), ("subscriptions", Kind.CONTRACTS)):
        table = services.imports.read(raven / f"ravenstack_{name}.csv")
        guess = services.imports.guess(table, kind)
        services.imports.write(services.imports.dry_run(table, guess.mapping))
    services.whole.export_all(tmp_path / "all")
    other.whole.import_all(tmp_path / "all")
    assert other.records.find(Kind.CONTRACTS)[0] > 1000
    _assert_equal(services, other)


def test_whatever_was_done_to_a_store_it_comes_back_as_it_was(
    services: Services, other: Services, tmp_path: Path
) -> None:
    world = World(services, random.Random(7), tmp_path)  # noqa: S311 (dice, no secret)
    for _step in range(120):
        world.step()
    services.whole.export_all(tmp_path / "all")
    other.whole.import_all(tmp_path / "all")
    _assert_equal(services, other)


def test_formulas_are_made_harmless_on_the_way_out_and_come_back(
    services: Services, other: Services, tmp_path: Path
) -> None:
    notes = ["=1+1", "'=1", "'", "-12.5", "+81-3-1234", "@x", "\t=1", "普通", "1行目\r\n2行目", "＝全角", '"引用"']
    for note in notes:
        services.customers.create({"name": note, "note": note})
    services.whole.export_all(tmp_path / "all")
    with (tmp_path / "all" / "customer.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.DictReader(file) for cell in (row["name"], row["note"])]
    assert not [cell for cell in cells if cell[:1] in tuple("=@\t＝")]
    assert "-12.5" in cells
    other.whole.import_all(tmp_path / "all")
    _assert_equal(services, other)


def test_log_and_what_belongs_to_a_machine_stay_behind(services: Services, other: Services, tmp_path: Path) -> None:
    services.customers.create({"name": "青葉"})
    services.settings.set(StoreSetting.LOG_DRAFT, "下書き")
    services.settings.set(StoreSetting.CURRENCY, "USD")
    services.whole.export_all(tmp_path / "all")
    other.whole.import_all(tmp_path / "all")
    assert other.settings.get(StoreSetting.CURRENCY) == "USD"
    assert other.settings.get(StoreSetting.LOG_DRAFT) == ""
    assert other.history.operations() == []
    with pytest.raises(NothingToUndoError):
        other.history.undo()


def test_new_records_go_on_after_the_ids_that_came_back(services: Services, other: Services, tmp_path: Path) -> None:
    ids = [services.customers.create({"name": name}).value for name in "あいう"]
    services.customers.delete(ids[:1])
    services.whole.export_all(tmp_path / "all")
    other.whole.import_all(tmp_path / "all")
    assert other.customers.create({"name": "え"}).value == ids[-1] + 1
    assert other.history.undo().set_id is None


def test_only_an_empty_store_is_filled(services: Services, other: Services, tmp_path: Path) -> None:
    services.customers.create({"name": "青葉"})
    services.whole.export_all(tmp_path / "all")
    other.records.create(Kind.MEMBERS, {"name": "佐伯"})
    before = everything(other)
    with pytest.raises(StoreNotEmptyError):
        other.whole.import_all(tmp_path / "all")
    assert everything(other) == before


def test_a_folder_whose_name_the_system_cannot_hold_is_an_answer_not_a_crash(
    services: Services, tmp_path: Path
) -> None:
    with pytest.raises(CannotWriteError):
        services.whole.export_all(tmp_path / ("x" * 300))


def test_a_folder_with_something_in_it_is_left_alone(services: Services, tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    services.whole.export_all(tmp_path / "all")
    with pytest.raises(FolderNotEmptyError):
        services.whole.export_all(tmp_path / "all")


def test_stopping_leaves_nothing_behind_either_way(services: Services, other: Services, tmp_path: Path) -> None:
    new = everything(other)
    build_sample(services)
    with pytest.raises(CancelledError):
        services.whole.export_all(tmp_path / "never", cancelled=lambda: True)
    assert not list(tmp_path.glob("*never*")) + list(tmp_path.glob(".csops-*"))
    services.whole.export_all(tmp_path / "all")
    with pytest.raises(CancelledError):
        other.whole.import_all(tmp_path / "all", cancelled=lambda: True)
    assert everything(other) == new


def test_progress_rises_to_the_end(services: Services, other: Services, tmp_path: Path) -> None:
    build_sample(services)
    seen: list[tuple[int, int]] = []
    services.whole.export_all(tmp_path / "all", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
    seen.clear()
    other.whole.import_all(tmp_path / "all", progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert all(done <= total for done, total in seen)


def _without_schema(folder: Path) -> None:
    (folder / "schema.json").unlink()


def _of_somebody_else(folder: Path) -> None:
    (folder / "schema.json").write_text("[]", encoding="utf-8")


def _with_a_later_table(folder: Path) -> None:
    said = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    said["tables"].append({"name": "score", "columns": {"id": "INTEGER"}, "rows": 0})
    (folder / "schema.json").write_text(json.dumps(said), encoding="utf-8")


def _without_a_table(folder: Path) -> None:
    (folder / "contact.csv").unlink()


def _cut_off(folder: Path) -> None:
    lines = (folder / "customer.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "customer.csv").write_text("".join(lines[:-1]), encoding="utf-8")


def _with_text_for_a_number(folder: Path) -> None:
    path = folder / "customer.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\n1,", "\nx,", 1), encoding="utf-8")


def _with_one_id_twice(folder: Path) -> None:
    path = folder / "customer.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\n2,", "\n1,", 1), encoding="utf-8")


def _changed(table: str, column: str, value: str) -> Callable[[Path], None]:
    """Return what writes a value into the first row of a table, as somebody with a spreadsheet would."""

    def spoil(folder: Path) -> None:
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        rows[1][rows[0].index(column)] = value
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)

    return spoil


def _with_broken_letters(folder: Path) -> None:
    (folder / "customer.csv").write_bytes((folder / "customer.csv").read_bytes() + b"\xff\xff")


@pytest.mark.parametrize(
    ("spoil", "fault", "file"),
    [
        (_without_schema, FolderFault.MISSING, "schema.json"),
        (_of_somebody_else, FolderFault.NOT_OURS, "schema.json"),
        (_with_a_later_table, FolderFault.NEWER, "schema.json"),
        (_without_a_table, FolderFault.MISSING, "contact.csv"),
        (_cut_off, FolderFault.ROWS, "customer.csv"),
        (_with_text_for_a_number, FolderFault.CELL, "customer.csv"),
        (_with_one_id_twice, FolderFault.REFUSED, "customer.csv"),
        (_changed("contact", "customer_id", "99999"), FolderFault.ORPHAN, "contact.csv"),
        (_changed("customer", "customer_since", "2026/11/24"), FolderFault.CELL, "customer.csv"),
        (_changed("customer", "cadence_days", "-3"), FolderFault.CELL, "customer.csv"),
        (_changed("customer", "phase", "nonsense"), FolderFault.CELL, "customer.csv"),
        (_changed("contact", "customer_id", "9" * 25), FolderFault.CELL, "contact.csv"),
        (_changed("contact", "left_on", "2026-02-30"), FolderFault.CELL, "contact.csv"),
        (_changed("custom_value", "value", "Tuesday"), FolderFault.REFUSED, "custom_value.csv"),
        (_with_broken_letters, FolderFault.DAMAGED, "customer.csv"),
    ],
)
def test_a_folder_with_a_fault_is_refused_with_the_file_named(
    services: Services, other: Services, tmp_path: Path, spoil: Callable[[Path], None], fault: FolderFault, file: str
) -> None:
    new = everything(other)
    first, _second = (services.customers.create({"name": name}).value for name in ("青葉", "いろは"))
    services.records.create(Kind.CONTACTS, {"name": "田島", "customer_id": first})
    birthday = services.records.add_custom_field(Kind.CUSTOMERS, "創立記念日", FieldType.DATE).value
    services.customers.edit([first], f"custom:{birthday}", dt.date(1950, 4, 1))
    folder = tmp_path / "all"
    services.whole.export_all(folder)
    spoil(folder)
    with pytest.raises(WholeFolderError) as refused:
        other.whole.import_all(folder)
    assert (refused.value.fault, refused.value.path.name) == (fault, file)
    assert everything(other) == new
    other.customers.create({"name": "うみかぜ"})
    other.history.undo()  # what is done afterwards has a past
    assert everything(other) == new
    assert_whole(other)


def test_a_folder_of_an_earlier_version_leaves_what_is_new_empty(
    services: Services, other: Services, tmp_path: Path
) -> None:
    services.customers.create({"name": "青葉"})
    folder = tmp_path / "all"
    services.whole.export_all(folder)
    said = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    said["tables"] = [table for table in said["tables"] if table["name"] != "ticket"]
    (folder / "schema.json").write_text(json.dumps(said), encoding="utf-8")
    other.whole.import_all(folder)
    _assert_equal(services, other)
