"""R5 in full: with a passphrase, one flipped bit in each of 300 pages is found, and no wrong value is ever shown."""

import random
import sys
from collections import Counter
from pathlib import Path

import pytest

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import CsopsError, DamagedStoreError, WrongPassphraseError
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store, open_store
from tests.helpers.looks import Rows, everything

_PAGE = 4096
_FLIPS = 300
_KEY = "correct horse battery"


@pytest.fixture
def good(tmp_path: Path, profile: Profile, clock: Clock) -> tuple[Path, Rows]:
    """A store of more than 300 pages, closed, and what is in it."""
    path = tmp_path / "store.csops"
    services = create_store(path, passphrase=_KEY, profile=profile, clock=clock)
    for number in range(150):
        services.customers.create({"name": f"株式会社{number:03}", "note": f"長い{number}" * 500})
    look = everything(services)
    services.close()
    return path, look


def test_three_hundred_flipped_bits_are_found(good: tuple[Path, Rows], profile: Profile, clock: Clock) -> None:
    path, look = good
    content = path.read_bytes()
    assert len(content) // _PAGE >= _FLIPS
    dice = random.Random(300)  # noqa: S311 (dice, no secret)
    tally: Counter[str] = Counter()
    for page in dice.sample(range(len(content) // _PAGE), _FLIPS):
        bad = bytearray(content)
        bad[page * _PAGE + dice.randrange(_PAGE)] ^= 1 << dice.randrange(8)
        path.write_bytes(bad)
        tally[_found(path, look, profile, clock)] += 1
    sys.stdout.write(f"R5: {dict(tally)}\n")
    assert set(tally) <= {"opening", "reading", "check"}
    assert sum(tally.values()) == _FLIPS
    assert not profile.backups.exists()


def _found(path: Path, look: Rows, profile: Profile, clock: Clock) -> str:
    try:
        services = open_store(path, passphrase=_KEY, profile=profile, clock=clock)
    except (WrongPassphraseError, DamagedStoreError):
        return "opening"
    try:
        return _found_inside(services, look)
    finally:
        services.close()


def _found_inside(services: Services, look: Rows) -> str:
    try:
        if everything(services) != look:
            return "never: a wrong value was shown"
    except CsopsError:
        return "reading"
    return "never" if services.backups.check().ok else "check"
