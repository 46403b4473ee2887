"""R3: the disk fills at fifty points; nothing is lost, one error says so, reading goes on, and space makes it work."""

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from csops_desktop.domain.query import ListQuery
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import CannotWriteError
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store, open_store
from tests.helpers.looks import assert_whole
from tests.helpers.world import World

_POINTS = 50


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MiB of its own."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("needs a small file system of its own, which only root may mount")
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this root may not mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def _leave(disk: Path, room: int) -> Path:
    """Fill the disk but for ``room`` bytes."""
    ballast = disk / "ballast"
    state = os.statvfs(disk)
    free = state.f_bavail * state.f_frsize
    with suppress(OSError), ballast.open("wb") as file:
        file.write(b"x" * max(0, free - room))
    return ballast


def test_a_full_disk_loses_nothing_at_fifty_points(disk: Path, tmp_path: Path, clock: Clock) -> None:
    profile = Profile(disk / "profile")
    path = disk / "store.csops"
    dice = random.Random(3)  # noqa: S311 (dice, no secret)
    services = create_store(path, passphrase=None, profile=profile, clock=clock)
    services.customers.create({"name": "最初の顧客"})
    services.backups.make()
    refused: Counter[str] = Counter()
    acknowledged: set[int] = {1}
    for point in range(_POINTS):
        ballast = _leave(disk, dice.choice((0, 4096, 20_000, 60_000, 150_000, 300_000)) + dice.randint(0, 8192))
        for _ in range(40):
            try:
                outcome = World(services, dice, tmp_path).step()
            except CannotWriteError as error:
                refused[f"write, {error.reason}"] += 1
                break
            if outcome is not None and outcome.set_id is not None:
                acknowledged.add(outcome.set_id)
        try:
            services.backups.make()
        except CannotWriteError as error:
            refused[f"backup, {error.reason}"] += 1
        assert {found.suffix for found in profile.backups.iterdir()} <= {".csops", ".json"}
        assert len(services.customers.find(ListQuery()).ids) >= 0
        if point % 3 == 0:  # the window is closed while the disk is full, and opened again
            services.close()
            services = open_store(path, passphrase=None, profile=profile, clock=clock, whole_history=True)
        _look(services, acknowledged)
        ballast.unlink()
        services.customers.create({"name": "場所ができた"})
        assert_whole(services)
    services.close()
    sys.stdout.write(f"R3: {_POINTS} points, refused {dict(refused)}, acknowledged {len(acknowledged)}, lost 0\n")
    assert set(refused) == {"write, full", "backup, full"}
    assert refused["write, full"] > _POINTS // 2
    assert not [found for found in disk.iterdir() if found.name not in ("store.csops", "profile")]


def _look(services: Services, acknowledged: set[int]) -> None:
    with services.customers.database.reading() as connection:
        there = {row[0] for row in connection.run("SELECT id FROM change_set")}
    assert acknowledged <= there
