"""A process that ticks steps one after the other, as fast as one can press keys, until it is killed."""

import random
from multiprocessing.connection import Connection
from pathlib import Path

from csops_desktop.domain.playbooks.definition import Milestone, Playbook, Step, Words
from csops_desktop.domain.playbooks.runs import StepState
from csops_desktop.foundation.clock import Clock, fixed
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store, open_store
from csops_desktop.services.runs import Start
from tests.helpers import killing
from tests.helpers.moments import NOON

STEPS = 12


def begin(services: Services) -> int:
    """Start a run of a playbook of some steps, and return its id."""
    steps = tuple(Step(f"step-{at}", Words(f"手順{at}")) for at in range(STEPS))
    long = Playbook("long", Words("長い"), milestones=(Milestone(Words("一"), steps),))
    playbook = services.playbooks.add(long, publish=True)
    customer = services.customers.create({"name": "アオバ商店"}).value
    return services.runs.start(Start(playbook.value, customer, NOON.date())).value


def tick(sender: Connection, path: str, profile: str, passphrase: str | None, run: int) -> None:
    """Tick the steps in turn, and take the ticks back in the next round; tells each once it is saved."""
    services = open_store(Path(path), passphrase=passphrase, profile=Profile(Path(profile)), clock=fixed(NOON))
    ids = [line.id for line in services.runs.run(run).steps]
    sender.send("ready")
    pressed = 0
    while True:
        state = StepState.DONE if pressed // STEPS % 2 == 0 else StepState.TODO
        services.run_steps.tick(ids[pressed % STEPS], state=state)
        pressed += 1
        sender.send(pressed)


def expected(pressed: int) -> list[StepState]:
    """Return the states of the steps after so many keys."""
    rounds, at = divmod(pressed, STEPS)
    before, after = (StepState.TODO, StepState.DONE) if rounds % 2 == 0 else (StepState.DONE, StepState.TODO)
    return [after if step < at else before for step in range(STEPS)]


def kill_while_ticking(
    folder: Path, profile: Profile, clock: Clock, *, kills: int, passphrase: str | None, longest: float
) -> int:
    """Kill a process that ticks, again and again, and look each time whether every tick is there; returns how many.

    Raises:
        AssertionError: a tick that was acknowledged is gone.
    """
    path, dice, acknowledged = folder / "store.csops", random.Random(kills), 0  # noqa: S311 (dice, no secret)
    services = create_store(path, passphrase=passphrase, profile=profile, clock=clock)
    run = begin(services)
    services.close()
    for _kill in range(kills):
        arguments = (str(path), str(profile.folder), passphrase, run)
        told = len(killing.killed(tick, *arguments, after=dice.uniform(0.02, longest)))
        acknowledged += told
        services = open_store(path, passphrase=passphrase, profile=profile, clock=clock)
        lines = services.runs.run(run).steps
        # The last one may have been saved without the child living long enough to say so.
        assert [line.course.state for line in lines] in (expected(told), expected(told + 1))
        for line in lines:
            if not line.course.state.open:
                services.run_steps.tick(line.id, state=StepState.TODO)
        services.close()
    return acknowledged
