"""R4: always a good backup — taken between other work, verified, rotated by order and not by the clock, restored whole."""

import datetime as dt
import json
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from csops_desktop.domain.fields import Kind
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import (
    CancelledError,
    CannotWriteError,
    DamagedStoreError,
    StoreExistsError,
)
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store, open_store
from csops_desktop.services.restoring import restore
from csops_desktop.store import rotation
from tests.helpers.looks import assert_whole, everything
from tests.helpers.moments import NOON


class Hands:
    """A clock whose hands a test moves."""

    def __init__(self) -> None:
        self.moment = NOON
        self.clock = Clock(lambda: self.moment)

    def forward(self, **by: float) -> None:
        self.moment += dt.timedelta(**by)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.csops"


@pytest.fixture
def book(path: Path, passphrase: str | None, profile: Profile, hands: Hands) -> Iterator[Services]:
    services = create_store(path, passphrase=passphrase, profile=profile, clock=hands.clock)
    for number in range(30):
        services.customers.create({"name": f"株式会社{number}", "tags": ("重要",)})
    yield services
    services.close()


def test_every_backup_opens_and_holds_every_row(
    book: Services, passphrase: str | None, profile: Profile, hands: Hands, tmp_path: Path
) -> None:
    looks = []
    for number in range(3):
        book.customers.edit([1], "note", f"記録{number}")
        book.backups.make()
        looks.append(everything(book))
    book.close()
    target = tmp_path / "elsewhere" / "restored.csops"
    made = sorted(profile.backups.glob("*.csops"))
    assert len(made) == 3
    for file, look in zip(made, looks, strict=True):
        restore(target, file, passphrase=passphrase, profile=profile, clock=hands.clock)
        services = open_store(target, passphrase=passphrase, profile=profile, clock=hands.clock)
        assert everything(services) == look
        assert_whole(services)
        services.close()


def test_nothing_new_means_no_new_backup_unless_asked_for(services: Services) -> None:
    services.customers.create({"name": "㈱クルミ"})
    assert services.backups.make("import") is not None
    assert services.backups.make("import") is None
    assert services.backups.make() is not None
    services.customers.edit([1], "status", "休止")
    assert services.backups.make("import") is not None


def test_a_restored_store_that_went_on_differently_gets_its_own_backup(
    path: Path, profile: Profile, hands: Hands
) -> None:
    services = create_store(path, passphrase=None, profile=profile, clock=hands.clock)
    services.customers.create({"name": "㈱クルミ"})
    first = services.backups.make()
    assert first is not None
    file = services.backups.path(first)
    services.customers.create({"name": "失われる方"})
    services.backups.make()
    services.close()
    restore(path, file, passphrase=None, profile=profile, clock=hands.clock)
    hands.forward(minutes=5)
    services = open_store(path, passphrase=None, profile=profile, clock=hands.clock)
    services.customers.create({"name": "残る方"})  # the same number of operations, another one
    assert services.backups.make("day") is not None
    services.close()


def test_the_first_opening_of_a_local_day_takes_one(path: Path, profile: Profile, hands: Hands) -> None:
    services = create_store(path, passphrase=None, profile=profile, clock=hands.clock)
    services.customers.create({"name": "㈱クルミ"})
    made = services.backups.of_today()
    assert made is not None
    assert made.reason == "day"
    services.customers.edit([1], "status", "利用中")
    assert services.backups.of_today() is None
    hands.forward(days=1)
    assert services.backups.of_today() is not None
    services.close()


def test_a_bulk_change_finds_a_backup_no_older_than_an_hour(path: Path, profile: Profile, hands: Hands) -> None:
    services = create_store(path, passphrase=None, profile=profile, clock=hands.clock)
    ids = [services.customers.create({"name": f"株式会社{number}"}).value for number in range(3)]
    services.customers.edit(ids[:1], "status", "利用中")
    assert services.backups.all() == []
    services.customers.edit(ids, "status", "休止")
    (backup,) = services.backups.all()
    assert backup.reason == "bulk"
    services.customers.archive(ids[:2])
    assert len(services.backups.all()) == 1
    hands.forward(minutes=61)
    services.customers.delete(ids[:2])
    assert [found.reason for found in services.backups.all()] == ["bulk", "bulk"]
    services.close()


