"""A tick that was shown as saved is there, also when the program is killed right after it."""

import os
from pathlib import Path

import pytest

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from tests.helpers import ticking

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need a fork server to be quick")


def test_every_tick_that_was_acknowledged_survives(
    tmp_path: Path, profile: Profile, clock: Clock, passphrase: str | None
) -> None:
    found = ticking.kill_while_ticking(tmp_path, profile, clock, kills=6, passphrase=passphrase, longest=0.3)
    assert found > ticking.STEPS
