"""What a user can take out of runs: dates for a calendar program, and a checklist as PDF."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from csops_desktop.domain.playbooks.papers import CalendarDays, CalendarEntry
from csops_desktop.domain.playbooks.shown import DueStep
from csops_desktop.store import run_board, runs, settings
from csops_desktop.store.engine import Database

_CLOSED_WITHIN = dt.timedelta(60)
"""What was closed since is told to a calendar that had it."""


@dataclass(frozen=True, slots=True)
class RunPaperService:
    """The use cases of taking runs out of the program."""

    database: Database

    def days(self, run_id: int | None = None, owner_id: int | None = None) -> CalendarDays:
        """Return the steps with a day: open ones, and those that were closed since a calendar may have got them.

        Args:
            run_id: of one run, closed or not; None: of all that are open or were closed in the last 60 days.
            owner_id: whose; None: everybody's.
        """
        since = self.database.clock.today() - _CLOSED_WITHIN
        with self.database.reading() as connection:
            known = run_board.definitions(connection)
            heads = {head.id: head for head in [*runs.open_heads(connection), *runs.closed_heads(connection, since)]}
            if run_id is not None:
                head = runs.head(connection, run_id)
                heads = {} if head is None else {run_id: head}
            playbooks = {id_: known[head.version_id] for id_, head in heads.items() if head.version_id in known}
            lines = runs.dated_lines(connection, owner_id, playbooks)
            steps = tuple(DueStep(heads[run], line, playbooks[run].name) for run, line in lines)
            return CalendarDays(settings.meta(connection, "store_id") or "", steps)

    def write_calendar(self, path: Path, name: str, entries: Sequence[CalendarEntry]) -> None:
        """Write days as an .ics file; a later one brings a calendar that took over an earlier one up to date.

        Raises:
            CannotWriteError: the file could not be written; nothing is left of it.
        """
        from csops_desktop.exchange.calendar_file import calendar_file  # noqa: PLC0415 (only an export needs it)

        _write(path, calendar_file(name, entries, self.database.clock.now()))

    def write_checklist(self, path: Path, paper: object) -> None:
        """Write a checklist as PDF.

        Args:
            path: replaced when it exists.
            paper: all words of it, as the template ``checklist`` takes them.

        Raises:
            CannotWriteError: the file could not be written; nothing is left of it.
        """
        from csops_desktop.exchange import typeset  # noqa: PLC0415 (only what is printed needs it)

        _write(path, typeset.pdf("checklist", paper))


def _write(path: Path, content: bytes) -> None:
    from csops_desktop.exchange.saving import Saving  # noqa: PLC0415 (only an export needs it)

    with Saving(path) as saving:
        saving.path.write_bytes(content)
