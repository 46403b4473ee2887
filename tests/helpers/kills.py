"""R1: a store under the hand of a killer. Short in the ordinary run, long under ``make torture``."""

import random
from dataclasses import dataclass
from pathlib import Path

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import create_store, open_store
from tests.helpers import killing
from tests.helpers.looks import assert_whole


@dataclass(slots=True)
class Tally:
    """What the kills did."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0


def kill_again_and_again(
    folder: Path, profile: Profile, clock: Clock, *, kills: int, passphrase: str | None, longest: float
) -> Tally:
    """Kill a process that writes through the services, again and again; each time look whether all is there.

    Raises:
        AssertionError: the store was torn or corrupt.
    """
    path = folder / "store.csops"
    services = create_store(path, passphrase=passphrase, profile=profile, clock=clock)
    services.customers.create({"name": "最初の顧客"})
    services.backups.make()  # bulk edits find a fresh one and do not wait
    services.close()
    dice = random.Random(kills)  # noqa: S311 (dice, no secret)
    tally = Tally()
    for number in range(kills):
        acknowledged = killing.killed(
            killing.live, str(path), str(profile.folder), str(folder), passphrase, number,
            after=dice.uniform(0.0, longest), least=dice.randint(0, 3),
        )  # fmt: skip
        services = open_store(path, passphrase=passphrase, profile=profile, clock=clock, whole_history=True)
        with services.customers.database.reading() as connection:
            there = {row[0] for row in connection.run("SELECT id FROM change_set")}
        tally.kills += 1
        tally.acknowledged += len(acknowledged)
        tally.lost += len(set(acknowledged) - there)
        assert_whole(services)
        services.close()
    return tally
