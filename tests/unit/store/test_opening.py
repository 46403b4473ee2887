"""Opening, creating and refusing files; each ends in one error of the user's world and leaves the file alone."""

import datetime as dt
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from csops_desktop.domain.fields import Kind
from csops_desktop.domain.query import ListQuery
from csops_desktop.foundation.clock import Clock, fixed
from csops_desktop.foundation.errors import (
    CannotWriteError,
    DamagedStoreError,
    NewerStoreError,
    NotAStoreError,
    PassphraseNeededError,
    PassphraseTooShortError,
    StoreExistsError,
    StoreMissingError,
    WrongPassphraseError,
)
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import change_passphrase, create_store, open_store
from csops_desktop.store import connecting
from csops_desktop.store.connecting import SETTINGS
from tests.helpers.looks import computed, rebuilt
from tests.helpers.moments import NOON

_SHORT, _RIGHT, _WRONG = "elevenchars", "it's a passphrase", "it's another one"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "顧客.csops"


@pytest.fixture
def opened(path: Path, passphrase: str | None, profile: Profile, clock: Clock) -> Iterator[Services]:
    services = create_store(path, passphrase=passphrase, profile=profile, clock=clock)
    yield services
    services.close()


def _raw(path: Path, sql: str, *, key: str | None = None) -> None:
    connection = driver.connect(str(path), isolation_level=None)
    if key:
        connection.execute(f"PRAGMA key = '{key}'")
    connection.execute(sql)
    connection.close()


def test_every_setting_is_in_force(opened: Services) -> None:
    with opened.customers.database.reading() as connection:
        found = {name: connection.run(f"PRAGMA {name}").scalar() for name in SETTINGS}
    assert found == SETTINGS


def test_nothing_but_the_store_lies_in_its_folder_when_it_is_closed(opened: Services, path: Path) -> None:
    opened.customers.create({"name": "株式会社クルミ"})
    opened.close()
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_creating_never_replaces_a_file(path: Path, profile: Profile, clock: Clock) -> None:
    path.parent.mkdir()
    path.write_bytes(b"something of mine")
    with pytest.raises(StoreExistsError):
        create_store(path, passphrase=None, profile=profile, clock=clock)
    assert path.read_bytes() == b"something of mine"


def test_a_short_passphrase_is_refused_before_anything_is_made(path: Path, profile: Profile, clock: Clock) -> None:
    with pytest.raises(PassphraseTooShortError):
        create_store(path, passphrase=_SHORT, profile=profile, clock=clock)
    assert not path.exists()


