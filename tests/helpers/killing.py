"""Runs work in a process of its own and kills it; children are forked from a server that has everything loaded."""

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from csops_desktop.foundation.clock import Clock, fixed
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.opening import open_store
from tests.helpers.moments import NOON
from tests.helpers.world import World

_CONTEXT: Any = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
_READY = "ready"
_KILLED = -9
_A_MOMENT = 0.01  # seconds


def started(work: Callable[..., None], *arguments: Any) -> tuple[Any, Connection]:
    """Start ``work(sender, *arguments)`` in a child and return it with the other end, once it says it is ready."""
    if hasattr(os, "fork"):
        _CONTEXT.set_forkserver_preload(["tests.helpers.killing", "alembic"])
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    child = _CONTEXT.Process(target=work, args=(sender, *arguments))
    child.start()
    sender.close()
    return child, receiver


def killed(work: Callable[..., None], *arguments: Any, after: float, least: int = 0) -> list[Any]:
    """Run ``work``, kill it, and return all that it acknowledged.

    Args:
        work: what runs in the child.
        arguments: its arguments.
        after: seconds from when it is ready.
        least: so many acknowledgements are waited for, however busy the machine is.
    """
    child, receiver = started(work, *arguments)
    acknowledged: list[Any] = []
    try:
        first = receiver.recv()
        assert first == _READY, first
        end = time.monotonic() + after
        while (left := end - time.monotonic()) > 0 or len(acknowledged) < least:
            if receiver.poll(max(left, _A_MOMENT)):
                acknowledged.append(receiver.recv())
    except EOFError:
        pass
    finally:
        with suppress(ProcessLookupError):  # it may be through
            child.kill()
        child.join()
    try:
        while receiver.poll():
            acknowledged.append(receiver.recv())
    except (EOFError, OSError):
        pass
    receiver.close()
    assert child.exitcode in (0, _KILLED), f"the child ended by itself with {child.exitcode}"
    return acknowledged


def live(sender: Connection, path: str, profile: str, folder: str, passphrase: str | None, seed: int) -> None:
    """Do random things to a store, telling each finished change set, until killed."""
    clock: Clock = fixed(NOON)
    services = open_store(
        Path(path), passphrase=passphrase, profile=Profile(Path(profile)), clock=clock, whole_history=True
    )
    world = World(services, random.Random(seed), Path(folder))  # noqa: S311 (dice, no secret)
    sender.send(_READY)
    while True:
        outcome = world.step()
        if outcome is not None and outcome.set_id is not None:
            sender.send(outcome.set_id)


def opens(sender: Connection, path: str, profile: str, passphrase: str | None) -> None:
    """Try to open a store; tells how that ended and how many seconds it took."""
    sender.send(_READY)
    begun = time.monotonic()
    try:
        services = open_store(Path(path), passphrase=passphrase, profile=Profile(Path(profile)), clock=fixed(NOON))
    except Exception as error:  # noqa: BLE001 (whatever it was is told)
        sender.send((type(error).__name__, time.monotonic() - begun))
        return
    sender.send(("opened", time.monotonic() - begun))
    services.close()
