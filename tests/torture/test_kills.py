"""R1 and R7 in full: kill -9 in the middle of writes, and in the middle of a change of the passphrase."""

import random
import sys
from pathlib import Path

import pytest

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from tests.helpers import ticking
from tests.helpers.kills import kill_again_and_again
from tests.helpers.rekeys import kill_while_the_passphrase_changes


@pytest.mark.parametrize("key", [None, "correct horse battery"], ids=["plain", "encrypted"])
def test_what_was_acknowledged_survives_250_kills(
    tmp_path: Path, profile: Profile, clock: Clock, key: str | None
) -> None:
    tally = kill_again_and_again(tmp_path, profile, clock, kills=250, passphrase=key, longest=0.3)
    sys.stdout.write(f"R1: {tally}\n")
    assert tally.acknowledged > tally.kills
    assert tally.lost == 0


def test_a_passphrase_change_killed_150_times_leaves_exactly_one(
    tmp_path: Path, profile: Profile, clock: Clock
) -> None:
    dice = random.Random(150)  # noqa: S311 (dice, no secret)
    opened_with = kill_while_the_passphrase_changes(tmp_path, profile, clock, kills=150, dice=dice)
    sys.stdout.write(f"R7: {dict(opened_with)}\n")
    assert sum(opened_with.values()) == 150
    assert min(opened_with["old"], opened_with["new"]) > 10


@pytest.mark.parametrize("key", [None, "correct horse battery"], ids=["plain", "encrypted"])
def test_every_tick_survives_100_kills(tmp_path: Path, profile: Profile, clock: Clock, key: str | None) -> None:
    found = ticking.kill_while_ticking(tmp_path, profile, clock, kills=100, passphrase=key, longest=0.3)
    sys.stdout.write(f"ticks: {found} acknowledged, none lost in 100 kills\n")
    assert found > 100
