"""Restoring a backup: what it replaces is kept, what cannot be restored changes nothing."""

import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from csops_desktop.domain.query import ListQuery
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import (
    DamagedStoreError,
    NewerStoreError,
    PassphraseNeededError,
    StoreLockedError,
    StoreMissingError,
    WrongPassphraseError,
)
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.backups import newest_backup
from csops_desktop.services.opening import create_store, open_store
from csops_desktop.services.restoring import restore
from tests.helpers.looks import assert_whole


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.csops"


def test_restoring_keeps_what_it_replaced_each_time(path: Path, profile: Profile, clock: Clock) -> None:
    services = create_store(path, passphrase=None, profile=profile, clock=clock)
    services.customers.create({"name": "㈱クルミ"})
    backup = services.backups.make()
    assert backup is not None
    file = services.backups.path(backup)
    services.customers.create({"name": "後から来た"})
    services.close()
    replaced = []
    for _ in range(2):
        kept = restore(path, file, passphrase=None, profile=profile, clock=clock)
        assert kept is not None
        replaced.append(kept)
    counts = []
    for place in (path, *replaced):
        opened = open_store(place, passphrase=None, profile=profile, clock=clock)
        counts.append(len(opened.customers.find(ListQuery()).ids))
        opened.close()
    assert counts == [1, 2, 1]


def test_the_journal_of_a_crashed_store_does_not_spoil_the_restored_one(
    path: Path, profile: Profile, clock: Clock
) -> None:
    key = "correct horse battery"
    services = create_store(path, passphrase=key, profile=profile, clock=clock)
    services.customers.create({"name": "㈱クルミ"})
    backup = services.backups.make()
    assert backup is not None
    file = services.backups.path(backup)
    with pytest.raises(ZeroDivisionError), services.customers.database.aside() as connection:  # noqa: PT012 (all of it is the crash)
        connection.run("PRAGMA cache_size = 1")
        for number in range(300):
            connection.run("INSERT INTO setting VALUES (?, ?)", (str(number), '"x"' * 900))
        crashed = {name: (path.parent / name).read_bytes() for name in ("store.csops", "store.csops-journal")}
        raise ZeroDivisionError
    services.close()
    for name, content in crashed.items():
        (path.parent / name).write_bytes(content)
    assert len(crashed["store.csops-journal"]) > 512
    kept = restore(path, file, passphrase=key, profile=profile, clock=clock)
    assert kept is not None
    for place in (path, kept):
        opened = open_store(place, passphrase=key, profile=profile, clock=clock)
        assert_whole(opened)
        assert len(opened.customers.find(ListQuery()).ids) == 1
        opened.close()


def test_what_cannot_be_restored_changes_nothing(path: Path, profile: Profile, clock: Clock, tmp_path: Path) -> None:
    key = "correct horse battery"
    services = create_store(path, passphrase=key, profile=profile, clock=clock)
    services.customers.create({"name": "㈱クルミ"})
    backup = services.backups.make()
    assert backup is not None
    file = services.backups.path(backup)
    with pytest.raises(StoreLockedError):
        restore(path, file, passphrase=key, profile=profile, clock=clock)
    services.close()
    before = path.read_bytes()
    bad = tmp_path / "bad.csops"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    bad.write_bytes(content)
    newer = tmp_path / "newer.csops"
    shutil.copyfile(file, newer)
    connection = driver.connect(str(newer), isolation_level=None)
    connection.execute(f"PRAGMA key = '{key}'")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for source, passphrase, error in (
        (file, "another passphrase", WrongPassphraseError),
        (file, None, PassphraseNeededError),
        (bad, key, DamagedStoreError),
        (newer, key, NewerStoreError),
        (tmp_path / "none.csops", key, StoreMissingError),
    ):
        with pytest.raises(error):
            restore(path, source, passphrase=passphrase, profile=profile, clock=clock)
    assert path.read_bytes() == before
    assert [found for found in tmp_path.iterdir() if found.name.startswith(".")] == []


def test_the_newest_backup_of_a_closed_store_is_found_by_its_place(
    tmp_path: Path, profile: Profile, clock: Clock
) -> None:
    made = {}
    for folder in ("a", "b"):
        services = create_store(tmp_path / folder / "same.csops", passphrase=None, profile=profile, clock=clock)
        services.customers.create({"name": folder})
        backup = services.backups.make()
        assert backup is not None
        made[folder] = services.backups.path(backup)
        services.close()
    for folder, file in made.items():
        found = newest_backup(profile, tmp_path / folder / "same.csops")
        assert found is not None
        assert found[0] == file
    assert newest_backup(profile, tmp_path / "moved" / "same.csops") is None
