"""The signing key comes back with its passphrase only; the key history is a file that anybody may read."""

import datetime as dt
import json
import os
import unicodedata
from pathlib import Path

import pytest

from csops_desktop.domain.certification.key_history import KeyHistory
from csops_desktop.exchange.badges import signing_key
from csops_desktop.exchange.badges.faults import KeyFileError
from csops_desktop.exchange.badges.key_history_file import read_history, write_history
from csops_desktop.exchange.badges.signing_key import new_key, read_key, write_key
from csops_desktop.exchange.errors import FileMissingError
from csops_desktop.foundation.errors import CannotWriteError, PassphraseTooShortError, WrongPassphraseError
from csops_desktop.wording import errors

PASSPHRASE = "正しい馬の電池ガギグゲゴ"  # noqa: S105 (of a key that lives as long as the test)
DAY = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "signing-key.json"


def test_a_key_comes_back_and_signs_as_before(file: Path) -> None:
    key = new_key()
    write_key(key, file, PASSPHRASE)

    back = read_key(file, unicodedata.normalize("NFD", PASSPHRASE))  # typed on a Mac

    assert back == key
    assert back.sign(b"text") == key.sign(b"text")


def test_neither_the_file_nor_a_traceback_shows_the_secret(file: Path) -> None:
    key = new_key()
    write_key(key, file, PASSPHRASE)

    assert key.secret not in file.read_bytes()
    assert key.did in file.read_text()
    assert repr(key.secret) not in repr(key)
    assert os.name == "nt" or file.stat().st_mode & 0o077 == 0


def test_a_wrong_passphrase_is_one_sentence(file: Path) -> None:
    write_key(new_key(), file, PASSPHRASE)

    with pytest.raises(WrongPassphraseError) as raised:
        read_key(file, PASSPHRASE + "!")

    assert "passphrase is wrong" in errors.sentence(raised.value)


def test_a_changed_file_is_refused(file: Path) -> None:
    write_key(new_key(), file, PASSPHRASE)
    held = json.loads(file.read_text())
    file.write_text(json.dumps({**held, "did": new_key().did}))

    with pytest.raises(WrongPassphraseError):
        read_key(file, PASSPHRASE)


@pytest.mark.parametrize("change", [{"n": 1 << 30}, {"r": 64}, {"n": 1000}, {"name": "none"}, {"salt": 5}])
def test_a_file_that_asks_for_other_costs_is_refused(file: Path, change: dict[str, object]) -> None:
    write_key(new_key(), file, PASSPHRASE)
    held = json.loads(file.read_text())
    held["kdf"].update(change)
    file.write_text(json.dumps(held))

    with pytest.raises(KeyFileError) as raised:
        read_key(file, PASSPHRASE)

    assert file.name in errors.sentence(raised.value)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "csops-signing-key/2"}', "\0"])
def test_another_file_is_no_key_and_no_history(file: Path, text: str) -> None:
    file.write_text(text)

    with pytest.raises(KeyFileError):
        read_key(file, PASSPHRASE)
    with pytest.raises(KeyFileError):
        read_history(file)


def test_a_short_passphrase_writes_nothing(file: Path) -> None:
    with pytest.raises(PassphraseTooShortError):
        write_key(new_key(), file, "x" * (signing_key.MINIMUM_PASSPHRASE - 1))

    assert not file.exists()


def test_a_missing_file_or_folder_is_said(file: Path) -> None:
    with pytest.raises(FileMissingError):
        read_key(file, PASSPHRASE)
    with pytest.raises(CannotWriteError):
        write_key(new_key(), file.parent / "nowhere" / "key.json", PASSPHRASE)


def test_the_history_knows_the_key_in_use_and_those_before(file: Path) -> None:
    first, second = new_key().did, new_key().did
    history = KeyHistory().begun(first, DAY).begun(second, DAY + dt.timedelta(days=400))

    write_history(history, file)

    assert read_history(file) == history
    assert history.current is not None
    assert history.current.did == second
    assert history.retired(DAY + dt.timedelta(days=500)).current is None
    assert history.doubt(first, DAY) is None
    assert history.doubt(first, DAY + dt.timedelta(days=401)) is not None