def test_a_journal_left_by_a_deleted_store_does_not_touch_the_new_one(
    path: Path, profile: Profile, clock: Clock
) -> None:
    path.parent.mkdir()
    path.with_name(f"{path.name}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x01" * 5000)
    create_store(path, passphrase=None, profile=profile, clock=clock).close()
    open_store(path, passphrase=None, profile=profile, clock=clock).close()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NotAStoreError),
        (b"name,mrr\nKurumi,1\n", NotAStoreError),
        (os.urandom(4096 * 3), PassphraseNeededError),
    ],
    ids=["empty", "text", "noise"],
)
def test_other_files_are_refused_and_stay_as_they_are(
    path: Path, profile: Profile, clock: Clock, content: bytes, error: type[Exception]
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(error):
        open_store(path, passphrase=None, profile=profile, clock=clock)
    assert path.read_bytes() == content


def test_another_programs_database_is_no_store(path: Path, profile: Profile, clock: Clock) -> None:
    path.parent.mkdir()
    _raw(path, "CREATE TABLE customer(id)")
    with pytest.raises(NotAStoreError):
        open_store(path, passphrase=None, profile=profile, clock=clock)


def test_a_missing_file_is_not_made(path: Path, profile: Profile, clock: Clock) -> None:
    with pytest.raises(StoreMissingError):
        open_store(path, passphrase=None, profile=profile, clock=clock)
    assert not path.exists()


def test_wrong_and_missing_passphrases_are_told_apart(path: Path, profile: Profile, clock: Clock) -> None:
    create_store(path, passphrase=_RIGHT, profile=profile, clock=clock).close()
    with pytest.raises(WrongPassphraseError):
        open_store(path, passphrase=_WRONG, profile=profile, clock=clock)
    with pytest.raises(PassphraseNeededError):
        open_store(path, passphrase=None, profile=profile, clock=clock)
    open_store(path, passphrase=_RIGHT, profile=profile, clock=clock).close()


def test_a_newer_store_is_refused_byte_for_byte_as_it_was(
    opened: Services, path: Path, passphrase: str | None, profile: Profile, clock: Clock
) -> None:
    opened.close()
    _raw(path, "UPDATE alembic_version SET version_num = '9999'", key=passphrase)
    before = path.read_bytes()
    with pytest.raises(NewerStoreError) as caught:
        open_store(path, passphrase=passphrase, profile=profile, clock=clock)
    assert caught.value.revision == "9999"
    assert path.read_bytes() == before


def test_after_an_unclean_end_the_file_is_checked_and_damage_is_told(
    path: Path, profile: Profile, clock: Clock
) -> None:
    services = create_store(path, passphrase=None, profile=profile, clock=clock)
    for number in range(50):
        services.customers.create({"name": f"株式会社{number}", "note": "長い" * 400})
    services.close()
    _raw(path, "UPDATE meta SET value = '0' WHERE key = 'clean'")
    open_store(path, passphrase=None, profile=profile, clock=clock).close()
    _raw(path, "UPDATE meta SET value = '0' WHERE key = 'clean'")
    content = bytearray(path.read_bytes())
    for page in range(4, len(content) // 4096):
        content[page * 4096 : page * 4096 + 12] = b"\xff" * 12
    path.write_bytes(content)
    with pytest.raises(DamagedStoreError):
        open_store(path, passphrase=None, profile=profile, clock=clock)
    assert path.read_bytes() == content


def test_a_checked_store_counts_as_clean_again(path: Path, profile: Profile, clock: Clock) -> None:
    create_store(path, passphrase=None, profile=profile, clock=clock).close()
    _raw(path, "UPDATE meta SET value = '0' WHERE key = 'clean'")
    open_store(path, passphrase=None, profile=profile, clock=clock).close()
    connection = driver.connect(str(path))
    assert connection.execute("SELECT value FROM meta WHERE key = 'clean'").fetchone() == ("1",)
    connection.close()


def test_flipped_bits_under_a_passphrase_never_show_a_wrong_value(path: Path, profile: Profile, clock: Clock) -> None:
    key = "correct horse battery"
    services = create_store(path, passphrase=key, profile=profile, clock=clock)
    for number in range(40):
        services.customers.create({"name": f"株式会社{number:03}", "note": "長い" * 300})
    services.close()
    good = path.read_bytes()
    pages = len(good) // 4096
    for page in range(0, pages, max(1, pages // 12)):
        bad = bytearray(good)
        bad[page * 4096 + 1234] ^= 4
        path.write_bytes(bad)
        try:
            services = open_store(path, passphrase=key, profile=profile, clock=clock)
        except (WrongPassphraseError, DamagedStoreError):
            continue
        try:
            assert services.backups.check().ok is False
            with pytest.raises(DamagedStoreError):
                services.backups.make()
        finally:
            services.close()
    assert not list(profile.backups.glob("*.csops"))


def test_zeros_at_the_end_of_a_long_text_are_never_shown_nor_copied(path: Path, profile: Profile, clock: Clock) -> None:
    services = create_store(path, passphrase=_RIGHT, profile=profile, clock=clock)
    note = "長い記録" * 2000
    services.customers.create({"name": "㈱クルミ", "note": note})
    services.close()
    good = path.read_bytes()
    silent = 0
    for page in range(1, len(good) // 4096):
        bad = bytearray(good)
        bad[page * 4096 + 2000] ^= 1
        path.write_bytes(bad)
        try:
            services = open_store(path, passphrase=_RIGHT, profile=profile, clock=clock)
        except DamagedStoreError:
            continue
        try:
            assert services.customers.get(1).values["note"] == note
        except DamagedStoreError as error:
            silent += error.finding == "a page failed its checksum"
            assert services.backups.check().ok is False
        else:
            with pytest.raises(DamagedStoreError):
                services.backups.make()
        services.close()
        with pytest.raises(DamagedStoreError):
            change_passphrase(path, old=_RIGHT, new=None)
        if silent:
            break
    assert silent, "no page at the end of a text was hit"


def test_a_full_store_refuses_in_one_sentence_and_goes_on_reading(services: Services) -> None:
    services.customers.create({"name": "株式会社はじめ"})
    database = services.customers.database
    written = 1
    with database.reading() as connection:
        pages = int(connection.run("PRAGMA page_count").scalar_one())
    for room in range(40):
        with database.reading() as connection:
            connection.run(f"PRAGMA max_page_count = {pages + room}")
        written += _created(services, f"株式会社{room}")
        assert len(services.customers.find(ListQuery()).ids) == written
    with database.reading() as connection:
        connection.run("PRAGMA max_page_count = 100000")
    services.customers.create({"name": "場所ができた"})
    assert services.backups.check().ok
    assert computed(database) == rebuilt(database)
    assert 1 < written < 41


def _created(services: Services, name: str) -> int:
    """Create one customer where there may be no room; returns how many were."""
    try:
        services.customers.create({"name": name, "note": "長い" * 3000})
    except CannotWriteError as error:
        return 0 if error.reason == "full" else -1000
    return 1


@pytest.fixture
def sealed(path: Path, profile: Profile, clock: Clock) -> Iterator[Path]:
    """A store with one customer in a folder that cannot be written."""
    services = create_store(path, passphrase=None, profile=profile, clock=clock)
    services.customers.create({"name": "株式会社クルミ"})
    services.records.create(Kind.CONTRACTS, {"customer_id": 1, "starts_on": dt.date(2026, 11, 25), "mrr": 5})
    services.close()
    if os.name == "posix" and os.geteuid() == 0:
        # Root may write anything but a file system that is mounted read-only.
        command = ["mount", "--bind", str(path.parent), str(path.parent)]
        if subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("this root may not mount")
        subprocess.run(["mount", "-o", "remount,ro,bind", str(path.parent)], check=True)
        yield path
        subprocess.run(["umount", str(path.parent)], check=True)
    else:
        path.chmod(0o400)
        path.parent.chmod(0o500)
        yield path
        path.parent.chmod(0o700)
        path.chmod(0o600)


def test_a_store_that_may_only_be_read_is_read(sealed: Path, profile: Profile) -> None:
    tomorrow = fixed(NOON + dt.timedelta(days=1))
    services = open_store(sealed, passphrase=None, profile=profile, clock=tomorrow)
    assert len(services.customers.find(ListQuery(text="クルミ")).ids) == 1
    assert services.views.counts() == []
    with pytest.raises(CannotWriteError):
        services.customers.create({"name": "書けない"})
    assert len(services.customers.find(ListQuery()).ids) == 1
    services.close()


def test_a_place_that_cannot_be_written_is_named(sealed: Path, profile: Profile, clock: Clock) -> None:
    other = sealed.with_name("other.csops")
    with pytest.raises(CannotWriteError) as caught:
        create_store(other, passphrase=None, profile=profile, clock=clock)
    assert caught.value.path == other
    assert not other.exists()


def test_an_error_of_ours_is_not_dressed_up(tmp_path: Path) -> None:
    mistake = driver.OperationalError("no such column: nmae")
    assert connecting.translate(tmp_path / "s.csops", mistake) is mistake
