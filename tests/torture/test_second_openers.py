"""R6 in full: a hundred second starts are refused within two seconds, and the first one goes on."""

import sys
from pathlib import Path

import pytest

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import StoreLockedError
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import create_store
from tests.helpers import killing


@pytest.mark.parametrize("key", [None, "correct horse battery"], ids=["plain", "encrypted"])
def test_fifty_second_openers_are_refused_in_time(
    tmp_path: Path, profile: Profile, clock: Clock, key: str | None
) -> None:
    path = tmp_path / "store.csops"
    services = create_store(path, passphrase=key, profile=profile, clock=clock)
    longest = 0.0
    for _ in range(50):
        child, receiver = killing.started(killing.opens, str(path), str(profile.folder), key)
        assert receiver.recv() == "ready"
        ending, seconds = receiver.recv()
        child.join()
        receiver.close()
        assert ending == StoreLockedError.__name__
        longest = max(longest, seconds)
        services.customers.create({"name": "まだ書ける"})
    services.close()
    sys.stdout.write(f"R6: 50 refused, the slowest after {longest:.2f} s\n")
    assert longest < 2
