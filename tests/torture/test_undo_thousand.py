"""R13 in full: a thousand random operations, all undone and all done again, across restarts, without a difference."""

import random
from pathlib import Path

import pytest

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store, open_store
from tests.helpers.looks import Rows, assert_whole, differences, everything
from tests.helpers.world import World

_OPERATIONS = 1000
_RESTART = 100


@pytest.mark.parametrize("seed", [1, 2])
def test_a_thousand_operations_are_undone_and_redone(tmp_path: Path, profile: Profile, clock: Clock, seed: int) -> None:
    path = tmp_path / "store.csops"
    create_store(path, passphrase=None, profile=profile, clock=clock).close()
    dice = random.Random(seed)  # noqa: S311 (dice, no secret)

    def opened() -> Services:
        return open_store(path, passphrase=None, profile=profile, clock=clock, whole_history=True)

    services = opened()
    new = everything(services)
    before: dict[int, Rows] = {}
    done = 0
    while done < _OPERATIONS:
        look = everything(services)
        outcome = World(services, dice, tmp_path).step()
        if outcome is not None and outcome.set_id is not None:
            before[outcome.set_id] = look
            done += 1
            if done % _RESTART == 0:
                assert_whole(services)
                services.close()
                services = opened()
    after = everything(services)
    standing = [operation.id for operation in services.history.operations(10_000) if not operation.undone]
    for number, set_id in enumerate(standing):
        services.history.undo()
        assert differences(everything(services), before[set_id]) == {}
        if number % _RESTART == 0:
            services.close()
            services = opened()
    assert differences(everything(services), new) == {}
    assert_whole(services)
    for _ in standing:
        services.history.redo()
    assert differences(everything(services), after) == {}
    assert_whole(services)
    services.close()