def test_others_work_while_a_backup_is_taken_and_the_backup_is_whole(
    path: Path, passphrase: str | None, profile: Profile, clock: Clock
) -> None:
    services = create_store(path, passphrase=passphrase, profile=profile, clock=clock)
    for number in range(60):
        services.customers.create({"name": f"株式会社{number}", "note": "長い" * 8000})
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not stop.is_set():
            written.append(services.customers.create({"name": f"同時{len(written)}"}).value)

    thread = threading.Thread(target=write)
    thread.start()
    steps: list[tuple[int, int]] = []
    try:
        for _ in range(3):
            backup = services.backups.make("asked", lambda done, total: steps.append((done, total)))
            assert backup is not None
            assert backup.rows["customer"] >= 60
    finally:
        stop.set()
        thread.join()
    assert len(steps) > 6
    assert written
    assert services.backups.check().ok
    services.close()


def test_a_stopped_backup_leaves_nothing(book: Services, profile: Profile) -> None:
    def stop(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        book.backups.make("asked", stop)
    assert list(profile.backups.iterdir()) == []
    book.customers.create({"name": "続き"})


def test_closing_stops_a_backup_that_is_under_way(path: Path, profile: Profile, clock: Clock) -> None:
    services = create_store(path, passphrase=None, profile=profile, clock=clock)
    for number in range(40):
        services.customers.create({"name": f"株式会社{number}", "note": "長い" * 8000})
    inside = threading.Event()
    ended: list[str] = []

    def make() -> None:
        def step(_done: int, _total: int) -> None:
            inside.set()

        try:
            services.backups.make("asked", step)
            ended.append("made")
        except CancelledError:
            ended.append("stopped")

    thread = threading.Thread(target=make)
    thread.start()
    inside.wait(10)
    services.close()
    thread.join(10)
    assert ended in (["made"], ["stopped"])
    open_store(path, passphrase=None, profile=profile, clock=clock).close()
    assert not list(profile.backups.glob("*.part"))


def test_what_a_killed_backup_left_goes_with_the_next(services: Services, profile: Profile) -> None:
    services.customers.create({"name": "㈱クルミ"})
    first = services.backups.make()
    assert first is not None
    (profile.backups / f"{first.store}-000002.part").write_bytes(b"half")
    (profile.backups / f"{first.store}-000002.note").write_bytes(b"half")
    services.backups.make()
    assert sorted(found.suffix for found in profile.backups.iterdir()) == [".csops", ".csops", ".json", ".json"]


def test_a_damaged_store_is_never_rotated_over_good_backups(path: Path, profile: Profile, clock: Clock) -> None:
    services = create_store(path, passphrase=None, profile=profile, clock=clock)
    for number in range(50):
        services.customers.create({"name": f"株式会社{number}", "note": "長い" * 500})
    services.backups.make()
    services.close()
    content = bytearray(path.read_bytes())
    pages = len(content) // 4096
    for page in range(pages - 15, pages):
        content[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    path.write_bytes(content)
    good = {found.name: found.read_bytes() for found in profile.backups.iterdir()}
    services = open_store(path, passphrase=None, profile=profile, clock=clock)
    for _ in range(7):
        with pytest.raises(DamagedStoreError):
            services.backups.make()
    services.close()
    assert {found.name: found.read_bytes() for found in profile.backups.iterdir()} == good


def test_a_look_alike_is_never_touched(services: Services, profile: Profile) -> None:
    services.customers.create({"name": "㈱クルミ"})
    first = services.backups.make()
    assert first is not None
    strangers = {
        f"{first.store}-000002.csops": b"mine",
        f"{first.store}-000900.json": b'{"sequence": 900}',
        f"{first.store}-x.csops": b"mine too",
        "notes.json": b"[1, 2]",
        "broken.json": b"\xff\xfe{",
    }
    for name, content in strangers.items():
        (profile.backups / name).write_bytes(content)
    for _ in range(8):
        services.customers.create({"name": "もう一社"})
        services.backups.make("day")
    assert {name: (profile.backups / name).read_bytes() for name in strangers} == strangers
    assert services.backups.all()[0].sequence > 900


def _kept_days(moments: list[str]) -> list[str]:
    return [moments[at][:10] for at in rotation.kept(moments)]


def test_twelve_days_ten_weeks_and_nine_months_are_kept() -> None:
    day = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
    moments = [(day - dt.timedelta(days=n)).isoformat() for n in range(600)]
    kept = _kept_days(moments)
    assert kept[:12] == [moment[:10] for moment in moments[:12]]
    assert kept[12:] == [
        "2026-11-08", "2026-11-01", "2026-10-31", "2026-10-25", "2026-10-18", "2026-10-11", "2026-10-04", "2026-09-30",
        "2026-09-27", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31", "2026-04-30", "2026-03-31",
    ]  # fmt: skip


def test_the_newest_five_are_kept_whatever_the_clock_says() -> None:
    moments = [f"20{year:02}-01-01T00:00:00.000Z" for year in (16, 36, 26, 26, 16, 26, 26)]
    assert rotation.kept(moments)[:5] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_ten_years_off_loses_no_good_backup(path: Path, profile: Profile, hands: Hands, years: int) -> None:
    services = create_store(path, passphrase=None, profile=profile, clock=hands.clock)
    for _ in range(4):
        services.customers.create({"name": "㈱クルミ"})
        services.backups.make("day")
        hands.forward(days=1)
    right = {backup.sequence for backup in services.backups.all()}
    hands.forward(days=365 * years)
    for _ in range(3):
        services.customers.create({"name": "時計違い"})
        services.backups.make("day")
    hands.forward(days=-365 * years)
    services.customers.create({"name": "戻った"})
    services.backups.make("day")
    assert right <= {backup.sequence for backup in services.backups.all()}
    services.close()


def test_a_full_disk_leaves_no_partial_backup(book: Services, profile: Profile) -> None:
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("needs a small file system of its own")
    profile.backups.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(profile.backups)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this root may not mount")
    try:
        with pytest.raises(CannotWriteError) as caught:
            book.backups.make()
        assert caught.value.reason == "full"
        assert list(profile.backups.iterdir()) == []
        with pytest.raises(CannotWriteError):
            book.customers.edit([1, 2], "status", "休止")
        assert not book.customers.rows([1])[0].values.get("status")
        assert book.customers.edit([1], "status", "休止").value == 1
    finally:
        subprocess.run(["umount", str(profile.backups)], check=True)
    assert book.backups.make() is not None


def test_a_backup_may_only_be_read(services: Services) -> None:
    services.customers.create({"name": "㈱クルミ"})
    backup = services.backups.make()
    assert backup is not None
    assert not services.backups.path(backup).stat().st_mode & 0o222


def test_a_copy_never_replaces_the_open_store(services: Services, tmp_path: Path) -> None:
    services.customers.create({"name": "㈱クルミ"})
    with pytest.raises(StoreExistsError):
        services.backups.copy(services.path)
    nowhere = tmp_path / "nowhere" / "copy.csops"
    with pytest.raises(CannotWriteError) as caught:
        services.backups.copy(nowhere)
    assert caught.value.path == nowhere
    services.backups.copy(tmp_path / "copy.csops")
    assert services.backups.check().ok


def test_deleting_many_of_any_kind_or_a_whole_field_finds_a_backup(services: Services) -> None:
    ids = [services.records.create(Kind.PRODUCTS, {"name": f"製品{number}"}).value for number in range(3)]
    services.records.delete(Kind.PRODUCTS, ids[:1])
    assert services.backups.all() == []
    services.records.delete(Kind.PRODUCTS, ids[1:])
    assert [backup.reason for backup in services.backups.all()] == ["bulk"]


def test_a_note_names_what_is_in_the_backup(services: Services, profile: Profile) -> None:
    services.customers.create({"name": "㈱クルミ"})
    services.records.create(Kind.CONTACTS, {"customer_id": 1, "name": "花子"})
    backup = services.backups.make()
    assert backup is not None
    (note,) = profile.backups.glob("*.json")
    text = note.read_text(encoding="utf-8")
    assert json.loads(text)["rows"]["contact"] == 1
    assert "クルミ" not in text
