"""R1, R6: saved means saved, also when the process dies; two windows cannot fight, and a dead one holds nothing."""

import os
from pathlib import Path

import pytest

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import StoreLockedError
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import create_store, open_store
from tests.helpers import killing
from tests.helpers.kills import kill_again_and_again

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need a fork server to be quick")


@pytest.mark.parametrize(("key", "kills"), [(None, 45), ("correct horse battery", 15)], ids=["plain", "encrypted"])
def test_what_was_acknowledged_survives_sixty_kills(
    tmp_path: Path, profile: Profile, clock: Clock, key: str | None, kills: int
) -> None:
    tally = kill_again_and_again(tmp_path, profile, clock, kills=kills, passphrase=key, longest=0.25)
    assert tally.acknowledged > tally.kills
    assert tally.lost == 0


def test_a_second_opener_is_refused_within_two_seconds(
    tmp_path: Path, profile: Profile, clock: Clock, passphrase: str | None
) -> None:
    path = tmp_path / "store.csops"
    services = create_store(path, passphrase=passphrase, profile=profile, clock=clock)
    for _ in range(3):
        child, receiver = killing.started(killing.opens, str(path), str(profile.folder), passphrase)
        assert receiver.recv() == "ready"
        ending, seconds = receiver.recv()
        child.join()
        receiver.close()
        assert ending == StoreLockedError.__name__
        assert seconds < 2
    assert services.customers.create({"name": "まだ書ける"}).value
    services.close()


def test_after_a_kill_the_store_opens_without_a_manual_step(tmp_path: Path, profile: Profile, clock: Clock) -> None:
    path = tmp_path / "store.csops"
    create_store(path, passphrase=None, profile=profile, clock=clock).close()
    arguments = (str(path), str(profile.folder), str(tmp_path), None, 1)
    assert killing.killed(killing.live, *arguments, after=0.5, least=1)
    open_store(path, passphrase=None, profile=profile, clock=clock).close()
    assert [found.name for found in tmp_path.glob("store.csops*")] == ["store.csops"]
