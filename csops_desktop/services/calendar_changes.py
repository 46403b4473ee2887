"""Changes of the business days together with the due dates that follow: looked at first, then taken in one step."""

from dataclasses import dataclass

from csops_desktop.domain.changes import Area, Outcome, Sentence
from csops_desktop.domain.playbooks.definition import Playbook
from csops_desktop.domain.playbooks.moving import Move
from csops_desktop.domain.playbooks.shown import RunHead
from csops_desktop.services import run_views
from csops_desktop.services.business_days import Closing, calendar_of
from csops_desktop.store import closing_days, runs
from csops_desktop.store.closing_days import ClosingKind
from csops_desktop.store.engine import Database
from csops_desktop.store.playbooks import VERSIONS


@dataclass(frozen=True, slots=True)
class Moved:
    """The dates of one open run that would move.

    Attributes:
        playbook: of its version, for the titles of the steps.
    """

    head: RunHead
    playbook: Playbook
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class CalendarChangeService:
    """The use cases around changing which days are open."""

    database: Database

    def affected(self, closing: Closing) -> tuple[Moved, ...]:
        """Return which due dates of open runs would move; those moved by hand and those of closed runs stay."""
        with self.database.reading() as connection:
            calendar = calendar_of(closing, self.database.clock.today(), "ja")
            found = []
            for head in runs.open_heads(connection):
                moves = run_views.moves(connection, head, calendar)
                version = VERSIONS.get(connection, head.version_id) if moves else None
                if version is not None:
                    found.append(Moved(head, version.definition, moves))
            return tuple(found)

    def take(self, closing: Closing, *, move_dates: bool) -> Outcome[int]:
        """Let these be the days on which we are closed, in one step with the dates; returns how many dates moved.

        Args:
            closing: our own days and the list of public holidays.
            move_dates: whether the due dates of open runs follow.
        """
        today = self.database.clock.today()
        with self.database.operation(Sentence("business_days")) as operation:
            connection = operation.connection
            closing_days.put(connection, ClosingKind.OWN, closing.own)
            closing_days.put(connection, ClosingKind.HOLIDAY, closing.listed)
            moved = 0
            if move_dates:
                moved = sum(run_views.replan(connection, head.id, today) for head in runs.open_heads(connection))
            operation.sentence = Sentence("business_days_moved", {"n": moved}) if moved else Sentence("business_days")
        if not operation.changes:
            return Outcome(0, Area.NONE)
        return Outcome(moved, Area.PLAYBOOKS | Area.SETTINGS, operation.sentence, operation.set_id)
