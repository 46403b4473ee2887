"""P10: the board and the week of 2,000 open runs of twelve steps each, in a book of 10,000 customers."""

import datetime as dt
import statistics
import time
from collections.abc import Callable
from random import Random

from csops_desktop.domain.changes import Scalar, Sentence, SetKind
from csops_desktop.services.bundle import Services
from csops_desktop.store import runs
from csops_desktop.store.connection import Connection
from csops_desktop.store.playbooks import VERSIONS
from tests.bench import stores
from tests.bench.report import Bar, limit

_RUNS, _STEPS, _EACH_DAYS = 2_000, 12, 6
_BAR, _TIMES = 0.150, 7


def measure(passphrase: str | None, *, customers: int = 10_000) -> list[Bar]:
    """Measure what the page of playbooks reads."""
    way = "with a passphrase" if passphrase else "plain"
    services = stores.opened(stores.copy_of(stores.store(customers, passphrase)), passphrase)
    fill(services)
    member = services.records.database.member_id
    what = f"{_RUNS:,} open runs, {customers:,} customers, {way}"
    bars = [
        limit("P10", f"board, {what}", _median(services.run_board.board), _BAR),
        limit("P10", f"my week, {what}", _median(lambda: services.run_board.week(member or 1)), _BAR),
    ]
    services.close()
    return bars


def fill(services: Services) -> None:
    """Start the ready playbooks for many customers, some steps done."""
    services.playbooks.add_ready(services.playbooks.starters())
    random = Random(1)  # noqa: S311 (invented data)
    with services.records.database.operation(Sentence("sample", {"n": _RUNS}), SetKind.BULK) as operation:
        connection = operation.connection
        versions = VERSIONS.current(connection)
        customers = list(connection.run("SELECT id FROM customer LIMIT ?", (_RUNS,)).scalars())
        members = list(connection.run("SELECT id FROM member").scalars())
        for customer in customers:
            version = random.choice(versions)
            day = stores.TODAY - dt.timedelta(random.randint(0, 70))
            values = {"customer_id": customer, "version_id": version.id, "owner_id": random.choice(members)}
            run = runs.add(connection, {**values, "started_on": day.isoformat()})
            keys = [step.key for step in version.definition.steps]
            _steps(connection, run, keys, day, random.randint(0, 8))


def _steps(connection: Connection, run: int, keys: list[str], day: dt.date, done: int) -> None:
    for at in range(_STEPS):
        due = day + dt.timedelta(at * _EACH_DAYS + 3)
        ready = at < done and due <= stores.TODAY
        own = at >= len(keys)
        values: dict[str, Scalar] = {
            "run_id": run,
            "key": f"own{at}" if own else keys[at],
            "title": "own" if own else None,
            "position": at,
            "milestone": 0,
            "required": 1,
            "state": "done" if ready else "todo",
            "due_on": due.isoformat(),
            "closed_on": due.isoformat() if ready else None,
        }
        runs.add_step(connection, values)


def _median(read: Callable[[], object]) -> float:
    times = []
    for _turn in range(_TIMES):
        begun = time.monotonic()
        read()
        times.append(time.monotonic() - begun)
    return statistics.median(times)
