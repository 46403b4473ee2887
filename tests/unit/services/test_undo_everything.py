"""R13: whatever the user does can be taken back and done again, also after a restart, without a difference."""

import datetime as dt
import random
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from csops_desktop.foundation.clock import Clock, fixed
from csops_desktop.foundation.errors import NothingToUndoError
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.bundle import Services
from csops_desktop.services.opening import create_store, open_store
from tests.helpers.looks import Rows, assert_whole, differences, everything
from tests.helpers.world import OPERATIONS, World

_NOON = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)


class Undoing(RuleBasedStateMachine):
    """A store, everything that can be done to it, and what it looked like before each operation."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._place = Path(self._folder.name)
        self._profile = Profile(self._place / "profile")
        self._clock: Clock = fixed(_NOON)
        self._path = self._place / "store.csops"
        create_store(self._path, passphrase=None, profile=self._profile, clock=self._clock).close()
        self.services = self._open()
        self.before: dict[int, Rows] = {}
        self.new = everything(self.services)

    def _open(self) -> Services:
        return open_store(self._path, passphrase=None, profile=self._profile, clock=self._clock, whole_history=True)

    @rule(operation=st.sampled_from(OPERATIONS), seed=st.integers(0, 2**32))
    def do(self, operation: str, seed: int) -> None:
        look = everything(self.services)
        outcome = World(self.services, random.Random(seed), self._place).do(operation)  # noqa: S311 (dice, no secret)
        if outcome is None or outcome.set_id is None:
            return
        if operation not in ("undo", "redo"):
            self.before[outcome.set_id] = look

    @rule()
    def restart(self) -> None:
        self.services.close()
        self.services = self._open()

    def teardown(self) -> None:
        try:
            assert_whole(self.services)
            self._undo_all_and_redo_all()
        finally:
            self.services.close()
            self._folder.cleanup()

    def _undo_all_and_redo_all(self) -> None:
        after = everything(self.services)
        standing = [operation.id for operation in self.services.history.operations(10_000) if not operation.undone]
        for set_id in standing:
            self.services.history.undo()
            assert differences(everything(self.services), self.before[set_id]) == {}
        assert differences(everything(self.services), self.new) == {}
        self.restart()
        for _ in standing:
            self.services.history.redo()
        assert differences(everything(self.services), after) == {}
        assert_whole(self.services)
        for _ in standing:
            self.services.history.undo()
        assert differences(everything(self.services), self.new) == {}
        try:
            self.services.history.undo()
        except NothingToUndoError:
            return
        raise AssertionError("more was undone than done")


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(
    max_examples=8,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
