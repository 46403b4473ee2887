"""Writes down every statement and setting that the services send to the engine while a user works at random.

Run as a program: ``python -m tests.torture.recording FOLDER SEED OPERATIONS``; leaves ``statements.pickle`` in FOLDER.
"""

import pickle
import random
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as driver

from csops_desktop.foundation.clock import fixed
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import create_store, open_store
from tests.helpers.moments import NOON
from tests.helpers.world import World

TAPE: list[tuple[str, Any, Any]] = []
"""("run" or "many", SQL, values), and ("ack", change set, number of customers) where the user was told "saved"."""


class _Cursor(driver.Cursor):  # type: ignore[misc]
    def execute(self, sql: str, values: Any = ()) -> Any:
        TAPE.append(("run", sql, values))
        return super().execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Any]) -> Any:
        rows = list(rows)
        TAPE.append(("many", sql, rows))
        return super().executemany(sql, rows)


class _Connection(driver.Connection):  # type: ignore[misc]
    def cursor(self, *_arguments: Any) -> _Cursor:
        return _Cursor(self)

    def execute(self, sql: str, values: Any = ()) -> Any:
        return self.cursor().execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Any]) -> Any:
        return self.cursor().executemany(sql, rows)


def main(folder: Path, seed: int, operations: int) -> None:
    """Record a session of some hundred operations."""
    profile, clock, path = Profile(folder / "profile"), fixed(NOON), folder / "store.csops"
    services = create_store(path, passphrase=None, profile=profile, clock=clock)
    services.customers.create({"name": "最初の顧客"})
    services.backups.make()
    services.close()
    (folder / "before.csops").write_bytes(path.read_bytes())
    plain = driver.connect

    def connect(place: str, **named: Any) -> Any:
        # The copies of backups are files of their own, with settings of their own.
        return plain(place, factory=_Connection, **named) if path.name in place else plain(place, **named)

    driver.connect = connect
    services = open_store(path, passphrase=None, profile=profile, clock=clock, whole_history=True)
    world = World(services, random.Random(seed), folder)  # noqa: S311 (dice, no secret)
    for _ in range(operations):
        outcome = world.step()
        if outcome is not None and outcome.set_id is not None:
            TAPE.append(("ack", outcome.set_id, None))
    services.close()
    (folder / "statements.pickle").write_bytes(pickle.dumps(TAPE))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
