"""The open data file: every read takes its turn, every write is one logged transaction."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlcipher3 import dbapi2 as driver

from csops_desktop.domain.changes import Sentence, SetKind
from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import CancelledError, CannotWriteError, CsopsError, DamagedStoreError
from csops_desktop.store import changelog, custom, derived, shape, unscored
from csops_desktop.store.connecting import copy_pages, require_sound, translate
from csops_desktop.store.connection import Connection

if TYPE_CHECKING:
    import datetime as dt

T = TypeVar("T")
_A_MOMENT = 0.001  # seconds; long enough for a waiting thread to wake
_STEPS = 10_000  # of the engine, well below a millisecond
_A_WHILE = 0.05  # seconds; after it whoever interrupted is done, or asks again


@dataclass(slots=True)
class Operation:
    """A write in progress: the connection to write through and the sentence it will be known by.

    Attributes:
        refreshing: called while the figures of many customers are brought up to date, with (done, all); may raise.
    """

    connection: Connection
    sentence: Sentence
    set_id: int
    changes: int = field(default=0)
    refreshing: Callable[[int, int], None] | None = None

    def forget(self) -> None:
        """Leave no trace in the log, and nothing to undo: for what is kept while one types."""
        changelog.forget(self.connection, self.set_id)


class Database:
    """The data file. Use ``store.opening`` to create or open one; this class assumes a current schema."""

    def __init__(
        self, path: Path, passphrase: str | None, clock: Clock, connection: Connection, *, unclean: bool = False
    ) -> None:
        self.path = path
        self.clock = clock
        self.passphrase = passphrase
        self.member_id: int | None = None  # who works here; what is written is theirs
        self.settling: Callable[[Connection, dt.date], bool] | None = None  # ends an operation: scores follow
        self.unsettled = False  # an operation left scores to do behind the window
        self.scoring = threading.Lock()  # one thread brings them up to date
        self.backing_up = threading.Lock()  # one backup at a time
        self._copying = threading.Lock()
        self._connection = connection
        self._dirty = unclean  # the file says that it was not closed; a clean close has to say so again
        self._closing = False
        self._writes = False
        self._watched = False
        self._waiting = 0  # threads that want the turn
        self._depth = 0  # how often the thread whose turn it is has taken it
        self._counting = threading.Lock()
        self._turn = threading.RLock()  # one connection: background work takes its turn with the store worker
        with self.reading() as reader:
            self.session_floor: int = reader.run("SELECT coalesce(max(id), 0) FROM change_set").scalar_one()

    @property
    def encrypted(self) -> bool:
        """Whether the file is unreadable without the passphrase."""
        return self.passphrase is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield the connection for queries.

        Raises:
            CancelledError: the store was closed meanwhile.
        """
        with self._my_turn():
            if self._closing:
                raise CancelledError
            if self._writes:
                yield self._connection
                return
            with _translated(self.path):
                try:
                    yield self._connection
                finally:
                    self._require_sound()

    def quietly(self, read: Callable[[Connection], T]) -> T:
        """Return what a read finds that nobody waits for; it begins anew whenever somebody else wants the turn.

        Args:
            read: one query; a second thread interrupts it in the middle.

        Raises:
            CancelledError: the store was closed meanwhile.
        """
        while True:
            with self.reading() as connection:
                if self._depth > 1:
                    return read(connection)  # a part of a write, or of other reading, is as urgent as that
                connection.raw.set_progress_handler(lambda: self._waiting, _STEPS)
                try:
                    return read(connection)
                except driver.OperationalError as error:
                    if "interrupted" not in str(error):
                        raise
                finally:
                    connection.raw.set_progress_handler(None, 0)
            time.sleep(_A_WHILE)

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        with self._counting:
            self._waiting += 1
        try:
            self._turn.acquire()
        finally:
            with self._counting:
                self._waiting -= 1
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            self._turn.release()

    def give_way(self) -> None:
        """Let other work in; for long reading, between its steps, where what was read may change meanwhile."""
        if self._writes:
            return  # a write is never interrupted: others would see half of it
        try:
            self._turn.release()
        except RuntimeError:
            return  # nothing is held
        try:
            time.sleep(_A_MOMENT)
        finally:
            self._turn.acquire()

    @contextmanager
    def operation(
        self, sentence: Sentence, kind: SetKind = SetKind.EDIT, *, reverts: int | None = None
    ) -> Iterator[Operation]:
        """Run one operation of the user: one transaction, one change set, one undo step.

        The body may replace ``sentence`` on the yielded operation once it knows the numbers. An operation that changed
        nothing leaves no change set; ``changes`` tells afterwards.

        Raises:
            CannotWriteError: the disk refused; nothing was written.
        """
        from csops_desktop.store import phases  # noqa: PLC0415 (a start does not write)

        with self._writing() as connection:
            set_id = changelog.begin(connection, self.clock, kind, reverts, self.member_id)
            running = Operation(connection, sentence, set_id)
            yield running
            if reverts is None:
                phases.follow(connection, self.clock.today())
            else:
                phases.forget(connection)
            derived.refresh(connection, self.clock.today(), running.refreshing)
            if self.settling is not None and unscored.any_published(connection):
                self.unsettled |= self.settling(connection, self.clock.today())
            running.changes = changelog.finish(connection, running.set_id, running.sentence)

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """Run a write that is no undo step: preferences, remembered mappings, derived figures."""
        with self._writing() as connection:
            yield connection

    def turn_day(self) -> None:
        """Bring the derived figures to today: contracts that began or ended since they were computed.

        A store that cannot be written keeps showing the figures of the day before.
        """
        with self.reading() as connection:
            if derived.is_current(connection, self.clock.today()):
                return
        try:
            with self.aside() as connection:
                derived.turn_day(connection, self.clock.today())
        except CannotWriteError:
            return

    def copy_to(self, target: Path, *, pages: int, between: Callable[[int, int], None]) -> dict[str, int]:
        """Copy the whole store to a new file with the same passphrase, letting other work in after every few pages.

        What others write meanwhile gets into the copy as well.

        Args:
            target: a file that does not exist yet.
            pages: pages per step.
            between: called after each step with (pages done, pages in all); raise there to stop.

        Returns:
            The number of rows of each table in the copy.

        Raises:
            CancelledError: the store is being closed.
        """

        def pause(_status: int, remaining: int, total: int) -> None:
            # After the last step nothing may get in: the copy would miss it and the counts would hold it.
            if remaining:
                self._turn.release()
            try:
                between(total - remaining, total)
                if remaining:
                    time.sleep(_A_MOMENT)  # a lock is not fair: who waits must have the time to take it
            finally:
                if remaining:
                    self._turn.acquire()
            if self._closing:
                raise CancelledError

        with self._copying, self._turn, _translated(target):
            copy_pages(self._connection.raw, target, self.passphrase, pages=pages, progress=pause)
            self._require_sound()
            return row_counts(self._connection)

    def check(self) -> str:
        """Look for damage. Returns "ok" or the first finding."""
        try:
            return self._first_finding()
        except DamagedStoreError as error:
            return error.finding

    def _first_finding(self) -> str:
        with self.reading() as connection:
            if self.encrypted:
                bad = connection.run("PRAGMA cipher_integrity_check").all()
                if bad:
                    return str(bad[0][0])
            finding = str(connection.run("PRAGMA integrity_check(1)").scalar_one())
            orphans = connection.run("PRAGMA foreign_key_check").all()
            return f"orphan in {orphans[0][0]}" if finding == "ok" and orphans else finding

    def close(self) -> None:
        """Note the clean shutdown and let go of the file; a copy that is under way is stopped first."""
        if self._closing:
            return
        self._closing = True
        with self._copying, self._my_turn():
            # Where it cannot be noted, the next opening checks the file instead.
            with suppress(CsopsError), _translated(self.path):
                self._require_sound()
                if self._dirty:
                    _set_meta(self._connection, "clean", "1")
                # The empty journal goes, so that nothing lies beside a closed store.
                self._connection.run("PRAGMA journal_mode = DELETE").all()
            self._connection.raw.close()

    def _require_sound(self) -> None:
        require_sound(self._connection.raw, self.path, self.passphrase)

    def _watch(self) -> None:
        """Put the triggers in place: before the first write, because a start has no time for them."""
        if not self._watched:
            from csops_desktop.store import phases, touch  # noqa: PLC0415 (likewise)

            for each in (changelog, custom, derived, touch, phases, unscored):
                each.install(self._connection)
            self._watched = True

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._my_turn():
            if self._writes:
                raise AssertionError("a write inside a write")
            connection = self._connection
            with _translated(self.path):
                self._watch()
                connection.run("BEGIN IMMEDIATE")
                self._writes = True
                try:
                    if not self._dirty:
                        _set_meta(connection, "clean", "0")
                    yield connection
                    self._require_sound()
                    connection.run("COMMIT")
                except BaseException:
                    _roll_back(connection)
                    raise
                finally:
                    self._writes = False
                self._dirty = True


def row_counts(connection: Connection) -> dict[str, int]:
    """Return the number of rows of each table that holds the user's data and its log."""
    names = shape.tables(connection)
    counts = connection.run("SELECT " + ", ".join(f'(SELECT count(*) FROM "{name}")' for name in names))
    return dict(zip(names, counts.first() or (), strict=True))


def _roll_back(connection: Connection) -> None:
    if connection.raw.in_transaction:
        # When the disk refuses even that, the journal rolls the write back at the next opening.
        with suppress(driver.DatabaseError):
            connection.run("ROLLBACK")


def _set_meta(connection: Connection, key: str, value: str) -> None:
    connection.run(
        "INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", (key, value)
    )


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn the engine's complaints about disk and file into errors of the user's world."""
    try:
        yield
    except driver.DatabaseError as error:
        known = translate(path, error)
        if known is error:
            raise
        raise known from error
