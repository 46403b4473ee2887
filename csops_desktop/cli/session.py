"""What every command shares: which store, which passphrase, which language, and how errors leave the program."""

import json
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from threading import Event
from typing import NoReturn

import typer
from rich.console import Console
from rich.table import Table as Grid

from csops_desktop.foundation.clock import Clock
from csops_desktop.foundation.errors import (
    CancelledError,
    CsopsError,
    PassphraseNeededError,
    StoreLockedError,
    StoreMissingError,
)
from csops_desktop.foundation.i18n import _
from csops_desktop.foundation.paths import Profile
from csops_desktop.services.backups import newest_backup
from csops_desktop.services.bundle import Services
from csops_desktop.services.members import remembered
from csops_desktop.services.opening import open_store
from csops_desktop.wording import errors, values


class Exit(IntEnum):
    """How a command ends."""

    DONE = 0
    NOTHING = 1  # nothing to do, or a check failed
    USAGE = 2
    DATA = 3  # the data or file is the problem, or a question is open
    LOCKED = 4  # the store is open elsewhere
    STOPPED = 130  # Ctrl+C, as shells have it


@dataclass(slots=True)
class Session:
    """The global options of one call."""

    profile: Profile
    store: Path
    clock: Clock = field(default_factory=Clock)
    passphrase_file: Path | None = None
    from_backup: bool = False

    def passphrase(self) -> str | None:
        """Return the passphrase from its file, without a trailing newline; None when no file was named."""
        if self.passphrase_file is None:
            return None
        try:
            return self.passphrase_file.read_text(encoding="utf-8").removesuffix("\n").removesuffix("\r")
        except (OSError, UnicodeDecodeError):
            fail(_("The passphrase file “{file}” cannot be read.").format(file=self.passphrase_file), Exit.DATA)

    @contextmanager
    def open(self, *, writing: bool) -> Iterator[Services]:
        """Open the store, or with ``--from-backup`` a copy of its newest backup."""
        if not self.from_backup:
            with self._opened(self.store) as services:
                yield services
            return
        if writing:
            fail(_("--from-backup works only with commands that read."), Exit.USAGE)
        with tempfile.TemporaryDirectory() as folder:
            found = newest_backup(self.profile, self.store)
            if found is None:
                raise StoreMissingError(self.store)
            path, at = found
            note(_("Reading the backup of {moment}.").format(moment=values.moment(at)))
            copy = Path(folder) / self.store.name
            shutil.copyfile(path, copy)
            with self._opened(copy) as services:
                yield services

    @contextmanager
    def _opened(self, path: Path) -> Iterator[Services]:
        passphrase = self.passphrase()
        try:
            services = self._try(path, passphrase)
        except PassphraseNeededError:
            if not sys.stdin.isatty():
                raise
            services = self._try(path, typer.prompt(_("Passphrase"), hide_input=True, err=True))
        crew = services.crew_at_start
        services.members.act_as(crew.seated(remembered(self.profile, crew.store_id)))
        try:
            yield services
        finally:
            services.close()

    def _try(self, path: Path, passphrase: str | None) -> Services:
        return open_store(path, passphrase=passphrase, profile=self.profile, clock=self.clock, whole_history=True)


def fail(sentence: str, code: Exit) -> NoReturn:
    """Say one sentence on stderr and leave."""
    sys.stderr.write(sentence + "\n")
    raise typer.Exit(code)


def note(sentence: str) -> None:
    """Say something that is not the result of the command: on stderr."""
    sys.stderr.write(sentence + "\n")


@contextmanager
def worded() -> Iterator[None]:
    """Turn an error of the user's world into one sentence and its exit code."""
    try:
        yield
    except CancelledError as error:
        fail(errors.sentence(error), Exit.STOPPED)
    except StoreLockedError as error:
        fail(errors.sentence(error), Exit.LOCKED)
    except CsopsError as error:
        fail(errors.sentence(error), Exit.DATA)


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Let Ctrl+C stop long work between its steps, where nothing is left half done, instead of anywhere.

    Yields:
        A function that tells whether the user wants to stop.
    """
    stopped = Event()
    before = signal.signal(signal.SIGINT, lambda _number, _frame: stopped.set())
    try:
        yield stopped.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def put_json(document: object) -> None:
    """Print one JSON document and nothing else."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n")


def put_line(text: str) -> None:
    """Print one line of the result."""
    sys.stdout.write(text + "\n")


def put_grid(headings: list[str], rows: list[list[str]]) -> None:
    """Print a table, as wide as the terminal or, into a file, as wide as it needs."""
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        grid.add_column(heading, overflow="fold")
    for row in rows:
        grid.add_row(*(cell.replace("[", "\\[") for cell in row))
    width = None if sys.stdout.isatty() else 400
    Console(width=width, highlight=False, emoji=False).print(grid)
